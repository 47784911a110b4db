"""Preparing an interview: what, who, when, for which role and level, and the plan on a time line; one key starts it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

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

from interview_desk.domain.plan import Choices, PutTogether
from interview_desk.domain.rubric import Level
from interview_desk.domain.rules import Refused
from interview_desk.domain.scoring import LEVELS
from interview_desk.domain.script import Kit
from interview_desk.ui.pages.cards import Card, Folding, scrolled, text_label
from interview_desk.ui.pages.choices import ChoiceRow, Tick
from interview_desk.ui.pages.due_field import DueField
from interview_desk.ui.pages.key_strip import KeyStrip
from interview_desk.ui.pages.own_plan import OwnPlan
from interview_desk.ui.pages.plan_chart import PlanChart, plan_sentences
from interview_desk.ui.theme import set_role

NOBODY = "Candidate"
_WIDEST = 1180
# Below this width (at the text size of the design) the plan stands under the form.
_SIDE_BY_SIDE = 860


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was prepared. The kit is the one that was shown, with the role that was typed; `due` where it has a date."""

    kit: Kit
    candidate: str
    interviewer: str
    level: Level
    practice: bool
    due: datetime | None = None


class PreparePage(QWidget):
    """Takes down who is interviewed by whom and for what, shows the plan, and starts."""

    start_wanted = Signal(object)  # Prepared
    keep_wanted = Signal(object)  # Prepared
    briefing_wanted = Signal(object)  # Prepared
    plan_changed = Signal(object)  # Plan, or None while it is not whole
    refused = Signal(str)
    home_wanted = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit: Kit | None = None
        self._own = OwnPlan()
        self._own.hide()
        self._own.changed.connect(self._own_changed)
        self._due = DueField(now)
        self._level: Level = "senior"
        self._kit_role = ""
        self._asked = ""
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
        self._keep = QPushButton("Keep it for later   Ctrl S")
        self._keep.setAccessibleName("Keep it for later")
        set_role(self._keep, "quiet")
        self._keep.setToolTip("Keeps it; it stands at home, under its date where it has one, and starts with one key")
        self._keep.clicked.connect(self.wish_keep)
        self._briefing = QPushButton("Briefing for the candidate   Ctrl B")
        self._briefing.setAccessibleName("Briefing for the candidate")
        set_role(self._briefing, "quiet")
        self._briefing.setToolTip(
            "Writes a page to send beforehand: how it goes and how long, that hints are normal; nothing of the question"
        )
        self._briefing.clicked.connect(self.wish_briefing)
        self._errors = QVBoxLayout()
        self._errors.setSpacing(6)
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
        for field in (self._candidate, self._interviewer, self._role, self._due.line):
            field.installEventFilter(self)
        for field in (self._own.minutes, self._own.why_longer):
            field.installEventFilter(self)
        self.setFocusProxy(self._candidate)

    def show_kit(self, kit: Kit, warnings: Sequence[str], interviewer: str = "") -> None:
        """Show a kit to prepare; what was typed for the one before is gone, but for the interviewer."""
        self._own.hide()
        self._begin(interviewer)
        self._role.setText(kit.role)
        self._show_plan(kit)
        self._choose_level(kit.level)
        self._show_remarks((), warnings)
        self.setFocusProxy(self._candidate)

    def show_own(self, interviewer: str = "", question: str = "") -> None:
        """Let a question and a rubric be chosen; `show_made` then brings the kit that they make."""
        self._begin(interviewer)
        self._role.clear()
        self._own.begin(question)
        self._own.show()
        self._show_none()
        self.setFocusProxy(self._own)

    def offer(self, choices: Choices) -> None:
        """Offer questions and rubrics to choose from."""
        self._own.offer(choices)

    def show_made(self, made: PutTogether) -> None:
        """Show what came of the question and the rubric that were chosen."""
        if self._own.isHidden():
            return  # another kit was opened meanwhile
        if made.kit is None:
            self._show_none()
        else:
            if self._role.text().strip() in ("", self._kit_role):
                self._role.setText(made.kit.role)
            self._kit_role = made.kit.role
            self._show_plan(made.kit)
            self._say_bar()
        self._show_remarks(made.errors, made.warnings)

    def _begin(self, interviewer: str) -> None:
        self._candidate.clear()
        self._due.clear()
        if interviewer:
            self._interviewer.setText(interviewer)
        self._practice.setChecked(False)
        self._kit_role = ""

    def _show_plan(self, kit: Kit) -> None:
        self._kit = kit
        self._title.setText(kit.title)
        questions = ", ".join(question.title for question in kit.questions)
        rubric = f" · {kit.rubric.title}" if not self._own.isHidden() else ""
        self._about.setText(f"{kit.role} · {kit.minutes:g} min · {questions}{rubric}")
        self._chart.show_kit(kit)
        self._chart.show()
        self._sums.setText(" ".join(plan_sentences(kit)))
        self._enable(True)

    def _show_none(self) -> None:
        """Show that there is no kit to start."""
        self._kit = None
        self._title.setText("A question of your choice")
        self._about.setText("A question and a rubric make a kit on the spot.")
        self._chart.hide()
        self._sums.setText("The plan stands here once there is one.")
        self._bar.setText("")
        self._show_remarks((), ())
        self._enable(False)

    def _enable(self, there_is_one: bool) -> None:
        for button in (self._start, self._keep, self._briefing):
            button.setEnabled(there_is_one)

    def _own_changed(self) -> None:
        if self._own.isHidden():
            return
        question, levels = self._own.question.picked, self._own.levels
        if question != self._asked and levels and self._level not in levels:
            self._level = levels[len(levels) // 2]  # where a level was then chosen by hand, that counts
        self._asked = question
        self._levels.show_choice(self._level)
        self.plan_changed.emit(self._own.plan(self._level))

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
        if known is None:
            return
        self._level = known
        self._levels.show_choice(known)
        if self._own.isHidden():
            self._say_bar()
        else:  # a plan for another level is another kit, even where the question isn't meant for it
            self.plan_changed.emit(self._own.plan(known))

    def _say_bar(self) -> None:
        if self._kit is None:
            return
        level, rubric = self._level, self._kit.rubric
        of_kit = "" if level == self._kit.level else f" The kit is written for {self._kit.level}."
        self._bar.setText(f"The {level} bar is {rubric.bars.at(level):g} of {rubric.scale.highest}.{of_kit}")

    def wish_briefing(self) -> None:
        """Wish for the sheet that the candidate gets beforehand."""
        due = self._due.due()
        if (prepared := self._prepared("", None if isinstance(due, Refused) else due)) is not None:
            self.briefing_wanted.emit(prepared)

    def wish_keep(self) -> None:
        """Wish for it to be kept for later, with the date that was typed."""
        due = self._due.due()
        if isinstance(due, Refused):
            self._due.setFocus()
            self.refused.emit(due.reason)
        elif self._practice.isChecked():
            self.refused.emit("Practice keeps nothing: untick it to keep this for later, or start now.")
        elif (prepared := self._prepared(NOBODY, due)) is not None:
            self.keep_wanted.emit(prepared)

    def _wish_start(self) -> None:
        if (prepared := self._prepared(NOBODY)) is not None:
            self.start_wanted.emit(prepared)

    def _prepared(self, nobody: str, due: datetime | None = None) -> Prepared | None:
        if self._kit is None:
            self.refused.emit("There is no kit yet: choose a question and a rubric that fits it.")
            return None
        candidate, interviewer, role = (
            " ".join(field.text().split()) for field in (self._candidate, self._interviewer, self._role)
        )
        kit = replace(self._kit, role=role or self._kit.role)
        return Prepared(kit, candidate or nobody, interviewer, self._level, self._practice.isChecked(), due)

    def _show_remarks(self, errors: Sequence[str], warnings: Sequence[str]) -> None:
        longer = [f"Longer than an hour: {self._kit.why_longer}"] if self._kit and self._kit.why_longer else []
        _fill(self._errors, "✕", "This can't be conducted yet", "concern", errors)
        _fill(self._warnings, "⚠", "Worth knowing before you start", "warm", [*longer, *warnings])

    def _lay_out(self) -> None:
        form = QWidget()
        left = QVBoxLayout(form)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(14)
        left.addWidget(self._own)
        left.addWidget(self._form_card())
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
        keys = (
            ("Ctrl ↵", "start now"),
            ("prepare.keep", "keep for later"),
            ("prepare.briefing", "briefing"),
            ("Tab", "next field"),
            ("Esc", "home"),
        )
        whole.addWidget(KeyStrip(keys))

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
        due = QLabel("When")
        set_role(due, "small")
        due.setBuddy(self._due.line)
        card.column.addWidget(due)
        card.column.addWidget(self._due)
        card.column.addSpacing(10)
        card.column.addWidget(self._practice)
        card.column.addSpacing(14)
        card.column.addWidget(self._start)
        card.column.addWidget(self._keep)
        card.column.addWidget(self._briefing)
        return card

    def _plan_card(self) -> Card:
        card = Card("Plan")
        card.column.addWidget(self._chart)
        card.column.addSpacing(6)
        card.column.addWidget(self._sums)
        card.column.addSpacing(4)
        card.column.addLayout(self._errors)
        card.column.addSpacing(4)
        card.column.addLayout(self._warnings)
        return card

    def _shortcut(self, keys: str, deed: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(deed)


def _fill(column: QVBoxLayout, glyph: str, title: str, role: str, sentences: Sequence[str]) -> None:
    """Show sentences below a title, in place of what stood there."""
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    if sentences:
        column.addWidget(text_label(title, role))
    for sentence in sentences:
        column.addWidget(text_label(f"{glyph} {sentence}", "small"))


def _field(name: str, placeholder: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(placeholder)
    field.setMaxLength(200)
    return field
