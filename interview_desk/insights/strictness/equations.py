"""The mixed model's equations (Henderson) at given variances, solved whole: what small and middling teams need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from interview_desk.insights.strictness.blocks import (
    STEP,
    Numbers,
    Precision,
    Variances,
    own_variance,
    pair_weights,
    precision,
    total,
)
from interview_desk.insights.strictness.design import Component
from interview_desk.insights.strictness.frame import Frame
from interview_desk.insights.tables import Floats

# How close to the answer conjugate gradients come, as a share of its size.
PRECISE = 1e-8


class Equations(Protocol):
    """(Z'WZ + D⁻¹)·u = Z'W·y, where D holds the effects' variances and is infinite for the fixed ones."""

    frame: Frame
    variances: Variances
    weight: Precision

    def roughly(self, right: Floats) -> Floats:
        """The effects for a right-hand side of shape (size,), cheaply, to within some per cent."""

    def remain(self, v: Floats, start: Floats | None = None, precise: float = PRECISE) -> tuple[Floats, Floats]:
        """P·v for v over records, and the effects found on the way: from `start`, to within `precise` of their size."""


def prior_precision(frame: Frame, variances: Variances) -> Floats:
    """The diagonal of D⁻¹, shape (size,): nothing for the fixed effects."""
    prior = np.zeros(frame.design.size)
    for name, (start, stop) in frame.design.spans.items():
        prior[start:stop] = 1 / variances[name]
    return prior


class Whole:
    """The equations as one square matrix with its inverse, exact traces and the restricted likelihood."""

    def __init__(self, frame: Frame, variances: Variances) -> None:
        if frame.pairs is None:
            raise ValueError("this design is too large to be solved whole")
        self.frame = frame
        self.variances = variances
        self.weight = precision(frame.everyone, variances)
        size = frame.design.size
        entries, log_determinant = self._entries(variances)
        self.log_determinant_of_records = log_determinant.real
        square = np.bincount(frame.pairs.square.reshape(-1), np.tile(np.real(entries), 36), (size + 1) ** 2).reshape(
            size + 1, size + 1
        )[:size, :size]
        matrix = square + np.diag(prior_precision(frame, variances))
        self.inverse: Floats = np.linalg.inv(matrix)
        self.log_determinant = 2 * float(np.log(np.diagonal(np.linalg.cholesky(matrix))).sum())

    def roughly(self, right: Floats) -> Floats:
        found: Floats = self.inverse @ right
        return found

    def remain(self, v: Floats, start: Floats | None = None, precise: float = PRECISE) -> tuple[Floats, Floats]:
        weighted = self.weight.apply(v)
        effects = self.roughly(self.frame.project(weighted))
        return weighted - self.weight.apply(self.frame.spread(effects)), effects

    def traces(self, components: tuple[Component, ...]) -> dict[Component, float]:
        """tr(P·V_k) for each component: what the score equations subtract."""
        frame, pairs = self.frame, self.frame.pairs
        assert pairs is not None
        size = frame.design.size
        padded = np.zeros((size + 1, size + 1))
        padded[:size, :size] = self.inverse
        at_pairs = padded.reshape(-1)[pairs.square].sum(axis=0)
        found: dict[Component, float] = {}
        for name in components:
            trace = 0.0
            if name in frame.design.spans:
                start, stop = frame.design.spans[name]
                own = float(np.diagonal(self.inverse)[start:stop].sum())
                trace += (stop - start - own / self.variances[name]) / self.variances[name]
            if name not in ("question", "rater", "pool"):
                shifted: dict[Component, complex] = {**self.variances}
                shifted[name] = self.variances[name] + STEP * 1j
                # d log|V| = tr(W·V_k), and d W = −W·V_k·W.
                entries, log_determinant = self._entries(shifted)
                trace += log_determinant.imag / STEP + float(at_pairs @ (np.imag(entries) / STEP))
            found[name] = trace
        return found

    def likelihood(self, y: Floats, remaining: Floats) -> float:
        """The restricted log-likelihood, up to a constant."""
        effects = sum(
            (stop - start) * float(np.log(self.variances[name]))
            for name, (start, stop) in self.frame.design.spans.items()
        )
        return -0.5 * (self.log_determinant_of_records + effects + self.log_determinant + float(y @ remaining))

    def _entries(self, variances: Mapping[Component, complex] | Variances) -> tuple[Numbers, complex]:
        """W summed over the lone records of each cell, then over each pair of cells that candidates join; log |V|."""
        frame, pairs = self.frame, self.frame.pairs
        assert pairs is not None
        own = own_variance(frame.design.kind[pairs.single], variances) + variances.get("candidate", 0.0)
        own = own + variances.get("session", 0.0)
        count = frame.singles[pairs.single]
        several = precision(frame.several, variances)
        summed = total(pairs.entry, pair_weights(several, pairs.left, pairs.right), pairs.entries)
        return np.concatenate([count / own, summed]), several.log_determinant + complex(count @ np.log(own))
