"""A team's whole past: import of 100,000 interviews, benchmarks of one question from a cold process, and a look-up."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.measure import Row, milliseconds, paired
from interview_desk.domain.past import Past
from interview_desk.insights.past import past_of_history
from interview_desk.insights.simulate import simulate
from interview_desk.insights.table_writer import write_history
from interview_desk.storage import tables
from interview_desk.storage.engine import open_database
from interview_desk.storage.history import layer_rows
from interview_desk.storage.results import LAYER_COLUMNS, OUTCOME_COLUMNS, SCORE_COLUMNS, SESSION_COLUMNS

QUESTION = "rate-limiter"
_LOOK_UP = (
    "SELECT session, layer, status, end_min, hints FROM result_layer"
    " WHERE question = ? AND version = ? AND level = ? AND layer <= ?"
)


def run(interviews: int = 100_000, interviewers: int = 1_000) -> list[Row]:
    """Measure what LIMITS.md names for history."""
    with tempfile.TemporaryDirectory(prefix="desk-history-") as folder:
        place = Path(folder)
        history, _ = simulate(interviews, interviewers, 1)
        write_history(history, place / "tables")
        past = past_of_history(history)
        floor = milliseconds(lambda: _bulk_insert(place / "floor.db", past)) / 1000
        imported = milliseconds(lambda: _call(place, "history", "import", str(place / "tables"))) / 1000
        again = milliseconds(lambda: _call(place, "history", "import", str(place / "tables"))) / 1000
        cold = min(milliseconds(lambda: _call(place, "benchmarks", QUESTION)) for _ in range(3)) / 1000
        found, bare = _look_up(place / "home" / "desk.db")
    return [
        Row(f"import of {interviews:,} interviews, process included", imported, floor, "s", "≤ 4 ×"),
        Row("the same again, which changes nothing", again, floor, "s", ""),
        Row("benchmarks of one question, cold process", cold, None, "s", "≤ 3 s"),
        Row("look-up of one layer", found, bare, "ms", "≤ 3 ×"),
    ]


def _bulk_insert(file: Path, past: Past) -> None:
    """Insert the same rows into the same tables, by sqlite3 alone."""
    open_database(f"sqlite:///{file}").dispose()
    about = {row[0]: row[3:6] for row in past.sessions}
    work = (
        ("result_session", ("origin", *SESSION_COLUMNS), (("import", *row) for row in past.sessions)),
        ("result_layer", (*LAYER_COLUMNS, "question", "version", "level"), ((*r, *about[r[0]]) for r in past.layers)),
        ("result_score", SCORE_COLUMNS, past.scores),
        ("result_outcome", OUTCOME_COLUMNS, past.outcomes),
    )
    with closing(sqlite3.connect(file)) as connection, connection:
        for table, columns, rows in work:
            assert table in tables.METADATA.tables
            marks = ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _call(place: Path, *words: str) -> None:
    environment = {**os.environ, "INTERVIEW_DESK_HOME": str(place / "home")}
    command = [sys.executable, "-m", "interview_desk", *words]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def _look_up(file: Path) -> tuple[float, float]:
    engine = open_database(f"sqlite:///{file}", create=False)
    wanted = (QUESTION, "1", "senior", 1)
    with engine.connect() as connection, closing(sqlite3.connect(file)) as bare:
        times = paired(lambda: layer_rows(connection, *wanted), lambda: bare.execute(_LOOK_UP, wanted).fetchall(), 25)
    engine.dispose()
    return times
