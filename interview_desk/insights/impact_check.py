"""The adverse-impact check of a team: do groups reach the bar alike, at the same question and level, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from interview_desk.insights.calibration import Bars
from interview_desk.insights.impact import Impact, Ratio, adverse_impact
from interview_desk.insights.tables import NOT_GIVEN, History

WHAT_IT_IS = (
    "Shares of interviews at or above the bar of their level, by labels that were volunteered and are kept apart from "
    "candidates. Always over all interviews, whatever is chosen above; a cell under 5 is not shown, nor what it could "
    "be subtracted from. A ratio below four fifths is called only where it is more than chance within the same "
    "question and level."
)
TOO_FEW = "Too few to show anything: a cell under 5 would show, or could be subtracted."


@dataclass(frozen=True, slots=True)
class ImpactLine:
    """One group against the reference group, in words; `alarm` where it is called."""

    title: str
    counts: str
    overall: str
    within: str
    says: str
    alarm: bool


@dataclass(frozen=True, slots=True)
class ImpactCheck:
    """The whole check; `labelled` is how many interviews have a label."""

    labelled: int
    lines: tuple[ImpactLine, ...]
    about: str
    what_it_is: str = WHAT_IT_IS


def impact_check(history: History, groups: Mapping[str, str], bars: Bars) -> ImpactCheck:
    """Compare the groups; `groups` gives the label of each session that has one. It goes by scores as they were given:
    those are what decided."""
    names, s = history.names, history.sessions
    labels = sorted({groups[id] for id in names.sessions if id in groups})
    code = {label: k for k, label in enumerate(labels)}
    group = np.array([code.get(groups.get(id, ""), NOT_GIVEN) for id in names.sessions], dtype=np.int64)
    raw = history.raw_scores()
    known = ~np.isnan(raw)
    bar = np.array([bars.levels.get(name, bars.default) for name in names.levels] + [bars.default])[s.level]
    # A question or level that is not given is one of its own.
    stratum = (s.question + 1) * (len(names.levels) + 1) + s.level + 1
    strata, place = np.unique(stratum[known], return_inverse=True)
    passed = raw[known] >= bar[known]
    found = adverse_impact(group[known], passed, place.reshape(-1), labels, [str(k) for k in strata.tolist()])
    lines = tuple(_line(it) for it in found)
    labelled = int((group[known] >= 0).sum())
    about = f"{labelled} of {int(known.sum())} scored interviews have a label."
    return ImpactCheck(labelled, lines, about)


def _line(found: Impact) -> ImpactLine:
    title = f"{found.group} against {found.reference}"
    if found.too_few or found.counts is None:
        return ImpactLine(title, "", "", "", TOO_FEW, False)
    c = found.counts
    counts = f"{c.passed} of {c.n} against {c.reference_passed} of {c.reference_n}"
    hidden = sum(stratum.hidden for stratum in found.strata)
    shown = [it.ratio.value for it in found.strata if it.ratio.value is not None]
    within = _ratio(found.stratified)
    if shown:
        within += f"; from {min(shown):.2f} to {max(shown):.2f} in {len(shown)} of {len(found.strata)}"
    if found.alarm:
        says = "Below four fifths within the same question and level, and more than chance: look into it."
    elif found.stratified.value is None:
        says = "Nobody to compare within the same question and level."
    elif found.overall.alarming:
        says = "Below four fifths over all, and not within the same question and level: who is asked what differs."
    elif found.stratified.value < 0.8:
        says = "Below four fifths, but no more than chance might make it: too few to call."
    else:
        says = "Not below four fifths."
    if hidden:
        says += f" {hidden} of {len(found.strata)} combinations of question and level are too small to show."
    return ImpactLine(title, counts, _ratio(found.overall), within, says, found.alarm)


def _ratio(ratio: Ratio) -> str:
    if ratio.value is None:
        return "not defined"
    high = "?" if ratio.high is None else f"{ratio.high:.2f}"
    low = "?" if ratio.low is None else f"{ratio.low:.2f}"
    return f"{ratio.value:.2f} (90 %: {low} to {high})"
