"""A quiet line at the foot of the window: why a wish was refused, what went wrong, what was done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from interview_desk.commands import in_other_keys


class Notices(QWidget):
    """Shows one sentence. A passing one goes with the next deed; a lasting one stays until it is taken back.

    Where neither is there, a standing one is shown, that concerns every page.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notices")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setAccessibleDescription("Notice")  # a name would hide the sentence from a screen reader
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 20, 6)
        row.addWidget(self._label, 1)
        self._lasting = ""
        self._standing = ""
        self._passing = False
        self.hide()

    @property
    def text(self) -> str:
        """What stands there now; empty where nothing does."""
        return "" if self.isHidden() else self._label.text()

    def say(self, sentence: str) -> None:
        """Show a sentence until the next deed."""
        self._passing = True
        self._show(sentence, "notice")

    def keep(self, sentence: str) -> None:
        """Show a sentence until `keep("")` takes it back; passing ones may stand before it meanwhile."""
        self._lasting = sentence
        self.clear()

    def stand(self, sentence: str) -> None:
        """Show a sentence whenever there is nothing else to say, until `stand("")` takes it back."""
        self._standing = sentence
        if not self._passing:
            self.clear()

    def clear(self) -> None:
        """Let the passing sentence go."""
        self._passing = False
        if self._lasting or self._standing:
            self._show(self._lasting or self._standing, "warm")
        elif not self.isHidden():
            self.hide()

    def _show(self, sentence: str, role: str) -> None:
        self._label.setText(in_other_keys(sentence))  # keys are named there as commands come with them
        if self._label.property("role") != role:
            self._label.setProperty("role", role)
            self._label.style().polish(self._label)
        self.show()
