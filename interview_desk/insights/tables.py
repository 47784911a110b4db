"""The history of a team's interviews as four tables of columns, coded in integers: what every estimator takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]

DONE, UNFINISHED, REVEALED = 0, 1, 2
STATUSES = ("done", "unfinished", "revealed")  # as written in layers.csv; a status is a place in this tuple
NOT_GIVEN = -1  # the code of an optional cell that was left empty
OFFER_STAGES = ("offer", "hire", "hired")  # whether the candidate took it, as `plain_stage` writes them
NO_DATE = int(np.iinfo(np.int64).min)


@dataclass(frozen=True, slots=True)
class Names:
    """What the codes stand for: code `k` of a column is the `k`-th name of its tuple."""

    sessions: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    people: tuple[str, ...] = ()  # interviewers and raters in one list
    questions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Sessions:
    """One row for each interview; every column has the length of `names.sessions`, in their order.

    `order` is the position in time: `seq`, or seconds since 1970 where the table carries dates. `limit` is in minutes,
    NaN where none was given. `role`, `version` and `group` are `NOT_GIVEN` where the cell is empty.
    """

    order: Ints
    candidate: Ints
    interviewer: Ints
    question: Ints
    level: Ints
    limit: Floats
    role: Ints
    version: Ints
    group: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """One row for each time that someone scored an interview; `scores` is (rows, competencies), NaN = not assessed."""

    session: Ints
    rater: Ints
    live: Bools
    scores: Floats

    def means(self) -> Floats:
        """Each rating's mean over the competencies that were assessed, NaN where none was; shape (rows,)."""
        assessed = ~np.isnan(self.scores)
        count = assessed.sum(axis=1)
        total = np.where(assessed, self.scores, 0.0).sum(axis=1)
        return np.where(count > 0, total / np.maximum(count, 1), np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """One row for each layer that was reached: `layer` counts from 1, `end` is in minutes from the question's start."""

    session: Ints
    layer: Ints
    status: Ints
    end: Floats
    hints: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """What became of candidates; `stage` may be `NOT_GIVEN`, `date` (seconds since 1970) may be `NO_DATE`."""

    candidate: Ints
    passed: Bools
    stage: Ints
    date: Ints


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """The four tables and their names; `dated` says that `sessions.order` holds dates and not a plain sequence."""

    names: Names
    sessions: Sessions
    ratings: Ratings
    layers: Layers
    outcomes: Outcomes
    dated: bool = False

    def __len__(self) -> int:
        return len(self.sessions.candidate)

    def raw_scores(self) -> Floats:
        """Each session's live score (mean over assessed competencies), NaN where there is none; shape (sessions,)."""
        raw = np.full(len(self), np.nan)
        live = self.ratings.live
        raw[self.ratings.session[live]] = self.ratings.means()[live]
        return raw


def latest_of_candidates(history: History) -> Floats:
    """Each candidate's later result, 1 passed, 0 not, NaN unknown; of several the latest, by date, then by line."""
    outcomes, rows = history.outcomes, telling(history)
    latest = np.full(max(len(history.names.candidates), 1), np.nan)
    rows = rows[np.argsort(outcomes.date[rows], kind="stable")]  # what has no date comes first
    latest[outcomes.candidate[rows]] = outcomes.passed[rows]
    return latest


def telling(history: History) -> Ints:
    """The rows of outcomes that tell how good somebody was: not whether an offer was taken, unless that is all.

    Whoever passed the onsite and declined did well.
    """
    outcomes = history.outcomes
    names = [plain_stage(name) in OFFER_STAGES for name in history.names.stages]
    of_offer = np.array([*names, False])[outcomes.stage]  # the code of what is not given is -1
    others = np.zeros(max(len(history.names.candidates), 1), np.bool_)
    others[outcomes.candidate[~of_offer]] = True
    chosen: Ints = np.flatnonzero(~of_offer | ~others[outcomes.candidate])
    return chosen


def plain_stage(stage: str) -> str:
    """The name of a stage in small letters and digits alone: On-site is onsite."""
    return "".join(letter for letter in stage.casefold() if letter.isalnum())


def empty_history() -> History:
    """A history of no interviews at all."""
    none, nothing = np.zeros(0, np.int64), np.zeros(0)
    return History(
        Names(),
        Sessions(none, none, none, none, none, nothing, none, none, none),
        Ratings(none, none, np.zeros(0, np.bool_), np.zeros((0, 0))),
        Layers(none, none, none, nothing, none),
        Outcomes(none, np.zeros(0, np.bool_), none, none),
    )


def only(history: History, chosen: Bools) -> History:
    """Return the history of some sessions, `chosen` (sessions,); names but the sessions' keep their codes."""
    if chosen.all():
        return history
    place = np.cumsum(chosen) - 1
    s, r, y, o = history.sessions, history.ratings, history.layers, history.outcomes
    rated, reached = chosen[r.session], chosen[y.session]
    seen = np.zeros(len(history.names.candidates), np.bool_)
    seen[s.candidate[chosen]] = True
    known = seen[o.candidate]
    ids = tuple(id for id, taken in zip(history.names.sessions, chosen.tolist(), strict=True) if taken)
    return History(
        replace(history.names, sessions=ids),
        Sessions(
            s.order[chosen], s.candidate[chosen], s.interviewer[chosen], s.question[chosen], s.level[chosen],
            s.limit[chosen], s.role[chosen], s.version[chosen], s.group[chosen],
        ),
        Ratings(place[r.session[rated]], r.rater[rated], r.live[rated], r.scores[rated]),
        Layers(place[y.session[reached]], y.layer[reached], y.status[reached], y.end[reached], y.hints[reached]),
        Outcomes(o.candidate[known], o.passed[known], o.stage[known], o.date[known]),
        history.dated,
    )  # fmt: skip
