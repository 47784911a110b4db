"""Following an interview that goes on at a colleague's, through the team's database: for a shadow, and only to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event
from typing import TYPE_CHECKING, Final

from interview_desk.domain.log import Entry
from interview_desk.errors import StorageError
from interview_desk.storage.chain import START

if TYPE_CHECKING:  # it imports SQLAlchemy
    from interview_desk.storage.watch import Watch

PATIENCE_S: Final = 10.0
LOOK_S: Final = 1.0
"""How often it looks where nobody brings news, and at least where somebody does."""


def watch(url: str, pause: Callable[[float], object] | None = None) -> Watch:
    """Open the database at a URL to follow a session in it."""
    from interview_desk.storage.watch import open_watch

    return open_watch(url, PATIENCE_S, pause or Event().wait)


class Following:
    """Hears the entries of one session, each once and in order, a turn at a time; whoever calls decides when.

    `open_watch` opens the database, and is called again after whatever fails.
    """

    def __init__(self, open_watch: Callable[[], Watch], session_id: str) -> None:
        self._open_watch = open_watch
        self._watch: Watch | None = None
        self._session = session_id
        self._seq = 0
        self._checksum = START

    def turn(self, wait_s: float = LOOK_S) -> Sequence[Entry]:
        """Return what is new, after waiting for it so long at most where nothing is.

        Raises StorageError where the database can't be read now; the next turn goes on where this one was.
        """
        try:
            watch = self._watch = self._watch or self._open_watch()
            if not (new := self._read(watch)):
                watch.wait(wait_s)
                new = self._read(watch)
        except StorageError:
            self.close()
            raise
        return new

    def close(self) -> None:
        """Let go of the database; another turn would open it again."""
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.close()

    def _read(self, watch: Watch) -> Sequence[Entry]:
        entries, self._checksum = watch.entries(self._session, self._seq, self._checksum)
        if entries:
            self._seq = entries[-1].seq
        return entries
