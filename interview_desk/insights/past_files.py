"""A folder of tables as rows to keep, and back; what is wrong is told by file and line."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from interview_desk.domain.past import LONGEST_NAME, Past, one_line
from interview_desk.insights.beside_files import EXPERIENCE, FEEDBACK, read_answers, read_feedback, write_beside
from interview_desk.insights.csv_columns import Problem, quote, read_sheet
from interview_desk.insights.past import as_written, history_of, past_of_history, safe_for_spreadsheets, unmarked
from interview_desk.insights.simulate import Truth
from interview_desk.insights.table_reader import LAYERS, OUTCOMES, RATINGS, SESSIONS, read_history
from interview_desk.insights.table_writer import write_history
from interview_desk.insights.tables import Floats, History, Names

FILES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "sessions": (SESSIONS, ("session",)),
    "ratings": (RATINGS, ("session", "rater")),
    "layers": (LAYERS, ("session", "layer")),
    "outcomes": (OUTCOMES, ("candidate",)),
    "answers": (EXPERIENCE, ("session",)),
    "feedback": (FEEDBACK, ("session",)),
}
"""The file of each table, and the columns that name a row of it."""


def read_folder(
    folder: Path, on_progress: Callable[[int, int], None] | None = None
) -> tuple[Past | None, list[Problem]]:
    """Return the interviews in a folder as rows to keep, or None and every problem; tells how far it is."""
    history, problems = read_history(folder, on_progress)
    if history is None:
        return None, problems
    history = as_written(history)
    if unfit := _unfit_names(history.names):
        return None, _where_they_stand(folder, unfit)
    past = past_of_history(history)
    if (folder / EXPERIENCE).exists():
        answers, told = read_answers(folder / EXPERIENCE, history.names.sessions)
        past.answers.extend(answers)
        problems += told
    if (folder / FEEDBACK).exists():
        feedback, told = read_feedback(folder / FEEDBACK, history.names.sessions)
        past.feedback.extend(feedback)
        problems += told
    return (None, sorted(problems)) if problems else (past, [])


def write_folder(past: Past, folder: Path) -> Path:
    """Write kept rows as tables into a folder, safe to open in a spreadsheet; return the folder.

    All files are written beside it first, and take their places when the last one is whole. Raises OSError where that
    fails; the folder is then as it was.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as part:
        write_history(safe_for_spreadsheets(history_of(past)), Path(part))
        write_beside(past.answers, past.feedback, Path(part))
        folder.mkdir(exist_ok=True)
        for file in sorted(Path(part).iterdir()):
            file.replace(folder / file.name)
    return folder


def clash_problems(folder: Path, clashes: Iterable[tuple[str, tuple[str | int, ...], str]]) -> list[Problem]:
    """Return what contradicts the rows that are kept, each at its line; `clashes` are table, key and what is wrong."""
    remedy = "what is kept is left as it is: correct the line, or leave it out"
    found = []
    lines: dict[str, Callable[[tuple[str | int, ...]], int]] = {}
    for table, key, what in clashes:
        file, columns = FILES[table]
        if table not in lines:
            lines[table] = _finder(folder / file, columns)
        found.append(Problem(file, lines[table](key[: len(columns)]), what, remedy))
    return sorted(found)


def _finder(path: Path, columns: Sequence[str]) -> Callable[[tuple[str | int, ...]], int]:
    sheet = read_sheet(path, (), ())
    keys = zip(*([unmarked(cell) for cell in sheet.text(name)] for name in columns), strict=True)
    # A layer may be written 1 or 1.0.
    plain = [tuple(cell.removesuffix(".0") for cell in key) for key in keys]
    line_of = dict(zip(plain, sheet.lines, strict=True))
    return lambda key: line_of.get(tuple(str(part).removesuffix(".0") for part in key), 0)


def _unfit_names(names: Names) -> set[str]:
    every = (
        names.sessions, names.candidates, names.people, names.questions, names.levels,
        names.roles, names.versions, names.groups, names.stages, names.competencies,
    )  # fmt: skip
    return {name for words in every for name in words if one_line(name) != name}


def _where_they_stand(folder: Path, unfit: set[str]) -> list[Problem]:
    remedy = f"up to {LONGEST_NAME} characters on one line are expected"
    problems = []
    for file, _ in FILES.values():
        if not (folder / file).exists():
            continue
        sheet = read_sheet(folder / file, (), ())
        titles = [title for title in sheet.header if unmarked(title) in unfit]
        problems += [Problem(file, 1, f"a column is {quote(title)}", remedy) for title in titles]
        for name, cells in sheet.columns.items():
            rows = [row for row, cell in enumerate(cells) if cell and unmarked(cell) in unfit]
            problems += [Problem(file, sheet.lines[row], f"{name} is {quote(cells[row])}", remedy) for row in rows]
    return sorted(problems)


def write_truth(history: History, truth: Truth, folder: Path) -> None:
    """Write what a made-up history hides into a folder, a file each for interviewers, candidates and sessions."""
    folder.mkdir(parents=True, exist_ok=True)
    names = history.names
    done = {f"done_by_{k + 1}_min": truth.done_by[:, k] for k in range(truth.done_by.shape[1])}
    tables: dict[str, tuple[Sequence[str], dict[str, Floats]]] = {
        "interviewer": (
            names.people,
            {
                "strictness_points": truth.strictness_points,
                "strictness": truth.strictness[: len(names.people)],
                "pool": truth.pool,
            },
        ),
        "candidate": (names.candidates, {"ability": truth.ability, "chance": truth.chance}),
        "session": (names.sessions, {"performance": truth.performance, **done}),
    }
    for what, (ids, columns) in tables.items():
        with (folder / f"{what}s.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow((what, *columns))
            writer.writerows(zip(ids, *(values.tolist() for values in columns.values()), strict=True))
