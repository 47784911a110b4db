"""Where a note is typed: one line that grows, and that gives every key of a command on to its command."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from interview_desk.commands import BY_ID, keys_of
from interview_desk.ui import fonts

_MOST_LINES = 6
_CTRL, _ALT, _SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
# With Ctrl, a text field keeps only these to itself; all else is a command's (Ctrl+K, Ctrl+E, Ctrl+Z…).
_EDITING = frozenset(
    {Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Left, Qt.Key.Key_Right}
    | {Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Insert}
)


class NoteEdit(QPlainTextEdit):
    """The text field itself. A plain text edit draws a key as fast as a bare line edit, and can hold several lines.

    `take_key` is shown every key first, and says whether it took it.
    """

    entered = Signal()
    escaped = Signal()
    page_wanted = Signal(int, bool)
    """A page up (−1) or down (1); True with Shift."""

    def __init__(self, take_key: Callable[[QKeyEvent], bool] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take_key = take_key
        self.setObjectName("note-line")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)  # Ctrl+Z takes back deeds
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._lines = 0
        self._placeholder = ""
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not _edits(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._take_key is not None and self._take_key(event):
            return
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            saves = "Return" in keys_of(BY_ID["note.save"])
            if not modifiers & (_CTRL | _ALT) and (modifiers & _SHIFT or not saves):
                self.insertPlainText("\n")
            elif not modifiers & (_CTRL | _ALT):
                self.entered.emit()
            else:
                event.ignore()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.page_wanted.emit(-1 if key == Qt.Key.Key_PageUp else 1, bool(modifiers & _SHIFT))
        elif modifiers & _ALT and not modifiers & _CTRL:
            event.ignore()  # a command's key, or a menu's
        else:
            super().keyPressEvent(event)

    def show_placeholder(self, text: str) -> None:
        """Show what may be typed, cut to one line."""
        self._placeholder = text
        self.setPlaceholderText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width() - 8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_placeholder(self._placeholder)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._lines = 0
            self._grow()

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def _grow(self) -> None:
        """Be as high as the text, up to a few lines."""
        lines = min(_MOST_LINES, max(1, round(self.document().size().height())))
        if lines != self._lines:
            self._lines = lines
            self.setFont(fonts.text_font())
            self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 4)


def _edits(event: QKeyEvent) -> bool:
    """Tell whether a key is for the text itself."""
    modifiers = event.modifiers()
    if modifiers & _ALT and not modifiers & _CTRL:
        return False
    if modifiers & _CTRL and not modifiers & _ALT:
        return event.key() in _EDITING
    # With both, it is AltGr on some keyboards: text where it makes text.
    if modifiers & _CTRL:
        return bool(event.text()) and event.text().isprintable()
    return not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
