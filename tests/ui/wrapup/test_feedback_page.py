"""Giving feedback: the guide, and the sentences of the report as wishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.domain.events import PointHeading, WordingConcern
from interview_desk.domain.script import Kit
from interview_desk.ui.wrapup.feedback_page import FeedbackPage
from interview_desk.ui.wrapup.moments import MomentsLabel
from interview_desk.ui.wrapup.points import PointsCard
from interview_desk.ui.wrapup.sentence import Sentence
from interview_desk.ui.wrapup.words_edit import WordsEdit
from tests.ui.wrapup.interviews import Desk, conduct


class Table:
    """The page, and a desk that grants its wishes."""

    def __init__(self, page: FeedbackPage, desk: Desk) -> None:
        self.page, self.desk = page, desk
        page.point_wanted.connect(self._write)
        page.point_reworded.connect(self._reword)
        page.point_removed.connect(self._remove)
        page.wording_kept.connect(self._overrule)
        self.show()

    def show(self) -> None:
        self.page.show_stage(self.desk.state)

    def points(self) -> list[tuple[str, str]]:
        return [(point.heading, point.text) for point in self.desk.state.points]

    def sentences(self, heading: PointHeading) -> list[Sentence]:
        card = next(card for card in self.page.findChildren(PointsCard) if card.heading == heading)
        return [stop for stop in card.stops() if isinstance(stop, Sentence)]

    def own(self, heading: PointHeading) -> QLineEdit:
        card = next(card for card in self.page.findChildren(PointsCard) if card.heading == heading)
        line = card.stops()[-1]
        assert isinstance(line, QLineEdit)
        return line

    def said(self) -> str:
        moments = [label.plain() for label in self.page.findChildren(MomentsLabel)]
        labels = [label.text() for label in self.page.findChildren(QLabel) if not isinstance(label, MomentsLabel)]
        return " ".join([*moments, *labels])

    def _write(self, heading: PointHeading, text: str, cites: Sequence[int]) -> None:
        self.desk.do(lambda state: rules.write_point(state, heading, text, cites))
        self.show()

    def _reword(self, seq: int, text: str) -> None:
        self.desk.do(lambda state: rules.reword_point(state, seq, text))
        self.show()

    def _overrule(self, text: str, concerns: Sequence[WordingConcern]) -> None:
        self.desk.do(lambda state: rules.overrule_wording(state, text, concerns))
        self.show()

    def _remove(self, seq: int) -> None:
        self.desk.do(lambda state: rules.retract(state, self.desk.live.log, seq))
        self.show()


@pytest.fixture
def table(qtbot: QtBot, scored: Desk) -> Table:
    page = FeedbackPage()
    qtbot.addWidget(page)
    page.resize(1440, 900)
    page.show()
    return Table(page, scored)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_the_guide_begins_with_the_widest_gap_and_answers_the_seven_questions(table: Table) -> None:
    said = table.said()
    assert "Requirements: they said 3, you saw 4. Show 05:32" in said
    assert "Did they state the complexity? not observed" in said


def test_a_suggestion_is_accepted_with_one_key(table: Table) -> None:
    table.page.focus_here()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    heading, text = table.points()[0]
    assert heading == "went-well"
    assert text == "You asked who the limit applies to and what a rejected client sees."
    assert table.desk.state.points[0].cites
    assert isinstance(focused(), Sentence)


def test_accepting_goes_on_with_the_next_suggestion(table: Table) -> None:
    table.page.focus_here()
    for _ in range(3):
        while not focused().accessibleName().startswith("Suggested"):
            QTest.keyClick(focused(), Qt.Key.Key_Down)
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert len(table.points()) == 3


def test_a_suggestion_that_needs_words_is_never_accepted_as_it_stands(table: Table) -> None:
    row = table.sentences("work-on")[1]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert table.points() == []
    line = focused()
    assert isinstance(line, WordsEdit)
    line.set_text("Two processes can read the same count: look at atomic updates.")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert table.points() == [("work-on", "Two processes can read the same count: look at atomic updates.")]


def test_a_sentence_is_reworded_where_it_stands(table: Table) -> None:
    table.page.focus_here()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    row = table.sentences("went-well")[0]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    line = focused()
    assert isinstance(line, WordsEdit)
    line.set_text("You asked first.")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert table.points() == [("went-well", "You asked first.")]
    assert row.hasFocus()


def test_escape_leaves_a_sentence_as_it_was(table: Table) -> None:
    row = table.sentences("went-well")[0]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_E)
    line = focused()
    assert isinstance(line, WordsEdit)
    line.set_text("something else")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert table.points() == []
    assert row.hasFocus()


def test_delete_removes_a_sentence_and_never_a_suggestion(table: Table, qtbot: QtBot) -> None:
    table.page.focus_here()
    with qtbot.assertNotEmitted(table.page.point_removed):
        QTest.keyClick(focused(), Qt.Key.Key_Delete)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    row = table.sentences("went-well")[0]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Delete)
    assert table.points() == []


def test_undo_brings_the_suggestion_back(table: Table) -> None:
    table.page.focus_here()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    table.desk.live.undo()
    table.show()
    assert table.sentences("went-well")[0].accessibleName().startswith("Suggested: You asked who")


def test_a_sentence_of_ones_own_is_written_under_its_heading(table: Table) -> None:
    line = table.own("next")
    line.setFocus()
    QTest.keyClicks(line, "Try a token bucket.")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert table.points() == [("next", "Try a token bucket.")]
    assert line.text() == ""
    assert line.hasFocus()


def test_up_and_down_go_through_every_sentence_and_line(table: Table) -> None:
    table.page.focus_here()
    seen = {focused()}
    for _ in range(30):
        QTest.keyClick(focused(), Qt.Key.Key_Down)
        seen.add(focused())
    assert focused() is table.own("next")
    assert len(seen) == sum(len(card.stops()) for card in table.page.findChildren(PointsCard))


def test_wording_to_look_at_again_is_pointed_out(table: Table) -> None:
    table.desk.do(lambda state: rules.write_point(state, "went-well", "You are very smart."))
    table.show()
    row = table.sentences("went-well")[0]
    assert "say what was done or said" in row.accessibleDescription()


def test_wording_can_be_kept_with_one_key_and_that_is_on_record(table: Table) -> None:
    table.desk.do(lambda state: rules.write_point(state, "went-well", "You are very smart."))
    table.show()
    row = table.sentences("went-well")[0]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_K)
    assert table.desk.state.overruled == {("You are very smart.", "verdict")}
    assert "Kept as it is; that is on record." in row.accessibleDescription()
    QTest.keyClick(row, Qt.Key.Key_K)  # there is nothing left to keep
    table.desk.live.undo()
    table.show()
    assert "say what was done or said" in row.accessibleDescription()


def test_another_candidates_name_is_pointed_out(table: Table) -> None:
    table.desk.do(lambda state: rules.write_point(state, "went-well", "You were quicker than Ann Lee."))
    table.page.show_stage(table.desk.state, others=["Ann Lee"])
    assert "leave other people's names out" in table.sentences("went-well")[0].accessibleDescription()


def test_a_policy_that_holds_criticism_back_is_said(qtbot: QtBot, kit: Kit) -> None:
    page = FeedbackPage()
    qtbot.addWidget(page)
    table = Table(page, conduct(replace(kit, feedback_policy="positive-on-decline")))
    assert "What to work on stays out of the report" in table.said()


def test_rows_that_did_not_change_stay_where_they_are(table: Table) -> None:
    before = table.sentences("went-well")
    table.desk.score(requirements=3)
    table.show()
    assert table.sentences("went-well") == before
