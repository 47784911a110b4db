"""The delivery to the team's database as the window shows it: a quiet sentence while something waits, one command."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from interview_desk.ui.main_window import MainWindow

_PATIENCE = 2  # a server that answers the second time was no trouble to anybody
_ALL_THERE = "Everything is with the team's database."
_NO_TEAM = "No team's database is chosen: Ctrl+, shows the settings."


class Delivering(QObject):
    """Hears on any thread how the delivery stands. `deliver_now` begins an attempt, or tells that there is no team."""

    told = Signal(str, int, bool)
    """The sentence, empty where all is well; how often it has failed of late; whether somebody asked."""
    compared = Signal(str)
    """Whose interviews were just read to compare with, in words."""

    def __init__(self, window: MainWindow, deliver_now: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._deliver_now = deliver_now
        self.told.connect(self._hear)
        window.desk.bind({"team.deliver": self._ask})

    def _ask(self) -> None:
        self._window.notices.say("Delivering to the team's database…" if self._deliver_now() else _NO_TEAM)

    def _hear(self, sentence: str, failures: int, asked: bool) -> None:
        if asked:
            self._window.notices.say(sentence or _ALL_THERE)
        if not sentence or asked or failures >= _PATIENCE or failures == 0:
            self._window.notices.stand(sentence)
