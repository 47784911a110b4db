"""Candidates' experience against strictness, drawn: each interviewer by keyboard, and how answers come in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from interview_desk.ui.pages.calibration_experience import ExperienceCard
from tests.ui.pages.team_samples import nobody, ordinary


def card(qtbot: QtBot) -> ExperienceCard:
    card = ExperienceCard()
    qtbot.addWidget(card)
    card.resize(500, 420)
    card.show()
    return card


def test_the_arrows_go_from_the_strictest_to_the_most_lenient(qtbot: QtBot) -> None:
    shown = card(qtbot)
    shown.show_experience(ordinary().experience)
    people = sorted(ordinary().experience.people, key=lambda it: it.points)
    QTest.keyClick(shown.chart, Qt.Key.Key_Right)
    assert shown.chart.item == people[0]
    assert people[0].sentence in [label.text() for label in shown.findChildren(QLabel)]
    with qtbot.waitSignal(shown.opened) as opened:
        QTest.keyClick(shown.chart, Qt.Key.Key_Return)
    assert opened.args == [people[0]]
    assert all(it.sentence in shown.chart.accessibleDescription() for it in people)
    assert not shown.grab().isNull()


def test_a_click_near_a_point_chooses_it(qtbot: QtBot) -> None:
    shown = card(qtbot)
    shown.show_experience(ordinary().experience)
    QTest.mouseClick(shown.chart, Qt.MouseButton.LeftButton, pos=shown.chart.point(2).toPoint())
    assert shown.chart.item == sorted(ordinary().experience.people, key=lambda it: it.points)[2]


def test_without_answers_it_says_how_they_come_in(qtbot: QtBot) -> None:
    shown = card(qtbot)
    shown.show_experience(nobody().experience)
    assert not shown.chart.isVisible()
    assert any("Record a candidate's answers" in label.text() for label in shown.findChildren(QLabel))
