"""Holds the calibration against simulated truth and real panels, and prints the tables of figures.md.

`python docs/check_figures.py [NAME…]`: it takes the reference data, which are not part of the project, from
`../shared/reference` beside the checkout; without them it says so. All of it takes a few minutes.
"""

from __future__ import annotations

import csv
import gc
import importlib
import importlib.util
import json
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
importlib.import_module("interview_desk.insights")  # it settles how numpy is to use threads, when that is imported
REFERENCE = ROOT.parent / "shared" / "reference"

import numpy as np  # noqa: E402  the path comes first

from interview_desk.insights.calibration import Assignment, calibrate  # noqa: E402  the path comes first
from interview_desk.insights.chance import normal_cdf  # noqa: E402
from interview_desk.insights.past import history_of  # noqa: E402
from interview_desk.insights.past_files import read_folder  # noqa: E402


@dataclass(frozen=True)
class Kind:
    """Histories of one kind: how they are made, what the team declares, and how many of them."""

    title: str
    sessions: int
    interviewers: int
    seeds: int
    assignment: Assignment = "chance"
    more: dict[str, float] = field(default_factory=dict)


HIDDEN: dict[str, float] = {"pool_sd": 0.5, "repeat": 0.0}
UNSEEN: dict[str, float] = {"obs_hi": 0.0, "obs_lo": 0.0}
NOBODY_STRICT: dict[str, float] = {"sev_sd": 0.0, "sev_comp_sd": 0.0, "sev_quest_sd": 0.0, "disc_sd": 0.0}
KINDS: dict[str, Kind] = {
    "300": Kind("by chance", 300, 12, 40),
    "nobody-strict": Kind("by chance, nobody strict", 300, 12, 40, more=NOBODY_STRICT),
    "3000": Kind("by chance", 3_000, 40, 8),
    "3000-levels": Kind("by chance within a level", 3_000, 40, 8, more={"level_assort": 0.8}),
    "3000-undeclared": Kind("by chance, not declared", 3_000, 40, 8, "unknown"),
    "hidden-outcomes": Kind("hidden, with outcomes", 3_000, 40, 12, "unknown", HIDDEN),
    "hidden-replays": Kind("hidden, with 5 % replays", 3_000, 40, 12, "unknown", {**HIDDEN, **UNSEEN, "replay": 0.05}),
    "hidden-both": Kind("hidden, with both", 3_000, 40, 8, "unknown", {**HIDDEN, "replay": 0.05}),
    "hidden-declared": Kind("hidden, declared as chance", 3_000, 40, 8, "chance", {**HIDDEN, "replay": 0.05}),
    "hidden-neither": Kind("hidden, with neither", 3_000, 40, 8, "unknown", {**HIDDEN, **UNSEEN}),
    "10000": Kind("by chance", 10_000, 100, 8),
    "100000": Kind("by chance", 100_000, 1_000, 3),
    "100000-undeclared": Kind("by chance, not declared", 100_000, 1_000, 3, "unknown"),
    "100000-hidden": Kind("hidden, with both", 100_000, 1_000, 3, "unknown", {**HIDDEN, "replay": 0.05}),
}
FIGURES = (
    ("levels, raw", ("raw", "perf_exact")), ("→ fair", ("fair", "perf_exact")),
    ("κ, raw", ("raw", "ability_qwk")), ("→ fair", ("fair", "ability_qwk")),
    ("strictness r", ("severity", "corr")), ("covers", ("severity", "cover90")),
    ("Brier", ("p_pass", "brier")), ("ECE", ("p_pass", "ece")),
)  # fmt: skip


