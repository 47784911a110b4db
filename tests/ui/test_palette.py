"""The palette: finds open commands by any word of theirs, does the chosen one, and gives the focus back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from interview_desk.commands import BY_ID
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.palette import ranked


class Bench:
    """The window on a page with a line, where three commands are open besides the palette's own."""

    def __init__(self, qtbot: QtBot) -> None:
        self.done: list[str] = []
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.line = QLineEdit()
        self.window.show_page(self.line, "Page", "live")
        ids = ("hint.next", "hint.own", "interview.undo")
        self.window.desk.bind({id: lambda id=id: self.done.append(id) for id in ids})  # type: ignore[misc]
        self.window.show()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is self.line)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, modifiers)

    def open(self, typed: str = "") -> None:
        self.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(self.focus, typed)

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    @property
    def titles(self) -> list[str]:
        return self.window.palette_sheet.titles()


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_it_lists_the_commands_that_are_open_and_not_itself(bench: Bench) -> None:
    bench.open()
    assert set(bench.titles) == {BY_ID[id].title for id in ("hint.next", "hint.own", "interview.undo", "help.keys")}


def test_typing_narrows_the_list_by_title_help_and_menu(bench: Bench) -> None:
    bench.open("hint")
    assert bench.titles == ["Hint of your own", "Next hint"]
    bench.open("ladder")
    assert bench.titles == ["Next hint"]


def test_a_title_that_begins_with_what_was_typed_comes_first() -> None:
    assert [command.id for command in ranked("next")][:2] == ["hint.next", "replay.next"]
    assert ranked("no such words") == []


def test_enter_does_the_chosen_command_and_the_focus_goes_back(bench: Bench) -> None:
    bench.open("hint")
    bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_Return)
    assert bench.done == ["hint.next"]
    assert bench.focus is bench.line
    assert bench.window.palette_sheet.isHidden()


def test_up_from_the_first_row_goes_to_the_last(bench: Bench) -> None:
    bench.open("hint")
    bench.press(Qt.Key.Key_Up)
    bench.press(Qt.Key.Key_Return)
    assert bench.done == ["hint.next"]


def test_escape_does_nothing_but_go_back(bench: Bench) -> None:
    bench.open("undo")
    bench.press(Qt.Key.Key_Escape)
    assert bench.done == []
    assert bench.focus is bench.line


def test_enter_on_an_empty_list_changes_nothing(bench: Bench) -> None:
    bench.open("no such words")
    bench.press(Qt.Key.Key_Return)
    assert bench.done == []


def test_it_forgets_what_was_typed_the_last_time(bench: Bench) -> None:
    bench.open("undo")
    bench.press(Qt.Key.Key_Escape)
    bench.open()
    assert len(bench.titles) == 4


def test_it_hides_when_the_focus_goes_elsewhere(bench: Bench) -> None:
    bench.open()
    bench.line.setFocus()
    assert bench.window.palette_sheet.isHidden()


def test_its_key_pressed_twice_still_gives_the_focus_back(bench: Bench) -> None:
    bench.open()
    bench.open()
    bench.press(Qt.Key.Key_Escape)
    assert bench.window.focusWidget() is bench.line


def test_after_the_key_sheet_was_looked_up_from_it_the_focus_goes_back(bench: Bench) -> None:
    bench.open()
    bench.press(Qt.Key.Key_F1)
    bench.press(Qt.Key.Key_Escape)
    assert bench.window.focusWidget() is bench.line


def test_a_look_at_another_window_leaves_the_focus_with_who_had_it(bench: Bench) -> None:
    QLineEdit(bench.window).lower()  # something else that Qt could give the focus to
    bench.open()
    lost = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(bench.focus, lost)
    assert bench.window.palette_sheet.isHidden()
    assert bench.window.focusWidget() is bench.line


def test_it_closes_where_whoever_had_the_focus_is_gone(bench: Bench) -> None:
    bench.open()
    bench.window.show_page(QLineEdit(), "Another", "live")
    bench.open()
    bench.window.drop_page(bench.window.page or bench.line)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    bench.window.palette_sheet.close_sheet()
    assert bench.window.palette_sheet.isHidden()
