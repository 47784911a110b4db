"""How well people agree over a set of interviews that several of them scored, and who drifts away from the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import Any, Final, TypeAlias

import numpy as np

from interview_desk.domain.past import Past
from interview_desk.insights.agreement import Agreement, agreement, side_by_side
from interview_desk.insights.words import counted

Given: TypeAlias = tuple[str, str, str, float]
"""session, rater, competency, score"""

RELIABLE: Final = 0.8
TENTATIVE: Final = 0.667
"""Krippendorff's own bounds: from the one on figures can be relied on, below the other they can't."""

# Student's t at 95 %, by degrees of freedom; from 30 on the normal distribution's is near enough.
_T = (
    6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753,
    1.746, 1.740, 1.734, 1.729, 1.725, 1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697,
)  # fmt: skip
_VISIBLE = 0.05


@dataclass(frozen=True, slots=True)
class Shift:
    """How far somebody's scores lie from the others' mean on the same rows; − is below them.

    `low` and `high` bound it with 90 % confidence, over interviews; None where there are too few.
    """

    interviews: int
    mean: float
    low: float | None = None
    high: float | None = None

    @property
    def is_told(self) -> bool:
        """Whether it can be told from none."""
        if self.low is None or self.high is None or abs(self.mean) < _VISIBLE:
            return False
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Drift:
    """One person's shift, over all rows and by competency."""

    rater: str
    whole: Shift
    rows: tuple[tuple[str, Shift], ...]
    """Competency title and shift, in the rubric's order."""


@dataclass(frozen=True, slots=True)
class RowAgreement:
    """How well raters agree on one competency."""

    competency: str
    title: str
    found: Agreement


