"""The timeline: clicks, drags and keys are wishes; what is under the mouse is told; a screen reader has a slider."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from interview_desk.sessions.replay import Replay
from interview_desk.ui import fonts
from interview_desk.ui.replay.lanes import Course
from interview_desk.ui.replay.timeline import Timeline
from tests.ui.replay.minutes import at

LAYERS, NOTES, HINTS = 12, 36, 60


@pytest.fixture
def timeline(qtbot: QtBot, replay: Replay) -> Timeline:
    """The lanes of the sample interview at 21:05."""
    it = Timeline()
    qtbot.addWidget(it)
    it.resize(1200, it.sizeHint().height())
    it.show_course(Course(replay.whole_log))
    replay.seek(at("21:05"))
    it.show_stage(replay.state, replay.now_ms)
    with qtbot.waitExposed(it):
        it.show()
    return it


@pytest.fixture
def wished(timeline: Timeline) -> list[int]:
    heard: list[int] = []
    timeline.moment_wanted.connect(heard.append)
    return heard


def point(timeline: Timeline, ms: int, y: int) -> QPoint:
    return QPoint(round(timeline.x_of(ms)), y)


def test_a_click_wishes_for_the_second_below_it(timeline: Timeline, wished: list[int]) -> None:
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=point(timeline, at("30:00"), LAYERS))
    assert abs(wished[0] - at("30:00")) < 3_000
    assert timeline.value() == at("21:05") // 1000  # it went nowhere by itself


def test_a_click_near_a_dot_wishes_for_its_very_moment(timeline: Timeline, wished: list[int]) -> None:
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=point(timeline, at("16:20"), NOTES) + QPoint(3, 0))
    assert wished == [at("16:20")]


def test_a_dot_ahead_does_not_draw_a_click_to_itself(timeline: Timeline, wished: list[int]) -> None:
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=point(timeline, at("33:40"), HINTS) + QPoint(3, 0))
    assert wished[0] != at("33:40")


def test_a_drag_scrubs_and_ends_at_the_ends(timeline: Timeline, wished: list[int]) -> None:
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=point(timeline, at("10:00"), LAYERS))
    QTest.mouseMove(timeline, QPoint(5_000, LAYERS))
    QTest.mouseMove(timeline, QPoint(0, LAYERS))
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(0, LAYERS))
    assert wished[-2:] == [at("57:12"), 0]


def test_arrows_step_by_a_second(timeline: Timeline, wished: list[int]) -> None:
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    QTest.keyClick(timeline, Qt.Key.Key_Left)
    assert wished == [at("21:06"), at("21:04")]


def test_other_keys_are_left_to_the_commands(timeline: Timeline, wished: list[int]) -> None:
    for key in (Qt.Key.Key_Home, Qt.Key.Key_PageDown, Qt.Key.Key_Up):
        QTest.keyClick(timeline, key)
    assert wished == []


def test_what_is_known_is_told_under_the_mouse_and_nothing_of_what_lies_ahead(timeline: Timeline) -> None:
    assert timeline.words_at(timeline.x_of(at("21:05")), HINTS).startswith("21:05 Hint, nudge: ")
    assert timeline.words_at(timeline.x_of(at("10:00")), LAYERS).startswith("Layer 1 · One process, 4:00 – 14:50")
    assert timeline.words_at(timeline.x_of(at("33:40")), HINTS) == ""
    assert timeline.words_at(timeline.x_of(at("40:00")), LAYERS) == ""
    assert timeline.words_at(400, 5_000) == ""


def test_a_screen_reader_has_a_slider_that_it_can_move(timeline: Timeline, wished: list[int]) -> None:
    interface = QAccessible.queryAccessibleInterface(timeline)
    assert interface is not None
    assert interface.role() == QAccessible.Role.Slider
    assert interface.text(QAccessible.Text.Name) == "Time of the interview"
    assert interface.text(QAccessible.Text.Description) == "21:05 of 57:12"
    values = interface.valueInterface()
    assert (values.currentValue(), values.maximumValue()) == (at("21:05") // 1000, at("57:12") // 1000)
    values.setCurrentValue(600)
    assert wished == [600_000]


def test_it_grows_with_the_text(timeline: Timeline) -> None:
    before = timeline.sizeHint().height()
    fonts.set_text_scale(2.0)
    try:
        assert timeline.sizeHint().height() > 1.8 * before
    finally:
        fonts.set_text_scale(1.0)
