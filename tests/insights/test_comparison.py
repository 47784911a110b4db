"""Scores side by side: whose, how far apart, and what the original rests on."""

from __future__ import annotations

from interview_desk.domain import events as e
from interview_desk.domain.review import ReviewState, fold_review
from interview_desk.domain.state import fold
from interview_desk.insights.comparison import compare, mean_words
from tests.reviewing import blind
from tests.storage.logs import log_of, note

LOG = log_of(
    e.Started(), e.LayerReached("main", "first"), note("asked first"), note("oops"), e.Retracted(5),
    e.Scored("problem-solving", 4), e.EvidenceCited("problem-solving", (4, 5)),
    e.Scored("communication", "not-assessed"), e.EvidenceCited("communication", (), "no time"), e.Ended(),
)  # fmt: skip
STATE = fold(LOG)


def of(*scores: int, reviewer: str = "Trainer T") -> ReviewState:
    return fold_review(blind("s", *scores, reviewer=reviewer))


def test_nothing_is_compared_before_somebody_has_submitted() -> None:
    assert compare(STATE, LOG, None, []) is None
    assert compare(STATE, LOG, fold_review(blind("s", 1, 2)[:-1]), []) is None


def test_ones_own_scores_stand_first_and_the_others_as_a_panel() -> None:
    mine = of(2, 3)
    found = compare(STATE, LOG, mine, [mine, of(4, 4, reviewer="B"), of(3, 3, reviewer="C")])
    assert found is not None
    assert found.columns == ("you", "original", "panel")
    first, second = found.rows
    assert (first.scores, first.apart) == (("2", "4", "3.5"), True)
    assert (second.scores, second.apart) == (("3", "n/a", "3.5"), False)
    assert [it.seq for it in first.cited] == [4]  # what was undone is no evidence
    assert first.scored_ms == 120_000
    assert second.why_none == "no time"
    assert found.about == "You and the original agree on 0 of 1 rows, and on 0 within one point."


def test_a_trainer_sees_each_of_one_or_two_and_a_panel_of_more() -> None:
    people = [of(4, 3, reviewer=name) for name in ("A", "B", "C")]
    two, three = compare(STATE, LOG, None, people[:2]), compare(STATE, LOG, None, people)
    assert two is not None
    assert three is not None
    assert two.columns == ("original", "A", "B")
    assert two.rows[0].scores == ("4", "4", "4")
    assert two.about == "A and the original agree on 1 of 1 rows, and on 1 within one point."
    assert three.columns == ("original", "panel")


def test_a_mean_leaves_out_who_did_not_assess() -> None:
    assert mean_words([3, "not-assessed", 4, None]) == "3.5"
    assert mean_words(["not-assessed"]) == "n/a"
    assert mean_words([]) == "–"
