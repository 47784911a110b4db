"""The settings in the window: a wish of the page is kept in the file and tried out on the running application."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from interview_desk import settings
from interview_desk.errors import DeskError
from interview_desk.settings import Settings
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.settings import SettingsPage


class SettingsDesk(QObject):
    """Holds the page, and what is chosen while it is shown; `problems` are what the file said that can't be used.

    `keep_password` keeps the password of the team's database.
    """

    applied = Signal(object)
    """What is chosen now (`Settings`), for whoever it concerns."""
    left = Signal()

    def __init__(
        self,
        window: MainWindow,
        file: Path,
        problems: Sequence[str] = (),
        keep_password: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._file = file
        self._chosen = Settings()
        self._problems = list(problems)
        self._keep_password = keep_password
        self.page = SettingsPage()
        self.page.changed.connect(self._change)
        self.page.password_typed.connect(self._take_password)
        self.page.left.connect(self.left)

    def open(self, chosen: Settings) -> None:
        """Show the page, with what is chosen now."""
        self._chosen = chosen
        self._show()
        self.page.show_trouble(self._problems)
        self._window.show_page(self.page, "Settings")

    def _change(self, name: str, value: Any) -> None:
        self._chosen = replace(self._chosen, **{name: value})
        self.applied.emit(self._chosen)
        self._show()
        try:
            settings.save(self._file, self._chosen)
        except DeskError as error:
            self.page.show_trouble([*self._problems, f"{error} Until then it counts in this window only."])
        else:
            self._problems = []
            self.page.show_trouble([])

    def _take_password(self, password: str) -> None:
        try:
            self._keep_password(password)
        except DeskError as error:
            self.page.show_trouble([*self._problems, str(error)])
        else:
            self.page.server.show_kept()
            self.applied.emit(self._chosen)

    def _show(self) -> None:
        self.page.show_settings(self._chosen, str(self._file))
