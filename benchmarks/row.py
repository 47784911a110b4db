"""From Enter to the painted row, in short and in long interviews, against a bare QTableView of as many rows."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Row
from benchmarks.screen import Screen, Window, screen
from benchmarks.sessions import KIT, keep_session

_DESK = ("-m", "benchmarks.inside", "conduct", KIT, "--resume")


def run(sizes: Sequence[int] = (200, 10_000, 100_000), rounds: int = 25) -> list[Row]:
    """Measure both windows in turns, note by note; the least size fills a window, so that rows come at its foot."""
    with screen() as on:
        rows = [_measure(on, size, rounds) for size in sizes]
    least, most = rows[0], rows[-1]
    growth = Row(f"Enter to row, {sizes[-1]:,} against {sizes[0]:,}", most.figure, least.figure, "ms", "≤ × 1.3")
    return [*rows, growth]


def _measure(on: Screen, size: int, rounds: int) -> Row:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        keep_session(home, size)
        with (
            on.window(*_DESK, env={"INTERVIEW_DESK_HOME": str(home)}) as desk,
            on.window("-m", "benchmarks.bare_table", str(size), at=1450, known=[desk.id]) as bare,
        ):
            times = [(_enter(desk, number), _enter(bare, number)) for number in range(rounds + 2)][2:]
    ours, floor = (statistics.median(pair[side] for pair in times) for side in (0, 1))
    return Row(f"Enter to row at {size:,} entries, median", ours, floor, "ms", "≤ × 1.25")


def _enter(window: Window, number: int) -> float:
    window.to_the_front()
    window.on.type(f"n{number}")
    window.on.rest()
    return window.answers(window.foot("rows"), "Return")
