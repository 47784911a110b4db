"""Agreement figures equal every published table of the reference, as R's irr, irrCAC and psych have them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import pytest

from interview_desk.insights.agreement import (
    Metric,
    Weights,
    agreement,
    fleiss_kappa,
    icc,
    icc_one_way,
    krippendorff_alpha,
    light_kappa,
    weighted_kappa,
)
from interview_desk.insights.tables import Floats

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference"

if not (REFERENCE / "cases.json").is_file():
    pytest.skip("the reference tables are not beside this checkout", allow_module_level=True)

CASES: dict[str, Any] = json.loads((REFERENCE / "cases.json").read_text(encoding="utf-8"))


def table(case: str) -> Floats:
    """The scores of a case, (units, raters), NaN where somebody didn't score."""
    with (REFERENCE / CASES[case]["file"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return np.array([[float(cell) if cell else np.nan for cell in row[1:]] for row in rows])


def expected(case: str) -> Any:
    return CASES[case]["expected"]


def near(case: str, figure: float) -> Any:
    return pytest.approx(figure, abs=CASES[case]["tol"])


def as_irr_has_it(alpha: float | None, scores: Floats) -> float:
    """Return α as R's irr 0.84.1 gives it for a table without holes.

    It forgets to divide there by the number of raters less one, and so takes the small-sample correction from too many
    values: Krippendorff's own table, which has holes, is not touched by that.
    """
    assert alpha is not None
    n, more = scores.size, scores.size * (scores.shape[1] - 1)
    return float(1 - (1 - alpha) * n / (n - 1) * (more - 1) / more)


@pytest.mark.parametrize(
    ("name", "mean", "agreement_"),
    [("ICC2", False, True), ("ICC2k", True, True), ("ICC3", False, False), ("ICC3k", True, False)],
)
def test_shrout_and_fleiss(name: str, mean: bool, agreement_: bool) -> None:
    case = "shrout_fleiss_1979"
    assert icc(table(case), mean=mean, agreement=agreement_) == near(case, expected(case)[name]["icc"])


@pytest.mark.parametrize(("name", "mean"), [("ICC1", False), ("ICC1k", True)])
def test_shrout_and_fleiss_with_raters_of_their_own(name: str, mean: bool) -> None:
    case = "shrout_fleiss_1979"
    assert icc_one_way(table(case), mean=mean) == near(case, expected(case)[name]["icc"])


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval"])
def test_krippendorff(metric: Metric) -> None:
    case = "krippendorff_canonical"
    assert krippendorff_alpha(table(case), metric) == near(case, expected(case)[metric])


def test_fleiss() -> None:
    case = "fleiss_1971"
    scores = table(case)
    assert fleiss_kappa(scores) == near(case, expected(case)["kappa"])
    assert light_kappa(scores, "none") == near(case, expected(case)["light"])
    alpha = krippendorff_alpha(scores, "nominal")
    assert alpha == pytest.approx(krippendorff.alpha(scores.T, level_of_measurement="nominal"), abs=1e-10)
    assert as_irr_has_it(alpha, scores) == near(case, expected(case)["alpha_nominal"])


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval"])
def test_anxiety_by_alpha(metric: Metric) -> None:
    case = "irr_anxiety"
    scores = table(case)
    alpha = krippendorff_alpha(scores, metric)
    assert alpha == pytest.approx(krippendorff.alpha(scores.T, level_of_measurement=metric), abs=1e-10)
    assert as_irr_has_it(alpha, scores) == near(case, expected(case)["alpha"][metric])


@pytest.mark.parametrize(("weights", "name"), [("none", "unweighted"), ("linear", "equal"), ("quadratic", "squared")])
def test_anxiety_by_kappa(weights: Weights, name: str) -> None:
    case = "irr_anxiety"
    scores = table(case)
    assert weighted_kappa(scores[:, 0], scores[:, 1], weights) == near(case, expected(case)["kappa2_12"][name])


@pytest.mark.parametrize(
    ("name", "mean", "agreement_"),
    [
        ("twoway_agreement_single", False, True),
        ("twoway_agreement_average", True, True),
        ("twoway_consistency_single", False, False),
        ("twoway_consistency_average", True, False),
    ],
)
def test_anxiety_by_icc(name: str, mean: bool, agreement_: bool) -> None:
    case = "irr_anxiety"
    assert icc(table(case), mean=mean, agreement=agreement_) == near(case, expected(case)[name]["value"])


@pytest.mark.parametrize(("name", "mean"), [("oneway_consistency_single", False), ("oneway_consistency_average", True)])
def test_anxiety_by_icc_with_raters_of_their_own(name: str, mean: bool) -> None:
    case = "irr_anxiety"
    assert icc_one_way(table(case), mean=mean) == near(case, expected(case)[name]["value"])


@pytest.mark.parametrize("case", ["shrout_fleiss_1979", "krippendorff_canonical", "fleiss_1971", "irr_anxiety"])
def test_what_the_page_and_the_command_line_show_are_the_same_figures(case: str) -> None:
    scores = table(case)
    found = agreement(scores, samples=50)
    complete = scores[~np.isnan(scores).any(axis=1)]
    assert found.alpha == krippendorff_alpha(scores, "ordinal")
    assert (found.icc_single, found.icc_mean) == (icc(complete), icc(complete, mean=True))
    assert found.kappa == light_kappa(scores)
    assert found.alpha_low is not None
    assert found.alpha_high is not None
    assert found.alpha_low <= (found.alpha or 0) <= found.alpha_high
