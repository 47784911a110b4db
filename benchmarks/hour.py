"""A live hour in quick motion: whether memory stays flat and the note line as quick as in the first minute."""

from __future__ import annotations

import statistics
import tempfile
import time

from benchmarks.measure import Row
from benchmarks.processes import pss_mb
from benchmarks.screen import Window, screen
from benchmarks.sessions import KIT

_DESK = ("-m", "benchmarks.inside", "conduct", KIT, "--start")
_MINUTES = 60
_LETTERS = 4
_AT_FIRST = 12
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
    """Take an hour's notes in so many minutes, the clock as much faster; measure in every minute `of` the hour."""
    pace_s = minutes * 60 / _MINUTES
    with (
        tempfile.TemporaryDirectory() as home,
        screen() as on,
        on.window(*_DESK, env={"INTERVIEW_DESK_HOME": home, "TIMES": str(_MINUTES / minutes)}) as desk,
    ):
        desk.to_the_front()
        glyphs: list[float] = []
        rows: list[float] = []
        memory: list[float] = []
        start, taken = time.monotonic(), 0
        for minute in range(of):
            letters = [_letter(desk) for _ in range(_AT_FIRST if minute == 0 else _LETTERS)]
            glyphs.append(statistics.median(letters))
            rows.append(desk.answers(desk.parts["rows"], "Return"))
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
    at_first = rows[min(_FULL, len(rows) - 1) :][:5]
    return [
        Row(f"hour: memory after {taken} entries against minute 1, PSS", memory[-1], memory[0], "MB", "+ 5 MB at most"),
        Row("hour: key to glyph, slowest ten minutes", _slowest(glyphs), glyphs[0], "ms", "the first minute's"),
        Row("hour: Enter to row, last ten minutes", _late(rows), statistics.median(at_first), "ms", "flat"),
    ]


def _letter(desk: Window) -> float:
    took = desk.answers(desk.parts["line"], "m")
    desk.on.rest()
    return took


def _slowest(times: list[float]) -> float:
    """Return the median of those ten minutes in which it is the greatest."""
    return max(statistics.median(times[at : at + 10]) for at in range(0, len(times), 10))


def _late(times: list[float]) -> float:
    return statistics.median(times[-10:])
