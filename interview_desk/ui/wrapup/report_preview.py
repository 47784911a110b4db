"""The candidate's report as it will be, and the way to export it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from interview_desk.domain.state import State
from interview_desk.errors import DeskError
from interview_desk.insights.feedback import routing
from interview_desk.insights.phrasing import check_wording, secrets_of
from interview_desk.ui.pages.cards import Card, Folding, scrolled, text_label
from interview_desk.ui.theme import set_role
from interview_desk.ui.wrapup.report_pages import ReportPages

if TYPE_CHECKING:
    from interview_desk.insights.benchmark import Band

Render = Callable[[State, "Sequence[Band]"], bytes]
_SIDE_BY_SIDE = 860
_NOT_IN_IT = "Not in it: your notes, the hints' words, solutions, scores by others, the recommendation and your call."


class ReportPreview(QWidget):
    """Renders the report when it is looked at and has changed; `render` makes the PDF of a state."""

    export_wanted = Signal(str)  # "pdf" or "html"

    def __init__(self, render: Render | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._render = render or _render
        self._state: State | None = None
        self._bands: Sequence[Band] = ()
        self._rendered: State | None = None
        self._pages = ReportPages()
        self._problem = text_label("", "warm")
        self._policy = text_label("", "body")
        self._check = text_label("", "small")
        self._area: QScrollArea
        self._buttons = {kind: _export_button(kind) for kind in ("pdf", "html")}
        for kind, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, kind=kind: self.export_wanted.emit(kind))
        self._lay_out()

    def show_stage(self, state: State, bands: Sequence[Band] = ()) -> None:
        """Show the report of a session as it stands."""
        if state is self._state and bands == self._bands:
            return
        self._state, self._bands, self._rendered = state, bands, None
        self._policy.setText(routing(state).text)
        secrets = secrets_of(state)
        doubtful = sum(bool(check_wording(point.text, secrets)) for point in state.points)
        words = "1 sentence has" if doubtful == 1 else f"{doubtful} sentences have"
        count = "No sentence is in it yet: Ctrl+3 writes them." if not state.points else ""
        self._check.setText(
            count or (f"△ {words} wording to look at again: Ctrl+3." if doubtful else "✓ Wording checked.")
        )
        if self.isVisible():
            self._draw()

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

    def _draw(self) -> None:
        state = self._state
        if state is None or state is self._rendered:
            return
        self._rendered = state
        try:
            self._pages.show_pdf(self._render(state, self._bands))
            problem = ""
        except DeskError as error:
            problem = str(error)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._pages.setVisible(not problem)

    def _lay_out(self) -> None:
        side = Card("Candidate's report", "What they get; nothing else of the session is in it.")
        for widget in (self._policy, text_label(_NOT_IN_IT, "small"), self._check):
            side.column.addWidget(widget)
            side.column.addSpacing(6)
        for button in self._buttons.values():
            side.column.addWidget(button)
        side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
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
        columns.row.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
        columns.row.addWidget(self._area, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 0, 16, 0)
        whole.addWidget(columns)


def _render(state: State, bands: Sequence[Band]) -> bytes:
    from interview_desk.reports.exporter import render

    return render(state, "candidate", "pdf", bands=bands)


def _export_button(format: str) -> QPushButton:
    keys = {"pdf": "Ctrl ⇧ P", "html": "Ctrl ⇧ L"}[format]
    button = QPushButton(f"Export as {format.upper()}   {keys}")
    button.setAccessibleName(f"Export as {format.upper()}")
    set_role(button, "primary" if format == "pdf" else "")
    return button
