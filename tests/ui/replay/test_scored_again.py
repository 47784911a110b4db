"""The rubric for blind scores, and scores side by side."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.domain.review import ReScored, ReviewSubmitted, fold_review
from interview_desk.insights.comparison import compare
from interview_desk.sessions.replay import Replay
from interview_desk.storage.anonymous import blinded
from interview_desk.ui.pages.cards import LinkButton
from interview_desk.ui.replay.blind_scores import BlindScores
from interview_desk.ui.replay.compare_panel import ComparePanel
from tests.reviewing import review_of


@pytest.fixture
def panel(qtbot: QtBot, replay: Replay) -> ComparePanel:
    """The sample interview's scores beside one's own, a point lower in every row."""
    state = replay.whole_state
    lower = [ReScored(row, max(1, score - 1)) for row, score in state.scores.items() if isinstance(score, int)]
    mine = fold_review(review_of("s", *lower, ReviewSubmitted()))
    found = compare(state, replay.whole_log, mine, [mine])
    assert found is not None
    it = ComparePanel()
    qtbot.addWidget(it)
    it.resize(400, 600)
    it.show_comparison(found, lambda seq: f"entry {seq}", 0, own=True)
    it.show()
    return it


def test_a_blind_rubric_shows_ones_own_scores_and_no_others(qtbot: QtBot, replay: Replay) -> None:
    panel = BlindScores()
    qtbot.addWidget(panel)
    hidden = Replay(blinded(replay.whole_log))
    panel.show_stage(hidden.state, hidden.now_ms)
    assert panel.head.right.text() == "0 OF 5 SCORED"
    first = panel.rows[0].row.id
    panel.show_review(fold_review(review_of("s", ReScored(first, 2))))
    assert panel.head.right.text() == "1 OF 5 SCORED"
    checked = [button.score for row in panel.rows for button in row._buttons if button.isChecked()]
    assert checked == [2]
    assert "stay hidden until you submit" in panel.foot.text()
    panel.show_review(fold_review(review_of("s", *[ReScored(row.row.id, 3) for row in panel.rows])))
    assert "submits your scores" in panel.foot.text()


def test_each_row_tells_everybodys_score(panel: ComparePanel) -> None:
    assert panel.rows[0].accessibleName().startswith("Requirements: you ")
    assert ", original " in panel.rows[0].accessibleName()
    assert panel.head.right.text() == "SUBMITTED"
    panel.show_over_set("α over this set: 0.71")
    assert panel.over_set.text() == "α over this set: 0.71"


def test_a_row_is_chosen_by_click_and_by_step_and_shows_its_evidence(panel: ComparePanel) -> None:
    QTest.mouseClick(panel.rows[1], Qt.MouseButton.LeftButton)
    assert panel.evidence_head.text() == "EVIDENCE FOR PROBLEM SOLVING"
    panel.step(-1)
    panel.step(-1)
    assert panel.evidence_head.text() == "EVIDENCE FOR REQUIREMENTS"
    QApplication.processEvents()
    wished: list[int] = []
    panel.moment_wanted.connect(wished.append)
    links = [it for it in panel.findChildren(LinkButton) if not it.isHidden()]
    QTest.mouseClick(links[-1], Qt.MouseButton.LeftButton)
    assert wished == [60_000]
    assert not panel.grab().isNull()
