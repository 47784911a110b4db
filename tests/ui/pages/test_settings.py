"""The settings page: every setting is there to be changed, wrong values are said in their place, Esc goes back."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from interview_desk.settings import Settings
from interview_desk.ui.pages.settings import SettingsPage


@pytest.fixture
def page(qtbot: QtBot) -> SettingsPage:
    it = SettingsPage()
    qtbot.addWidget(it)
    it.resize(1100, 700)
    it.show()
    it.show_settings(Settings(interviewer="Interviewer 7"), "/somewhere/settings.toml")
    return it


def test_every_setting_stands_there_with_its_title(page: SettingsPage) -> None:
    for it in fields(Settings):
        if it.name != "keys":
            assert page.fields[it.name].control.accessibleName() == it.metadata["title"]
    assert page.fields["interviewer"].line.text() == "Interviewer 7"


def test_a_change_is_a_wish_with_the_name_of_the_setting(page: SettingsPage) -> None:
    heard: list[tuple[str, object]] = []
    page.changed.connect(lambda name, value: heard.append((name, value)))
    QTest.keyClicks(page.fields["interviewer"].line, "7")
    page.fields["theme"].choice.chosen.emit("light")
    QTest.keyClick(page.fields["text_percent"].line, Qt.Key.Key_Up)
    page.fields["reduced_motion"].tick.click()
    page.keys.changed.emit({"hint.next": "Ctrl+G"})
    assert heard == [
        ("interviewer", "Interviewer 77"),
        ("theme", "light"),
        ("text_percent", 110),
        ("reduced_motion", True),
        ("keys", {"hint.next": "Ctrl+G"}),
    ]


def test_escape_goes_back(page: SettingsPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.setFocus()
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page.fields["interviewer"].line, Qt.Key.Key_Escape)


def test_trouble_is_said_until_there_is_none(page: SettingsPage) -> None:
    page.show_trouble(["The settings were not saved: no room."])
    assert page._trouble.isVisible()
    assert "no room" in page._trouble.text()
    page.show_trouble([])
    assert not page._trouble.isVisible()
