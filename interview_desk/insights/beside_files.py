"""What stands beside a history in its folder, experience.csv and feedback.csv; and answers by themselves."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from interview_desk.domain.experience import HIGHEST, LOWEST, QUESTIONS
from interview_desk.domain.past import AnswerRow, FeedbackRow
from interview_desk.insights.csv_columns import Problem, Sheet, quote, read_sheet
from interview_desk.insights.past import safe_name, unmarked
from interview_desk.insights.tables import NO_DATE

EXPERIENCE, FEEDBACK = "experience.csv", "feedback.csv"
_IDS = tuple(question.id for question in QUESTIONS)
_REMEDY = "name one that is kept: see history export"


def read_answers(path: Path, sessions: Iterable[str]) -> tuple[dict[AnswerRow, int], list[Problem]]:
    """Return the answers in a file with their lines, or every problem: columns session, clear, treated, again [, date].

    A file that ends in .json holds a list of objects with the same names; a problem's line is then an object's place.
    """
    needed = ("session", *_IDS)
    is_json = path.suffix.casefold() == ".json"
    sheet = _from_json(path) if is_json else read_sheet(path, needed, (*needed, "date"))
    if any(problem.line <= 1 for problem in sheet.problems):
        return {}, sorted(sheet.problems)
    columns = [sheet.numbers(id, LOWEST, HIGHEST, whole=True) for id in _IDS]
    dates = _dates(sheet)
    known = frozenset(sessions)
    rows: dict[AnswerRow, int] = {}
    first: dict[str, int] = {}
    for k, line in enumerate(sheet.lines):
        session = unmarked(sheet.text("session")[k])
        if session not in known:
            what = f"session {quote(session)} is not known" if session else "session is empty"
            sheet.report([k], what, _REMEDY)
        elif session in first:
            what = f"the answers of session {quote(session)} stood on line {first[session]} already"
            sheet.report([k], what, "leave one of the lines, the right one")
        elif not any(np.isnan(column[k]) for column in columns):
            first[session] = line
            one, two, three = (int(column[k]) for column in columns)
            rows[session, one, two, three, dates[k]] = line
    return ({}, sorted(sheet.problems)) if sheet.problems else (rows, [])


def read_feedback(path: Path, sessions: Iterable[str]) -> tuple[list[FeedbackRow], list[Problem]]:
    """Return when feedback stood ready, from columns session and date, or every problem."""
    sheet = read_sheet(path, ("session", "date"), ("session", "date"))
    if any(problem.line <= 1 for problem in sheet.problems):
        return [], sorted(sheet.problems)
    dates, known = sheet.dates("date").tolist(), frozenset(sessions)
    rows: dict[str, int] = {}
    for k, cell in enumerate(sheet.text("session")):
        session = unmarked(cell)
        if session not in known:
            sheet.report([k], f"session {quote(session)} is not known", _REMEDY)
        elif session in rows:
            sheet.report([k], f"the feedback of session {quote(session)} stood there already", "leave one of the lines")
        else:
            rows[session] = dates[k]
    return ([], sorted(sheet.problems)) if sheet.problems else (list(rows.items()), [])


def write_beside(answers: Sequence[AnswerRow], feedback: Sequence[FeedbackRow], folder: Path) -> None:
    """Write both files into a folder, each only where there is something to write."""
    if answers:
        lines = [(safe_name(row[0]), *row[1:4], _day(row[4])) for row in answers]
        _write(folder / EXPERIENCE, ("session", *_IDS, "date"), lines)
    if feedback:
        _write(folder / FEEDBACK, ("session", "date"), [(safe_name(session), _day(at)) for session, at in feedback])


def _write(path: Path, header: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")


def _day(seconds: int) -> str:
    return "" if seconds == NO_DATE else datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def _dates(sheet: Sheet) -> list[int]:
    if "date" not in sheet.columns:
        return [NO_DATE] * len(sheet)
    found: list[int] = sheet.dates("date", may_be_empty=True).tolist()
    return found


def _from_json(path: Path) -> Sheet:
    """A JSON list of objects as a sheet; what is no such list is one problem."""
    columns = ("session", *_IDS, "date")
    sheet = Sheet(path.name, columns, {name: [] for name in columns}, [])
    try:
        data: Any = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        what = f"the file can't be read ({error.strerror or error})"
        return Sheet(path.name, (), {}, [], [Problem(path.name, 0, what, "name one that can")])
    except (ValueError, RecursionError) as error:
        what = f"the file is no JSON ({error})"
        return Sheet(path.name, (), {}, [], [Problem(path.name, 0, what, "write a list of objects, or a CSV file")])
    if not isinstance(data, list) or not all(isinstance(row, Mapping) for row in data):
        what = "the file is no list of objects"
        return Sheet(path.name, (), {}, [], [Problem(path.name, 0, what, 'write [{"session": …, "clear": 4, …}]')])
    sheet.columns = {name: [_cell(row.get(name)) for row in data] for name in columns}
    sheet.lines = list(range(1, len(data) + 1))
    return sheet


def _cell(value: object) -> str:
    # A number of another kind (true, 4.5) is told as what it is, by whoever reads the column.
    return "" if value is None else str(value).strip()
