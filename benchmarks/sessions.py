"""Interviews of any length in a database, for what reopens them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from interview_desk import paths
from interview_desk.domain import rules
from interview_desk.domain.events import Event, NoteTaken
from interview_desk.domain.log import Entry
from interview_desk.domain.state import begin
from interview_desk.library.catalogue import Catalogue
from interview_desk.storage.journal import open_journal

KIT = "backend-senior"
_BEGAN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_APART_MS = 25


def long_log(entries: int) -> list[Entry]:
    """Return the log of an interview that runs, of that many entries, nearly all of them notes."""
    opening = Entry(
        1, 0, _BEGAN, rules.open_session(Catalogue.standing().kit(KIT), "Candidate", "Interviewer", "senior")
    )
    started = rules.start(begin(opening))
    assert not isinstance(started, rules.Refused)
    events: list[Event] = [started]
    events += [
        NoteTaken(seq * _APART_MS, "strength", f"note {seq}: names the race between two calls", "problem-solving")
        for seq in range(3, entries + 1)
    ]
    later = [
        Entry(seq, seq * _APART_MS, _BEGAN + timedelta(milliseconds=seq * _APART_MS), event)
        for seq, event in enumerate(events, 2)
    ]
    return [opening, *later]


def keep_session(home: Path, entries: int) -> None:
    """Keep such an interview in the database of a data folder, as if the application had been killed in it."""
    journal = open_journal(paths.default_database_url(home), make_folder=True)
    log = long_log(entries)
    journal.extend("20261123-bench00", log)
    journal.keep_draft("20261123-bench00", "", 0, log[-1].offset_ms)
    journal.close()
