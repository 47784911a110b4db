"""More of one interviewer: a point for each period, a row for each competency, or why there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from interview_desk.insights.details import Detail
from interview_desk.ui.pages.calibration_person import PersonDetail
from tests.ui.pages.team_samples import ordinary_details


def detail(qtbot: QtBot, found: Detail | None) -> PersonDetail:
    widget = PersonDetail()
    qtbot.addWidget(widget)
    widget.resize(500, 500)
    widget.show_detail(found)
    return widget


def test_periods_and_competencies_are_told(qtbot: QtBot) -> None:
    found = next(it for it in ordinary_details().values() if it.change is not None)
    assert found.change is not None
    shown = detail(qtbot, found)
    texts = "\n".join(label.text() for label in shown.findChildren(QLabel))
    assert found.change.sentence in texts
    assert all(row.says in texts for row in found.competencies)
    QTest.keyClick(shown.chart, Qt.Key.Key_Right)
    first = found.change.periods[0]
    assert f"{first.period}: {abs(first.points):.2f} points" in "\n".join(
        it.text() for it in shown.findChildren(QLabel)
    )
    with qtbot.waitSignal(shown.opened) as opened:
        QTest.keyClick(shown.chart, Qt.Key.Key_Return)
    assert opened.args[0].period == first
    assert not shown.grab().isNull()


def test_where_nothing_can_be_told_that_is_said(qtbot: QtBot) -> None:
    shown = detail(qtbot, Detail((), None, "Change over time can't be told yet."))
    assert "Change over time can't be told yet." in [label.text() for label in shown.findChildren(QLabel)]
    assert not shown.chart.isVisibleTo(shown)
    shown.show_detail(None)
    assert not shown.isVisible()
