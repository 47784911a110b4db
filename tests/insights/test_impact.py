"""Adverse impact: Simpson's paradox, exact tests, and cells that must not show."""

import numpy as np
import pytest

from interview_desk.insights.impact import adverse_impact, fisher, odds_ratio, rate_ratio, stratified_ratio
from interview_desk.insights.tables import Bools, Ints

# Bickel, Hammel & O'Connell 1975: admissions to Berkeley, six departments: (men: no, yes), (women: no, yes).
BERKELEY = np.array([
    [[313, 512], [19, 89]], [[207, 353], [8, 17]], [[205, 120], [391, 202]],
    [[279, 138], [244, 131]], [[138, 53], [299, 94]], [[351, 22], [317, 24]],
])  # fmt: skip
DEPARTMENTS = "ABCDEF"


def spread_out(tables: Ints) -> tuple[Ints, Bools, Ints]:
    strata, groups, passed = np.nonzero(tables)
    times = tables[strata, groups, passed]
    return np.repeat(groups, times), np.repeat(passed > 0, times), np.repeat(strata, times)


def test_berkeley_fails_four_fifths_overall_and_nowhere_once_stratified() -> None:
    group, passed, department = spread_out(BERKELEY)
    (found,) = adverse_impact(group, passed, department, ["men", "women"], DEPARTMENTS)
    assert (found.group, found.reference) == ("women", "men")
    assert found.overall.value == pytest.approx(0.6818298435631, abs=1e-10)
    assert found.overall.alarming
    ratios = [stratum.ratio.value for stratum in found.strata]
    assert ratios == pytest.approx([1.327853732639, 1.078753541, 0.92256887, 1.055594203, 0.86197129, 1.193281792])
    assert found.stratified.p == pytest.approx(0.232263462817, abs=1e-9)
    assert found.odds_ratio == pytest.approx(1 / 0.9046968282586, abs=1e-9)
    assert not found.alarm


def test_a_ratio_below_four_fifths_by_accident_raises_no_alarm() -> None:
    ratio = rate_ratio(np.array([[8, 2], [6, 9]]))
    assert ratio.value == pytest.approx(1 / 3)
    assert ratio.p == pytest.approx(0.09915197200162)
    assert not ratio.alarming


def test_fishers_exact_test_is_rs() -> None:
    assert fisher(np.array([[12, 12], [32, 48]])) == pytest.approx(0.480983657555)


def test_a_real_difference_is_called() -> None:
    table = np.array([[[160, 40], [100, 100]], [[150, 50], [90, 110]]])
    group, passed, stratum = spread_out(table)
    (found,) = adverse_impact(group, passed, stratum, ["a", "b"], ["x", "y"])
    assert found.alarm
    assert found.stratified.high is not None
    assert found.stratified.high < 0.8


def test_a_small_cell_is_hidden_and_so_is_a_second_stratum_lest_it_be_subtracted() -> None:
    tables = np.array([[[30, 30], [30, 30]], [[9, 3], [8, 9]], [[20, 10], [20, 12]]])
    group, passed, stratum = spread_out(tables)
    (found,) = adverse_impact(group, passed, stratum, ["a", "b"], ["x", "y", "z"])
    hidden = {s.name for s in found.strata if s.hidden}
    assert "y" in hidden
    assert len(hidden) >= 2
    shown = sum(s.counts.passed for s in found.strata if s.counts is not None)
    assert found.counts is not None
    rest = found.counts.passed - shown
    assert rest >= 5
    assert all(s.ratio.value is None for s in found.strata if s.hidden)


def test_when_the_hidden_rest_would_be_small_everything_is_hidden() -> None:
    tables = np.array([[[30, 30], [30, 30]], [[1, 1], [1, 1]]])
    group, passed, stratum = spread_out(tables)
    (found,) = adverse_impact(group, passed, stratum, ["a", "b"], ["x", "y"])
    assert all(s.hidden for s in found.strata)


def test_too_few_to_show_is_said_and_nothing_is_shown() -> None:
    group, passed, stratum = spread_out(np.array([[[3, 2], [30, 30]]]))
    (found,) = adverse_impact(group, passed, stratum, ["a", "b"], ["x"])
    assert found.too_few
    assert (found.counts, found.overall.value, found.stratified.value, found.alarm) == (None, None, None, False)


def test_groups_not_given_do_not_count_and_one_group_alone_is_no_comparison() -> None:
    assert adverse_impact(np.array([0, 0, -1]), np.ones(3, bool), np.zeros(3, int), ["a", "b"], ["x"]) == []
    assert adverse_impact(np.zeros(0, int), np.zeros(0, bool), np.zeros(0, int), [], []) == []


def test_nobody_passing_leaves_the_ratio_undefined() -> None:
    assert rate_ratio(np.array([[10, 0], [10, 0]])).value is None
    assert stratified_ratio(np.array([[[10, 0], [10, 0]]])).value is None
    assert odds_ratio(np.array([[[10, 0], [10, 0]]])) is None
    assert rate_ratio(np.array([[20, 0], [10, 10]])).value == 0
