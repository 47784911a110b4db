"""Change of strictness over time: found where it is, not where it isn't, and honest about how sure that is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interview_desk.insights.calibration import Assignment, calibrate
from interview_desk.insights.simulate import World, simulate
from interview_desk.insights.strictness.drift import Drift, drifts
from interview_desk.insights.tables import Floats, History, Ints
from interview_desk.insights.watch import Stopped, Watch

QUARTERS = 4


def drifting(seed: int, true: Floats, world: World | None = None, interviews: int = 600) -> tuple[History, Ints]:
    """A history in which interviewers add `true` (people, periods) to their strictness."""
    history, _ = simulate(interviews, len(true), seed, world)
    order = history.sessions.order
    period = np.searchsorted(np.quantile(order, [0.25, 0.5, 0.75]), order).astype(np.int64)
    added = true[history.ratings.rater, period[history.ratings.session]]
    scores = history.ratings.scores - added[:, None]
    return replace(history, ratings=replace(history.ratings, scores=scores)), period


def found_in(history: History, period: Ints, assignment: Assignment = "chance") -> dict[int, Drift]:
    found = calibrate(history, assignment=assignment)
    assert found.fit is not None
    return drifts(history, found.fit, period, QUARTERS, range(len(history.names.people)))


@pytest.mark.parametrize("assignment", ["chance", "unknown"])
def test_nine_intervals_of_ten_hold_the_change_that_there_was(assignment: Assignment) -> None:
    world = World() if assignment == "chance" else World(pool=0.5, returning=0)
    held, theirs, ours = [], [], []
    for seed in range(4):
        true = np.random.default_rng(seed).normal(0, 0.2, (16, QUARTERS))
        history, period = drifting(seed, true, world, 1600)
        relative = true - true.mean(axis=0)
        for person, drift in found_in(history, period, assignment).items():
            change = relative[person, -1] - relative[person, 0]
            held.append(abs(drift.change - change) <= 1.645 * drift.change_error)
            theirs.append(change)
            ours.append(drift.change)
    assert 0.8 <= np.mean(held) <= 0.97
    assert np.corrcoef(theirs, ours)[0, 1] > 0.6


def test_where_nobody_changes_a_change_is_hardly_ever_told() -> None:
    told = []
    for seed in range(6):
        history, period = drifting(seed, np.zeros((12, QUARTERS)))
        told += [abs(it.change) > 1.645 * it.change_error for it in found_in(history, period).values()]
    assert np.mean(told) <= 0.1


def test_whoever_grows_stricter_is_found_among_those_who_stay() -> None:
    true = np.zeros((12, QUARTERS))
    true[3] = [0, 0.3, 0.6, 0.9]
    history, period = drifting(1, true, interviews=1500)
    found = found_in(history, period)
    assert found[3].change > 1.645 * found[3].change_error
    assert found[3].points[0] < found[3].points[-1]
    assert max(found, key=lambda k: found[k].change) == 3


def test_what_all_change_alike_is_nobodys_drift() -> None:
    true = np.tile(np.array([0, 0.2, 0.4, 0.6]), (12, 1))
    history, period = drifting(2, true)
    assert np.mean([abs(it.change) for it in found_in(history, period).values()]) < 0.1


def test_solved_whole_or_roughly_the_change_is_nearly_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    true = np.random.default_rng(5).normal(0, 0.3, (10, QUARTERS))
    history, period = drifting(5, true, interviews=800)
    exact = found_in(history, period)
    monkeypatch.setattr("interview_desk.insights.strictness.fit.WHOLE", 0)
    found = calibrate(history, assignment="chance")
    assert found.fit is not None
    rough = drifts(history, found.fit, period, QUARTERS, range(10))
    assert [rough[k].change for k in rough] == pytest.approx([exact[k].change for k in rough], abs=0.08)


def test_an_interviewer_of_a_single_period_has_no_change() -> None:
    history, period = drifting(1, np.zeros((6, QUARTERS)))
    own = history.sessions.interviewer == 0
    found = found_in(history, np.where(own, 0, period))
    assert 1 in found
    history, period = drifting(1, np.zeros((6, QUARTERS)))
    assert found_in(history, np.zeros_like(period)) == {}


def test_whoever_waits_may_stop_it() -> None:
    history, period = drifting(1, np.zeros((6, QUARTERS)))
    found = calibrate(history, assignment="chance")
    assert found.fit is not None
    watch = Watch()
    watch.stop()
    with pytest.raises(Stopped):
        drifts(history, found.fit, period, QUARTERS, range(6), watch)
    with pytest.raises(Stopped):
        calibrate(history, assignment="chance", watch=watch)
