"""The application as its user runs it, which also tells its benchmark where its parts stand on the screen.

`python -m benchmarks.inside conduct KIT …`. With STALL_SECONDS in the environment it exports reports in the background
and takes snippets meanwhile, and tells at the end how long its event loop was kept from turning.
"""

from __future__ import annotations

import json
import os
import sys
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from benchmarks.told import SETTLED_MS, Stalls, places
from interview_desk import app, cli

_CODE = "def allow(self, now):\n    with self.lock:\n        return self.tokens > 0\n"


class ToldDesk(app.Desk):
    """The desk, and what a benchmark wants to know of it."""

    def _first_painted(self) -> None:
        super()._first_painted()
        QTimer.singleShot(SETTLED_MS, self._tell_places)

    def _tell_places(self) -> None:
        assert self.conducting is not None
        page = self.conducting.page
        print(places(self.window, line=page.line.edit.viewport(), rows=page.notes.view.viewport()), flush=True)
        if seconds := float(os.environ.get("STALL_SECONDS", "0")):
            self._stalls = Stalls()
            QGuiApplication.clipboard().setText(_CODE)
            self._work = QTimer()
            self._work.timeout.connect(self._export)
            self._work.start(1_500)
            QTimer.singleShot(round(seconds * 1000), self._tell_stalls)

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
    cli.main(sys.argv[1:])
