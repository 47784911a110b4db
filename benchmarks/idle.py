"""What a live window costs while nobody types and the clock runs."""

from __future__ import annotations

import tempfile
import time

from benchmarks.measure import Row
from benchmarks.processes import cpu_s
from benchmarks.screen import screen
from benchmarks.sessions import KIT

_DESK = ("-m", "benchmarks.inside", "conduct", KIT, "--start")
_COME_TO_REST_S = 4.0


def run(seconds: float = 20.0, rest: float = _COME_TO_REST_S) -> list[Row]:
    """Watch a live window and a bare one, whose cursor blinks, for as long."""
    with (
        tempfile.TemporaryDirectory() as home,
        screen() as on,
        on.window(*_DESK, env={"INTERVIEW_DESK_HOME": home}) as desk,
        on.window("-m", "benchmarks.bare_table", "0", at=1450, known=[desk.id]) as bare,
    ):
        shares = []
        for window in (desk, bare):
            window.to_the_front()
            time.sleep(rest)
            before = cpu_s(window.process.pid)
            time.sleep(seconds)
            shares.append((cpu_s(window.process.pid) - before) / seconds * 100)
    return [Row("idle with the clock running, CPU", shares[0], shares[1], "%", "≤ 1 %")]
