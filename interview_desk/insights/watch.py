"""Long work and whoever waits for it: how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable


class Stopped(Exception):
    """Whoever waited for the work doesn't any more."""


class Watch:
    """Handed to long work, which tells it how far it is and asks whether to go on.

    `stop` may be called from another thread; the work then ends with `Stopped` at its next step. `begin` opens a span
    of the whole, from 0 to 1, within which `tell` counts.
    """

    def __init__(self, told: Callable[[float], None] | None = None) -> None:
        self._told = told
        self._stopped = False
        self._span = (0.0, 1.0)

    def stop(self) -> None:
        """Let the work end soon."""
        self._stopped = True

    def go_on(self) -> None:
        """Raise Stopped where nobody waits any more."""
        if self._stopped:
            raise Stopped

    def begin(self, start: float, end: float) -> None:
        """Say which part of the whole comes next, and that its start is reached."""
        self._span = (start, end)
        self.tell(0, 1)

    def tell(self, done: int, total: int) -> None:
        """Say how much of the present part is done. Raises Stopped where nobody waits any more."""
        self.go_on()
        if self._told is not None:
            start, end = self._span
            self._told(start + (end - start) * done / max(total, 1))
