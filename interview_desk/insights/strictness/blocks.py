"""The closed form of the candidate and session blocks: what is left of the covariance once effects are known.

Within one candidate V = t·11' + blockdiag(d·11') + diag(e), so with p = 1/e, and for each session Π = Σp,
a = p / (1 + dΠ), and for each candidate Ω = Σa:  W = V⁻¹ = diag(p) − pp'·d/(1 + dΠ) − aa'·t/(1 + tΩ).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from interview_desk.insights.strictness.design import LONE, OUTCOME, Component, Design
from interview_desk.insights.tables import Floats, Ints

Variances: TypeAlias = Mapping[Component, float]
# Complex numbers pass through the same formulas: a tiny imaginary step in a variance gives the exact derivative.
Numbers: TypeAlias = npt.NDArray[Any]

STEP = 1e-30
BLOCK_COMPONENTS: tuple[Component, ...] = ("candidate", "session", "error", "outcome_error", "rater_question")


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """Some of a design's records (all of whole candidates), with sessions and candidates numbered without gaps."""

    record: Ints  # place in the design
    cell: Ints
    kind: Ints
    block: Ints
    candidate: Ints
    candidate_of_block: Ints
    kind_of_block: Ints
    blocks: int
    candidates: int


def gather(design: Design, chosen: Ints) -> Clusters:
    """The clusters of the chosen records; `chosen` (n,) must hold every record of each candidate it touches."""
    record = design.record
    block_codes = record.block[chosen]
    blocks, block = np.unique(block_codes, return_inverse=True)
    candidates, candidate = np.unique(record.candidate[chosen], return_inverse=True)
    kind = design.kind[record.cell[chosen]]
    candidate_of_block = np.zeros(len(blocks), np.int64)
    candidate_of_block[block] = candidate
    kind_of_block = np.zeros(len(blocks), np.int64)
    kind_of_block[block] = kind
    return Clusters(
        chosen, record.cell[chosen], kind, block.astype(np.int64), candidate.astype(np.int64),
        candidate_of_block, kind_of_block, len(blocks), len(candidates),
    )  # fmt: skip


def own_variance(kind: Ints, variances: Mapping[Component, complex] | Variances) -> Numbers:
    """The variance that a record of each kind has to itself, in the shape of `kind`."""
    error = variances["error"]
    table = np.array([error, error + variances.get("rater_question", 0.0), variances.get("outcome_error", 1.0)])
    return table[kind]


@dataclass(frozen=True, slots=True, eq=False)
class Precision:
    """W for given variances, as factors: see the head of this module."""

    clusters: Clusters
    p: Numbers  # (records,)
    a: Numbers  # (records,)
    shrink_block: Numbers  # (blocks,): d / (1 + dΠ)
    shrink_candidate: Numbers  # (candidates,): t / (1 + tΩ)
    kept: Floats  # (blocks,): the real part of 1 / (1 + dΠ)
    log_determinant: complex  # of V

    def apply(self, v: Floats) -> Floats:
        """W·v for v of shape (records,); real variances only."""
        c = self.clusters
        own: Floats = np.real(self.p) * v
        in_block = np.bincount(c.block, own, c.blocks)
        # a'v of one session is its p'v, less what the session shares.
        passed_on = in_block * self.kept
        in_candidate = np.bincount(c.candidate_of_block, passed_on, c.candidates) * np.real(self.shrink_candidate)
        # Σ over the session of p·v, less the parts in common: −p·(shrink·in_block) − a·in_candidate, and a = p·kept.
        common = np.real(self.shrink_block) * in_block + self.kept * in_candidate[c.candidate_of_block]
        result: Floats = own - np.real(self.p) * common[c.block]
        return result


def precision(clusters: Clusters, variances: Mapping[Component, complex] | Variances) -> Precision:
    """W at the given variances; complex variances give complex factors, for derivatives."""
    c = clusters
    e = own_variance(c.kind, variances)
    t, d = variances.get("candidate", 0.0), variances.get("session", 0.0)
    p: Numbers = 1 / e
    d_of_block = np.where(c.kind_of_block == OUTCOME, 0.0, 1.0) * d
    kept = 1 / (1 + d_of_block * total(c.block, p, c.blocks))
    a = p * kept[c.block]
    omega = total(c.candidate, a, c.candidates)
    log_determinant = np.log(e).sum() - np.log(kept).sum() + np.log(1 + t * omega).sum()
    return Precision(c, p, a, d_of_block * kept, t / (1 + t * omega), np.real(kept), complex(log_determinant))


def pair_weights(w: Precision, left: Ints, right: Ints) -> Numbers:
    """W at pairs of records (places within the clusters) of the same candidate, shape of `left`."""
    c = w.clusters
    same_block = c.block[left] == c.block[right]
    weight = -w.a[left] * w.a[right] * w.shrink_candidate[c.candidate[left]]
    weight = weight - np.where(same_block, w.p[left] * w.p[right] * w.shrink_block[c.block[left]], 0.0)
    return weight + np.where(left == right, w.p[left], 0.0)


def shared_part(clusters: Clusters, component: Component, v: Floats) -> Floats:
    """V_k·v, where V_k says which records share the component: the derivative of V; shape (records,)."""
    c = clusters
    match component:
        case "candidate":
            return _given(total(c.candidate, v, c.candidates), c.candidate)
        case "session":
            return _given(total(c.block, v, c.blocks) * (c.kind_of_block != OUTCOME), c.block)
        case "error":
            return np.where(c.kind != OUTCOME, v, 0.0)
        case "outcome_error":
            return np.where(c.kind == OUTCOME, v, 0.0)
        case "rater_question":
            return np.where(c.kind == LONE, v, 0.0)
        case _:
            raise ValueError(f"{component} is not a part of the blocks")


def _given(values: Floats, group: Ints) -> Floats:
    given: Floats = values[group]
    return given


def total(group: Ints, values: Numbers, groups: int) -> Numbers:
    """The sum of values over each of `groups` groups; values may be complex."""
    if np.iscomplexobj(values):
        return np.bincount(group, values.real, groups) + 1j * np.bincount(group, values.imag, groups)
    return np.asarray(np.bincount(group, values, groups), dtype=np.float64)
