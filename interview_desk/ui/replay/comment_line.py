"""The line in which a comment is typed: it belongs to the second at which it was opened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from interview_desk.domain.timing import clock_text


class CommentLine(QLineEdit):
    """Hidden until it is wished for. Enter writes, Esc gives up; either way the focus goes back."""

    written = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.at_ms = 0
        self.setMaxLength(20_000)
        self.hide()
        self.returnPressed.connect(self._write)

    def open_at(self, at_ms: int, shown_ms: int, text: str = "") -> None:
        """Take a comment on a session time, which the clock showed as `shown_ms`; `text` is to be put otherwise."""
        self.at_ms = at_ms
        what = "Reword, or empty, your comment at" if text else "Comment at"
        self.setAccessibleName(f"{what} {clock_text(shown_ms)}; Enter saves it, Esc gives up")
        self.setPlaceholderText(f"{what} {clock_text(shown_ms)}: Enter saves, Esc gives up")
        self.setText(text)
        self.show()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        # Esc would leave the replay, and with it what is half typed.
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and is_escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _write(self) -> None:
        text = self.text()
        self._close()
        self.written.emit(text)

    def _close(self) -> None:
        self.clear()
        self.hide()
        self.closed.emit()
