"""Fair scores from end to end: which correction the evidence allows, how sure it is, and what each score then means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from interview_desk.insights.chance import Platt, category_chances, enough, learn
from interview_desk.insights.strictness.design import Component
from interview_desk.insights.strictness.evidence import Links, find_links, pools_differ, speaks_against
from interview_desk.insights.strictness.fit import Fit, fit
from interview_desk.insights.strictness.sentences import against_in_words, assumptions_in_words, strictness_in_words
from interview_desk.insights.tables import Floats, History, Ints, latest_of_candidates
from interview_desk.insights.watch import Watch

Assignment = Literal["chance", "unknown"]
State = Literal["uncalibrated", "provisional", "calibrated"]
Route = Literal["peers", "links", "none"]
STATES: tuple[State, State, State] = ("uncalibrated", "provisional", "calibrated")

PROVISIONAL_FROM, CALIBRATED_FROM = 0.5, 0.8
TURNED_OFF = (
    "The team has turned calibration off (a setting): every score stands as it was given, in recommendations, reports "
    "and benchmarks too. Strictness is estimated here, and corrects nothing."
)
# Standard deviations beyond which the data contradict a declared assignment by chance.
_CONTRADICTION = 3.5
# Up to so many interviews outcomes refine what peers say; beyond, peers say it all, and outcomes would only take time.
_REFINE_UP_TO = 20_000
# While the history has grown by less than this share, variances estimated before still hold.
_STILL_HOLDS = 0.02


@dataclass(frozen=True, slots=True)
class Bars:
    """What a score is held against: the bar of each level by name, and where the categories begin, from that bar.

    `default` serves levels that have no bar of their own. Categories are given worst first.
    """

    levels: Mapping[str, float]
    default: float = 2.5
    categories: tuple[str, ...] = ("not-now", "close", "advance", "strong-advance")
    edges: tuple[float, ...] = (-0.4, 0.0, 0.5)


STANDARD_BARS = Bars({"junior": 2.0, "mid": 2.5, "senior": 3.0, "lead": 3.3})


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Every interviewer's strictness and every session's fair score, in rubric points.

    Arrays over people and over sessions follow the history's own order; NaN = not known. `state` holds places in
    `STATES`. A session whose interviewer is uncalibrated has its raw score as fair score. `chance` is that of a good
    outcome, once enough are known.
    """

    history: History
    assignment: Assignment
    route: Route
    contradiction: float | None  # standard deviations; only where assignment by chance was declared
    links: Links
    severity: Floats
    error: Floats
    reliability: Floats
    state: Ints
    against: Ints  # people whose candidates are not like everybody's, where assignment by chance was declared
    conducted: Ints
    raw: Floats
    corrected: Floats  # what fair scores are, or would be were calibration not turned off
    fair: Floats
    fair_error: Floats
    category: Ints  # (sessions,): place in `bars.categories`, -1 without a score
    chance: Floats
    platt: Platt | None
    bars: Bars
    applied: bool  # False: the team has turned calibration off, and every fair score is the raw one
    variances: dict[Component, float]
    estimated_on: int  # how many ratings the variances were estimated on
    fit: Fit | None
    assumptions: tuple[str, ...]

    def sentence(self, person: int) -> str:
        """What one interviewer is told about their own strictness; `person` is a place in `names.people`."""
        return strictness_in_words(
            STATES[self.state[person]],
            float(self.severity[person]),
            float(self.error[person]),
            int(self.conducted[person]),
            int(self.links.shared[person]),
        )

    def category_chances(self) -> Floats:
        """Each session's chances of the categories, (sessions, categories), worst first; NaN without an interval."""
        return category_chances(self.fair, self.fair_error, _edges(self.history, self.bars))

    def as_json(self) -> dict[str, object]:
        """The shape of `calibrate --format json`."""
        names = self.history.names
        interviewers = [
            {
                "id": names.people[k],
                "severity": _number(self.severity[k]),
                "se": _number(self.error[k]),
                "reliability": _number(self.reliability[k]),
                "state": STATES[self.state[k]] if self.applied else STATES[0],
                "n": int(self.conducted[k]),
                "links": int(self.links.shared[k]),
            }
            for k in range(len(names.people))
        ]
        columns = zip(
            names.sessions, _numbers(self.raw), _numbers(self.fair), _numbers(self.fair_error),
            self.category.tolist(), _numbers(self.chance), strict=True,
        )  # fmt: skip
        sessions = [
            {
                "id": name,
                "raw": raw,
                "fair": fair,
                "fair_se": error,
                "category": None if category < 0 else self.bars.categories[category],
                "chance": chance,
            }
            for name, raw, fair, error, category, chance in columns
        ]
        return {
            "interviewers": interviewers,
            "sessions": sessions,
            "assumptions": list(self.assumptions),
            "variances": {name: _number(value) for name, value in self.variances.items()},
        }


