"""The mixed model: against brute force, against lme4, against the truth, and on histories with little in them."""

import csv
import gc
import importlib.util
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interview_desk.insights.simulate import World, simulate
from interview_desk.insights.strictness.blocks import precision
from interview_desk.insights.strictness.design import Component, Design, lay_out
from interview_desk.insights.strictness.equations import Whole
from interview_desk.insights.strictness.evidence import find_links, pools_differ
from interview_desk.insights.strictness.fit import fit
from interview_desk.insights.strictness.frame import prepare
from interview_desk.insights.strictness.iterative import Iterative
from interview_desk.insights.strictness.variances import observed
from interview_desk.insights.tables import Floats, History, Ints, Layers, Names, Outcomes, Ratings, Sessions

REFERENCE = Path(__file__).parents[2] / ".." / "shared" / "reference" / "real"
with_reference = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference data are not on this machine")

VARIANCES: dict[Component, float] = {
    "question": 0.03, "rater": 0.08, "rater_question": 0.02, "pool": 0.05, "candidate": 0.25, "session": 0.1,
    "error": 0.12, "outcome_error": 0.5, "outcome_scale": -0.6,
}  # fmt: skip


def numbered(values: Any) -> tuple[Any, Ints]:
    names, codes = np.unique(values, return_inverse=True)
    return names, codes.astype(np.int64)


def ratings_as_history(
    score: Any, rater: Any, candidate: Any, session: Any = None, question: Any = None
) -> tuple[History, Any]:
    """A history out of bare ratings: the first rating of each session is its live one."""
    n = len(score)
    people, who = numbered(rater)
    candidates, whom = numbered(candidate)
    _, which = numbered(np.arange(n) if session is None else session)
    asked, what = numbered(np.zeros(n) if question is None else question)
    first = np.unique(which, return_index=True)[1]
    sessions = len(first)
    live = np.zeros(n, bool)
    live[first] = True
    none, zeros = np.full(sessions, -1), np.zeros(sessions, np.int64)
    nothing = np.zeros(0, np.int64)
    history = History(
        Names(
            tuple(map(str, range(sessions))), tuple(map(str, candidates)), tuple(map(str, people)),
            tuple(map(str, asked)), ("mid",), competencies=("score",),
        ),
        Sessions(
            zeros, whom[first], who[first], what[first], zeros, np.full(sessions, np.nan), none, none, none
        ),
        Ratings(which, who, live, np.asarray(score, float)[:, None]),
        Layers(nothing, nothing, nothing, np.zeros(0), nothing),
        Outcomes(nothing, np.zeros(0, bool), nothing, nothing),
    )  # fmt: skip
    return history, people


