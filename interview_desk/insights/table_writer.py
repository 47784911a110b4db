"""A history out as a folder of CSV files, the same tables as come in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from interview_desk.insights.table_reader import LAYERS, OUTCOMES, RATINGS, SESSIONS
from interview_desk.insights.tables import NO_DATE, STATUSES, Floats, History, Ints


def write_history(history: History, folder: Path) -> None:
    """Write the four files into `folder`, which is made where it is missing. Raises OSError where that fails."""
    folder.mkdir(parents=True, exist_ok=True)
    names, s, r = history.names, history.sessions, history.ratings
    columns: dict[str, Iterable[object]] = {
        "session": names.sessions,
        "date" if history.dated else "seq": _dates(s.order) if history.dated else s.order.tolist(),
        "candidate": _named(names.candidates, s.candidate),
        "interviewer": _named(names.people, s.interviewer),
        "question": _named(names.questions, s.question),
        "level": _named(names.levels, s.level),
        "limit_min": _numbers(s.limit),
    }
    for title, codes, words in (
        ("role", s.role, names.roles), ("version", s.version, names.versions), ("group", s.group, names.groups)
    ):  # fmt: skip
        if (codes >= 0).any():
            columns[title] = _named(words, codes)
    _write(folder / SESSIONS, columns)
    _write(
        folder / RATINGS,
        {
            "session": _named(names.sessions, r.session),
            "rater": _named(names.people, r.rater),
            "live": r.live.astype(np.int64).tolist(),
            **{name: _numbers(r.scores[:, k]) for k, name in enumerate(names.competencies)},
        },
    )
    layers = history.layers
    _write(
        folder / LAYERS,
        {
            "session": _named(names.sessions, layers.session),
            "layer": layers.layer.tolist(),
            "status": _named(STATUSES, layers.status),
            "end_min": _numbers(layers.end),
            "hints": layers.hints.tolist(),
        },
    )
    outcomes = history.outcomes
    columns = {
        "candidate": _named(names.candidates, outcomes.candidate),
        "passed": outcomes.passed.astype(np.int64).tolist(),
    }
    if (outcomes.stage >= 0).any():
        columns["stage"] = _named(names.stages, outcomes.stage)
    if (outcomes.date != NO_DATE).any():
        columns["date"] = _dates(outcomes.date)
    _write(folder / OUTCOMES, columns)


def _write(path: Path, columns: dict[str, Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))


def _named(words: Sequence[str], codes: Ints) -> list[str]:
    return [words[code] if code >= 0 else "" for code in codes.tolist()]


def _numbers(values: Floats) -> list[str]:
    # `repr` of a float is its shortest exact form; a whole number is written without its ".0".
    return [
        "" if value != value else repr(int(value)) if value.is_integer() else repr(value) for value in values.tolist()
    ]


def _dates(seconds: Ints) -> list[str]:
    written = []
    for second in seconds.tolist():
        if second == NO_DATE:
            written.append("")
            continue
        moment = datetime.fromtimestamp(second, UTC)
        midnight = second % 86_400 == 0
        written.append(moment.date().isoformat() if midnight else moment.isoformat().replace("+00:00", "Z"))
    return written
