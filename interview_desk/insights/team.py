"""The calibration page as data: who is strict and how sure that is, whether stated chances hold, what it assumed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import NormalDist
from typing import Literal

import numpy as np

from interview_desk.domain.past import AnswerRow
from interview_desk.insights.agreement import alpha_interval, krippendorff_alpha
from interview_desk.insights.calibration import (
    STANDARD_BARS,
    STATES,
    Assignment,
    Bars,
    Calibration,
    State,
    calibrate,
    latest_results,
)
from interview_desk.insights.chance import ENOUGH_OUTCOMES
from interview_desk.insights.experience import Experience, experience_figure, experience_of
from interview_desk.insights.figures import (
    Breakdown,
    Figure,
    breakdowns,
    days_to_feedback,
    feedback_figure,
    pass_through,
    stage_figures,
)
from interview_desk.insights.impact_check import ImpactCheck, impact_check
from interview_desk.insights.promise import Bin, Promise, promise_of
from interview_desk.insights.strictness.evidence import ENOUGH_REPLAY_SHARE, ENOUGH_REPLAYS
from interview_desk.insights.tables import NOT_GIVEN, Bools, Floats, History, Ints, only, plain_stage
from interview_desk.insights.watch import Watch
from interview_desk.insights.whatif import WhatIf, what_if
from interview_desk.insights.words import counted

__all__ = ["Bin", "Choice", "Figure", "Promise", "Row", "TeamPage", "TeamPast", "page_for", "team_page"]

Verdict = Literal["stricter", "lenient", "alike", "unknown"]

SAYS: dict[Verdict, str] = {
    "stricter": "stricter than peers",
    "lenient": "more lenient than peers",
    "alike": "like peers, as far as can be told",
    "unknown": "can't tell yet",
}
_MONTH = 30.4375 * 86_400
_PAIRS_AT_MOST = 2_000
_Z = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which interviews to look at; what is empty holds nothing back. `months` counts back from today."""

    level: str = ""
    question: str = ""
    role: str = ""
    competency: str = ""
    months: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One interviewer. `points` is how far their scores lie from colleagues' on comparable candidates, − = stricter."""

    name: str
    verdict: Verdict
    state: State
    points: float | None
    low: float | None
    high: float | None
    interviews: int
    replays: int
    sentence: str

    @property
    def says(self) -> str:
        """The verdict in words."""
        words = SAYS[self.verdict]
        return f"{words}, provisional" if self.state == "provisional" else words


@dataclass(frozen=True, slots=True)
class TeamPast:
    """All that is kept of past interviews; what stands beside the history is known by session.

    `groups` are volunteered labels, empty unless the team wants the adverse-impact check; `recorded` are the sessions
    that were conducted here.
    """

    history: History
    answers: Sequence[AnswerRow] = ()
    feedback: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    recorded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TeamPage:
    """All that the page shows for one choice; the offers are of the whole history."""

    choice: Choice
    about: str
    levels: tuple[str, ...]
    questions: tuple[str, ...]
    roles: tuple[str, ...]
    competencies: tuple[str, ...]
    dated: bool
    interviews: int
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]
    promise: Promise
    breakdowns: tuple[Breakdown, ...]
    what_if: WhatIf
    experience: Experience
    impact: ImpactCheck | None  # None unless the team wants it
    assumptions: tuple[str, ...]
    needed: tuple[str, ...]
    applied: bool
    found: Calibration = field(compare=False, repr=False)


