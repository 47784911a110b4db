"""The memory of a live hour: after opening, and after as many notes as a busy interviewer takes."""

from __future__ import annotations

import tempfile
import time

from benchmarks.measure import Row
from benchmarks.processes import pss_mb
from benchmarks.screen import screen
from benchmarks.sessions import KIT

_DESK = ("-m", "benchmarks.inside", "conduct", KIT, "--start")
_COME_TO_REST_S = 3.0


def run(entries: int = 400, rest: float = _COME_TO_REST_S) -> list[Row]:
    """Type the notes with real keys, a hint among every forty."""
    with (
        tempfile.TemporaryDirectory() as home,
        screen() as on,
        on.window(*_DESK, env={"INTERVIEW_DESK_HOME": home}) as desk,
        on.window("-m", "benchmarks.bare_table", "0", at=1450, known=[desk.id]) as bare,
    ):
        desk.to_the_front()
        time.sleep(rest)
        opened, floor = pss_mb(desk.process.pid), pss_mb(bare.process.pid)
        for number in range(entries):
            on.type(f"note {number} names the race", pause_s=0.001)
            on.press("Return")
            if number % 40 == 39:
                on.press("h", "Control_L")
            time.sleep(0.01)
        time.sleep(rest)
        after = pss_mb(desk.process.pid)
    return [
        Row("memory after opening, PSS", opened, floor, "MB", "≤ 130 MB"),
        Row(f"memory after {entries} entries, PSS", after, opened, "MB", "≤ 130 MB, + 5 MB at most"),
    ]
