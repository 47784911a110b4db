"""How far interviewers have come: shadow, reverse shadow, solo; counted from what was done, never set by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from interview_desk.insights.over_set import OverSet, drift_said
from interview_desk.insights.words import counted

Stage = Literal["shadow", "reverse shadow", "solo"]

SHADOWS, REVERSE_SHADOWS = 2, 2
"""How many of each come before the next stage."""


@dataclass(frozen=True, slots=True)
class Conducted:
    """An interview that has ended: its id, who conducted it, and when."""

    session: str
    interviewer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody took down a session's second track."""

    session: str
    shadow: str


@dataclass(frozen=True, slots=True)
class Rung:
    """Where an interviewer stands; `calibrated_at` is when they last submitted blind scores."""

    interviewer: str
    stage: Stage
    shadows: int
    reverse_shadows: int
    solo: int
    next: str
    calibrated_at: datetime | None = None
    calibration: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "interviewer": self.interviewer,
            "stage": self.stage,
            "shadows": self.shadows,
            "reverse_shadows": self.reverse_shadows,
            "solo": self.solo,
            "next": self.next,
            "calibrated_at": self.calibrated_at.isoformat() if self.calibrated_at is not None else None,
            "calibration": self.calibration,
        }


def ladder(
    conducted: Sequence[Conducted],
    beside: Sequence[Beside],
    submitted: Mapping[str, datetime],
    over: OverSet | None = None,
) -> tuple[Rung, ...]:
    """Return every interviewer's rung, those with most still to do first.

    Of two people at one interview the one with fewer solo interviews before it was the one who learned: beside the
    conductor a shadow, conducting a reverse shadow. `submitted` is when people last submitted blind scores.
    """
    watched = {it.session: it.shadow for it in beside}
    counts: dict[str, list[int]] = {}
    for it in sorted(conducted, key=lambda it: (it.at, it.session)):
        lead = counts.setdefault(it.interviewer, [0, 0, 0])
        shadow = watched.get(it.session)
        if shadow is None:
            lead[2] += 1
            continue
        other = counts.setdefault(shadow, [0, 0, 0])
        if other[2] > lead[2]:
            lead[1] += 1
        else:
            other[0] += 1
            lead[2] += 1
    drifts = {it.rater: drift_said(it) for it in over.drifts} if over is not None else {}
    rungs = [Rung(who, *_stage(*numbers), submitted.get(who), drifts.get(who, "")) for who, numbers in counts.items()]
    order: list[Stage] = ["shadow", "reverse shadow", "solo"]
    return tuple(sorted(rungs, key=lambda it: (order.index(it.stage), it.interviewer.casefold())))


def _stage(shadows: int, reverse: int, solo: int) -> tuple[Stage, int, int, int, str]:
    if solo:
        ahead = shadows < SHADOWS and reverse < REVERSE_SHADOWS and solo < SHADOWS + REVERSE_SHADOWS
        words = "on their own from the start: a shadow's track would show what to look at" if ahead else ""
        return "solo", shadows, reverse, solo, words
    if shadows < SHADOWS and not reverse:
        return "shadow", shadows, reverse, solo, f"{counted(SHADOWS - shadows, 'shadow')} to go"
    if reverse < REVERSE_SHADOWS:
        return "reverse shadow", shadows, reverse, solo, f"{counted(REVERSE_SHADOWS - reverse, 'reverse shadow')} to go"
    return "solo", shadows, reverse, solo, "ready for the first interview on their own"
