"""The chance of meeting the bar, learnt from what became of candidates, and how well such chances have held."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from interview_desk.insights.tables import Bools, Floats

ENOUGH_OUTCOMES = 50
ENOUGH_OF_EACH = 10
_NEWTON_STEPS = 50


@dataclass(frozen=True, slots=True)
class Platt:
    """The chance of passing as a logistic curve over the fair score: logit = intercept + slope × score."""

    intercept: float
    slope: float
    n: int
    passed: int

    def chance(self, score: Floats) -> Floats:
        """The chance at each score, 0 … 1, in the shape of `score`; NaN stays NaN."""
        return _logistic(self.intercept + self.slope * score)


@dataclass(frozen=True, slots=True)
class BrierParts:
    """Brier score = reliability − resolution + uncertainty (Murphy 1973), exactly, for chances taken in groups."""

    brier: float
    reliability: float
    resolution: float
    uncertainty: float


def enough(passed: Bools) -> bool:
    """Whether outcomes suffice for a chance: at least 50 of them, and at least 10 of each kind; shape (n,)."""
    good = int(passed.sum())
    return len(passed) >= ENOUGH_OUTCOMES and good >= ENOUGH_OF_EACH and len(passed) - good >= ENOUGH_OF_EACH


def learn(score: Floats, passed: Bools) -> Platt | None:
    """The logistic curve through outcomes, or None while there are too few, or the scores don't differ.

    `score` and `passed` have shape (n,); scores that are NaN are left out. Maximum likelihood by Newton's method; where
    scores separate the outcomes completely the likelihood has no maximum, and Platt's softened targets are used
    (Platt 1999; Lin, Lin & Weng 2007, Machine Learning 68:267).
    """
    known = ~np.isnan(score)
    score, passed = score[known], passed[known]
    if not enough(passed) or float(np.ptp(score)) < 1e-9:
        return None
    good = int(passed.sum())
    target = passed.astype(np.float64)
    if _separated(score, passed):
        target = np.where(passed, (good + 1) / (good + 2), 1 / (len(passed) - good + 2))
    centre, spread = float(score.mean()), float(score.std())
    intercept, slope = _newton((score - centre) / spread, target)
    return Platt(intercept - slope * centre / spread, slope / spread, len(passed), good)


def brier(chance: Floats, passed: Bools) -> float:
    """The mean squared distance between chance and outcome, shape (n,) each; 0 is perfect, NaN for no outcomes."""
    return float(((chance - passed) ** 2).mean()) if len(chance) else float("nan")


def log_loss(chance: Floats, passed: Bools) -> float:
    """Minus the mean log-likelihood of the outcomes; chances are kept 1e-12 away from 0 and 1."""
    if not len(chance):
        return float("nan")
    inside = np.clip(chance, 1e-12, 1 - 1e-12)
    return float(-np.where(passed, np.log(inside), np.log1p(-inside)).mean())


def calibration_error(chance: Floats, passed: Bools, *, bins: int = 10, equal_width: bool = False) -> float:
    """The expected calibration error: how far stated chances lie from what happened, weighted over bins.

    Bins hold equally many outcomes, or with `equal_width` equally wide ranges of chance (Naeini et al. 2015).
    """
    n = len(chance)
    if not n:
        return float("nan")
    if equal_width:
        place = np.minimum((chance * bins).astype(np.int64), bins - 1)
        groups = [np.flatnonzero(place == k) for k in range(bins)]
    else:
        groups = np.array_split(np.argsort(chance, kind="stable"), bins)
    return float(sum(abs(chance[g].mean() - passed[g].mean()) * len(g) for g in groups if len(g)) / n)


def brier_parts(chance: Floats, passed: Bools, *, step: float = 0.1) -> BrierParts:
    """Murphy's decomposition of the Brier score of the chances rounded to multiples of `step`."""
    if not len(chance):
        return BrierParts(*[float("nan")] * 4)
    place = np.rint(chance / step).astype(np.int64)
    groups, group = np.unique(place, return_inverse=True)
    count = np.bincount(group)
    rate = np.bincount(group, passed.astype(np.float64)) / count
    overall = float(passed.mean())
    stated: Floats = (groups * step).astype(np.float64)
    reliability = float((count * (stated - rate) ** 2).sum() / len(chance))
    resolution = float((count * (rate - overall) ** 2).sum() / len(chance))
    return BrierParts(brier(stated[group], passed), reliability, resolution, overall * (1 - overall))


def wilson(successes: int, n: int, *, confidence: float = 0.90) -> tuple[float, float] | None:
    """The score interval of a share (Wilson 1927), or None for no cases at all.

    Raises ValueError where there are more successes than cases, or fewer than none.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} successes among {n} cases")
    if n == 0:
        return None
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = successes / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * float(np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))) / (1 + z * z / n)
    # At the ends rounding could leave a hair outside of what is possible.
    return (0.0 if successes == 0 else middle - half), (1.0 if successes == n else middle + half)


def interval(fair: float, error: float, *, confidence: float = 0.90) -> tuple[float, float]:
    """The interval of a fair score, in rubric points: what is set against the bar until there are enough outcomes."""
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    return fair - z * error, fair + z * error


def category_chances(fair: Floats, error: Floats, edges: Floats) -> Floats:
    """The chances of the categories between `edges`, worst first, for a normal interval around the fair score.

    `fair` and `error` have shape (n,), `edges` (n, k), ascending, in rubric points; the result has shape (n, k + 1)
    and each row sums to 1. NaN in, NaN out. An error of zero puts everything into one category.
    """
    z = (edges - fair[:, None]) / np.maximum(error, 1e-12)[:, None]
    below = normal_cdf(z)
    ends = np.where(np.isnan(fair), np.nan, 0.0)[:, None]
    return np.diff(np.concatenate([ends, below, ends + 1], axis=1), axis=1)


def normal_cdf(z: Floats) -> Floats:
    """The standard normal distribution function, to 8 digits (Abramowitz & Stegun 26.2.17)."""
    t = 1 / (1 + 0.2316419 * np.abs(z))
    poly = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    tail = np.exp(-(np.minimum(np.abs(z), 38.0) ** 2) / 2) / np.sqrt(2 * np.pi) * poly
    result: Floats = np.where(z > 0, 1 - tail, tail)
    return result


def _logistic(x: Floats) -> Floats:
    small = np.exp(-np.abs(x))
    result: Floats = np.where(x >= 0, 1, small) / (1 + small)
    return result


def _separated(score: Floats, passed: Bools) -> bool:
    low, high = score[~passed], score[passed]
    return bool(low.max() <= high.min() or high.max() <= low.min())


def _newton(x: Floats, target: Floats) -> tuple[float, float]:
    theta = np.array([np.log(target.mean() / (1 - target.mean())), 0.0])
    design = np.stack([np.ones_like(x), x], axis=1)
    for _ in range(_NEWTON_STEPS):
        p = _logistic(design @ theta)
        hessian = (design * (p * (1 - p))[:, None]).T @ design + 1e-12 * np.eye(2)
        step = np.linalg.solve(hessian, design.T @ (target - p))
        # Far from the top a full step could overshoot.
        theta += step / max(1.0, float(np.abs(step).max()) / 2)
        if float(np.abs(step).max()) < 1e-12:
            break
    return float(theta[0]), float(theta[1])
