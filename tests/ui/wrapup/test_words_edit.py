"""The line that grows with its words: Enter keeps them, Esc leaves them, Shift+Enter begins another line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from interview_desk.ui.wrapup.words_edit import WordsEdit


@pytest.fixture
def edit(qtbot: QtBot) -> WordsEdit:
    edit = WordsEdit()
    qtbot.addWidget(edit)
    edit.resize(300, 40)
    edit.show()
    return edit


def test_it_is_as_high_as_its_words(edit: WordsEdit) -> None:
    edit.set_text("One line.")
    low = edit.height()
    edit.set_text("A sentence that is a good deal longer than the line that it was begun on. " * 3)
    assert edit.height() > 2 * low
    edit.set_text("")
    assert edit.height() == low


def test_enter_keeps_and_escape_leaves(edit: WordsEdit, qtbot: QtBot) -> None:
    edit.set_text("Words")
    with qtbot.waitSignal(edit.kept):
        QTest.keyClick(edit, Qt.Key.Key_Return)
    with qtbot.waitSignal(edit.left):
        QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == "Words"


def test_shift_and_enter_begin_another_line(edit: WordsEdit, qtbot: QtBot) -> None:
    edit.set_text("One")
    with qtbot.assertNotEmitted(edit.kept):
        QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(edit, "Two")
    assert edit.text() in ("One\nTwo", "One\u2028Two")
