"""The report on the screen: as the candidate will see it, rendered only when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.domain.state import State
from interview_desk.errors import StorageError
from interview_desk.insights.benchmark import Band
from interview_desk.reports.exporter import render
from interview_desk.ui.wrapup.report_pages import ReportPages
from interview_desk.ui.wrapup.report_preview import ReportPreview
from tests.ui.wrapup.interviews import Desk


class Press:
    """Renders, and counts how often."""

    def __init__(self) -> None:
        self.states: list[State] = []

    def __call__(self, state: State, bands: Sequence[Band]) -> bytes:
        self.states.append(state)
        return render(state, "candidate", "pdf", bands=bands)


def words(preview: ReportPreview) -> str:
    return " ".join(label.text() for label in preview.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def press() -> Press:
    return Press()


@pytest.fixture
def preview(qtbot: QtBot, press: Press) -> ReportPreview:
    preview = ReportPreview(press)
    qtbot.addWidget(preview)
    preview.resize(1100, 700)
    return preview


def test_the_pages_are_the_candidates_report(preview: ReportPreview, scored: Desk) -> None:
    scored.do(lambda state: rules.write_point(state, "went-well", "You asked who the limit applies to."))
    preview.show_stage(scored.state)
    preview.show()
    pages = preview.findChild(ReportPages)
    assert pages is not None
    assert pages.page_count >= 1
    assert "You asked who the limit applies to." in pages.accessibleDescription()
    assert "by an own test" not in pages.accessibleDescription()  # a note's words
    assert not pages.grab().isNull()


def test_it_is_rendered_only_when_looked_at_and_only_when_changed(
    preview: ReportPreview, press: Press, scored: Desk
) -> None:
    preview.show_stage(scored.state)
    assert press.states == []
    preview.show()
    preview.show_stage(scored.state)
    assert len(press.states) == 1
    scored.do(lambda state: rules.write_point(state, "next", "Try a token bucket."))
    preview.show_stage(scored.state)
    assert len(press.states) == 2


def test_a_report_that_cannot_be_made_says_why(qtbot: QtBot, scored: Desk) -> None:
    def broken(*_: object) -> bytes:
        raise StorageError("The report could not be made", "a font is missing", "install the application again")

    preview = ReportPreview(broken)
    qtbot.addWidget(preview)
    preview.show_stage(scored.state)
    preview.show()
    assert "The report could not be made: a font is missing; install the application again." in words(preview)


@pytest.mark.parametrize("kind", ["pdf", "html"])
def test_buttons_wish_for_an_export(preview: ReportPreview, scored: Desk, qtbot: QtBot, kind: str) -> None:
    preview.show_stage(scored.state)
    name = f"Export as {kind.upper()}"
    button = next(it for it in preview.findChildren(QPushButton) if it.accessibleName() == name)
    with qtbot.waitSignal(preview.export_wanted) as wish:
        button.click()
    assert wish.args == [kind]


def test_the_policy_and_the_wording_are_said(preview: ReportPreview, scored: Desk) -> None:
    preview.show_stage(scored.state)
    preview.show()
    assert "Everyone gets specific strengths" in words(preview)
    assert "No sentence is in it yet" in words(preview)
    scored.do(lambda state: rules.write_point(state, "went-well", "You are very smart."))
    preview.show_stage(scored.state)
    assert "1 sentence has wording to look at again" in words(preview)


def test_arrows_scroll_the_pages(preview: ReportPreview, scored: Desk, qtbot: QtBot) -> None:
    preview.show_stage(scored.state)
    preview.show()
    preview.focus_here()
    pages = preview.findChild(ReportPages)
    assert pages is not None
    qtbot.waitUntil(lambda: pages.height() > preview.height())
    top = pages.mapTo(preview, pages.rect().topLeft()).y()
    QTest.keyClick(preview, Qt.Key.Key_Down)
    assert pages.mapTo(preview, pages.rect().topLeft()).y() < top
    QTest.keyClick(preview, Qt.Key.Key_Home)
    assert pages.mapTo(preview, pages.rect().topLeft()).y() == top
