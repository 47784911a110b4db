"""Agreement figures against published tables, krippendorff and scikit-learn."""

import krippendorff
import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from interview_desk.insights.agreement import (
    Metric,
    Weights,
    agreement,
    alpha_interval,
    fleiss_kappa,
    icc,
    icc_one_way,
    krippendorff_alpha,
    side_by_side,
    weighted_kappa,
)  # fmt: skip
from interview_desk.insights.tables import Floats

SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float)
_ = np.nan
# Krippendorff 2011: four observers, twelve units.
CANONICAL = np.array([
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
], float).T  # fmt: skip
# Fleiss 1971: how many of six psychiatrists chose each of five diagnoses, for thirty patients.
FLEISS = [
    (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0), (2, 0, 4, 0, 0),
    (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6), (1, 0, 0, 5, 0), (1, 1, 0, 4, 0),
    (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1), (0, 0, 5, 0, 1), (3, 0, 0, 1, 2), (5, 1, 0, 0, 0),
    (0, 2, 0, 4, 0), (1, 0, 2, 0, 3), (0, 0, 0, 0, 6), (0, 1, 0, 5, 0), (0, 2, 0, 1, 3), (2, 0, 0, 4, 0),
    (1, 0, 0, 4, 1), (0, 5, 0, 1, 0), (4, 0, 0, 0, 2), (0, 2, 0, 4, 0), (1, 0, 5, 0, 0), (0, 0, 0, 0, 6),
]  # fmt: skip


def test_the_six_coefficients_of_shrout_and_fleiss() -> None:
    found = [
        icc_one_way(SHROUT_FLEISS), icc(SHROUT_FLEISS), icc(SHROUT_FLEISS, agreement=False),
        icc_one_way(SHROUT_FLEISS, mean=True), icc(SHROUT_FLEISS, mean=True),
        icc(SHROUT_FLEISS, mean=True, agreement=False),
    ]  # fmt: skip
    expected = [0.1657417684055, 0.2897637795276, 0.7148407148407, 0.4427971336793, 0.620050547599, 0.9093155423771]
    assert found == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize(("metric", "expected"), [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107)])
def test_krippendorffs_own_example(metric: Metric, expected: float) -> None:
    assert krippendorff_alpha(CANONICAL, metric) == pytest.approx(expected, abs=1e-6)


def test_fleiss_thirty_patients() -> None:
    scores = np.array([np.repeat(np.arange(5), row) for row in FLEISS], float)
    assert fleiss_kappa(scores) == pytest.approx(0.4302445200601, abs=1e-10)


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval"])
@pytest.mark.parametrize("seed", range(3))
def test_the_krippendorff_library_agrees(metric: Metric, seed: int) -> None:
    random = np.random.default_rng(seed)
    scores = np.clip(random.integers(1, 5, (40, 1)) + random.integers(-1, 2, (40, 5)), 1, 4).astype(float)
    scores[random.random(scores.shape) < 0.3] = np.nan
    expected = krippendorff.alpha(scores.T, level_of_measurement=metric)
    assert krippendorff_alpha(scores, metric) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize(("ours", "theirs"), [("none", None), ("linear", "linear"), ("quadratic", "quadratic")])
def test_scikit_learns_weighted_kappa_agrees(ours: Weights, theirs: str | None) -> None:
    random = np.random.default_rng(4)
    one = random.integers(1, 5, 100)
    other = np.clip(one + random.integers(-1, 2, 100), 1, 4)
    expected = cohen_kappa_score(one, other, weights=theirs)
    assert weighted_kappa(one.astype(float), other.astype(float), ours) == pytest.approx(expected, abs=1e-12)


def test_the_bootstrap_interval_is_seeded_and_holds_alpha() -> None:
    low, high = alpha_interval(CANONICAL, seed=3) or (0, 0)
    assert low < 0.815388 < high
    assert alpha_interval(CANONICAL, seed=3) == (low, high)
    assert alpha_interval(CANONICAL, seed=4) != (low, high)


def test_everything_about_two_raters() -> None:
    scores = np.array([[1, 1], [2, 3], [3, 3], [4, 2], [2, 2], [_, 4]], float)
    found = agreement(scores)
    assert (found.units, found.raters, found.pairs) == (5, 2, 5)
    assert (found.exact, found.within_one) == (0.6, 0.8)
    assert found.kappa is not None
    assert found.icc_single is not None
    assert found.alpha_low is not None
    assert found.alpha is not None
    assert found.alpha_high is not None
    assert found.alpha_low <= found.alpha <= found.alpha_high


@pytest.mark.parametrize("scores", [np.zeros((0, 2)), np.full((3, 2), np.nan), np.array([[1.0, np.nan]])])
def test_nothing_scored_twice_means_no_figures(scores: Floats) -> None:
    found = agreement(scores)
    assert (found.pairs, found.exact, found.alpha, found.alpha_low, found.icc_single) == (0, None, None, None, None)


def test_when_all_scores_are_the_same_agreement_is_exact_and_chance_corrected_figures_are_undefined() -> None:
    found = agreement(np.full((6, 2), 3.0))
    assert (found.exact, found.kappa, found.alpha, found.icc_single) == (1.0, None, None, None)


def test_ratings_are_laid_side_by_side() -> None:
    table, units, raters = side_by_side(np.array([5, 5, 9]), np.array([1, 2, 2]), np.array([3.0, 4.0, 2.0]))
    assert units.tolist() == [5, 9]
    assert raters.tolist() == [1, 2]
    assert table[0].tolist() == [3, 4]
    assert np.isnan(table[1, 0])