def calibrate(
    history: History,
    *,
    assignment: Assignment = "unknown",
    bars: Bars = STANDARD_BARS,
    competency: str | None = None,
    previous: Calibration | None = None,
    applied: bool = True,
    watch: Watch | None = None,
) -> Calibration:
    """Calibrate the whole history, on the mean of all competencies or on a single one.

    With assignment by chance declared, interviewers are compared with their peers, unless the data contradict it;
    otherwise only where links (outcomes, replays) tell strict interviewers from weak candidates; and not at all where
    there are none. `previous` is the calibration of almost the same history: its variances are kept, which is quick.
    Where it is not `applied`, strictness is estimated all the same and corrects nothing: fair scores are raw scores.
    `watch` may stop it. Raises ValueError for an unknown competency.
    """
    scores = _scores(history, competency)
    links = find_links(history, scores)
    fitted, route, contradiction = _fit(history, scores, links, assignment, previous, watch)

    people, sessions = len(history.names.people), len(history)
    live = history.ratings.live & ~np.isnan(scores)
    conducted = np.bincount(history.sessions.interviewer, minlength=people)
    severity, error = np.full(people, np.nan), np.full(people, np.nan)
    reliability = np.zeros(people)
    raw, correction, correction_error = (np.full(sessions, np.nan) for _ in range(3))
    raw[history.ratings.session[live]] = scores[live]
    noise: float | None = None
    unknown = 0.0
    if fitted is not None:
        if "rater" in fitted.frame.design.spans:
            severity, error = fitted.strictness, fitted.error
        reliability = np.nan_to_num(fitted.reliability)
        correction[history.ratings.session[live]] = fitted.correction[live]
        correction_error[history.ratings.session[live]] = fitted.correction_error[live]
        noise = fitted.noise
        unknown = sum(fitted.variances.get(name, 0.0) for name in _CORRECTED)
    state = np.searchsorted([PROVISIONAL_FROM, CALIBRATED_FROM], reliability, side="right")
    against = np.zeros(0, np.int64)
    if route == "peers" and contradiction is not None and fitted is not None:
        # Chance was declared, and for these it is not what links say: their scores stand as they were given.
        against = speaks_against(fitted)
        state[against] = 0

    corrected = (state > 0)[history.sessions.interviewer] & ~np.isnan(correction)
    could_be = np.where(corrected, raw + np.nan_to_num(correction), raw)
    fair = could_be if applied else raw
    corrected &= applied
    fair_error = np.full(sessions, np.nan)
    if noise is not None:
        around = np.where(corrected, np.nan_to_num(correction_error) ** 2, unknown)
        fair_error = np.where(np.isnan(raw), np.nan, np.sqrt(noise + around))

    result = latest_results(history)
    known = ~np.isnan(result) & ~np.isnan(fair)
    # A candidate who came twice has one result, and counts once towards there being enough.
    some = latest_of_candidates(history)[np.unique(history.sessions.candidate[known])] > 0
    platt = learn(fair[known], result[known] > 0) if enough(some) else None
    chance = platt.chance(fair) if platt is not None else np.full(sessions, np.nan)
    category = categories_of(history, bars, fair)
    variances = dict(fitted.variances) if fitted is not None else {}
    kept = previous is not None and fitted is not None and previous.variances == variances
    estimated_on = previous.estimated_on if kept and previous is not None else len(scores)
    told = assumptions_in_words(assignment, route, contradiction, links, history.names, fitted, platt is not None)
    if len(against):
        told = (*told, against_in_words([history.names.people[k] for k in against.tolist()]))
    if not applied:
        told = (TURNED_OFF, *told)
    return Calibration(
        history, assignment, route, contradiction, links, severity, error, reliability, state, against, conducted,
        raw, could_be, fair, fair_error, category, chance, platt, bars, applied,
        variances, estimated_on, fitted, told,
    )  # fmt: skip


