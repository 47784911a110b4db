"""A database that can't be written to for a while: it is said on screen, the interview goes on, nothing is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from interview_desk.domain.state import fold
from interview_desk.storage.journal import open_journal
from tests.journeys.conftest import KIT, NewDesk


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
    with closing(open_journal(desk.place.database)) as journal:
        state = fold(journal.read(journal.find("latest")))
    assert [note.text for note in state.notes()] == ["taken all the same", "and another"]
