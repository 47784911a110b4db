"""Do two people see the same interview alike: exact and near agreement, weighted κ, Krippendorff's α, ICC."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from interview_desk.insights.tables import Floats, Ints

Metric = Literal["nominal", "ordinal", "interval"]
Weights = Literal["none", "linear", "quadratic"]

_SAMPLES = 1000
_CONFIDENCE = 0.90


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well raters agree on one competency, or over a set of them; a figure is None where it is not defined.

    `units` counts what at least two raters scored, `pairs` the pairs of scores on the same unit. `exact` and
    `within_one` are shares of those pairs. `alpha_low` and `alpha_high` bound α with 90 % confidence. The ICCs are of
    `icc_raters` raters on the `icc_units` units that all of these scored.
    """

    units: int
    raters: int
    pairs: int
    exact: float | None
    within_one: float | None
    kappa: float | None  # quadratic weights; between more than two raters the mean over pairs of them
    alpha: float | None  # ordinal
    alpha_low: float | None
    alpha_high: float | None
    icc_single: float | None  # ICC(2,1)
    icc_mean: float | None  # ICC(2,k)
    icc_units: int = 0
    icc_raters: int = 0


def agreement(scores: Floats, *, seed: int = 1, samples: int = _SAMPLES, clusters: Ints | None = None) -> Agreement:
    """Everything at once for `scores` of shape (units, raters), NaN = not scored.

    `clusters` says which units belong together, as the rows of one interview do: the interval is then drawn over
    clusters. ICCs need a table without holes: the largest there is among the raters with most scores.
    """
    first, second = _pairs(scores)
    distance = np.abs(first - second)
    complete = largest_complete(scores)
    interval = alpha_interval(scores, "ordinal", seed=seed, samples=samples, clusters=clusters)
    return Agreement(
        units=int(((~np.isnan(scores)).sum(axis=1) > 1).sum()),
        raters=int((~np.isnan(scores)).any(axis=0).sum()),
        pairs=len(first),
        exact=float((distance < 1e-9).mean()) if len(first) else None,
        within_one=float((distance < 1 + 1e-9).mean()) if len(first) else None,
        kappa=light_kappa(scores),
        alpha=krippendorff_alpha(scores, "ordinal"),
        alpha_low=None if interval is None else interval[0],
        alpha_high=None if interval is None else interval[1],
        icc_single=icc(complete),
        icc_mean=icc(complete, mean=True),
        icc_units=len(complete),
        icc_raters=complete.shape[1],
    )


def largest_complete(scores: Floats) -> Floats:
    """Return a table without holes: of the raters with most scores as many as leave the most scores in it.

    Of shape (units, raters); empty where no two raters have scored two units in common.
    """
    known = ~np.isnan(scores)
    order = np.argsort(-known.sum(axis=0), kind="stable")
    best = np.zeros((0, 0))
    for count in range(2, scores.shape[1] + 1):
        columns = np.sort(order[:count])
        rows = known[:, columns].all(axis=1)
        found = scores[np.ix_(rows, columns)]
        if len(found) > 1 and found.size > best.size:
            best = found
    return best


def _pairs(scores: Floats) -> tuple[Floats, Floats]:
    """Every pair of scores on the same unit, by different raters."""
    first, second = [np.zeros(0)], [np.zeros(0)]
    for one in range(scores.shape[1]):
        for other in range(one + 1, scores.shape[1]):
            both = ~np.isnan(scores[:, one]) & ~np.isnan(scores[:, other])
            first.append(scores[both, one])
            second.append(scores[both, other])
    return np.concatenate(first), np.concatenate(second)


