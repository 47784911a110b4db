"""One person going through a session that others may have reviewed as well: what they see of it, and what they add."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Protocol

from interview_desk.domain.clock import Clock
from interview_desk.domain.events import Opened
from interview_desk.domain.frozen import dataclass
from interview_desk.domain.log import Entry
from interview_desk.domain.review import ReviewBegun, ReviewEntry, ReviewState, fold_review
from interview_desk.domain.rubric import Rubric, Score
from interview_desk.domain.rules import Refused
from interview_desk.sessions.review import Review, ReviewKeeper, begin_review

_NOT_KEPT = Refused("Nothing of this session is kept, so nothing can be said of it either.")


@dataclass(frozen=True, slots=True)
class Reviewable:
    """A session as one person may see it, with the reviews that they may see.

    `entries` have neither names nor scores while that person scores the session blind. `session` is empty for one that
    is not kept.
    """

    session: str
    entries: Sequence[Entry]
    reviewer: str = ""
    reviews: Mapping[str, Sequence[ReviewEntry]] = field(default_factory=dict)
    training_set: str = ""

    @property
    def rubric(self) -> Rubric:
        opened = self.entries[0].event
        assert isinstance(opened, Opened)
        return opened.kit.rubric


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as it is shown: whose it is, and the session time it stands at."""

    at_ms: int
    review: str
    seq: int
    who: str
    text: str
    mine: bool = False


class Keeping(ReviewKeeper, Protocol):
    """Whoever keeps reviews, and names new ones."""

    def new_id(self) -> str:
        """Return a name that no review has."""


class Reviewing:
    """What is said and scored about one session. Comments go into the blind review while that is open."""

    def __init__(self, found: Reviewable, clock: Clock, keeping: Keeping) -> None:
        self.found = found
        self._clock = clock
        self._keeping = keeping
        self._listeners: list[Callable[[], None]] = []
        self._logs = {id: list(log) for id, log in found.reviews.items()}
        self._states = {id: fold_review(log) for id, log in self._logs.items()}
        self._open: dict[str, Review] = {}

    @property
    def blind(self) -> ReviewState | None:
        """This person's own blind review, open or submitted; the last where there are several."""
        id = self._own_blind()
        return self._states[id] if id else None

    @property
    def submitted(self) -> list[ReviewState]:
        """Every blind review that was submitted; none while something is hidden."""
        return [] if self.hides else [it for it in self._states.values() if _is_blind(it) and it.submitted]

    @property
    def hides(self) -> bool:
        """Whether names, scores and outcome are still hidden."""
        return self.blind is not None and self.blind.hides

    @property
    def remarks(self) -> list[Remark]:
        """Every comment that this person may see, in order of its moment."""
        found = [
            Remark(it.at_ms, id, it.seq, state.begun.reviewer, it.text, self._is_mine(state))
            for id, state in self._states.items()
            if not self.hides or self._is_mine(state)
            for it in state.comments
        ]
        return sorted(found, key=lambda it: (it.at_ms, it.review, it.seq))

    def comment(self, at_ms: int, text: str) -> ReviewEntry | Refused:
        """Say something about a second of the interview."""
        if not self.found.session:
            return _NOT_KEPT
        if not text.strip():
            return Refused("An empty comment says nothing.")
        id = self._own_blind() if self.hides else self._own_comments()
        return self._then(self._review(id) if id else self._begin(), lambda it: it.comment(at_ms, text))

    def amend(self, remark: Remark, text: str) -> ReviewEntry | Refused:
        """Put one's own comment in other words; without any it is taken back."""
        if not remark.mine:
            return Refused(f"That comment is {remark.who}'s: only they can change it.")
        return self._then(self._review(remark.review), lambda it: it.amend(remark.seq, text))

    def score(self, at_ms: int, competency: str, score: Score) -> ReviewEntry | Refused:
        """Score a row blind."""
        id = self._own_blind()
        if not id:
            return Refused("This session is not scored blind: that is begun at home, before it is seen.")
        return self._then(self._review(id), lambda it: it.score(at_ms, competency, score))

    def submit(self, at_ms: int) -> ReviewEntry | Refused:
        """Hand the blind scores in."""
        id = self._own_blind()
        if not id:
            return Refused("There are no blind scores to submit here.")
        return self._then(self._review(id), lambda it: it.submit(at_ms))

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` after every change; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _then(self, review: Review, deed: Callable[[Review], ReviewEntry | Refused]) -> ReviewEntry | Refused:
        done = deed(review)
        self._states[review.id] = review.state
        if not isinstance(done, Refused):
            for listener in tuple(self._listeners):
                listener()
        return done

    def _begin(self) -> Review:
        found = self.found
        begun = ReviewBegun(found.session, found.reviewer, "comments", found.training_set)
        review = begin_review(self._keeping.new_id(), begun, found.rubric, self._clock, self._keeping)
        self._open[review.id] = review
        self._states[review.id] = review.state
        return review

    def _review(self, id: str) -> Review:
        if id not in self._open:
            self._open[id] = Review(id, self._logs[id], self.found.rubric, self._clock, self._keeping)
        return self._open[id]

    def _is_mine(self, state: ReviewState) -> bool:
        return _is_by(state, self.found.reviewer)

    def _own_blind(self) -> str:
        return next((id for id, it in reversed(self._states.items()) if _is_blind(it) and self._is_mine(it)), "")

    def _own_comments(self) -> str:
        own = (id for id, it in self._states.items() if it.begun.purpose == "comments" and self._is_mine(it))
        return next(own, "")


def is_own_blind(state: ReviewState, reviewer: str) -> bool:
    """Tell whether a review is a person's own blind one, open or submitted."""
    return _is_blind(state) and _is_by(state, reviewer)


def _is_blind(state: ReviewState) -> bool:
    return state.begun.purpose == "blind"


def _is_by(state: ReviewState, reviewer: str) -> bool:
    return state.begun.reviewer.casefold() == reviewer.casefold()
