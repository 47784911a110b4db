"""What home says to someone who has not conducted anything here yet, and the ways in that it offers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from interview_desk.commands import BY_ID, keys_text
from interview_desk.ui.pages.cards import text_label
from interview_desk.ui.theme import set_role

_WORDS = (
    "Beside your video call, Interview Desk keeps the script with its hints, the clock, your notes and the rubric, all "
    "by keyboard. When the interview ends, the summary and the candidate's feedback report are ready."
)
_WAYS = (("help.tour", "Three-step tour"), ("app.demo", "Try the demo"))


class Welcome(QWidget):
    """A few words, and two offers besides the sample kit; nobody has to take them up."""

    command_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(text_label(_WORDS, "say"))
        first = QLabel("Enter prepares the sample kit; nothing begins by that.")
        set_role(first, "accent")
        column.addWidget(first)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._buttons: dict[str, QPushButton] = {}
        for id, words in _WAYS:
            button = QPushButton()
            button.setAccessibleName(words)
            button.setAccessibleDescription(BY_ID[id].help)
            button.setToolTip(BY_ID[id].help)
            button.clicked.connect(lambda _checked=False, id=id: self.command_wanted.emit(id))
            self._buttons[id] = button
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.show_keys()

    def show_keys(self) -> None:
        """Show the keys that the commands have now."""
        for id, words in _WAYS:
            self._buttons[id].setText(f"{words}   {keys_text(BY_ID[id])}".strip())
