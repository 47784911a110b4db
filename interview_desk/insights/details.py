"""More of each interviewer, for whoever looks at one of them: strictness by competency, and its change over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from interview_desk.insights.calibration import STATES, Calibration, State, calibrate
from interview_desk.insights.figures import quarters_of
from interview_desk.insights.strictness.drift import Drift, drifts
from interview_desk.insights.tables import History, Ints
from interview_desk.insights.watch import Watch
from interview_desk.insights.words import counted

_Z = NormalDist().inv_cdf(0.95)
# Of a longer history the quarters before the last so many are one period.
_MOST_QUARTERS = 8
_PARTS = 4
# Each interviewer's change takes some solving: of large teams that of those with most interviews is looked at.
_LARGE = 20_000  # records
_MOST_PEOPLE, _MOST_PEOPLE_OF_A_LARGE_TEAM = 150, 24


@dataclass(frozen=True, slots=True)
class OnCompetency:
    """Strictness on one competency, as in `team.Row`; points are None where nothing can be told."""

    competency: str
    state: State
    points: float | None
    low: float | None
    high: float | None

    @property
    def says(self) -> str:
        """The verdict in words."""
        if self.state == "uncalibrated" or self.points is None or self.low is None or self.high is None:
            return "can't tell yet"
        words = "stricter" if self.high < 0 else "more lenient" if self.low > 0 else "like peers"
        apart = self.state == "provisional" and words != "like peers"
        return f"perhaps {words}" if apart else words


@dataclass(frozen=True, slots=True)
class InPeriod:
    """How far one period's scores lay from colleagues', with its 90 % interval; − = stricter."""

    period: str
    points: float
    low: float
    high: float
    n: int
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Change over time: periods oldest first, and what that means in a sentence."""

    periods: tuple[InPeriod, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Detail:
    """What is known of one interviewer besides their row."""

    competencies: tuple[OnCompetency, ...]
    change: Change | None
    why_no_change: str = ""


def details(found: Calibration, watch: Watch | None = None) -> dict[str, Detail]:
    """Return the details of everybody who conducted or scored an interview, by name.

    Strictness by competency is fitted for each competency by itself, along the route that the whole takes.
    """
    watch = watch or Watch()
    history = found.history
    people = np.flatnonzero(found.conducted + np.bincount(history.ratings.rater, minlength=len(found.conducted)))
    watch.begin(0.0, 0.6)
    on = _on_competencies(found, watch)
    watch.begin(0.6, 1.0)
    changes, left_out = _changes(found, people.tolist(), watch)
    result = {}
    for person in people.tolist():
        change = changes.get(person)
        why = "" if change is not None else _why_none(found, person, person in left_out)
        result[history.names.people[person]] = Detail(tuple(row[person] for row in on), change, why)
    return result


def _on_competencies(found: Calibration, watch: Watch) -> list[list[OnCompetency]]:
    """A row for each competency, of everybody in it; nothing where there is a single one."""
    names = found.history.names.competencies
    if len(names) < 2 or found.fit is None:
        return []
    rows = []
    for number, name in enumerate(names):
        watch.tell(number, len(names))
        one = calibrate(found.history, assignment=found.assignment, bars=found.bars, competency=name, watch=watch)
        rows.append([_on(one, name, person) for person in range(len(one.severity))])
    return rows


def _on(one: Calibration, name: str, person: int) -> OnCompetency:
    severity, half = float(one.severity[person]), _Z * float(one.error[person])
    state = STATES[one.state[person]]
    if np.isnan(severity) or np.isnan(half) or state == "uncalibrated":
        return OnCompetency(name, "uncalibrated", None, None, None)
    return OnCompetency(name, state, -severity, -severity - half, -severity + half)


def _changes(found: Calibration, people: Sequence[int], watch: Watch) -> tuple[dict[int, Change], set[int]]:
    """The changes that were looked at, and for whom that would have taken too long."""
    history = found.history
    if found.fit is None or not len(history):
        return {}, set()
    names, period = _periods(history)
    if len(names) < 2:
        return {}, set()
    large = len(found.fit.frame.design.record.score) > _LARGE
    most = _MOST_PEOPLE_OF_A_LARGE_TEAM if large else _MOST_PEOPLE
    told = sorted((k for k in people if found.state[k] > 0), key=lambda k: -int(found.conducted[k]))
    drift = drifts(history, found.fit, period, len(names), told[:most], watch)
    changes = {person: _change(found, person, it, names, period) for person, it in drift.items()}
    return changes, set(told[most:])


def _change(found: Calibration, person: int, drift: Drift, names: Sequence[str], period: Ints) -> Change:
    s = found.history.sessions
    periods = []
    for k in np.flatnonzero(drift.ratings).tolist():
        points = -float(found.severity[person]) - float(drift.points[k])
        # The interval is of the period against the interviewer's own strictness over all, which is what changes.
        half = _Z * float(drift.error[k])
        places = tuple(np.flatnonzero((s.interviewer == person) & (period == k)).tolist())
        periods.append(InPeriod(names[k], points, points - half, points + half, int(drift.ratings[k]), places))
    by, half = drift.change, _Z * drift.change_error
    since = f"from {periods[0].period} to {periods[-1].period}"
    ends = sorted((abs(by - half), abs(by + half)))
    if by - half > 0 or by + half < 0:
        way = "stricter" if by > 0 else "more lenient"
        told = f"Grown {way} by {abs(by):.2f} points {since} (90 %: {ends[0]:.2f} to {ends[1]:.2f})."
        return Change(tuple(periods), told)
    span = f"{-by - half:+.2f} to {-by + half:+.2f}".replace("-", "−")
    return Change(tuple(periods), f"No change {since} can be told from none (90 %: {span} points).")


def _periods(history: History) -> tuple[tuple[str, ...], Ints]:
    """The quarters of a dated history, oldest first; of one without dates four parts, each of as many sessions."""
    order = history.sessions.order
    if history.dated:
        names, period = quarters_of(order)
        if (surplus := len(names) - _MOST_QUARTERS) > 0:
            names = (f"{names[surplus]} and before", *names[surplus + 1 :])
            period = np.maximum(period - surplus, 0)
        return names, period
    if len(order) < _PARTS:
        return (), np.zeros(len(order), np.int64)
    rank = np.empty(len(order), np.int64)
    rank[np.argsort(order, kind="stable")] = np.arange(len(order))
    return tuple(f"part {k} of {_PARTS}" for k in range(1, _PARTS + 1)), rank * _PARTS // len(order)


def _why_none(found: Calibration, person: int, left_out: bool) -> str:
    if left_out:
        return "Of so large a team change over time is looked at for those with most interviews."
    if found.fit is None or found.state[person] == 0:
        return "Change over time can't be told as long as strictness itself can't."
    return f"{counted(int(found.conducted[person]), 'interview')}: too few periods, or too few, to tell a change from."
