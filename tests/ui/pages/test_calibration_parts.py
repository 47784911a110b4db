"""The smaller parts of the page: what if, the breakdowns, groups, and the interviews behind a point."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from interview_desk.insights.behind import behind, sessions_of
from interview_desk.insights.calibration import STANDARD_BARS
from interview_desk.insights.impact_check import WHAT_IT_IS, impact_check
from interview_desk.ui.pages.calibration_impact import ImpactCard
from interview_desk.ui.pages.calibration_kpis import KpiCard
from interview_desk.ui.pages.calibration_sessions import SessionsCard
from interview_desk.ui.pages.calibration_whatif import WhatIfCard
from tests.ui.pages.team_samples import nobody, ordinary, ordinary_past


def texts(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return "\n".join([*labels, *(button.text() for button in widget.findChildren(QPushButton))])


def test_what_if_has_every_category_and_each_move_opens_its_interviews(qtbot: QtBot) -> None:
    card, found = WhatIfCard(), ordinary().what_if
    qtbot.addWidget(card)
    card.show_what_if(found)
    assert found.sentence in texts(card)
    assert all(id.replace("-", " ").capitalize() in texts(card) for id, _, _ in found.counts)
    with qtbot.waitSignal(card.opened) as opened:
        card.links[0].click()
    assert opened.args == [found.moves[0]]
    card.show_what_if(nobody().what_if)
    assert card.links == []
    assert "no scored interviews" in texts(card)


def test_breakdowns_change_by_a_choice_and_each_part_opens(qtbot: QtBot) -> None:
    card = KpiCard()
    qtbot.addWidget(card)
    card.show_breakdowns(ordinary().breakdowns)
    assert [link.text() for link in card.links] == [part.name for part in ordinary().breakdowns[0].parts]
    card.kinds.chosen.emit("quarter")
    quarters = next(it for it in ordinary().breakdowns if it.by == "quarter")
    assert [link.text() for link in card.links] == [part.name for part in quarters.parts]
    assert quarters.parts[0].figures[0].note in texts(card)
    with qtbot.waitSignal(card.opened) as opened:
        card.links[-1].click()
    assert opened.args == [quarters.parts[-1]]
    card.show_breakdowns(())
    assert card.links == []


def test_groups_are_shown_only_where_they_are_wanted(qtbot: QtBot) -> None:
    card, past = ImpactCard(), ordinary_past()
    qtbot.addWidget(card)
    check = impact_check(
        past.history, {id: "ab"[k % 2] for k, id in enumerate(past.history.names.sessions)}, STANDARD_BARS
    )
    card.show_check(check, WHAT_IT_IS)
    assert check.lines[0].says in texts(card)
    assert "volunteered" in texts(card)
    alarm = replace(check.lines[0], alarm=True)
    card.show_check(replace(check, lines=(alarm,)), WHAT_IT_IS)
    assert f"⚠ {alarm.says}" in texts(card)
    card.show_check(None, "")
    assert not card.isVisible()
    assert alarm.says not in texts(card)


@pytest.fixture
def sessions(qtbot: QtBot) -> SessionsCard:
    card = SessionsCard()
    qtbot.addWidget(card)
    card.resize(900, 320)
    found = ordinary().found
    recorded = ordinary_past().recorded
    places = [k for k, id in enumerate(found.history.names.sessions) if id in recorded]
    others = [k for k in sessions_of(found, ordinary().rows[0].name) if k not in places][:3]
    lines = sorted(behind(found, [*places, *others], recorded), key=lambda it: not it.recorded)
    card.show_sessions("Interviewer 3", lines, 40)
    return card


def test_the_interviews_are_listed_and_one_conducted_here_is_opened(qtbot: QtBot, sessions: SessionsCard) -> None:
    assert "Interviewer 3" in texts(sessions)
    assert f"The newest {sessions.view.model().rowCount()} of 40" in texts(sessions)
    with qtbot.waitSignal(sessions.open_wanted) as wish:
        QTest.keyClick(sessions.view, Qt.Key.Key_Return)
    assert wish.args[0] in ordinary_past().recorded
    told = sessions.view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "conducted here" in told
    assert not sessions.grab().isNull()


def test_one_that_was_brought_in_says_that_there_is_nothing_to_replay(qtbot: QtBot, sessions: SessionsCard) -> None:
    QTest.keyClick(sessions.view, Qt.Key.Key_End)
    with qtbot.assertNotEmitted(sessions.open_wanted):
        QTest.keyClick(sessions.view, Qt.Key.Key_Return)
    assert "there is no recording of it to replay" in texts(sessions)


def test_a_double_click_opens_and_escape_closes_the_list(qtbot: QtBot, sessions: SessionsCard) -> None:
    with qtbot.waitSignal(sessions.open_wanted):
        sessions.view.doubleClicked.emit(sessions.view.currentIndex())
    with qtbot.waitSignal(sessions.closed):
        QTest.keyClick(sessions.view, Qt.Key.Key_Escape)
    assert not sessions.isVisible()
