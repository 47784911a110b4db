"""The fair score's model, fitted: each interviewer's strictness, each question's difficulty, each score's correction.

score = level mean + question − strictness(rater) − strictness(rater, question) [+ pool(interviewer)]
        + candidate + session + error
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from interview_desk.insights.strictness.blocks import Variances
from interview_desk.insights.strictness.certainty import Certainty, certainty
from interview_desk.insights.strictness.design import EFFECTS, Component, lay_out
from interview_desk.insights.strictness.frame import WHOLE, Frame, prepare
from interview_desk.insights.strictness.iterative import Iterative
from interview_desk.insights.strictness.variances import Estimate, begin, estimate
from interview_desk.insights.tables import Floats, History, Ints
from interview_desk.insights.watch import Watch

# Scores that differ by less than this (points squared) don't differ.
_NO_SPREAD = 1e-10
_DRAWN_RATERS = 600
_ROUNDS = 40
# So many records, all those of so many interviewers, are enough to tell the variances.
_TELLING_RECORDS, _TELLING_INTERVIEWERS = 40_000, 200


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The fitted model. All figures in rubric points; arrays over people hold NaN for whoever scored nothing.

    `strictness` (people,) is each rater's over the questions that they ask, + = strict; `correction` (ratings,) is
    what a rating needs to become fair: strictness on that question, less the question's easiness.
    """

    frame: Frame
    estimate: Estimate
    certainty: Certainty
    strictness: Floats
    error: Floats  # (people,): standard error of `strictness`
    reliability: Floats  # (people,): 1 − prediction error variance / variance, 0 … 1
    correction: Floats
    correction_error: Floats
    easiness: Floats  # (questions,): + = higher scores, 0 where never asked
    owner: Ints  # (records,): whose interview it is, counted from 0; for an outcome, the candidate's first interviewer

    @property
    def variances(self) -> dict[Component, float]:
        return self.estimate.variances

    @property
    def noise(self) -> float | None:
        """Variance of one interview's score around the candidate; None where nobody was interviewed twice."""
        v = self.variances
        return v.get("session", 0.0) + v["error"] if "candidate" in v else None


def fit(
    history: History,
    scores: Floats,
    *,
    pool: bool = False,
    outcomes: bool = False,
    drop: frozenset[Component] = frozenset(),
    start: Variances | None = None,
    fixed: bool = False,
    near_by: Fit | None = None,
    whole: int = WHOLE,
    watch: Watch | None = None,
) -> Fit | None:
    """Fit the model to `scores` (ratings,), NaN = none; None where there is nothing to fit.

    `pool` lets interviewers' candidates differ, `outcomes` uses later results, `drop` leaves terms out, `start` gives
    variances to begin from and `fixed` keeps them as they are; `near_by` is a fit to almost the same history, which
    saves work; `watch` may stop it. Nothing can be fitted to fewer than three scores, to scores that are all the same,
    or to those of a single interviewer on a single question.
    """
    terms = _Terms(pool, outcomes, drop, whole)
    frame = _frame(history, scores, terms)
    if frame is None:
        return None
    found = _estimate(history, scores, frame, terms, start, fixed, near_by.estimate if near_by else None, watch)
    return _describe(history, found, near_by)


class _Terms(NamedTuple):
    """Which terms a model has, as asked for; see `fit`."""

    pool: bool
    outcomes: bool
    drop: frozenset[Component]
    whole: int


def _frame(history: History, scores: Floats, terms: _Terms) -> Frame | None:
    """The model's frame; None where there is nothing to fit."""
    given = scores[~np.isnan(scores)]
    if len(given) < 3 or float(given.var()) < _NO_SPREAD:
        return None
    design = lay_out(history, scores, pool=terms.pool, outcomes=terms.outcomes, drop=terms.drop)
    if not design.spans or len(design.record.score) <= design.fixed + 1:
        return None
    return prepare(design, whole=terms.whole)


