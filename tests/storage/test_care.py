"""Care: what is wrong is found and named, a copy is whole, and the index can always be made anew."""

from __future__ import annotations

import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from interview_desk.domain import events as e
from interview_desk.errors import StorageError
from interview_desk.storage.care import backup, check, rebuild
from interview_desk.storage.chain import seal
from interview_desk.storage.engine import open_database
from interview_desk.storage.journal import Journal
from tests.storage.logs import interview, log_of

ONE, OTHER = "20261123-one", "20261123-other"


@pytest.fixture
def filled(kept: Journal) -> Journal:
    kept.extend(ONE, interview(notes=10))
    kept.extend(OTHER, log_of(e.Started(), e.Ended()))
    return kept


def tamper(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.usefixtures("filled")
def test_a_sound_database_has_no_problems_and_says_how_far_it_is(engine: Engine) -> None:
    progress: list[tuple[int, int]] = []
    assert check(engine, lambda done, of: progress.append((done, of))) == []
    assert progress == [(0, 2), (1, 2), (2, 2)]
    assert check(engine) == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE entry SET body = replace(body, 'Note 3', 'Note 8')", "its entry 6 is not what was written"),
        (
            "UPDATE entry SET offset_ms = offset_ms + 1 WHERE seq = 5 AND session_id = '20261123-one'",
            "its entry 5 is not",
        ),
        ("UPDATE entry SET at = '2026-11-23T09:00:00.000000Z' WHERE seq = 4", "its entry 4 is not"),
        ("DELETE FROM entry WHERE seq = 7", "its entry 7 is missing"),
        ("DELETE FROM entry WHERE seq = 13", "its entry 13 is missing"),
    ],
)
def test_an_entry_that_was_changed_or_taken_away_is_named(
    engine: Engine, filled: Journal, statement: str, problem: str
) -> None:
    tamper(engine, statement)
    problems = check(engine)
    assert problem in problems[0]
    assert ONE in problems[0]
    with pytest.raises(StorageError, match=problem):
        filled.read(ONE)
    assert len(rebuild(engine)[1]) == 1  # an index is not made to hide a loss


def test_what_is_readable_around_a_damaged_entry_is_still_there(engine: Engine, filled: Journal) -> None:
    tamper(engine, "UPDATE entry SET body = replace(body, 'Note 3', 'Note 8')")
    entries, problems = filled.salvage(ONE)
    assert entries == [entry for entry in interview(notes=10) if entry.seq != 6]
    assert [problem.why for problem in problems] == ["its entry 6 is not what was written"]


def test_behind_a_missing_entry_only_the_next_one_can_not_be_proved(engine: Engine, filled: Journal) -> None:
    tamper(engine, f"DELETE FROM entry WHERE seq = 6 AND session_id = '{ONE}'")
    entries, problems = filled.salvage(ONE)
    assert entries == [entry for entry in interview(notes=10) if entry.seq not in (6, 7)]
    assert [problem.why for problem in problems] == [
        "its entry 6 is missing",
        "its entry 7 is not what was written",
    ]


def test_entries_of_one_session_can_not_be_passed_off_as_anothers(engine: Engine, filled: Journal) -> None:
    filled.extend("20261123-third", log_of()[:1])
    columns = "seq, offset_ms, at, kind, version, body, checksum"
    theirs = f"FROM entry WHERE session_id = '{OTHER}' AND seq = 2"
    tamper(engine, f"INSERT INTO entry SELECT '20261123-third', {columns} {theirs}")
    assert any("20261123-third" in problem and "entry 2" in problem for problem in check(engine))


def test_an_event_of_a_newer_version_is_named_and_not_skipped(engine: Engine, filled: Journal) -> None:
    with engine.begin() as connection:
        before, row = connection.execute(text(f"SELECT * FROM entry WHERE session_id = '{OTHER}' AND seq > 1")).all()
        columns = (row.seq, row.offset_ms, row.at, "mind-read", 1, "{}")
        values = {"checksum": seal(OTHER, columns, before.checksum)}
        change = (
            "UPDATE entry SET kind = 'mind-read', body = '{}', checksum = :checksum WHERE session_id = :id AND seq = 3"
        )
        connection.execute(text(change), {**values, "id": OTHER})
    with pytest.raises(StorageError, match='"mind-read" is not known: it comes from a newer version'):
        filled.read(OTHER)
    assert any("mind-read" in problem for problem in check(engine))


def test_an_index_that_says_something_else_is_found_and_rebuilt(engine: Engine, filled: Journal) -> None:
    before = filled.sessions()
    tamper(engine, f"UPDATE session SET candidate = 'Nobody', phase = 'paused' WHERE id = '{ONE}'")
    assert check(engine) == [
        f"The index of session {ONE} is not what its journal says; run `interview-desk db rebuild`."
    ]
    assert rebuild(engine) == (1, [])
    assert filled.sessions() == before
    assert rebuild(engine) == (0, [])
    tamper(engine, "UPDATE session SET haystack = ''")
    assert rebuild(engine) == (2, [])
    assert [row.id for row in filled.sessions("sample")] == [row.id for row in before]


@pytest.mark.usefixtures("filled")
def test_a_rebuild_leaves_a_damaged_session_and_names_it(engine: Engine) -> None:
    tamper(engine, "UPDATE entry SET body = replace(body, 'Note 3', 'Note 8')")
    changed, problems = rebuild(engine, lambda *_: None)
    assert changed == 0
    assert len(problems) == 1
    assert ONE in problems[0]


def test_a_reference_to_nothing_is_found(sqlite_engine: Engine, tmp_path: Path) -> None:
    engine = sqlite_engine
    Journal(engine).extend(OTHER, log_of(e.Started(), e.Ended()))
    with closing(sqlite3.connect(tmp_path / "desk.db")) as connection, connection:
        connection.execute(f"DELETE FROM session WHERE id = '{OTHER}'")
    problems = check(engine)
    assert "A row of entry belongs to no session; run `interview-desk db rebuild`." in problems
    assert rebuild(engine) == (1, [])
    assert check(engine) == []


def test_a_backup_is_whole_while_the_database_is_in_use(engine: Engine, filled: Journal, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE session SET candidate = 'nobody has seen this yet'")
        if engine.dialect.name == "sqlite":
            connection.rollback()  # the file's own lock is what a copy waits for
        backup(engine, target)
    if sys.platform != "win32":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]
    copy = open_database(f"sqlite:///{target}")
    assert check(copy) == []
    assert Journal(copy).read(ONE) == filled.read(ONE)
    copy.dispose()


@pytest.mark.usefixtures("filled")
def test_a_backup_takes_no_others_place_and_leaves_nothing_half_done(engine: Engine, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("mine")
    with pytest.raises(StorageError, match="there is a file of that name"):
        backup(engine, target)
    assert target.read_text() == "mine"
    with pytest.raises(StorageError, match="the folder is not there"):
        backup(engine, tmp_path / "none" / "copy.db")
    assert not list(tmp_path.glob("**/*.part"))
