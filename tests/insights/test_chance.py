"""Chances: the logistic curve, its thresholds, and the figures that say how well chances held."""

import csv
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from interview_desk.insights.chance import (
    brier,
    brier_parts,
    calibration_error,
    category_chances,
    enough,
    interval,
    learn,
    log_loss,
    wilson,
)  # fmt: skip
from interview_desk.insights.tables import Bools, Floats

REFERENCE = Path(__file__).parents[2] / ".." / "shared" / "reference"


def some_outcomes(n: int = 400, seed: int = 1) -> tuple[Floats, Bools]:
    random = np.random.default_rng(seed)
    score = random.normal(2.5, 0.6, n)
    return score, random.random(n) < 1 / (1 + np.exp(-1.5 * (score - 2.5)))


def test_the_curve_is_the_logistic_regressions() -> None:
    score, passed = some_outcomes()
    ours = learn(score, passed)
    theirs = LogisticRegression(C=np.inf, tol=1e-10).fit(score[:, None], passed)
    assert ours is not None
    assert ours.slope == pytest.approx(theirs.coef_[0, 0], abs=1e-4)
    assert ours.intercept == pytest.approx(theirs.intercept_[0], abs=1e-4)


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference data are not on this machine")
def test_the_reference_case_is_met_to_five_places() -> None:
    with (REFERENCE / "real" / "platt_case.csv").open() as file:
        rows = list(csv.DictReader(file))
    score = np.array([float(row["score"]) for row in rows])
    passed = np.array([row["passed"] == "1" for row in rows])
    platt = learn(score, passed)
    assert platt is not None
    chance = platt.chance(score)
    assert platt.intercept == pytest.approx(-1.581984386107, abs=1e-5)
    assert platt.slope == pytest.approx(0.6597086667492, abs=1e-5)
    assert brier(chance, passed) == pytest.approx(0.2327218995176, abs=1e-5)
    assert log_loss(chance, passed) == pytest.approx(0.6566499126366, abs=1e-5)
    assert calibration_error(chance, passed) == pytest.approx(0.06926299171182, abs=1e-5)
    assert calibration_error(chance, passed, equal_width=True) == pytest.approx(0.0646929235616, abs=1e-5)
    parts = brier_parts(chance, passed)
    assert (parts.reliability, parts.resolution) == pytest.approx((0.004320037986705, 0.01202991452991), abs=1e-5)


@pytest.mark.parametrize(("n", "good", "suffices"), [(50, 10, True), (49, 20, False), (200, 9, False), (60, 51, False)])
def test_fifty_outcomes_with_ten_of_each_kind_are_needed(n: int, good: int, suffices: bool) -> None:
    passed = np.arange(n) < good
    assert enough(passed) is suffices
    assert (learn(np.linspace(1, 4, n), passed) is not None) is suffices


def test_scores_that_separate_the_outcomes_still_give_chances_short_of_certainty() -> None:
    score = np.linspace(1, 4, 60)
    platt = learn(score, score > 2.5)
    assert platt is not None
    chance = platt.chance(score)
    assert 0 < chance.min() < 0.2 < 0.8 < chance.max() < 1


def test_scores_that_do_not_differ_give_no_chance() -> None:
    assert learn(np.full(100, 3.0), np.arange(100) < 50) is None


def test_missing_scores_are_left_out_and_stay_without_a_chance() -> None:
    score, passed = some_outcomes()
    score[:5] = np.nan
    platt = learn(score, passed)
    assert platt is not None
    assert platt.n == 395
    assert np.isnan(platt.chance(score)[:5]).all()


def test_the_parts_of_the_brier_score_add_up_to_it() -> None:
    score, passed = some_outcomes(300, 2)
    parts = brier_parts(1 / (1 + np.exp(2.5 - score)), passed)
    assert parts.reliability - parts.resolution + parts.uncertainty == pytest.approx(parts.brier, abs=1e-12)


def test_perfect_chances_have_no_calibration_error() -> None:
    passed = np.array([True, False, True])
    assert calibration_error(passed.astype(float), passed) == 0


def test_no_outcomes_give_no_figures_and_no_warning() -> None:
    none, nothing = np.zeros(0), np.zeros(0, bool)
    assert np.isnan([brier(none, nothing), log_loss(none, nothing), calibration_error(none, nothing)]).all()
    assert np.isnan(brier_parts(none, nothing).brier)


@pytest.mark.parametrize(("k", "n", "low", "high"), [(0, 10, 0, 0.2775), (7, 10, 0.3968, 0.8922), (10, 10, 0.7225, 1)])
def test_wilsons_interval_is_the_published_one(k: int, n: int, low: float, high: float) -> None:
    assert wilson(k, n, confidence=0.95) == pytest.approx((low, high), abs=1e-4)


def test_a_share_of_nothing_has_no_interval_and_more_than_all_is_refused() -> None:
    assert wilson(0, 0) is None
    with pytest.raises(ValueError, match="among"):
        wilson(3, 2)


def test_the_interval_of_a_fair_score_holds_nine_in_ten() -> None:
    assert interval(3.0, 0.2) == pytest.approx((2.671, 3.329), abs=1e-3)


def test_chances_of_categories_sum_to_one_and_follow_the_score() -> None:
    found = category_chances(np.array([2.0, 3.4, np.nan]), np.array([0.3, 0.3, 0.3]), np.tile([2.1, 2.5, 3.0], (3, 1)))
    assert found[:2].sum(axis=1) == pytest.approx([1, 1])
    assert found.argmax(axis=1)[:2].tolist() == [0, 3]
    assert np.isnan(found[2]).all()
