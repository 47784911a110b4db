"""The candidate's three answers in the window: asked for one finished interview, kept in the background."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.experience import ExperiencePage


class ExperienceDesk(QObject):
    """Holds the page. `keep` takes the session, the three answers and the time, and says whether there were others."""

    left = Signal()

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        keep: Callable[[str, tuple[int, ...], datetime], bool],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._keep = keep
        self._now = now
        self._session = ""
        self.page = ExperiencePage()
        self.page.kept_wanted.connect(self._keep_answers)
        self.page.left.connect(self.left)

    def open(self, session: str, candidate: str, interviewer: str) -> None:
        """Ask about a session."""
        self._session = session
        self._window.show_page(self.page, "How was the interview?")
        self.page.ask(candidate, interviewer)

    def _keep_answers(self, answers: tuple[int, ...]) -> None:
        session, now = self._session, self._now()

        def done(had: bool) -> None:
            again = " They stand in place of those given before." if had else ""
            self.left.emit()
            # Only now: the page that one goes back to begins without a notice.
            self._window.notices.say(f"Thank you: the answers are kept.{again}")

        self._background.run(lambda: self._keep(session, answers, now), done)
