"""One setting: what can't be is said in its place and wished for by nobody."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from interview_desk.settings import Settings
from interview_desk.ui.pages.settings_field import SettingField

BY_NAME = {it.name: it for it in fields(Settings)}


@pytest.fixture
def size(qtbot: QtBot) -> SettingField:
    it = SettingField(BY_NAME["text_percent"])
    qtbot.addWidget(it)
    it.show_value(100)
    it.show()
    return it


@pytest.mark.parametrize(
    ("typed", "said"), [("900", "It is 900, not between 80 and 200."), ("large", "'large' is no whole number.")]
)
def test_a_number_that_cannot_be_is_said_in_its_place(size: SettingField, typed: str, said: str) -> None:
    heard: list[object] = []
    size.changed.connect(lambda _name, value: heard.append(value))
    size.line.setText(typed)
    QTest.keyClick(size.line, Qt.Key.Key_Return)
    assert heard == []
    assert size.control.accessibleDescription() == f"⚠ {said}"
    size.line.setText("150 %")
    QTest.keyClick(size.line, Qt.Key.Key_Return)
    assert heard == [150]
    assert size.control.accessibleDescription() == BY_NAME["text_percent"].metadata["help"]


def test_up_and_down_stay_within_what_can_be(size: SettingField) -> None:
    heard: list[object] = []
    size.changed.connect(lambda _name, value: heard.append(value))
    size.line.setText("195")
    QTest.keyClick(size.line, Qt.Key.Key_Up)
    size.line.setText("80")
    QTest.keyClick(size.line, Qt.Key.Key_Down)
    size.line.setText("nothing")
    QTest.keyClick(size.line, Qt.Key.Key_Down)
    assert heard == [200, 80, 100]


def test_showing_a_value_wishes_for_nothing(qtbot: QtBot) -> None:
    for name, value in (("interviewer", "A"), ("theme", "light"), ("reduced_motion", True), ("assignment", "chance")):
        field = SettingField(BY_NAME[name])
        qtbot.addWidget(field)
        with qtbot.assertNotEmitted(field.changed):
            field.show_value(value)
