"""What a kit is put together from: a question, a rubric, the minutes; each choice is a plan to be tried at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from interview_desk.domain.plan import Choices, Plan, QuestionLine
from interview_desk.domain.rubric import Level
from interview_desk.ui.pages.cards import Card, text_label
from interview_desk.ui.pages.picker import Picker
from interview_desk.ui.theme import set_role

HOUR = 60


class OwnPlan(Card):
    """Two lists and the minutes. A rubric that fits is chosen with the question, until another one is."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What", parent=parent)
        self._choices = Choices((), ())
        self._wanted = ""
        self.question = Picker("Question", "Choose a question", plain=True)
        self.rubric = Picker("Rubric", "Choose a rubric", plain=True)
        self.minutes = _line("Minutes", "from par", 5)
        self.why_longer = _line("Why longer than an hour", "the reason, for whoever reads the plan", 200)
        self._about = text_label("", "small")
        for name, field in (("Question", self.question), ("Rubric", self.rubric), ("Minutes in all", self.minutes)):
            self._row(name, field)
        self._why_label = self._row("Why longer than an hour", self.why_longer)
        self.column.addWidget(self._about)
        self.question.currentIndexChanged.connect(self._question_chosen)
        self.rubric.currentIndexChanged.connect(self.changed)
        self.minutes.textChanged.connect(self._minutes_typed)
        self.why_longer.textChanged.connect(self.changed)
        self._minutes_typed()
        self.setFocusProxy(self.question)

    def begin(self, question: str = "") -> None:
        """Begin a plan anew, with a question or without."""
        self._wanted = question
        for field in (self.minutes, self.why_longer):
            field.clear()
        self.rubric.pick("")
        self.question.pick(question)
        self._say_about()

    def offer(self, choices: Choices) -> None:
        """Offer what there is; what was chosen stays."""
        self._choices = choices
        self.question.offer_named([(it.id, f"{it.title} · {it.kind.replace('-', ' ')}") for it in choices.questions])
        self.rubric.offer_named(choices.rubrics)
        if self._wanted and not self.question.picked:
            self.question.pick(self._wanted)
        self._wanted = ""

    def plan(self, level: Level) -> Plan | None:
        """Return what is chosen, None while something is not; minutes that are no number are none."""
        if not self.question.picked or not self.rubric.picked:
            return None
        typed = self.minutes.text().strip().replace(",", ".")
        try:
            minutes = float(typed) if typed else None
        except ValueError:
            minutes = None
        return Plan(self.question.picked, self.rubric.picked, level, minutes, self.why_longer.text().strip())

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that the chosen question is meant for."""
        return line.levels if (line := self._line()) is not None else ()

    def _line(self) -> QuestionLine | None:
        return next((it for it in self._choices.questions if it.id == self.question.picked), None)

    def _question_chosen(self) -> None:
        line = self._line()
        if line is not None and self.rubric.picked not in line.rubrics:
            self.rubric.blockSignals(True)
            self.rubric.pick(line.rubrics[0] if line.rubrics else "")
            self.rubric.blockSignals(False)
        self._say_about()
        self.changed.emit()

    def _say_about(self) -> None:
        line = self._line()
        titles = dict(self._choices.rubrics)
        if line is None:
            self._about.setText("A rubric that has a row for all that the question shows is chosen with it.")
        elif line.rubrics:
            fitting = ", ".join(titles.get(id, id) for id in line.rubrics)
            self._about.setText(f"For {' and '.join(line.levels)}. Rubrics that fit: {fitting}.")
        else:
            self._about.setText("No rubric here has a row for all that this question shows.")

    def _minutes_typed(self) -> None:
        typed = self.minutes.text().strip().replace(",", ".")
        try:
            longer = float(typed or 0) > HOUR
        except ValueError:
            longer = False
        for widget in (self.why_longer, self._why_label):
            widget.setVisible(longer)
        self.changed.emit()

    def _row(self, name: str, field: QWidget) -> QLabel:
        label = QLabel(name)
        set_role(label, "small")
        label.setBuddy(field)
        self.column.addWidget(label)
        self.column.addWidget(field)
        self.column.addSpacing(8)
        return label


def _line(name: str, placeholder: str, longest: int) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(placeholder)
    line.setMaxLength(longest)
    return line