def _estimate(
    history: History,
    scores: Floats,
    frame: Frame,
    terms: _Terms,
    start: Variances | None,
    fixed: bool,
    near_by: Estimate | None,
    watch: Watch | None,
) -> Estimate:
    """The estimate of all variances and effects, from `start` or from what some of a large team say."""
    few = None if fixed else _some_of(history, scores, frame, terms)
    if few is not None:
        some = _estimate(history, scores, few, terms, start, False, None, watch)
        start, interviewers = some.likeliest, len(few.design.pools)
    else:
        interviewers = near_by.interviewers if fixed and near_by is not None else len(frame.design.pools)
    first = begin(frame)
    if start is not None:
        first.update({name: value for name, value in start.items() if name in first})
    # The fewer raters, the more draws it takes for the noise of the draws not to matter.
    draws = int(np.clip(_DRAWN_RATERS / max(len(frame.design.people), 1), 3, 30))
    rounds = 0 if fixed or few is not None else _ROUNDS
    found = estimate(frame, first, cautious=CAUTIOUS, draws=draws, rounds=rounds, near_by=near_by, watch=watch)
    return replace(found, interviewers=interviewers)


def _some_of(history: History, scores: Floats, frame: Frame, terms: _Terms) -> Frame | None:
    """The interviews of some interviewers, where they tell the variances of many well enough; None where not."""
    interviewers = frame.design.pools
    every = min(len(frame.design.record.score) // _TELLING_RECORDS, len(interviewers) // _TELLING_INTERVIEWERS)
    if every < 2:
        return None
    theirs = np.isin(history.sessions.interviewer, interviewers[::every])[history.ratings.session]
    few = _frame(history, np.where(theirs, scores, np.nan), terms)
    return few if few is not None and few.design.components == frame.design.components else None


CAUTIOUS: tuple[Component, ...] = EFFECTS


def _describe(history: History, found: Estimate, near_by: Fit | None) -> Fit:
    frame = found.equations.frame
    design = frame.design
    people, pairs = len(history.names.people), len(design.pair_rater)
    rated = np.flatnonzero(design.pair_of_rating >= 0)
    pair_of = design.pair_of_rating[rated]

    lenient = np.zeros(pairs)
    if "rater" in design.spans:
        lenient += found.effects[design.spans["rater"][0] + design.pair_rater]
    if "rater_question" in design.spans:
        with_effect = design.pair_effect >= 0
        lenient[with_effect] += found.effects[design.pair_effect[with_effect]]
        # A pair seen once: its part of what that one record has left.
        is_rating = design.record.rating >= 0
        left = np.zeros(pairs)
        left[design.pair_of_rating[design.record.rating[is_rating]]] = found.remaining[is_rating]
        lenient[~with_effect] += found.variances["rater_question"] * left[~with_effect]

    # A rater's strictness is that over the questions that they score, each as often as they do.
    work = np.bincount(pair_of, minlength=pairs).astype(np.float64)
    share = work / np.bincount(design.pair_rater, work, len(design.people))[design.pair_rater]
    equations, before = found.equations, near_by.estimate.equations if near_by is not None else None
    same = isinstance(equations, Iterative) and isinstance(before, Iterative) and equations.arrow is before.arrow
    # The same preconditioner has the same inverse, to all that one more interview changes of it.
    sure = near_by.certainty if near_by is not None and same else certainty(found, share)

    strictness, error, reliability = (np.full(people, np.nan) for _ in range(3))
    strictness[design.people] = -np.bincount(design.pair_rater, share * lenient, len(design.people))
    error[design.people] = np.sqrt(np.maximum(sure.rater, 0.0))
    known = np.divide(sure.rater, sure.prior, out=np.ones(len(design.people)), where=sure.prior > 0)
    reliability[design.people] = np.clip(1 - known, 0.0, 1.0)

    easiness = np.zeros(len(history.names.questions))
    if "question" in design.spans:
        start, stop = design.spans["question"]
        easiness[design.questions] = found.effects[start:stop]
    correction, correction_error = (np.full(len(design.pair_of_rating), np.nan) for _ in range(2))
    correction[rated] = -lenient[pair_of] - easiness[design.questions[design.pair_question[pair_of]]]
    correction_error[rated] = np.sqrt(np.maximum(sure.pair[pair_of], 0.0))
    return Fit(frame, found, sure, strictness, error, reliability, correction, correction_error, easiness, design.owner)
