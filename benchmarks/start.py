"""From process start to a window that is painted and answers a key in its note line, against a bare Qt window."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Row
from benchmarks.screen import Area, Screen, screen
from benchmarks.sessions import KIT

BARE = ("-m", "benchmarks.bare")
DESK = ("-m", "interview_desk", "conduct", KIT, "--start")
_TOLD = ("-m", "benchmarks.inside", "conduct", KIT)
_BARE_LINE = Area(0, 440, 200, 40)


def note_line(on: Screen, home: Path, *words: str) -> Area:
    """Return where the note line stands; this also makes the database and the bytecode."""
    with on.window(*_TOLD, *words, env={"INTERVIEW_DESK_HOME": str(home)}) as desk:
        return desk.parts["line"]


def usable_after(on: Screen, words: tuple[str, ...], home: Path, line: Area = _BARE_LINE) -> float:
    """Return the milliseconds from process start until the window has answered a key in its line."""
    start = time.perf_counter()
    with on.process(*words, env={"INTERVIEW_DESK_HOME": str(home)}) as process:
        window = on.wait_for_window(process)
        on.wait_for_focus(window)
        on.until_answered(window, line, "m")
        return (time.perf_counter() - start) * 1000


def run(rounds: int = 9, cold: bool = True) -> list[Row]:
    """Start both in turns, with a database that is there already; then with cold caches where that can be had."""
    with tempfile.TemporaryDirectory() as name, screen() as on:
        home = Path(name)
        line = note_line(on, home)
        usable_after(on, BARE, home)
        warm = [(usable_after(on, DESK, home, line), usable_after(on, BARE, home)) for _ in range(rounds)]
        rows = [_row("start to usable window, warm", warm, "≤ × 1.8")]
        if not cold:
            return rows
        if drop_caches():
            chilled = []
            for _ in range(max(1, rounds // 3)):
                drop_caches()
                ours = usable_after(on, DESK, home, line)
                drop_caches()
                chilled.append((ours, usable_after(on, BARE, home)))
            rows.append(_row("start to usable window, cold", chilled, "≤ × 2.5"))
        else:
            print("start, cold: skipped, only root may drop the system's caches", file=sys.stderr)
    return rows


def drop_caches() -> bool:
    """Empty the system's file caches; tell whether that was allowed."""
    try:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")
    except OSError:
        return False
    return True


def _row(name: str, times: list[tuple[float, float]], goal: str) -> Row:
    ours, floor = (statistics.median(pair[side] for pair in times) for side in (0, 1))
    return Row(name, ours, floor, "ms", goal)
