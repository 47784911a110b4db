"""From the database to the state: 5,000 entries read, verified, decoded and folded."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measure import Row, paired
from interview_desk.domain.state import State, fold
from interview_desk.storage.journal import open_journal
from tests.conducting import Conducted


def run(entries: int = 5_000) -> list[Row]:
    """Measure against a bare loop over the same entries."""
    desk = Conducted()
    desk.solve()
    while len(desk.live.log) < entries:
        desk.wait(seconds=1)
        desk.note(f"+ note {len(desk.live.log)} @problem-solving")
    with tempfile.TemporaryDirectory() as folder:
        journal = open_journal(f"sqlite:///{Path(folder) / 'desk.db'}")
        journal.extend("benchmark", desk.live.log)
        kept = journal.read("benchmark")

        def bare() -> int:
            return sum(entry.offset_ms for entry in kept)

        def whole() -> State:
            return fold(journal.read("benchmark"))

        from_database, loop = paired(whole, bare)
        fold_only, _ = paired(lambda: fold(kept), bare)
        journal.close()
    return [
        Row(f"{entries:,} entries, database to state", from_database, loop, "ms", "≤ 40 ms"),
        Row(f"{entries:,} entries, fold alone", fold_only, loop, "ms"),
    ]
