"""Preparing in the window: a kit is looked up and shown with its warnings, the briefing is written behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from interview_desk.domain.script import Kit
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.prepare import Prepared, PreparePage


class PrepareDesk(QObject):
    """Holds the page. `look_up` gives a kit with its warnings, `write_briefing` the file it wrote; both may refuse."""

    start_wanted = Signal(object)  # Prepared
    left = Signal()

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        look_up: Callable[[str], tuple[Kit, list[str]]],
        write_briefing: Callable[[Prepared], Path],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._look_up = look_up
        self._write_briefing = write_briefing
        self.page = PreparePage()
        self.page.start_wanted.connect(self.start_wanted)
        self.page.briefing_wanted.connect(self._brief)
        self.page.home_wanted.connect(self.left)
        window.desk.bind({"prepare.briefing": self.page.wish_briefing})

    def open(self, kit: str, interviewer: str) -> None:
        """Show a kit to prepare; raises DeskError where there is no such kit, or it is broken."""
        found, warnings = self._look_up(kit)
        self.page.show_kit(found, warnings, interviewer)
        self._window.show_page(self.page, "Prepare", "prepare")

    def _brief(self, it: Prepared) -> None:
        self._background.run(lambda: self._write_briefing(it), lambda file: self._window.notices.say(f"Wrote {file}."))
