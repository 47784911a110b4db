"""The candidate's three questions: all by keyboard, nothing kept before all are answered, nothing private on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from interview_desk.domain.experience import QUESTIONS
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.experience_desk import ExperienceDesk

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


class Asked:
    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.kept: list[tuple[str, tuple[int, ...], datetime]] = []
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.background = Background(lambda error: pytest.fail(str(error)))
        self.desk = ExperienceDesk(self.window, self.background, self.keep, lambda: NOW)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.desk.open("s1", "Ada Example", "Interviewer 7")

    def keep(self, session: str, answers: tuple[int, ...], at: datetime) -> bool:
        self.kept.append((session, answers, at))
        return len(self.kept) > 1

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.desk.page, key)


@pytest.fixture
def asked(qtbot: QtBot) -> Iterator[Asked]:
    asked = Asked(qtbot)
    yield asked
    asked.background.close()


def test_three_answers_by_keyboard_are_kept_with_their_time(asked: Asked) -> None:
    page = asked.desk.page
    assert page.rows[0].isAncestorOf(QApplication.focusWidget() or page)
    asked.press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space)  # 3
    assert not page.keep.isEnabled()
    assert "2 to go" in page.keep.text()
    asked.press(Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert page.answers == (3, 1, 2)
    page.keep.click()
    asked.qtbot.waitUntil(lambda: "the answers are kept" in asked.window.notices.text)
    assert asked.kept == [("s1", (3, 1, 2), NOW)]


def test_a_number_answers_the_question_that_has_the_focus_and_another_one_changes_it(asked: Asked) -> None:
    asked.press(Qt.Key.Key_4, Qt.Key.Key_9, Qt.Key.Key_Tab, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Tab, Qt.Key.Key_5)
    assert asked.desk.page.answers == (4, 2, 5)


def test_escape_keeps_nothing_and_the_next_one_begins_with_nothing(asked: Asked) -> None:
    asked.press(Qt.Key.Key_Space)
    with asked.qtbot.waitSignal(asked.desk.left):
        asked.press(Qt.Key.Key_Escape)
    asked.desk.open("s2", "Ben Example", "Interviewer 7")
    assert asked.desk.page.answers == ()
    assert asked.kept == []


def test_the_questions_and_whom_they_are_about_are_all_that_is_there(asked: Asked) -> None:
    shown = "\n".join(label.text() for label in asked.desk.page.findChildren(QLabel))
    assert all(question.text in shown for question in QUESTIONS)
    assert "Ada Example, interviewed by Interviewer 7" in shown
    assert "never by themselves" in shown
