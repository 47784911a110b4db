"""The window: pages come and go with their titles and commands, the focus with them; it tells of its first paint."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from interview_desk.ui.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    return made


def test_a_page_is_shown_with_its_title_and_takes_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    first, second = QLineEdit(), QLineEdit()
    window.show_page(first, "First")
    window.show()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is first)
    window.show_page(second, "Second")
    assert window.page is second
    assert window.windowTitle() == "Second – Interview Desk"
    assert QApplication.focusWidget() is second


def test_a_page_without_a_title_leaves_the_application_s_name(window: MainWindow) -> None:
    window.show_page(QLineEdit(), "Sample Candidate")
    window.show_page(QLineEdit(), "")
    assert window.windowTitle() == "Interview Desk"


def test_a_page_opens_the_commands_of_its_scope(window: MainWindow) -> None:
    window.desk.bind({"hint.next": lambda: None})
    window.show_page(QLineEdit(), "Live", "live")
    assert window.desk.is_open("hint.next")
    window.show_page(QLineEdit(), "Home")
    assert not window.desk.is_open("hint.next")


def test_a_passing_notice_does_not_follow_to_the_next_page(window: MainWindow) -> None:
    window.notices.say("There is nothing to undo.")
    window.show_page(QLineEdit(), "")
    assert window.notices.text == ""


def test_a_page_that_was_dropped_is_gone(window: MainWindow) -> None:
    home, page = QLineEdit(), QLabel("interview")
    window.show_page(home, "")
    window.show_page(page, "Live", "live")
    window.drop_page(page)
    assert window.page is home


def test_the_same_page_shown_twice_is_there_once(window: MainWindow) -> None:
    home, other = QLineEdit(), QLineEdit()
    for page in (home, other, home, other):
        window.show_page(page, "")
    window.drop_page(other)
    assert window.page is home


def test_the_first_paint_is_told_once_and_closing_too(window: MainWindow, qtbot: QtBot) -> None:
    painted: list[bool] = []
    window.first_painted.connect(lambda: painted.append(True))
    window.show_page(QLineEdit(), "")
    window.show()
    qtbot.waitUntil(lambda: bool(painted))
    window.resize(800, 600)
    window.repaint()
    QApplication.processEvents()
    assert painted == [True]
    with qtbot.waitSignal(window.closed):
        window.close()


def test_it_makes_no_other_window_on_the_way(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page(QLineEdit(), "")
    window.show()
    qtbot.waitExposed(window)
    _ = window.palette_sheet, window.key_sheet
    assert [it for it in QApplication.topLevelWidgets() if it.isVisible()] == [window]


def test_a_mark_stands_above_every_page(window: MainWindow) -> None:
    window.mark("Demo: nothing here is real")
    for page in (QLineEdit(), QLineEdit()):
        window.show_page(page, "Page")
        window.show()
        marks = [label for label in window.findChildren(QLabel) if label.text() == "Demo: nothing here is real"]
        assert [label.isVisible() for label in marks] == [True]