@dataclass(frozen=True, slots=True)
class OverSet:
    """What can be said of a set: `interviews` counts those that at least two people scored."""

    interviews: int
    raters: tuple[str, ...]
    whole: Agreement
    rows: tuple[RowAgreement, ...]
    drifts: tuple[Drift, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data, without rounding."""
        return {
            "interviews": self.interviews,
            "raters": list(self.raters),
            "overall": asdict(self.whole),
            "competencies": [{"id": it.competency, "title": it.title, **asdict(it.found)} for it in self.rows],
            "drift": [
                {
                    "rater": it.rater,
                    **asdict(it.whole),
                    "competencies": [{"title": title, **asdict(shift)} for title, shift in it.rows],
                }
                for it in self.drifts
            ],
        }


def given_in(past: Past, sessions: Collection[str] | None = None) -> list[Given]:
    """Return who gave what to which interview, live or from a replay; of some sessions, or of all."""
    return [
        (session, rater, competency, score)
        for session, rater, _, competency, score in past.scores
        if score is not None and (sessions is None or session in sessions)
    ]


def over_set(given: Sequence[Given], titles: Mapping[str, str] | None = None) -> OverSet:
    """Work out agreement and drift over what people gave; `titles` are those of competencies, in their order."""
    names = dict(titles or {})
    raters_of: dict[str, set[str]] = {}
    for session, rater, _, _ in given:
        raters_of.setdefault(session, set()).add(rater)
    twice = {session for session, raters in raters_of.items() if len(raters) > 1}
    rows = [it for it in given if it[0] in twice]
    order = [id for id in names if any(it[2] == id for it in rows)]
    order += sorted({it[2] for it in rows} - set(order))
    return OverSet(
        len(twice),
        tuple(sorted({it[1] for it in rows})),
        _agreement(rows),
        tuple(RowAgreement(id, names.get(id, id), _agreement([it for it in rows if it[2] == id])) for id in order),
        _drifts(rows, [(id, names.get(id, id)) for id in order]),
    )


def in_words(found: OverSet) -> list[str]:
    """Return it as lines for a person without statistics, the figures behind the words."""
    if not found.interviews:
        return ["No interview was scored by more than one person yet: blind scores of replays make agreement visible."]
    lines = [f"{counted(found.interviews, 'interview')} scored by more than one of {len(found.raters)} people", ""]
    lines += [f"All rows: {said(found.whole)}", f"  {_figures(found.whole)}"]
    for row in found.rows:
        lines += [f"{row.title}: {said(row.found)}", f"  {_figures(row.found)}"]
    lines += ["", "Who drifts where, in points against the mean of the others on the same rows:"]
    for drift in found.drifts:
        lines.append(f"  {drift.rater}: {drift_said(drift)}")
    bounds = f"from {RELIABLE:.2f} on scores can be relied on, below {TENTATIVE:.2f} they can't"
    told = f"α is Krippendorff's, ordinal: {bounds}. Its range holds nine times in ten. κ has quadratic weights."
    return [*lines, "", told]


def said(found: Agreement) -> str:
    """Return what a degree of agreement means, in a sentence."""
    if found.alpha is None:
        return "nobody's scores differ enough to tell" if found.pairs else "nobody has scored it twice yet"
    if found.alpha >= RELIABLE:
        sure = found.alpha_low is not None and found.alpha_low >= TENTATIVE
        return "people agree well enough to rely on" if sure else "people agree well, on few interviews so far"
    if found.alpha >= TENTATIVE:
        return "people agree, enough for cautious conclusions only"
    return "people don't agree enough: talk these through"


def drift_said(drift: Drift, who: str = "") -> str:
    """Return where somebody's scores lie apart from the others', in a sentence; `who` begins it."""
    told = [(title, shift) for title, shift in drift.rows if shift.is_told]
    start = f"{who} score " if who else ""
    parts = [f"{shift_said(shift)} on {title.lower()}" for title, shift in told]
    if drift.whole.is_told:
        parts.insert(0, f"{shift_said(drift.whole)} over all rows")
    if parts:
        rest = "" if len(told) == len(drift.rows) else "; the rest is within noise"
        return f"{start}{', '.join(parts)}{rest}"
    if all(shift.low is None for _, shift in drift.rows):
        return f"{start}too few interviews to tell" if not who else f"{who} have scored too few interviews to tell"
    return "nothing that can be told from noise" if not who else f"{who} score as the others do, within noise"


def shift_said(shift: Shift) -> str:
    """Return a shift in points: `0.3 points below`."""
    points = f"{abs(shift.mean):.1f}"
    return f"{points} point{'' if points == '1.0' else 's'} {'below' if shift.mean < 0 else 'above'} the others"


def sentence(found: OverSet, rater: str) -> str:
    """Return what stands below one's own scores: α over the set, and where oneself drifts."""
    if not found.interviews or found.whole.alpha is None:
        return ""
    low, high = found.whole.alpha_low, found.whole.alpha_high
    span = f"{low:.2f} – {high:.2f}, " if low is not None and high is not None else ""
    words = f"Krippendorff's α over this set: {found.whole.alpha:.2f} ({span}{counted(found.interviews, 'interview')})."
    own = next((it for it in found.drifts if it.rater.casefold() == rater.casefold()), None)
    return f"{words} {drift_said(own, 'You')}." if own is not None else words


def _agreement(rows: Sequence[Given]) -> Agreement:
    if not rows:
        return agreement(np.zeros((0, 0)))
    units: dict[tuple[str, str], int] = {}
    raters: dict[str, int] = {}
    sessions: dict[str, int] = {}
    unit = np.array([units.setdefault((it[0], it[2]), len(units)) for it in rows])
    rater = np.array([raters.setdefault(it[1], len(raters)) for it in rows])
    cluster = np.array([sessions.setdefault(session, len(sessions)) for session, _ in units])
    table, _, _ = side_by_side(unit, rater, np.array([it[3] for it in rows]))
    return agreement(table, clusters=cluster)


def _drifts(rows: Sequence[Given], order: Sequence[tuple[str, str]]) -> tuple[Drift, ...]:
    by_unit: dict[tuple[str, str], dict[str, float]] = {}
    for session, rater, competency, score in rows:
        by_unit.setdefault((session, competency), {})[rater] = score
    apart: dict[str, dict[str, dict[str, float]]] = {}  # rater → competency → session → how far apart
    for (session, competency), scores in by_unit.items():
        for rater, score in scores.items():
            others = [it for who, it in scores.items() if who != rater]
            if others:
                apart.setdefault(rater, {}).setdefault(competency, {})[session] = score - fmean(others)
    found = []
    for rater in sorted(apart):
        of_session: dict[str, list[float]] = {}
        for distances in apart[rater].values():
            for session, distance in distances.items():
                of_session.setdefault(session, []).append(distance)
        whole = _shift([fmean(distances) for distances in of_session.values()])
        own = tuple((title, _shift(list(apart[rater][id].values()))) for id, title in order if id in apart[rater])
        found.append(Drift(rater, whole, own))
    return tuple(found)


def _shift(distances: Sequence[float]) -> Shift:
    n, mean = len(distances), fmean(distances)
    if n < 3:
        return Shift(n, mean)
    t = _T[n - 2] if n - 2 < len(_T) else 1.645
    reach = t * stdev(distances) / sqrt(n)
    return Shift(n, mean, mean - reach, mean + reach)


def _figures(found: Agreement) -> str:
    parts = [
        ("the same score", _share(found.exact)), ("within one point", _share(found.within_one)),
        ("κ", _number(found.kappa)), ("α", _alpha(found)), ("ICC(2,1)", _number(found.icc_single)),
        ("ICC(2,k)", _number(found.icc_mean)),
    ]  # fmt: skip
    return ", ".join(f"{name} {figure}" for name, figure in parts) + f"; {counted(found.pairs, 'pair')} of scores"


def _alpha(found: Agreement) -> str:
    if found.alpha is None or found.alpha_low is None or found.alpha_high is None:
        return _number(found.alpha)
    return f"{found.alpha:.2f} ({found.alpha_low:.2f} to {found.alpha_high:.2f})"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
