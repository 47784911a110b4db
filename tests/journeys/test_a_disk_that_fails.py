"""A database that can't be written to for a while: it is said on screen, the interview goes on, nothing is lost."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from interview_desk.domain.state import fold
from interview_desk.storage.journal import open_journal
from tests.journeys.conftest import KIT, NewDesk
from tests.journeys.driver import Driver


def test_while_another_program_holds_the_database_notes_are_taken_and_kept_afterwards(new_desk: NewDesk) -> None:
    desk = new_desk().open(KIT)
    desk.wait_saved()
    with closing(sqlite3.connect(desk.place.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        desk.note("+ taken all the same")
        assert desk.sees("taken all the same")
        desk.awaits("Not saved yet: another program holds the database. Close the other program.")
        desk.note("- and another")
        assert desk.sees("and another")
        other.execute("ROLLBACK")
    desk.wait_saved()
    desk.wait_until(lambda: not desk.sees("Not saved yet"))
    assert kept(desk) == ["taken all the same", "and another"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes")
def test_while_the_disk_is_full_it_is_said_and_all_is_kept_once_there_is_room(new_desk: NewDesk) -> None:
    desk = new_desk().open(KIT)
    desk.note("+ before")
    desk.wait_saved()
    with no_room_beyond(desk.place.file.with_name(desk.place.file.name + "-wal")):
        desk.note("+ taken all the same")
        desk.awaits("Not saved yet:")
        desk.note("- and another")
        assert desk.sees("and another")
        assert kept(desk) == ["before"]
    desk.wait_saved()
    desk.wait_until(lambda: not desk.sees("Not saved yet"))
    assert kept(desk) == ["before", "taken all the same", "and another"]


def kept(desk: Driver) -> list[str]:
    """Return the notes that the database holds."""
    with closing(open_journal(desk.place.database)) as journal:
        return [note.text for note in fold(journal.read(journal.find("latest"))).notes()]


@contextmanager
def no_room_beyond(file: Path) -> Iterator[None]:
    """Let no file that this process writes become larger than this one is now."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
