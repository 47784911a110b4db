"""Bringing what a local journal has to the team's database: in order, exactly once, after whatever went wrong.

Nothing is taken on trust. On each new connection the marks are compared with what the team's database has: it may have
lost what it had acknowledged (a backup, a stand-in that lagged behind), or have more than was heard of (a commit whose
answer was lost). A session is gone on with only where the checksum of the last entry there is the one that is here; the
checksums are chained, so that then everything before is the same too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from interview_desk.domain.clock import Clock
from interview_desk.errors import DeskError, StorageError
from interview_desk.storage.chain import START
from interview_desk.team.standing import Standing

if TYPE_CHECKING:  # they import SQLAlchemy
    from interview_desk.storage.inbox import Head, Inbox
    from interview_desk.storage.lease import Lease
    from interview_desk.storage.outbox import Outbox, Waiting

FIRST_RETRY_MS: Final = 1_000
LAST_RETRY_MS: Final = 60_000
PATIENCE_S: Final = 10.0
ROWS: Final = 500
"""How many entries go in one commit."""
_COMPARE: Final = "export it and ask whoever looks after that database which of the two is right"


class Delivery:
    """Delivers to one team's database, a turn at a time; whoever calls decides when, on one thread.

    `open_outbox` and `open_inbox` open the two sides, and are called again after whatever fails. There is no outbox
    where nothing was ever kept.
    """

    def __init__(
        self,
        open_outbox: Callable[[], Outbox | None],
        open_inbox: Callable[[], Inbox],
        clock: Clock,
    ) -> None:
        self._open_outbox = open_outbox
        self._open_inbox = open_inbox
        self._clock = clock
        self._outbox: Outbox | None = None
        self._inbox: Inbox | None = None
        self._heads: dict[str, Head] = {}
        self._refused: dict[str, tuple[int, str]] = {}
        self._live = ""
        self._lease: Lease | None = None
        self._due_ms: int | None = None
        self.standing = Standing()

    @property
    def wait_ms(self) -> int:
        """How long there is nothing to try; 0 where the next turn would try at once."""
        return max(0, self._due_ms - self._clock.boot_ms()) if self._due_ms is not None else 0

    def follow(self, session_id: str) -> None:
        """Let colleagues see that this session is going on here, while the team's database is reached; empty: none."""
        if session_id != self._live:
            self._live = session_id
            self._release()

    def turn(self, *, now: bool = False) -> Standing:
        """Deliver what waits, but not too soon after a failure unless asked for `now`; return how things stand."""
        if now or not self.wait_ms:
            try:
                self._deliver()
            except Exception as error:  # noqa: BLE001  # whatever it is, everything is still here and tried again
                self._fail(error)
            else:
                self._due_ms = None
                self.standing = replace(self.standing, failures=0, since=None, trouble=None)
        self._count()
        if self._outbox is not None:
            self._outbox.rest()
        return self.standing

    def close(self) -> None:
        """Let go of both sides."""
        self._let_go_of_team()
        if self._outbox is not None:
            self._outbox.close()
            self._outbox = None

    def _deliver(self) -> None:
        outbox = self._outbox = self._outbox or self._open_outbox()
        if outbox is None:
            return
        inbox = self._inbox or self._connect(outbox)
        if self._live and self._lease is None:
            self._lease = inbox.hold(self._live)
        for session in outbox.waiting():
            if self._refused.get(session.session, (0, ""))[0] == session.last:
                continue  # nothing has changed since it was refused
            try:
                self._deliver_session(outbox, inbox, session)
                self._refused.pop(session.session, None)
            except _Clash as clash:
                self._refused[session.session] = (session.last, str(clash))
                inbox.forget(session.session)
        for review in outbox.reviews_waiting():
            if review.session not in self._refused and self._refused.get(review.review, (0, ""))[0] != review.last:
                self._deliver_review(outbox, inbox, review)

    def _connect(self, outbox: Outbox) -> Inbox:
        """Open the team's side, and find out what it has of what was delivered before."""
        inbox = self._open_inbox()
        try:
            outbox.know(inbox.identity())
            marks = outbox.marks()
            waiting = [it.session for it in outbox.waiting()]
            self._heads = inbox.heads(list(dict.fromkeys([*marks, *waiting])))
            outbox.mark_all(_lowered(marks, {id: head.seq for id, head in self._heads.items()}))
            reviews = outbox.review_marks()
            for id, seq in _lowered(reviews, inbox.review_heads(list(reviews))):
                outbox.mark_review(id, seq)
        except BaseException:
            inbox.close()
            raise
        self._refused.clear()
        self._inbox = inbox
        return inbox

    def _deliver_session(self, outbox: Outbox, inbox: Inbox, waiting: Waiting) -> None:
        id = waiting.session
        seq, checksum = self._agreed(outbox, inbox, waiting)
        while rows := outbox.rows(id, seq, ROWS):
            try:
                inbox.receive(id, rows)
            except StorageError as error:
                self._heads.pop(id, None)
                if error.__cause__ is None:  # it is not the server that failed
                    raise _Clash(id, error.why) from error
                raise
            seq, checksum = rows[-1][0], rows[-1][6]
            self.standing = replace(self.standing, delivered=self.standing.delivered + len(rows))
            outbox.mark(id, seq)
        self._remember(id, seq, checksum)
        if seq > waiting.delivered:
            outbox.mark(id, seq)
        if id != self._live:
            inbox.forget(id)

    def _deliver_review(self, outbox: Outbox, inbox: Inbox, waiting: Waiting) -> None:
        try:
            entries = outbox.review(waiting.review)
            inbox.receive_review(waiting.review, entries)
        except DeskError as error:
            if error.__cause__ is not None:
                raise
            self._refused[waiting.review] = (
                waiting.last,
                str(_Clash(waiting.session, error.why, "A review of session")),
            )
            return
        outbox.mark_review(waiting.review, entries[-1].seq)
        self._refused.pop(waiting.review, None)
        self.standing = replace(self.standing, delivered=self.standing.delivered + waiting.entries)

    def _agreed(self, outbox: Outbox, inbox: Inbox, waiting: Waiting) -> tuple[int, bytes]:
        """Return the last entry up to which both sides are known to have the same; raises _Clash where they differ."""
        head = self._heads.get(waiting.session)
        if head is None and (day := inbox.erased(waiting.session)):
            remedy = "erase that person here too, with `interview-desk erase`"
            raise _Clash(waiting.session, f"it was erased there on {day}", remedy=remedy)
        seq, checksum = (head.seq, head.checksum) if head is not None else (0, START)
        if seq > waiting.last:  # there is more of it there than here
            seq, there = waiting.last, inbox.checksum(waiting.session, waiting.last)
            checksum = there or START
        if outbox.checksum(waiting.session, seq) != checksum:
            raise _Clash(waiting.session, f"its entry {seq} is another one there")
        return seq, checksum

    def _remember(self, id: str, seq: int, checksum: bytes) -> None:
        from interview_desk.storage.inbox import Head

        if (head := self._heads.get(id)) is None or head.seq <= seq:
            self._heads[id] = Head(seq, checksum)

    def _fail(self, error: Exception) -> None:
        self._let_go_of_team()
        trouble = error if isinstance(error, DeskError) else _unexpected(error)
        failures = self.standing.failures + 1
        since = self.standing.since or self._clock.wall()
        self._due_ms = self._clock.boot_ms() + min(FIRST_RETRY_MS << min(failures - 1, 20), LAST_RETRY_MS)
        self.standing = replace(self.standing, failures=failures, since=since, trouble=trouble)

    def _count(self) -> None:
        """Count what waits; it is the local journal that is asked."""
        try:
            outbox = self._outbox = self._outbox or self._open_outbox()
            waiting = [*outbox.waiting(), *outbox.reviews_waiting()] if outbox is not None else []
        except Exception as error:  # noqa: BLE001  # as above
            trouble = error if isinstance(error, DeskError) else _unexpected(error)
            self.standing = replace(self.standing, unread=str(trouble))
            return
        ids = {it.review or it.session for it in waiting}
        self._refused = {id: it for id, it in self._refused.items() if id in ids}
        refused = tuple(text for _, text in self._refused.values())
        count = sum(it.entries for it in waiting if not {it.session, it.review} & self._refused.keys())
        self.standing = replace(self.standing, waiting=count, refused=refused, unread="")

    def _release(self) -> None:
        lease, self._lease = self._lease, None
        if lease is not None:
            with suppress(Exception):  # the line it was held on is gone, and so is what it held
                lease.release()

    def _let_go_of_team(self) -> None:
        self._heads.clear()
        self._release()
        inbox, self._inbox = self._inbox, None
        if inbox is not None:
            with suppress(Exception):
                inbox.close()


def _lowered(marks: Mapping[str, tuple[int, int]], there: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the marks that are further than what is there, or than what is left here, and where they belong."""
    common = {id: min(last, there.get(id, 0)) for id, (_, last) in marks.items()}
    return [(id, common[id]) for id, (seq, _) in marks.items() if common[id] < seq]


class _Clash(StorageError):
    """What is here and what is there can't both be the session."""

    def __init__(self, session: str, why: str, kind: str = "Session", remedy: str = _COMPARE) -> None:
        super().__init__(f"{kind} {session} can't be delivered to the team's database", why, remedy)


def _unexpected(error: Exception) -> StorageError:
    return StorageError("The delivery failed", f"an unexpected fault ({type(error).__name__})", "")
