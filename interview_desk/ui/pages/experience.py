"""Three questions to the candidate about their interview. The page may be shown to them: nothing on it is private."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from interview_desk.domain.experience import HIGHEST, LOWEST, QUESTIONS
from interview_desk.ui import fonts
from interview_desk.ui.pages.cards import Card, scrolled, text_label
from interview_desk.ui.pages.choices import ChoiceRow
from interview_desk.ui.pages.key_strip import KeyStrip
from interview_desk.ui.theme import set_role

_NUMBERS = [str(number) for number in range(LOWEST, HIGHEST + 1)]
_KEYS = ((f"{LOWEST} … {HIGHEST}", "answer"), ("Tab", "next question"), ("Esc", "keep nothing"))
_ABOUT = (
    "Three questions for the candidate. Your answers reach the interviewer only as a mean over several candidates, "
    "never by themselves, and have no part in any decision about you."
)


class ExperiencePage(QWidget):
    """Asks; `kept_wanted` has the three answers once each question has one."""

    kept_wanted = Signal(tuple)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel("How was the interview?")
        set_role(self._title, "title")
        self._whose = text_label("", "muted")
        self.rows: list[ChoiceRow] = []
        self.keep = QPushButton("Keep the answers")
        set_role(self.keep, "primary")
        self.keep.clicked.connect(self._keep)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(12)
        for widget in (self._title, self._whose, text_label(_ABOUT, "body")):
            column.addWidget(widget)
        for question in QUESTIONS:
            card = Card(question.text)
            row = ChoiceRow([(number, number) for number in _NUMBERS], question.text)
            row.chosen.connect(lambda id, row=row: self._choose(row, id))
            row.set_tip(str(LOWEST), question.lowest)
            row.set_tip(str(HIGHEST), question.highest)
            self.rows.append(row)
            ends = QHBoxLayout()
            highest = text_label(question.highest, "small")
            highest.setAlignment(Qt.AlignmentFlag.AlignRight)
            ends.addWidget(text_label(question.lowest, "small"))
            ends.addWidget(highest)
            card.column.addWidget(row)
            card.column.addLayout(ends)
            column.addWidget(card)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        body.setMaximumWidth(fonts.px(760))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(body), 1)
        whole.addWidget(KeyStrip(_KEYS))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._show_ready()

    def ask(self, candidate: str, interviewer: str) -> None:
        """Ask anew about an interview; nothing is chosen."""
        self._whose.setText(f"{candidate}, interviewed by {interviewer}")
        for row in self.rows:
            row.show_choice(None)
        self._show_ready()
        self.rows[0].focus_here()

    @property
    def answers(self) -> tuple[int, ...]:
        """What is answered so far."""
        return tuple(int(row.choice) for row in self.rows if row.choice is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif (row := self._row_here()) is not None and event.text() in _NUMBERS:
            self._choose(row, event.text())
            row.focus_here()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.rows[0].focus_here()

    def _row_here(self) -> ChoiceRow | None:
        focus = QApplication.focusWidget()
        return next((row for row in self.rows if focus is not None and row.isAncestorOf(focus)), None)

    def _choose(self, row: ChoiceRow, id: str) -> None:
        row.show_choice(id)
        self._show_ready()

    def _show_ready(self) -> None:
        missing = len(self.rows) - len(self.answers)
        self.keep.setEnabled(not missing)
        self.keep.setText("Keep the answers" if not missing else f"Keep the answers ({missing} to go)")

    def _keep(self) -> None:
        if len(self.answers) == len(self.rows):
            self.kept_wanted.emit(self.answers)
