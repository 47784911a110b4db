"""How the candidate saw it, taken down by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.domain.rubric import NOT_ASSESSED, Score
from interview_desk.ui.wrapup.self_assessment import SelfAssessmentPage
from tests.ui.wrapup.interviews import Desk


@pytest.fixture
def page(qtbot: QtBot, ended: Desk) -> SelfAssessmentPage:
    page = SelfAssessmentPage()
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show_stage(ended.state)
    page.show()

    def grant(row: str, score: Score) -> None:
        ended.do(lambda state: rules.self_assess(state, row, score))
        page.show_stage(ended.state)

    page.self_assessed.connect(grant)
    page.focus_here()
    return page


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_numbers_and_arrows_take_everything_down(page: SelfAssessmentPage, ended: Desk) -> None:
    for key in (Qt.Key.Key_3, Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_4, Qt.Key.Key_1):
        QTest.keyClick(focused(), key)
        QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert list(ended.state.self_assessment.values()) == [3, 2, NOT_ASSESSED, 4, 1]
    assert any("All taken down." in label.text() for label in page.findChildren(QLabel))


@pytest.mark.usefixtures("page")
def test_the_focus_stands_on_what_was_said() -> None:
    QTest.keyClick(focused(), Qt.Key.Key_3)
    assert focused().accessibleName() == "Requirements, in their words: 3"


@pytest.mark.usefixtures("page")
def test_a_number_can_be_chosen_by_arrow_and_space(ended: Desk) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert ended.state.self_assessment == {"requirements": 2}


def test_the_leading_questions_are_read_from_the_rubric(page: SelfAssessmentPage, ended: Desk) -> None:
    said = [label.text() for label in page.findChildren(QLabel)]
    assert all(row.self_assessment in said for row in ended.state.rubric.competencies)


def test_it_goes_on_where_it_was_left(page: SelfAssessmentPage) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_3)
    page.focus_here()
    assert focused().accessibleName().startswith("Problem solving")


def test_numbers_off_the_scale_are_no_wish(page: SelfAssessmentPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.self_assessed):
        QTest.keyClick(focused(), Qt.Key.Key_7)
        QTest.keyClick(focused(), Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)


def test_what_was_taken_back_is_no_longer_shown(page: SelfAssessmentPage, ended: Desk) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_3)
    ended.live.undo()
    page.show_stage(ended.state)
    assert any(label.text() == "0 of 5 taken down." for label in page.findChildren(QLabel))
