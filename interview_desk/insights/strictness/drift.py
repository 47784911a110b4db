"""Change of strictness over time: what each interviewer's periods add to their strictness, shrunk, with certainty.

The model of `fit` gets a further effect for each rater and period, with a variance of its own, the other variances
standing; and the mean of each period, so that what all change alike is nobody's drift. Where candidates may differ by
interviewer they may differ by period too, so there only links tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interview_desk.insights.strictness.equations import Whole
from interview_desk.insights.strictness.fit import Fit
from interview_desk.insights.tables import Floats, History, Ints
from interview_desk.insights.watch import Watch

# The variance of drift, in shares of that of strictness, among which the likeliest is taken.
_SHARES = tuple(2.0**k for k in range(-8, 2))


@dataclass(frozen=True, slots=True, eq=False)
class Drift:
    """One rater's periods, in rubric points, + = stricter than over all; (periods,), NaN where nothing was scored.

    `change` is from the first of their periods to the last, `change_error` its standard error.
    """

    points: Floats
    error: Floats
    ratings: Ints
    change: float
    change_error: float


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """What the records say of one rater's periods: precision and score of the effects, by the fitted model."""

    matrix: Floats
    score: Floats
    ratings: Ints


def drifts(
    history: History, found: Fit, period: Ints, periods: int, people: Sequence[int], watch: Watch | None = None
) -> dict[int, Drift]:
    """The drift of some people over `periods` periods; `period` (sessions,) says when a session was, -1 = left out.

    People who scored something in fewer than two periods have none.
    """
    design = found.frame.design
    if "rater" not in design.spans or periods < 2:
        return {}
    by_rating = _Records(history, found, period)
    common = _Common(found, by_rating, periods)
    blocks: dict[int, _Block] = {}
    for number, person in enumerate(people):
        if watch is not None:
            watch.tell(number, len(people))
        block = _block(found, by_rating, common, periods, person)
        if block is not None:
            blocks[person] = block
    if not blocks:
        return {}
    own, pool = _variances(found, list(blocks.values()), periods)
    return {person: _drift(block, periods, own, pool) for person, block in blocks.items()}


class _Records:
    """Who scored each record, whose interview it is, and when."""

    def __init__(self, history: History, found: Fit, period: Ints) -> None:
        design = found.frame.design
        rating = design.record.rating
        given = rating >= 0
        self.rater = np.full(len(rating), -1)
        self.rater[given] = history.ratings.rater[rating[given]]
        # An outcome is as old as the candidate's first interview.
        when = np.full(int(design.record.candidate.max(initial=-1)) + 1, -1)
        session = history.ratings.session[rating[given]]
        when[design.record.candidate[given][::-1]] = period[session][::-1]
        self.period = when[design.record.candidate]
        self.period[given] = period[session]
        self.owner = design.pools[design.owner]


class _Common:
    """The mean of each period as a further fixed effect: what is left of P once it is known."""

    def __init__(self, found: Fit, records: _Records, periods: int) -> None:
        rated = records.rater >= 0
        self.columns = np.stack([(rated & (records.period == k)).astype(np.float64) for k in range(periods)])
        self.images = np.stack([_through(found, column) for column in self.columns])
        # The last period's mean is what the levels' means leave.
        inverse = np.linalg.pinv(self.columns @ self.images.T, rcond=1e-8, hermitian=True)
        self.inverse: Floats = np.asarray(inverse, dtype=np.float64)
        self.score: Floats = self.columns @ found.estimate.remaining


def _through(found: Fit, v: Floats) -> Floats:
    """P·v, exactly for teams of middling size, else to within some per cent."""
    equations = found.estimate.equations
    if isinstance(equations, Whole):
        return equations.remain(v)[0]
    weighted: Floats = equations.weight.apply(v)
    effects = equations.arrow.solve(found.frame.project(weighted))
    result: Floats = weighted - equations.weight.apply(found.frame.spread(effects))
    return result


def _block(found: Fit, records: _Records, common: _Common, periods: int, person: int) -> _Block | None:
    ratings = np.bincount(records.period[(records.rater == person) & (records.period >= 0)], minlength=periods)
    if int((ratings > 0).sum()) < 2:
        return None
    own = [-((records.rater == person) & (records.period == k)).astype(np.float64) for k in range(periods)]
    if "pool" in found.frame.design.spans:
        own += [((records.owner == person) & (records.period == k)).astype(np.float64) for k in range(periods)]
    columns = np.stack(own)
    images = np.stack([_through(found, column) for column in columns])
    across = columns @ common.images.T
    matrix = columns @ images.T - across @ common.inverse @ across.T
    score = columns @ found.estimate.remaining - across @ common.inverse @ common.score
    return _Block((matrix + matrix.T) / 2, score, ratings.astype(np.int64))


def _variances(found: Fit, blocks: Sequence[_Block], periods: int) -> tuple[float, float]:
    """The likeliest variance of drift, and of the candidates' own change where they may differ by interviewer.

    As for the other variances a weak prior keeps it off zero, so that no interval is narrower than is known.
    """
    rater = found.variances["rater"]
    pool = found.variances.get("pool", 0.0)
    best, chosen = -np.inf, (rater * _SHARES[0], pool)
    pools = [pool * share for share in _SHARES] if pool else [0.0]
    for own in (rater * share for share in _SHARES):
        for other in pools:
            value = sum(_likelihood(block, _prior(block, periods, own, other)) for block in blocks)
            value += 0.5 * float(np.log(own)) + (0.5 * float(np.log(other)) if other else 0.0)
            if value > best:
                best, chosen = value, (own, other)
    return chosen


def _prior(block: _Block, periods: int, own: float, pool: float) -> Floats:
    prior = np.full(len(block.score), pool)
    prior[:periods] = own
    return prior


def _likelihood(block: _Block, prior: Floats) -> float:
    precision = np.diag(1 / prior) + block.matrix
    _, size = np.linalg.slogdet(precision)
    explained = float(block.score @ np.linalg.solve(precision, block.score))
    return 0.5 * (explained - float(size) - float(np.log(prior).sum()))


def _drift(block: _Block, periods: int, own: float, pool: float) -> Drift:
    covariance = np.linalg.inv(np.diag(1 / _prior(block, periods, own, pool)) + block.matrix)
    points = (covariance @ block.score)[:periods]
    covariance = covariance[:periods, :periods]
    seen = np.flatnonzero(block.ratings > 0)
    first, last = int(seen[0]), int(seen[-1])
    spread = covariance[first, first] + covariance[last, last] - 2 * covariance[first, last]
    none = block.ratings == 0
    error = np.sqrt(np.maximum(np.diagonal(covariance), 0.0))
    return Drift(
        np.where(none, np.nan, points),
        np.where(none, np.nan, error),
        block.ratings,
        float(points[last] - points[first]),
        float(np.sqrt(max(float(spread), 0.0))),
    )
