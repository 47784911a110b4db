"""What ties interviewers together: shared replays, shared candidates and questions, later outcomes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from interview_desk.insights.recommendation import ENOUGH_OUTCOMES as ENOUGH_OUTCOMES
from interview_desk.insights.recommendation import ENOUGH_REPLAY_SHARE as ENOUGH_REPLAY_SHARE
from interview_desk.insights.recommendation import ENOUGH_REPLAYS as ENOUGH_REPLAYS
from interview_desk.insights.strictness.design import number
from interview_desk.insights.strictness.equations import Whole
from interview_desk.insights.strictness.fit import Fit
from interview_desk.insights.strictness.variances import Draws
from interview_desk.insights.tables import Floats, History, Ints, latest_of_candidates

# Up to so many interviewers the test's distribution is computed; for more it is drawn.
_FEW = 40
_DRAWS = 8
# One interviewer's candidates speak against chance beyond so many standard deviations: one in a hundred by accident.
_AGAINST = 2.58
_LOOKED_AT, _CLOSELY = 12, 1e-4
# Of more interviewers than these some would stand out by accident alone.
_NOT_TOO_MANY = 100
_MANY = 500


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """What could tell a strict interviewer from one who gets weak candidates.

    `replays` counts live interviews that somebody else scored too, `replay_share` is their share of all interviews that
    were scored, `outcomes` counts candidates with a later result, `passed` those whose latest was good. `shared`
    (people,) counts the interviews that a person and somebody else both scored; `component` (people,) numbers groups
    of people who can be compared through questions, candidates or interviews in common, -1 for whoever scored nothing;
    `owned` names questions that a single person has scored.
    """

    interviews: int
    replays: int
    replay_share: float
    outcomes: int
    passed: int
    shared: Ints
    component: Ints
    owned: tuple[int, ...]  # codes of questions

    @property
    def enough_outcomes(self) -> bool:
        return self.outcomes >= ENOUGH_OUTCOMES and 0 < self.passed < self.outcomes

    @property
    def enough_replays(self) -> bool:
        return self.replays >= ENOUGH_REPLAYS and self.replay_share >= ENOUGH_REPLAY_SHARE - 1e-9


def find_links(history: History, scores: Floats) -> Links:
    """The links among the ratings that have a score, `scores` (ratings,), NaN = none."""
    ratings, sessions = history.ratings, history.sessions
    people = len(history.names.people)
    rows = np.flatnonzero(~np.isnan(scores))
    session, rater = ratings.session[rows], ratings.rater[rows]
    raters_of = np.bincount(session, minlength=len(history))
    # Two scores by the same person are no link.
    several = raters_of[session] > 1
    pair = np.unique(session[several] * max(people, 1) + rater[several])
    different = np.bincount(pair // max(people, 1), minlength=len(history))
    shared = np.bincount((pair % max(people, 1))[different[pair // max(people, 1)] > 1], minlength=people)
    replayed = int((different > 1).sum())
    interviews = int((raters_of > 0).sum())

    latest = latest_of_candidates(history)[np.unique(sessions.candidate[session])]
    latest = latest[~np.isnan(latest)]

    question, candidate = sessions.question[session], sessions.candidate[session]
    questions, candidates = len(history.names.questions), len(history.names.candidates)
    nodes = people + questions + candidates
    component = _components(
        nodes,
        np.concatenate([rater, rater]),
        np.concatenate([people + question, people + questions + candidate]),
    )[:people]
    active = np.zeros(people, np.bool_)
    active[rater] = True
    _, numbered = number(component[active], max(nodes, 1))
    named = np.full(people, -1)
    named[active] = numbered
    asked = number(question * max(people, 1) + rater, max(questions * people, 1))[0] // max(people, 1)
    alone = np.flatnonzero(np.bincount(asked, minlength=questions) == 1) if people > 1 else np.zeros(0, np.int64)
    return Links(
        interviews, replayed, replayed / interviews if interviews else 0.0, len(latest), int(latest.sum()),
        shared, named, tuple(int(k) for k in alone),
    )  # fmt: skip


def _components(nodes: int, one: Ints, other: Ints) -> Ints:
    """For each node the smallest node that it is connected to: labels flow along the edges, then jump."""
    label = np.arange(nodes)
    while True:
        smaller = np.minimum(label[one], label[other])
        fresh = label.copy()
        np.minimum.at(fresh, one, smaller)
        np.minimum.at(fresh, other, smaller)
        fresh = fresh[fresh]
        if np.array_equal(fresh, label):
            return label
        label = fresh


def pools_differ(fit: Fit) -> float | None:
    """How strongly the data speak against assignment by chance, in standard deviations; None where they can't tell.

    A score test (Rao 1948): were candidates assigned by chance, what the model leaves unexplained would not gather by
    interviewer. Only links tell: without replays or outcomes, strictness absorbs it all. For large teams the expected
    value comes from simulated data with fixed seeds.
    """
    frame = fit.frame
    design = frame.design
    record = design.record
    if "rater" not in design.spans or not len(record.score):
        return None
    gathered = np.bincount(fit.owner, fit.estimate.remaining)
    statistic = float(gathered @ gathered)
    groups = len(gathered)
    equations = fit.estimate.equations
    if isinstance(equations, Whole) and groups <= _FEW:
        image = np.zeros((groups, groups))
        for k in range(groups):
            remaining, _ = equations.remain((fit.owner == k).astype(np.float64))
            image[k] = np.bincount(fit.owner, remaining, groups)
        expected, spread = float(np.trace(image)), float(np.sqrt(2 * (image * image).sum()))
    else:
        draws = _DRAWS if groups <= _MANY else _DRAWS // 2
        drawn = [np.bincount(fit.owner, r, groups) for r in Draws(frame, draws).remainders(equations)]
        found = np.array([float(sums @ sums) for sums in drawn])
        expected = float(found.mean())
        # A few draws give a poor spread; a sum of squares over so many groups can't have less than this.
        spread = max(float(found.std(ddof=1)), expected * float(np.sqrt(2 / groups)))
    return (statistic - expected) / spread if spread > 0 else None


def speaks_against(fit: Fit) -> Ints:
    """The people whose candidates, by later results and replays, are not like everybody's; in a fit by peers.

    The score test of `pools_differ` for one interviewer at a time, among those who stand out most. Where it speaks
    against chance it can't be told whether they are lenient or see stronger candidates, strict or see weaker ones.
    """
    equations, design = fit.estimate.equations, fit.frame.design
    if "rater" not in design.spans or len(design.pools) > _NOT_TOO_MANY:
        return np.zeros(0, np.int64)
    gathered = np.bincount(fit.owner, fit.estimate.remaining)
    rough = np.abs(gathered) / np.sqrt(np.maximum(np.bincount(fit.owner), 1))
    found = []
    for group in np.argsort(-rough, kind="stable")[:_LOOKED_AT].tolist():
        person, beyond = int(design.pools[group]), float(gathered[group])
        if beyond * float(np.nan_to_num(fit.strictness[person])) >= 0:
            continue  # stronger candidates of a strict one, or weaker ones of a lenient one: no mistake to be made
        own = (fit.owner == group).astype(np.float64)
        spread = float(own @ equations.remain(own, None, _CLOSELY)[0])
        if spread > 0 and abs(beyond) > _AGAINST * float(np.sqrt(spread)):
            found.append(person)
    return np.array(sorted(found), dtype=np.int64)
