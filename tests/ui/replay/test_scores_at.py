"""The rubric as it stood: to be read, not to be scored."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from interview_desk.sessions.replay import Replay
from interview_desk.ui.live.rubric_row import ScoreButton
from interview_desk.ui.replay.scores_at import ScoresAt
from tests.ui.replay.minutes import at


def test_scores_stand_there_once_they_had_been_given(qtbot: QtBot, replay: Replay) -> None:
    panel = ScoresAt()
    qtbot.addWidget(panel)
    replay.seek(at("57:11"))
    panel.show_stage(replay.state, replay.now_ms)
    assert (panel.head.right.text(), panel.foot.text()) == ("0 OF 5 SCORED", "Nothing was scored yet.")
    replay.seek(at("57:12"))
    panel.show_stage(replay.state, replay.now_ms)
    assert (panel.head.right.text(), panel.foot.text()) == ("5 OF 5 SCORED", "Every competency was scored.")


def test_a_click_on_a_score_chooses_the_row_and_scores_nothing(qtbot: QtBot, replay: Replay) -> None:
    panel = ScoresAt()
    qtbot.addWidget(panel)
    panel.show_stage(replay.state, replay.now_ms)
    panel.resize(380, 600)
    panel.show()
    wished: list[object] = []
    panel.score_wanted.connect(lambda *wish: wished.append(wish))
    button = panel.rows[2].findChildren(ScoreButton)[0]
    QTest.mouseClick(panel.rows[2], Qt.MouseButton.LeftButton, pos=button.geometry().center())
    assert wished == []
    assert panel.chosen == panel.rows[2].row.id
    assert button.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
