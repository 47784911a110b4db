"""Benchmarks of one question from 100,000 interviews, beside numpy's own sorting of the same arrays.

From arrays; from a database that a process has read before; and as a wrap-up asks, one interview left out.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.measure import Row, milliseconds, paired
from interview_desk.insights.benchmark import Band, bands
from interview_desk.insights.known import question_bands
from interview_desk.insights.memory import Memory
from interview_desk.insights.past import past_of_history
from interview_desk.insights.simulate import World, simulate
from interview_desk.insights.tables import History
from interview_desk.storage.history import add_past, changes_of, read_past
from interview_desk.storage.journal import Journal, open_journal


def run(interviews: int = 100_000) -> list[Row]:
    """Measure all quantiles, intervals and hints of both cohorts against bare product-limit quantiles."""
    import numpy as np  # after the room that settles how numpy is to use threads

    world = World(questions=("rate-limiter",), levels=("mid",), questions_each=1)
    history, _ = simulate(interviews, 200, 1, world)
    fair = history.raw_scores()
    layers = history.layers

    def bare() -> object:
        found = []
        strong = fair >= np.quantile(fair, 0.75)
        for layer in range(1, 4):
            rows = layers.layer == layer
            for chosen in (rows, rows & strong[layers.session]):
                time, done = layers.end[chosen], layers.status[chosen] == 0
                order = np.argsort(time)
                left = np.cumprod(1 - done[order] / np.arange(len(order), 0, -1))
                found.append(time[order][np.minimum(np.searchsorted(-left, [-0.75, -0.5, -0.25]), len(order) - 1)])
            found.append(np.quantile(layers.hints[rows], [0.5, 0.75]))
        return found

    whole, floor = paired(lambda: bands(history, fair, question="rate-limiter"), bare)
    rows = [Row(f"bands of one question, {interviews:,} interviews", whole, floor, "ms", "≤ × 5")]
    with tempfile.TemporaryDirectory(prefix="desk-bands-") as folder, closing(_kept(Path(folder), history)) as journal:
        memory, one = Memory(), history.names.sessions[0]
        first = milliseconds(lambda: _from_database(memory, journal)) / 1000
        again, floor = paired(lambda: _from_database(memory, journal), bare)
        without, _ = paired(lambda: _from_database(memory, journal, one), bare)
    return [
        *rows,
        Row("the same from the database, first time", first, None, "s", "≤ 3 s"),
        Row("the same from the database, warm", again, floor, "ms", "≤ × 5"),
        Row("the same with one interview left out", without, floor, "ms", "≤ 150 ms more"),
    ]


def _kept(folder: Path, history: History) -> Journal:
    journal = open_journal(f"sqlite:///{folder / 'desk.db'}")
    add_past(journal.engine, past_of_history(history))
    return journal


def _from_database(memory: Memory, journal: Journal, without: str = "") -> list[Band]:
    known = memory.known(
        changes_of(journal.engine),
        {"rate-limiter"},
        "unknown",
        lambda of, tell: read_past(journal.engine, questions=of, means=True, on_progress=tell),
        without=without,
    )
    assert known is not None
    return question_bands(known, "rate-limiter", None)
