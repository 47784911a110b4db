"""Reviews to test with: a few entries of somebody who comments on a session and scores it blind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from interview_desk.domain.review import (
    MomentCommented,
    Purpose,
    ReScored,
    ReviewBegun,
    ReviewEntry,
    ReviewEvent,
    ReviewSubmitted,
)
from interview_desk.domain.rubric import Score

BEGAN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ROWS = ("problem-solving", "communication")
"""The rows of the small kit's rubric."""


def review_of(
    session: str, *events: ReviewEvent, reviewer: str = "Trainer T", purpose: Purpose = "blind", training_set: str = ""
) -> list[ReviewEntry]:
    """Return a review: its beginning, then the events, one a minute of the interview."""
    whole: Sequence[ReviewEvent] = (ReviewBegun(session, reviewer, purpose, training_set), *events)
    return [
        ReviewEntry(seq, (seq - 1) * 60_000, BEGAN + timedelta(seconds=seq), event)
        for seq, event in enumerate(whole, 1)
    ]


def blind(session: str, *scores: Score, reviewer: str = "Trainer T", training_set: str = "") -> list[ReviewEntry]:
    """Return a submitted blind review of a session of the small kit, with a comment in it."""
    given = [ReScored(row, score) for row, score in zip(ROWS, scores, strict=True)]
    events: tuple[ReviewEvent, ...] = (MomentCommented("Early? Wait for silence."), *given, ReviewSubmitted())
    return review_of(session, *events, reviewer=reviewer, training_set=training_set)
