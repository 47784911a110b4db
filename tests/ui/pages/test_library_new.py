"""Asking for a new question: what is wrong is said at once, and nothing is written before it is right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from interview_desk.ui.pages.library_new import NewQuestionLine


@pytest.fixture
def line(qtbot: QtBot) -> NewQuestionLine:
    line = NewQuestionLine()
    qtbot.addWidget(line)
    line.ask("team", {"rate-limiter"})
    return line


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def said(line: NewQuestionLine) -> str:
    return "\n".join(label.text() for label in line.findChildren(QLabel))


def test_enter_wishes_for_it_from_either_field(line: NewQuestionLine, qtbot: QtBot) -> None:
    QTest.keyClicks(focus(), "burst-limit")
    with qtbot.waitSignal(line.wanted) as wish:
        QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert wish.args == ["team", "burst-limit"]
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert focus().accessibleName() == "Bank of the new question"
    with qtbot.waitSignal(line.wanted):
        QTest.keyClick(focus(), Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Burst Limit", 'did you mean "burst-limit"?'),
        ("rate-limiter", "There is a question of that id already"),
        ("", "Give it an id"),
        ("burst-", 'did you mean "burst"?'),
    ],
)
def test_what_is_not_right_is_said_and_not_written(line: NewQuestionLine, qtbot: QtBot, typed: str, why: str) -> None:
    QTest.keyClicks(focus(), typed)
    with qtbot.assertNotEmitted(line.wanted):
        QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert why in said(line)


def test_nobody_is_scolded_half_way_through_a_word(line: NewQuestionLine) -> None:
    for typed in ("burst", "-"):
        QTest.keyClicks(focus(), typed)
        assert "✕" not in said(line)


def test_why_it_could_not_be_written_is_said(line: NewQuestionLine) -> None:
    line.refuse("The disk is full.")
    assert "✕ The disk is full." in said(line)


def test_escape_goes_back(line: NewQuestionLine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(line.left):
        QTest.keyClick(focus(), Qt.Key.Key_Escape)
