"""Benchmarks of one question from 100,000 interviews, beside numpy's own sorting of the same arrays."""

from __future__ import annotations

from benchmarks.measure import Row, paired
from interview_desk.insights.benchmark import bands
from interview_desk.insights.simulate import World, simulate


def run(interviews: int = 100_000) -> list[Row]:
    """Measure all quantiles, intervals and hints of both cohorts against bare product-limit quantiles."""
    import numpy as np  # after the room that settles how numpy is to use threads

    world = World(questions=("rate-limiter",), levels=("mid",), questions_each=1)
    history, _ = simulate(interviews, 200, 1, world)
    fair = history.raw_scores()
    layers = history.layers

    def bare() -> object:
        found = []
        strong = fair >= np.quantile(fair, 0.75)
        for layer in range(1, 4):
            rows = layers.layer == layer
            for chosen in (rows, rows & strong[layers.session]):
                time, done = layers.end[chosen], layers.status[chosen] == 0
                order = np.argsort(time)
                left = np.cumprod(1 - done[order] / np.arange(len(order), 0, -1))
                found.append(time[order][np.minimum(np.searchsorted(-left, [-0.75, -0.5, -0.25]), len(order) - 1)])
            found.append(np.quantile(layers.hints[rows], [0.5, 0.75]))
        return found

    whole, floor = paired(lambda: bands(history, fair, question="rate-limiter"), bare)
    return [Row(f"bands of one question, {interviews:,} interviews", whole, floor, "ms", "≤ × 5")]
