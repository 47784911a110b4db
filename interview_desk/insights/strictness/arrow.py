"""The mixed model's equations as they would be if nobody shared candidates, solved exactly: a preconditioner.

Rater × question pairs hang on raters, and raters on questions and level means. Pairs are eliminated, then raters; what
is left (questions, levels) is small. The inverse also gives the prediction error variances of large teams, to within
the part that sharing candidates changes.
"""

from __future__ import annotations

import numpy as np

from interview_desk.insights.strictness.blocks import Variances, total
from interview_desk.insights.strictness.design import OUTCOME
from interview_desk.insights.strictness.equations import prior_precision
from interview_desk.insights.strictness.frame import Frame
from interview_desk.insights.tables import Floats

# So many questions and level means may be solved together; beyond, questions are taken one by one.
_BORDER = 1500


class Arrow:
    """The preconditioner: pairs and raters eliminated, questions and fixed effects solved together."""

    def __init__(self, frame: Frame, variances: Variances, cell_weight: Floats) -> None:
        design = frame.design
        spans, size, fixed = design.spans, design.size, design.fixed
        self.size = size
        prior = prior_precision(frame, variances)
        self.diagonal: Floats = prior + frame.project_cells(cell_weight)
        q0, q1 = spans.get("question", (fixed, fixed))
        border = q1 if q1 <= _BORDER else fixed
        self.border = border
        self.raters = spans.get("rater", (size, size))
        raters = self.raters[1] - self.raters[0]

        self.fixed = fixed
        self._pair_up(frame, prior, cell_weight)
        edge = self._border(frame, prior, cell_weight, q0)
        self._link_raters(prior)
        if raters:
            edge -= (self.link / self.rater_own[:, None]).T @ self.link
        # Pools, and questions too many to be solved together, keep to themselves.
        self.border_inverse: Floats = np.asarray(np.linalg.inv(edge), dtype=np.float64)

    def _pair_up(self, frame: Frame, prior: Floats, cell_weight: Floats) -> None:
        """Pairs, whether or not they have an effect of their own: everything of a pair moves together."""
        design, fixed = frame.design, self.fixed
        rated = np.flatnonzero(design.kind != OUTCOME)
        self.pairs = len(design.pair_rater)
        self.rater_of_pair = design.pair_rater
        self.effect = design.pair_effect
        self.has_effect = self.effect >= 0
        place = design.pair_of_cell[rated] * fixed + design.columns[0, rated]
        self.by_level = total(place, cell_weight[rated], self.pairs * fixed).reshape(self.pairs, fixed)
        self.total: Floats = self.by_level.sum(axis=1)
        # What a pair passes on of its weight once its own effect is eliminated.
        own_prior = prior[self.effect[self.has_effect]]
        self.own = np.full(self.pairs, np.inf)
        self.own[self.has_effect] = own_prior + self.total[self.has_effect]
        self.passing = np.ones(self.pairs)
        self.passing[self.has_effect] = own_prior / self.own[self.has_effect]
        self.passed: Floats = self.total * self.passing

    def _border(self, frame: Frame, prior: Floats, cell_weight: Floats, first_question: int) -> Floats:
        """Levels, the outcomes' mean and questions, as they are before raters are eliminated."""
        design, fixed, border = frame.design, self.fixed, self.border
        edge = np.zeros((border, border))
        edge[:fixed, :fixed] = (
            np.diag(self.by_level.sum(axis=0)) - (self.by_level / self.own[:, None]).T @ self.by_level
        )
        for place in np.flatnonzero(design.kind == OUTCOME):
            at = design.columns[:2, place]
            edge[np.ix_(at, at)] += cell_weight[place]
        self.question = first_question + design.pair_question if border > fixed else None
        if self.question is not None:
            cross = np.zeros((border, fixed))
            np.add.at(cross, self.question, self.by_level * self.passing[:, None])
            edge[:, :fixed] += cross
            edge[:fixed, :] += cross.T
            own = total(self.question, self.passed, border)
            own[fixed:] += prior[fixed:border]
            edge[np.arange(border), np.arange(border)] += own
        return edge

    def _link_raters(self, prior: Floats) -> None:
        """How raters, whose pairs are eliminated, hang on the border."""
        start, stop = self.raters
        raters, rater = stop - start, self.rater_of_pair
        self.link = np.zeros((raters, self.border))
        self.rater_own: Floats = np.ones(raters)
        if raters:
            self.rater_own = prior[start:stop] + np.bincount(rater, self.passed, raters)
            for place in range(self.fixed):
                self.link[:, place] = np.bincount(rater, self.by_level[:, place] * self.passing, raters)
            if self.question is not None:
                self.link[rater, self.question] += self.passed  # each pair occurs once
        self.to_levels: Floats = self.link[:, : self.fixed].copy()

    def solve(self, right: Floats) -> Floats:
        """The preconditioner's answer, shape (size,)."""
        result = right / self.diagonal
        start, stop = self.raters
        border, fixed = self.border, self.by_level.shape[1]
        edge = right[:border].copy()
        own = right[start:stop].copy()
        at_pair = np.zeros(self.pairs)
        at_pair[self.has_effect] = right[self.effect[self.has_effect]]
        moved = at_pair / self.own
        carried = self.total * moved
        edge[:fixed] -= moved @ self.by_level
        if self.question is not None:
            edge -= np.bincount(self.question, carried, border)
        if stop > start:
            own -= np.bincount(self.rater_of_pair, carried, stop - start)
            edge -= self._from_raters(own / self.rater_own)
        found = self.border_inverse @ edge
        result[:border] = found
        reach = self.by_level @ found[:fixed]
        if self.question is not None:
            reach += self.total * found[self.question]
        if stop > start:
            raters = (own - self._to_raters(found)) / self.rater_own
            result[start:stop] = raters
            reach += self.total * raters[self.rater_of_pair]
        pairs = (at_pair - reach) / self.own
        result[self.effect[self.has_effect]] = pairs[self.has_effect]
        return result

    def _from_raters(self, raters: Floats) -> Floats:
        """link'·v, by the few pairs that there are."""
        edge = np.zeros(self.border)
        edge[: self.to_levels.shape[1]] = raters @ self.to_levels
        if self.question is not None:
            edge += np.bincount(self.question, self.passed * raters[self.rater_of_pair], self.border)
        return edge

    def _to_raters(self, edge: Floats) -> Floats:
        """link·v, by the few pairs that there are."""
        raters: Floats = self.to_levels @ edge[: self.to_levels.shape[1]]
        if self.question is not None:
            raters = raters + np.bincount(self.rater_of_pair, self.passed * edge[self.question], len(raters))
        return raters
