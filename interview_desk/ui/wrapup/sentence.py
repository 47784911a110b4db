"""A sentence or passage for the candidate: put in other words where it stands, with what the wording check says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from interview_desk.insights.phrasing import Finding
from interview_desk.ui.pages.cards import text_label
from interview_desk.ui.theme import colour, tokens
from interview_desk.ui.wrapup.moments import MomentsLabel, Part
from interview_desk.ui.wrapup.words_edit import WordsEdit

# A sentence that is only suggested, one that needs words first, one that is in; a passage that the report made, an own
# one in its place, one that is still to be written.
Kind = Literal["suggested", "unfit", "in", "made", "own", "empty"]
_STANDING: dict[Kind, str] = {
    "suggested": "Suggested",
    "unfit": "Suggested",
    "in": "In the report",
    "made": "As the report says it",
    "own": "In your words",
    "empty": "To be written",
}
_KEYS: dict[Kind, str] = {
    "suggested": "Enter accepts it, E edits it first.",
    "unfit": "Enter puts it in your words.",
    "in": "Enter rewords it, Delete removes it.",
    "made": "Enter puts it in your words.",
    "own": "Enter rewords it, Delete brings back what stood there.",
    "empty": "Enter writes it.",
}


class Sentence(QWidget):
    """Takes the focus; its keys are shown while it has it."""

    accepted = Signal(str)  # a suggestion as it is to stand; or a sentence in its new words
    removal_wanted = Signal()
    keeping_wanted = Signal(str, object)  # its text, and the concerns that it is kept in spite of
    moment_wanted = Signal(int)
    step_wanted = Signal(int)

    def __init__(self, kind: Kind, name: str = "") -> None:
        """`name` says what it is for, where no heading does."""
        super().__init__()
        self._kind = kind
        self._name = name
        self._text = ""
        self._findings: tuple[Finding, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._label = MomentsLabel()
        self._label.moment_wanted.connect(self.moment_wanted)
        self._advice = text_label("", "warm")
        self._keys = text_label("", "faint")
        self._editor = WordsEdit()
        self._editor.setAccessibleName("The sentence in your words; Enter keeps it, Esc leaves it as it was")
        self._editor.hide()
        self._editor.installEventFilter(self)
        self._editor.kept.connect(self._keep)
        self._editor.left.connect(self._close_editor)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (self._label, self._editor, self._advice, self._keys):
            column.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.addLayout(column, 1)
        self._keys.hide()

    def show_text(
        self,
        text: str,
        times_ms: Sequence[int] = (),
        findings: Sequence[Finding] = (),
        *,
        kind: Kind | None = None,
        kept: bool = False,
    ) -> None:
        """Show the sentence, the times it rests on, and what to look at again; `kept` where that was overruled."""
        self._text, self._findings, self._kind = text, tuple(findings), kind or self._kind
        parts: list[Part] = []
        for ms in times_ms:
            parts += [ms, " "]
        shown = text if self._kind != "empty" else self._name
        self._label.show_parts([*parts, shown], quiet=self._kind in ("suggested", "unfit", "empty"))
        advice = _advice(findings)
        if advice:
            said = f"△ {advice}"
        elif self._kind == "unfit":
            said = advice = "△ needs your words"
        else:
            said = advice = "Kept as it is; that is on record." if kept else ""
        self._advice.setText(said)
        self._advice.setVisible(bool(said))
        keys = f"{_KEYS[self._kind]} K keeps it as it is." if findings else _KEYS[self._kind]
        self._keys.setText(keys)
        name = f"{self._name}: " if self._name else ""
        self.setAccessibleName(f"{_STANDING[self._kind]}: {text}" if not name else f"{name}{text or 'to be written'}")
        standing = f"{_STANDING[self._kind]}. " if name else ""
        self.setAccessibleDescription(f"{standing}{advice}. {keys}" if advice else f"{standing}{keys}")

    def has_focus_inside(self) -> bool:
        """Whether the focus is here or in the line that edits it."""
        return self.hasFocus() or self._editor.hasFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._kind == "suggested":
            self.accepted.emit(self._text)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_E, Qt.Key.Key_F2):
            self._edit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._kind in ("in", "own"):
            self.removal_wanted.emit()
        elif key == Qt.Key.Key_K and self._findings:
            self.keeping_wanted.emit(self._text, tuple(dict.fromkeys(it.concern for it in self._findings)))
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._edit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._editor and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._refocus()
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._refocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._refocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused, stands = self.hasFocus(), self._kind in ("in", "own")
        pen = QPen(colour(tokens().accent if focused else tokens().line), 1)
        if not stands and not focused:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(colour(tokens().raised) if focused or stands else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)

    def _refocus(self) -> None:
        self._keys.setVisible(self.hasFocus())
        self.update()

    def _edit(self) -> None:
        self._editor.set_text(self._text)
        self._label.hide()
        self._editor.show()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_editor(self) -> None:
        self._editor.hide()
        self._label.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        text = self._editor.text().strip()
        self._close_editor()
        if text and (self._kind in ("suggested", "unfit") or text != self._text):
            self.accepted.emit(text)


def _advice(findings: Sequence[Finding]) -> str:
    return "; ".join(f"“{finding.found}”: {finding.suggestion}" for finding in findings[:2])
