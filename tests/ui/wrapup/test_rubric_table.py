"""The rubric with its evidence: scored and cited by keyboard, as wishes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.domain.rubric import NOT_ASSESSED
from interview_desk.insights.recommendation import recommend
from interview_desk.insights.rubric_rows import rubric_rows
from interview_desk.ui.wrapup.evidence_picker import EvidencePicker
from interview_desk.ui.wrapup.rubric_table import RubricTable
from interview_desk.ui.wrapup.score_button import ScoreButton
from tests.ui.wrapup.interviews import Desk


@pytest.fixture
def table(qtbot: QtBot) -> RubricTable:
    table = RubricTable()
    qtbot.addWidget(table)
    table.resize(800, 500)
    table.show()
    return table


def show(table: RubricTable, desk: Desk) -> None:
    found = recommend(desk.state)
    table.show_rows(desk.state, rubric_rows(desk.state), found.rows if found is not None else ())


def buttons(table: RubricTable) -> list[ScoreButton]:
    return table.findChildren(ScoreButton)


def words(table: RubricTable) -> str:
    return " ".join(label.text() for label in table.findChildren(QLabel) if label.isVisible())


def test_the_focus_begins_at_the_first_row_without_a_score(table: RubricTable, ended: Desk) -> None:
    ended.score(requirements=4)
    show(table, ended)
    table.focus_here()
    assert table.chosen == "problem-solving"


@pytest.mark.parametrize(("key", "score"), [(Qt.Key.Key_1, 1), (Qt.Key.Key_4, 4), (Qt.Key.Key_0, NOT_ASSESSED)])
def test_a_digit_wishes_for_a_score_of_the_row(
    table: RubricTable, ended: Desk, qtbot: QtBot, key: Qt.Key, score: object
) -> None:
    show(table, ended)
    table.focus_here()
    QTest.keyClick(buttons(table)[0], Qt.Key.Key_Down)
    with qtbot.waitSignal(table.score_wanted) as wish:
        QTest.keyClick(buttons(table)[1], key)
    assert wish.args == ["problem-solving", score]
    assert buttons(table)[1].score is None  # until the state says so


@pytest.mark.parametrize("key", [Qt.Key.Key_5, Qt.Key.Key_9, Qt.Key.Key_X, Qt.Key.Key_Left])
def test_other_keys_score_nothing(table: RubricTable, ended: Desk, qtbot: QtBot, key: Qt.Key) -> None:
    show(table, ended)
    table.focus_here()
    with qtbot.assertNotEmitted(table.score_wanted):
        QTest.keyClick(buttons(table)[0], key)


def test_up_and_down_stop_at_the_ends(table: RubricTable, ended: Desk) -> None:
    show(table, ended)
    table.focus_here()
    table.choose(-1)
    assert table.chosen == "requirements"
    for _ in range(20):
        table.choose(1)
    assert table.chosen == "communication"


def picker(table: RubricTable) -> EvidencePicker:
    return next(picker for picker in table.findChildren(EvidencePicker) if picker.isVisible())


def test_c_and_enter_cite_what_is_suggested(table: RubricTable, scored: Desk, qtbot: QtBot) -> None:
    show(table, scored)
    QTest.keyClick(buttons(table)[0], Qt.Key.Key_C)
    assert picker(table).list.hasFocus()
    with qtbot.waitSignal(table.cite_wanted) as wish:
        QTest.keyClick(picker(table).list, Qt.Key.Key_Return)
    competency, entries, why = wish.args or []
    assert (competency, why) == ("requirements", "")
    scored.do(lambda state: rules.cite(state, competency, entries, why))
    show(table, scored)
    assert [it.at_ms for it in rubric_rows(scored.state)[0].evidence] == [332_000, 370_000]
    assert buttons(table)[0].hasFocus()
    assert not table.findChildren(EvidencePicker)[0].isVisible()


def test_single_moments_are_ticked_by_keyboard_and_can_be_changed_later(
    table: RubricTable, scored: Desk, qtbot: QtBot
) -> None:
    show(table, scored)
    QTest.keyClick(buttons(table)[0], Qt.Key.Key_C)
    moments = picker(table).list
    QTest.keyClick(moments, Qt.Key.Key_Space)  # the first that was suggested, no longer
    QTest.keyClick(moments, Qt.Key.Key_Down)
    QTest.keyClick(moments, Qt.Key.Key_Down)
    QTest.keyClick(moments, Qt.Key.Key_Space)  # and the hint at 9:18 as well
    with qtbot.waitSignal(table.cite_wanted) as wish:
        QTest.keyClick(moments, Qt.Key.Key_Return)
    competency, entries, why = wish.args or []
    scored.do(lambda state: rules.cite(state, competency, entries, why))
    show(table, scored)
    assert [it.kind for it in rubric_rows(scored.state)[0].evidence] == ["strength", "hint"]
    QTest.keyClick(buttons(table)[0], Qt.Key.Key_C)
    assert picker(table).list.ticked() == entries


def test_escape_leaves_everything_as_it_was(table: RubricTable, scored: Desk, qtbot: QtBot) -> None:
    show(table, scored)
    QTest.keyClick(buttons(table)[1], Qt.Key.Key_C)
    QTest.keyClick(picker(table).list, Qt.Key.Key_Space)
    with qtbot.assertNotEmitted(table.cite_wanted):
        QTest.keyClick(picker(table).list, Qt.Key.Key_Escape)
    assert buttons(table)[1].hasFocus()


def test_one_list_of_moments_is_open_at_a_time(table: RubricTable, scored: Desk) -> None:
    show(table, scored)
    for button in buttons(table)[:3]:
        QTest.keyClick(button, Qt.Key.Key_C)
    assert [it.isVisible() for it in table.findChildren(EvidencePicker)].count(True) == 1


def test_a_row_without_a_score_cites_nothing(table: RubricTable, ended: Desk) -> None:
    show(table, ended)
    QTest.keyClick(buttons(table)[0], Qt.Key.Key_C)
    assert not table.findChildren(EvidencePicker)


def test_each_row_says_which_level_it_speaks_for_once_all_is_scored(table: RubricTable, ended: Desk) -> None:
    ended.score(requirements=4, problem_solving=3, correctness=2, trade_offs=3)
    show(table, ended)
    assert "✓" not in words(table)
    ended.score(communication=1)
    show(table, ended)
    assert [word for word in words(table).split() if word in ("✓", "▽")] == ["✓", "✓", "▽", "✓", "▽"]
    assert "✓ lead" in words(table)
    assert "▽ junior" in words(table)
    assert "▽ none" in words(table)


def test_shift_c_cites_for_every_row_that_has_a_suggestion(table: RubricTable, scored: Desk) -> None:
    show(table, scored)
    wished: list[str] = []
    table.cite_wanted.connect(lambda competency, _entries, _why: wished.append(competency))
    QTest.keyClick(buttons(table)[0], Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert wished == ["requirements", "problem-solving", "correctness", "trade-offs"]


def test_a_score_without_any_note_is_pointed_out_and_asks_why(table: RubricTable, scored: Desk, qtbot: QtBot) -> None:
    show(table, scored)
    assert "No note speaks of it." in words(table)
    QTest.keyClick(buttons(table)[4], Qt.Key.Key_C)
    QTest.keyClick(picker(table).list, Qt.Key.Key_Return)  # nothing is ticked: it asks why
    line = picker(table).why
    assert line.hasFocus()
    assert "Nothing is ticked: say why there is no evidence" in words(table)
    QTest.keyClicks(line, "clear throughout")
    with qtbot.waitSignal(table.cite_wanted) as wish:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert wish.args == ["communication", (), "clear throughout"]
    scored.do(lambda state: rules.cite(state, "communication", (), "clear throughout"))
    show(table, scored)
    assert "clear throughout" in words(table)
    assert "No note speaks of it." not in words(table)


def test_an_empty_reason_is_no_wish(table: RubricTable, scored: Desk, qtbot: QtBot) -> None:
    show(table, scored)
    QTest.keyClick(buttons(table)[4], Qt.Key.Key_C)
    with qtbot.assertNotEmitted(table.cite_wanted):
        QTest.keyClick(picker(table).list, Qt.Key.Key_Return)
        QTest.keyClick(picker(table).why, Qt.Key.Key_Return)
    assert buttons(table)[4].hasFocus()


def test_a_row_that_did_not_change_is_not_written_again(table: RubricTable, ended: Desk) -> None:
    show(table, ended)
    before = buttons(table)
    ended.score(correctness=2)
    show(table, ended)
    assert buttons(table) == before
    assert [button.score for button in before] == [None, None, 2, None, None]


def test_every_score_has_a_name_and_its_anchor(table: RubricTable, scored: Desk) -> None:
    show(table, scored)
    button = buttons(table)[1]
    assert button.accessibleName() == "Problem solving: score 3"
    assert "Reaches a correct approach" in button.accessibleDescription()


def test_the_menu_offers_the_anchors(table: RubricTable, ended: Desk, qtbot: QtBot) -> None:
    show(table, ended)
    # Not popped up: the offscreen platform can't grab the keyboard, and says so.
    menu = buttons(table)[1].menu_of_anchors()
    assert "Reaches a correct approach" in menu.actions()[2].text()
    with qtbot.waitSignal(table.score_wanted) as wish:
        menu.actions()[2].trigger()
    assert wish.args == ["problem-solving", 3]
