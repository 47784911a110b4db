"""Preparing an interview: what is taken down, what is shown of the plan, and the key that starts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from interview_desk.domain.plan import Choices, Plan, PutTogether, QuestionLine
from interview_desk.domain.script import Kit
from interview_desk.ui.pages.own_plan import OwnPlan
from interview_desk.ui.pages.picker import Picker
from interview_desk.ui.pages.plan_chart import PlanChart, plan_rows, plan_sentences
from interview_desk.ui.pages.prepare import Prepared, PreparePage

NOW = datetime(2026, 11, 25, 12, 0).astimezone()  # a Wednesday, by the clock of this machine
CHOICES = Choices(
    (
        QuestionLine("log-search", "Log search", "coding", ("junior", "mid"), ("small-rubric",)),
        QuestionLine("deadline", "Deadline", "behavioural", ("mid", "senior"), ("behavioural",)),
        QuestionLine("odd", "Odd one", "coding", ("lead",), ()),
    ),
    (("small-rubric", "Small rubric"), ("behavioural", "Behavioural")),
)


@pytest.fixture
def page(qtbot: QtBot, kit: Kit) -> PreparePage:
    page = PreparePage(lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show_kit(kit, ["Layer 4 has no hints."], "Interviewer 7")
    page.show()
    page.setFocus()
    return page


def field(page: PreparePage, name: str) -> QLineEdit:
    return next(line for line in page.findChildren(QLineEdit) if line.accessibleName() == name)


def focused() -> QLineEdit:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QLineEdit)
    return widget


def press(page: PreparePage, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifier)


def test_the_candidates_name_has_the_focus_and_may_be_left_out(page: PreparePage, qtbot: QtBot, kit: Kit) -> None:
    assert field(page, "Candidate").hasFocus()
    with qtbot.waitSignal(page.start_wanted) as wish:
        press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wish.args == [Prepared(kit, "Candidate", "Interviewer 7", "senior", False)]


def test_everything_is_taken_down_by_keyboard(page: PreparePage, qtbot: QtBot, kit: Kit) -> None:
    QTest.keyClicks(focused(), " Noor   Haddad ")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert field(page, "Interviewer").hasFocus()
    QTest.keyClicks(focused(), "2")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert field(page, "Role").hasFocus()
    QTest.keyClicks(focused(), "Data engineer")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    level = QApplication.focusWidget()
    assert level is not None
    assert level.accessibleName() == "Level applied for: Senior"
    QTest.keyClick(level, Qt.Key.Key_Left)
    mid = QApplication.focusWidget()
    assert mid is not None
    QTest.keyClick(mid, Qt.Key.Key_Space)
    QTest.keyClick(mid, Qt.Key.Key_Tab)
    assert field(page, "Due").hasFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    practice = QApplication.focusWidget()
    assert isinstance(practice, QCheckBox)
    QTest.keyClick(practice, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.start_wanted) as wish:
        QTest.keyClick(practice, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    assert wish.args == [Prepared(replace(kit, role="Data engineer"), "Noor Haddad", "2", "mid", True)]


def test_the_candidates_briefing_is_one_key_away(page: PreparePage, qtbot: QtBot, kit: Kit) -> None:
    button = next(it for it in page.findChildren(QPushButton) if it.accessibleName() == "Briefing for the candidate")
    assert "Ctrl B" in button.text()
    with qtbot.waitSignal(page.briefing_wanted) as wish:
        button.click()
    assert wish.args == [Prepared(kit, "", "Interviewer 7", "senior", False)]


def test_an_empty_role_is_the_kits(page: PreparePage, qtbot: QtBot, kit: Kit) -> None:
    assert field(page, "Role").text() == kit.role
    field(page, "Role").clear()
    with qtbot.waitSignal(page.start_wanted) as wish:
        press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wish.args[0].kit == kit


def test_escape_goes_home(page: PreparePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.home_wanted):
        press(page, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)


def test_enter_alone_starts_nothing(page: PreparePage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.start_wanted):
        QTest.keyClick(focused(), Qt.Key.Key_Return)


def test_warnings_are_shown_and_gone_with_the_next_kit(page: PreparePage, kit: Kit) -> None:
    assert any("has no hints" in label.text() for label in page.findChildren(QLabel))
    page.show_kit(kit, [])
    assert not any("has no hints" in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_another_kit_takes_the_last_candidate_away_but_not_the_interviewer(page: PreparePage, kit: Kit) -> None:
    field(page, "Candidate").setText("Noor")
    page.show_kit(kit, [])
    assert field(page, "Candidate").text() == ""
    assert field(page, "Interviewer").text() == "Interviewer 7"


def test_a_kits_reason_to_be_longer_is_shown(page: PreparePage, kit: Kit) -> None:
    page.show_kit(replace(kit, minutes=90, why_longer="Two people interview."), [])
    assert any("Two people interview." in label.text() for label in page.findChildren(QLabel))


def test_the_plan_lays_layers_at_par_inside_their_section(kit: Kit) -> None:
    section = next(section for section in kit.sections if section.question is not None)
    assert section.question is not None
    rows = plan_rows(kit)
    layers = [row for row in rows if row.layer]
    assert [row.end - row.start for row in layers] == [layer.par.minutes for layer in section.question.layers]
    assert {row.until for row in layers} == {kit.sections[0].minutes + section.minutes}
    assert rows[-1].end == sum(section.minutes for section in kit.sections)


def test_the_plan_is_added_up_in_words(kit: Kit) -> None:
    total = sum(section.minutes for section in kit.sections)
    assert plan_sentences(replace(kit, minutes=total))[0] == f"{total:g} of {total:g} min planned."
    over = plan_sentences(replace(kit, minutes=total - 10))[0]
    assert over == f"{total:g} min planned: 10 min more than the {total - 10:g} there are."


def test_layers_that_do_not_fit_at_par_are_named_in_words(kit: Kit) -> None:
    short = tuple(replace(it, minutes=20) if it.question is not None else it for it in kit.sections)
    assert "at par and have 20: few get to the last one" in plan_sentences(replace(kit, sections=short))[-1]


def test_the_plan_can_be_heard(page: PreparePage) -> None:
    chart = page.findChild(PlanChart)
    assert chart is not None
    assert "1 · One process: minute 5 on, par 12 min, 1 hint" in chart.accessibleDescription()
    chart.grab()


def test_what_is_typed_as_a_date_is_said_back_as_it_is_understood(page: PreparePage) -> None:
    due = field(page, "Due")
    QTest.keyClicks(due, "tomorrow")
    assert said(page, "At what time? For instance “tomorrow 14:30”.")
    QTest.keyClicks(due, " 9:00")
    assert said(page, "tomorrow, 09:00")
    due.setText("12:25")
    assert said(page, "today, 12:25 · in 25 minutes")
    assert due.accessibleDescription() == "today, 12:25 · in 25 minutes"


def test_it_can_be_kept_for_later_with_its_date_or_without(page: PreparePage, qtbot: QtBot, kit: Kit) -> None:
    with qtbot.waitSignal(page.keep_wanted) as wish:
        page.wish_keep()
    assert wish.args == [Prepared(kit, "Candidate", "Interviewer 7", "senior", False)]
    field(page, "Due").setText("tomorrow 12:00")
    with qtbot.waitSignal(page.keep_wanted) as wish:
        page.wish_keep()
    assert wish.args is not None
    assert wish.args[0].due == NOW + timedelta(days=1)


def test_a_date_that_is_none_and_practice_are_not_kept(page: PreparePage, qtbot: QtBot) -> None:
    field(page, "Due").setText("some day")
    with qtbot.waitSignal(page.refused) as why, qtbot.assertNotEmitted(page.keep_wanted):
        page.wish_keep()
    assert why.args is not None
    assert "is no day and time" in why.args[0]
    assert field(page, "Due").hasFocus()
    field(page, "Due").clear()
    page.findChild(QCheckBox).setChecked(True)  # type: ignore[union-attr]
    with qtbot.waitSignal(page.refused) as why, qtbot.assertNotEmitted(page.keep_wanted):
        page.wish_keep()
    assert why.args is not None
    assert "Practice keeps nothing" in why.args[0]


def said(page: PreparePage, text: str) -> bool:
    QApplication.processEvents()  # what was just added is shown with the layout
    return any(text in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def picker(page: PreparePage, name: str) -> Picker:
    return next(it for it in page.findChildren(Picker) if it.accessibleName() == name)


def test_a_question_and_a_rubric_are_chosen_by_keyboard_and_the_rubric_that_fits_comes_first(
    page: PreparePage, qtbot: QtBot, kit: Kit
) -> None:
    page.show_own("Interviewer 7")
    page.setFocus()
    page.offer(CHOICES)
    assert picker(page, "Question").hasFocus()
    start = next(it for it in page.findChildren(QPushButton) if it.accessibleName() == "Start the interview")
    assert not start.isEnabled()
    with qtbot.waitSignal(page.plan_changed) as wish:
        QTest.keyClicks(picker(page, "Question"), "Log")
    assert wish.args == [Plan("log-search", "small-rubric", "mid")]  # the level that is nearest to what it is meant for
    page.show_made(PutTogether(kit, (), ("a doubt",)))
    assert start.isEnabled()
    assert said(page, "⚠ a doubt")
    assert field(page, "Role").text() == kit.role
    with qtbot.waitSignal(page.start_wanted) as started:
        start.click()
    assert started.args == [Prepared(kit, "Candidate", "Interviewer 7", "mid", False)]


def test_a_level_chosen_by_hand_counts_also_where_the_question_is_not_meant_for_it(
    page: PreparePage, qtbot: QtBot
) -> None:
    page.show_own("Interviewer 7")
    page.offer(CHOICES)
    picker(page, "Question").pick("log-search")
    lead = next(it for it in page.findChildren(QPushButton) if it.accessibleName() == "Level applied for: Lead")
    with qtbot.waitSignal(page.plan_changed) as wish:
        lead.click()
    assert wish.args == [Plan("log-search", "small-rubric", "lead")]


def test_what_cant_be_conducted_says_why_and_over_an_hour_asks_for_the_reason(page: PreparePage, qtbot: QtBot) -> None:
    page.show_own("Interviewer 7")
    page.offer(CHOICES)
    picker(page, "Question").pick("deadline")
    why = field(page, "Why longer than an hour")
    assert not why.isVisible()
    field(page, "Minutes").setText("75")
    assert why.isVisible()
    page.show_made(PutTogether(None, ("the kit is 15 minutes over 60",)))
    assert said(page, "This can't be conducted yet")
    assert said(page, "✕ the kit is 15 minutes over 60")
    with qtbot.waitSignal(page.plan_changed) as wish:
        why.setText("Two questions in one")
    assert wish.args == [Plan("deadline", "behavioural", "senior", 75.0, "Two questions in one")]
    with qtbot.waitSignal(page.refused):
        page.wish_briefing()
    field(page, "Minutes").setText("an hour")
    assert not why.isVisible()


def test_a_question_without_a_rubric_that_fits_says_so_and_makes_no_plan(page: PreparePage) -> None:
    page.show_own("Interviewer 7", "odd")
    page.offer(CHOICES)
    own = page.findChild(OwnPlan)
    assert own is not None
    assert own.question.picked == "odd"
    assert own.plan("lead") is None
    assert said(page, "No rubric here has a row for all that this question shows.")


def test_a_kit_that_is_opened_meanwhile_is_not_replaced_by_what_was_put_together(
    page: PreparePage, qtbot: QtBot, kit: Kit
) -> None:
    page.show_own("Interviewer 7")
    page.show_kit(kit, [])
    page.show_made(PutTogether(None, ("too late",)))
    assert not said(page, "too late")
    with qtbot.waitSignal(page.start_wanted):
        press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
