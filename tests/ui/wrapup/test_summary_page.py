"""The summary page: what it shows before and after all is scored, and whose wishes it hands up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.domain.rubric import Score
from interview_desk.domain.state import fold
from interview_desk.insights.benchmark import Band, Hints
from interview_desk.ui.wrapup.evidence_picker import EvidencePicker
from interview_desk.ui.wrapup.layers_chart import LayersChart
from interview_desk.ui.wrapup.moments import MomentsLabel
from interview_desk.ui.wrapup.score_button import ScoreButton
from interview_desk.ui.wrapup.summary_page import SummaryPage
from tests.ui.wrapup.interviews import Desk


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def page(qtbot: QtBot) -> SummaryPage:
    page = SummaryPage()
    qtbot.addWidget(page)
    page.resize(1440, 900)
    page.show()
    return page


def said(page: SummaryPage) -> str:
    labels = [label for label in page.findChildren(QLabel) if label.isVisible()]
    return " ".join(label.plain() if isinstance(label, MomentsLabel) else label.text() for label in labels)


def test_time_and_hints_are_shown_at_once(page: SummaryPage, ended: Desk) -> None:
    page.show_stage(ended.state)
    words = said(page)
    assert "which began at 04:00" in words
    assert "3 nudges · par 3" in words
    assert "09:18  nudge, which structure counts in constant time" in words


def test_others_are_hidden_until_every_row_is_scored(page: SummaryPage, ended: Desk) -> None:
    page.show_stage(ended.state)
    words = said(page)
    assert "others' times are hidden until every row is scored" in words
    assert "strongest" not in words
    assert "estimate" not in words


def test_scoring_the_last_row_by_keyboard_opens_everything(page: SummaryPage, ended: Desk) -> None:
    def grant(row: str, score: Score) -> None:
        ended.do(lambda state: rules.score(state, row, score))
        page.show_stage(ended.state)

    page.score_wanted.connect(grant)
    page.show_stage(ended.state)
    page.focus_here()
    for _ in ended.state.rubric.competencies:
        QTest.keyClick(focused(), Qt.Key.Key_3)
        QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert ended.state.fully_scored
    words = said(page)
    assert "Recommendation, uncalibrated" in words
    assert "Advance" in words
    assert "author's estimates stand in until 20 interviews" in words


def test_history_is_named_with_its_number(page: SummaryPage, scored: Desk) -> None:
    bands = [
        Band(
            "rate-limiter", "1", "senior", 1, "everyone", 212, 180, 8.5, 12, 16, 11, 13, "history", 60, Hints(212, 1, 2)
        )
    ]
    page.show_stage(scored.state, bands)
    assert "against 212 interviews at senior level · who ran out of time counts as still running" in said(page)


def test_a_time_is_a_wish_to_see_its_moment(page: SummaryPage, scored: Desk, qtbot: QtBot) -> None:
    page.show_stage(scored.state)
    for label in page.findChildren(MomentsLabel):
        if "05:32" in label.plain():
            with qtbot.waitSignal(page.moment_wanted) as wish:
                label.linkActivated.emit("332000")
            assert wish.args == [332_000]


def test_the_moments_to_tick_are_brought_into_sight(page: SummaryPage, scored: Desk, qtbot: QtBot) -> None:
    page.resize(1100, 500)
    page.show_stage(scored.state)
    button = page.findChildren(ScoreButton)[3]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_C)
    picker = next(it for it in page.findChildren(EvidencePicker) if it.isVisible())

    def is_in_sight() -> bool:
        top = picker.mapTo(page, QPoint(0, 0)).y()
        return top >= 0 and top + picker.height() <= page.height()

    qtbot.waitUntil(is_in_sight)


def test_what_comes_later_does_not_scroll_away_what_is_read(page: SummaryPage, scored: Desk) -> None:
    page.resize(700, 480)
    page.show_stage(scored.state, waiting=True)
    page.focus_here()
    QApplication.processEvents()
    bar = page.findChild(QScrollArea).verticalScrollBar()  # type: ignore[union-attr]
    page.show_stage(scored.state)
    QApplication.processEvents()
    assert bar.value() == 0
    page.resize(1440, 1200)
    page.show_stage(scored.state, waiting=True)
    page.focus_here()
    page.show_stage(scored.state)
    assert focused().accessibleName().startswith("Your call:")


def test_the_focus_goes_to_the_call_once_all_is_scored(page: SummaryPage, scored: Desk) -> None:
    page.show_stage(scored.state)
    page.focus_here()
    widget = QApplication.focusWidget()
    assert widget is not None
    assert widget.accessibleName().startswith("Your call:")
    scored.do(lambda state: rules.make_call(state, "close", gap="Concurrency"))
    page.show_stage(scored.state)
    page.focus_here()
    assert page.chosen_competency == "requirements"


def test_the_same_state_is_not_drawn_again(page: SummaryPage, scored: Desk) -> None:
    page.show_stage(scored.state)
    before = page.findChildren(QLabel)
    page.show_stage(scored.state)
    assert page.findChildren(QLabel) == before


def test_a_session_without_a_layer_says_so(page: SummaryPage, ended: Desk) -> None:
    page.show_stage(fold(ended.live.log[:1]))
    assert "No layer was begun." in said(page)
    assert not any(chart.isVisible() for chart in page.findChildren(LayersChart))
