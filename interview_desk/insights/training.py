"""What the training page shows: sets, agreement, the ladder, who sat beside whom, and one's own looks back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from interview_desk.insights.ladder import Rung
from interview_desk.insights.over_set import OverSet
from interview_desk.insights.reflections import Trend
from interview_desk.insights.uses import Use

TO_SCORE, BEGUN, SCORED, OWN = "to score", "begun", "scored by you", "your own"
"""How far the scores of the person who looks are; the first two still hide the session from them."""
HIDING: Final = (TO_SCORE, BEGUN)


@dataclass(frozen=True, slots=True)
class SetLine:
    """A session of a training set, as the person who looks may see it; `mine` is how far their own scores are."""

    session: str
    place: int
    title: str
    mine: str
    reviews: int


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """A set with its sessions in order, and how well people agree over it."""

    title: str
    lines: tuple[SetLine, ...]
    over: OverSet


@dataclass(frozen=True, slots=True)
class Choosable:
    """A session that could be put into a set."""

    session: str
    words: str


@dataclass(frozen=True, slots=True)
class MaybeShadow:
    """Two sessions that look like one interview taken down by two people."""

    lead: str
    track: str
    words: str


@dataclass(frozen=True, slots=True)
class Training:
    """All that the training page shows."""

    me: str
    sets: tuple[TrainingSet, ...]
    everything: OverSet
    choosable: tuple[Choosable, ...]
    rungs: tuple[Rung, ...]
    shadows: tuple[MaybeShadow, ...]
    trends: tuple[Trend, ...]
    uses: tuple[Use, ...]
