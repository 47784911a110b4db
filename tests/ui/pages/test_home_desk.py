"""Home in the window: read each time it is shown, and again when a bundle was dropped on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from interview_desk.domain.listing import KitLine, SessionLine
from interview_desk.errors import StorageError
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.home_desk import HomeDesk
from tests.ui.replay.dropping import drop

MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)
KIT = KitLine("backend-senior", "Senior backend engineer", "Backend engineer", "senior", 60, ("Rate limiter",))


def interrupted(name: str) -> SessionLine:
    at = MORNING - timedelta(hours=1)
    return SessionLine(name, name, "Interviewer 7", KIT.id, KIT.title, "senior", "interrupted", at, at, None, 60_000)


class AtHome:
    """A window at home, with what is kept, what was taken in and what went wrong."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.sessions: list[SessionLine] = []
        self.failed: list[BaseException] = []
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.background = Background(self.failed.append)
        read = lambda: (list(self.sessions), [KIT])  # noqa: E731
        self.desk = HomeDesk(self.window, self.background, read, self.add, lambda: MORNING)

    def add(self, bundle: Path) -> str:
        if bundle.stem == "damaged":
            raise StorageError(f"{bundle.name} was not imported", "it is damaged", "export it again")
        self.sessions.insert(0, interrupted(bundle.stem))
        return f"Imported {bundle.name}."

    def awaits_first(self, session: str) -> None:
        def shown() -> bool:
            return self.desk.chosen is not None and self.desk.chosen.id == session

        self._qtbot.waitUntil(shown, timeout=10_000)


@pytest.fixture
def home(qtbot: QtBot) -> Iterator[AtHome]:
    it = AtHome(qtbot)
    yield it
    it.background.close()


def test_what_is_kept_is_read_each_time_home_is_shown(home: AtHome) -> None:
    home.sessions = [interrupted("first")]
    home.desk.open()
    home.awaits_first("first")
    home.sessions = [interrupted("second")]
    home.desk.open()
    home.awaits_first("second")


def test_a_bundle_that_is_dropped_is_taken_in_and_shown(home: AtHome) -> None:
    home.desk.open()
    assert drop(home.desk.page, "file:///tmp/one.desk")
    home.awaits_first("one")
    assert home.window.notices.text == "Imported one.desk."


def test_a_bundle_that_is_refused_changes_nothing(home: AtHome, qtbot: QtBot) -> None:
    home.desk.open()
    drop(home.desk.page, "file:///tmp/damaged.desk")
    qtbot.waitUntil(lambda: bool(home.failed), timeout=10_000)
    assert "export it again" in str(home.failed[0])
    assert home.desk.chosen is None


def test_nothing_is_chosen_while_another_page_is_shown(home: AtHome) -> None:
    home.sessions = [interrupted("first")]
    home.desk.open()
    home.awaits_first("first")
    home.window.show_page(MainWindow(), "Elsewhere")
    assert home.desk.chosen is None
