"""The private look back after an interview: three questions, a number each, and a line of words where one likes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from interview_desk.domain.review import ANSWERS, REFLECTION, Question
from interview_desk.ui.pages.cards import Card, scrolled, text_label
from interview_desk.ui.pages.key_strip import KeyStrip
from interview_desk.ui.theme import colour, set_role, tokens

_KEYS = (("1 … 5", "answer"), ("Tab", "next"), ("↵", "keep it"), ("Esc", "back"))


class ReflectionPage(QWidget):
    """Asks; what was answered goes out of here."""

    kept_wanted = Signal(object)
    """A dict of question → (answer, words), of the questions that were answered."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("Looking back")
        set_role(title, "title")
        about = text_label(
            "For you alone: it stays in this database, goes into no export, and nobody else is shown it. Three answers "
            "after each interview make a trend on the training page.",
            "muted",
        )
        self.rows = [AnswerRow(question) for question in REFLECTION]
        self.lines = [_line(question) for question in REFLECTION]
        self.keep = QPushButton("Keep it")
        set_role(self.keep, "primary")
        self.keep.clicked.connect(self._wish)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(14)
        column.addWidget(title)
        column.addWidget(about)
        for row, line in zip(self.rows, self.lines, strict=True):
            card = Card(row.question.words)
            card.column.addWidget(row)
            card.column.addWidget(line)
            line.returnPressed.connect(self._wish)
            row.entered.connect(self._wish)
            column.addWidget(card)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolled(body), 1)
        outer.addWidget(KeyStrip(_KEYS))
        self.setFocusProxy(self.rows[0])

    def clear(self) -> None:
        """Begin anew."""
        for row, line in zip(self.rows, self.lines, strict=True):
            row.answer(None)
            line.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _wish(self) -> None:
        self.kept_wanted.emit(
            {
                row.question.id: (row.given, line.text())
                for row, line in zip(self.rows, self.lines, strict=True)
                if row.given is not None
            }
        )


class AnswerRow(QWidget):
    """Five numbers of which one is chosen, by its key, an arrow or a click."""

    entered = Signal()

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.given: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 4, 4, 4)
        lowest = text_label(question.lowest, "small")
        lowest.setWordWrap(False)
        line.addWidget(lowest)
        self._buttons = []
        for number in ANSWERS:
            button = QPushButton(str(number))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(f"{question.words} {number} of {ANSWERS[-1]}")
            button.clicked.connect(lambda _checked=False, number=number: self.answer(number))
            line.addWidget(button)
            self._buttons.append(button)
        line.addWidget(text_label(question.highest, "small"), 1)
        self.answer(None)

    def answer(self, number: int | None) -> None:
        """Choose a number, or none."""
        self.given = number
        for value, button in zip(ANSWERS, self._buttons, strict=True):
            button.setChecked(value == number)
        told = f"{number} of {ANSWERS[-1]}" if number is not None else "not answered"
        self.setAccessibleName(f"{self.question.words} {told}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.text().isdigit() and int(event.text()) in ANSWERS:
            self.answer(int(event.text()))
        elif (step := steps.get(event.key())) is not None:
            self.answer(min(max(ANSWERS[0], (self.given or 3) + step), ANSWERS[-1]))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(colour(tokens().accent))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)


def _line(question: Question) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText("In words, if you like")
    line.setAccessibleName(f"{question.words} In words")
    line.setMaxLength(2_000)
    return line
