"""Watching a session grow in somebody else's hands: only read, woken by a server's news, or looking again by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from sqlalchemy import Connection, select

from interview_desk.domain.log import Entry
from interview_desk.storage import tables
from interview_desk.storage.chain import START, Row, to_sealed
from interview_desk.storage.engine import open_database
from interview_desk.storage.journal import Journal
from interview_desk.storage.names import overwritten
from interview_desk.storage.server import await_news, listen
from interview_desk.storage.trouble import told

_ENTRY = tables.entry.c
_COLUMNS = (_ENTRY.seq, _ENTRY.offset_ms, _ENTRY.at, _ENTRY.kind, _ENTRY.version, _ENTRY.body, _ENTRY.checksum)
_WHAT = "The session can't be followed"


def open_watch(url: str, patience_s: float, pause: Callable[[float], object]) -> Watch:
    """Open a database to watch; `pause` waits where there is no news to be woken by. Raises as `open_database` does."""
    return Watch(Journal(open_database(url, create=False, upgrade=False, patience_s=patience_s, renew=False)), pause)


class Watch:
    """One database, while it can be reached; every call may raise StorageError."""

    def __init__(self, journal: Journal, pause: Callable[[float], object]) -> None:
        self._journal = journal
        self._pause = pause
        self._news: Connection | None = None
        if journal.engine.dialect.name == "postgresql":
            with told(_WHAT):
                self._news = listen(journal.engine)

    def find(self, ref: str) -> str:
        """Return the id that `ref` stands for; see `Journal.find`."""
        return self._journal.find(ref)

    def entries(self, session_id: str, after: int, checksum: bytes) -> tuple[list[Entry], bytes]:
        """Return the entries after one that was read before, and the checksum of the last.

        Raises StorageError where they don't follow it: then this is another session than the one that was read.
        """
        query = select(*_COLUMNS).where(_ENTRY.session_id == session_id, _ENTRY.seq >= after).order_by(_ENTRY.seq)
        with told(_WHAT), self._journal.engine.connect() as connection:
            rows = cast("list[Row]", [tuple(row) for row in connection.execute(query)])
        if after:
            if not rows:
                return [], checksum  # a stand-in that lags behind: it will be brought what it lacks
            if rows[0][0] != after or rows[0][6] != checksum:
                raise overwritten(session_id, after)
        entries = to_sealed(session_id, rows)
        return entries[1:] if after else entries, rows[-1][6] if rows else START

    def wait(self, seconds: float) -> None:
        """Wait until there may be something new, at most so long."""
        if self._news is None:
            self._pause(seconds)
            return
        with told(_WHAT):
            await_news(self._news, seconds)

    def close(self) -> None:
        if self._news is not None:
            self._news.close()
        self._journal.close()