def tool(name: str) -> ModuleType:
    """One of the reference's own programs."""
    spec = importlib.util.spec_from_file_location(name, REFERENCE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def judged(folder: Path, assignment: Assignment) -> dict[str, Any]:
    """Calibrate the history in a folder as `history import` and `calibrate` do, and let the judge look at it."""
    past, problems = read_folder(folder)
    assert past is not None, problems
    history = history_of(past)
    start = time.process_time()
    found = calibrate(history, assignment=assignment)
    seconds = time.process_time() - start
    out: dict[str, Any] = found.as_json()
    sessions = [{"id": row["id"], "fair": row["fair"], "p_pass": row["chance"]} for row in out["sessions"]]
    with tempfile.TemporaryDirectory() as place:
        product = Path(place) / "product.json"
        product.write_text(json.dumps({"interviewers": out["interviewers"], "sessions": sessions}), "utf-8")
        verdict: dict[str, Any] = tool("judge").main(str(folder), str(product))
    gc.collect()  # the judge leaves its files to be closed by themselves
    return {**verdict, "route": found.route, "seconds": seconds}


def write_effective_truth(made: dict[str, Any], folder: Path) -> None:
    """What the judge wants besides: what was shown, and strictness in rubric points.

    The latter is how much lower a rater's expected score is than an average rater's, over the same interviews; it is
    what the published cases have, to 0.002 points.
    """
    p, interviewer, sessions = made["p"], made["inter"], made["S"]
    shown = made["theta"][made["cand"]] + made["delta"] + made["u"][made["cand"]].mean(axis=1)
    _write(folder / "truth_effective.csv", ("session", "performance"), enumerate(shown.tolist()))
    spread = np.sqrt(
        1 + 2 / 3 * p.level_shift**2 + p.form_sd**2 + p.halo_sd**2 + p.sev_sd**2 + p.sev_quest_sd**2
        + p.sev_comp_sd**2 + p.comp_sd**2 + p.quest_sd**2 + p.item_sd**2
    )  # fmt: skip
    thresholds = tool("simulate").cuts(spread, (0.12, 0.47, 0.85))
    some = np.random.default_rng(0).permutation(sessions)[:1_500]
    profile = (made["theta"][made["cand"]] + made["delta"])[some, None] + made["u"][made["cand"]][some]
    counts = np.maximum(np.bincount(interviewer, minlength=made["J"]), 1)
    on_questions = np.bincount(interviewer, made["bjq"][:sessions], made["J"]) / counts

    def expected(latent: Any, noise: float) -> float:
        return float(1 + sum(normal_cdf((latent - cut) / noise) for cut in thresholds).mean())

    average = expected(profile, float(np.hypot(p.item_sd, p.halo_sd)))
    rows = []
    for rater, scale in enumerate(made["a"].tolist()):
        latent = scale * (profile - made["b"][rater] - made["bc"][rater] - on_questions[rater])
        rows.append((rater, average - expected(latent, float(np.hypot(p.item_sd, scale * p.halo_sd)))))
    _write(folder / "truth_effective_interviewers.csv", ("interviewer", "severity_points"), rows)


def _write(path: Path, header: Sequence[str], rows: Any) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def simulated(kind: Kind) -> Iterator[dict[str, Any]]:
    """The verdicts over all seeds of a kind."""
    simulate = tool("simulate")
    for seed in range(1, kind.seeds + 1):
        made = simulate.simulate(sessions=kind.sessions, interviewers=kind.interviewers, seed=seed, **kind.more)
        with tempfile.TemporaryDirectory() as place:
            simulate.write(made, place)
            write_effective_truth(made, Path(place))
            yield judged(Path(place), kind.assignment)


def line(title: str, verdicts: Sequence[dict[str, Any]]) -> str:
    """One row of the table: means, and the processor's seconds for one fit."""
    cells = [title]
    for _, (part, name) in FIGURES:
        values = [it[part][name] for it in verdicts if it.get(part) and it[part].get(name) is not None]
        mean = float(np.mean(values)) if values else float("nan")
        cells.append("–" if np.isnan(mean) else f"{mean:.3f}".removeprefix("0"))
    cells.append(f"{np.mean([it['seconds'] for it in verdicts]):.2f}")
    return f"| {' | '.join(cells)} |"


def essays() -> Iterator[str]:
    """Real essays, 43 raters: strictness from the scripts that were rated once, held against pairs and panels."""
    from interview_desk.insights.strictness.fit import fit
    from tests.insights.test_strictness import ratings_as_history

    path = REFERENCE / "real" / "immer04a.csv"
    items = ("TA", "CC", "GR", "VOC")
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    script = np.array([f"{row['idstud']} {row['task']}" for row in rows])
    names, count = np.unique(script, return_counts=True)
    once = np.flatnonzero(np.isin(script, names[count == 1]))
    score = np.array([np.mean([float(row[name]) for name in items]) for row in rows])
    columns = {name: np.array([row[name] for row in rows]) for name in ("rater", "idstud", "task")}
    history, people = ratings_as_history(
        score[once], columns["rater"][once], columns["idstud"][once], script[once], columns["task"][once]
    )
    fitted = fit(history, history.ratings.means())
    assert fitted is not None
    strictness = dict(zip(map(str, people), fitted.strictness.tolist(), strict=True))
    found = tool("panel_check").check(str(path), strictness, ["idstud", "task"], list(items))
    for name in ("panel_rmse", "panel_level", "double_rms", "double_level"):
        yield f"| {name} | {found[f'{name}_raw']:.3f} | {found[f'{name}_fair']:.3f} |"


def main(chosen: Sequence[str]) -> int:
    """Print what was asked for, or all of it."""
    if not REFERENCE.exists():
        print(f"The reference data are not in {REFERENCE}.", file=sys.stderr)
        return 2
    warnings.simplefilter("ignore", ResourceWarning)
    print(f"| case | {' | '.join(title for title, _ in FIGURES)} | CPU s |")
    if not chosen or "cases" in chosen:
        for folder in sorted((REFERENCE / "sim").iterdir()):
            print(
                line(folder.name, [judged(folder, "unknown" if "nonrandom" in folder.name else "chance")]), flush=True
            )
    for name, kind in KINDS.items():
        if not chosen or name in chosen:
            title = f"{kind.sessions:,} / {kind.interviewers:,} {kind.title}, {kind.seeds} seeds"
            print(line(title, list(simulated(kind))), flush=True)
    if not chosen or "essays" in chosen:
        print("| essays, 43 raters | raw | fair |")
        print("\n".join(essays()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
