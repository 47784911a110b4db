"""The log of a session: entries in order, what of it stands, and the state it adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from interview_desk.domain.events import Event, Opened, PieceRecorded, Retracted
from interview_desk.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in its envelope.

    `seq` counts from 1 without gaps; `offset_ms` is the session time in milliseconds, which never runs backwards and
    stands while the interview is paused; `at` is the wall clock's word for it, in UTC.
    """

    seq: int
    offset_ms: int
    at: datetime
    event: Event


def withdrawn(entries: Sequence[Entry]) -> frozenset[int]:
    """Return the numbers of the entries that were undone; a retraction that was itself undone undoes nothing."""
    gone: set[int] = set()
    for entry in reversed(entries):
        if isinstance(entry.event, Retracted) and entry.seq not in gone:
            gone.add(entry.event.seq)
    return frozenset(gone)


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that were not undone, retractions left out. The opening always stands."""
    entries = list(entries)
    gone = withdrawn(entries)
    return [
        entry
        for entry in entries
        if isinstance(entry.event, Opened) or (entry.seq not in gone and not isinstance(entry.event, Retracted))
    ]


def last_undoable(entries: Sequence[Entry]) -> Entry | None:
    """Return the last entry that stands and can be undone, or None."""
    gone = withdrawn(entries)
    for entry in reversed(entries):
        if entry.seq not in gone and not isinstance(entry.event, Retracted | Opened | PieceRecorded):
            return entry
    return None
