"""The same equations for large teams: conjugate gradients, every pass of which is linear in the records."""

from __future__ import annotations

import numpy as np

from interview_desk.insights.strictness.arrow import Arrow
from interview_desk.insights.strictness.blocks import Precision, Variances, own_variance, precision
from interview_desk.insights.strictness.equations import PRECISE, prior_precision
from interview_desk.insights.strictness.frame import Frame
from interview_desk.insights.tables import Floats

_PASSES = 400
_ROUGHLY = 0.03


class Iterative:
    """The equations solved by preconditioned conjugate gradients."""

    def __init__(self, frame: Frame, variances: Variances, *, arrow: Arrow | None = None) -> None:
        """At these variances; `arrow` is a preconditioner made for variances close to them, to save making one."""
        self.frame = frame
        self.variances = variances
        self.weight: Precision = precision(frame.everyone, variances)
        self._several: Precision = precision(frame.several, variances)
        design = frame.design
        lone = own_variance(design.kind, variances) + variances.get("candidate", 0.0) + variances.get("session", 0.0)
        self._singles: Floats = frame.singles / lone
        several = self._several
        c = frame.several
        own = several.p - several.p**2 * several.shrink_block[c.block]
        own = own - several.a**2 * several.shrink_candidate[c.candidate]
        self.cell_weight: Floats = self._singles + np.bincount(c.cell, own, len(design.kind))
        self._prior = prior_precision(frame, variances)
        self.arrow = arrow or Arrow(frame, variances, self.cell_weight)
        self.passes = 0

    def roughly(self, right: Floats) -> Floats:
        return self.solve(right, precise=_ROUGHLY)

    def remain(self, v: Floats, start: Floats | None = None, precise: float = PRECISE) -> tuple[Floats, Floats]:
        weighted = self.weight.apply(v)
        effects = self.solve(self.frame.project(weighted), start, precise)
        return weighted - self.weight.apply(self.frame.spread(effects)), effects

    def solve(self, right: Floats, start: Floats | None = None, precise: float = PRECISE) -> Floats:
        """The effects for a right-hand side of shape (size,)."""
        found = self.arrow.solve(right) if start is None else start.copy()
        residual = right - self._times(found)
        direction = ready = self.arrow.solve(residual)
        size = float(residual @ ready)
        goal = precise**2 * max(float(right @ self.arrow.solve(right)), np.finfo(np.float64).tiny)
        for _ in range(_PASSES):
            if size <= goal:
                break
            image = self._times(direction)
            step = size / float(direction @ image)
            found += step * direction
            residual -= step * image
            ready = self.arrow.solve(residual)
            last, size = size, float(residual @ ready)
            direction = ready + (size / last) * direction
            self.passes += 1
        return found

    def _times(self, effects: Floats) -> Floats:
        frame = self.frame
        at_cells = frame.spread_cells(effects)
        cell = frame.several.cell
        out = self._singles * at_cells
        out += np.bincount(cell, self._several.apply(at_cells[cell]), len(out))
        result: Floats = frame.project_cells(out) + self._prior * effects
        return result
