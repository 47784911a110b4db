"""How long until: Kaplan–Meier over times of which some were cut short, with quantiles and their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from interview_desk.insights.tables import Bools, Floats, Ints

# Two survival values closer than this are the same height of the curve (as in R's survival).
_SAME_HEIGHT = float(np.sqrt(np.finfo(np.float64).eps))


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """The estimate at each distinct time (minutes, ascending): how many were still running there, and what remains.

    `surviving`, `lower` and `upper` are fractions, right-continuous; `lower` and `upper` are NaN where the
    variance is not defined, which is where nobody is left.
    """

    time: Floats
    at_risk: Ints
    events: Ints
    surviving: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True, slots=True)
class Quantile:
    """The time by which a share was done, with its interval; None = not reached."""

    value: float | None
    lower: float | None
    upper: float | None


def kaplan_meier(time: Floats, done: Bools, *, confidence: float = 0.90) -> Curve:
    """The share not yet done at each time, with a pointwise log(−log) interval.

    `time` and `done` have shape (n,); `done` is False where the time was cut short. At equal times those who were
    done come before those who were cut short. Method: Kaplan & Meier 1958; Greenwood's variance; interval as in
    Kalbfleisch & Prentice 2002, §1.4. Raises ValueError for times that are negative or not finite.
    """
    if len(time) and not (np.isfinite(time).all() and time.min() >= 0):
        raise ValueError("times must be finite and not negative")
    order = np.argsort(time)
    ordered = time[order]
    first = (
        np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(time) else np.zeros(0, np.int64)
    )
    at_risk = (len(time) - first).astype(np.int64)
    if len(time):
        events = np.add.reduceat(done[order].astype(np.int64), first)
    else:
        events = np.zeros(0, np.int64)
    surviving: Floats = np.cumprod(1 - events / np.maximum(at_risk, 1)).astype(np.float64)
    left = at_risk - events
    greenwood = np.cumsum(np.divide(events, at_risk * left, out=np.zeros(len(first)), where=left > 0))
    lower, upper = _log_log_interval(surviving, greenwood, left, confidence)
    return Curve(ordered[first], at_risk, events, surviving, lower, upper)


def quantiles(curve: Curve, shares: Sequence[float]) -> tuple[Quantile, ...]:
    """By when each of `shares` (fractions done) was done, in minutes.

    Where the curve runs flat at exactly the wanted height, the middle of the flat stretch is taken, as R's
    `quantile.survfit` does; the interval of a quantile is where the curve's own interval crosses the height
    (Brookmeyer & Crowley 1982).
    """
    return tuple(
        Quantile(
            _first_at(curve.time, curve.surviving, share),
            _first_at(curve.time, curve.lower, share),
            _first_at(curve.time, curve.upper, share),
        )
        for share in shares
    )


def _log_log_interval(surviving: Floats, greenwood: Floats, left: Ints, confidence: float) -> tuple[Floats, Floats]:
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    # Before the first event the curve is 1 and certain; when nobody is left it is 0 and its variance undefined.
    inside = (surviving > 0) & (surviving < 1) & (left > 0)
    lower = np.where(surviving >= 1, 1.0, np.nan)
    upper = lower.copy()
    log_surviving = np.log(surviving[inside])
    spread = z * np.sqrt(greenwood[inside]) / np.abs(log_surviving)
    lower[inside] = np.exp(log_surviving * np.exp(spread))
    upper[inside] = np.exp(log_surviving * np.exp(-spread))
    return lower, upper


def _first_at(time: Floats, surviving: Floats, share: float) -> float | None:
    known = ~np.isnan(surviving)
    height, at = surviving[known], time[known]
    if not len(height):
        return None
    goal = 1 - share
    reached = np.flatnonzero(height <= goal + _SAME_HEIGHT)
    if not len(reached):
        return None
    start = int(reached[0])
    below = np.flatnonzero(height < goal - _SAME_HEIGHT)
    if abs(height[start] - goal) <= _SAME_HEIGHT:
        # Flat at exactly this height: until the next drop, or until the last time seen.
        until = at[below[0]] if len(below) else at[-1]
        return float((at[start] + until) / 2)
    return float(at[start])
