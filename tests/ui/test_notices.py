"""The line for notices: passing sentences and lasting ones, both readable by a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from interview_desk.ui.notices import Notices


@pytest.fixture
def notices(qtbot: QtBot) -> Notices:
    line = Notices()
    qtbot.addWidget(line)
    return line


def test_at_first_nothing_stands_there(notices: Notices) -> None:
    assert notices.text == ""
    assert notices.isHidden()


def test_a_passing_sentence_goes_with_the_next_deed(notices: Notices) -> None:
    notices.say("There is nothing to undo.")
    assert notices.text == "There is nothing to undo."
    notices.clear()
    assert notices.text == ""


def test_a_lasting_sentence_outlives_passing_ones_until_it_is_taken_back(notices: Notices) -> None:
    notices.keep("Not saved yet: the disk is full.")
    notices.say("There is nothing to undo.")
    assert notices.text == "There is nothing to undo."
    notices.clear()
    assert notices.text == "Not saved yet: the disk is full."
    notices.keep("")
    assert notices.text == ""


def test_a_screen_reader_hears_the_sentence_itself(notices: Notices) -> None:
    notices.say("The interview is paused: Ctrl+P goes on.")
    label = notices.findChild(QLabel)
    assert label is not None
    spoken = QAccessible.queryAccessibleInterface(label)
    assert spoken is not None
    assert spoken.text(QAccessible.Text.Name) == "The interview is paused: Ctrl+P goes on."


def test_what_looks_like_markup_is_shown_as_it_is(notices: Notices) -> None:
    notices.say("<b>bold</b> & plain")
    label = notices.findChild(QLabel)
    assert label is not None
    assert label.textFormat().name == "PlainText"
    assert notices.text == "<b>bold</b> & plain"
