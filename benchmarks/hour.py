"""A live hour in quick motion: whether memory stays flat and the note line as quick as in the first minute."""

from __future__ import annotations

import statistics
import tempfile
import time
from itertools import chain

from benchmarks.measure import Row
from benchmarks.processes import pss_mb
from benchmarks.screen import Window, screen
from benchmarks.sessions import KIT

_DESK = ("-m", "benchmarks.inside", "conduct", KIT, "--start")
_MINUTES = 60
_LETTERS = 5
_AT_FIRST = 5  # notes in the first minute, which all others are held against
_FULL = 7  # the minute from which on the notes fill the window: before that a row moves no other
# What is done besides notes, at which minute of the hour: on through the layers, hints, a milestone, "I don't know".
_DEEDS: dict[int, tuple[tuple[str, ...], ...]] = {
    5: (("Return", "Control_L"),),
    9: (("h", "Control_L"),),
    12: (("m", "Control_L"), ("1",)),
    17: (("Return", "Control_L"),),
    22: (("h", "Control_L"),),
    26: (("d", "Control_L"), ("r",)),
    29: (("Return", "Control_L"),),
    35: (("h", "Control_L"),),
    41: (("Return", "Control_L"),),
    50: (("Return", "Control_L"),),
}


def run(minutes: float = 3.0, entries: int = 400, of: int = _MINUTES) -> list[Row]:
    """Take an hour's notes in so many minutes, the clock as much faster; measure in every minute `of` the hour.

    A bare line and table are measured in the same minutes, so that a slow spell of the machine meets both.
    """
    pace_s = minutes * 60 / _MINUTES
    with (
        tempfile.TemporaryDirectory() as home,
        screen() as on,
        on.window(*_DESK, env={"INTERVIEW_DESK_HOME": home, "TIMES": str(_MINUTES / minutes)}) as desk,
        on.window("-m", "benchmarks.bare_table", "200", at=1450, known=[desk.id]) as bare,
    ):
        ours, floor = _Times(desk), _Times(bare)
        memory: list[float] = []
        start, taken = time.monotonic(), 0
        for minute in range(of):
            for number in range(_AT_FIRST if minute == 0 else 1):
                for times in (floor, ours):
                    times.measure(minute, number)
                taken += 1
            for keys in _DEEDS.get(minute, ()):
                on.press(*keys)
            while taken < entries * (minute + 1) / of:
                on.type(f"note {taken} names the race", pause_s=0.001)
                on.press("Return")
                taken += 1
                on.rest()
            memory.append(pss_mb(desk.process.pid))
            time.sleep(max(0.0, start + (minute + 1) * pace_s - time.monotonic()))
    full = min(_FULL, of - 1)
    glyphs = [_ratio(ours.letters, floor.letters, at, 10) for at in range(0, of, 10)]
    rows = [_ratio(ours.rows, floor.rows, at, 10) for at in (full, max(0, of - 10))]
    return [
        Row(f"hour: memory after {taken} entries against minute 1, PSS", memory[-1], memory[0], "MB", "+ 5 MB at most"),
        Row(
            "hour: key to glyph over a bare line's, slowest ten minutes",
            max(glyphs), _ratio(ours.letters, floor.letters, 0, 1), "×", "the first minute's",
        ),
        Row("hour: Enter to row over a bare table's, last ten minutes", rows[1], rows[0], "×", "flat"),
    ]  # fmt: skip


class _Times:
    """What one window took in each minute, in milliseconds: the letters, and the rows."""

    def __init__(self, window: Window) -> None:
        self.letters: list[list[float]] = []
        self.rows: list[list[float]] = []
        self._window = window

    def measure(self, minute: int, number: int) -> None:
        """Write a note, as the `number`th of this minute."""
        if number == 0:
            self.letters.append([])
            self.rows.append([])
        self._window.to_the_front()
        self.letters[minute] += [self._letter() for _ in range(_LETTERS)]
        self._window.on.type(f" {minute} {number}")  # two rows of the same words can't be told apart
        self._window.on.rest()
        self.rows[minute].append(self._window.answers(self._window.parts["rows"], "Return"))

    def _letter(self) -> float:
        took = self._window.answers(self._window.parts["line"], "m")
        self._window.on.rest()
        return took


def _ratio(ours: list[list[float]], floor: list[list[float]], minute: int, minutes: int) -> float:
    """Return our median over the floor's, of all that was measured in some minutes."""
    one, other = (statistics.median(chain(*times[minute : minute + minutes])) for times in (ours, floor))
    return one / other
