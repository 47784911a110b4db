"""Training in the window: read and written in the background; files go into the folder of reports."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from interview_desk.insights.training import Training
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.reflection import ReflectionPage
from interview_desk.ui.pages.training import TrainingPage
from interview_desk.ui.replay.bundle_drop import BundleDrop


class TrainingKeeper(Protocol):
    """Whoever keeps what training needs; every call may take a while."""

    def look(self, now: datetime) -> Training:
        """Return all that the page shows."""

    def choose(self, title: str, sessions: Sequence[str]) -> None:
        """Make a training set."""

    def hand_out(self, title: str, file: Path) -> str:
        """Write a set to a file."""

    def hand_in(self, title: str, file: Path) -> str:
        """Write one's own reviews of a set to a file."""

    def take(self, file: Path) -> str:
        """Take in what was handed out or in."""

    def lay_beside(self, lead: str, track: str) -> None:
        """Say that a session is a shadow's track of another."""

    def reflect(self, session: str, answers: Mapping[str, tuple[int, str]]) -> None:
        """Keep a private look back."""


class TrainingDesk(QObject):
    """Holds the training page and that of the reflection."""

    blind_wanted = Signal(str, str)
    replay_wanted = Signal(str)
    left = Signal()

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        kept: TrainingKeeper,
        reports: Path,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._kept = kept
        self._reports = reports
        self._now = now
        self._session = ""
        self.page = page = TrainingPage()
        page.blind_wanted.connect(self.blind_wanted)
        page.replay_wanted.connect(self.replay_wanted)
        page.make_wanted.connect(self._make)
        page.hand_out_wanted.connect(self._hand_out)
        page.hand_in_wanted.connect(self._hand_in)
        page.beside_wanted.connect(self._lay_beside)
        page.left.connect(self.left)
        BundleDrop(page).import_wanted.connect(self._take)
        self.reflection = ReflectionPage()
        self.reflection.kept_wanted.connect(self._reflect)
        self.reflection.left.connect(self.left)

    def open(self) -> None:
        """Show the page, and read again what it is made of."""
        self._window.show_page(self.page, "Training")
        self._refresh()

    def look_back(self, session: str) -> None:
        """Ask the three questions about a session."""
        if session != self._session:
            self.reflection.clear()
        self._session = session
        self._window.show_page(self.reflection, "Looking back")

    def _refresh(self) -> None:
        self.page.show_busy("Reading what was scored…")
        self._background.run(lambda: self._kept.look(self._now()), self.page.show_training)

    def _make(self, title: str, sessions: Sequence[str]) -> None:
        if not sessions:
            self._window.notices.say("Tick the sessions that are to be in the set first.")
            return

        def done(_: None) -> None:
            self._window.notices.say(f"Made the training set “{' '.join(title.split())}”.")
            self.page.choose_next(title)
            self.page.new.clear()
            self._refresh()

        self._background.run(lambda: self._kept.choose(title, sessions), done)

    def _hand_out(self, title: str) -> None:
        file = self._reports / f"{_file_name(title)}.deskset"
        self._background.run(lambda: self._kept.hand_out(title, file), self._window.notices.say)

    def _hand_in(self, title: str) -> None:
        file = self._reports / f"{_file_name(title)}.deskreviews"
        self._background.run(lambda: self._kept.hand_in(title, file), self._window.notices.say)

    def _take(self, file: Path) -> None:
        self._then_refresh(lambda: self._kept.take(file))

    def _lay_beside(self, lead: str, track: str) -> None:
        def lay() -> str:
            self._kept.lay_beside(lead, track)
            return "Laid beside: the replay of the lead's interview shows the differences."

        self._then_refresh(lay)

    def _reflect(self, answers: Mapping[str, tuple[int, str]]) -> None:
        session = self._session

        def done(_: None) -> None:
            self.reflection.clear()
            self.left.emit()
            self._window.notices.say("Kept, for you alone; the training page shows the trend.")

        self._background.run(lambda: self._kept.reflect(session, answers), done)

    def _then_refresh(self, work: Callable[[], str]) -> None:
        def done(said: str) -> None:
            self._refresh()
            self._window.notices.say(said)

        self._background.run(work, done)


def _file_name(title: str) -> str:
    return re.sub(r"[^\w-]+", "-", title.casefold()).strip("-")[:80] or "training-set"
