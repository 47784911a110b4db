"""The head of a replay: whose it is, and keys that can be clicked."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.sessions.replay import Replay
from interview_desk.ui.live.keycap import KeyButton
from interview_desk.ui.replay.header import ReplayHeader


def test_it_says_whose_interview_it_was_and_on_what(qtbot: QtBot, replay: Replay) -> None:
    header = ReplayHeader()
    qtbot.addWidget(header)
    header.show_state(replay.state)
    assert header.words.text() == (
        "Replay · Sample Candidate · Rate limiter, Senior · Backend engineer · Interviewer 7 · 23 November 2026"
    )


def test_every_key_can_be_clicked(qtbot: QtBot) -> None:
    header = ReplayHeader()
    qtbot.addWidget(header)
    wished: list[str] = []
    header.command_wanted.connect(wished.append)
    for button in header.findChildren(KeyButton):
        assert button.accessibleName()
        button.click()
    assert wished == [
        "replay.play",
        "replay.back",
        "replay.ahead",
        "replay.previous",
        "replay.next",
        "review.comment",
        "replay.leave",
    ]


def test_in_a_narrow_window_the_way_back_stays_longest(qtbot: QtBot, replay: Replay) -> None:
    header = ReplayHeader()
    qtbot.addWidget(header)
    header.show_state(replay.state)
    header.resize(420, 50)
    header.show()
    QApplication.processEvents()
    shown = [button.command for button in header.findChildren(KeyButton) if button.isVisible()]
    assert "replay.leave" in shown
    assert "replay.next" not in shown