def columns(name: str) -> dict[str, Any]:
    with (REFERENCE / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {key: np.array([row[key] for row in rows]) for key in rows[0]}


def one_design() -> Design:
    history, _ = simulate(160, 9, 5, World(replayed=0.15, returning=0.25))
    return lay_out(history, history.ratings.means(), pool=True, outcomes=True, drop=frozenset())


def covariance_by_hand(design: Design) -> tuple[dict[Component, Floats], Floats]:
    """V of the records with all random effects in it, one n × n matrix for each component, and the fixed effects."""
    record, n = design.record, len(design.record.score)
    effects = np.zeros((n, design.size + 1))
    for row in design.columns:
        effects[np.arange(n), row[record.cell]] += 1
    kind = design.kind[record.cell]
    parts: dict[Component, Floats] = {
        "candidate": (record.candidate[:, None] == record.candidate).astype(float),
        "session": ((record.block[:, None] == record.block) & (kind != 2)[:, None]).astype(float),
        "error": np.diag((kind != 2).astype(float)),
        "outcome_error": np.diag((kind == 2).astype(float)),
    }
    for name, (start, stop) in design.spans.items():
        parts[name] = effects[:, start:stop] @ effects[:, start:stop].T
    parts["rater_question"] = parts["rater_question"] + np.diag((kind == 1).astype(float))
    return parts, effects[:, : design.fixed]


def projection_by_hand(design: Design) -> tuple[Floats, Floats, Floats, dict[Component, Floats]]:
    parts, fixed = covariance_by_hand(design)
    v: Floats = np.add.reduce([VARIANCES[name] * part for name, part in parts.items()])
    inverse = np.linalg.inv(v)
    p = inverse - inverse @ fixed @ np.linalg.inv(fixed.T @ inverse @ fixed) @ fixed.T @ inverse
    return np.asarray(p, dtype=np.float64), v, fixed, parts


def test_the_block_formula_is_the_inverse_of_the_block_covariance() -> None:
    design = one_design()
    parts, _ = covariance_by_hand(design)
    kind = design.kind[design.record.cell]
    block = sum(VARIANCES[name] * parts[name] for name in ("candidate", "session", "error", "outcome_error"))
    block = block + VARIANCES["rater_question"] * np.diag((kind == 1).astype(float))
    w = precision(prepare(design).everyone, VARIANCES)
    v = np.random.default_rng(1).normal(size=len(kind))
    assert w.apply(v) == pytest.approx(np.linalg.solve(block, v), abs=1e-9)
    assert w.log_determinant.real == pytest.approx(np.linalg.slogdet(block)[1], abs=1e-8)


@pytest.mark.parametrize("whole", [True, False])
def test_the_equations_give_what_brute_force_gives(whole: bool) -> None:
    design = one_design()
    p, _, _, _ = projection_by_hand(design)
    frame = prepare(design, whole=900 if whole else 0)
    equations = Whole(frame, VARIANCES) if whole else Iterative(frame, VARIANCES)
    y = observed(frame, VARIANCES)
    remaining, _ = equations.remain(y)
    assert remaining == pytest.approx(p @ y, abs=1e-7)


def test_the_traces_and_the_likelihood_are_those_of_brute_force() -> None:
    design = one_design()
    p, v, fixed, parts = projection_by_hand(design)
    frame = prepare(design)
    equations = Whole(frame, VARIANCES)
    found = equations.traces(tuple(name for name in design.components if name != "outcome_scale"))
    assert found == pytest.approx({name: np.trace(p @ parts[name]) for name in found}, rel=1e-8)
    y = observed(frame, VARIANCES)
    by_hand = np.linalg.slogdet(v)[1] + np.linalg.slogdet(fixed.T @ np.linalg.inv(v) @ fixed)[1] + y @ p @ y
    assert equations.likelihood(y, equations.remain(y)[0]) == pytest.approx(-by_hand / 2, abs=1e-7)


@pytest.mark.parametrize(("pool", "outcomes"), [(False, False), (True, False), (True, True)])
def test_solved_whole_or_by_conjugate_gradients_strictness_and_its_error_are_the_same(
    pool: bool, outcomes: bool
) -> None:
    history, _ = simulate(3000, 60, 2, World(pool=0.3))
    scores = history.ratings.means()
    one = fit(history, scores, pool=pool, outcomes=outcomes, whole=900)
    assert one is not None
    other = fit(history, scores, pool=pool, outcomes=outcomes, whole=0, start=one.variances, fixed=True)
    assert other is not None
    assert other.strictness == pytest.approx(one.strictness, abs=1e-6)
    assert other.error == pytest.approx(one.error, rel=0.1)
    assert np.mean(other.error / one.error) == pytest.approx(1, abs=0.02)
    rated = ~np.isnan(one.correction_error)
    assert np.mean(other.correction_error[rated] / one.correction_error[rated]) == pytest.approx(1, abs=0.1)


def test_some_of_a_large_team_tell_the_variances_and_all_have_their_strictness(monkeypatch: pytest.MonkeyPatch) -> None:
    history, truth = simulate(6000, 80, 4, World(pool=0.3))
    scores = history.ratings.means()
    by_all = fit(history, scores, pool=True, outcomes=True)
    monkeypatch.setattr("interview_desk.insights.strictness.fit._TELLING_RECORDS", 3_000)
    monkeypatch.setattr("interview_desk.insights.strictness.fit._TELLING_INTERVIEWERS", 30)
    by_some = fit(history, scores, pool=True, outcomes=True)
    assert by_all is not None
    assert by_some is not None
    assert (by_some.estimate.interviewers, by_all.estimate.interviewers) == (40, 80)
    assert by_some.variances != by_all.variances
    assert len(by_some.frame.design.record.score) == len(by_all.frame.design.record.score)
    assert np.corrcoef(by_some.strictness, by_all.strictness)[0, 1] > 0.99
    apart = [np.std(found.strictness - truth.strictness_points) for found in (by_some, by_all)]
    assert apart[0] < 1.1 * apart[1]


def test_drawn_traces_lead_to_nearly_the_same_variances() -> None:
    history, _ = simulate(4000, 80, 3)
    scores = history.ratings.means()
    one, other = fit(history, scores), fit(history, scores, whole=0)
    assert one is not None
    assert other is not None
    for name in ("rater", "candidate", "error"):
        assert other.variances[name] == pytest.approx(one.variances[name], rel=0.2)
    assert np.corrcoef(one.strictness, other.strictness)[0, 1] > 0.995


def test_strictness_comes_out_near_the_truth_and_its_interval_holds() -> None:
    found, covered = [], []
    for seed in range(6):
        history, truth = simulate(1500, 24, seed)
        fitted = fit(history, history.ratings.means(), outcomes=True)
        assert fitted is not None
        found.append(np.corrcoef(fitted.strictness, truth.strictness_points)[0, 1])
        apart = fitted.strictness - truth.strictness_points
        covered.append(np.mean(np.abs(apart - apart.mean()) < 1.645 * fitted.error))
    assert np.mean(found) > 0.92
    assert 0.75 < np.mean(covered) < 0.97


def test_where_nobody_is_strict_reliability_is_low_and_corrections_are_small() -> None:
    world = World(strictness=0, on_question=0, on_competency=0, discrimination=0)
    for seed in range(4):
        history, _ = simulate(300, 12, seed, world)
        fitted = fit(history, history.ratings.means())
        assert fitted is not None
        assert np.nanmax(np.abs(fitted.strictness)) < 0.2
        assert np.nanmean(fitted.reliability) < 0.6


def test_a_shift_of_all_scores_changes_nobodys_strictness() -> None:
    history, _ = simulate(400, 10, 1)
    scores = history.ratings.means()
    one, other = fit(history, scores), fit(history, scores + 1)
    assert one is not None
    assert other is not None
    assert other.strictness == pytest.approx(one.strictness, abs=1e-8)


def test_assignment_that_is_not_by_chance_is_contradicted_by_outcomes_and_by_replays_alone() -> None:
    for pool, outcomes, replayed, low, high in (
        (0.5, True, 0.0, 4, 99), (0.5, False, 0.06, 2, 99), (0.0, True, 0.06, -4, 3.5)
    ):  # fmt: skip
        world = World(pool=pool, replayed=replayed, returning=0.0)
        history, _ = simulate(3000, 40, 8, world)
        fitted = fit(history, history.ratings.means(), outcomes=outcomes)
        assert fitted is not None
        apart = pools_differ(fitted)
        assert apart is not None
        assert low < apart < high


def test_without_links_the_data_cannot_contradict_anything() -> None:
    history, _ = simulate(1000, 20, 8, World(pool=0.5, replayed=0.0, returning=0.0))
    fitted = fit(history, history.ratings.means())
    assert fitted is not None
    assert abs(pools_differ(fitted) or 0) < 1


def test_links_count_replays_outcomes_and_who_can_be_compared() -> None:
    history, _ = ratings_as_history(
        [3, 2, 4, 3, 2, 1], ["ann", "bob", "ann", "cem", "cem", "dee"], [1, 1, 2, 3, 4, 5],
        session=[1, 1, 2, 3, 4, 5], question=["a", "a", "a", "b", "b", "b"],
    )  # fmt: skip
    links = find_links(history, history.ratings.means())
    assert (links.interviews, links.replays) == (5, 1)
    assert links.shared.tolist() == [1, 1, 0, 0]
    assert links.component[0] == links.component[1] != links.component[2] == links.component[3]


def test_a_question_of_ones_own_is_named() -> None:
    history, _ = ratings_as_history([3, 2, 4], ["ann", "bob", "ann"], [1, 2, 3], question=["a", "a", "b"])
    assert [history.names.questions[k] for k in find_links(history, history.ratings.means()).owned] == ["b"]


@pytest.mark.parametrize(
    ("score", "rater"),
    [([], []), ([3.0], ["a"]), ([3.0, 3.0, 3.0, 3.0], ["a", "a", "b", "b"]), ([1.0, 2.0, 3.0, 4.0], ["a"] * 4)],
    ids=["empty", "one score", "all the same", "one rater"],
)
def test_there_is_nothing_to_fit_to_too_little(score: list[float], rater: list[str]) -> None:
    history, _ = ratings_as_history(np.array(score), np.array(rater), np.arange(len(score)))
    assert fit(history, history.ratings.means()) is None


@pytest.mark.parametrize("outcomes", [True, False])
@pytest.mark.parametrize("pool", [True, False])
def test_tiny_histories_are_fitted_without_a_warning(pool: bool, outcomes: bool) -> None:
    for interviews, interviewers in ((3, 2), (5, 2), (8, 8), (20, 3), (40, 30)):
        for seed in range(3):
            history, _ = simulate(interviews, interviewers, seed)
            fitted = fit(history, history.ratings.means(), pool=pool, outcomes=outcomes)
            if fitted is not None and "rater" in fitted.frame.design.spans:
                people = fitted.frame.design.people
                assert np.isfinite(fitted.strictness[people]).all()
                assert ((fitted.reliability[people] >= 0) & (fitted.reliability[people] <= 1)).all()


@with_reference
def test_lme4s_effects_for_73_421_lectures_come_out() -> None:
    table = columns("insteval.csv")
    history, people = ratings_as_history(table["y"].astype(float), table["student"].astype(int), table["lecturer"])
    fitted = fit(history, history.ratings.means())
    assert fitted is not None
    blups = columns("insteval_lmer_blup_student.csv")
    place = np.searchsorted(people, blups["id"].astype(int))
    theirs = blups["blup"].astype(float)
    ours = -fitted.strictness[place]
    assert np.corrcoef(ours, theirs)[0, 1] >= 0.9999
    assert np.sqrt(np.mean((ours - theirs) ** 2)) <= 0.01
    assert fitted.error[place] == pytest.approx(blups["se"].astype(float), rel=0.1)


@with_reference
def test_with_lme4s_variances_the_effects_are_lme4s_to_four_places() -> None:
    table = columns("insteval.csv")
    history, people = ratings_as_history(table["y"].astype(float), table["student"].astype(int), table["lecturer"])
    variances: dict[Component, float] = {"rater": 0.1062145038787, "candidate": 0.273734859664, "error": 1.387179706643}
    fitted = fit(history, history.ratings.means(), start=variances, fixed=True)
    assert fitted is not None
    blups = columns("insteval_lmer_blup_student.csv")
    ours = -fitted.strictness[np.searchsorted(people, blups["id"].astype(int))]
    assert np.sqrt(np.mean((ours - blups["blup"].astype(float)) ** 2)) <= 1e-4


@with_reference
def test_lme4s_effects_for_43_raters_of_essays_come_out() -> None:
    table = columns("immer04a.csv")
    score = np.mean([table[name].astype(float) for name in ("TA", "CC", "GR", "VOC")], axis=0)
    script = np.char.add(np.char.add(table["idstud"], " "), table["task"])
    history, people = ratings_as_history(score, table["rater"], table["idstud"], script, table["task"])
    theirs = dict(zip(*[columns("immer04a_lmer_raters.csv")[name] for name in ("rater", "leniency_blup")], strict=True))
    lenient = np.array([float(theirs[name]) for name in people])
    both: tuple[frozenset[Component], ...] = (frozenset(), frozenset({"rater_question"}))
    for drop in both:
        fitted = fit(history, history.ratings.means(), drop=drop)
        assert fitted is not None
        apart = -fitted.strictness - lenient
        assert np.corrcoef(fitted.strictness, lenient)[0, 1] <= -0.9995
        assert np.std(apart) <= 0.005


@with_reference
def test_strictness_from_essays_scored_once_brings_a_score_nearer_to_a_panels() -> None:
    table = columns("immer04a.csv")
    score = np.mean([table[name].astype(float) for name in ("TA", "CC", "GR", "VOC")], axis=0)
    script = np.char.add(np.char.add(table["idstud"], " "), table["task"])
    names, count = np.unique(script, return_counts=True)
    once = np.isin(script, names[count == 1])
    history, people = ratings_as_history(
        score[once], table["rater"][once], table["idstud"][once], script[once], table["task"][once]
    )
    fitted = fit(history, history.ratings.means())
    assert fitted is not None
    strict = dict(zip(people, fitted.strictness - np.mean(fitted.strictness), strict=True))
    raw, fair, panel = [], [], []
    for name in names[count > 25]:
        rows = np.flatnonzero(script == name)
        rows = rows[np.unique(table["rater"][rows], return_index=True)[1]]
        for row in rows:
            raw.append(score[row])
            fair.append(score[row] + strict[table["rater"][row]])
            panel.append((score[rows].sum() - score[row]) / (len(rows) - 1))
    assert np.sqrt(np.mean(np.subtract(raw, panel) ** 2)) == pytest.approx(0.866, abs=0.005)
    assert np.sqrt(np.mean(np.subtract(fair, panel) ** 2)) <= 0.785
    judged = panel_check({str(name): float(value) for name, value in strict.items()})
    assert judged["panel_rmse_fair"] <= 0.785
    assert judged["panel_level_fair"] >= 0.680 > judged["panel_level_raw"]
    assert judged["double_rms_fair"] <= 1.09 < judged["double_rms_raw"]


def panel_check(strictness: dict[str, float]) -> dict[str, float]:
    """What the reference's own program says of strictness from essays that were scored once."""
    path = REFERENCE.parent / "panel_check.py"
    spec = importlib.util.spec_from_file_location("panel_check", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its file to be closed by itself
        found: dict[str, float] = module.check(
            str(REFERENCE / "immer04a.csv"), strictness, ["idstud", "task"], ["TA", "CC", "GR", "VOC"]
        )
        gc.collect()
    return found
