"""What must hold of a database after whatever was done to the process that wrote it."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from interview_desk.domain.clock import ManualClock
from interview_desk.domain.events import Opened
from interview_desk.domain.log import Entry
from interview_desk.domain.state import fold
from interview_desk.sessions.live import resume_live
from interview_desk.storage.care import check
from interview_desk.storage.glance import interrupted
from interview_desk.storage.journal import open_journal
from tests.conducting import Remembering
from tests.faults.keeper import draft_after, planned

SESSION = "20261123-faults"
KEEPER = Path(__file__).with_name("keeper.py")


def keeper(database: Path, entries: int, *commands: str) -> list[str]:
    """Return the command line of a process that keeps an interview of so many entries."""
    return [sys.executable, str(KEEPER), f"sqlite:///{database}", SESSION, str(entries), *commands]


def environment() -> dict[str, str]:
    """Return the environment for it; bytecode is kept, so that twenty of them start quickly."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def last_saved(lines: Sequence[str]) -> int:
    """Return the last entry that was said to be saved, 0 for none."""
    return max([int(line.removeprefix("saved ")) for line in lines if line.startswith("saved ")], default=0)


def assert_kept(database: Path, saved: int, entries: int) -> int:
    """Assert that everything up to `saved` is there, whole and in order, with its draft; return how many are."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    journal = open_journal(f"sqlite:///{database}")
    try:
        if not saved and not journal.sessions():
            return 0
        plan, found = planned(entries), journal.read(SESSION)
        assert len(found) >= saved
        assert found == plan[: len(found)]
        assert journal.draft(SESSION) == draft_after(found[-1])
        assert check(journal.engine) == []
        # And the session goes on from here, in a process that finds nothing locked.
        assert [row.id for row in journal.interrupted()] == ([SESSION] if len(found) > 1 else [])
        with journal.lease(SESSION):
            journal.extend(SESSION, plan)
        assert fold(journal.read(SESSION)) == fold(plan)
        return len(found)
    finally:
        journal.close()


def resumed(database: Path, plan: Sequence[Entry]) -> float:
    """Assert that the interview stands again where it was, draft and all; return how long that took, in seconds."""
    opened = plan[0].event
    assert isinstance(opened, Opened)
    began = time.perf_counter()
    found = interrupted(f"sqlite:///{database}", opened.kit.id)
    if found is None:  # it had not begun yet
        return 0.0
    live = resume_live(ManualClock(), Remembering(), found.entries, found.draft.alive_ms)
    took = time.perf_counter() - began
    before, draft = fold(plan[: len(found.entries)]), draft_after(found.entries[-1])
    assert (live.state.place, live.state.phase) == (before.place, "running")
    assert (live.now_ms, found.draft) == (draft.alive_ms, draft)
    return took