def team_page(
    past: TeamPast | History,
    assignment: Assignment,
    choice: Choice | None = None,
    *,
    now: int = 0,
    bars: Bars = STANDARD_BARS,
    applied: bool = True,
    previous: Calibration | None = None,
    watch: Watch | None = None,
) -> TeamPage:
    """Return the page for the chosen interviews of what is kept; `now` is in seconds since 1970.

    A choice that names what the history doesn't have finds nothing, and says so. `previous` is the calibration of the
    same choice, when there were hardly fewer interviews: it saves most of the work. The adverse-impact check is always
    on all interviews, whatever is chosen: two choices could be subtracted from one another.
    """
    kept = past if isinstance(past, TeamPast) else TeamPast(past)
    history, choice, watch = kept.history, choice or Choice(), watch or Watch()
    watch.begin(0.0, 0.4)
    chosen = only(history, _chosen(history, choice, now))
    competency = choice.competency if choice.competency in history.names.competencies else None
    found = calibrate(
        chosen, assignment=assignment, bars=bars, competency=competency, previous=previous, applied=applied, watch=watch
    )
    watch.begin(0.4, 0.9)
    promise = promise_of(found, competency, watch)
    watch.begin(0.9, 1.0)
    rows = _rows(found)
    days = days_to_feedback(chosen, kept.feedback)
    experience = experience_of(found, kept.answers)
    figures = [pass_through(found), *stage_figures(chosen), _agreement_figure(chosen, found)]
    figures += [_brier_figure(found, promise), feedback_figure(days), experience_figure(experience)]
    names = history.names
    return TeamPage(
        choice,
        _about(found, rows, choice),
        _used(names.levels, history.sessions.level),
        _used(names.questions, history.sessions.question),
        _used(names.roles, history.sessions.role),
        names.competencies,
        history.dated,
        len(chosen),
        rows,
        tuple(figures),
        promise,
        breakdowns(found, days),
        what_if(found, now),
        experience,
        impact_check(history, kept.groups, bars) if kept.groups else None,
        (*found.assumptions, *_more_assumptions(found, promise)),
        _needed(found),
        applied,
        found,
    )


def page_for(
    kept: TeamPast,
    assignment: Assignment,
    wanted: Mapping[str, str | int],
    now: int,
    *,
    applied: bool = True,
    previous: TeamPage | None = None,
    watch: Watch | None = None,
) -> TeamPage:
    """Return the page for a choice given by the names of its fields; whoever asks need not know `Choice`.

    `previous` is the page that was shown last; it saves work where it is of the same choice.
    """
    words = {name: str(wanted.get(name, "")) for name in ("level", "question", "role", "competency")}
    choice = Choice(**words, months=int(wanted.get("months", 0)))
    same = previous.found if previous is not None and previous.choice == choice else None
    return team_page(kept, assignment, choice, now=now, applied=applied, previous=same, watch=watch)


def _chosen(history: History, choice: Choice, now: int) -> Bools:
    names, s = history.names, history.sessions
    chosen = np.ones(len(history), np.bool_)
    for wanted, words, codes in (
        (choice.level, names.levels, s.level),
        (choice.question, names.questions, s.question),
        (choice.role, names.roles, s.role),
    ):
        if wanted:
            chosen &= codes == (words.index(wanted) if wanted in words else NOT_GIVEN - 1)
    if choice.months and history.dated:
        chosen &= s.order >= now - choice.months * _MONTH
    return chosen


def _used(words: tuple[str, ...], codes: Ints) -> tuple[str, ...]:
    return tuple(words[k] for k in np.unique(codes).tolist() if k >= 0 and words[k])


def _about(found: Calibration, rows: Sequence[Row], choice: Choice) -> str:
    parts = [choice.level, choice.question, choice.role, choice.competency]
    said = [part.replace("-", " ") for part in parts if part]
    if choice.months and found.history.dated:
        said.append(f"last {choice.months} months")
    links = found.links
    if not len(found.history):
        return " · ".join([*said, "no interviews"])
    # Of whom results are known, how many sat in how many interviews.
    results = int((~np.isnan(latest_results(found.history))).sum())
    counts = [
        counted(len(rows), "interviewer"),
        counted(len(found.history), "interview"),
        f"{results} with a later result",
        f"{links.replays} scored twice",
    ]
    return " · ".join([*said, ", ".join(counts)])


