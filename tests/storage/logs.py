"""Logs to keep: a short interview as entries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from interview_desk.domain import events as e
from interview_desk.domain.events import Event
from interview_desk.domain.log import Entry
from tests.kits import small_kit

BEGAN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def opening(candidate: str = "Sample Candidate", at: datetime = BEGAN) -> Entry:
    """Return entry 1 of a session."""
    return Entry(1, 0, at, e.Opened(small_kit(), candidate, "Interviewer 7", "senior"))


def log_of(*events: Event, candidate: str = "Sample Candidate", at: datetime = BEGAN) -> list[Entry]:
    """Return a log: the opening, then the events, one a second."""
    first = opening(candidate, at)
    return [
        first,
        *(
            Entry(seq, (seq - 2) * 1000, at + timedelta(seconds=seq, microseconds=7 * seq), event)
            for seq, event in enumerate(events, 2)
        ),
    ]


def note(text: str, stamp_ms: int = 0) -> e.NoteTaken:
    return e.NoteTaken(stamp_ms, "strength", text, "problem-solving")


def interview(notes: int = 3) -> list[Entry]:
    """Return the log of an interview that runs, with some notes."""
    words = [note(f"Note {number} — сказал “ok” \U0001f642", number * 1000) for number in range(1, notes + 1)]
    return log_of(e.Started(), e.LayerReached("main", "first"), *words)
