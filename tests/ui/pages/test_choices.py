"""One of a few: what is chosen comes from outside, pressing is a wish."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from interview_desk.ui.pages.choices import ChoiceRow, Tick

CHOICES = [("a", "Advance"), ("b", "Close, could come up to speed"), ("c", "Not now")]


@pytest.fixture
def row(qtbot: QtBot) -> ChoiceRow:
    row = ChoiceRow(CHOICES, "Your call")
    qtbot.addWidget(row)
    row.resize(400, 60)
    row.show()
    return row


def cells(row: ChoiceRow) -> list[QPushButton]:
    return row.findChildren(QPushButton)


def test_a_press_is_a_wish_and_changes_nothing_by_itself(row: ChoiceRow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(row.chosen) as wish:
        QTest.mouseClick(cells(row)[1], Qt.MouseButton.LeftButton)
    assert wish.args == ["b"]
    assert row.choice is None
    assert not any(cell.isChecked() for cell in cells(row))


def test_what_is_chosen_is_shown_and_can_be_taken_back(row: ChoiceRow) -> None:
    row.show_choice("b")
    assert [cell.isChecked() for cell in cells(row)] == [False, True, False]
    row.show_choice(None)
    assert not any(cell.isChecked() for cell in cells(row))


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_arrows_move_without_choosing_and_a_key_chooses(row: ChoiceRow, qtbot: QtBot, key: Qt.Key) -> None:
    row.focus_here()
    with qtbot.assertNotEmitted(row.chosen):
        for _ in range(5):
            QTest.keyClick(QApplication.focusWidget() or row, Qt.Key.Key_Right)
    with qtbot.waitSignal(row.chosen) as wish:
        QTest.keyClick(cells(row)[2], key)
    assert wish.args == ["c"]


def test_tab_stops_once_at_what_is_chosen(row: ChoiceRow) -> None:
    row.show_choice("c")
    tab = [bool(cell.focusPolicy() & Qt.FocusPolicy.TabFocus) for cell in cells(row)]
    assert tab == [False, False, True]


def test_the_focus_goes_along_to_what_was_chosen(row: ChoiceRow) -> None:
    row.focus_here()
    row.show_choice("c")
    assert cells(row)[2].hasFocus()


def test_long_words_wrap_instead_of_being_cut(row: ChoiceRow) -> None:
    assert row.heightForWidth(200) > row.heightForWidth(900) > 0


def test_every_cell_says_of_what_it_is_a_choice(row: ChoiceRow) -> None:
    row.show_choice("a")
    cell = QAccessible.queryAccessibleInterface(cells(row)[0])
    assert cell.text(QAccessible.Text.Name) == "Your call: Advance"
    assert cell.state().checked


def test_a_tick_is_ticked_by_space_and_drawn(qtbot: QtBot) -> None:
    tick = Tick("Practice")
    qtbot.addWidget(tick)
    tick.show()
    empty = tick.grab().toImage()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert tick.isChecked()
    assert tick.grab().toImage() != empty
