"""Strictness, drawn: a list by keyboard, with words for each row, whatever the names are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.ui.pages.calibration_strictness import StrictnessChart
from interview_desk.ui.theme import apply_theme, tokens
from tests.ui.pages.team_samples import crowd, dark, ordinary


@pytest.fixture
def chart(qtbot: QtBot) -> StrictnessChart:
    chart = StrictnessChart()
    qtbot.addWidget(chart)
    chart.show_rows(ordinary().rows)
    chart.resize(640, 460)
    chart.show()
    return chart


def colours_in(chart: StrictnessChart, row: int) -> set[str]:
    picture = chart.view.viewport().grab(chart.view.visualRect(chart.view.model().index(row, 0))).toImage()
    return {QColor(picture.pixel(x, y)).name() for x in range(picture.width()) for y in range(picture.height())}


def test_the_strictest_is_chosen_at_first_and_arrows_choose_others(chart: StrictnessChart, qtbot: QtBot) -> None:
    rows = ordinary().rows
    assert chart.row == rows[0]
    with qtbot.waitSignal(chart.chosen) as told:
        QTest.keyClick(chart.view, Qt.Key.Key_Down)
    assert told.args == [rows[1]]
    QTest.keyClick(chart.view, Qt.Key.Key_End)
    assert chart.row == rows[-1]


def test_whoever_was_chosen_stays_chosen(chart: StrictnessChart) -> None:
    chosen = ordinary().rows[4].name
    chart.choose(chosen)
    chart.show_rows(tuple(reversed(ordinary().rows)))
    assert chart.row is not None
    assert chart.row.name == chosen


def test_nobody_left_is_nobody_chosen(chart: StrictnessChart, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chart.chosen) as told:
        chart.show_rows(())
    assert told.args == [None]
    assert chart.row is None


def test_a_screen_reader_hears_the_verdict_and_the_sentence(chart: StrictnessChart) -> None:
    index = chart.view.model().index(0, 0)
    row = ordinary().rows[0]
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"{row.name}, stricter than peers"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == row.sentence
    assert chart.view.accessibleName()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_whoever_differs_is_drawn_in_another_colour_than_whoever_does_not(
    chart: StrictnessChart, qapp: QApplication, theme: str
) -> None:
    apply_theme(qapp, "dark" if theme == "dark" else "light")
    verdicts = [row.verdict for row in ordinary().rows]
    apart, alike = colours_in(chart, verdicts.index("lenient")), colours_in(chart, verdicts.index("alike"))
    assert tokens().concern in apart
    assert tokens().concern not in alike
    assert tokens().accent in alike
    apply_theme(qapp, "dark")


def test_a_row_of_which_nothing_can_be_told_has_neither_point_nor_interval(qtbot: QtBot) -> None:
    chart = StrictnessChart()
    qtbot.addWidget(chart)
    chart.show_rows(dark().rows)
    chart.resize(640, 300)
    chart.show()
    assert not colours_in(chart, 1) & {tokens().accent, tokens().concern}


def test_more_than_a_dozen_are_scrolled(qtbot: QtBot) -> None:
    chart = StrictnessChart()
    qtbot.addWidget(chart)
    chart.show_rows(crowd().rows)
    chart.resize(640, 460)
    chart.show()
    assert chart.view.verticalScrollBar().maximum() > 0
    QTest.keyClick(chart.view, Qt.Key.Key_End)
    assert chart.view.visualRect(chart.view.currentIndex()).bottom() <= chart.view.viewport().height()


def test_a_name_without_end_leaves_room_for_the_drawing(qtbot: QtBot) -> None:
    chart = StrictnessChart()
    qtbot.addWidget(chart)
    chart.show_rows([replace(row, name=f"{row.name} {'x' * 190}") for row in ordinary().rows])
    chart.resize(500, 460)
    chart.show()
    assert tokens().concern in colours_in(chart, 1)
    assert chart.minimumSizeHint().width() < 400


def test_rows_grow_with_the_text(chart: StrictnessChart, qapp: QApplication) -> None:
    before = chart.view.height()
    apply_theme(qapp, "dark", 2.0)
    assert chart.view.height() == pytest.approx(2 * before, abs=12)
    apply_theme(qapp, "dark", 1.0)


def test_a_provisional_verdict_reads_otherwise_than_a_settled_one(chart: StrictnessChart) -> None:
    row = next(row for row in ordinary().rows if row.verdict == "lenient")
    chart.show_rows([row])
    settled = chart.view.viewport().grab().toImage()
    chart.show_rows([replace(row, state="provisional")])
    assert chart.view.viewport().grab().toImage() != settled