def _rows(found: Calibration) -> tuple[Row, ...]:
    """Strictest first; then, by name, those of whom nothing can be told."""
    history = found.history
    rated = np.bincount(history.ratings.rater, minlength=len(history.names.people))
    rows = []
    for k in np.flatnonzero(found.conducted + rated).tolist():
        state = STATES[found.state[k]]
        points = low = high = None
        if not np.isnan(found.severity[k]) and not np.isnan(found.error[k]):
            points = -float(found.severity[k])
            half = _Z * float(found.error[k])
            low, high = points - half, points + half
        verdict: Verdict = "unknown"
        if state != "uncalibrated" and low is not None and high is not None:
            verdict = "stricter" if high < 0 else "lenient" if low > 0 else "alike"
        elif state == "uncalibrated" and found.route == "none":
            points = low = high = None
        name, interviews, replays = history.names.people[k], int(found.conducted[k]), int(found.links.shared[k])
        row = Row(name, verdict, state, points, low, high, interviews, replays, "")
        against = " Later results or replays of their candidates speak against chance." if k in found.against else ""
        rows.append(replace(row, sentence=f"{_sentence(row)}{against}"))
    return tuple(sorted(rows, key=lambda it: (it.verdict == "unknown", it.points or 0.0, it.name)))


def _sentence(row: Row) -> str:
    basis = f"{counted(row.interviews, 'interview')}, {counted(row.replays, 'shared replay')}"
    if row.verdict == "unknown" or row.points is None or row.low is None or row.high is None:
        return f"Can't tell yet whether {row.name} is strict: uncalibrated, so raw scores are shown; {basis}."
    provisional = "; provisional" if row.state == "provisional" else ""
    if row.verdict == "alike":
        told = f"{row.name}'s scores can't be told from colleagues' on comparable candidates"
        return f"{told} (90 %: {signed(row.low)} to {signed(row.high)}); {basis}{provisional}."
    side = "below" if row.verdict == "stricter" else "above"
    ends = sorted((abs(row.low), abs(row.high)))
    told = f"{row.name} scores {abs(row.points):.2f} points {side} colleagues on comparable candidates"
    return f"{told} (90 %: {ends[0]:.2f} to {ends[1]:.2f}); {basis}{provisional}."


def _agreement_figure(history: History, found: Calibration) -> Figure:
    title = "Agreement, α"
    more = (
        "Krippendorff's α between people who scored the same interview, on their mean scores to a quarter point: 1 is "
        "perfect, 0 is no better than chance. The interval comes from drawing interviews again."
    )
    scores = _scored_twice(history)
    ends = alpha_interval(scores) if len(scores) else None
    alpha = krippendorff_alpha(scores) if len(scores) else None
    if alpha is None or ends is None:
        replays = found.links.replays
        without = f"{replays} scored twice, all alike" if replays else "no interview scored twice"
        return Figure("agreement", title, "—", without, more, n=replays)
    note = f"{ends[0]:.2f} to {ends[1]:.2f} · {len(scores)} twice".replace("-", "−")
    return Figure("agreement", title, f"{alpha:.2f}".replace("-", "−"), note, more, alpha, *ends, len(scores))


def _scored_twice(history: History) -> Floats:
    """The mean scores, to a quarter point, of interviews that several people scored: (interviews, raters in turn)."""
    ratings = history.ratings
    means = ratings.means()
    rows = np.flatnonzero(~np.isnan(means))
    people = max(len(history.names.people), 1)
    # A second score by the same person tells nothing of agreement.
    _, first = np.unique(ratings.session[rows] * people + ratings.rater[rows], return_index=True)
    rows = rows[first]
    several = np.bincount(ratings.session[rows], minlength=len(history)) > 1
    newest = np.flatnonzero(several)
    newest = newest[np.argsort(history.sessions.order[newest], kind="stable")][-_PAIRS_AT_MOST:]
    rows = rows[np.isin(ratings.session[rows], newest)]
    unit, place = np.unique(ratings.session[rows], return_inverse=True)
    if not len(unit):
        return np.zeros((0, 2))
    count = np.bincount(place)
    turn = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    scores = np.full((len(unit), int(count.max())), np.nan)
    scores[place, turn] = np.round(means[rows] * 4) / 4
    return scores


