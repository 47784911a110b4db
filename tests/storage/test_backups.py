"""Backups make themselves when they are due, are sound and private, and never push a good one out for a bad one."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interview_desk.errors import StorageError
from interview_desk.storage.backups import Plan, back_up, backups, is_due, made_at
from interview_desk.storage.journal import Journal, open_journal
from tests.storage.logs import interview

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SESSION = "20261123-one"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with closing(open_journal(f"sqlite:///{tmp_path / 'desk.db'}")) as journal:
        journal.extend(SESSION, interview(notes=3))
    written_at(tmp_path / "desk.db", NOW)
    return tmp_path / "desk.db"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return Plan(tmp_path / "backups", 3, DAY)


def written_at(database: Path, at: datetime) -> None:
    os.utime(database, (at.timestamp(), at.timestamp()))


def test_a_backup_holds_everything_and_is_its_owners_only(database: Path, plan: Plan) -> None:
    made = back_up(database, plan, NOW)
    assert made == plan.folder / "desk-20261123T090000Z.db"
    assert made_at(made) == NOW
    with closing(open_journal(f"sqlite:///{made}", create=False)) as journal:
        assert journal.read(SESSION) == interview(notes=3)
    if sys.platform != "win32":
        assert stat.S_IMODE(made.stat().st_mode) == 0o600
        assert stat.S_IMODE(plan.folder.stat().st_mode) == 0o700


def test_the_next_one_is_made_when_it_is_time_and_something_was_written(database: Path, plan: Plan) -> None:
    assert back_up(database, plan, NOW) is not None
    written_at(database, NOW + timedelta(hours=1))
    assert back_up(database, plan, NOW + timedelta(hours=23)) is None
    assert back_up(database, plan, NOW + DAY) is not None
    assert back_up(database, plan, NOW + 3 * DAY) is None  # nothing is new in it
    written_at(database, NOW + 3 * DAY)
    assert is_due(database, plan, NOW - DAY)  # the clock was set back


def test_the_newest_are_kept_and_nothing_else_in_the_folder_is_touched(database: Path, plan: Plan) -> None:
    plan.folder.mkdir()
    mine = plan.folder / "my own copy.db"
    mine.write_text("mine")
    for day in range(5):
        written_at(database, NOW + day * DAY)
        assert back_up(database, plan, NOW + day * DAY) is not None
    assert [made_at(it) for it in backups(plan.folder)] == [NOW + day * DAY for day in (4, 3, 2)]
    assert mine.read_text() == "mine"


def test_who_wants_none_gets_none_and_an_empty_desk_needs_none(database: Path, plan: Plan, tmp_path: Path) -> None:
    assert back_up(database, Plan(plan.folder, 0, DAY), NOW) is None
    assert back_up(tmp_path / "none.db", plan, NOW) is None
    assert not plan.folder.exists()


def test_a_damaged_database_pushes_no_backup_out(database: Path, plan: Plan) -> None:
    for day in range(3):
        written_at(database, NOW + day * DAY)
        back_up(database, plan, NOW + day * DAY)
    before = backups(plan.folder)
    content = bytearray(database.read_bytes())
    content[4096 * 2 : 4096 * 4] = os.urandom(8192)
    database.write_bytes(content)
    with pytest.raises(StorageError, match="No backup was made: "):
        back_up(database, plan, datetime.now(UTC) + DAY)
    assert backups(plan.folder) == before


def test_a_folder_that_can_not_be_made_is_told_of(database: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match=r"No backup was made: .*; choose another place"):
        back_up(database, Plan(tmp_path / "file" / "backups", 3, DAY), NOW)


def test_an_interview_that_is_being_written_is_not_held_up(database: Path, plan: Plan) -> None:
    with closing(open_journal(f"sqlite:///{database}")) as journal, journal.lease(SESSION):
        longer = interview(notes=6)
        journal.extend(SESSION, longer[:-1])
        made = back_up(database, plan, datetime.now(UTC) + DAY)
        journal.extend(SESSION, longer)
        assert made is not None
        copy: Journal
        with closing(open_journal(f"sqlite:///{made}", create=False)) as copy:
            assert copy.read(SESSION) == longer[:-1]
