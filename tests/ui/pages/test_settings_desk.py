"""Settings in the window: kept at once, applied at once, and said where they can't be kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from interview_desk import commands
from interview_desk.settings import Settings, load
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.settings_desk import SettingsDesk


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    it = MainWindow()
    qtbot.addWidget(it)
    it.show()
    yield it
    commands.use_keys({})


def test_a_change_is_applied_and_kept_at_once(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "desk" / "settings.toml"
    desk = SettingsDesk(window, file)
    applied: list[Settings] = []
    desk.applied.connect(applied.append)
    desk.open(Settings())
    assert window.page is desk.page
    desk.page.changed.emit("interviewer", "Interviewer 7")
    desk.page.changed.emit("keys", {"hint.next": "Ctrl+G"})
    assert applied[-1] == Settings(interviewer="Interviewer 7", keys={"hint.next": "Ctrl+G"})
    assert load(file) == (applied[-1], [])


def test_what_cannot_be_kept_counts_in_this_window_and_is_said(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    desk = SettingsDesk(window, tmp_path / "file" / "settings.toml", ["theme is 'pink'."])
    desk.open(Settings())
    assert "pink" in desk.page._trouble.text()
    desk.page.changed.emit("theme", "light")
    assert desk.page.fields["theme"].choice.choice == "light"
    assert "The settings were not saved" in desk.page._trouble.text()
