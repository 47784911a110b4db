"""The line at the foot of a page that says which keys are of use there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QWidget

from interview_desk.commands import BY_ID, keys_text
from interview_desk.ui.theme import set_role

Keys = Sequence[tuple[str, str]]
"""A page's own keys, or the ids of commands, and what they do."""
_GAP, _MARGIN = 16, 20
EVERYWHERE: Keys = (("help.palette", "all commands"),)


class KeyStrip(QFrame):
    """Keys and what they do. Where the room runs out, the last ones go first, but never the way back.

    All of them are on the key sheet.
    """

    def __init__(self, keys: Keys, right: Keys = EVERYWHERE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "bar-bottom")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        row.setSpacing(_GAP)
        self._left = [_KeyWords(key, words, self) for key, words in keys]
        self._right = [_KeyWords(key, words, self) for key, words in right]
        for item in self._left:
            row.addWidget(item)
        row.addStretch(1)
        for item in self._right:
            row.addWidget(item)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.width() - 2 * _MARGIN
        back = [item for item in self._left if item.key == "Esc"]
        others = [item for item in self._left if item.key != "Esc"]
        for item in (*self._right[-1:], *back, *others, *self._right[-2::-1]):
            room -= item.sizeHint().width()
            item.setVisible(room >= 0)
            room -= _GAP
        super().resizeEvent(event)

    def show_keys(self) -> None:
        """Show the keys that the commands have now."""
        for item in (*self._left, *self._right):
            item.show_key()


class _KeyWords(QWidget):
    def __init__(self, key: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._cap = key_cap("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._cap)
        label = QLabel(words)
        set_role(label, "small")
        row.addWidget(label)
        self.show_key()

    def show_key(self) -> None:
        command = BY_ID.get(self.key)
        text = keys_text(command) if command is not None else self.key
        self._cap.setText(text or "–")


def key_cap(key: str) -> QLabel:
    """Return a key as it is drawn everywhere: a small raised cap."""
    cap = QLabel(key)
    set_role(cap, "key")
    return cap
