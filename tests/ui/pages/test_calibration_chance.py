"""Stated chance against what happened, drawn: every range by keyboard, and in sentences."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from interview_desk.ui.pages.calibration_chance import ChanceChart
from tests.ui.pages.team_samples import ordinary


@pytest.fixture
def chart(qtbot: QtBot) -> ChanceChart:
    chart = ChanceChart()
    qtbot.addWidget(chart)
    chart.show_bins(ordinary().promise.bins)
    chart.resize(400, 360)
    chart.show()
    return chart


def test_left_and_right_choose_a_range_and_stop_at_the_ends(chart: ChanceChart) -> None:
    bins = ordinary().promise.bins
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.range == bins[0]
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.range == bins[0]
    for _ in range(9):
        QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.range == bins[-1]


def test_a_click_near_a_point_chooses_it_and_one_far_from_all_chooses_nothing(chart: ChanceChart) -> None:
    bins = ordinary().promise.bins
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(chart.width() - 22 - 400 // 14, 100))
    assert chart.range == bins[-1]
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert chart.range is None


def test_what_is_drawn_is_described_in_sentences(chart: ChanceChart) -> None:
    for one in ordinary().promise.bins:
        assert one.sentence in chart.accessibleDescription()


def test_other_keys_are_left_to_the_page(chart: ChanceChart, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(chart.chosen):
        QTest.keyClick(chart, Qt.Key.Key_Down)
        QTest.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)


def test_without_any_range_there_is_nothing_to_choose(chart: ChanceChart) -> None:
    chart.show_bins(())
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.range is None
    assert not chart.grab().isNull()
