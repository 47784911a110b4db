"""What of the mixed model's equations does not depend on the variances: prepared once, used at every step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from interview_desk.insights.strictness.blocks import Clusters, gather, total
from interview_desk.insights.strictness.design import OUTCOME, Design, number
from interview_desk.insights.tables import Bools, Floats, Ints

# Up to so many effects the equations are solved and inverted whole; beyond, by conjugate gradients.
WHOLE = 450
_MOST_PAIRS = 3_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Records of one candidate two by two, and where the product of their effects stands in the square matrix."""

    left: Ints  # places among the clusters of candidates with several records
    right: Ints
    entry: Ints  # which of the distinct pairs of cells each pair belongs to
    entries: int
    single: Ints  # cells that hold records of candidates with no other record
    square: Ints  # (36, singles + entries): row × (size + 1) + column


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A design with everything counted that no variance changes."""

    design: Design
    everyone: Clusters  # all records
    several: Clusters  # the records of candidates with more than one
    singles: Floats  # (cells,): how many records are the only one of their candidate
    single_cells: Ints  # cells with any of those
    spread_index: Ints  # columns, flattened
    pairs: Pairs | None  # None: too many effects (or pairs) to solve whole

    def project(self, v: Floats) -> Floats:
        """Z'v: from records to effects, shape (size,)."""
        return self.project_cells(total(self.design.record.cell, v, len(self.design.kind)))

    def project_cells(self, v: Floats) -> Floats:
        """From sums over cells to effects."""
        size = self.design.size
        projected: Floats = total(self.spread_index, np.tile(v, len(self.design.columns)), size + 1)[:size]
        return projected

    def spread_cells(self, effects: Floats) -> Floats:
        """From effects to the cells that add them up."""
        padded = np.append(effects, 0.0)
        c = self.design.columns
        spread: Floats = padded[c[0]] + padded[c[1]]
        for row in c[2:]:
            spread += padded[row]
        return spread

    def spread(self, effects: Floats) -> Floats:
        """Zu: from effects to records."""
        result: Floats = self.spread_cells(effects)[self.design.record.cell]
        return result


def prepare(design: Design, *, whole: int = WHOLE) -> Frame:
    """The frame of a design; up to `whole` effects it can be solved whole."""
    record = design.record
    n = len(record.score)
    together = np.bincount(record.candidate, minlength=1)
    alone: Bools = together[record.candidate] == 1 if n else np.zeros(0, np.bool_)
    singles = np.bincount(record.cell[alone], minlength=len(design.kind)).astype(np.float64)
    several = gather(design, np.flatnonzero(~alone))
    single_cells = np.flatnonzero(singles)
    kind_of_block = np.zeros(int(record.block.max(initial=-1)) + 1, np.int64)
    kind = design.kind[record.cell]
    kind_of_block[record.block] = kind
    candidate_of_block = np.zeros(len(kind_of_block), np.int64)
    candidate_of_block[record.block] = record.candidate
    everyone = Clusters(
        np.arange(n), record.cell, kind, record.block, record.candidate, candidate_of_block, kind_of_block,
        len(kind_of_block), len(together),
    )  # fmt: skip
    count = int((np.bincount(several.candidate, minlength=1).astype(np.float64) ** 2).sum())
    pairs = _pair_up(design, several, single_cells) if design.size <= whole and count <= _MOST_PAIRS else None
    return Frame(design, everyone, several, singles, single_cells, design.columns.reshape(-1), pairs)


def _pair_up(design: Design, several: Clusters, single_cells: Ints) -> Pairs:
    left, right = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    order = np.argsort(several.candidate, kind="stable")
    together = np.bincount(several.candidate, minlength=several.candidates)
    start = np.cumsum(together) - together
    for many in np.unique(together):
        members = order[start[together == many][:, None] + np.arange(many)]
        left.append(np.repeat(members, many, axis=1).reshape(-1))
        right.append(np.tile(members, (1, many)).reshape(-1))
    first, second = np.concatenate(left), np.concatenate(right)
    cells = len(design.kind)
    distinct, entry = number(several.cell[first] * cells + several.cell[second], cells * cells)
    one, other = np.divmod(distinct, max(cells, 1))
    rows = design.columns[:, np.concatenate([single_cells, one])]
    columns = design.columns[:, np.concatenate([single_cells, other])]
    square = rows[:, None, :] * (design.size + 1) + columns[None, :, :]
    return Pairs(first, second, entry, len(distinct), single_cells, square.reshape(36, -1))


def outcome_records(design: Design) -> Bools:
    """Which records are outcomes, shape (records,)."""
    chosen: Bools = design.kind[design.record.cell] == OUTCOME
    return chosen
