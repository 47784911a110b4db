"""The line that asks for a new question's id and bank; Enter writes it, Escape goes back."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from interview_desk.domain.shape import Kebab
from interview_desk.ui.pages.cards import text_label
from interview_desk.ui.theme import set_role

_HELP = "Enter writes a commented template into your own folder and opens it; Esc goes back."
FIRST_BANK = "mine"


class NewQuestionLine(QFrame):
    """Two short fields and what is still wrong with them. Nothing waits for it: it is no dialog."""

    wanted = Signal(str, str)  # bank, id
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "raised")
        self.setAccessibleName("New question")
        self._taken: frozenset[str] = frozenset()
        self._id = _field("Id of the new question", "such as burst-limit")
        self._bank = _field("Bank of the new question", FIRST_BANK)
        self._said = text_label(_HELP, "small")
        self._lay_out()
        for field in (self._id, self._bank):
            field.textChanged.connect(lambda _text: self._judge(done=False))
        self.setFocusProxy(self._id)
        self.hide()

    def ask(self, bank: str, taken: Collection[str]) -> None:
        """Ask for a new question; `taken` are the ids that there are."""
        self._taken = frozenset(taken)
        self._id.clear()
        self._bank.setText(bank or FIRST_BANK)
        self._say(_HELP, "small")
        self.show()
        self._id.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say why it could not be written."""
        self._say(f"✕ {sentence}", "concern")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._judge(done=True):
                self.wanted.emit(self._bank.text().strip(), self._id.text().strip())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _judge(self, *, done: bool) -> bool:
        """Say what is wrong so far; what is merely not written yet only where it should be `done`."""
        for name, field in (("id", self._id), ("bank", self._bank)):
            text = field.text().strip()
            flaw = Kebab().flaw(text)
            if not text or (text.endswith("-") and not done):  # on the way to the next word
                if done:
                    self._say(f"✕ Give it an {name}." if name == "id" else "✕ Name a bank.", "concern")
                    field.setFocus(Qt.FocusReason.OtherFocusReason)
                    return False
            elif flaw is not None:
                self._say(f"✕ {flaw[0]}; {flaw[1]}.", "concern")
                return False
        if self._id.text().strip() in self._taken:
            self._say("✕ There is a question of that id already; an id is unique across banks.", "concern")
            return False
        self._say(_HELP, "small")
        return True

    def _say(self, sentence: str, role: str) -> None:
        self._said.setText(sentence)
        set_role(self._said, role)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for words, field, share in (("Id", self._id, 3), ("Bank", self._bank, 2)):
            label = QLabel(words)
            set_role(label, "small")
            label.setBuddy(field)
            part = QVBoxLayout()
            part.setSpacing(3)
            part.addWidget(label)
            part.addWidget(field)
            row.addLayout(part, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        title = text_label("New question", "strong")
        column.addWidget(title)
        column.addLayout(row)
        column.addWidget(self._said)


def _field(name: str, placeholder: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(placeholder)
    field.setMaxLength(80)
    return field
