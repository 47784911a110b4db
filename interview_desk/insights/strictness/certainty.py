"""How sure each interviewer's strictness is: prediction error variances, whole or from the preconditioner."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from interview_desk.insights.strictness.blocks import total
from interview_desk.insights.strictness.equations import Whole
from interview_desk.insights.strictness.variances import Estimate
from interview_desk.insights.tables import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Certainty:
    """Prediction error variances, in rubric points squared.

    `rater` (raters,) is that of a rater's strictness over the questions that they ask, against the mean of all raters;
    `prior` (raters,) what it would be without any data; `pair` (pairs,) that of the whole correction of one score.
    """

    rater: Floats
    prior: Floats
    pair: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Loads:
    """How much of a pair's own effect is known (`known`, pairs), and each pair's share of its rater's work."""

    share: Floats
    known: Floats
    spare: Floats  # what remains unknown of a lone pair's own effect; 0 for pairs with an effect in the equations


def certainty(estimate: Estimate, share: Floats) -> Certainty:
    """The certainty of every rater and pair; `share` (pairs,) says how a rater's work is split, summing to 1 each."""
    design = estimate.equations.frame.design
    variances = estimate.variances
    raters, pairs = len(design.people), len(design.pair_rater)
    if "rater" not in design.spans:
        return Certainty(np.zeros(raters), np.zeros(raters), np.zeros(pairs))
    own = variances.get("rater_question", 0.0)
    around = sum(variances.get(name, 0.0) for name in ("candidate", "session", "error"))
    # Where pairs have no term at all, none is "lone": there is nothing unknown of them.
    is_lone = (design.pair_effect < 0) & ("rater_question" in design.spans)
    known = np.where(is_lone, own / (own + around) if own + around > 0 else 0.0, 0.0)
    loads = _Loads(share, known, np.where(is_lone, own * (1 - known), 0.0))
    prior = variances["rater"] + own * total(design.pair_rater, share**2, raters)
    if isinstance(estimate.equations, Whole):
        rater, pair = _whole(estimate, loads)
    else:
        rater, pair = _arrow(estimate, loads)
    return Certainty(rater, prior * (1 - 1 / raters), pair)


def _whole(estimate: Estimate, loads: _Loads) -> tuple[Floats, Floats]:
    equations = estimate.equations
    assert isinstance(equations, Whole)
    design = equations.frame.design
    raters = len(design.people)
    start = design.spans["rater"][0]
    combination = np.zeros((raters, design.size))
    combination[np.arange(raters), start + np.arange(raters)] = 1 - np.bincount(
        design.pair_rater, loads.share * loads.known, raters
    )
    with_effect = np.flatnonzero(design.pair_effect >= 0)
    combination[design.pair_rater[with_effect], design.pair_effect[with_effect]] = loads.share[with_effect]
    combination -= combination.mean(axis=0)
    rater = ((combination @ equations.inverse) * combination).sum(axis=1)
    rater += np.bincount(design.pair_rater, loads.share**2 * loads.spare, raters)

    # A score is corrected by question, rater and pair at once.
    padded = np.zeros((design.size + 1, design.size + 1))
    padded[:-1, :-1] = equations.inverse
    columns = [start + design.pair_rater, np.where(design.pair_effect >= 0, design.pair_effect, design.size)]
    if "question" in design.spans:
        columns.append(design.spans["question"][0] + design.pair_question)
    pair = loads.spare.copy()
    for one in columns:
        for other in columns:
            pair += padded[one, other] * np.where(design.pair_effect >= 0, 1.0, (1 - loads.known) ** 2)
    return rater, np.maximum(pair, 0.0)


def _arrow(estimate: Estimate, loads: _Loads) -> tuple[Floats, Floats]:
    equations = estimate.equations
    assert not isinstance(equations, Whole)
    arrow, design = equations.arrow, equations.frame.design
    raters, of = len(design.people), design.pair_rater
    share = loads.share
    # How far a pair's own effect gives way when its rater's moves: by what it has seen, in its own precision.
    gives = np.where(arrow.has_effect, arrow.total / arrow.own, loads.known)
    left = 1 - np.bincount(of, share * gives, raters)
    spare = np.where(arrow.has_effect, 1 / arrow.own, loads.spare)
    rater = left**2 / arrow.rater_own + np.bincount(of, share**2 * spare, raters)
    edge = -(left / arrow.rater_own)[:, None] * arrow.link
    if arrow.question is not None:
        edge[of, arrow.question] -= share * gives
    for place in range(arrow.by_level.shape[1]):
        edge[:, place] -= np.bincount(of, share * arrow.by_level[:, place] / arrow.own, raters)
    # Against the mean of all raters: what all share, such as the questions' own uncertainty, drops out.
    edge -= edge.mean(axis=0)
    rater = rater * (1 - 2 / raters) + rater.mean() / raters
    rater += ((edge @ arrow.border_inverse) * edge).sum(axis=1)

    pair = spare + (1 - gives) ** 2 / arrow.rater_own[of]
    if arrow.question is not None:
        pair += (1 - gives) ** 2 * np.diagonal(arrow.border_inverse)[arrow.question]
    return rater, pair
