"""Adverse impact: do groups pass at different rates, stratified, with small cells hidden even from subtraction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, lgamma, sqrt
from statistics import NormalDist

import numpy as np

from interview_desk.insights.tables import Bools, Floats, Ints

FOUR_FIFTHS = 0.8
SMALLEST_CELL = 5
_SIGNIFICANT = 0.05
_EXPECTED_FOR_CHI_SQUARE = 5.0


@dataclass(frozen=True, slots=True)
class Ratio:
    """A group's pass rate over the reference group's, with its interval; None where it is not defined or hidden."""

    value: float | None
    low: float | None
    high: float | None
    p: float | None  # of the hypothesis that both pass alike

    @property
    def significant(self) -> bool:
        return self.p is not None and self.p < _SIGNIFICANT

    @property
    def alarming(self) -> bool:
        """Below four fifths, and not by accident."""
        return self.value is not None and self.value < FOUR_FIFTHS and self.significant


NO_RATIO = Ratio(None, None, None, None)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of a group and of the reference group there were, and how many of them passed."""

    n: int
    passed: int
    reference_n: int
    reference_passed: int


@dataclass(frozen=True, slots=True)
class Stratum:
    """One stratum of one comparison; counts and ratio are None where a small cell would show."""

    name: str
    counts: Counts | None
    ratio: Ratio

    @property
    def hidden(self) -> bool:
        return self.counts is None


@dataclass(frozen=True, slots=True)
class Impact:
    """One group against the reference group: all together, and within strata put together again.

    `alarm` is raised only when the stratified ratio is below four fifths and significant; `too_few` says that the
    counts are too small to show anything.
    """

    group: str
    reference: str
    counts: Counts | None
    overall: Ratio
    stratified: Ratio
    odds_ratio: float | None  # Mantel–Haenszel's, over the strata
    strata: tuple[Stratum, ...]
    too_few: bool

    @property
    def alarm(self) -> bool:
        return self.stratified.alarming


def adverse_impact(
    group: Ints, passed: Bools, stratum: Ints, group_names: Sequence[str], stratum_names: Sequence[str]
) -> list[Impact]:
    """Every group against the one that passes most often (among those large enough to be shown).

    `group`, `passed` and `stratum` have shape (n,); a group of -1 means that it was not given, and doesn't count.
    Strata are what should be held equal: question and level. Whoever sees what is shown may know the totals of
    everybody too, those without a label included: what is left when all that is shown is taken away is no small cell.
    """
    known = (group >= 0) & (stratum >= 0)
    groups, strata = len(group_names), len(stratum_names)
    place = (stratum[known] * groups + group[known]) * 2 + passed[known]
    # (strata, groups, failed and passed)
    counts = np.bincount(place, minlength=strata * groups * 2).reshape(strata, groups, 2)
    everybody = np.bincount(stratum[stratum >= 0] * 2 + passed[stratum >= 0], minlength=strata * 2).reshape(strata, 2)
    totals = counts.sum(axis=0)
    shown = _shown_groups(totals, everybody.sum(axis=0))
    present = np.flatnonzero(totals.sum(axis=1) > 0)
    if len(present) < 2:
        return []
    if not len(shown):
        shown = present[[int(np.argmax(totals[present].sum(axis=1)))]]
    rates = totals[shown, 1] / totals[shown].sum(axis=1)
    reference = int(shown[int(np.argmax(rates))])
    # A stratum whose rest would be small is shown for nobody.
    safe = np.array([_leaves_nothing_small(everybody[k] - counts[k, shown].sum(axis=0)) for k in range(strata)])
    return [
        _compare(
            counts[:, [other, reference], :], group_names[other], group_names[reference], stratum_names,
            safe, other not in shown or reference not in shown,
        )
        for other in present.tolist()
        if other != reference
    ]  # fmt: skip


def _shown_groups(totals: Ints, everybody: Ints) -> Ints:
    """The groups that may be shown, (groups, 2) failed and passed: none with a small cell, nor leaving one."""
    shown = np.flatnonzero((totals >= SMALLEST_CELL).all(axis=1))
    while len(shown) and not _leaves_nothing_small(everybody - totals[shown].sum(axis=0)):
        shown = np.delete(shown, int(np.argmin(totals[shown].sum(axis=1))))
    return shown


def _leaves_nothing_small(rest: Ints) -> bool:
    return bool(not rest.any() or (rest >= SMALLEST_CELL).all())


def _compare(tables: Ints, group: str, reference: str, names: Sequence[str], safe: Bools, too_few: bool) -> Impact:
    """`tables` has shape (strata, 2, 2): the group and the reference, failed and passed."""
    total = tables.sum(axis=0)
    too_few = too_few or bool((total < SMALLEST_CELL).any())
    visible = np.zeros(len(tables), np.bool_) if too_few else _visible(tables, safe)
    strata = tuple(
        Stratum(
            names[k],
            _counts(tables[k]) if visible[k] else None,
            rate_ratio(tables[k]) if visible[k] else NO_RATIO,
        )
        for k in np.flatnonzero(tables.sum(axis=(1, 2)) > 0).tolist()
    )
    return Impact(
        group,
        reference,
        None if too_few else _counts(total),
        NO_RATIO if too_few else rate_ratio(total),
        NO_RATIO if too_few else stratified_ratio(tables),
        None if too_few else odds_ratio(tables),
        strata,
        too_few,
    )


