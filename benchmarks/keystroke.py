"""From a keystroke to its glyph in the note line, against a bare QLineEdit."""

from __future__ import annotations

import tempfile

from benchmarks.measure import Row, quantile
from benchmarks.screen import Window, screen
from benchmarks.sessions import KIT

_DESK = ("-m", "benchmarks.inside", "conduct", KIT, "--start")
_A_LINE = 20


def run(rounds: int = 15) -> list[Row]:
    """Measure line by line in turns; a line is a few letters, and each is a time."""
    ours: list[float] = []
    floor: list[float] = []
    with (
        tempfile.TemporaryDirectory() as home,
        screen() as on,
        on.window(*_DESK, env={"INTERVIEW_DESK_HOME": home}) as desk,
        on.window("-m", "benchmarks.bare_table", "0", at=1450, known=[desk.id]) as bare,
    ):
        for number in range(rounds + 1):
            for window, times in ((desk, ours), (bare, floor)):
                found = _line(window)
                times += found if number else []  # the first line warms both up
    return [
        Row("key to glyph, median", quantile(ours, 0.5), quantile(floor, 0.5), "ms", "≤ × 1.3"),
        Row("key to glyph, p99", quantile(ours, 0.99), quantile(floor, 0.99), "ms", "≤ × 3"),
    ]


def _line(window: Window) -> list[float]:
    window.to_the_front()
    times = window.letters(_A_LINE)
    for _ in range(_A_LINE):
        window.on.press("BackSpace")
    window.on.rest()
    return times
