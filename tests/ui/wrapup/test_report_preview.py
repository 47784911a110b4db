"""The report on the screen: as the candidate will see it, rendered only when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.domain.events import Event
from interview_desk.domain.rules import Refused
from interview_desk.domain.state import State
from interview_desk.errors import StorageError
from interview_desk.insights.benchmark import Band
from interview_desk.insights.phrasebook import Language
from interview_desk.reports.exporter import render
from interview_desk.ui.wrapup.report_pages import ReportPages
from interview_desk.ui.wrapup.report_preview import Paper, ReportPreview
from interview_desk.ui.wrapup.sentence import Sentence
from interview_desk.ui.wrapup.words_edit import WordsEdit
from tests.reports.kits import history
from tests.ui.wrapup.interviews import Desk


class Press:
    """Renders, and counts how often."""

    def __init__(self) -> None:
        self.states: list[State] = []

    def __call__(self, state: State, bands: Sequence[Band], paper: Paper, language: Language) -> bytes:
        self.states.append(state)
        return render(state, paper, "pdf", bands=bands, language=language)


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


class Table:
    """The page, and a desk that grants its wishes."""

    def __init__(self, preview: ReportPreview, desk: Desk) -> None:
        self.preview, self.desk = preview, desk
        preview.point_wanted.connect(lambda *it: self.do(lambda state: rules.write_point(state, *it)))
        preview.point_reworded.connect(lambda *it: self.do(lambda state: rules.reword_point(state, *it)))
        preview.point_removed.connect(lambda seq: self.do(lambda state: rules.retract(state, desk.live.log, seq)))
        preview.passage_wanted.connect(
            lambda passage, row, text: self.do(lambda state: rules.write_passage(state, passage, text, row))
        )
        preview.wording_kept.connect(lambda *it: self.do(lambda state: rules.overrule_wording(state, *it)))
        self.show()
        preview.show()

    def do(self, rule: Callable[[State], Event | Refused]) -> None:
        self.desk.do(rule)
        self.show()

    def show(self) -> None:
        self.preview.show_stage(self.desk.state)

    def row(self, name: str) -> Sentence:
        rows = [it for it in self.preview.findChildren(Sentence) if it.isVisible()]
        return next(it for it in rows if it.accessibleName().startswith(name))

    def write(self, name: str, text: str) -> None:
        row = self.row(name)
        row.setFocus()
        QTest.keyClick(row, Qt.Key.Key_Return)
        line = row.findChild(WordsEdit)
        assert line is not None
        line.set_text(text)
        QTest.keyClick(line, Qt.Key.Key_Return)

    @property
    def paper(self) -> str:
        pages = self.preview.findChild(ReportPages)
        assert pages is not None
        return " ".join(pages.accessibleDescription().split())

    def press(self, name: str) -> None:
        next(it for it in self.preview.findChildren(QPushButton) if it.accessibleName() == name).click()


@pytest.fixture
def table(preview: ReportPreview, scored: Desk) -> Table:
    return Table(preview, scored)


def test_the_opening_is_edited_beside_the_pages_it_makes_and_brought_back(table: Table) -> None:
    made = table.row("The opening").accessibleName()
    table.write("The opening", "We spent the hour on one good problem.")
    assert "We spent the hour on one good problem." in table.paper
    assert "In your words" in table.row("The opening").accessibleDescription()
    QTest.keyClick(table.row("The opening"), Qt.Key.Key_Delete)
    assert table.row("The opening").accessibleName() == made
    assert "We spent the hour" not in table.paper


def test_an_edit_can_be_undone_as_anything_else(table: Table) -> None:
    before = table.paper
    table.write("The opening", "Something else.")
    table.desk.live.undo()
    table.show()
    assert table.paper == before


def test_what_was_changed_stays_changed_when_the_data_behind_it_is_refreshed(table: Table) -> None:
    table.write("The opening", "We spent the hour on one good problem.")
    table.write("Requirements", "You asked more than you gave yourself credit for.")
    assert table.row("Problem solving").accessibleName() == "Problem solving: Stronger than you thought."
    table.desk.score(**{"requirements": 1, "problem-solving": 4})
    table.preview.show_stage(table.desk.state, history())
    assert "We spent the hour on one good problem." in table.paper
    assert "You asked more than you gave yourself credit for." in table.paper
    assert "A good deal stronger" in table.row("Problem solving").accessibleName()  # this one follows the data
    table.press("Language: Deutsch")
    assert "We spent the hour on one good problem." in table.paper
    assert "Deutlich stärker, als Sie dachten" in table.row("Problem solving").accessibleName()


def test_what_is_being_written_stays_when_the_data_behind_it_is_refreshed(table: Table) -> None:
    row = table.row("The opening")
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    line = row.findChild(WordsEdit)
    assert line is not None
    line.set_text("Half a")
    table.desk.score(requirements=1)
    table.show()
    assert (line.isVisible(), line.text()) == (True, "Half a")


def test_the_language_is_chosen_for_this_report(table: Table) -> None:
    assert table.preview.language == "en"
    table.press("Language: Deutsch")
    assert table.paper.startswith("Ihr Feedback zum Interview")
    table.preview.set_language("en")
    assert table.paper.startswith("Your interview feedback")


def test_the_decision_notice_asks_for_the_call_and_then_for_the_sentence_why(table: Table) -> None:
    table.press("Which paper: Decision notice")
    assert "no call was made; make it on the summary page" in words(table.preview)
    table.do(lambda state: rules.make_call(state, "not-now"))
    assert "one specific sentence why; write it on the report page" in words(table.preview)
    table.write("One sentence why", "The two reads and the write between them were not seen as a race.")
    assert "We will not go on with your application" in table.paper
    assert "were not seen as a race" in table.paper
    assert "✓ Wording checked." in words(table.preview)
    assert not [it for it in table.preview.findChildren(Sentence) if it.isVisible() and "pening" in it.accessibleName()]


def test_sentences_are_written_here_too_and_their_wording_is_checked_in_place(table: Table) -> None:
    table.do(lambda state: rules.write_point(state, "went-well", "You are very smart."))
    row = table.row("In the report: You are very smart.")
    assert "say what was done or said" in row.accessibleDescription()
    assert "1 sentence has wording to look at again" in words(table.preview)
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_K)
    assert "✓ Wording checked." in words(table.preview)
    QTest.keyClick(row, Qt.Key.Key_Delete)
    assert "You are very smart." not in table.paper


def test_up_and_down_go_from_sentence_to_sentence_and_up_to_the_buttons(table: Table) -> None:
    row = table.row("The opening")
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Down)
    assert not row.hasFocus()
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Up)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Export as PDF"