def _counts(table: Ints) -> Counts:
    n, passed = table.sum(axis=1), table[:, 1]
    return Counts(int(n[0]), int(passed[0]), int(n[1]), int(passed[1]))


def _visible(tables: Ints, safe: Bools) -> Bools:
    """Which strata may be shown: no cell under 5 in any of them, nor in the rest when they are taken from the total."""
    cells = tables.reshape(len(tables), -1)
    visible: Bools = np.asarray((cells >= SMALLEST_CELL).all(axis=1)) & safe
    order = np.argsort(cells.min(axis=1), kind="stable")
    for k in order.tolist():
        rest = cells[~visible].sum(axis=0)
        if not rest.any() or ((rest >= SMALLEST_CELL).all() and int((cells[~visible].sum(axis=1) > 0).sum()) > 1):
            break
        visible[k] = False
    return visible


def rate_ratio(table: Ints, *, confidence: float = 0.90) -> Ratio:
    """The ratio of pass rates in a (2, 2) table of group and reference, failed and passed.

    Interval on the log scale (Katz et al. 1978); p by χ² without correction, or Fisher's exact test where an expected
    count is under 5. Not defined where nobody of the reference passed.
    """
    n, passed = table.sum(axis=1).astype(np.float64), table[:, 1].astype(np.float64)
    if not n.all() or not passed[1]:
        return NO_RATIO
    value = float(passed[0] / n[0] / (passed[1] / n[1]))
    p = _chi_square(table) if _expected(table).min() >= _EXPECTED_FOR_CHI_SQUARE else fisher(table)
    if not passed[0]:
        return Ratio(0.0, 0.0, None, p)
    error = sqrt(float((1 / passed - 1 / n).sum()))
    reach = exp(NormalDist().inv_cdf(0.5 + confidence / 2) * error)
    return Ratio(value, value / reach, value * reach, p)


def stratified_ratio(tables: Ints, *, confidence: float = 0.90) -> Ratio:
    """The common ratio of pass rates over (strata, 2, 2) tables (Mantel–Haenszel; variance by Greenland & Robins 1985).

    The p-value is the Mantel–Haenszel test's with continuity correction (as R's mantelhaen.test).
    """
    n = tables.sum(axis=2).astype(np.float64)
    useful = n.all(axis=1)
    tables, n = tables[useful], n[useful]
    passed, total = tables[:, :, 1].astype(np.float64), n.sum(axis=1)
    above, below = passed[:, 0] * n[:, 1] / total, passed[:, 1] * n[:, 0] / total
    if not below.sum():
        return NO_RATIO
    both = passed.sum(axis=1)
    expected = n[:, 0] * both / total
    variance = n[:, 0] * n[:, 1] * both * (total - both) / (total**2 * np.maximum(total - 1, 1))
    p = None
    if variance.sum() > 0:
        apart = max(abs(float((passed[:, 0] - expected).sum())) - 0.5, 0.0)
        p = _tail(apart**2 / float(variance.sum()))
    value = float(above.sum() / below.sum())
    if not above.sum():
        return Ratio(0.0, 0.0, None, p)
    spread = (n[:, 0] * n[:, 1] * both - passed[:, 0] * passed[:, 1] * total) / total**2
    error = sqrt(max(float(spread.sum() / (above.sum() * below.sum())), 0.0))
    reach = exp(NormalDist().inv_cdf(0.5 + confidence / 2) * error)
    return Ratio(value, value / reach, value * reach, p)


def odds_ratio(tables: Ints) -> float | None:
    """The common odds ratio of passing over (strata, 2, 2) tables (Mantel & Haenszel 1959), or None."""
    total = np.maximum(tables.sum(axis=(1, 2)), 1).astype(np.float64)
    above = float((tables[:, 0, 1] * tables[:, 1, 0] / total).sum())
    below = float((tables[:, 0, 0] * tables[:, 1, 1] / total).sum())
    return above / below if below else None


def fisher(table: Ints) -> float:
    """The two-sided p-value of Fisher's exact test for a (2, 2) table: every table no likelier than this one."""
    (a, b), (c, d) = table.tolist()
    row, column, n = a + b, a + c, a + b + c + d

    def log_choose(of: int, k: int) -> float:
        return lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1)

    everything = log_choose(n, column)
    likely = np.array(
        [
            exp(log_choose(row, k) + log_choose(n - row, column - k) - everything)
            for k in range(max(0, row + column - n), min(row, column) + 1)
        ]
    )
    here = likely[a - max(0, row + column - n)]
    return min(1.0, float(likely[likely <= here * (1 + 1e-7)].sum()))


def _expected(table: Ints) -> Floats:
    expected: Floats = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return expected


def _chi_square(table: Ints) -> float:
    expected = _expected(table)
    return _tail(float(((table - expected) ** 2 / expected).sum()))


def _tail(chi_square: float) -> float:
    """How likely a χ² with one degree of freedom is to be larger."""
    return erfc(sqrt(chi_square / 2))
