"""What waits for the team's database stands quietly at the foot of every page, and only where it has to."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from interview_desk.ui.delivering import Delivering
from interview_desk.ui.main_window import MainWindow

WAITS = "3 entries wait for the team's database: it can't be reached since 10:42."


class Team:
    def __init__(self) -> None:
        self.there = True
        self.attempts = 0

    def deliver_now(self) -> bool:
        self.attempts += 1
        return self.there


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    it = MainWindow()
    qtbot.addWidget(it)
    it.show_page(QWidget(), "")
    return it


@pytest.fixture
def team() -> Team:
    return Team()


@pytest.fixture
def delivering(window: MainWindow, team: Team) -> Delivering:
    return Delivering(window, team.deliver_now)


def test_a_server_that_answers_the_second_time_is_not_spoken_of(window: MainWindow, delivering: Delivering) -> None:
    delivering.told.emit(WAITS, 1, False)
    assert window.notices.text == ""
    delivering.told.emit("", 0, False)
    assert window.notices.text == ""


def test_what_waits_stands_on_every_page_until_it_is_delivered(window: MainWindow, delivering: Delivering) -> None:
    delivering.told.emit(WAITS, 2, False)
    assert window.notices.text == WAITS
    window.show_page(QWidget(), "Other")
    assert window.notices.text == WAITS
    delivering.told.emit("", 0, False)
    assert window.notices.text == ""


def test_it_stands_behind_whatever_else_is_to_be_said(window: MainWindow, delivering: Delivering) -> None:
    window.notices.say("No hint is left.")
    delivering.told.emit(WAITS, 2, False)
    assert window.notices.text == "No hint is left."
    window.notices.clear()
    assert window.notices.text == WAITS
    window.notices.keep("It was interrupted.")
    assert window.notices.text == "It was interrupted."
    window.notices.keep("")
    assert window.notices.text == WAITS


def test_whoever_asks_is_answered(window: MainWindow, delivering: Delivering, team: Team) -> None:
    window.desk.trigger("team.deliver")
    assert window.notices.text == "Delivering to the team's database…"
    delivering.told.emit("older news", 2, False)
    assert window.notices.text == "Delivering to the team's database…"
    delivering.told.emit("", 0, True)
    assert window.notices.text == "Everything is with the team's database."
    window.desk.trigger("team.deliver")
    delivering.told.emit(WAITS, 1, True)
    assert window.notices.text == WAITS
    assert team.attempts == 2


def test_without_a_team_it_says_where_one_is_chosen(window: MainWindow, delivering: Delivering, team: Team) -> None:
    team.there = False
    window.desk.trigger("team.deliver")
    assert window.notices.text == "No team's database is chosen: Ctrl+, shows the settings."
    assert delivering.parent() is window


def test_a_session_that_is_refused_is_said_at_once(window: MainWindow, delivering: Delivering) -> None:
    delivering.told.emit("Session x can't be delivered.", 0, False)
    assert window.notices.text == "Session x can't be delivered."
