"""What a window tells its benchmark: where its parts stand, and how late its event loop was."""

from __future__ import annotations

import json
import time

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QWidget

SETTLED_MS = 500
TICK_MS = 2


class Stalls:
    """How late a timer's ticks come: what else goes on in the loop, and on the machine, keeps them."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now


def places(window: QMainWindow, **parts: QWidget) -> str:
    """Return where widgets stand in their window, as JSON."""
    told = {}
    for name, part in parts.items():
        corner = part.mapTo(window, QPoint(0, 0))
        told[name] = [corner.x(), corner.y(), part.width(), part.height()]
    return json.dumps(told)
