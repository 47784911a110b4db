"""Seeking in a replay of 5,000 entries: from the wish to painted panels, at random instants and while scrubbing."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from benchmarks.measure import Row, quantile
from interview_desk.domain import rules
from interview_desk.domain.clock import ManualClock
from interview_desk.library.catalogue import Catalogue
from interview_desk.settings import Settings
from tests.conducting import Conducted

if TYPE_CHECKING:
    from interview_desk.ui.replaying import Replaying

FRAME_MS = 1000 / 60


def interview(entries: int, seed: int = 1) -> Conducted:
    """Conduct the sample kit with notes, hints, signals and some undoing, an entry a second."""
    chance = random.Random(seed)
    desk = Conducted(Catalogue.standing().kit("backend-senior"))
    desk.solve()
    while len(desk.live.log) < entries:
        desk.wait(seconds=1)
        drawn = chance.random()
        if drawn < 0.05:
            desk.live.undo()
        elif drawn < 0.1:
            desk.live.perform(rules.give_hint(desk.state))
        elif drawn < 0.15 and desk.state.layer is not None:
            desk.live.perform(rules.mark_signal(desk.state, desk.state.layer.signals[0].id))
        elif drawn < 0.152:
            desk.live.perform(rules.leave(desk.state, "solved"))
        else:
            desk.note(f"+ note {len(desk.live.log)} about something that goes on for a while @problem-solving")
    return desk


def run(entries: int = 5_000, rounds: int = 400) -> list[Row]:
    """Measure in a window of 1440 × 900, offscreen where there is no display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from interview_desk.ui.application import make_application
    from interview_desk.ui.main_window import MainWindow
    from interview_desk.ui.replaying import Replaying

    app = QApplication.instance() or make_application(Settings())
    desk = interview(entries)
    window = MainWindow()
    replaying = Replaying(window, desk.live.log, ManualClock(), 0)
    replaying.open()
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    chance = random.Random(2)
    length = replaying.replay.length_ms
    anywhere = [chance.randrange(length) for _ in range(rounds)]
    _times(replaying, anywhere[: rounds // 10])
    jumps = _times(replaying, anywhere)
    scrub = _times(replaying, range(0, length, max(1, length // rounds)))
    replaying.close()
    window.close()
    return [
        Row(f"{entries:,} entries, seek anywhere, median", quantile(jumps, 0.5), FRAME_MS, "ms"),
        Row(f"{entries:,} entries, seek anywhere, p99", quantile(jumps, 0.99), FRAME_MS, "ms", "≤ 25 ms"),
        Row(f"{entries:,} entries, scrubbing, p99", quantile(scrub, 0.99), FRAME_MS, "ms", "≤ 25 ms"),
    ]


def _times(replaying: Replaying, instants: Iterable[int]) -> list[float]:
    from PySide6.QtWidgets import QApplication

    times = []
    for ms in instants:
        start = time.perf_counter()
        replaying.playing.seek(ms)
        QApplication.processEvents()
        times.append((time.perf_counter() - start) * 1000)
    return times
