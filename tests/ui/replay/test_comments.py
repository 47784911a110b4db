"""Comments in the replay: the line they are typed in, the bubbles, and their lane."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.sessions.replay import Replay
from interview_desk.sessions.reviewing import Remark
from interview_desk.ui.replay.comment_line import CommentLine
from interview_desk.ui.replay.comments_panel import CommentsPanel
from interview_desk.ui.replay.replay_page import ReplayPage
from interview_desk.ui.theme import apply_theme
from tests.ui.replay.minutes import at

REMARKS = [
    Remark(at("21:05"), "a", 2, "Trainer T", "Early? They were 50 s into deriving it. " * 4, True),
    Remark(at("33:40"), "b", 2, "Other <b>O</b>", "=cmd() <script>"),
]


@pytest.fixture
def line(qtbot: QtBot) -> CommentLine:
    it = CommentLine()
    qtbot.addWidget(it)
    it.open_at(at("21:05"), at("21:05"))
    qtbot.waitExposed(it)
    return it


@pytest.fixture
def panel(qtbot: QtBot) -> CommentsPanel:
    it = CommentsPanel()
    qtbot.addWidget(it)
    it.resize(500, 300)
    it.show_remarks(REMARKS, 0)
    return it


def test_enter_writes_and_the_line_is_gone(line: CommentLine, qtbot: QtBot) -> None:
    QTest.keyClicks(line, "Early?")
    with qtbot.waitSignals([line.closed, line.written]):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.isHidden()
    assert line.text() == ""


def test_esc_gives_up_what_was_typed(line: CommentLine) -> None:
    written: list[str] = []
    line.written.connect(written.append)
    QTest.keyClicks(line, "J L")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.isHidden()
    assert written == []


def test_it_says_which_moment_it_belongs_to(line: CommentLine) -> None:
    assert line.accessibleName().startswith("Comment at 21:05")
    line.open_at(at("9:18"), at("9:18"), "as it was")
    assert line.accessibleName().startswith("Reword, or empty, your comment at 09:18")
    assert line.text() == "as it was"


def test_only_what_was_said_of_moments_up_to_now_is_there(panel: CommentsPanel) -> None:
    panel.show_time(at("10:00"))
    assert panel.isHidden()
    panel.show_time(at("21:06"))
    assert [it.isHidden() for it in panel.bubbles] == [False, True]
    assert panel.bubbles[0].accessibleName().startswith("21:05 You: Early?")
    panel.show_time(at("57:12"))
    assert panel.bubbles[1].accessibleName() == "33:40 Other <b>O</b>: =cmd() <script>"


def test_a_bubble_opens_its_moment_by_click_and_by_enter(panel: CommentsPanel) -> None:
    wished: list[int] = []
    panel.moment_wanted.connect(wished.append)
    panel.show_time(at("57:12"))
    panel.show()
    QTest.mouseClick(panel.bubbles[0], Qt.MouseButton.LeftButton)
    QTest.keyClick(panel.bubbles[1], Qt.Key.Key_Return)
    assert wished == [at("21:05"), at("33:40")]


def test_a_comment_that_is_taken_back_leaves_no_bubble(panel: CommentsPanel) -> None:
    panel.show_remarks(REMARKS[:1], 0)
    panel.show_time(at("57:12"))
    assert [it.isHidden() for it in panel.bubbles] == [False, True]


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_comments_stand_in_their_lane_and_are_told_once_known(
    qtbot: QtBot, qapp: QApplication, replay: Replay, theme: str
) -> None:
    apply_theme(qapp, theme)  # type: ignore[arg-type]  # what parametrize has is a str
    page = ReplayPage()
    qtbot.addWidget(page)
    page.resize(1440, 860)
    page.show_session(replay.whole_log)
    replay.seek(at("21:05"))
    page.show_stage(replay.state, replay.now_ms)
    page.show_remarks(REMARKS, 0, replay.now_ms)
    with qtbot.waitExposed(page):
        page.show()
    lane = page.timeline
    row = lane.height() * 4.5 / 5 - 8
    assert lane.words_at(lane.x_of(at("21:05")), row).startswith("21:05 Trainer T: Early?")
    assert lane.words_at(lane.x_of(at("33:40")), row) == ""
    wished: list[int] = []
    page.moment_wanted.connect(wished.append)
    QTest.mouseClick(lane, Qt.MouseButton.LeftButton, pos=QPoint(round(lane.x_of(at("21:05"))) + 3, round(row)))
    assert wished == [at("21:05")]
    assert not page.grab().isNull()


def test_the_first_comment_that_is_made_is_seen_whole(qtbot: QtBot) -> None:
    page = ReplayPage()
    qtbot.addWidget(page)
    page.resize(1440, 860)
    with qtbot.waitExposed(page):
        page.show()
    page.show_remarks([], 0, at("21:06"))
    page.line.open_at(at("21:06"), at("21:06"))
    QApplication.processEvents()
    page.line.hide()
    page.show_remarks(REMARKS[:1], 0, at("21:06"))
    bubble = page.comments.bubbles[0]
    qtbot.waitUntil(lambda: bubble.height() == bubble.heightForWidth(bubble.width()))
    qtbot.waitUntil(lambda: bubble.visibleRegion().boundingRect() == bubble.rect())
