"""The adverse-impact check in words: never a small cell, and never what one could be subtracted from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from interview_desk.insights.calibration import STANDARD_BARS
from interview_desk.insights.impact import adverse_impact
from interview_desk.insights.impact_check import TOO_FEW, ImpactCheck, impact_check
from interview_desk.insights.simulate import World, simulate
from interview_desk.insights.tables import History, Ints
from interview_desk.insights.team import Choice, TeamPast, team_page

ONE = World(questions=("one",), questions_each=1, levels=("mid",), returning=0.0)


def checked(history: History, labels: Ints) -> ImpactCheck:
    groups = {id: "abc"[k] for id, k in zip(history.names.sessions, labels, strict=True) if k >= 0}
    return impact_check(history, groups, STANDARD_BARS)


def test_a_difference_within_question_and_level_is_called() -> None:
    history, _ = simulate(800, 6, 1, ONE)
    labels = np.arange(800) % 2
    scores = history.ratings.scores.copy()
    scores[labels[history.ratings.session] == 1] -= 0.6
    found = checked(replace(history, ratings=replace(history.ratings, scores=scores)), labels)
    assert [line.title for line in found.lines] == ["b against a"]
    assert found.lines[0].alarm
    assert "more than chance: look into it" in found.lines[0].says


def test_no_difference_raises_no_alarm() -> None:
    history, _ = simulate(800, 6, 1)
    found = checked(history, np.random.default_rng(1).integers(0, 2, 800))
    assert not any(line.alarm for line in found.lines)
    assert found.about == "800 of 800 scored interviews have a label."


def test_a_small_group_can_not_be_had_by_subtraction() -> None:
    history, _ = simulate(400, 6, 1, ONE)
    labels = np.arange(400) % 2
    labels[:6] = 2  # whoever knows the total, and the other two, would know these six
    for line in checked(history, labels).lines:
        assert line.counts == ""
        assert line.says == TOO_FEW
    # With many who gave no label nobody can tell who the rest are.
    labels[200:] = -1
    shown = [line for line in checked(history, labels).lines if line.counts]
    assert [line.title for line in shown if "c" not in line.title] == [line.title for line in shown] != []


def test_a_stratum_whose_rest_would_be_small_is_hidden() -> None:
    # In the first stratum all but three have a label; the second and third have many without.
    group = np.r_[np.repeat([0, 1], 60), [-1] * 3, np.tile(np.repeat([0, 1, -1], 60), 3)]
    passed = np.arange(len(group)) % 2 == 0
    stratum = np.r_[np.zeros(123, np.int64), np.repeat([1, 2, 3], 180)]
    (found,) = adverse_impact(group, passed, stratum, ["a", "b"], "wxyz")
    hidden = [it.name for it in found.strata if it.hidden]
    assert "w" in hidden
    assert len(hidden) > 1


def test_the_check_is_of_everybody_whatever_is_chosen() -> None:
    history, _ = simulate(400, 6, 1)
    groups = {id: "ab"[k % 2] for k, id in enumerate(history.names.sessions)}
    past = TeamPast(history, groups=groups)
    whole, senior = team_page(past, "chance"), team_page(past, "chance", Choice(level="senior"))
    assert whole.impact is not None
    assert whole.impact == senior.impact
    assert team_page(history, "chance").impact is None
