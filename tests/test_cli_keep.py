"""The commands that look after what is kept: each with right and wrong use, and what a shell sees of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from interview_desk.storage.journal import open_journal
from tests.calling import Call, caller
from tests.storage.logs import interview

SESSION = "20261123-one"


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    return caller(capsys)


@pytest.fixture
def file(desk_home: Path) -> Path:
    """The database, with an interview in it."""
    with closing(open_journal(f"sqlite:///{desk_home / 'desk.db'}", make_folder=True)) as journal:
        journal.extend(SESSION, interview(notes=10))
    return desk_home / "desk.db"


def damage(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE entry SET body = replace(body, 'Note 3', 'Note 8')")


def test_a_damaged_database_is_found_salvaged_and_sound_again(call: Call, file: Path) -> None:
    damage(file)
    found = call("db", "check")
    assert (found.code, found.out.splitlines()[-1]) == (1, "1 problem.")
    done = call("db", "salvage")
    assert (done.code, done.out) == (1, f"Session {SESSION}: its entry 6 can't be read.\n")
    assert done.err == f"Saved 1 session with 12 entries; the damaged file is now {file}.damaged.\n"
    assert (call("db", "check").code, call("db", "salvage").code) == (0, 3)


def test_a_backup_brings_back_what_was(call: Call, file: Path, tmp_path: Path) -> None:
    assert call("db", "backup", tmp_path / "copy.db").code == 0
    damage(file)
    done = call("db", "restore", tmp_path / "copy.db")
    assert (done.code, done.err) == (
        0, f"Restored {tmp_path / 'copy.db'}; the database before is now {file}.before-restore.\n"
    )  # fmt: skip
    assert call("db", "check").out == "All is well.\n"


def test_a_servers_database_is_left_to_the_server(call: Call) -> None:
    for word, more in (("salvage", ()), ("restore", ("copy.db",))):
        done = call("--database", "postgresql://server/name", "db", word, *more)
        assert (done.code, done.out) == (2, "")
        assert "it is on a server; use the server's own tools" in done.err
    assert call("--database", "mysql://x", "db", "salvage").code == 2
