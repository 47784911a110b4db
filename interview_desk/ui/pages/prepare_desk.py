"""Preparing in the window: a kit is looked up or put together, kept for later, and its briefing written behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from interview_desk.domain.due import due_text
from interview_desk.domain.plan import Choices, Plan, PutTogether
from interview_desk.domain.script import Kit
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.prepare import Prepared, PreparePage


class Preparer(Protocol):
    """What preparing needs of the library and of what is kept. Everything may raise DeskError."""

    def look_up(self, kit: str) -> tuple[Kit, list[str]]:
        """Return a kit, and what to warn of in its files."""

    def choices(self) -> Choices:
        """Return what a kit can be put together from; takes a while."""

    def put_together(self, plan: Plan) -> PutTogether:
        """Return what comes of a plan; takes a while."""

    def write_briefing(self, it: Prepared) -> Path:
        """Write the sheet that the candidate gets beforehand; takes a while."""

    def keep(self, it: Prepared) -> str:
        """Keep the interview for later, and return its id; takes a while."""


class PrepareDesk(QObject):
    """Holds the page, and does what is wished for there."""

    start_wanted = Signal(object)  # Prepared
    kept = Signal(str)  # the id of the session that was kept for later
    left = Signal()

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        preparer: Preparer,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._preparer = preparer
        self._now = now
        self._plan: Plan | None = None
        self.page = PreparePage(now)
        self.page.start_wanted.connect(self.start_wanted)
        self.page.keep_wanted.connect(self._keep_it)
        self.page.briefing_wanted.connect(self._brief)
        self.page.plan_changed.connect(self._try)
        self.page.refused.connect(window.notices.say)
        self.page.home_wanted.connect(self.left)
        window.desk.bind({"prepare.briefing": self.page.wish_briefing, "prepare.keep": self.page.wish_keep})

    def open(self, kit: str, interviewer: str) -> None:
        """Show a kit to prepare; raises DeskError where there is no such kit, or it is broken."""
        found, warnings = self._preparer.look_up(kit)
        self.page.show_kit(found, warnings, interviewer)
        self._window.show_page(self.page, "Prepare", "prepare")

    def open_own(self, interviewer: str, question: str = "") -> None:
        """Let a kit be put together from a question, chosen already or not, and a rubric."""
        self.page.show_own(interviewer, question)
        self._window.show_page(self.page, "Prepare", "prepare")
        self._background.run(self._preparer.choices, self.page.offer)

    def _try(self, plan: Plan | None) -> None:
        """Put a plan together; where another has been chosen meanwhile, that one counts."""
        self._plan = plan
        if plan is None:
            self.page.show_made(PutTogether(None))
            return

        def made(it: PutTogether) -> None:
            if self._plan is plan:
                self.page.show_made(it)

        self._background.run(lambda: self._preparer.put_together(plan), made)

    def _keep_it(self, it: Prepared) -> None:
        def kept(session: str) -> None:
            self.kept.emit(session)
            when = f"due {due_text(it.due, self._now())}" if it.due is not None else "ready to start"
            self._window.notices.say(f"Kept: {it.candidate}, {when}. Enter opens it from here, Ctrl+P then starts.")

        self._background.run(lambda: self._preparer.keep(it), kept)

    def _brief(self, it: Prepared) -> None:
        written = self._window.notices.say
        self._background.run(lambda: self._preparer.write_briefing(it), lambda file: written(f"Wrote {file}."))
