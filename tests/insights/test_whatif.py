"""What if calibration were off, or on: which recommendations of the newest month would have read otherwise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interview_desk.insights.calibration import calibrate
from interview_desk.insights.simulate import World, simulate
from interview_desk.insights.tables import empty_history
from interview_desk.insights.whatif import what_if

DAY = 86_400
STRICT = World(strictness=1.2)


def test_the_last_thirty_days_are_compared_and_every_move_is_counted() -> None:
    history, _ = simulate(2400, 10, 3, STRICT)
    now = int(history.sessions.order.max()) + DAY
    found = calibrate(history, assignment="chance")
    told = what_if(found, now)
    assert told.n == int((history.sessions.order > now - 30 * DAY).sum())
    assert sum(stands for _, stands, _ in told.counts) == sum(other for _, _, other in told.counts) == told.n
    moved = [place for move in told.moves for place in move.places]
    assert moved
    assert len(set(moved)) == len(moved)
    raw = calibrate(history, assignment="chance", applied=False).category
    assert sorted(moved) == [
        k for k in np.flatnonzero(history.sessions.order > now - 30 * DAY) if raw[k] != found.category[k]
    ]
    assert told.sentence.startswith(f"Of {told.n} interviews of the last 30 days, {len(moved)} would have read")
    assert "without calibration" in told.question


def test_a_move_names_the_interviewers() -> None:
    history, _ = simulate(2400, 10, 3, STRICT)
    move = what_if(calibrate(history, assignment="chance"), int(history.sessions.order.max())).moves[0]
    assert sum(n for _, n in move.people) == len(move.places)
    assert move.people[0][0] in move.sentence
    assert "→" in move.sentence


def test_turned_off_it_is_the_other_way_round() -> None:
    history, _ = simulate(1200, 10, 3, STRICT)
    now = int(history.sessions.order.max())
    on = what_if(calibrate(history, assignment="chance"), now)
    off = what_if(calibrate(history, assignment="chance", applied=False), now)
    assert "with calibration" in off.question
    assert [(id, b, a) for id, a, b in on.counts] == list(off.counts)
    assert {(m.was, m.would_be) for m in on.moves} == {(m.would_be, m.was) for m in off.moves}


def test_an_old_history_is_looked_at_up_to_its_newest_interview() -> None:
    history, _ = simulate(600, 6, 1)
    told = what_if(calibrate(history, assignment="chance"), int(history.sessions.order.max()) + 400 * DAY)
    assert told.n > 0
    assert "of the 30 days up to " in told.sentence


@pytest.mark.parametrize("assignment", ["chance", "unknown"])
def test_without_dates_the_newest_thirty_are_looked_at(assignment: str) -> None:
    history, _ = simulate(600, 6, 1)
    found = calibrate(replace(history, dated=False), assignment="chance" if assignment == "chance" else "unknown")
    assert what_if(found, 0).n == 30


def test_nothing_moves_where_nothing_is_corrected_and_nothing_is_there_where_nobody_scored() -> None:
    assert "none would have read otherwise" in what_if(calibrate(simulate(100, 1, 1)[0]), 0).sentence
    assert "no scored interviews" in what_if(calibrate(empty_history()), 0).sentence
