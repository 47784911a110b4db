"""Home in the window: what is kept is read in the background each time it is shown, and bundles are taken in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from interview_desk.domain.listing import KitLine, SessionLine
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.home import HomePage
from interview_desk.ui.replay.bundle_drop import BundleDrop


class HomeDesk(QObject):
    """Holds the page. `read` gives the sessions and the kits, `add` takes in a bundle and says what came of it."""

    conduct_wanted = Signal(str)  # the kit's id
    own_wanted = Signal()
    resume_wanted = Signal(str)  # the session's id

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        read: Callable[[], tuple[list[SessionLine], list[KitLine]]],
        add: Callable[[Path], str],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._read = read
        self._add = add
        self._now = now
        self.page = HomePage()
        self.page.conduct_wanted.connect(self.conduct_wanted)
        self.page.own_wanted.connect(self.own_wanted)
        self.page.command_wanted.connect(window.desk.trigger)
        self.page.resume_wanted.connect(self.resume_wanted)
        self.page.open_wanted.connect(self.resume_wanted)
        BundleDrop(self.page).import_wanted.connect(self._take_in)

    @property
    def chosen(self) -> SessionLine | None:
        """The session that is chosen, where home is shown and a session is chosen on it."""
        chosen = self.page.chosen if self._window.page is self.page else None
        return chosen if isinstance(chosen, SessionLine) else None

    def open(self, session: str = "") -> None:
        """Show the page, and read what there is; with a session, that one is chosen."""
        if session:
            self.page.choose(session)
        self._window.show_page(self.page, "")
        self._refresh()

    def _refresh(self) -> None:
        self._background.run(self._read, lambda found: self.page.show_lines(*found, self._now()))

    def _take_in(self, bundle: Path) -> None:
        def done(said: str) -> None:
            self._window.notices.say(said)
            self._refresh()

        self._background.run(lambda: self._add(bundle), done)
