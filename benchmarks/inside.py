"""The application as its user runs it, which also tells its benchmark where its parts stand on the screen.

`python -m benchmarks.inside conduct KIT …`. With STALL_SECONDS in the environment it is busy, and tells at the end how
long its event loop was kept from turning; with BUSY it is only busy: it exports reports in the background, takes
snippets from the clipboard, and watches a file that is saved again and again. With TIMES its clock runs that many
times as fast.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from benchmarks.told import SETTLED_MS, Stalls, places
from interview_desk import app, cli
from interview_desk.domain.clock import SystemClock
from interview_desk.ui.watching import Watching

_CODE = "def allow(self, now):\n    with self.lock:\n        return self.tokens > 0\n"


class QuickClock(SystemClock):
    """The computer's clock, its time since the start multiplied."""

    def __init__(self) -> None:
        self._times = float(os.environ["TIMES"])
        self._start = super().awake_ms()

    def awake_ms(self) -> int:
        return round(self._start + (super().awake_ms() - self._start) * self._times)

    def boot_ms(self) -> int:
        return self.awake_ms()


class ToldDesk(app.Desk):
    """The desk, and what a benchmark wants to know of it."""

    def _first_painted(self) -> None:
        super()._first_painted()
        QTimer.singleShot(SETTLED_MS, self._tell_places)

    def _tell_places(self) -> None:
        assert self.conducting is not None
        page = self.conducting.page
        self.window.notices.clear()  # it would go with the first deed, and everything above it move
        QApplication.processEvents()
        print(places(self.window, line=page.line.edit.viewport(), rows=page.notes.view.viewport()), flush=True)
        seconds = float(os.environ.get("STALL_SECONDS", "0"))
        if seconds or "BUSY" in os.environ:
            self._be_busy()
        if seconds:
            self._stalls = Stalls()
            QTimer.singleShot(round(seconds * 1000), self._tell_stalls)

    def _be_busy(self) -> None:
        assert self.conducting is not None
        QGuiApplication.clipboard().setText(_CODE)
        self._folder = tempfile.TemporaryDirectory()
        self._watched = Path(self._folder.name) / "limiter.py"
        self._watched.write_text(_CODE, "utf-8")
        # As the command does it, but for the notice, which would move the line that is looked at.
        self._watching = Watching(self.background)
        self._watching.changed.connect(self.conducting._saved_elsewhere)
        self._watching.start(str(self._watched))
        self._saves = 0
        self._work, self._save = QTimer(), QTimer()
        self._work.timeout.connect(self._export)
        self._save.timeout.connect(self._save_elsewhere)
        self._work.start(1_500)
        self._save.start(1_100)

    def _save_elsewhere(self) -> None:
        """Save the watched file as the candidate's editor does."""
        self._saves += 1
        self._watched.write_text(f"{_CODE}# save {self._saves}\n", "utf-8")

    def _export(self) -> None:
        from interview_desk.reports.exporter import render

        assert self.conducting is not None
        state = self.conducting.live.state
        self.conducting.page.command_wanted.emit("snippet.clipboard")
        self.background.run(lambda: (render(state, "team", "pdf"), render(state, "team", "html")), lambda _: None)

    def _tell_stalls(self) -> None:
        print(json.dumps(self._stalls.late), flush=True)


if __name__ == "__main__":
    cast("dict[str, type]", vars(app))["Desk"] = ToldDesk
    if "TIMES" in os.environ:
        cast("dict[str, type]", vars(app))["SystemClock"] = QuickClock
    cli.main(sys.argv[1:])
