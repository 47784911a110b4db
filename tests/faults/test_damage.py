"""A damaged database: the damage is named, what is whole can be had, nothing wrong is passed off as right."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from interview_desk.domain.log import Entry
from interview_desk.errors import DeskError, StorageError
from interview_desk.storage.care import check
from interview_desk.storage.engine import open_database
from interview_desk.storage.journal import Journal, open_journal
from tests.faults.keeper import planned
from tests.faults.kept import SESSION

ENTRIES = 60


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one session in it, closed, so that everything is in the one file."""
    journal = open_journal(f"sqlite:///{tmp_path / 'desk.db'}")
    journal.extend(SESSION, planned(ENTRIES))
    journal.close()
    return tmp_path / "desk.db"


def look(database: Path) -> tuple[list[Entry], list[str]]:
    """Return the entries that can be had and the problems that are told; nothing but a DeskError may come up."""
    try:
        engine = open_database(f"sqlite:///{database}")
    except DeskError as error:
        return [], [str(error)]
    try:
        problems: list[str] = []
        try:
            problems = check(engine)
            entries = Journal(engine).read(SESSION)
        except DeskError as error:
            problems.append(str(error))
            try:
                entries, _ = Journal(engine).salvage(SESSION)
            except DeskError:
                entries = []
        return entries, problems
    finally:
        engine.dispose()


@pytest.mark.parametrize("mask", [0x01, 0x80, 0xFF])
def test_a_byte_flipped_inside_a_note_is_found_and_its_entry_named(database: Path, mask: int) -> None:
    content = bytearray(database.read_bytes())
    at = content.index(b"Note 17 ")
    content[at + 2] ^= mask
    database.write_bytes(content)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]  # SQLite itself sees nothing
    engine = open_database(f"sqlite:///{database}")
    (problem,) = check(engine)
    assert problem.startswith(f"Session {SESSION} can't be read whole: its entry 20 is not what was written; ")
    with pytest.raises(StorageError, match="its entry 20 is not what was written"):
        Journal(engine).read(SESSION)
    entries, problems = Journal(engine).salvage(SESSION)
    assert entries == [entry for entry in planned(ENTRIES) if entry.seq != 20]
    assert len(problems) == 1
    engine.dispose()


def test_damage_in_any_page_is_told_and_never_passed_off_as_what_was_written(database: Path, tmp_path: Path) -> None:
    content, plan = database.read_bytes(), planned(ENTRIES)
    pages = len(content) // 4096
    assert pages > 10
    for page in range(pages):
        for offset, length in ((0, 8), (30, 60), (2000, 300), (4080, 16)):
            damaged = tmp_path / "damaged.db"
            start = page * 4096 + offset
            flipped = bytes(byte ^ 0xA5 for byte in content[start : start + length])
            damaged.write_bytes(content[:start] + flipped + content[start + length :])
            before = damaged.read_bytes()
            entries, problems = look(damaged)
            assert all(entry in plan for entry in entries), (page, offset)
            assert problems or entries == plan, (page, offset)
            if not entries and "not a database" in " ".join(problems):
                assert damaged.read_bytes() == before


def test_a_file_cut_short_anywhere_is_told(database: Path, tmp_path: Path) -> None:
    content = database.read_bytes()
    for size in (1, 99, 100, 4096, 5000, len(content) // 2, len(content) - 4096, len(content) - 1):
        cut = tmp_path / "cut.db"
        cut.write_bytes(content[:size])
        entries, problems = look(cut)
        assert entries == []
        assert len(problems) == 1
        assert cut.read_bytes() == content[:size]


def test_a_copy_without_its_log_is_whole_up_to_the_last_checkpoint(database: Path, tmp_path: Path) -> None:
    journal = open_journal(f"sqlite:///{database}")
    longer = planned(ENTRIES + 5)
    journal.extend(SESSION, longer[ENTRIES:])
    shutil.copy(database, tmp_path / "copy.db")
    journal.close()
    entries, problems = look(tmp_path / "copy.db")
    assert (entries, problems) == (planned(ENTRIES), [])
    assert look(database) == (longer, [])
