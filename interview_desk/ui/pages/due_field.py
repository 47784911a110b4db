"""When an interview is due, in a person's own words; what was understood stands below as it is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from interview_desk.domain.due import due_text, read_due, until_text
from interview_desk.domain.rules import Refused
from interview_desk.ui.pages.cards import text_label
from interview_desk.ui.theme import set_role


class DueField(QWidget):
    """A line and what it is understood as. An empty line is no date."""

    changed = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.line = QLineEdit()
        self.line.setAccessibleName("Due")
        self.line.setPlaceholderText("tomorrow 14:30")
        self.line.setMaxLength(60)
        self._understood = text_label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self._understood)
        self.line.textChanged.connect(self._typed)
        self.setFocusProxy(self.line)
        self._typed("")

    def due(self) -> datetime | Refused | None:
        """Return what was typed as a moment, why it can't be one, or None where nothing was typed."""
        words = self.line.text()
        return read_due(words, self._now()) if words.strip() else None

    def clear(self) -> None:
        """Forget what was typed."""
        self.line.clear()

    def _typed(self, _text: str) -> None:
        due = self.due()
        if isinstance(due, Refused):
            said, role = due.reason, "small"
        elif due is None:
            said, role = "Empty: no date. It then stands at home as ready to start.", "small"
        else:
            now = self._now()
            soon = until_text(due, now)
            said, role = f"{due_text(due, now)}{f' · {soon}' if soon else ''}", "accent"
        self._understood.setText(said)
        set_role(self._understood, role)
        self.line.setAccessibleDescription(said)
        self.changed.emit()
