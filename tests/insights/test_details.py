"""More of one interviewer: by competency where there is enough, and over time, in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from interview_desk.insights.calibration import calibrate
from interview_desk.insights.details import details
from interview_desk.insights.simulate import World, simulate
from interview_desk.insights.watch import Watch


def test_everybody_has_a_row_for_each_competency_and_words_for_it() -> None:
    history, _ = simulate(600, 8, 2)
    found = details(calibrate(history, assignment="chance"))
    assert set(found) == set(history.names.people)
    for it in found.values():
        assert [row.competency for row in it.competencies] == list(history.names.competencies)
        for row in it.competencies:
            assert (row.points is None) == (row.says == "can't tell yet")


def test_a_competency_that_somebody_scores_low_stands_out() -> None:
    history, _ = simulate(900, 8, 2, World(on_competency=0.0))
    scores = history.ratings.scores.copy()
    scores[history.ratings.rater == 0, 1] -= 0.8
    history = replace(history, ratings=replace(history.ratings, scores=scores))
    rows = details(calibrate(history, assignment="chance"))[history.names.people[0]].competencies
    points = [row.points or 0.0 for row in rows]
    assert points.index(min(points)) == 1
    assert rows[1].says == "stricter"


def test_change_has_a_point_for_each_quarter_and_one_sentence() -> None:
    history, _ = simulate(900, 6, 1)
    found = details(calibrate(history, assignment="chance"))[history.names.people[0]].change
    assert found is not None
    assert found.periods[-1].period == "2026 Q3"
    assert len(found.periods) <= 8
    assert all(it.low < it.points < it.high and it.places for it in found.periods)
    assert "90 %:" in found.sentence


def test_without_dates_four_parts_of_the_sequence_are_compared() -> None:
    history, _ = simulate(600, 6, 1)
    found = details(calibrate(replace(history, dated=False), assignment="chance"))
    change = found[history.names.people[0]].change
    assert change is not None
    assert [it.period for it in change.periods] == [f"part {k} of 4" for k in (1, 2, 3, 4)]


def test_nothing_is_told_where_strictness_itself_can_not_be() -> None:
    history, _ = simulate(300, 6, 1, World(replayed=0, returning=0))
    none = np.zeros(len(history.outcomes.candidate), bool)
    o = history.outcomes
    history = replace(
        history, outcomes=type(o)(o.candidate[none], o.passed[none], o.stage[none], o.date[none])
    )  # fmt: skip
    for it in details(calibrate(history)).values():
        assert it.change is None
        assert it.competencies == ()
        assert "can't be told" in it.why_no_change


def test_it_says_how_far_it_is() -> None:
    told: list[float] = []
    details(calibrate(simulate(200, 4, 1)[0], assignment="chance"), Watch(told.append))
    assert told == sorted(told)
    assert told[0] >= 0
    assert 0.5 < told[-1] <= 1
