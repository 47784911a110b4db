"""The rubric score and its category."""

import pytest

from interview_desk.domain import scoring
from interview_desk.domain.rubric import Score
from tests.kits import small_rubric

RUBRIC = small_rubric()


def verdict(problem_solving: Score, communication: Score) -> scoring.Verdict | None:
    scores: dict[str, Score] = {"problem-solving": problem_solving, "communication": communication}
    return scoring.verdict_on(RUBRIC, "senior", scores)


@pytest.mark.parametrize(
    ("problem_solving", "communication", "category"),
    [
        (4, 4, "strong-advance"),
        (3, 3, "advance"),
        (3, 2, "close"),
        (2, 2, "not-now"),
        (3, "not-assessed", "advance"),
    ],
)
def test_the_weighted_score_against_the_bar_is_the_category(
    problem_solving: Score, communication: Score, category: str
) -> None:
    made = verdict(problem_solving, communication)
    assert made is not None
    assert made.category.id == category


def test_a_row_below_its_floor_allows_nothing_above_close() -> None:
    rubric = small_rubric()
    lenient = scoring.verdict_on(rubric, "junior", {"problem-solving": 1, "communication": 4})
    assert lenient is not None
    assert lenient.score == pytest.approx(2.0)
    assert lenient.category.id == "close"
    assert lenient.held_by is rubric.competencies[0]


def test_a_score_that_is_the_bar_but_for_rounding_is_at_the_bar() -> None:
    assert scoring.category_for(RUBRIC, 0.1 + 0.2 + 2.7, 3.0).id == "advance"


def test_nothing_assessed_is_no_recommendation() -> None:
    assert verdict("not-assessed", "not-assessed") is None


def test_the_level_is_the_highest_whose_bar_is_reached() -> None:
    assert [scoring.level_of(RUBRIC.bars, score) for score in (1.9, 2.0, 2.9, 3.0, 4.0)] == [
        None,
        "junior",
        "mid",
        "senior",
        "lead",
    ]
