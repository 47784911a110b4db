"""One setting as it is changed: a text, a number, one of a few, or a yes; drawn from its field in the dataclass."""

from __future__ import annotations

from dataclasses import Field
from typing import Any, get_args, get_type_hints

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from interview_desk.settings import Settings, wrong_value
from interview_desk.ui.pages.cards import text_label
from interview_desk.ui.pages.choices import ChoiceRow, Tick
from interview_desk.ui.reading_order import follow
from interview_desk.ui.theme import set_role

_STEP = 10
_LONGEST = 200


class SettingField(QWidget):
    """The title, what is chosen, and a line of help; in its place, what is wrong with what was typed."""

    changed = Signal(str, object)
    """The name of the setting, and what is wished for."""

    def __init__(self, of: Field[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.of = of
        title, about = of.metadata["title"], of.metadata["help"]
        hint = get_type_hints(Settings)[of.name]
        self.line = QLineEdit()
        self.tick = Tick(title)
        self.choice = ChoiceRow(
            [(it, of.metadata.get("choices", {}).get(it, it)) for it in get_args(hint)] or [("", "")], title, small=True
        )
        self._help = text_label(about, "small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 14)
        self._column.setSpacing(6)
        self._is_number = hint is int
        if get_args(hint):
            self.control: QWidget = self.choice
            self.choice.chosen.connect(self._wish)
        elif hint is bool:
            self.control = self.tick
            self.tick.toggled.connect(self._wish)
        else:
            self.control = self.line
            self._make_line()
        if self.control is not self.tick:
            label = QLabel(title)
            set_role(label, "heading")
            label.setBuddy(self.control)
            self._column.addWidget(label)
        self._column.addWidget(self.control)
        self._column.addWidget(self._help)
        follow(self._column)
        self.control.setAccessibleName(title)
        self.control.setAccessibleDescription(about)
        for spare in (self.line, self.tick, self.choice):
            if spare is not self.control:
                spare.deleteLater()

    def show_value(self, value: object) -> None:
        """Show what is chosen now."""
        if self.control is self.choice:
            self.choice.show_choice(str(value))
        elif self.control is self.tick:
            self.tick.blockSignals(True)
            self.tick.setChecked(bool(value))
            self.tick.blockSignals(False)
        elif self.line.text() != str(value):
            self.line.setText(str(value))
        self.show_problem("")

    def show_problem(self, problem: str) -> None:
        """Say what is wrong in the place of the help; nothing brings the help back."""
        self._help.setText(f"⚠ {problem}" if problem else self.of.metadata["help"])
        set_role(self._help, "warm" if problem else "small")
        self.control.setAccessibleDescription(self._help.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Up and Down change a number."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = self.of.metadata.get("step", _STEP)
            steps: dict[int, int] = {Qt.Key.Key_Up: step, Qt.Key.Key_Down: -step}
            if event.key() in steps and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._step(steps[event.key()])
                return True
        return super().eventFilter(watched, event)

    def _make_line(self) -> None:
        self.line.setMaxLength(_LONGEST)
        if self._is_number:
            self.line.installEventFilter(self)
            self.line.editingFinished.connect(self._wish_number)
        else:
            self.line.textEdited.connect(lambda typed: self._wish(" ".join(typed.split())))

    def _step(self, by: int) -> None:
        try:
            number = int(self.line.text()) + by
        except ValueError:
            number = int(str(self.of.default))
        least, most = self.of.metadata.get("least", number), self.of.metadata.get("most", number)
        self.line.setText(str(max(least, min(most, number))))
        self._wish_number()

    def _wish_number(self) -> None:
        typed = self.line.text().strip().rstrip("%").strip()
        try:
            self._wish(int(typed))
        except ValueError:
            self.show_problem(f"{typed!r} is no whole number.")

    def _wish(self, value: object) -> None:
        wrong = wrong_value(self.of, value)
        self.show_problem(f"It {wrong}." if wrong else "")
        if not wrong:
            self.changed.emit(self.of.name, value)
