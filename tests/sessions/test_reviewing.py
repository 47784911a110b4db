"""Going through a session with its reviews: what one may see, and which stream a comment goes into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from interview_desk.domain.clock import ManualClock
from interview_desk.domain.review import MomentCommented, ReviewEntry
from interview_desk.domain.rules import Refused
from interview_desk.sessions.reviewing import Reviewable, Reviewing
from tests.reviewing import ROWS, blind, review_of
from tests.storage.logs import interview

SESSION = "20261123-one"


class Keeping:
    """Keeps every entry in a list, by review."""

    def __init__(self) -> None:
        self.kept: dict[str, list[ReviewEntry]] = {}

    def keep(self, review: str, entries: Sequence[ReviewEntry]) -> None:
        self.kept.setdefault(review, []).extend(entries)

    def new_id(self) -> str:
        return f"20261124-{len(self.kept)}"


@pytest.fixture
def keeping() -> Keeping:
    return Keeping()


def going(keeping: Keeping, reviews: Mapping[str, Sequence[ReviewEntry]], session: str = SESSION) -> Reviewing:
    found = Reviewable(session, interview(), "Trainer T", reviews, "Set 4")
    return Reviewing(found, ManualClock(), keeping)


def test_the_first_comment_begins_a_stream_of_its_own_and_the_next_goes_on_with_it(keeping: Keeping) -> None:
    reviewing = going(keeping, {})
    reviewing.comment(2_000, "second")
    reviewing.comment(1_000, "first")
    assert list(keeping.kept) == ["20261124-0"]
    begun = keeping.kept["20261124-0"][0].event
    assert (begun.purpose, begun.training_set, begun.session) == ("comments", "Set 4", SESSION)  # type: ignore[union-attr]
    assert [(it.at_ms, it.text, it.mine) for it in reviewing.remarks] == [
        (1_000, "first", True),
        (2_000, "second", True),
    ]


def test_an_empty_comment_begins_nothing(keeping: Keeping) -> None:
    assert isinstance(going(keeping, {}).comment(1, " "), Refused)
    assert keeping.kept == {}


def test_nothing_is_said_of_a_session_that_is_not_kept(keeping: Keeping) -> None:
    reviewing = going(keeping, {}, session="")
    assert isinstance(reviewing.comment(1, "x"), Refused)


def test_while_one_scores_blind_nobody_elses_words_or_scores_are_there(keeping: Keeping) -> None:
    mine, theirs = blind(SESSION, 3, 2)[:-1], blind(SESSION, 4, 4, reviewer="Other O")
    reviewing = going(keeping, {"a": mine, "b": theirs})
    assert reviewing.hides
    assert reviewing.submitted == []
    assert [it.who for it in reviewing.remarks] == ["Trainer T"]
    reviewing.comment(5_000, "goes into the blind review")
    assert list(keeping.kept) == ["a"]
    reviewing.submit(9_000)
    assert going(keeping, {}).hides is False
    assert [it.begun.reviewer for it in reviewing.submitted] == ["Trainer T", "Other O"]
    assert {it.who for it in reviewing.remarks} == {"Trainer T", "Other O"}


def test_a_comment_is_its_writers_alone_to_change(keeping: Keeping) -> None:
    theirs = review_of(SESSION, MomentCommented("theirs"), reviewer="Other O", purpose="comments")
    reviewing = going(keeping, {"b": theirs})
    assert "Other O" in reviewing.amend(reviewing.remarks[0], "mine now").reason  # type: ignore[union-attr]
    reviewing.comment(1, "mine")
    reviewing.amend(reviewing.remarks[0], "still mine")
    reviewing.amend(reviewing.remarks[0], "")
    assert [it.text for it in reviewing.remarks] == ["theirs"]


def test_scores_need_a_blind_review_and_are_given_once(keeping: Keeping) -> None:
    reviewing = going(keeping, {})
    for refused in (reviewing.score(1, ROWS[0], 3), reviewing.submit(1)):
        assert isinstance(refused, Refused)
    reviewing = going(keeping, {"a": blind(SESSION, 1, 1)[:1]})
    heard: list[bool] = []
    reviewing.subscribe(lambda: heard.append(reviewing.hides))
    for row in ROWS:
        reviewing.score(1, row, 3)
    reviewing.submit(1)
    assert heard == [True, True, False]
    assert isinstance(reviewing.score(1, ROWS[0], 1), Refused)
