"""Reviewing a session: one stream that grows beside it, and whoever keeps that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from interview_desk.domain import review as rules
from interview_desk.domain.clock import Clock
from interview_desk.domain.review import (
    ReviewBegun,
    ReviewEntry,
    ReviewEvent,
    ReviewState,
    apply_review,
    fold_review,
)
from interview_desk.domain.rubric import Rubric, Score
from interview_desk.domain.rules import Refused
from interview_desk.sessions.stage import Listener


class ReviewKeeper(Protocol):
    """Whoever keeps a review; raises where it can't, and has then kept nothing."""

    def keep(self, review: str, entries: Sequence[ReviewEntry]) -> None:
        """Keep entries that follow those there are."""


class Review:
    """One person's review of one session. A wish is kept before it counts, for nobody types here against a clock."""

    def __init__(
        self, id: str, entries: Sequence[ReviewEntry], rubric: Rubric, clock: Clock, keeper: ReviewKeeper
    ) -> None:
        self.id = id
        self._rubric = rubric
        self._clock = clock
        self._keeper = keeper
        self._log = list(entries)
        self._state = fold_review(self._log)
        self._listeners: list[Listener] = []

    @property
    def state(self) -> ReviewState:
        return self._state

    @property
    def log(self) -> Sequence[ReviewEntry]:
        return self._log

    def comment(self, at_ms: int, text: str) -> ReviewEntry | Refused:
        """Say something about a second of the interview."""
        return self._perform(rules.comment(text), at_ms)

    def amend(self, seq: int, text: str) -> ReviewEntry | Refused:
        """Put a comment in other words, or take it back."""
        at_ms = next((it.at_ms for it in self._state.comments if it.seq == seq), 0)
        return self._perform(rules.amend(self._state, seq, text), at_ms)

    def score(self, at_ms: int, competency: str, score: Score) -> ReviewEntry | Refused:
        """Score a row, at the second that one looks at."""
        return self._perform(rules.re_score(self._state, self._rubric, competency, score), at_ms)

    def answer(self, question: str, answer: int, text: str = "") -> ReviewEntry | Refused:
        """Answer a question of the reflection."""
        return self._perform(rules.answer(question, answer, text), 0)

    def submit(self, at_ms: int = 0) -> ReviewEntry | Refused:
        """Hand the scores in."""
        return self._perform(rules.submit(self._state, self._rubric), at_ms)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _perform(self, event: ReviewEvent | Refused, at_ms: int) -> ReviewEntry | Refused:
        if isinstance(event, Refused):
            return event
        entry = ReviewEntry(len(self._log) + 1, max(0, at_ms), self._clock.wall(), event)
        self._keeper.keep(self.id, [entry])
        self._log.append(entry)
        self._state = apply_review(self._state, entry)
        for listener in tuple(self._listeners):
            listener()
        return entry


def begin_review(id: str, begun: ReviewBegun, rubric: Rubric, clock: Clock, keeper: ReviewKeeper) -> Review:
    """Begin a review; its beginning is the first thing kept."""
    entry = ReviewEntry(1, 0, clock.wall(), begun)
    keeper.keep(id, [entry])
    return Review(id, [entry], rubric, clock, keeper)
