"""The thread that delivers in the background: woken by each entry that is saved, patient with a server that is away."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Thread
from typing import TYPE_CHECKING, Final

from interview_desk.domain.clock import Clock, SystemClock
from interview_desk.storage.files import is_there
from interview_desk.team.delivery import PATIENCE_S, Delivery
from interview_desk.team.standing import Standing

if TYPE_CHECKING:  # they import SQLAlchemy
    from interview_desk.storage.inbox import Inbox
    from interview_desk.storage.outbox import Outbox

Told = Callable[[Standing, bool], None]
"""Hears how things stand, and whether that answers `deliver_now`."""
LOOK_S: Final = 60.0
"""How often it looks by itself: another process may have kept something."""


def courier(database: str, team: str, told: Told, clock: Clock | None = None) -> Courier:
    """Return the courier from a local database to the team's, both named by URL; what is slow is done on its thread."""
    return Courier(delivery(database, team, clock or SystemClock()), told)


def delivery(database: str, team: str, clock: Clock, patience_s: float = PATIENCE_S) -> Delivery:
    """Return a delivery between two databases."""

    def local() -> Outbox | None:
        if not is_there(database):
            return None
        from interview_desk.storage.outbox import open_outbox

        return open_outbox(database, team)

    def theirs() -> Inbox:
        from interview_desk.storage.inbox import open_inbox

        return open_inbox(team, patience_s)

    return Delivery(local, theirs, clock)


class Courier:
    """Turns a delivery on a thread of its own, on which `told` is called with each change; it must return at once."""

    def __init__(self, delivery: Delivery, told: Told) -> None:
        self._delivery = delivery
        self._told = told
        self._last: Standing | None = None
        self._changed = Condition()
        self._woken = True
        self._asked = False
        self._live = ""
        self._closing = False
        self._thread = Thread(target=self._run, name="delivery to the team", daemon=True)

    def start(self) -> None:
        """Begin; twice is once."""
        with self._changed:
            if self._thread.ident is None and not self._closing:
                self._thread.start()

    def wake(self) -> None:
        """Something was saved: deliver it, if it is not too soon after a failure."""
        self._set(woken=True)

    def deliver_now(self) -> None:
        """Try at once, however lately it failed; `told` is called whatever comes of it."""
        self._set(asked=True)

    def follow(self, session_id: str) -> None:
        """Name the session that is going on here; empty: none."""
        with self._changed:
            self._live = session_id
            self._woken = True
            self._changed.notify_all()

    def close(self, timeout: float = 5.0) -> None:
        """Deliver what is left, if that is quickly done, and end. What is left then waits for the next time."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join(timeout)

    @property
    def _called(self) -> bool:
        return self._closing or self._asked

    def _set(self, *, woken: bool = False, asked: bool = False) -> None:
        with self._changed:
            self._woken = self._woken or woken
            self._asked = self._asked or asked
            self._changed.notify_all()

    def _run(self) -> None:
        closing = False
        while not closing:
            with self._changed:
                rest_s = self._delivery.wait_ms / 1_000
                self._changed.wait_for(lambda: self._called or (self._woken and not rest_s), rest_s or LOOK_S)  # noqa: B023
                asked, closing, live = self._asked, self._closing, self._live
                self._asked = self._woken = False
            self._delivery.follow(live)
            failed = self._delivery.standing.failures > 0
            standing = self._delivery.turn(now=asked or (closing and not failed))
            if asked and standing.waiting and not standing.failures and not standing.refused:
                self._set(asked=True)  # something was saved meanwhile: whoever asks hears when that is there as well
            elif standing != self._last or asked:
                self._last = standing
                self._told(standing, asked)
        self._delivery.close()
