"""Kaplan–Meier against published tables, R's survival and lifelines."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lifelines import KaplanMeierFitter

from interview_desk.insights.survival import Curve, kaplan_meier, quantiles

REFERENCE = Path(__file__).parents[2] / ".." / "shared" / "reference"

# Freireich et al. 1963: weeks in remission; True = relapsed, False = still well when last seen.
SIX_MP = [
    (6, True), (6, True), (6, True), (6, False), (7, True), (9, False), (10, True), (10, False), (11, False),
    (13, True), (16, True), (17, False), (19, False), (20, False), (22, True), (23, True), (25, False), (32, False),
    (32, False), (34, False), (35, False),
]  # fmt: skip
CONTROL = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)


def curve_of(pairs: Sequence[tuple[float, bool]], confidence: float = 0.95) -> Curve:
    return kaplan_meier(
        np.array([time for time, _ in pairs], float), np.array([done for _, done in pairs]), confidence=confidence
    )


def test_the_median_remission_of_freireichs_patients_is_23_weeks_and_later_quantiles_are_not_reached() -> None:
    found = quantiles(curve_of(SIX_MP), SHARES)
    assert [q.value for q in found] == [6, 13, 23, None, None]
    assert [q.lower for q in found] == [6, 6, 13, 23, None]
    assert [q.upper for q in found] == [10, 22, None, None, None]


def test_without_censoring_quantiles_are_those_of_the_times() -> None:
    found = quantiles(curve_of([(time, True) for time in CONTROL]), SHARES)
    assert [q.value for q in found] == [2, 4, 8, 12, 17]
    assert [q.lower for q in found] == [1, 1, 4, 8, 12]
    assert [q.upper for q in found] == [3, 5, 11, 22, None]


def test_the_curve_and_its_interval_are_those_of_r() -> None:
    curve = curve_of(SIX_MP)
    at = int(np.flatnonzero(curve.time == 10)[0])
    assert (curve.at_risk[at], curve.events[at]) == (15, 1)
    assert curve.surviving[at] == pytest.approx(0.7529411764706)
    assert curve.lower[at] == pytest.approx(0.5031995108, abs=1e-9)
    assert curve.upper[at] == pytest.approx(0.8893618351693)


@pytest.mark.parametrize("seed", range(5))
def test_lifelines_draws_the_same_curve(seed: int) -> None:
    random = np.random.default_rng(seed)
    time = np.round(random.exponential(20, 200), 0)  # many ties, some zeros
    done = random.random(200) < 0.6
    ours = kaplan_meier(time, done)
    theirs = KaplanMeierFitter(alpha=0.1).fit(time, done)
    assert ours.surviving == pytest.approx(theirs.survival_function_at_times(ours.time).to_numpy(), abs=1e-12)
    interval = theirs.confidence_interval_survival_function_.loc[ours.time].to_numpy()
    inside = (ours.surviving > 0) & (ours.surviving < 1)
    assert ours.lower[inside] == pytest.approx(interval[inside, 0], abs=1e-9)
    assert ours.upper[inside] == pytest.approx(interval[inside, 1], abs=1e-9)


def test_where_the_curve_is_flat_at_the_wanted_height_the_middle_is_taken() -> None:
    # Half are done at 2, nobody else until 4.
    assert quantiles(curve_of([(1, True), (2, True), (4, True), (5, True)]), [0.5])[0].value == 3


def test_times_of_zero_and_everybody_done_at_once_are_no_trouble() -> None:
    found = quantiles(curve_of([(0, True), (0, True), (0, True)]), [0.25, 0.5, 0.75])
    assert [q.value for q in found] == [0, 0, 0]


def test_nobody_done_means_not_reached() -> None:
    found = quantiles(curve_of([(30, False), (45, False)]), [0.25])[0]
    assert (found.value, found.lower, found.upper) == (None, None, None)


def test_nobody_at_all_means_not_reached() -> None:
    assert quantiles(kaplan_meier(np.zeros(0), np.zeros(0, bool)), [0.5])[0].value is None


@pytest.mark.parametrize("bad", [-1.0, np.nan, np.inf])
def test_impossible_times_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        kaplan_meier(np.array([1.0, bad]), np.array([True, True]))


with_reference = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference data are not on this machine")
# Of each case the columns that say who was done, and to which stratum they belong.
CASES = {"freireich_6mp": ("event", "treat"), "veteran": ("status", "trt")}


def reference(name: str) -> dict[str, Any]:
    cases: dict[str, dict[str, Any]] = json.loads((REFERENCE / "cases.json").read_text("utf-8"))
    return cases[name]


def strata(name: str) -> dict[str, list[tuple[float, bool]]]:
    done, by = CASES[name]
    found: dict[str, list[tuple[float, bool]]] = {}
    with (REFERENCE / reference(name)["file"]).open() as file:
        for row in csv.DictReader(file):
            found.setdefault(f"{by}={row[by]}", []).append((float(row["time"]), row[done] == "1"))
    return found


@with_reference
@pytest.mark.parametrize("name", list(CASES))
def test_every_published_quantile_and_interval_is_rs(name: str) -> None:
    case, people = reference(name), strata(name)
    expected = case["expected"]
    assert expected["n"] == [len(people[stratum]) for stratum in expected["strata"]]
    for place, stratum in enumerate(expected["strata"]):
        found = quantiles(curve_of(people[stratum]), case.get("quantile_probs", SHARES))
        for published, ours in (("quantile", "value"), ("lower", "lower"), ("upper", "upper")):
            for wanted, quantile in zip(expected[published][place], found, strict=True):
                assert getattr(quantile, ours) == (wanted if wanted is None else pytest.approx(wanted, abs=case["tol"]))


@with_reference
def test_every_published_point_of_the_curve_and_its_interval_is_rs() -> None:
    case, people = reference("freireich_6mp"), strata("freireich_6mp")
    curves = {stratum: curve_of(pairs) for stratum, pairs in people.items()}
    assert len(case["curve"]) == sum(int((curve.events > 0).sum()) for curve in curves.values())
    for point in case["curve"]:
        curve = curves[point["strata"]]
        at = int(np.flatnonzero(curve.time == point["time"])[0])
        assert (curve.at_risk[at], curve.events[at]) == (point["n.risk"], point["n.event"])
        assert curve.surviving[at] == pytest.approx(point["surv"], abs=case["tol"])
        for name in ("lower", "upper"):
            wanted = np.nan if point[name] is None else point[name]
            assert getattr(curve, name)[at] == pytest.approx(wanted, abs=case["tol"], nan_ok=True)


@with_reference
def test_finishers_alone_and_censored_as_finished_are_the_published_wrong_answers() -> None:
    """What a naive summary would say, so that nobody takes the difference for a detail."""
    naive = reference("freireich_6mp")["expected"]
    people = strata("freireich_6mp")
    finishers, everyone = [], []
    for stratum in naive["strata"]:
        finishers.append(np.median([time for time, done in people[stratum] if done]))
        everyone.append(np.median([time for time, _ in people[stratum]]))
    assert finishers == naive["naive_median_completed_only"]
    assert everyone == naive["naive_median_treating_censored_as_done"]
    assert quantiles(curve_of(people["treat=6-MP"]), [0.5])[0].value == 23
