"""Going back to a session: any second of it, folded from its own log."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from interview_desk.domain.log import Entry
from interview_desk.domain.state import State, fold
from interview_desk.sessions.stage import Listener


class Replay:
    """A recorded session at a chosen second; what was not yet known then is not in its state."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = list(entries)
        self._offsets = [entry.offset_ms for entry in self._entries]
        self._listeners: list[Listener] = []
        self.seek(self.length_ms)

    @property
    def length_ms(self) -> int:
        """Session time of the last entry."""
        return self._offsets[-1]

    @property
    def state(self) -> State:
        return self._state

    @property
    def now_ms(self) -> int:
        return self._now_ms

    @property
    def log(self) -> Sequence[Entry]:
        return self._log

    def seek(self, ms: int) -> None:
        """Go to a session time; the state is that after the last entry at or before it."""
        self._now_ms = min(max(0, ms), self.length_ms)
        count = max(1, bisect_right(self._offsets, self._now_ms))
        self._log = self._entries[:count]
        self._state: State = fold(self._log)
        for listener in tuple(self._listeners):
            listener()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
