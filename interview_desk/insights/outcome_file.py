"""Later results from one CSV file, by candidate or by session: all of them, or every line that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from interview_desk.domain.past import LONGEST_NAME, OutcomeRow, one_line
from interview_desk.insights.csv_columns import Problem, Sheet, quote, read_sheet
from interview_desk.insights.past import unmarked
from interview_desk.insights.tables import NO_DATE

_COLUMNS = ("candidate", "session", "stage", "passed", "date")


def read_outcomes(path: Path, candidates: Mapping[str, str]) -> tuple[dict[OutcomeRow, int], list[Problem]]:
    """Return the rows of a file with their lines, or every problem.

    `candidates` gives the candidate of every session that is kept. A line names one or the other, or both.
    """
    sheet = read_sheet(path, ("passed",), _COLUMNS)
    if "candidate" not in sheet.columns and "session" not in sheet.columns and sheet.header:
        what = "there is neither a column candidate nor a column session"
        sheet.problems.append(Problem(path.name, 1, what, "add one: it says whose result it is"))
    if any(problem.line <= 1 for problem in sheet.problems):
        return {}, sorted(sheet.problems)
    people = _people(sheet, candidates)
    passed = sheet.flags("passed").tolist()
    dated = "date" in sheet.columns
    dates = (sheet.dates("date", may_be_empty=True) if dated else np.full(len(sheet), NO_DATE)).tolist()
    rows: dict[OutcomeRow, int] = {}
    first: dict[tuple[str, str, int], tuple[bool, int]] = {}
    for k, (line, candidate, cell) in enumerate(zip(sheet.lines, people, sheet.text("stage"), strict=True)):
        if candidate is None:
            continue
        stage = unmarked(cell)
        if stage != one_line(stage):
            sheet.report([k], f"stage is {quote(stage)}", f"up to {LONGEST_NAME} characters on one line are expected")
        key = (candidate, stage, dates[k])
        if key not in first:
            first[key] = (passed[k], line)
            rows[(*key, passed[k])] = line
            continue
        before, earlier = first[key]
        said = "stood" if before == passed[k] else "stood, with another result,"
        what = f"this outcome of candidate {quote(candidate)} {said} on line {earlier} already"
        sheet.report([k], what, "leave one of the lines, the right one")
    return ({}, sorted(sheet.problems)) if sheet.problems else (rows, [])


def _people(sheet: Sheet, candidates: Mapping[str, str]) -> list[str | None]:
    """The candidate of every line, None where the line doesn't say it or says it wrongly."""
    known = set(candidates.values())
    found: list[str | None] = []
    named, sessions = sheet.text("candidate"), sheet.text("session")
    for k, cells in enumerate(zip(named, sessions, strict=True)):
        name, session = map(unmarked, cells)
        candidate: str | None = None
        if not name and not session:
            sheet.report([k], "neither candidate nor session is given", "every line needs one of the two")
        elif session and session not in candidates:
            sheet.report([k], f"session {quote(session)} is not known", "name one that is kept: see history export")
        elif name and name not in known:
            sheet.report([k], f"candidate {quote(name)} is not known", "name one that is kept: see history export")
        elif session and name and candidates[session] != name:
            whose = f"session {quote(session)} is of candidate {quote(candidates[session])}, not {quote(name)}"
            sheet.report([k], whose, "name one of the two, or the right ones")
        else:
            candidate = candidates[session] if session else name
        found.append(candidate)
    return found
