"""`interview-desk check` of the whole shipped library, process included, against starting Python and importing yaml."""

from __future__ import annotations

import statistics

from benchmarks.measure import Row
from benchmarks.processes import process_ms


def run(rounds: int = 9) -> list[Row]:
    """Run both in turns."""
    times = [(process_ms("-m", "interview_desk", "check"), process_ms("-c", "import yaml")) for _ in range(rounds + 1)][
        1:
    ]
    ours, floor = (statistics.median(pair[side] for pair in times) for side in (0, 1))
    return [Row("check of the whole library", ours, floor, "ms", "≤ × 8, < 1,000 ms")]
