"""What the figures behind a fair score assume, and what they tell one interviewer, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import Literal

import numpy as np

from interview_desk.insights.strictness.evidence import (
    ENOUGH_OUTCOMES,
    ENOUGH_REPLAY_SHARE,
    ENOUGH_REPLAYS,
    Links,
)
from interview_desk.insights.strictness.fit import Fit
from interview_desk.insights.tables import Names

_MOST_NAMES = 3


def strictness_in_words(
    state: Literal["uncalibrated", "provisional", "calibrated"], severity: float, error: float, n: int, replays: int
) -> str:
    """What an interviewer is told about their strictness (rubric points, + = strict), with a 90 % interval."""
    basis = f"{_count(n, 'interview')}, {_count(replays, 'shared replay')}"
    if state == "uncalibrated" or np.isnan(severity):
        return f"Not enough data to compare your scores with colleagues': uncalibrated; {basis}."
    half = NormalDist().inv_cdf(0.95) * error
    low, high = severity - half, severity + half
    if low <= 0 <= high:
        told = f"Your scores can't be told from colleagues' on comparable candidates (90 %: {_signed(-high, -low)})"
    else:
        side = "below" if severity > 0 else "above"
        ends = sorted((abs(low), abs(high)))
        told = f"You score {abs(severity):.1f} {side} colleagues on comparable candidates, "
        told += f"90 %: {ends[0]:.1f} to {ends[1]:.1f}"
    return f"{told}; {basis}{'; provisional' if state == 'provisional' else ''}."


def assumptions_in_words(
    assignment: Literal["chance", "unknown"],
    route: Literal["peers", "links", "none"],
    contradiction: float | None,
    links: Links,
    names: Names,
    fitted: Fit | None,
    has_chance: bool,
) -> tuple[str, ...]:
    """Everything that the correction takes for granted or can't know, most important first."""
    told: list[str] = []
    needed = (
        f"{ENOUGH_OUTCOMES} later outcomes (now {links.outcomes}, of which {links.passed} passed), "
        f"or {ENOUGH_REPLAYS} blind replay scores on at least {ENOUGH_REPLAY_SHARE:.0%} of interviews "
        f"(now {links.replays}, {links.replay_share:.1%})"
    )
    if assignment == "chance" and route == "peers":
        told.append(
            "The team declared that chance decides who interviews whom within a level; peers are the yardstick."
        )
        if contradiction is None:
            told.append("Nothing in the data can contradict that: no replays, and too few later outcomes.")
        else:
            told.append("Replays, repeated candidates and outcomes were checked and don't contradict it.")
    elif assignment == "chance" and contradiction is not None:
        told.append(
            "The team declared that chance decides who interviews whom, but replays and outcomes contradict it "
            f"({contradiction:.1f} standard deviations): treated as not known."
        )
    elif assignment == "unknown":
        told.append(
            "Who interviews whom is not known to be by chance, so strict interviewers and weak candidates look alike."
        )
    if route == "links":
        ties = [f"{links.outcomes} later outcomes"] if links.enough_outcomes else []
        ties += [f"{links.replays} interviews that someone else scored too"] if links.replays else []
        told.append(f"Interviewers' candidates may differ; strictness is told apart by {' and '.join(ties)}.")
    if route == "none" and fitted is None:
        if not links.interviews:
            told.append("There are no scored interviews yet.")
        elif assignment == "chance" and contradiction is None:
            told.append("Scores don't differ, or there are too few of them, so there is nothing to correct.")
        else:
            told.append(f"Everyone is uncalibrated and raw scores are shown; what would change that: {needed}.")
    if fitted is not None:
        told += _limits(links, names, fitted)
    if not has_chance and links.interviews:
        told.append(
            "No chance of a good outcome is stated: that takes 50 outcomes with at least 10 of each kind "
            f"(now {links.outcomes}, of which {links.passed} passed)."
        )
    if links.interviews:
        told.append(
            "Across interviews a score is the plain mean of the rows that were assessed; a summary weighs them as its "
            "rubric does, so that one interview's figures can differ a little between the two."
        )
    return tuple(told)


def against_in_words(names: Sequence[str]) -> str:
    """What is said of those whose own links speak against the chance that was declared."""
    shown = ", ".join(names[:_MOST_NAMES])
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return (
        f"By later results and replays the candidates of {shown}{more} are not like everybody's: it can't be told "
        "whether it is their scoring or their candidates, so their scores stand as they were given."
    )


def _limits(links: Links, names: Names, fitted: Fit) -> list[str]:
    told = []
    if "rater" not in fitted.frame.design.spans:
        told.append("One person scored everything, so there is nobody to compare with.")
    if fitted.noise is None:
        told.append(
            "Nobody was scored twice, so one interview's chance variation can't be told from differences between "
            "candidates, and fair scores have no interval."
        )
    told_by, all_of_them = fitted.estimate.interviewers, len(fitted.frame.design.pools)
    if told_by < all_of_them:
        told.append(
            f"How much scores differ, and why, is estimated on the interviews of {told_by:,} of {all_of_them:,} "
            "interviewers, which is enough to tell; everybody's own strictness on all of theirs."
        )
    groups = int(links.component.max(initial=-1)) + 1
    if groups > 1:
        told.append(
            f"Interviewers form {groups} groups with no question or candidate in common; groups can't be compared."
        )
    if links.owned:
        owned = [names.questions[k] for k in links.owned[:_MOST_NAMES]]
        more = f" and {len(links.owned) - _MOST_NAMES} more" if len(links.owned) > _MOST_NAMES else ""
        told.append(
            f"Only one person scores {', '.join(owned)}{more}: strictness there can't be separated from difficulty."
        )
    return told


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"


def _signed(low: float, high: float) -> str:
    return f"{low:+.1f} to {high:+.1f}".replace("-", "−")
