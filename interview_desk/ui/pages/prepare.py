"""Preparing an interview: who, for which role and level, and the plan on a time line; one key starts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from interview_desk.domain.rubric import Level
from interview_desk.domain.scoring import LEVELS
from interview_desk.domain.script import Kit
from interview_desk.ui.pages.cards import Card, Folding, scrolled, text_label
from interview_desk.ui.pages.choices import ChoiceRow, Tick
from interview_desk.ui.pages.key_strip import KeyStrip
from interview_desk.ui.pages.plan_chart import PlanChart, plan_sentences
from interview_desk.ui.theme import set_role

NOBODY = "Candidate"
_WIDEST = 1180
# Below this width (at the text size of the design) the plan stands under the form.
_SIDE_BY_SIDE = 860


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was prepared. The kit is the one that was shown, with the role that was typed."""

    kit: Kit
    candidate: str
    interviewer: str
    level: Level
    practice: bool


class PreparePage(QWidget):
    """Takes down who is interviewed by whom and for what, shows the plan, and starts."""

    start_wanted = Signal(object)  # Prepared
    briefing_wanted = Signal(object)  # Prepared
    home_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit: Kit | None = None
        self._level: Level = "senior"
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._title, "title")
        self._about = text_label("", "muted")
        self._candidate = _field("Candidate", NOBODY)
        self._interviewer = _field("Interviewer", "Your name")
        self._role = _field("Role", "")
        self._levels = ChoiceRow([(level, level.capitalize()) for level in LEVELS], "Level applied for", small=True)
        self._levels.chosen.connect(self._choose_level)
        self._bar = text_label("", "small")
        self._practice = Tick("Practice: nothing is kept")
        self._start = QPushButton("Start the interview   Ctrl ↵")
        self._start.setAccessibleName("Start the interview")
        set_role(self._start, "primary")
        self._start.setToolTip("Starts the clock (Ctrl+Return)")
        self._start.clicked.connect(self._wish_start)
        self._briefing = QPushButton("Briefing for the candidate   Ctrl B")
        self._briefing.setAccessibleName("Briefing for the candidate")
        set_role(self._briefing, "quiet")
        self._briefing.setToolTip(
            "Writes a page to send beforehand: how it goes and how long, that hints are normal; nothing of the question"
        )
        self._briefing.clicked.connect(self.wish_briefing)
        self._chart = PlanChart()
        self._sums = text_label("", "small")
        self._warnings = QVBoxLayout()
        self._warnings.setSpacing(6)
        self._plan = self._plan_card()
        self._columns = Folding(_SIDE_BY_SIDE, 18)
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._shortcut(keys, self._wish_start)
        self._shortcut("Escape", self.home_wanted.emit)
        for field in (self._candidate, self._interviewer, self._role):
            field.installEventFilter(self)
        self.setFocusProxy(self._candidate)

    def show_kit(self, kit: Kit, warnings: Sequence[str], interviewer: str = "") -> None:
        """Show a kit to prepare; what was typed for the one before is gone, but for the interviewer."""
        self._kit = kit
        self._title.setText(kit.title)
        questions = ", ".join(question.title for question in kit.questions)
        self._about.setText(f"{kit.role} · {kit.minutes:g} min · {questions}")
        self._candidate.clear()
        if interviewer:
            self._interviewer.setText(interviewer)
        self._role.setText(kit.role)
        self._practice.setChecked(False)
        self._choose_level(kit.level)
        self._chart.show_kit(kit)
        self._sums.setText(" ".join(plan_sentences(kit)))
        self._show_warnings(([f"Longer than an hour: {kit.why_longer}"] if kit.why_longer else []) + list(warnings))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.focusNextChild()  # Enter goes on to the next field: a start is never an accident
            return True
        return super().eventFilter(watched, event)

    def _choose_level(self, level: str) -> None:
        known: Level | None = next((known for known in LEVELS if known == level), None)
        if known is None or self._kit is None:
            return
        self._level = known
        self._levels.show_choice(known)
        of_kit = "" if known == self._kit.level else f" The kit is written for {self._kit.level}."
        self._bar.setText(
            f"The {known} bar is {self._kit.rubric.bars.at(known):g} of {self._kit.rubric.scale.highest}.{of_kit}"
        )

    def wish_briefing(self) -> None:
        """Wish for the sheet that the candidate gets beforehand."""
        if (prepared := self._prepared("")) is not None:
            self.briefing_wanted.emit(prepared)

    def _wish_start(self) -> None:
        if (prepared := self._prepared(NOBODY)) is not None:
            self.start_wanted.emit(prepared)

    def _prepared(self, nobody: str) -> Prepared | None:
        if self._kit is None:
            return None
        candidate, interviewer, role = (
            " ".join(field.text().split()) for field in (self._candidate, self._interviewer, self._role)
        )
        kit = replace(self._kit, role=role or self._kit.role)
        return Prepared(kit, candidate or nobody, interviewer, self._level, self._practice.isChecked())

    def _show_warnings(self, warnings: Sequence[str]) -> None:
        while (item := self._warnings.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if warnings:
            self._warnings.addWidget(text_label("Worth knowing before you start", "warm"))
        for warning in warnings:
            self._warnings.addWidget(text_label(f"⚠ {warning}", "small"))

    def _lay_out(self) -> None:
        form = self._form_card()
        form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._plan.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._columns.row.addWidget(form, 2, Qt.AlignmentFlag.AlignTop)
        self._columns.row.addWidget(self._plan, 3, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addSpacing(14)
        column.addWidget(self._columns)
        column.addStretch(1)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(_WIDEST)
        row = QHBoxLayout()
        row.setContentsMargins(28, 0, 28, 0)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        content = QWidget()
        content.setLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(content), 1)
        whole.addWidget(KeyStrip((("Ctrl ↵", "start"), ("Ctrl B", "briefing"), ("Tab", "next field"), ("Esc", "home"))))

    def _form_card(self) -> Card:
        card = Card("Who")
        for name, field in (
            ("Candidate", self._candidate),
            ("Interviewer", self._interviewer),
            ("Role", self._role),
        ):
            label = QLabel(name)
            set_role(label, "small")
            label.setBuddy(field)
            card.column.addWidget(label)
            card.column.addWidget(field)
            card.column.addSpacing(8)
        card.column.addWidget(text_label("Level applied for", "small"))
        card.column.addWidget(self._levels)
        card.column.addWidget(self._bar)
        card.column.addSpacing(10)
        card.column.addWidget(self._practice)
        card.column.addSpacing(14)
        card.column.addWidget(self._start)
        card.column.addWidget(self._briefing)
        return card

    def _plan_card(self) -> Card:
        card = Card("Plan")
        card.column.addWidget(self._chart)
        card.column.addSpacing(6)
        card.column.addWidget(self._sums)
        card.column.addSpacing(4)
        card.column.addLayout(self._warnings)
        return card

    def _shortcut(self, keys: str, deed: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(deed)


def _field(name: str, placeholder: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(placeholder)
    field.setMaxLength(200)
    return field
