"""A review: what it adds up to, and what may happen in it."""

from __future__ import annotations

import pytest

from interview_desk.domain import review
from interview_desk.domain.review import (
    CommentAmended,
    CommentRetracted,
    MomentCommented,
    ReflectionAnswered,
    ReScored,
    ReviewEvent,
    ReviewSubmitted,
    TrackLaid,
    flaw,
    fold_review,
)
from interview_desk.domain.rules import Refused
from tests.kits import small_kit
from tests.reviewing import BEGAN, ROWS, blind, review_of

RUBRIC = small_kit().rubric


def test_a_blind_review_hides_until_it_is_submitted() -> None:
    entries = blind("20261123-one", 3, "not-assessed")
    assert fold_review(entries[:-1]).hides
    whole = fold_review(entries)
    assert (whole.hides, whole.submitted, whole.seq) == (False, True, 5)
    assert whole.scores == {ROWS[0]: 3, ROWS[1]: "not-assessed"}
    assert whole.scored_ms[ROWS[0]] == 120_000
    assert not fold_review(review_of("20261123-one", purpose="comments")).hides


def test_comments_stand_at_their_moment_can_be_put_otherwise_and_taken_back() -> None:
    log = review_of(
        "s", MomentCommented("one"), MomentCommented("two"), CommentAmended(2, "first"), CommentRetracted(3)
    )
    state = fold_review(log)
    assert [(it.seq, it.at_ms, it.text, it.amended) for it in state.comments] == [(2, 60_000, "first", True)]


def test_a_reflection_keeps_the_last_answer_and_a_shadow_its_track() -> None:
    told = ReflectionAnswered("fair", 4, "enough time")
    assert fold_review(review_of("s", ReflectionAnswered("fair", 1), told)).answers == {"fair": told}
    assert fold_review(review_of("s", TrackLaid("20261123-two"), purpose="shadow")).track == "20261123-two"


def test_a_review_begins_with_its_beginning() -> None:
    with pytest.raises(ValueError, match="begins"):
        fold_review(review_of("s", MomentCommented("x"))[1:])


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (lambda _: review.comment("  "), "says nothing"),
        (lambda _: review.comment("x" * 30_000), "at most"),
        (lambda it: review.amend(it, 9, "x"), "not there any more"),
        (lambda it: review.re_score(it, RUBRIC, ROWS[0], 5), "go from 1 to 4"),
        (lambda it: review.re_score(it, RUBRIC, "charm", 2), "no such row"),
        (lambda it: review.submit(it, RUBRIC), "Still to be scored"),
        (lambda _: review.answer("weather", 3), "no such question"),
        (lambda _: review.answer("fair", 6), "from 1 to 5"),
    ],
)
def test_what_can_not_be_is_refused_with_a_reason(wish: object, reason: str) -> None:
    refused = wish(fold_review(review_of("s")))  # type: ignore[operator]
    assert isinstance(refused, Refused)
    assert reason in refused.reason


def test_what_was_submitted_keeps_its_scores_and_can_still_be_talked_about() -> None:
    state = fold_review(blind("s", 3, 2))
    assert isinstance(review.re_score(state, RUBRIC, ROWS[0], 1), Refused)
    assert isinstance(review.submit(state, RUBRIC), Refused)
    assert review.comment(" so ") == MomentCommented("so")
    assert review.amend(state, 2, "other") == CommentAmended(2, "other")
    assert review.retract(state, 2) == CommentRetracted(2)


def test_only_a_blind_review_scores() -> None:
    state = fold_review(review_of("s", purpose="comments"))
    assert isinstance(review.re_score(state, RUBRIC, ROWS[0], 1), Refused)
    assert isinstance(review.submit(state, RUBRIC), Refused)


@pytest.mark.parametrize(
    ("events", "wrong"),
    [
        ((ReScored(ROWS[0], 9),), "scores go from 1 to 4"),
        ((CommentAmended(2, "x"),), "not yours"),
        ((ReviewSubmitted(),), "still to be scored"),
        ((TrackLaid("s"),), "leaves a database"),
        ((MomentCommented(""),), "says nothing"),
    ],
)
def test_entries_that_could_not_have_been_written_here_have_a_flaw(events: tuple[ReviewEvent, ...], wrong: str) -> None:
    assert wrong in flaw(review_of("s", *events), RUBRIC)
    assert BEGAN.tzinfo is not None


def test_a_whole_review_has_no_flaw() -> None:
    assert flaw(blind("s", 3, 2), RUBRIC) == ""