_CORRECTED: tuple[Component, ...] = ("rater", "rater_question", "question")


def latest_results(history: History) -> Floats:
    """Each session's later result, 1 passed, 0 not, NaN unknown; of several the latest, by date, then by line."""
    result: Floats = latest_of_candidates(history)[history.sessions.candidate]
    return result


def _scores(history: History, competency: str | None) -> Floats:
    if competency is None:
        return history.ratings.means()
    if competency not in history.names.competencies:
        raise ValueError(f"no competency {competency!r} among {', '.join(history.names.competencies)}")
    chosen: Floats = history.ratings.scores[:, history.names.competencies.index(competency)]
    return chosen


def _fit(
    history: History,
    scores: Floats,
    links: Links,
    assignment: Assignment,
    previous: Calibration | None,
    watch: Watch | None,
) -> tuple[Fit | None, Route, float | None]:
    """The fit that the evidence allows, the route it takes, and how strongly assignment by chance is contradicted."""
    start, same = None, False
    if previous is not None and previous.fit is not None:
        start = previous.variances
        grown = abs(len(scores) - previous.estimated_on)
        same = previous.assignment == assignment and grown <= max(1, _STILL_HOLDS * previous.estimated_on)
    near_by = previous.fit if same and previous is not None else None
    contradiction = None
    if assignment == "chance":
        refine = links.enough_outcomes and len(history) <= _REFINE_UP_TO
        if not (same and previous is not None and previous.route != "peers"):
            fitted = fit(history, scores, outcomes=refine, start=start, fixed=same, near_by=near_by, watch=watch)
            if fitted is None:
                return None, "none", None
            if same and previous is not None:
                contradiction = previous.contradiction
            elif refine or links.replays:
                contradiction = pools_differ(fitted)
            if contradiction is None or contradiction < _CONTRADICTION:
                return fitted, "peers", contradiction
        elif previous is not None:
            contradiction = previous.contradiction
    if not (links.enough_outcomes or links.enough_replays):
        return None, "none", contradiction
    fitted = fit(
        history,
        scores,
        pool=True,
        outcomes=links.enough_outcomes,
        start=start,
        fixed=same,
        near_by=near_by,
        watch=watch,
    )
    return fitted, "links" if fitted is not None else "none", contradiction


def categories_of(history: History, bars: Bars, score: Floats) -> Ints:
    """Each session's category for a score (sessions,), as a place in `bars.categories`; -1 without a score."""
    with np.errstate(invalid="ignore"):
        place: Ints = np.where(np.isnan(score), -1, (score[:, None] >= _edges(history, bars)).sum(axis=1))
    return place


def _edges(history: History, bars: Bars) -> Floats:
    bar = np.array([bars.levels.get(name, bars.default) for name in history.names.levels] + [bars.default])
    # The code of a level that is not given is -1, and so finds the default at the end.
    result: Floats = bar[history.sessions.level][:, None] + np.array(bars.edges)
    return result


def _number(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)


def _numbers(values: Floats) -> list[float | None]:
    return [None if value != value else value for value in np.round(values, 6).tolist()]  # NaN differs from itself
