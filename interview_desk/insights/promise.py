"""Whether stated chances hold: each chance by a fit that did not see the result, against what happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from interview_desk.insights.calibration import Calibration, calibrate, latest_results
from interview_desk.insights.chance import ENOUGH_OF_EACH, ENOUGH_OUTCOMES, BrierParts, brier_parts, learn, wilson
from interview_desk.insights.tables import Bools, Floats, History, Ints, Outcomes
from interview_desk.insights.watch import Watch

_BINS = 5
# Folds for the check out of sample; beyond so many interviews fewer, because each fold is a fit.
_FOLDS, _FEW_FOLDS, _MANY = 10, 5, 3_000
# Up to so many interviews results enter the strictness itself, so that leaving them out means to fit again.
_REFINED_UP_TO = 20_000
_Z = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True, slots=True)
class Bin:
    """Candidates for whom about the same chance was stated, from `start` to `end`, and how many of them passed.

    `places` are their interviews, as places among the sessions of the history.
    """

    start: float
    end: float
    stated: float
    happened: float
    low: float
    high: float
    n: int
    passed: int
    places: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """The range in words."""
        return f"Said {self.start:.0%} to {self.end:.0%}".replace("%", " %")

    @property
    def sentence(self) -> str:
        """The one in words."""
        happened = f"{self.happened * 100:.0f} % (90 %: {self.low * 100:.0f}–{self.high * 100:.0f} %)"
        return f"{self.title}: {self.passed} of {self.n} passed, {happened}."


@dataclass(frozen=True, slots=True)
class Promise:
    """Whether stated chances hold, on results that each fit had not seen.

    `before` and `after` are Brier scores without and with the correction, over the same `n` candidates, each with its
    parts; None until there are enough results. `worse` says that the correction does harm, beyond chance or not.
    """

    bins: tuple[Bin, ...]
    n: int
    before: BrierParts | None
    after: BrierParts | None
    worse: bool
    sentence: str


def promise_of(found: Calibration, competency: str | None, watch: Watch | None = None) -> Promise:
    """Chances for each candidate with a result, by a fit that did not see that result.

    Where calibration is turned off, `after` is what it would have been with it.
    """
    history, result = found.history, latest_results(found.history)
    last = last_of_candidate(history, ~np.isnan(result) & ~np.isnan(found.raw))
    passed = result[last] > 0
    if learn(found.raw[last], passed) is None:
        return Promise((), len(last), None, None, False, _too_few(passed))
    folds = _FOLDS if len(history) <= _MANY else _FEW_FOLDS
    # By candidates in a fixed shuffle: the same page for the same history.
    fold = np.random.default_rng(1).permutation(len(last)) % folds
    before, after = np.full(len(last), np.nan), np.full(len(last), np.nan)
    # Where results have no part in the fit of strictness, fair scores don't know them.
    blind = not found.links.enough_outcomes or (found.route == "peers" and len(history) > _REFINED_UP_TO)
    corrects = found.fit is not None and bool((found.state > 0).any())
    for k in range(folds):
        if watch is not None:
            watch.tell(k, folds)
        rest, out = fold != k, fold == k
        fair = found.corrected
        if corrects and not blind:
            hidden = np.zeros(max(len(history.names.candidates), 1), np.bool_)
            hidden[history.sessions.candidate[last[out]]] = True
            fair = calibrate(
                _without_outcomes(history, hidden), assignment=found.assignment, bars=found.bars,
                competency=competency, previous=found, watch=watch,
            ).corrected  # fmt: skip
        for chances, scores in ((before, found.raw), (after, fair)):
            if (curve := learn(scores[last[rest]], passed[rest])) is not None:
                chances[out] = curve.chance(scores[last[out]])
    known = ~np.isnan(before) & ~np.isnan(after)
    if int(known.sum()) < ENOUGH_OUTCOMES:
        return Promise((), len(last), None, None, False, _too_few(passed))
    before, after, passed, last = before[known], after[known], passed[known], last[known]
    better = (before - passed) ** 2 - (after - passed) ** 2
    error = float(better.std(ddof=1) / np.sqrt(len(better)))
    gain = float(better.mean())
    words = _gain_in_words(gain, error) if corrects else "Nothing is corrected, so these are the chances of raw scores."
    return Promise(
        _bins(after if found.applied else before, passed, last),
        len(after),
        brier_parts(before, passed),
        brier_parts(after, passed),
        corrects and gain < -1e-6,
        words,
    )


def last_of_candidate(history: History, known: Bools) -> Ints:
    """The last interview of each candidate among those that are known, so that nobody counts twice."""
    rows = np.flatnonzero(known)
    rows = rows[np.argsort(history.sessions.order[rows], kind="stable")]
    _, place = np.unique(history.sessions.candidate[rows][::-1], return_index=True)
    last: Ints = rows[::-1][place]
    return last


def _gain_in_words(gain: float, error: float) -> str:
    beyond = abs(gain) > _Z * error
    if abs(gain) <= 1e-6:
        return "On results it had not seen, the correction changes nothing."
    if gain > 0:
        sure = "more than chance would" if beyond else "but no more than chance might"
        return f"On results it had not seen, the correction brings chances nearer to what happened, {sure}."
    sure = "more than chance would: better go by raw scores" if beyond else "though no more than chance might"
    return f"On results it had not seen, the correction makes stated chances worse, {sure}."


def _too_few(passed: Bools) -> str:
    good = int(passed.sum())
    if len(passed) >= ENOUGH_OUTCOMES and min(good, len(passed) - good) >= ENOUGH_OF_EACH:
        return "Scores say nothing of the results yet, so no chance is stated."
    return (
        f"Too few later results to say: somewhat over {ENOUGH_OUTCOMES} are needed, more than {ENOUGH_OF_EACH} of each "
        f"kind; now {len(passed)}, of which {good} passed."
    )


def _without_outcomes(history: History, hidden: Bools) -> History:
    o = history.outcomes
    kept = ~hidden[o.candidate]
    return replace(history, outcomes=Outcomes(o.candidate[kept], o.passed[kept], o.stage[kept], o.date[kept]))


def _bins(chance: Floats, passed: Bools, places: Ints) -> tuple[Bin, ...]:
    place = np.minimum((chance * _BINS).astype(np.int64), _BINS - 1)
    bins = []
    for k in range(_BINS):
        here = place == k
        n, good = int(here.sum()), int(passed[here].sum())
        if (ends := wilson(good, n)) is not None:
            own = tuple(places[here].tolist())
            bins.append(Bin(k / _BINS, (k + 1) / _BINS, float(chance[here].mean()), good / n, *ends, n, good, own))
    return tuple(bins)
