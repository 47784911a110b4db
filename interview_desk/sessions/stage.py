"""What every panel looks at: a session at a moment, live or replayed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from interview_desk.domain.log import Entry
from interview_desk.domain.state import State

Listener = Callable[[], None]


class Stage(Protocol):
    """A session as it stands at a moment."""

    @property
    def state(self) -> State:
        """The state now, or at the second that is being replayed."""

    @property
    def now_ms(self) -> int:
        """The session time now, in milliseconds."""

    @property
    def log(self) -> Sequence[Entry]:
        """The entries up to now."""

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change; returns how to stop that."""
