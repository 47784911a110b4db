"""The ordered writer: a thread that keeps a session's entries, so that the screen never waits for a disk.

What it is given it writes in order, and says *saved* only when the commit has returned. What can't be written it holds
in memory, says why in one sentence, and tries again until it can. Nothing here imports SQLAlchemy: the thread does,
by opening the journal, when the window may long have been painted.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Sequence
from threading import Condition, Thread
from typing import Any, Final, Protocol

from interview_desk.domain.draft import Draft
from interview_desk.domain.log import Entry
from interview_desk.errors import DeskError
from interview_desk.storage.lease import Lease

DRAFT_REST_S: Final = 0.25
FIRST_RETRY_S: Final = 0.25
LAST_RETRY_S: Final = 5.0


class Keeper(Protocol):
    """What the writer needs of a journal."""

    def extend(self, session_id: str, entries: Sequence[Entry], draft: Draft | None = None) -> None: ...

    def lease(self, session_id: str) -> Lease: ...

    def reopen(self) -> None: ...

    def close(self) -> None: ...


def later(url: str, *, make_folder: bool = False) -> Callable[[], Keeper]:
    """Return what opens the journal at `url` when the writer's thread calls it; SQLAlchemy is imported only then."""

    def open_it() -> Keeper:
        from interview_desk.storage.journal import open_journal

        return open_journal(url, make_folder=make_folder)

    return open_it


