"""Key to glyph and Enter to row while entries are saved, a file is watched for snippets and reports are exported."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from benchmarks.measure import Row, quantile
from benchmarks.screen import screen
from benchmarks.sessions import KIT, keep_session

_DESK = ("-m", "benchmarks.inside", "conduct", KIT, "--resume")
_A_LINE = 12


def run(entries: int = 200, rounds: int = 20) -> list[Row]:
    """Type a note into each window in turns, letter by letter; only the one that is the application is busy."""
    glyphs: tuple[list[float], list[float]] = ([], [])
    rows: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory() as name, screen() as on:
        keep_session(Path(name), entries)  # so that a row comes at the foot
        with (
            on.window(*_DESK, env={"INTERVIEW_DESK_HOME": name, "BUSY": "1"}) as desk,
            on.window("-m", "benchmarks.bare_table", str(entries), at=1450, known=[desk.id]) as bare,
        ):
            for number in range(rounds + 1):
                for side, window in enumerate((desk, bare)):
                    letters, row = window.note(number, _A_LINE)
                    if number:  # the first warms both up
                        glyphs[side].extend(letters)
                        rows[side].append(row)
    ours, floor = glyphs
    row, row_floor = (statistics.median(it) for it in rows)
    return [
        Row("busy: key to glyph, median", quantile(ours, 0.5), quantile(floor, 0.5), "ms", "≤ × 1.3"),
        Row("busy: key to glyph, p99", quantile(ours, 0.99), quantile(floor, 0.99), "ms", "≤ × 3"),
        Row("busy: Enter to row, median", row, row_floor, "ms", "≤ × 1.25"),
    ]
