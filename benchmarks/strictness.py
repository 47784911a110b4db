"""Strictness: a full refit and one more interview at the sizes that the goals name, beside bare means of the scores."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from benchmarks.measure import Row, paired
from interview_desk.insights.calibration import Assignment, calibrate
from interview_desk.insights.simulate import World, simulate

_SIZES = ((300, 12, "≤ 100 ms"), (10_000, 100, "≤ 200 ms"), (100_000, 1_000, "≤ 1000 ms"))
# As many questions as teams of such a size have.
_QUESTIONS = {12: 7, 100: 60, 1_000: 600}
# What the team declares, and what then tells strictness.
_ROUTES: tuple[tuple[Assignment, str], ...] = (("chance", "by peers"), ("unknown", "by links"))


def run(sizes: Sequence[tuple[int, int, str]] = _SIZES) -> list[Row]:
    """Measure each size against group means of the same scores, the least that any correction has to compute."""
    import numpy as np  # after the room that settles how numpy is to use threads

    rows = []
    for interviews, interviewers, goal in sizes:
        questions = tuple(f"question-{k}" for k in range(_QUESTIONS[interviewers]))
        history, _ = simulate(interviews, interviewers, 1, World(questions=questions))
        scores, rater = history.ratings.means(), history.ratings.rater

        def centring(scores: object = scores, rater: object = rater) -> object:
            return np.bincount(np.asarray(rater), np.asarray(scores)) / np.bincount(np.asarray(rater))

        name = f"{interviews:,} interviews, {interviewers:,} interviewers"
        for assignment, told in _ROUTES:
            fresh = partial(calibrate, history, assignment=assignment)
            known = fresh()
            full, floor = paired(fresh, centring, rounds=3)
            again, _ = paired(partial(fresh, previous=known), centring, rounds=3)
            rows.append(Row(f"{name}, {told}: full refit", full, floor, "ms", goal))
            rows.append(Row(f"{name}, {told}: one more", again, floor, "ms", "≤ 150 ms"))
    return rows
