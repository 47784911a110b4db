"""What the candidate gets, edited beside the pages it makes: the report, and the decision notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from interview_desk.domain.events import Passage
from interview_desk.domain.state import State
from interview_desk.errors import DeskError
from interview_desk.insights.feedback import candidate_report, routing
from interview_desk.insights.phrasebook import LANGUAGES, Language
from interview_desk.insights.phrasing import Secrets, kept_wording, open_findings, secrets_of, unsettled
from interview_desk.ui.pages.cards import Card, Folding, scrolled, text_label
from interview_desk.ui.theme import set_role
from interview_desk.ui.wrapup.choice import Choice
from interview_desk.ui.wrapup.feedback_page import HEADINGS
from interview_desk.ui.wrapup.passages import PassagesCard, ShownPassage
from interview_desk.ui.wrapup.points import PointsCard, shown_points
from interview_desk.ui.wrapup.report_pages import ReportPages

if TYPE_CHECKING:
    from interview_desk.insights.benchmark import Band

Paper = Literal["candidate", "decision"]
Render = Callable[[State, "Sequence[Band]", Paper, Language], bytes]
_SIDE_BY_SIDE = 860
_PAPERS: tuple[tuple[Paper, str], ...] = (("candidate", "The report"), ("decision", "Decision notice"))
_NOT_IN_IT = "Not in it: your notes, the hints' words, solutions, scores by others, the recommendation and your call."
_NOTICE = "A letter of its own: your call, and one honest, specific sentence why. Nothing is sent from here."


class ReportPreview(QWidget):
    """Renders what is looked at when it has changed; `render` makes its PDF. What is changed here goes up as wishes."""

    export_wanted = Signal(str)  # "pdf" or "html"; of which paper and in which language it tells itself
    point_wanted = Signal(str, str, object)  # heading, text, tuple of entries cited
    point_reworded = Signal(int, str)
    point_removed = Signal(int)
    passage_wanted = Signal(str, str, str)  # passage, competency, text
    wording_kept = Signal(str, object)  # a text, and the concerns that it is kept in spite of
    moment_wanted = Signal(int)

    def __init__(self, render: Render | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._render = render or _render
        self._state: State | None = None
        self._bands: Sequence[Band] = ()
        self._others: Sequence[str] = ()
        self._secrets = Secrets()
        self._rendered: tuple[State, Sequence[Band], Paper, Language] | None = None
        self._pages = ReportPages()
        self._problem = text_label("", "warm")
        self._policy = text_label("", "body")
        self._not_in_it = text_label(_NOT_IN_IT, "small")
        self._check = text_label("", "small")
        self._area: QScrollArea
        self._papers = Choice("Which paper", _PAPERS)
        self._languages = Choice("Language", tuple(LANGUAGES.items()))
        for choice in (self._papers, self._languages):
            choice.chosen.connect(lambda _: self._changed())
        self._buttons = {kind: _export_button(kind) for kind in ("pdf", "html")}
        for kind, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, kind=kind: self.export_wanted.emit(kind))
        self._opening = PassagesCard("How it begins", "What you worked on; nothing of how it was judged.")
        self._points = {heading: PointsCard(heading, title, about) for heading, title, about in HEADINGS}
        self._views = PassagesCard("What lies between", "Their scores and yours, each in a sentence.")
        self._reason = PassagesCard("Why", "What was seen, and what it meant for this role. Not “other candidates”.")
        self._connect()
        self._lay_out()

    @property
    def paper(self) -> Paper:
        """Which paper is shown."""
        return cast("Paper", self._papers.picked)

    @property
    def language(self) -> Language:
        """The language that the papers are shown and exported in."""
        return cast("Language", self._languages.picked)

    def set_language(self, language: Language) -> None:
        """Begin with a language; what the reader chooses here holds for this session."""
        self._languages.pick(language)
        self._changed()

    def show_paper(self, paper: Paper) -> None:
        """Turn to the report or to the decision notice."""
        self._papers.pick(paper)
        self._changed()

    def show_stage(self, state: State, bands: Sequence[Band] = (), others: Sequence[str] = ()) -> None:
        """Show the papers of a session as it stands; `others` are other candidates' names, for the wording check."""
        if state is self._state and bands == self._bands and others is self._others:
            return
        if self._state is None or state.kit is not self._state.kit or others is not self._others:
            self._secrets = secrets_of(state, others)
        self._state, self._bands, self._others = state, bands, others
        self._changed()

    def focus_here(self) -> None:
        """Put the focus on the first export button."""
        self._buttons["pdf"].setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll the pages from wherever the focus is."""
        bar = self._area.verticalScrollBar()
        steps: dict[int, int] = {
            Qt.Key.Key_Up: -60,
            Qt.Key.Key_Down: 60,
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        if event.key() in steps and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            bar.setValue(bar.value() + steps[event.key()])
        else:
            event.ignore()

    def _changed(self) -> None:
        if (state := self._state) is None:
            return
        report = self.paper == "candidate"
        self._policy.setText(routing(state).text if report else _NOTICE)
        self._not_in_it.setVisible(report)
        doubtful = len(unsettled(state, self._secrets, notice=not report))
        words = "1 sentence has" if doubtful == 1 else f"{doubtful} sentences have"
        empty = report and not state.points
        count = "No sentence is in it yet: write one below, or Ctrl+3 suggests some." if empty else ""
        doubt = f"△ {words} wording to look at again. Export keeps it, and puts that on record."
        self._check.setText(count or (doubt if doubtful else "✓ Wording checked."))
        self._fill(state)
        if self.isVisible():
            self._draw()

    def _fill(self, state: State) -> None:
        report = self.paper == "candidate"
        made = list(self._passages(state)) if report else [self._shown(state, "reason", "", "One sentence why", "")]
        self._opening.show_passages([it for it in made if it.passage == "opening"])
        self._views.show_passages([it for it in made if it.passage == "view"])
        self._reason.show_passages([it for it in made if it.passage == "reason"])
        for heading, card in self._points.items():
            card.setVisible(report and (heading != "work-on" or routing(state).in_report))
            card.show_points(shown_points(state, heading, self._secrets))
        before: QWidget = self._buttons["html"]
        for stop in self._stops():  # rows that are made later would come last
            self.setTabOrder(before, stop)
            before = stop

    def _passages(self, state: State) -> Iterator[ShownPassage]:
        """The passages as the report has them, each with its own words or the interviewer's."""
        report = candidate_report(state, self._bands, self.language)
        yield self._shown(state, "opening", "", "The opening", report.opening)
        ids = {row.title: row.id for row in state.rubric.competencies}
        for view in report.views:
            yield self._shown(state, "view", ids[view.competency], view.competency, view.between)

    def _shown(self, state: State, passage: Passage, competency: str, name: str, text: str) -> ShownPassage:
        own = state.passages.get((passage, competency), "")
        findings = open_findings(state, own, self._secrets)
        if passage == "reason":  # the decision has its place there
            findings = [it for it in findings if it.concern != "decision"]
        kept = bool(own) and kept_wording(state, own)
        return ShownPassage(
            passage, competency, name, own or text, "own" if own else "made" if text else "empty", findings, kept
        )

    def _draw(self) -> None:
        state = self._state
        wanted = (state, self._bands, self.paper, self.language) if state is not None else None
        if wanted is None or (self._rendered is not None and _same(wanted, self._rendered)):
            return
        self._rendered = wanted
        try:
            self._pages.show_pdf(self._render(*wanted))
            problem = ""
        except DeskError as error:
            problem = str(error)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._pages.setVisible(not problem)

    def _connect(self) -> None:
        for card in self._points.values():
            card.written.connect(self.point_wanted)
            card.reworded.connect(self.point_reworded)
            card.removed.connect(self.point_removed)
            card.moment_wanted.connect(self.moment_wanted)
            card.keeping_wanted.connect(self.wording_kept)
            card.step_wanted.connect(self._step)
        for passages in (self._opening, self._views, self._reason):
            passages.written.connect(self.passage_wanted)
            passages.keeping_wanted.connect(self.wording_kept)
            passages.step_wanted.connect(self._step)

    def _stops(self) -> list[QWidget]:
        """What Up, Down and Tab go through, in order."""
        cards: tuple[PassagesCard | PointsCard, ...] = (
            self._reason,
            self._opening,
            *self._points.values(),
            self._views,
        )
        return [stop for card in cards if not card.isHidden() for stop in card.stops()]

    def _step(self, here: QWidget, by: int) -> None:
        stops = self._stops()
        there = stops.index(here) + by
        if there < 0:
            self.focus_here()
        else:
            stops[min(len(stops) - 1, there)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        first = Card("What the candidate gets", "Nothing else of the session is in it.")
        for widget in (self._papers, self._languages, self._policy, self._not_in_it, self._check):
            first.column.addWidget(widget)
            first.column.addSpacing(6)
        for button in self._buttons.values():
            first.column.addWidget(button)
        side = QWidget()
        edited = QVBoxLayout(side)
        edited.setContentsMargins(0, 0, 6, 24)
        edited.setSpacing(16)
        for card in (first, self._reason, self._opening, *self._points.values(), self._views):
            edited.addWidget(card)
        edited.addStretch(1)
        paper = QWidget()
        row = QHBoxLayout(paper)
        row.setContentsMargins(0, 0, 12, 24)
        row.addStretch(1)
        column = QVBoxLayout()
        column.addWidget(self._problem)
        column.addWidget(self._pages)
        column.addStretch(1)
        row.addLayout(column, 100)
        row.addStretch(1)
        self._area = scrolled(paper)
        columns = Folding(_SIDE_BY_SIDE, 18)
        columns.row.addWidget(scrolled(side), 2)
        columns.row.addWidget(self._area, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 0, 16, 0)
        whole.addWidget(columns)


def _same(
    one: tuple[State, Sequence[Band], Paper, Language], other: tuple[State, Sequence[Band], Paper, Language]
) -> bool:
    return one[0] is other[0] and one[1:] == other[1:]


def _render(state: State, bands: Sequence[Band], paper: Paper, language: Language) -> bytes:
    from interview_desk.reports.exporter import render

    return render(state, paper, "pdf", bands=bands, language=language)


def _export_button(format: str) -> QPushButton:
    keys = {"pdf": "Ctrl ⇧ P", "html": "Ctrl ⇧ L"}[format]
    button = QPushButton(f"Export as {format.upper()}   {keys}")
    button.setAccessibleName(f"Export as {format.upper()}")
    set_role(button, "primary" if format == "pdf" else "")
    return button
