"""Reopening an interrupted interview of 10,000 entries, from process start until its note line answers a key."""

from __future__ import annotations

import statistics
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.measure import Row
from benchmarks.screen import screen
from benchmarks.sessions import KIT, keep_session
from benchmarks.start import BARE, note_line, usable_after

# What is said of the interruption stands at the foot of the window, and lifts the note line.
_NOTICE = 40
_DESK = ("-m", "interview_desk", "conduct", KIT, "--resume")


def run(entries: int = 10_000, rounds: int = 7) -> list[Row]:
    """Every round ends with a kill, which is what the next one resumes from."""
    with tempfile.TemporaryDirectory() as name, screen() as on:
        home = Path(name)
        keep_session(home, entries)
        told = note_line(on, home, "--resume")
        line = replace(told, y=told.y - _NOTICE, height=told.height + _NOTICE)
        times = [(usable_after(on, _DESK, home, line), usable_after(on, BARE, home)) for _ in range(rounds)]
    ours, floor = (statistics.median(pair[side] for pair in times) for side in (0, 1))
    return [Row(f"reopen {entries:,} entries, from process start", ours, floor, "ms", "≤ 1,000 ms")]
