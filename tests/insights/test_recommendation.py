"""The recommendation: hidden until all is scored, uncalibrated said so, and every step of a calibration in sight."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_desk.domain import rules
from interview_desk.domain.rubric import NOT_ASSESSED, Score
from interview_desk.domain.state import State
from interview_desk.insights.recommendation import (
    Calibration,
    Chance,
    Needed,
    Recommendation,
    hidden_because,
    recommend,
)
from tests.reports.kits import Interview, kit


def scored(*scores: Score) -> Interview:
    it = Interview(kit())
    it.start()
    it.wait(10)
    it.end()
    it.score(*scores)
    return it


def known(state: State, calibration: Calibration | None = None) -> Recommendation:
    found = recommend(state, calibration)
    assert found is not None
    return found


@pytest.mark.parametrize("scores", [(), (4,), (4, 4), (4, NOT_ASSESSED)])
def test_it_is_hidden_until_every_row_is_scored_or_not_assessed(scores: tuple[Score, ...]) -> None:
    state = scored(*scores).state
    assert recommend(state) is None
    assert "to see it: " in hidden_because(state)
    assert "Trade-offs" in hidden_because(state)


def test_with_no_row_assessed_there_is_nothing_to_recommend_from() -> None:
    state = scored(NOT_ASSESSED, NOT_ASSESSED, NOT_ASSESSED).state
    assert recommend(state) is None
    assert hidden_because(state) == "No row could be assessed, so there is nothing to recommend from."


def test_without_a_model_it_says_uncalibrated_and_what_would_change_that() -> None:
    it = known(scored(3, 3, 3).state)
    assert (it.state, it.category.id, it.chance, it.interval, it.without) == ("uncalibrated", "advance", None, None, "")
    assert it.headline == "Uncalibrated: the rubric score alone, 3.00 against the senior bar of 3.00"
    assert [step.text for step in it.steps] == ["3.00", "3.00"]
    assert "at least 50 later outcomes" in it.needed[0]


def test_a_model_that_is_uncalibrated_moves_nothing() -> None:
    model = Calibration("uncalibrated", 0.8, 0.4, 3, needed=(Needed("more", 7),), chance=Chance(0.9, 0.8, 1.0))
    it = known(scored(3, 3, 2).state, model)
    assert (it.score, it.category.id, it.chance) == (2.75, "close", None)
    assert it.needed == ("more scored interviews by this interviewer (7 interviews so far, some 10 needed)",)


def test_a_strict_interviewer_and_a_hard_question_lift_the_score_step_by_step() -> None:
    model = Calibration("calibrated", 0.21, 0.08, 64, 6, -0.05, fair_se=0.2, chance=Chance(0.71, 0.58, 0.82))
    it = known(scored(3, 3, 3).state, model)
    assert [(step.label, step.text) for step in it.steps] == [
        ("Weighted rubric score, as given", "3.00"),
        ("Interviewer 7 scores stricter than peers", "+0.21"),
        ("Question harder than usual at this level", "+0.05"),
        ("Calibrated score · bar 3.00", "3.26"),
    ]
    assert it.headline == "71 % chance of meeting the senior bar (58 – 82 %)"
    assert it.without == "Without calibration: Advance, at the bar."
    assert it.interval == pytest.approx((2.931, 3.589))


@pytest.mark.parametrize(
    ("strictness", "se", "said"),
    [
        (0.3, 0.1, "Interviewer 7 scores stricter than peers"),
        (0.1, 0.1, "Interviewer 7 perhaps scores stricter than peers"),
        (-0.3, 0.1, "Interviewer 7 scores more lenient than peers"),
        (-0.1, 0.1, "Interviewer 7 perhaps scores more lenient than peers"),
        (0.001, 0.1, "Interviewer 7 scores as peers do"),
    ],
)
def test_strictness_is_never_said_more_surely_than_its_interval_allows(strictness: float, se: float, said: str) -> None:
    step = known(scored(3, 3, 3).state, Calibration("calibrated", strictness, se, 64, 6)).steps[1]
    assert step.label == said
    assert step.about.startswith("64 interviews; 6 of them scored by a colleague too; 90 %: ")
    assert ("−" in step.about) == (strictness - 1.645 * se < 0)


def test_a_category_that_calibration_changes_is_a_flip_that_can_be_told() -> None:
    state = scored(3, 3, 3).state
    flipped = known(state, Calibration("calibrated", -0.3, 0.1, 64))
    assert (flipped.flips, flipped.category.id, flipped.without) == (
        True,
        "close",
        "Without calibration: Advance, at the bar.",
    )
    assert not known(state, Calibration("calibrated", 0.1, 0.1, 64)).flips
    assert not known(state).flips


def test_what_the_figures_mean_is_said_without_statistics() -> None:
    chances = {"strong-advance": 0.05, "advance": 0.25, "close": 0.4, "not-now": 0.3}
    model = Calibration("calibrated", 0.2, 0.1, 64, fair_se=0.3, chance=Chance(0.71, 0.58, 0.82), chances=chances)
    state = scored(3, 3, 3).state
    assert "how often earlier candidates with such a score did well later" in known(state, model).basis
    said = known(state, model).basis.replace("\u00a0", " ")
    assert "could be strong advance (5 %), advance (25 %), close (40 %) or not now (30 %)." in said
    assert "colleagues would agree on" in known(state, replace(model, chance=None)).basis
    assert known(state).basis == ""


def test_the_json_has_the_score_as_given_beside_the_one_that_counts() -> None:
    state = scored(3, 3, 3).state
    model = Calibration(
        "provisional", -0.3, 0.1, 64, 6, fair_se=0.25, chance=Chance(0.4, 0.3, 0.5), needed=(Needed("surer", 9),)
    )
    found = known(state, model).as_json()
    assert (found["calibration"], found["category"]) == ("provisional", "close")
    assert (found["score"], found["fair"]) == (2.7, 2.7)
    assert found["raw"] == {"category": "advance", "title": "Advance", "score": 3.0}
    assert (found["chance"], found["chance_interval"], found["interval"]) == (0.4, [0.3, 0.5], [2.2888, 3.1113])
    assert (found["severity"], found["severity_se"], found["n"], found["needed"]) == (
        -0.3,
        0.1,
        64,
        ["some 9 more scored interviews by this interviewer"],
    )
    bare = known(state).as_json()
    assert (bare["calibration"], bare["category"], bare["score"]) == ("uncalibrated", "advance", 3.0)
    assert bare["fair"] is bare["chance"] is bare["interval"] is bare["severity"] is None


def test_the_steps_always_add_up_to_the_calibrated_score() -> None:
    model = Calibration("provisional", -0.3, 0.1, 20, 0, 0.1, fair=2.7, fair_se=0.25)
    it = known(scored(3, 3, 3).state, model)
    assert it.score == 2.7
    assert sum(step.points for step in it.steps[:-1]) == pytest.approx(2.7)
    assert it.headline == "Provisional: fair score 2.70, 90 %: 2.29 to 3.11; the senior bar is 3.00"
    assert it.category.id == "close"
    assert it.raw.category.id == "advance"


def test_a_row_below_its_floor_holds_the_calibrated_category_down_too() -> None:
    it = known(scored(4, 1, 4).state, Calibration("calibrated", 1.5, 0.1, 50))
    assert it.score == 4.0
    assert it.category.id == "close"


def test_level_evidence_names_the_rows_below_and_the_level_they_reach() -> None:
    it = known(scored(4, 3, 2).state)
    assert [(row.reaches, row.meets) for row in it.rows] == [("lead", True), ("senior", True), ("junior", False)]
    assert it.evidence == "Senior or above on 2 of 3 rows; junior on trade-offs."
    assert known(scored(3, 3, 3).state).evidence == "Senior or above on all 3 rows that were assessed."
    assert known(scored(3, NOT_ASSESSED, NOT_ASSESSED).state).evidence == (
        "Senior or above on the one row that was assessed."
    )
    assert "below junior on problem solving" in known(scored(3, 1, 3).state).evidence


def test_the_interviewers_call_stands_beside_it_and_owes_a_reason_where_it_differs() -> None:
    it = scored(3, 3, 3)
    it.do(rules.make_call(it.state, "advance"))
    assert (known(it.state).differs, known(it.state).asks) == (False, ())
    it.do(rules.make_call(it.state, "close"))
    assert (known(it.state).differs, known(it.state).asks) == (True, ("why", "gap"))
    it.do(rules.make_call(it.state, "close", "the race", "a week on concurrency"))
    assert known(it.state).asks == ()


def test_a_level_other_than_the_kits_has_its_own_bar() -> None:
    it = Interview(replace(kit(), level="mid"), level="lead")
    it.score(3, 3, 3)
    assert known(it.state).raw.bar == 3.3
