"""A live hour in quick motion: whether memory stays flat and the note line as quick as in the first minute."""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import dataclass, field
from itertools import chain

from benchmarks.measure import Row
from benchmarks.processes import own_mb
from benchmarks.screen import Screen, Window, screen
from benchmarks.sessions import KIT

_DESK = ("-m", "benchmarks.inside", "conduct", KIT, "--start")
_MINUTES = 60
_LOOKS = 6
_NOTES, _LETTERS = 5, 8  # written in either window at each look
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
    """Take an hour's notes in so many minutes, the clock as much faster; `of` the hour, only its first minutes.

    Six times a window that has just been opened is measured beside it, note by note in turns: what the machine was like
    an hour ago says nothing of now.
    """
    pace_s = minutes * 60 / _MINUTES
    quick = {"TIMES": str(_MINUTES / minutes)}
    with (
        tempfile.TemporaryDirectory() as home,
        screen() as on,
        on.window(*_DESK, env={"INTERVIEW_DESK_HOME": home, **quick}) as desk,
    ):
        desk.to_the_front()
        looks: list[tuple[_Times, _Times]] = []
        memory: list[float] = []
        taken = 0
        for minute in range(of):
            end = time.monotonic() + pace_s
            for keys in _DEEDS.get(minute, ()):
                on.press(*keys)
            while taken < entries * (minute + 1) / of:
                on.type(f"note {taken} names the race", pause_s=0.001)
                on.press("Return")
                taken += 1
                on.rest()
            memory.append(own_mb(desk.process.pid))
            time.sleep(max(0.0, end - time.monotonic()))
            if minute * _LOOKS // of != (minute + 1) * _LOOKS // of:
                looks.append(_look(on, desk, quick))
                taken += _NOTES
    letters = [_medians([look[side].letters for look in looks]) for side in (0, 1)]
    late = [_medians([it.letters]) for it in looks[-1]]
    rows = [_medians([old.rows]) / _medians([young.rows]) for old, young in (looks[-1], looks[0])]
    return [
        Row(f"hour: memory after {taken} entries against minute 1", memory[-1], memory[0], "MB", "+ 5 MB at most"),
        Row("hour: key to glyph, against a window's first minute", letters[0], letters[1], "ms", "the same"),
        Row("hour: the same in its last minutes", late[0], late[1], "ms", "the same"),
        Row("hour: Enter to row, last over first minutes", rows[0], rows[1], "×", "flat"),
    ]


@dataclass
class _Times:
    """What a window took, in milliseconds: for each letter, and for the row of each note."""

    letters: list[float] = field(default_factory=list)
    rows: list[float] = field(default_factory=list)


def _look(on: Screen, desk: Window, quick: dict[str, str]) -> tuple[_Times, _Times]:
    """Measure the window of the hour beside one that has just been opened."""
    with (
        tempfile.TemporaryDirectory() as home,
        on.window(*_DESK, at=1450, known=[desk.id], env={"INTERVIEW_DESK_HOME": home, **quick}) as fresh,
    ):
        old, young = (desk, _Times()), (fresh, _Times())
        for number in range(_NOTES):
            for window, times in (old, young) if number % 2 else (young, old):
                letters, row = window.note(number, _LETTERS)
                times.letters += letters
                times.rows.append(row)
    desk.to_the_front()
    return old[1], young[1]


def _medians(times: list[list[float]]) -> float:
    return statistics.median(chain(*times))
