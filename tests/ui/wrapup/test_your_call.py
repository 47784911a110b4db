"""The interviewer's own call: only after all is scored, with a reason where it differs, and a gap for *close*."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.insights.recommendation import recommend
from interview_desk.ui.wrapup.your_call import YourCall
from tests.ui.wrapup.interviews import Desk


class Table:
    """The card, and a desk that grants its wishes."""

    def __init__(self, card: YourCall, desk: Desk) -> None:
        self.card, self.desk = card, desk
        self.wishes: list[tuple[str, str, str]] = []
        card.call_wanted.connect(self._grant)
        self.show()

    def show(self) -> None:
        self.card.show_call(self.desk.state.rubric, recommend(self.desk.state))

    def _grant(self, category: str, why: str, gap: str) -> None:
        self.wishes.append((category, why, gap))
        self.desk.do(lambda state: rules.make_call(state, category, why, gap))
        self.show()

    def cell(self, title: str) -> QPushButton:
        return next(cell for cell in self.card.findChildren(QPushButton) if cell.text() == title)

    def line(self, name: str) -> QLineEdit:
        return next(line for line in self.card.findChildren(QLineEdit) if line.accessibleName() == name)

    def said(self) -> str:
        return " ".join(label.text() for label in self.card.findChildren(QLabel) if label.isVisible())


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def card(qtbot: QtBot) -> YourCall:
    card = YourCall()
    qtbot.addWidget(card)
    card.show()
    return card


def test_no_call_can_be_made_before_all_is_scored(card: YourCall, ended: Desk) -> None:
    table = Table(card, ended)
    assert not table.cell("Advance").isEnabled()
    assert "Once every row is scored." in table.said()


def test_a_call_that_agrees_needs_no_word(card: YourCall, scored: Desk) -> None:
    scored.score(correctness=3)
    table = Table(card, scored)
    card.focus_here()
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert table.wishes == [("advance", "", "")]
    assert table.cell("Advance").isChecked()
    assert "Still to do" not in table.said()


def test_a_call_that_differs_asks_why_and_takes_it(card: YourCall, scored: Desk) -> None:
    table = Table(card, scored)
    table.cell("Advance").click()
    assert "say why it differs" in table.said()
    assert table.line("Why").hasFocus()
    QTest.keyClicks(table.line("Why"), "The race was new to them")
    QTest.keyClick(table.line("Why"), Qt.Key.Key_Return)
    assert table.wishes[-1] == ("advance", "The race was new to them", "")
    assert "Still to do" not in table.said()


def test_close_asks_what_would_close_the_gap(card: YourCall, scored: Desk) -> None:
    table = Table(card, scored)
    assert not table.line("What would close the gap").isVisible()
    table.cell("Close, could come up to speed").click()
    assert table.line("What would close the gap").hasFocus()
    assert "say what would close the gap" in table.said()
    QTest.keyClicks(table.line("What would close the gap"), "A month on a service with two processes")
    QTest.keyClick(table.line("What would close the gap"), Qt.Key.Key_Return)
    assert table.wishes[-1] == ("close", "", "A month on a service with two processes")
    assert "Still to do" not in table.said()


def test_leaving_a_line_unchanged_wishes_for_nothing(card: YourCall, scored: Desk) -> None:
    table = Table(card, scored)
    table.cell("Advance").click()
    QTest.keyClick(table.line("Why"), Qt.Key.Key_Return)
    assert len(table.wishes) == 1


def test_a_call_taken_back_is_no_longer_shown(card: YourCall, scored: Desk) -> None:
    table = Table(card, scored)
    table.cell("Not now").click()
    scored.live.undo()
    table.show()
    assert not table.cell("Not now").isChecked()


def test_a_reason_taken_back_does_not_return_when_its_line_is_left(card: YourCall, scored: Desk) -> None:
    table = Table(card, scored)
    table.cell("Advance").click()
    why = table.line("Why")
    QTest.keyClicks(why, "The race was new to them")
    QTest.keyClick(why, Qt.Key.Key_Return)
    scored.live.undo()
    table.show()
    assert why.hasFocus()
    assert why.text() == ""
    table.cell("Advance").setFocus()
    assert len(table.wishes) == 2


def test_a_reason_half_typed_is_not_taken_away(card: YourCall, scored: Desk) -> None:
    table = Table(card, scored)
    table.cell("Advance").click()
    QTest.keyClicks(table.line("Why"), "The race was")
    scored.live.undo()
    table.show()
    assert table.line("Why").text() == "The race was"
