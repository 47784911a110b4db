"""How the script was kept, on screen: figures, and the moments behind them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from interview_desk.insights.adherence import adherence
from interview_desk.sessions.replay import Replay
from interview_desk.ui.replay.kept_panel import KeptPanel
from tests.ui.replay.minutes import at


@pytest.fixture
def panel(qtbot: QtBot, replay: Replay) -> KeptPanel:
    """At the end of the sample interview."""
    it = KeptPanel()
    qtbot.addWidget(it)
    it.show_lines(adherence(replay.log), replay.now_ms, is_end=True)
    it.resize(380, 280)
    it.show()
    return it


def test_each_line_has_its_figure(panel: KeptPanel) -> None:
    assert [row.accessibleName() for row in panel.rows] == [
        "Prompts asked as written: 0 / 3",
        "Layers in their order: 3 / 3",
        "Off the script: 0 %",
        "Hints in ladder order: 3 / 3",
        "First hint after par: 0 / 3",
        "Time for their questions: 14:12",
        "Scores with evidence: 0 / 5",
    ]
    assert panel.head.right.text() == "IN THE WHOLE INTERVIEW"


def test_a_click_opens_the_moment_before_now_again_and_again(panel: KeptPanel) -> None:
    wished: list[int] = []
    panel.moment_wanted.connect(wished.append)
    for now in (at("57:12"), at("33:40"), at("21:05")):
        panel.show_time(now)
        panel.rows[4].click()
    assert wished == [at("33:40"), at("21:05"), at("9:18")]


def test_a_line_opens_by_keyboard(panel: KeptPanel) -> None:
    wished: list[int] = []
    panel.moment_wanted.connect(wished.append)
    panel.rows[5].setFocus()
    QTest.keyClick(panel.rows[5], Qt.Key.Key_Return)
    assert wished == [at("43:00")]


def test_a_line_of_nothing_opens_nothing(panel: KeptPanel) -> None:
    wished: list[int] = []
    panel.moment_wanted.connect(wished.append)
    panel.rows[2].click()
    assert wished == []


def test_each_moment_stands_in_the_tool_tip(panel: KeptPanel) -> None:
    assert "09:18  Layer 1 · One process: 5:18 into it, par 12:00" in panel.rows[4].toolTip()