def weighted_kappa(one: Floats, other: Floats, weights: Weights = "quadratic") -> float | None:
    """Cohen's κ between two raters (Cohen 1968), shape (units,) each; None where chance alone agrees completely.

    Categories are the distinct scores in order, and weights go by the scores' own distances.
    """
    if not len(one):
        return None
    values, codes = np.unique(np.concatenate([one, other]), return_inverse=True)
    k = len(values)
    seen = np.bincount(codes[: len(one)] * k + codes[len(one) :], minlength=k * k).reshape(k, k) / len(one)
    apart = np.abs(values[:, None] - values)
    match weights:
        case "none":
            apart = (apart > 0).astype(np.float64)
        case "linear":
            pass
        case "quadratic":
            apart = apart**2
    expected = float((np.outer(seen.sum(axis=1), seen.sum(axis=0)) * apart).sum())
    return 1 - float((seen * apart).sum()) / expected if expected > 0 else None


def light_kappa(scores: Floats, weights: Weights = "quadratic") -> float | None:
    """Light's κ (1971) for `scores` (units, raters): the mean of κ over pairs of raters, each on what both scored."""
    found: list[float] = []
    for one in range(scores.shape[1]):
        for other in range(one + 1, scores.shape[1]):
            both = ~np.isnan(scores[:, one]) & ~np.isnan(scores[:, other])
            kappa = weighted_kappa(scores[both, one], scores[both, other], weights)
            if kappa is not None:
                found.append(kappa)
    return float(np.mean(found)) if found else None


def krippendorff_alpha(scores: Floats, metric: Metric = "ordinal") -> float | None:
    """Krippendorff's α for `scores` (units, raters), NaN = not scored; None where scores don't vary or don't pair.

    Krippendorff 2011, "Computing Krippendorff's alpha-reliability".
    """
    counts, values = _value_counts(scores)
    return _alpha(counts, values, metric)


def alpha_interval(
    scores: Floats,
    metric: Metric = "ordinal",
    *,
    seed: int = 1,
    samples: int = _SAMPLES,
    confidence: float = _CONFIDENCE,
    clusters: Ints | None = None,
) -> tuple[float, float] | None:
    """A percentile bootstrap interval of α over units, the same for the same seed; None where α is not defined.

    Units of one of the `clusters` are drawn together, or not at all.
    """
    counts, values = _value_counts(scores)
    if _alpha(counts, values, metric) is None:
        return None
    random = np.random.default_rng(seed)
    units = len(counts)
    coincidences, margins = _coincidences(counts)
    if clusters is not None:
        scored = clusters[(~np.isnan(scores)).sum(axis=1) > 1]
        names, of = np.unique(scored, return_inverse=True)
        coincidences, margins = _summed(coincidences, of, len(names)), _summed(margins, of, len(names))
        units = len(names)
    # Each sample is a weighting of units, so that α comes from sums, without laying out the samples.
    flat = coincidences.reshape(units, -1)
    weights = random.multinomial(units, np.full(units, 1 / units), size=samples).astype(np.float64)
    drawn = (weights @ flat).reshape(samples, len(values), len(values))
    found = []
    for k, margin in enumerate(weights @ margins):
        alpha = _alpha_of(drawn[k], margin, values, metric)
        # A sample in which everybody always says the same has nothing left to disagree on.
        found.append(1.0 if alpha is None else alpha)
    low, high = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def icc(scores: Floats, *, mean: bool = False, agreement: bool = True) -> float | None:
    """The intraclass correlation for complete `scores` (units, raters); None where it is not defined.

    Two-way random raters, absolute agreement: ICC(2,1), or ICC(2,k) of their `mean` (Shrout & Fleiss 1979; McGraw &
    Wong 1996). With `agreement` False, consistency: ICC(3,1) and ICC(3,k).
    """
    n, k = scores.shape
    if n < 2 or k < 2:
        return None
    rows, columns, grand = scores.mean(axis=1), scores.mean(axis=0), scores.mean()
    between = k * float(((rows - grand) ** 2).sum()) / (n - 1)
    raters = n * float(((columns - grand) ** 2).sum()) / (k - 1)
    left = float(((scores - rows[:, None] - columns + grand) ** 2).sum()) / ((n - 1) * (k - 1))
    shift = (raters - left) / n if agreement else 0.0
    below = between + shift if mean else between + (k - 1) * left + k * shift
    return (between - left) / below if abs(below) > 1e-12 else None


