"""Lines of text in which times are links."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.ui.theme import DARK, LIGHT, apply_theme
from interview_desk.ui.wrapup.moments import Faint, Marked, MomentsLabel, with_links


@pytest.fixture
def label(qtbot: QtBot) -> MomentsLabel:
    label = MomentsLabel()
    qtbot.addWidget(label)
    label.resize(400, 60)
    label.show()
    return label


def test_a_time_is_opened_by_keyboard(label: MomentsLabel, qtbot: QtBot) -> None:
    label.show_parts([332_000, " asked who the limit applies to"])
    label.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(label.moment_wanted) as wish:
        QTest.keyClick(label, Qt.Key.Key_Return)
    assert wish.args == [332_000]


def test_a_line_without_times_takes_no_focus(label: MomentsLabel) -> None:
    label.show_parts(["none"])
    assert label.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_markup_in_a_note_stays_text(label: MomentsLabel) -> None:
    label.show_parts([0, " <img src='http://x'> & <b>bold</b>"])
    assert "&lt;img" in label.text()
    assert label.plain() == "00:00  <img src='http://x'> & <b>bold</b>"


def test_links_take_the_colour_of_the_theme_that_is_shown(label: MomentsLabel, qapp: QApplication) -> None:
    label.show_parts([Marked("1"), Faint("why"), 1000])
    assert DARK.accent in label.text()
    apply_theme(qapp, "light")
    try:
        assert LIGHT.accent in label.text()
        assert DARK.accent not in label.text()
    finally:
        apply_theme(qapp, "dark")


def test_times_named_in_a_sentence_become_links() -> None:
    assert with_links("Show 05:32 and 99:99.", [332_000]) == ["Show ", 332_000, " and 99:99."]


def test_a_time_that_the_sentence_does_not_name_leads_it() -> None:
    assert with_links("drew the burst", [980_000]) == [980_000, " ", "drew the burst"]


def test_a_sentence_without_times_stays_as_it_is() -> None:
    assert with_links("You agree on 3.", []) == ["You agree on 3."]
