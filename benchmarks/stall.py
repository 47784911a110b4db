"""How long the event loop is kept from turning while notes are typed and saved, snippets taken and reports exported."""

from __future__ import annotations

import json
import tempfile
import time

from benchmarks.measure import Row, quantile
from benchmarks.screen import Window, screen
from benchmarks.sessions import KIT

_DESK = ("-m", "benchmarks.inside", "conduct", KIT, "--start")


def run(seconds: float = 15.0) -> list[Row]:
    """Type into both windows at once; the bare one tells what the machine itself does to an event loop."""
    stalls = {"STALL_SECONDS": str(seconds)}
    with (
        tempfile.TemporaryDirectory() as home,
        screen() as on,
        on.window("-m", "benchmarks.bare_table", "0", at=1450, env=stalls) as bare,
        on.window(*_DESK, known=[bare.id], env={"INTERVIEW_DESK_HOME": home} | stalls) as desk,
    ):
        desk.to_the_front()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            on.type("names the race", pause_s=0.02)
            on.press("Return")
        ours, floor = _told(desk), _told(bare)
    return [
        Row("stall of the event loop, p99.9", quantile(ours, 0.999), quantile(floor, 0.999), "ms", "≤ 16 ms"),
        Row("stall of the event loop, longest", max(ours), max(floor), "ms", "≤ 50 ms"),
    ]


def _told(window: Window) -> list[float]:
    assert window.process.stdout is not None
    late: list[float] = json.loads(window.process.stdout.readline())
    return late