class Writer:
    """Keeps the entries of one session, in order, on a thread of its own.

    `journal` is an open one, which is left open, or what opens one, which is then closed at the end.
    `on_saved(seq)`: every entry up to `seq` is on the disk. `on_trouble(sentence)`: something is not saved yet, and
    why; `on_trouble(None)`: all is well again. Both are called on the writer's thread and must return at once.

    Entries may be handed over at once; nothing is opened before `start`. From then on the thread holds the session's
    lease, until `close`.
    """

    def __init__(
        self,
        journal: Keeper | Callable[[], Keeper],
        session_id: str,
        on_saved: Callable[[int], None],
        on_trouble: Callable[[str | None], None],
        *,
        draft_rest_s: float = DRAFT_REST_S,
        first_retry_s: float = FIRST_RETRY_S,
    ) -> None:
        self._open: Callable[[], Keeper] | None = journal if callable(journal) else None
        self._journal: Keeper | None = None if callable(journal) else journal
        self._lease: Lease | None = None
        self.session_id = session_id
        self._on_saved = on_saved
        self._on_trouble = on_trouble
        self._draft_rest_s = draft_rest_s
        self._first_retry_s = first_retry_s
        self._changed = Condition()
        self._waiting: deque[Entry] = deque()
        self._draft: Draft | None = None
        self._closing = False
        self._giving_up = False
        self._trouble: str | None = None
        self._thread = Thread(target=self._run, name=f"writer of {session_id}", daemon=True)

    def start(self) -> None:
        """Start the thread: it opens the journal, takes the lease and writes what waits. Twice is once."""
        with self._changed:
            if self._thread.ident is None:
                self._thread.start()

    def append(self, entry: Entry, draft: Draft | None = None) -> None:
        """Hand over the next entry, and what the draft is from then on: the two are kept together or not at all."""
        with self._changed:
            self._waiting.append(entry)
            if draft is not None:
                self._draft = draft
            self._changed.notify_all()

    def keep_draft(self, text: str, stamp_ms: int, alive_ms: int) -> None:
        """Hand over the half-typed note; of those that come faster than they can be kept, the newest is."""
        with self._changed:
            self._draft = Draft(text, stamp_ms, alive_ms)
            self._changed.notify_all()

    @property
    def unsaved(self) -> tuple[Entry, ...]:
        """The entries that are not on the disk yet, in order."""
        with self._changed:
            return tuple(self._waiting)

    @property
    def trouble(self) -> str | None:
        """The sentence last given to `on_trouble`, None while all is well."""
        return self._trouble

    def close(self, timeout: float = 5.0) -> bool:
        """Write what is left, trying for at most `timeout` seconds, and give the lease back.

        Returns whether everything was saved; what was not is in `unsaved`.
        """
        self.start()
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(timeout)
        if self._thread.is_alive():
            with self._changed:
                self._giving_up = True
                self._changed.notify_all()
            self._thread.join(timeout)
        return not self.unsaved

    def _run(self) -> None:
        retry_s = self._first_retry_s
        try:
            while self._wait_for_work():
                try:
                    saved, draft_kept = self._write()
                except Exception as error:  # noqa: BLE001  # whatever it is, the entries are kept and tried again
                    self._say(_sentence(error))
                    # Closing cuts the wait short once, for a last attempt; from then on only giving up does.
                    closing = self._closing
                    self._rest(retry_s, lambda: self._giving_up or self._closing != closing)  # noqa: B023
                    if self._giving_up:
                        return
                    retry_s = min(2 * retry_s, LAST_RETRY_S)
                    continue
                retry_s = self._first_retry_s
                if saved:
                    self._tell(self._on_saved, saved)
                self._say(None)
                if draft_kept:
                    self._rest(self._draft_rest_s, lambda: self._closing or bool(self._waiting))
        finally:
            self._let_go()

    def _wait_for_work(self) -> bool:
        """Wait until there is something to do, at first to open the journal; False if it never will be."""
        with self._changed:
            self._changed.wait_for(lambda: self._lease is None or self._is_work() or self._closing)
            return self._is_work() or not self._closing

    def _is_work(self) -> bool:
        return bool(self._waiting) or self._draft is not None

    def _write(self) -> tuple[int, bool]:
        """Write what waits, in one commit; return the last entry saved (0 for none) and whether a draft was kept."""
        with self._changed:
            entries, draft = tuple(self._waiting), self._draft
        journal = self._ready()
        if entries or draft is not None:
            journal.extend(self.session_id, entries, draft)
        with self._changed:
            for _ in entries:
                self._waiting.popleft()
            if self._draft is draft:
                self._draft = None
        return entries[-1].seq if entries else 0, draft is not None

    def _ready(self) -> Keeper:
        """Return the journal, opened and leased; after a failure it is opened afresh."""
        if self._journal is None:
            assert self._open is not None
            self._journal = self._open()
        elif self._trouble is not None:
            self._journal.reopen()
        if self._lease is None:
            self._lease = self._journal.lease(self.session_id)
        return self._journal

    def _rest(self, seconds: float, until: Callable[[], bool]) -> bool:
        """Wait for `seconds`, or until there is reason not to; return whether there was."""
        with self._changed:
            return self._changed.wait_for(until, seconds)

    def _say(self, trouble: str | None) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._tell(self._on_trouble, trouble)

    def _tell(self, listener: Callable[[Any], None], news: int | str | None) -> None:
        try:
            listener(news)
        except Exception:  # noqa: BLE001  # a window that is gone must not stop what keeps the interview
            sys.excepthook(*sys.exc_info())

    def _let_go(self) -> None:
        try:
            if self._lease is not None:
                self._lease.release()
            if self._journal is not None and self._open is not None:
                self._journal.close()
        except Exception as error:  # noqa: BLE001  # everything is saved or told of by now
            self._say(_sentence(error))


def _sentence(error: Exception) -> str:
    """Return why something isn't saved, as a person may read it; never with words of the interview in it."""
    if not isinstance(error, DeskError):
        return f"Not saved yet: an unexpected fault ({type(error).__name__}). It is kept in memory and tried again."
    remedy = f" {error.remedy[0].upper()}{error.remedy[1:].rstrip('.')}." if error.remedy else ""
    why = (error.why or error.what).rstrip(".")
    return f"Not saved yet: {why}.{remedy} It is kept in memory and tried again."
