"""The wrap-up: its header, its four pages, and that everything in them has a name and stays in sight."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.ui.theme import apply_theme
from interview_desk.ui.wrapup.wrapup_page import TABS, PageName, WrapUpPage
from tests.ui.wrapup.interviews import Desk

every_page = pytest.mark.parametrize("name", [name for name, _ in TABS])


@pytest.fixture
def page(qtbot: QtBot, scored: Desk) -> WrapUpPage:
    page = WrapUpPage()
    qtbot.addWidget(page)
    page.resize(1440, 900)
    show(page, scored)
    page.show()
    return page


def show(page: WrapUpPage, desk: Desk) -> None:
    assert desk.state.ended_at is not None
    page.show_stage(desk.state, desk.state.ended_at + timedelta(minutes=2))


def labels(page: WrapUpPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_the_header_says_who_what_and_how_long_ago(page: WrapUpPage) -> None:
    assert "Sample Candidate · Rate limiter" in labels(page)
    assert "57:12 · 3 of 4 layers · ended 2 minutes ago" in labels(page)


def test_the_header_says_whose_interviews_it_is_compared_with(page: WrapUpPage, scored: Desk) -> None:
    page.show_whose("compared with the team's interviews")
    show(page, scored)
    assert "57:12 · 3 of 4 layers · ended 2 minutes ago · compared with the team's interviews" in labels(page)


def test_the_self_assessment_comes_first(page: WrapUpPage) -> None:
    assert page.page == "self-assessment"
    assert page.chosen_competency == ""


@every_page
def test_each_page_can_be_shown_and_takes_the_focus(page: WrapUpPage, qtbot: QtBot, name: PageName) -> None:
    with qtbot.waitSignal(page.page_changed) as changed:
        page.show_page(name)
    assert changed.args == [name]
    assert page.page == name
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)


def test_a_tab_is_pressed_like_a_button(page: WrapUpPage) -> None:
    tab = next(button for button in page.findChildren(QPushButton) if button.text() == "Give feedback")
    tab.click()
    assert page.page == "feedback"
    assert [
        button.isChecked() for button in page.findChildren(QPushButton) if button.text() in dict(TABS).values()
    ] == [
        False,
        False,
        True,
        False,
    ]


def test_a_page_that_was_not_in_sight_catches_up_when_it_is_turned_to(page: WrapUpPage, scored: Desk) -> None:
    page.show_page("feedback")
    page.show_page("summary")
    scored.do(lambda state: rules.write_point(state, "next", "Try a token bucket."))
    show(page, scored)
    page.show_page("feedback")
    assert any(
        widget.accessibleName() == "In the report: Try a token bucket."
        for widget in page.feedback.findChildren(QWidget)
    )


def test_rows_are_chosen_only_on_the_summary(page: WrapUpPage) -> None:
    page.choose_competency(1)
    page.show_page("summary")
    page.choose_competency(1)
    page.choose_competency(1)
    assert page.chosen_competency == "problem-solving"


@every_page
def test_whatever_takes_the_focus_has_a_name(page: WrapUpPage, name: PageName) -> None:
    page.show_page(name)
    nameless = []
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface.text(QAccessible.Text.Name):
                nameless.append(widget)
    assert nameless == []


@every_page
@pytest.mark.parametrize(("width", "height", "scale"), [(1440, 900, 1.0), (1100, 700, 1.0), (1100, 700, 2.0)])
def test_nothing_is_wider_than_the_window(
    page: WrapUpPage, qapp: QApplication, name: PageName, width: int, height: int, scale: float
) -> None:
    apply_theme(qapp, "light", scale)
    try:
        page.resize(width, height)
        page.show_page(name)
        page.grab()
        assert page.width() == width
        beyond = [
            widget
            for widget in page.findChildren(QWidget)
            if widget.isVisible() and widget.mapTo(page, widget.rect().topRight()).x() >= width
        ]
        assert beyond == []
    finally:
        apply_theme(qapp, "dark")
