"""Writes the database of the newest schema among the old ones, to be kept for ever: run it before adding a migration.

Run as `python -m tests.storage.write_old`. It is the one of the schema before, brought up to date, with an imported
interview and a half-typed note added.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from interview_desk.domain.draft import Draft
from interview_desk.domain.past import Past
from interview_desk.storage import schema
from interview_desk.storage.history import add_past
from interview_desk.storage.journal import open_journal

OLD = Path(__file__).parent / "old"
PAST = Past(
    sessions=[("past-1", "Ada", "Ivan", "rate-limiter", "1", "senior", "Backend", 40.0, None, 1_700_000_000)],
    layers=[("past-1", 1, "done", 8.5, 1)],
    scores=[("past-1", "Ivan", True, "problem-solving", 3.0)],
    outcomes=[("Ada", "onsite", 1_700_100_000, True)],
)


def newest() -> Path:
    """Return the newest of the databases that there are."""
    there = [OLD / f"{revision}.db" for revision in schema.REVISIONS]
    return [path for path in there if path.exists()][-1]


def write(target: Path) -> None:
    """Write the database to `target`."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "desk.db"
        shutil.copyfile(newest(), made)
        with closing(open_journal(f"sqlite:///{made}")) as journal:
            add_past(journal.engine, PAST)
            journal.keep_draft("20261123-running", "half a note", 900_000, 901_000)
            assert journal.draft("20261123-running") == Draft("half a note", 900_000, 901_000)
        with closing(sqlite3.connect(made)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("VACUUM")
        shutil.copyfile(made, target)


if __name__ == "__main__":
    target = OLD / f"{schema.HEAD}.db"
    if target.exists():
        print(f"{target.name} is there already.")
    else:
        write(target)
        print(f"Wrote {target.name}.")
