"""How the candidate saw it: the rubric's rows as questions to read out, answered before any feedback."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from interview_desk.domain.rubric import NOT_ASSESSED, Competency, Rubric, Score
from interview_desk.domain.state import State
from interview_desk.ui.pages.cards import Card, rule, scrolled, text_label
from interview_desk.ui.pages.choices import ChoiceRow
from interview_desk.ui.reading_order import follow

_WIDEST = 900
_INTRODUCTION = (
    "Ask before you say anything about how it went. Read each question out; take their number from {lowest} to "
    "{highest}, and a word on why as a note."
)


class SelfAssessmentPage(QWidget):
    """Up and Down choose a question; 1 to 4 take the number down, 0 is "not said"."""

    self_assessed = Signal(str, object)  # competency, Score

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rubric: Rubric | None = None
        self._rows: dict[str, _Question] = {}
        self._card = Card("How did you find it?")
        self._questions = QVBoxLayout()
        self._questions.setSpacing(0)
        self._card.column.addLayout(self._questions)
        self._done = text_label("", "small")
        self._card.column.addSpacing(8)
        self._card.column.addWidget(self._done)
        self._lay_out()

    def show_stage(self, state: State) -> None:
        """Show what was said so far."""
        if state.rubric is not self._rubric:
            self._build(state.rubric)
        for id, row in self._rows.items():
            row.show_score(state.self_assessment.get(id))
        said = sum(id in state.self_assessment for id in self._rows)
        left = len(self._rows) - said
        self._done.setText(
            f"{said} of {len(self._rows)} taken down." if left else "All taken down. Ctrl+2 goes on to the summary."
        )

    def focus_here(self) -> None:
        """Put the focus into the first question without an answer, else into the first."""
        open_rows = [row for row in self._rows.values() if row.score is None] or list(self._rows.values())
        if open_rows:
            open_rows[0].choices.focus_here()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, ChoiceRow):
            return self._take(watched, event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _take(self, watched: ChoiceRow, event: QKeyEvent) -> bool:
        ids = list(self._rows)
        here = next((i for i, id in enumerate(ids) if self._rows[id].choices is watched), None)
        if here is None or self._rubric is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        digit = key - Qt.Key.Key_0
        if key == Qt.Key.Key_0 or digit in self._rubric.scale.scores:
            self.self_assessed.emit(ids[here], digit or NOT_ASSESSED)
            return True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            there = max(0, min(len(ids) - 1, here + (1 if key == Qt.Key.Key_Down else -1)))
            self._rows[ids[there]].choices.focus_here()
            return True
        return False

    def _build(self, rubric: Rubric) -> None:
        self._rubric = rubric
        while (item := self._questions.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._card.set_about(_INTRODUCTION.format(lowest=rubric.scale.lowest, highest=rubric.scale.highest))
        self._rows = {}
        for number, competency in enumerate(rubric.competencies):
            row = _Question(competency, rubric)
            row.choices.installEventFilter(self)
            row.choices.chosen.connect(
                lambda chosen, id=competency.id: self.self_assessed.emit(
                    id, NOT_ASSESSED if chosen == "0" else int(chosen)
                )
            )
            self._rows[competency.id] = row
            if number:
                self._questions.addWidget(rule())
            self._questions.addWidget(row)
            row.show()  # now, not later: it may be given the focus at once
        follow(self._card.column)

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 24)
        self._card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column.addWidget(self._card)
        column.addStretch(1)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(28, 0, 28, 0)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(content))


class _Question(QWidget):
    def __init__(self, competency: Competency, rubric: Rubric) -> None:
        super().__init__()
        self.score: Score | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 14)
        column.setSpacing(4)
        column.addWidget(text_label(competency.title, "small"))
        column.addWidget(text_label(competency.self_assessment, "say"))
        if competency.follow_up:
            column.addWidget(text_label(f"Then: {competency.follow_up}", "small"))
        choices = [(str(score), str(score)) for score in rubric.scale.scores]
        self.choices = ChoiceRow([*choices, ("0", "not said")], f"{competency.title}, in their words", small=True)
        column.addSpacing(2)
        column.addWidget(self.choices)

    def show_score(self, score: Score | None) -> None:
        """Show what they said."""
        self.score = score
        self.choices.show_choice(None if score is None else "0" if score == NOT_ASSESSED else str(score))
