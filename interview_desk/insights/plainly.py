"""Benchmarks and strictness as text, for a terminal and for a person without statistics."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import ceil
from statistics import NormalDist

import numpy as np

from interview_desk.insights.benchmark import Band
from interview_desk.insights.calibration import STATES, Calibration
from interview_desk.insights.others import ENOUGH_FINISHERS, ENOUGH_SESSIONS
from interview_desk.insights.whatif import WhatIf, title
from interview_desk.insights.words import counted

_NINE_IN_TEN = NormalDist().inv_cdf(0.95)
_ABOUT_90 = "90 %: nine times in ten the truth lies within that range."
# A difference that would be shown as 0.0 is none.
_VISIBLE = 0.05


def bands_in_words(title: str, bands: Sequence[Band]) -> list[str]:
    """Return every band as a line, by version and level."""
    lines = [f"{title}: by which minute of the question others were done with each layer"]
    for (version, level), group in groupby(bands, key=lambda band: (band.version, band.level)):
        lines += ["", f"{level or 'no level given'}, version {version or 'not known'}"]
        for layer, cohorts in groupby(group, key=lambda band: band.layer):
            for number, band in enumerate(cohorts):
                start = f"layer {layer}" if number == 0 else ""
                who = "everyone" if band.cohort == "everyone" else "strongest quarter"
                lines.append(f"  {start:<9} {who:<18} {_band(band)}")
    lines += ["", f"Who ran out of time counts as still working, never as left out. {_ABOUT_90}"]
    if any(band.source != "history" for band in bands):
        enough = f"{ENOUGH_SESSIONS} interviews of which {ENOUGH_FINISHERS} finished the layer"
        lines.append(f"Less than {enough} say too little; until then the author's estimate is shown, if there is one.")
    return lines


def calibration_in_words(found: Calibration) -> list[str]:
    """Return what is known of every interviewer's strictness, best known first; then what that rests on."""
    names, order = found.history.names, np.lexsort((-found.conducted, -found.reliability)).tolist()
    people = [person for person in order if found.conducted[person] or found.links.shared[person]]
    lines = []
    if people:
        lines = ["How interviewers' scores compare with colleagues' on comparable candidates, in rubric points", ""]
    width = max((min(len(names.people[person]), 30) for person in people), default=0)
    for person in people:
        n = counted(int(found.conducted[person]), "interview")
        lines.append(f"  {names.people[person]:<{width}}  {n:<16} {_strictness(found, person)}")
    if people:
        lines += ["", _ABOUT_90, "Provisional: shown, and likely to move with more interviews.", ""]
    return [*lines, "What this rests on:", *(f"  - {sentence}" for sentence in found.assumptions)]


def what_if_in_words(found: WhatIf) -> list[str]:
    """Return how the newest month's recommendations read, and how they would otherwise."""
    other = "without calibration" if found.applied else "with calibration"
    lines = [found.question, found.sentence]
    if found.n:
        width = max(len(id) for id, _, _ in found.counts)
        lines += ["", f"  {'':<{width}}  as it stands  {other}"]
        lines += [f"  {title(id):<{width}}  {stands:>12}  {would:>{len(other)}}" for id, stands, would in found.counts]
    if found.moves:
        lines += ["", *(f"  {move.sentence}" for move in found.moves)]
    return lines


def _band(band: Band) -> str:
    so_far = "no interviews yet"
    if band.n:
        finished = f"{band.finishers or 'nobody'} finished it by minute {_minute(band.followed)}"
        so_far = f"{counted(band.n, 'interview')} so far, {finished}"
    if band.source == "author":
        hints = f", {counted(ceil(band.hints.median), 'hint')} until then" if band.hints is not None else ""
        return f"about minute {_minute(band.p50)}{hints} (the author's estimate; {so_far})"
    if band.source == "none":
        return f"not known yet: {so_far}"
    behind = f"{counted(band.n, 'interview')}, {band.finishers} finished it"
    return f"{_times(band)}{_hints(band)} · {behind}"


def _times(band: Band) -> str:
    if band.p25 is None:
        return f"more than three quarters were still working at minute {_minute(band.followed)}"
    if band.p50 is None:
        more = f"more than half were still working at minute {_minute(band.followed)}"
        return f"a quarter by minute {_minute(band.p25)}; {more}"
    low = "" if band.lower is None else _minute(band.lower)
    high = f"later than {_minute(band.followed)}" if band.upper is None else _minute(band.upper)
    sure = f" (90 %: {low} to {high})" if low else ""
    half = f"a quarter by minute {_minute(band.p25)}, half by {_minute(band.p50)}{sure}"
    if band.p75 is None:
        return f"{half}; more than a quarter were still working at minute {_minute(band.followed)}"
    return f"{half}, three quarters by {_minute(band.p75)}"


def _hints(band: Band) -> str:
    if band.hints is None or not band.hints.n:
        return ""
    half, most = (
        f"{count} or fewer" if count else "none" for count in map(ceil, (band.hints.median, band.hints.upper_quartile))
    )
    if half == most:
        return f" · hints until then: three quarters had {most}"
    return f" · hints until then: half had {half}, three quarters {most}"


def _strictness(found: Calibration, person: int) -> str:
    state = STATES[found.state[person]]
    severity, half = float(found.severity[person]), _NINE_IN_TEN * float(found.error[person])
    if state == "uncalibrated" or np.isnan(severity):
        return "can't be told yet (uncalibrated: scores are shown as given)"
    low, high = severity - half, severity + half
    if low <= 0 <= high or abs(severity) < _VISIBLE:
        told = f"no difference that can be told (90 %: {_points(high)} to {_points(low)})"
    else:
        told = f"{abs(severity):.1f} {'lower' if severity > 0 else 'higher'}"
        ends = sorted((abs(low), abs(high)))
        told += f" (90 %: {ends[0]:.1f} to {ends[1]:.1f})"
    return f"{told}, provisional" if state == "provisional" else told


def _points(severity: float) -> str:
    """A strictness as what it does to scores: a strict one's are lower."""
    if abs(severity) < _VISIBLE:
        return "none"
    return f"{abs(severity):.1f} {'lower' if severity > 0 else 'higher'}"


def _minute(minutes: float | None) -> str:
    return f"{minutes or 0:.0f}" if (minutes or 0) >= 10 else f"{minutes or 0:.1f}".removesuffix(".0")
