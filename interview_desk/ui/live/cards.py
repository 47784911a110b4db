"""One-line cards above the script: what is out of the ordinary, and the key that ends it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from interview_desk.commands import BY_ID, keys_text
from interview_desk.domain.events import ConclusionStep
from interview_desk.domain.rules import CONCLUSION
from interview_desk.ui.live.column import upright
from interview_desk.ui.live.keycap import KeyButton
from interview_desk.ui.live.prose import plain_label
from interview_desk.ui.theme import colour, set_role, tokens

_STEPS: dict[ConclusionStep, tuple[str, str]] = {
    "acknowledge": ("Acknowledge", "Thank you for staying with a hard problem. Let's stop here and use the time well."),
    "strength": ("One strength", "One thing that I liked: … (something you saw, with its moment)."),
    "what-next": ("What next", "You will hear from us by …, and you get written feedback whatever the decision is."),
    "their-questions": ("Their questions", "The rest of the time is yours. What would you like to know?"),
}


class SoftCard(QWidget):
    """A soft-coloured ground with an edge in its colour."""

    def __init__(self, ink: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = ink

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(getattr(theme, f"{self._ink}_soft")))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)


class NoticeCard(SoftCard):
    """A sentence with the key that acts on it, and where `dismissible` a cross that waves it away."""

    acted = Signal()
    dismissed = Signal()

    def __init__(
        self,
        ink: str,
        sentence: str,
        command: str,
        words: str,
        dismissible: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ink, parent)
        self._label = plain_label("plain", sentence, wraps=True)
        self._key = KeyButton(keys_text(BY_ID[command]), words)
        self._key.command = command
        self._key.setToolTip(BY_ID[command].help)
        self._key.clicked.connect(self.acted)
        column = upright(self, 6, (12, 10, 12, 8))
        row = QHBoxLayout()
        row.addWidget(self._label, 1)
        column.addLayout(row)
        column.addWidget(self._key)
        if dismissible:
            cross = QPushButton("✕")
            cross.setProperty("role", "quiet")
            cross.setFlat(True)
            cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            cross.setAccessibleName("Dismiss this suggestion")
            cross.setToolTip("Dismiss; it won't come again")
            cross.clicked.connect(self.dismissed)
            row.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(sentence)

    def show_keys(self) -> None:
        """Show the key that the command has now."""
        self._key.show_keys()

    def show_words(self, sentence: str, words: str) -> None:
        """Show a sentence, and what the key does now."""
        if self._label.text() != sentence:
            self._label.setText(sentence)
            self.setAccessibleName(sentence)
        self._key.show_words(words)


class ConclusionCard(SoftCard):
    """The four kind steps of an early end, with what to say at each; taken ones are ticked."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("accent", parent)
        self._titles: dict[ConclusionStep, QLabel] = {}
        self._says: dict[ConclusionStep, QLabel] = {}
        command = BY_ID["interview.conclude-early"]
        self._key = KeyButton(keys_text(command), "next step")
        self._key.command = command.id
        self._key.clicked.connect(self.acted)
        column = upright(self, 4, (16, 12, 16, 14))
        top = QHBoxLayout()
        top.addWidget(plain_label("label-accent", "CONCLUDING EARLY"), 1)
        top.addWidget(self._key)
        column.addLayout(top)
        for step in CONCLUSION:
            title, say = plain_label("heading"), plain_label("say", wraps=True)
            column.addWidget(title)
            column.addWidget(say)
            self._titles[step], self._says[step] = title, say

    def show_keys(self) -> None:
        """Show the key that the command has now."""
        self._key.show_keys()

    def show_steps(self, taken: tuple[ConclusionStep, ...]) -> None:
        """Show the steps taken; the last of them is the one to say now."""
        for number, step in enumerate(CONCLUSION, 1):
            title, say = _STEPS[step]
            now = bool(taken) and step == taken[-1]
            done = step in taken and not now
            mark = "✓" if done else "▸" if now else " "
            self._titles[step].setText(f"{mark} {number} · {title}")
            set_role(self._titles[step], "accent" if now else "heading" if done else "small")
            self._says[step].setText(say)
            self._says[step].setVisible(now)
        self._key.setVisible(len(taken) < len(CONCLUSION))