def icc_one_way(scores: Floats, *, mean: bool = False) -> float | None:
    """ICC(1,1), or ICC(1,k) of the `mean`: each unit has raters of its own (Shrout & Fleiss 1979)."""
    n, k = scores.shape
    if n < 2 or k < 2:
        return None
    rows = scores.mean(axis=1)
    between = k * float(((rows - scores.mean()) ** 2).sum()) / (n - 1)
    within = float(((scores - rows[:, None]) ** 2).sum()) / (n * (k - 1))
    below = between if mean else between + (k - 1) * within
    return (between - within) / below if abs(below) > 1e-12 else None


def fleiss_kappa(scores: Floats) -> float | None:
    """Fleiss' κ (1971) for categories in `scores` (units, raters), every unit scored equally often."""
    counts, values = _value_counts(scores)
    if not len(counts) or len(values) < 2:
        return None
    k = counts.sum(axis=1)[0]
    observed = float(((counts**2).sum(axis=1) - k).mean() / (k * (k - 1)))
    shares = counts.sum(axis=0) / counts.sum()
    expected = float((shares**2).sum())
    return (observed - expected) / (1 - expected)


def _value_counts(scores: Floats) -> tuple[Floats, Floats]:
    """How often each value was given to each unit that at least two raters scored; and the values in order."""
    known = ~np.isnan(scores)
    units = scores[known.sum(axis=1) > 1]
    known = ~np.isnan(units)
    values, codes = np.unique(units[known], return_inverse=True)
    unit = np.nonzero(known)[0]
    counts = np.bincount(unit * len(values) + codes, minlength=len(units) * len(values))
    return counts.reshape(len(units), len(values)).astype(np.float64), values


def _coincidences(counts: Floats) -> tuple[Floats, Floats]:
    """Each unit's share in the matrix of coincidences, (units, values, values), and in its margins."""
    scored = counts.sum(axis=1)[:, None, None]
    same = counts[:, :, None] * np.eye(counts.shape[1])
    return (counts[:, :, None] * counts[:, None, :] - same) / (scored - 1), counts


def _summed(values: Floats, of: Ints, length: int) -> Floats:
    total = np.zeros((length, *values.shape[1:]))
    np.add.at(total, of, values)
    return total


def _alpha(counts: Floats, values: Floats, metric: Metric) -> float | None:
    if not len(counts):
        return None
    coincidences, margins = _coincidences(counts)
    return _alpha_of(coincidences.sum(axis=0), margins.sum(axis=0), values, metric)


def _alpha_of(coincidences: Floats, margin: Floats, values: Floats, metric: Metric) -> float | None:
    match metric:
        case "nominal":
            apart = 1 - np.eye(len(values))
        case "ordinal":
            # The distance of two ranks: how many scores lie between their middles.
            upto = np.cumsum(margin) - margin / 2
            apart = (upto[:, None] - upto) ** 2
        case "interval":
            apart = (values[:, None] - values) ** 2
    expected = float((np.outer(margin, margin) * apart).sum()) / (float(margin.sum()) - 1)
    return 1 - float((coincidences * apart).sum()) / expected if expected > 0 else None


def side_by_side(unit: Ints, rater: Ints, score: Floats) -> tuple[Floats, Ints, Ints]:
    """Ratings, one place each, as a table (units, raters) with NaN where someone didn't score; then units and raters.

    Of several scores by one rater on one unit the last counts.
    """
    units, row = np.unique(unit, return_inverse=True)
    raters, column = np.unique(rater, return_inverse=True)
    table = np.full((len(units), len(raters)), np.nan)
    table[row, column] = score
    return table, units, raters
