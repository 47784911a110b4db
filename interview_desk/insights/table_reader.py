"""A team's past interviews from a folder of CSV files: all of them, or every reason why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from interview_desk.insights.csv_columns import Numbering, Problem, Sheet, quote, read_sheet
from interview_desk.insights.tables import (
    NO_DATE,
    NOT_GIVEN,
    STATUSES,
    Bools,
    History,
    Ints,
    Layers,
    Names,
    Outcomes,
    Ratings,
    Sessions,
    empty_history,
)

SESSIONS, RATINGS, LAYERS, OUTCOMES = "sessions.csv", "ratings.csv", "layers.csv", "outcomes.csv"

_SESSION_COLUMNS = ("session", "candidate", "interviewer", "question", "level", "limit_min")
_SESSION_OPTIONS = ("seq", "date", "role", "version", "group")
_RATING_COLUMNS = ("session", "rater", "live")
_LAYER_COLUMNS = ("session", "layer", "status", "end_min", "hints")
_OUTCOME_COLUMNS = ("candidate", "passed")
_OUTCOME_OPTIONS = ("stage", "date")

# A day: no interview is longer, and whoever writes seconds or milliseconds is found out.
LONGEST_MINUTES = 1440
MOST_LAYERS = 50
MOST_HINTS = 500
LARGEST_SCORE = 100
_LARGEST_SEQ = 2**53
_STEPS = 5


def read_history(
    folder: Path, on_progress: Callable[[int, int], None] | None = None
) -> tuple[History | None, list[Problem]]:
    """The history in `folder`, or None and every problem found, by file and line.

    `sessions.csv` and `ratings.csv` must be there; `layers.csv` and `outcomes.csv` may be missing. Times
    are in minutes. `on_progress` is told how many of all steps are done: one for each file, and one for their cells.
    """
    sheets: list[Sheet] = []
    files: tuple[Callable[[], Sheet], ...] = (
        lambda: read_sheet(folder / SESSIONS, _SESSION_COLUMNS, _SESSION_COLUMNS + _SESSION_OPTIONS),
        lambda: read_sheet(folder / RATINGS, _RATING_COLUMNS, _RATING_COLUMNS),
        lambda: _optional(folder / LAYERS, _LAYER_COLUMNS, ()),
        lambda: _optional(folder / OUTCOMES, _OUTCOME_COLUMNS, _OUTCOME_OPTIONS),
    )
    for read in files:
        sheets.append(read())
        if on_progress is not None:
            on_progress(len(sheets), _STEPS)
    if "seq" not in sheets[0].columns and "date" not in sheets[0].columns and sheets[0].header:
        sheets[0].problems.append(
            Problem(SESSIONS, 1, "there is neither a column seq nor a column date", "add one: it says what came first")
        )
    problems = [problem for sheet in sheets for problem in sheet.problems]
    if any(problem.line <= 1 for problem in problems) or not sheets[0].header:
        # Without its columns a file can't be read any further, and the others refer to it.
        return None, sorted(problems)
    history = _read(sheets)
    if on_progress is not None:
        on_progress(_STEPS, _STEPS)
    problems = sorted(problem for sheet in sheets for problem in sheet.problems)
    return (None, problems) if problems else (history, [])


def _optional(path: Path, needed: tuple[str, ...], options: tuple[str, ...]) -> Sheet:
    if not path.exists():
        return Sheet(path.name, needed, dict.fromkeys(needed, ()), [])
    return read_sheet(path, needed, needed + options)


def _read(sheets: list[Sheet]) -> History:
    session_sheet, rating_sheet, layer_sheet, outcome_sheet = sheets
    ids, candidates, people, questions, levels = (Numbering() for _ in range(5))
    roles, versions, groups, stages = (Numbering() for _ in range(4))
    if not len(session_sheet):
        for sheet in (rating_sheet, layer_sheet, outcome_sheet):
            sheet.report(range(len(sheet)), "there are no sessions at all", f"add them to {SESSIONS}")
        return empty_history()

    s = session_sheet
    codes = ids.take(s.required("session"))
    _once(s, [codes], lambda row: f"session {quote(s.text('session')[row])}")
    dated = "seq" not in s.columns
    order = s.dates("date") if dated else _whole(s, "seq", 0, _LARGEST_SEQ)
    sessions = Sessions(
        order,
        candidates.take(s.required("candidate")),
        people.take(s.required("interviewer")),
        questions.take(s.required("question")),
        levels.take(s.required("level")),
        s.numbers("limit_min", 1, LONGEST_MINUTES, may_be_empty=True),
        roles.take(s.text("role")),
        versions.take(s.text("version")),
        groups.take(s.text("group")),
    )
    competencies = tuple(name for name in rating_sheet.header if name not in _RATING_COLUMNS)
    ratings = _ratings(rating_sheet, ids, people, sessions.interviewer, competencies)
    layers = _layers(layer_sheet, ids)
    outcomes = _outcomes(outcome_sheet, candidates, stages)
    names = Names(
        ids.names, candidates.names, people.names, questions.names, levels.names,
        roles.names, versions.names, groups.names, stages.names, competencies,
    )  # fmt: skip
    return History(names, sessions, ratings, layers, outcomes, dated)


def _ratings(
    sheet: Sheet, ids: Numbering, people: Numbering, interviewer: Ints, competencies: tuple[str, ...]
) -> Ratings:
    if not competencies and len(sheet):  # an export without any score has no such column, and no rows
        sheet.problems.append(
            Problem(sheet.file, 1, "there is no column with scores", "add one column for each competency")
        )
    session = _known(sheet, "session", ids)
    rater = people.take(sheet.required("rater"))
    live = sheet.flags("live")
    scores = [sheet.numbers(name, -LARGEST_SCORE, LARGEST_SCORE, may_be_empty=True) for name in competencies]
    _once(
        sheet,
        [session, rater],
        lambda row: f"{quote(sheet.text('rater')[row])} scored session {quote(sheet.text('session')[row])}",
    )
    once_live = np.where(live, session, NOT_GIVEN)
    _once(sheet, [once_live], lambda row: f"a live score of session {quote(sheet.text('session')[row])}")
    stranger = live & (session >= 0) & (rater >= 0)
    stranger[stranger] = interviewer[session[stranger]] != rater[stranger]
    sheet.flag(
        stranger,
        lambda row: f"{quote(sheet.text('rater')[row])} has a live score but didn't conduct this session",
        f"live is 1 for the session's interviewer alone ({SESSIONS}), 0 for a replay",
    )
    table = np.stack(scores, axis=1) if scores else np.zeros((len(sheet), 0))
    return Ratings(session, rater, live, table)


def _layers(sheet: Sheet, ids: Numbering) -> Layers:
    session = _known(sheet, "session", ids)
    layer = _whole(sheet, "layer", 1, MOST_LAYERS)
    status = sheet.choices("status", STATUSES)
    end = sheet.numbers("end_min", 0, LONGEST_MINUTES)
    hints = _whole(sheet, "hints", 0, MOST_HINTS)
    _once(
        sheet,
        [session, layer],
        lambda row: f"layer {sheet.text('layer')[row]} of session {quote(sheet.text('session')[row])}",
    )
    # Layers are serial: none is skipped, and none ends before the one ahead of it.
    rows = np.lexsort((layer, session))
    rows = rows[(session[rows] >= 0) & (layer[rows] >= 1)]
    first = np.ones(len(rows), np.bool_)
    first[1:] = session[rows][1:] != session[rows][:-1]
    before = np.where(first, 0, np.concatenate([[0], layer[rows][:-1]]))
    skipped = np.zeros(len(sheet), np.bool_)
    skipped[rows] = layer[rows] > before + 1
    sheet.flag(
        skipped,
        lambda row: f"layer {sheet.text('layer')[row]} comes without the layer before it",
        "layers are reached one after the other, from 1",
    )
    earlier = np.zeros(len(sheet), np.bool_)
    earlier[rows] = ~first & (end[rows] < np.concatenate([[0.0], end[rows][:-1]]))
    sheet.flag(
        earlier,
        lambda row: f"layer {sheet.text('layer')[row]} ends before the layer ahead of it",
        "end_min counts from the question's start, not from the layer's",
    )
    return Layers(session, layer, status, end, hints)


def _outcomes(sheet: Sheet, candidates: Numbering, stages: Numbering) -> Outcomes:
    candidate = _known(sheet, "candidate", candidates)
    passed = sheet.flags("passed")
    stage = stages.take(sheet.text("stage"))
    date = sheet.dates("date", may_be_empty=True) if "date" in sheet.columns else np.full(len(sheet), NO_DATE)
    _once(
        sheet,
        [candidate, stage, np.unique(date, return_inverse=True)[1].astype(np.int64)],
        lambda row: f"an outcome of candidate {quote(sheet.text('candidate')[row])}",
    )
    return Outcomes(candidate, passed, stage, date)


def _known(sheet: Sheet, column: str, numbering: Numbering) -> Ints:
    cells = sheet.required(column)
    codes = numbering.find(cells)
    unknown: Bools = (codes < 0) & np.array([cell != "" for cell in cells], dtype=np.bool_)
    sheet.flag(
        unknown, lambda row: f"{column} {quote(cells[row])} is not known", f"every {column} must stand in {SESSIONS}"
    )
    return codes


def _whole(sheet: Sheet, name: str, lowest: float, highest: float) -> Ints:
    values = sheet.numbers(name, lowest, highest, whole=True)
    whole: Ints = np.where(np.isnan(values), NOT_GIVEN, np.nan_to_num(values)).astype(np.int64)
    return whole


def _once(sheet: Sheet, keys: list[Ints], what: object) -> None:
    """Report every line that repeats an earlier one's keys; lines with an unknown key are left to other problems."""
    assert callable(what)
    known = np.ones(len(sheet), np.bool_)
    for key in keys[:2]:
        known &= (key >= 0) | (len(keys) > 1 and key is keys[1])
    rows = np.flatnonzero(known)
    combined = np.zeros(len(rows), np.int64)
    for key in keys:
        shifted = key[rows] + 1
        combined = combined * (int(shifted.max(initial=0)) + 1) + shifted
    _, first, place = np.unique(combined, return_index=True, return_inverse=True)
    earlier = rows[first[place]]
    again = np.zeros(len(sheet), np.bool_)
    again[rows] = earlier != rows
    line_of = np.zeros(len(sheet), np.int64)
    line_of[rows] = [sheet.lines[row] for row in earlier] if again.any() else 0
    sheet.flag(
        again, lambda row: f"{what(row)} stood on line {line_of[row]} already", "leave one of the lines, the right one"
    )
