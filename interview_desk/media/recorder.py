"""Cuts what a microphone gives into pieces, and knows the session time of each piece's first sample.

A microphone has a clock of its own: over an hour it may run ahead of the computer's, or behind, by a third of a second.
So the two are compared all the time, and every piece begins where the session's clock says. The error can't grow beyond
one piece, whatever the hour.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final, Protocol

from interview_desk.media import wav

PIECE_MS: Final = 60_000
APART_MS: Final = 40
"""The clocks may be so far apart before a new piece begins, sooner than it would have."""
_SURE_MS = 250
_WINDOW_MS = 1_500

Begin = Callable[[int], str | None]
"""Takes the session time at which a piece begins, and returns its file; None where it may not begin."""


class Keeper(Protocol):
    """Whoever keeps the pieces: none of these calls waits for a disk."""

    def begin(self, file: str) -> None: ...
    def write(self, samples: bytes) -> None: ...
    def end(self) -> None: ...


class Recorder:
    """One stretch of recording, from a start to a stop."""

    def __init__(self, now_ms: Callable[[], int], begin: Begin, keeper: Keeper) -> None:
        """`now_ms` is the session time; `begin` is asked before anything of a piece is kept."""
        self._now_ms = now_ms
        self._begin = begin
        self._keeper = keeper
        self._heard = 0  # bytes, since the microphone began
        self._begun: deque[tuple[int, float]] = deque()  # when each chunk says that the microphone began, and its end
        self._waiting: list[bytes] = []
        self._from_heard = 0
        self._began_ms = 0.0
        self._is_on = True
        self._has_piece = False

    def take(self, samples: bytes) -> None:
        """Take what was just heard."""
        if not self._is_on or not samples:
            return
        self._heard += len(samples)
        self._begun.append((self._heard, self._now_ms() - self._ms(self._heard)))
        while len(self._begun) > 1 and self._ms(self._heard - self._begun[0][0]) > _WINDOW_MS:
            self._begun.popleft()
        if not self._has_piece:
            # A chunk or two say too little of when it began: what comes first waits for a moment.
            self._waiting.append(samples)
            if self._ms(self._heard) < _SURE_MS:
                return
            if self._cut(0):
                self._keeper.write(b"".join(self._waiting))
                self._waiting.clear()
            return
        before = self._heard - len(samples)
        is_long = self._ms(before - self._from_heard) >= PIECE_MS
        if (is_long or abs(self._origin() - self._began_ms) > APART_MS) and not self._cut(before):
            return
        self._keeper.write(samples)

    def stop(self) -> None:
        """Complete the last piece."""
        self._is_on = False
        self._keeper.end()

    def _cut(self, heard: int) -> bool:
        """Begin a piece with the sample that comes after so many bytes; tells whether it may."""
        self._began_ms = self._origin()
        file = self._begin(max(0, round(self._began_ms + self._ms(heard))))
        if file is None:
            self._is_on = False
            return False
        self._has_piece = True
        self._from_heard = heard
        self._keeper.begin(file)
        return True

    def _origin(self) -> float:
        """Return the session time at which the microphone began, as the quickest of the last chunks has it.

        A chunk may come late, because the screen's thread was busy, but none comes before its sound was heard.
        """
        return min(began for _, began in self._begun)

    @staticmethod
    def _ms(size: int) -> float:
        return size * 1_000 / (wav.RATE * wav.BYTES)
