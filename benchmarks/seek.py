"""Going to any second of a recorded interview of 5,000 entries."""

from __future__ import annotations

import random
from functools import partial

from benchmarks.measure import Row, milliseconds, quantile
from benchmarks.sessions import long_log
from interview_desk.sessions.replay import Replay


def run(entries: int = 5_000, rounds: int = 200) -> list[Row]:
    """Seek to seconds drawn at random, the same in every run."""
    replay = Replay(long_log(entries))
    draw = random.Random(5)
    times = []
    for _ in range(rounds):
        at = draw.randrange(replay.length_ms)
        times.append(milliseconds(partial(replay.seek, at)))
    return [
        Row(f"seek in {entries:,} entries, median", quantile(times, 0.5), None, "ms"),
        Row(f"seek in {entries:,} entries, p99", quantile(times, 0.99), None, "ms", "≤ 25 ms"),
    ]
