"""The chart of the layers: drawn in every state, heard in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.insights.course import DoneBy, Exercise
from interview_desk.insights.summary import summarise
from interview_desk.ui.theme import apply_theme
from interview_desk.ui.wrapup.layers_chart import LayersChart
from tests.ui.wrapup.interviews import Desk


@pytest.fixture
def exercise(scored: Desk) -> Exercise:
    return summarise(scored.state).exercises[0]


@pytest.fixture
def chart(qtbot: QtBot) -> LayersChart:
    chart = LayersChart()
    qtbot.addWidget(chart)
    return chart


def drawn(chart: LayersChart, width: int = 800) -> QImage:
    chart.resize(width, chart.heightForWidth(width))
    chart.show()
    return chart.grab().toImage()


def with_history(exercise: Exercise, late_ms: int | None) -> Exercise:
    band = DoneBy("strongest", "history", 212, 400_000, 500_000, late_ms, 3_600_000, 1.0)
    return replace(exercise, rows=tuple(replace(row, bands=(band,)) for row in exercise.rows))


def test_what_is_drawn_can_be_heard(chart: LayersChart, exercise: Exercise) -> None:
    chart.show_exercise(exercise)
    heard = chart.accessibleDescription()
    assert "Layer 1, One process: the candidate, 0:00 to 10:50" in heard
    assert "Par 12:00." in heard
    assert "author’s estimate" in heard


def test_a_click_on_a_layer_wishes_to_see_how_it_ended(chart: LayersChart, exercise: Exercise) -> None:
    wished: list[int] = []
    chart.moment_wanted.connect(wished.append)
    chart.show_exercise(exercise)
    drawn(chart)
    for y in (20, 60, chart.height() - 4):  # two layers, and the legend
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(300, y))
    assert wished == [exercise.rows[0].end_ms, exercise.rows[1].end_ms]


def test_nothing_of_others_is_drawn_before_every_row_is_scored(chart: LayersChart, ended: Desk) -> None:
    chart.show_exercise(summarise(ended.state).exercises[0])
    assert "estimate" not in chart.accessibleDescription()


def test_history_is_drawn_otherwise_than_an_estimate(chart: LayersChart, exercise: Exercise) -> None:
    chart.show_exercise(exercise)
    estimate = drawn(chart)
    chart.show_exercise(with_history(exercise, 600_000))
    assert drawn(chart) != estimate


def test_a_band_whose_end_was_never_reached_is_drawn_to_the_end(chart: LayersChart, exercise: Exercise) -> None:
    chart.show_exercise(with_history(exercise, 600_000))
    closed = drawn(chart)
    chart.show_exercise(with_history(exercise, None))
    assert drawn(chart) != closed
    assert "not reached" in chart.accessibleDescription()


def test_a_layer_that_was_not_done_looks_different(chart: LayersChart, exercise: Exercise) -> None:
    chart.show_exercise(exercise)
    done = drawn(chart)
    chart.show_exercise(replace(exercise, rows=tuple(replace(row, outcome="moved-on") for row in exercise.rows)))
    assert drawn(chart) != done


def test_an_exercise_without_a_layer_draws_nothing(chart: LayersChart, exercise: Exercise) -> None:
    chart.show_exercise(replace(exercise, rows=()))
    drawn(chart)


def test_it_is_higher_where_the_legend_wraps_or_the_text_is_large(
    chart: LayersChart, exercise: Exercise, qapp: QApplication
) -> None:
    chart.show_exercise(exercise)
    high = chart.heightForWidth(1200)
    assert chart.heightForWidth(300) > high
    apply_theme(qapp, "light", 2.0)
    try:
        assert chart.heightForWidth(1200) > 1.8 * high
        drawn(chart, 500)
    finally:
        apply_theme(qapp, "dark")
