"""Reviewing a session: every wish is kept before it counts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from interview_desk.domain.clock import ManualClock
from interview_desk.domain.review import ReviewBegun, ReviewEntry
from interview_desk.domain.rules import Refused
from interview_desk.errors import StorageError
from interview_desk.sessions.review import Review, begin_review
from tests.kits import small_kit
from tests.reviewing import ROWS


class Keeping:
    """Keeps entries, or refuses to."""

    def __init__(self) -> None:
        self.kept: list[ReviewEntry] = []
        self.full = False

    def keep(self, review: str, entries: Sequence[ReviewEntry]) -> None:
        if self.full:
            raise StorageError("The review can't be saved", "the disk is full")
        self.kept.extend(entries)


@pytest.fixture
def keeping() -> Keeping:
    return Keeping()


@pytest.fixture
def review(keeping: Keeping) -> Review:
    begun = ReviewBegun("20261123-one", "Trainer T", "blind")
    return begin_review("20261124-two", begun, small_kit().rubric, ManualClock(), keeping)


def test_a_review_is_what_was_kept_of_it(review: Review, keeping: Keeping) -> None:
    heard: list[int] = []

    def hear() -> None:
        heard.append(review.state.seq)

    review.subscribe(hear)
    review.comment(61_000, "Early?")
    review.amend(2, "Early for a nudge?")
    for row in ROWS:
        review.score(70_000, row, 3)
    review.submit()
    assert review.state.submitted
    assert heard == [2, 3, 4, 5, 6]
    assert list(review.log) == keeping.kept
    assert [it.offset_ms for it in keeping.kept] == [0, 61_000, 61_000, 70_000, 70_000, 0]
    again = Review(review.id, keeping.kept, small_kit().rubric, ManualClock(), keeping)
    assert again.state == review.state


def test_a_refusal_keeps_nothing(review: Review, keeping: Keeping) -> None:
    assert isinstance(review.submit(), Refused)
    assert isinstance(review.answer("weather", 1), Refused)
    assert len(keeping.kept) == 1


def test_what_could_not_be_kept_did_not_happen(review: Review, keeping: Keeping) -> None:
    keeping.full = True
    with pytest.raises(StorageError):
        review.comment(1, "lost")
    assert [it.text for it in review.state.comments] == []
    keeping.full = False
    review.comment(1, "kept")
    assert [it.text for it in review.state.comments] == ["kept"]
