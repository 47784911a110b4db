"""A journal that keeps nothing beyond the process, by the same contract as the one on the disk: for tests."""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock

from interview_desk.domain.draft import Draft
from interview_desk.domain.events import Opened
from interview_desk.domain.log import Entry
from interview_desk.domain.state import fold
from interview_desk.errors import StorageError
from interview_desk.storage.index import Listed, haystack, listed, needles
from interview_desk.storage.lease import Lease, taken
from interview_desk.storage.names import (
    LATEST,
    chosen,
    is_session_id,
    new_session_id,
    out_of_order,
    overwritten,
    unknown,
)


class MemoryJournal:
    """The contract of `Journal`, in memory. Any thread may use it."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._entries: dict[str, list[Entry]] = {}
        self._drafts: dict[str, Draft] = {}
        self._leased: set[str] = set()

    def create(self, opening: Entry, session_id: str | None = None) -> str:
        session_id = session_id or new_session_id(opening.at)
        self.extend(session_id, [opening])
        return session_id

    def append(self, session_id: str, entry: Entry) -> None:
        self.extend(session_id, [entry])

    def extend(self, session_id: str, entries: Sequence[Entry], draft: Draft | None = None) -> None:
        with self._lock:
            kept = list(self._entries.get(session_id, ()))
            for entry in entries:
                if entry.seq <= len(kept):
                    if kept[entry.seq - 1] != entry:
                        raise overwritten(session_id, entry.seq)
                    continue
                if entry.seq != len(kept) + 1 or (not kept) != isinstance(entry.event, Opened):
                    raise out_of_order(session_id, entry.seq, len(kept))
                kept.append(entry)
            if not kept:
                raise unknown(session_id)
            self._entries[session_id] = kept
            if draft is not None:
                self._drafts[session_id] = draft

    def keep_draft(self, session_id: str, text: str, stamp_ms: int, alive_ms: int) -> None:
        self.extend(session_id, (), Draft(text, stamp_ms, alive_ms))

    def draft(self, session_id: str) -> Draft | None:
        with self._lock:
            return self._drafts.get(session_id)

    def read(self, session_id: str) -> list[Entry]:
        with self._lock:
            if session_id not in self._entries:
                raise unknown(session_id)
            return list(self._entries[session_id])

    def salvage(self, session_id: str) -> tuple[list[Entry], list[StorageError]]:
        return self.read(session_id), []

    def sessions(self, search: str = "", *, limit: int | None = None) -> list[Listed]:
        with self._lock:
            rows = [listed(id, fold(entries)) for id, entries in self._entries.items()]
        words = needles(search)
        found = [row for row in rows if all(word in haystack(row) for word in words)]
        return sorted(found, key=lambda row: (row.created_at, row.id), reverse=True)[:limit]

    def session(self, session_id: str) -> Listed:
        return listed(session_id, fold(self.read(session_id)))

    def find(self, ref: str) -> str:
        start = ref.strip().lower()
        if start != LATEST and not is_session_id(start):
            raise unknown(ref)
        rows = self.sessions()
        if any(row.id == start for row in rows):
            return start
        if start == LATEST:  # what is only due comes last
            return chosen(ref, [row.id for row in sorted(rows, key=lambda row: row.waits)])
        return chosen(ref, [row.id for row in rows if row.id.startswith(start)])

    def interrupted(self) -> list[Listed]:
        begun = [row for row in self.sessions() if row.phase in ("running", "paused")]
        return [row for row in begun if not self.is_leased(row.id)]

    def lease(self, session_id: str) -> Lease:
        if not is_session_id(session_id):
            raise unknown(session_id)
        with self._lock:
            if session_id in self._leased:
                raise taken(session_id)
            self._leased.add(session_id)
        return Lease(lambda: self._leased.discard(session_id))

    def is_leased(self, session_id: str) -> bool:
        return session_id in self._leased

    def reopen(self) -> None:
        """Do nothing: there is no connection."""

    def close(self) -> None:
        """Do nothing: there is no connection."""
