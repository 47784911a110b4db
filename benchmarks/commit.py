"""From Enter to *saved*: an entry through the writer thread, against a bare commit with fsync on the same disk."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
import time
from contextlib import closing
from functools import partial
from pathlib import Path

from benchmarks.measure import Row, milliseconds, quantile
from interview_desk.domain.log import Entry
from interview_desk.storage.writer import Writer, later
from tests.conducting import Conducted


def run(rounds: int = 400) -> list[Row]:
    """Measure both in turns, entry by entry."""
    desk = Conducted()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        saved = threading.Semaphore(0)
        writer = Writer(later(f"sqlite:///{folder / 'desk.db'}"), "benchmark", lambda _seq: saved.release(), print)
        writer.start()

        def keep(entry: Entry) -> None:
            writer.append(entry)
            saved.acquire()

        for entry in desk.live.log:
            keep(entry)
        with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as bare:
            bare.execute("PRAGMA journal_mode = WAL")
            bare.execute("PRAGMA synchronous = FULL")
            bare.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, body TEXT)")
            ours: list[float] = []
            floor: list[float] = []
            for count in range(rounds):
                entry = desk.note(f"+ note {count} @problem-solving")
                ours.append(milliseconds(partial(keep, entry)))
                floor.append(milliseconds(partial(bare.execute, "INSERT INTO entry (body) VALUES (?)", ["x" * 200])))
                time.sleep(0.002)  # an interviewer is no loop: let both disks and threads come to rest
        writer.close()
    return [
        Row("Enter to saved, median", quantile(ours, 0.5), quantile(floor, 0.5), "ms", "≤ × 2"),
        Row("Enter to saved, p99", quantile(ours, 0.99), quantile(floor, 0.99), "ms", "≤ × 3"),
    ]