def _brier_figure(found: Calibration, promise: Promise) -> Figure:
    title = "Stated chance, Brier"
    more = "The mean squared distance between the stated chance and what happened: 0 is perfect, 0.25 a coin's."
    if promise.after is None or promise.before is None:
        return Figure("brier", title, "—", f"{found.links.outcomes} results, {ENOUGH_OUTCOMES} needed", more)
    stands, otherwise = (promise.after, promise.before) if found.applied else (promise.before, promise.after)
    more += (
        f" It is made of {stands.reliability:.3f} for chances that are off, less {stands.resolution:.3f} for telling "
        f"candidates apart, plus {stands.uncertainty:.3f} that nobody can help. {promise.sentence}"
    )
    which = "uncorrected" if found.applied else "corrected"
    note = f"{which} {otherwise.brier:.3f} · n\u00a0=\u00a0{promise.n}"
    return Figure("brier", title, f"{stands.brier:.3f}", note, more, stands.brier, n=promise.n)


def _more_assumptions(found: Calibration, promise: Promise) -> Iterable[str]:
    if not len(found.history):
        return
    bars = ", ".join(f"{name} {bar:.1f}" for name, bar in found.bars.levels.items())
    yield f"The bar of a level is {bars}, otherwise {found.bars.default:.1f}."
    if promise.bins:
        yield (
            "Chances are held against results that their fit had not seen, one interview for each candidate, the last; "
            "only candidates with a result are there, mostly those who did well."
        )
    if len(found.history.outcomes.candidate):
        stages = [plain_stage(name) for name in found.history.names.stages]
        if {"onsite", "offer", "hire", "hired"} & set(stages):
            yield "A result “onsite, passed” is read as an offer, “offer, passed” or “hire, passed” as a hire."
        if len(set(found.history.outcomes.stage.tolist())) > 1:
            yield (
                "Of a candidate's results at several stages the latest is what a stated chance is held against, but "
                "for whether an offer was taken."
            )
    yield "Intervals are of 90 %. Intervals of strictness take the variances as known."


def _needed(found: Calibration) -> tuple[str, ...]:
    """What would change "can't tell yet"; nothing where all can be told."""
    links = found.links
    if not links.interviews:
        return ("Scored interviews: none are kept yet. Conduct some, or bring past ones in with history import.",)
    active = found.conducted > 0
    if not (active & (found.state == 0)).any():
        return ()
    if found.route != "none" and found.fit is not None:
        if int(active.sum()) == 1 and not links.replays:
            return ("A second interviewer: there is nobody to compare with.",)
        return ("More interviews by those in grey, some 10 to 20 each, or replays of theirs scored blind.",)
    if found.assignment == "chance" and found.contradiction is None:
        return ("Scores that differ, and more of them: so far there is nothing to compare.",)
    share = f"{ENOUGH_REPLAY_SHARE:.0%}".replace("%", " %")
    needed = [
        f"{ENOUGH_OUTCOMES} later results, such as who passed the onsite: now {links.outcomes}.",
        f"Or {ENOUGH_REPLAYS} interviews scored blind by somebody else, at least {share} of all: now {links.replays}.",
    ]
    if found.assignment == "unknown":
        needed.append("Or the team's word (a setting) that chance decides who interviews whom within a level.")
    return tuple(needed)


def signed(value: float) -> str:
    """Return a number with its sign, to a hundredth."""
    return f"{value:+.2f}".replace("-", "−")
