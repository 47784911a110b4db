"""The key sheet: every command with its key, closed by any key but the arrows, the focus back where it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from interview_desk.commands import COMMANDS, keys_text
from interview_desk.ui.key_sheet import KeySheet
from interview_desk.ui.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    line = QLineEdit()
    made.show_page(line, "Page", "live")
    made.show()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is line)
    return made


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def opened(window: MainWindow) -> KeySheet:
    press(Qt.Key.Key_F1)
    assert window.key_sheet.isVisible()
    return window.key_sheet


def test_it_shows_every_command_and_every_key(window: MainWindow) -> None:
    texts = [label.text() for label in opened(window).findChildren(QLabel)]
    for command in COMMANDS:
        assert command.title in texts
        assert (keys_text(command) or "–") in texts


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_A, Qt.Key.Key_Return])
def test_any_other_key_closes_it_and_gives_the_focus_back(window: MainWindow, key: Qt.Key) -> None:
    sheet = opened(window)
    press(key)
    assert sheet.isHidden()
    assert QApplication.focusWidget() is window.page


def test_what_has_no_room_is_reached_by_the_arrows_and_the_sheet_says_so(window: MainWindow) -> None:
    sheet = opened(window)
    QApplication.processEvents()
    bar = sheet.findChild(QScrollArea).verticalScrollBar()  # type: ignore[union-attr]
    assert bar.maximum() > 0
    for key, place in (
        (Qt.Key.Key_Down, bar.singleStep()),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_End, bar.maximum()),
        (Qt.Key.Key_Home, 0),
    ):
        press(key)
        assert sheet.isVisible()
        assert bar.value() == place
    assert any("any other key closes" in label.text() for label in sheet.findChildren(QLabel))


def test_a_modifier_alone_does_not_close_it(window: MainWindow) -> None:
    sheet = opened(window)
    QTest.keyClick(sheet, Qt.Key.Key_Shift)
    assert sheet.isVisible()


def test_it_is_filled_once(window: MainWindow) -> None:
    sheet = opened(window)
    count = len(sheet.findChildren(QLabel))
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    opened(window)
    assert len(sheet.findChildren(QLabel)) == count


def test_it_fits_into_the_smallest_window(window: MainWindow) -> None:
    window.resize(window.minimumSize())
    sheet = opened(window)
    assert window.rect().contains(sheet.geometry())


def test_a_look_at_another_window_leaves_the_focus_with_who_had_it(window: MainWindow) -> None:
    had = window.focusWidget()
    QLineEdit(window).lower()  # something else that Qt could give the focus to
    sheet = opened(window)
    QApplication.sendEvent(sheet, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    assert sheet.isHidden()
    assert window.focusWidget() is had
