"""A team's figures: by level, role and quarter, each with its n; and how long feedback takes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interview_desk.insights.calibration import calibrate
from interview_desk.insights.chance import wilson
from interview_desk.insights.figures import (
    breakdowns,
    days_to_feedback,
    feedback_figure,
    pass_through,
    quarters_of,
    reaches,
)
from interview_desk.insights.simulate import simulate

DAY = 86_400


def test_a_breakdown_has_every_interview_once_with_its_interval() -> None:
    found = calibrate(simulate(500, 6, 2)[0], assignment="chance")
    kinds = {it.by: it.parts for it in breakdowns(found, np.full(500, np.nan))}
    assert set(kinds) == {"level", "quarter"}  # there are no roles
    assert sorted(place for part in kinds["level"] for place in part.places) == list(range(500))
    for part in kinds["level"]:
        bar = part.figures[0]
        assert bar.n == len(part.places)
        passed = int(reaches(found, found.raw)[list(part.places)].sum())
        assert (bar.low, bar.high) == wilson(passed, bar.n)
    assert [part.name for part in kinds["quarter"]] == sorted(part.name for part in kinds["quarter"])


def test_what_has_no_role_is_a_part_of_its_own() -> None:
    history, _ = simulate(100, 4, 1)
    role = np.where(np.arange(100) < 40, 0, -1)
    history = replace(
        history, names=replace(history.names, roles=("backend",)), sessions=replace(history.sessions, role=role)
    )
    parts = next(it.parts for it in breakdowns(calibrate(history), np.full(100, np.nan)) if it.by == "role")
    assert [(part.name, len(part.places)) for part in parts] == [("backend", 40), ("not given", 60)]


def test_a_quarter_is_that_of_the_calendar() -> None:
    days = np.array(["2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01"], "datetime64[s]").astype(np.int64)
    names, place = quarters_of(days)
    assert names == ("2025 Q4", "2026 Q1", "2026 Q2")
    assert place.tolist() == [0, 1, 1, 2]


def test_days_to_feedback_run_from_the_interview() -> None:
    history, _ = simulate(10, 2, 1)
    ids, order = history.names.sessions, history.sessions.order
    given = {ids[0]: int(order[0]) + 2 * DAY, ids[1]: int(order[1]) + 4 * DAY, ids[2]: int(order[2]) - 90 * DAY}
    days = days_to_feedback(history, given)
    assert days[:2].tolist() == [2, 4]
    assert np.isnan(days[2:]).all()
    figure = feedback_figure(days)
    assert (figure.value, figure.n) == ("3 days", 2)
    assert feedback_figure(days_to_feedback(replace(history, dated=False), given)).value == "—"


def test_the_day_itself_is_no_day() -> None:
    history, _ = simulate(10, 2, 1)
    midnight = int(history.sessions.order[0]) // DAY * DAY
    assert days_to_feedback(history, {history.names.sessions[0]: midnight})[0] == 0


@pytest.mark.parametrize("applied", [True, False])
def test_pass_through_says_what_it_would_be_by_fair_score(applied: bool) -> None:
    found = calibrate(simulate(400, 6, 2)[0], assignment="chance", applied=applied)
    fair = int(reaches(found, found.corrected).sum())
    assert f"By fair score it would be {fair} of 400" in pass_through(found).more
