"""The mixed model's equations as they would be if nobody shared candidates, solved exactly: a preconditioner.

Rater × question pairs hang on raters, a rater on the mean of their own candidates (their pool), and all of them on
questions and level means. Pairs are eliminated, then pools, then raters; what is left (questions, levels) is small. The
inverse also gives the prediction error variances of large teams, to within the part that sharing candidates changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from interview_desk.insights.strictness.blocks import Variances, total
from interview_desk.insights.strictness.design import OUTCOME
from interview_desk.insights.strictness.equations import prior_precision
from interview_desk.insights.strictness.frame import Frame
from interview_desk.insights.tables import Floats, Ints

# So many questions and level means may be solved together; beyond, questions are taken one by one.
_BORDER = 1500


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """How raters, or their pools, hang on the border: densely on the fixed effects, on the questions pair by pair."""

    fixed: Floats  # (raters, fixed effects)
    by_pair: Floats  # (pairs,)
    rater: Ints  # (pairs,)
    question: Ints | None  # (pairs,): the question's place in the border; None where questions keep to themselves
    border: int

    def gather(self, raters: Floats) -> Floats:
        """link'·v: from raters to the border."""
        edge = np.zeros(self.border)
        edge[: self.fixed.shape[1]] = raters @ self.fixed
        if self.question is not None:
            edge += np.bincount(self.question, self.by_pair * raters[self.rater], self.border)
        return edge

    def spread(self, edge: Floats) -> Floats:
        """link·v: from the border to raters."""
        raters: Floats = self.fixed @ edge[: self.fixed.shape[1]]
        if self.question is not None:
            raters = raters + np.bincount(self.rater, self.by_pair * edge[self.question], len(raters))
        return raters

    def whole(self) -> Floats:
        """All of it, (raters, border)."""
        matrix = np.zeros((len(self.fixed), self.border))
        matrix[:, : self.fixed.shape[1]] = self.fixed
        if self.question is not None:
            matrix[self.rater, self.question] += self.by_pair  # each pair occurs once
        return matrix

    def less(self, share: Floats, other: Link) -> Link:
        """This link without so much of another, `share` (raters,)."""
        by_pair = self.by_pair - share[self.rater] * other.by_pair
        return Link(self.fixed - share[:, None] * other.fixed, by_pair, self.rater, self.question, self.border)


