"""The tour: three steps in a line of their own, on by a key or by going on, left at any time, never in the way."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.tour import STEPS, Tour


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show_page(QLineEdit(), "")
    window.show()
    return window


@pytest.fixture
def tour(window: MainWindow) -> Tour:
    tour = Tour(window)
    window.desk.bind({"help.tour": tour.go_on})
    window.desk.trigger("help.tour")
    return tour


def test_it_has_three_steps_and_each_press_of_its_key_is_one(window: MainWindow, tour: Tour) -> None:
    assert len(STEPS) == 3
    assert tour.bar.text.startswith("TOUR 1 OF 3 Home: choose a kit: ")
    window.desk.trigger("help.tour")
    assert tour.bar.text.startswith("TOUR 2 OF 3 Prepare")
    window.desk.trigger("help.tour")
    assert tour.bar.text.startswith("TOUR 3 OF 3 Conduct")
    window.desk.trigger("help.tour")
    assert tour.bar.text == ""
    assert tour.step is None


def test_it_never_takes_the_focus_and_everything_behind_it_can_be_used(
    window: MainWindow, tour: Tour, qtbot: QtBot
) -> None:
    line = window.page
    assert isinstance(line, QLineEdit)
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "still typing")
    assert line.text() == "still typing"
    for button in tour.bar.findChildren(QPushButton):
        button.click()
        assert line.hasFocus()


def test_it_goes_on_with_the_person_and_not_back(window: MainWindow, tour: Tour) -> None:
    window.show_page(QLineEdit(), "Prepare", "prepare")
    assert tour.step == 1
    window.show_page(QLineEdit(), "", *())
    assert tour.step == 1
    window.show_page(QLineEdit(), "Noor Haddad", "live")
    assert tour.step == 2
    window.show_page(QLineEdit(), "Summary", "wrap-up")
    assert tour.step is None


def test_it_can_be_left_at_any_step_and_begins_anew_where_one_is(window: MainWindow, tour: Tour) -> None:
    window.desk.trigger("help.leave-tour")
    assert tour.bar.isHidden()
    window.show_page(QLineEdit(), "Prepare", "prepare")
    assert tour.bar.isHidden()
    window.desk.trigger("help.tour")
    assert tour.step == 1


def test_its_last_step_says_that_it_is_done_and_its_keys_are_shown(window: MainWindow, tour: Tour) -> None:
    names = [button.accessibleName() for button in tour.bar.findChildren(QPushButton)]
    assert names == ["next step, Ctrl F1", "leave the tour, Ctrl ⇧ F1"]
    window.desk.trigger("help.tour")
    window.desk.trigger("help.tour")
    assert "done, Ctrl F1" in [button.accessibleName() for button in tour.bar.findChildren(QPushButton)]
