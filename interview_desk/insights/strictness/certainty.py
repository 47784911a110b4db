"""How sure each interviewer's strictness is: prediction error variances, whole or from the preconditioner."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from interview_desk.insights.strictness.arrow import Arrow
from interview_desk.insights.strictness.blocks import total
from interview_desk.insights.strictness.design import Design
from interview_desk.insights.strictness.equations import Whole
from interview_desk.insights.strictness.iterative import Iterative
from interview_desk.insights.strictness.variances import Estimate
from interview_desk.insights.tables import Floats, Ints

# Probes of the inverse, each good for a tenth or so of what the preconditioner misses, and how well each is solved.
_PROBES, _PRECISE = 6, 1e-3


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
    """How effects add up to a rater's strictness over the questions that they ask, against the mean of all raters.

    `share` is each pair's share of its rater's work, `known` how much of a lone pair's own effect is known, `spare`
    what remains unknown of it (0 for pairs with an effect in the equations); all of shape (pairs,). `left` (raters,)
    is how much of a rater's own effect counts, less what is known of lone pairs already.
    """

    design: Design
    share: Floats
    known: Floats
    spare: Floats
    left: Floats

    @property
    def raters(self) -> slice:
        """The raters' places among the effects."""
        return slice(*self.design.spans["rater"])

    def gather(self, effects: Floats) -> Floats:
        """From effects (size,) to raters (raters,)."""
        design = self.design
        pairs = np.flatnonzero(design.pair_effect >= 0)
        added = self.share[pairs] * effects[design.pair_effect[pairs]]
        strict = self.left * effects[self.raters] + np.bincount(design.pair_rater[pairs], added, len(design.people))
        result: Floats = strict - strict.mean()
        return result

    def spread(self, raters: Floats) -> Floats:
        """The transpose: from raters to effects."""
        design = self.design
        pairs = np.flatnonzero(design.pair_effect >= 0)
        centred = raters - raters.mean()
        effects = np.zeros(design.size)
        effects[self.raters] = self.left * centred
        effects[design.pair_effect[pairs]] = self.share[pairs] * centred[design.pair_rater[pairs]]
        return effects


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
    left = 1 - total(design.pair_rater, share * known, raters)
    loads = _Loads(design, share, known, np.where(is_lone, own * (1 - known), 0.0), left)
    prior = variances["rater"] + own * total(design.pair_rater, share**2, raters)
    if isinstance(estimate.equations, Whole):
        rater, pair = _whole(estimate.equations, loads)
    else:
        rater, pair = _arrow(estimate.equations, loads)
    return Certainty(rater, prior * (1 - 1 / raters), pair)


def _whole(equations: Whole, loads: _Loads) -> tuple[Floats, Floats]:
    design = loads.design
    raters = len(design.people)
    combination = np.array([loads.spread(one) for one in np.eye(raters)])
    rater = ((combination @ equations.inverse) * combination).sum(axis=1)
    rater += np.bincount(design.pair_rater, loads.share**2 * loads.spare, raters)

    # A score is corrected by question, rater and pair at once.
    padded = np.zeros((design.size + 1, design.size + 1))
    padded[:-1, :-1] = equations.inverse
    start = design.spans["rater"][0]
    columns = [start + design.pair_rater, np.where(design.pair_effect >= 0, design.pair_effect, design.size)]
    if "question" in design.spans:
        columns.append(design.spans["question"][0] + design.pair_question)
    pair = loads.spare.copy()
    for one in columns:
        for other in columns:
            pair += padded[one, other] * np.where(design.pair_effect >= 0, 1.0, (1 - loads.known) ** 2)
    return rater, np.maximum(pair, 0.0)


def _arrow(equations: Iterative, loads: _Loads) -> tuple[Floats, Floats]:
    """By the preconditioner, and what it leaves out by probing.

    With random signs z the mean of z ⊙ Mz is the diagonal of M (Bekas, Kokiopoulou & Saad 2007, Applied Numerical
    Mathematics 57:1214); here M is the difference of the two inverses, which is small outside its diagonal.
    """
    arrow, share, of = equations.arrow, loads.share, loads.design.pair_rater
    raters = len(loads.design.people)
    # Pairs, pools and raters leave one after the other, and pass on what they bear; a lone pair's effect has left.
    in_pair, in_pool = share * arrow.total / arrow.own, share * arrow.mine / arrow.own
    edge = np.zeros((raters, arrow.border))
    for place in range(arrow.fixed):
        edge[:, place] -= np.bincount(of, share * arrow.by_level[:, place] / arrow.own, raters)
    if arrow.question is not None:
        edge[of, arrow.question] -= in_pair
    at_rater = loads.left - np.bincount(of, in_pair, raters)
    at_pool: Floats = -np.bincount(of, in_pool, raters).astype(np.float64)
    roughly, at_rater = _through_person(arrow, np.arange(raters), at_pool, at_rater)
    edge -= (at_pool / arrow.pool_own)[:, None] * arrow.pool_link.whole()
    edge -= (at_rater / arrow.rater_own)[:, None] * arrow.link.whole()
    roughly += np.bincount(of, share**2 * np.where(arrow.has_effect, 1 / arrow.own, loads.spare), raters)
    # Against the mean of all raters: what all share, such as the questions' own uncertainty, drops out.
    edge -= edge.mean(axis=0)
    roughly = roughly * (1 - 2 / raters) + roughly.mean() / raters
    roughly += ((edge @ arrow.border_inverse) * edge).sum(axis=1)

    rater = roughly.copy()
    random = np.random.default_rng(20261127)
    for _ in range(_PROBES):
        sign = random.choice((-1.0, 1.0), raters)
        right = loads.spread(sign)
        missed = equations.solve(right, precise=_PRECISE) - arrow.solve(right)
        rater += sign * loads.gather(missed) / _PROBES
    rater = np.maximum(rater, roughly / 2)  # a probe may err, but not by that much

    gives = np.where(arrow.has_effect, arrow.total / arrow.own, loads.known)
    on_pool: Floats = -np.where(arrow.has_effect, arrow.mine / arrow.own, loads.known * (arrow.mine > 0))
    pair, _ = _through_person(arrow, of, on_pool, 1 - gives)
    pair += np.where(arrow.has_effect, 1 / arrow.own, loads.spare)
    if arrow.question is not None:
        pair += (1 - gives) ** 2 * np.diagonal(arrow.border_inverse)[arrow.question]
    # What the preconditioner leaves out of a rater is left out of each of the pairs.
    return rater, np.maximum(pair + (rater - roughly)[of], pair / 2)


def _through_person(arrow: Arrow, rater: Ints, at_pool: Floats, at_rater: Floats) -> tuple[Floats, Floats]:
    """The variance that weights on a person's pool and own effect bring, and the latter once the pool has left."""
    own, both = arrow.pool_own[rater], arrow.pool_rater[rater]
    at_rater = at_rater - at_pool * both / own
    return at_pool**2 / own + at_rater**2 / arrow.rater_own[rater], at_rater