class Arrow:
    """The preconditioner: pairs, pools and raters eliminated, questions and fixed effects solved together.

    A pool that somebody else's score bears on, one without a rater, and questions too many to be solved together keep
    to themselves there.
    """

    def __init__(self, frame: Frame, variances: Variances, cell_weight: Floats) -> None:
        design = frame.design
        spans, size, fixed = design.spans, design.size, design.fixed
        prior = prior_precision(frame, variances)
        self.diagonal: Floats = prior + frame.project_cells(cell_weight)
        self.fixed = fixed
        q0, q1 = spans.get("question", (fixed, fixed))
        self.border = q1 if q1 <= _BORDER else fixed
        self.question = q0 + design.pair_question if self.border > fixed else None
        self.raters = spans.get("rater", (size, size))
        self._weigh_pairs(frame, prior, cell_weight)
        edge = self._border(frame, prior, cell_weight)
        if len(self.pool):
            self._link_pools(frame, cell_weight)
            self._link_raters(prior)
            for link, own in ((self.pool_link, self.pool_own), (self.link, self.rater_own)):
                half = link.whole() / np.sqrt(own)[:, None]
                edge -= half.T @ half
        self.border_inverse: Floats = np.asarray(np.linalg.inv(edge), dtype=np.float64)

    def _weigh_pairs(self, frame: Frame, prior: Floats, cell_weight: Floats) -> None:
        """Pairs, whether or not they have an effect of their own: everything of a pair moves together."""
        design, fixed = frame.design, self.fixed
        raters = self.raters[1] - self.raters[0]
        rated = np.flatnonzero(design.kind != OUTCOME)
        self.pairs = len(design.pair_rater)
        self.rater_of_pair = design.pair_rater
        self.effect = design.pair_effect
        self.has_effect = self.effect >= 0
        pair = design.pair_of_cell[rated]
        place, weight = pair * fixed + design.columns[0, rated], cell_weight[rated]
        shape = (self.pairs, fixed)
        self.by_level = total(place, weight, self.pairs * fixed).reshape(shape)
        self.total: Floats = self.by_level.sum(axis=1)

        # Each rater's own pool, and what of a pair's weight lies on it.
        self.pool: Ints = np.full(raters, design.size)
        if "pool" in design.spans:
            _, of_people, of_pools = np.intersect1d(design.people[:raters], design.pools, return_indices=True)
            self.pool[of_people] = design.spans["pool"][0] + of_pools
        self.has_pool = self.pool < design.size
        mine = np.zeros(len(rated), np.bool_)
        if self.has_pool.any():
            own_pool = self.pool[design.pair_rater[pair]]
            mine = (design.columns[5, rated] == own_pool) & (own_pool < design.size)
        self.mine_by_level = total(place[mine], weight[mine], self.pairs * fixed).reshape(shape)
        self.mine: Floats = self.mine_by_level.sum(axis=1)

        # What a pair passes on of its weight once its own effect is eliminated.
        own_prior = prior[self.effect[self.has_effect]]
        self.own = np.full(self.pairs, np.inf)
        self.own[self.has_effect] = own_prior + self.total[self.has_effect]
        self.passing = np.ones(self.pairs)
        self.passing[self.has_effect] = own_prior / self.own[self.has_effect]

    def _border(self, frame: Frame, prior: Floats, cell_weight: Floats) -> Floats:
        """Levels, the outcomes' mean and questions, as they are before pools and raters are eliminated."""
        design, fixed, border = frame.design, self.fixed, self.border
        edge = np.zeros((border, border))
        edge[:fixed, :fixed] = (
            np.diag(self.by_level.sum(axis=0)) - (self.by_level / self.own[:, None]).T @ self.by_level
        )
        outcome = np.flatnonzero(design.kind == OUTCOME)
        if len(outcome):
            level, mean = design.columns[:2, outcome]
            weight = np.bincount(level, cell_weight[outcome], fixed)
            edge[np.arange(fixed), np.arange(fixed)] += weight
            edge[mean[0], :fixed] += weight
            edge[:fixed, mean[0]] += weight
            edge[mean[0], mean[0]] += weight.sum()
        if self.question is not None:
            cross = np.zeros((border, fixed))
            np.add.at(cross, self.question, self.by_level * self.passing[:, None])
            edge[:, :fixed] += cross
            edge[:fixed, :] += cross.T
            own = total(self.question, self.total * self.passing, border)
            own[fixed:] += prior[fixed:border]
            edge[np.arange(border), np.arange(border)] += own
        return edge

    def _link_pools(self, frame: Frame, cell_weight: Floats) -> None:
        """How raters' own pools, with pairs eliminated, hang on the border and on the rater."""
        design, fixed = frame.design, self.fixed
        raters, rater = len(self.pool), self.rater_of_pair
        # A column beyond the last stands for "none", and is cut off.
        direct = np.zeros((raters, fixed))
        outcome = np.flatnonzero(design.kind == OUTCOME)
        rater_of = np.full(design.size + 1, raters)
        rater_of[self.pool[self.has_pool]] = np.flatnonzero(self.has_pool)
        whose = rater_of[design.columns[5, outcome]]
        for row in design.columns[:2, outcome]:
            at = whose * fixed + row
            direct += total(at, cell_weight[outcome], (raters + 1) * fixed).reshape(-1, fixed)[:raters]
        left = self.mine_by_level - (self.mine / self.own)[:, None] * self.by_level
        by_pair = self.mine * self.passing
        direct += _summed(rater, left, raters)
        self.pool_link = Link(direct, by_pair, rater, self.question, self.border)
        self.pool_rater: Floats = _summed(rater, by_pair[:, None], raters)[:, 0]
        self.pool_own: Floats = np.ones(raters)
        own = self.diagonal[self.pool[self.has_pool]]
        given = _summed(rater, (self.mine**2 / self.own)[:, None], raters)[:, 0]
        self.pool_own[self.has_pool] = own - given[self.has_pool]

    def _link_raters(self, prior: Floats) -> None:
        """How raters, whose pairs and pools are eliminated, hang on the border."""
        start, stop = self.raters
        raters, rater = stop - start, self.rater_of_pair
        passed = self.total * self.passing
        link = Link(
            _summed(rater, self.by_level * self.passing[:, None], raters), passed, rater, self.question, self.border
        )
        share = self.pool_rater / self.pool_own
        self.link = link.less(share, self.pool_link)
        self.rater_own: Floats = prior[start:stop] + _summed(rater, passed[:, None], raters)[:, 0]
        self.rater_own -= share * self.pool_rater

    def solve(self, right: Floats) -> Floats:
        """The preconditioner's answer, shape (size,)."""
        result = right / self.diagonal
        start, stop = self.raters
        border, fixed, of = self.border, self.fixed, self.rater_of_pair
        pool = self.pool[self.has_pool]
        edge = right[:border].copy()
        at_rater = right[start:stop].copy()
        at_pool = np.zeros(stop - start)
        at_pool[self.has_pool] = right[pool]
        at_pair = np.zeros(self.pairs)
        at_pair[self.has_effect] = right[self.effect[self.has_effect]]

        moved = at_pair / self.own
        edge[:fixed] -= moved @ self.by_level
        if self.question is not None:
            edge -= np.bincount(self.question, self.total * moved, border)
        if stop > start:
            at_rater -= np.bincount(of, self.total * moved, stop - start)
            at_pool -= np.bincount(of, self.mine * moved, stop - start)
            edge -= self.pool_link.gather(at_pool / self.pool_own)
            at_rater -= self.pool_rater / self.pool_own * at_pool
            edge -= self.link.gather(at_rater / self.rater_own)

        found = self.border_inverse @ edge
        result[:border] = found
        reach = self.by_level @ found[:fixed]
        if self.question is not None:
            reach += self.total * found[self.question]
        if stop > start:
            raters = (at_rater - self.link.spread(found)) / self.rater_own
            pools = (at_pool - self.pool_link.spread(found) - self.pool_rater * raters) / self.pool_own
            result[start:stop] = raters
            result[pool] = pools[self.has_pool]
            reach += self.total * raters[of] + self.mine * pools[of]
        pairs = (at_pair - reach) / self.own
        result[self.effect[self.has_effect]] = pairs[self.has_effect]
        return result


def _summed(group: Ints, rows: Floats, groups: int) -> Floats:
    """The sum of rows over each group, (groups, columns)."""
    return np.stack([total(group, column, groups) for column in rows.T], axis=1)
