"""What every benchmark shares: a figure beside its floor, measured in one run, and their ratio."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One figure and its floor in the same unit; `goal` is what the ratio, or the figure, is to stay below."""

    name: str
    figure: float
    floor: float | None
    unit: str
    goal: str = ""

    @property
    def ratio(self) -> float | None:
        return self.figure / self.floor if self.floor else None

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio}

    def as_text(self) -> str:
        floor = f"floor {self.floor:10.3f}" if self.floor is not None else " " * 16
        ratio = f"× {self.ratio:6.2f}" if self.ratio is not None else " " * 8
        return f"{self.name:<52}{self.figure:10.3f} {self.unit:<3} {floor}  {ratio}  {self.goal}"


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long one call takes, in milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def paired(one: Callable[[], object], other: Callable[[], object], rounds: int = 7) -> tuple[float, float]:
    """Return the medians of two kinds of work, taken in turns so that a slow spell of the machine meets both."""
    times = [(milliseconds(one), milliseconds(other)) for _ in range(rounds + 1)][1:]
    return statistics.median(first for first, _ in times), statistics.median(second for _, second in times)


def quantile(times: Sequence[float], share: float) -> float:
    """Return the time that the given share of all stays at or below."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
