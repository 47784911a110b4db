"""One heading of the candidate's report: the sentences in it, those suggested for it, and a line for one's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from interview_desk.domain.events import PointHeading
from interview_desk.domain.state import Point
from interview_desk.insights.phrasing import Finding
from interview_desk.insights.suggestions import Suggested
from interview_desk.ui.pages.cards import Card, text_label
from interview_desk.ui.reading_order import follow
from interview_desk.ui.theme import colour, tokens
from interview_desk.ui.wrapup.moments import MomentsLabel, Part


class PointsCard(Card):
    """Rows take the focus: Enter accepts a suggestion or rewords a sentence, E edits first, Delete removes."""

    written = Signal(str, str, object)  # heading, text, cites
    reworded = Signal(int, str)
    removed = Signal(int)
    moment_wanted = Signal(int)
    step_wanted = Signal(QWidget, int)

    def __init__(self, heading: PointHeading, title: str, about: str) -> None:
        super().__init__(title, about)
        self.heading: PointHeading = heading
        self._rows: dict[object, Sentence] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.column.addLayout(self._list)
        self._own = QLineEdit()
        self._own.setPlaceholderText("Write a sentence, then Enter")
        self._own.setAccessibleName(f"{title}: a sentence of your own")
        self._own.returnPressed.connect(self._write)
        self._own.installEventFilter(self)
        self.column.addSpacing(4)
        self.column.addWidget(self._own)

    def show_points(
        self,
        points: Sequence[tuple[Point, Sequence[int], Sequence[Finding]]],
        suggested: Sequence[tuple[Suggested, Sequence[int]]],
    ) -> None:
        """Show sentences with their times and findings, and suggestions with their times; unchanged rows stay."""
        wanted: dict[object, tuple[str, Sequence[int], str]] = {}
        for point, times, findings in points:
            wanted[point.seq] = (point.text, times, _advice(findings))
        for suggestion, times in suggested:
            wanted[suggestion] = (suggestion.text, times, "needs your words" if suggestion.needs_editing else "")
        focused = next((key for key, row in self._rows.items() if row.has_focus_inside()), None)
        place = list(self._rows).index(focused) if focused is not None else 0
        for key in [key for key in self._rows if key not in wanted]:
            row = self._rows.pop(key)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, (key, (text, times, advice)) in enumerate(wanted.items()):
            known = self._rows.get(key)
            if known is None:
                known = self._add(key)
            if self._list.indexOf(known) != at:
                self._list.insertWidget(at, known)
                known.show()  # now, not later: it may be given the focus at once
            known.show_text(text, times, advice)
        self._rows = {key: self._rows[key] for key in wanted}
        follow(self.column)
        if focused is not None and focused not in wanted:
            # The row that was accepted or removed is gone: go on with the one that stands in its place.
            left = [*self._rows.values(), self._own]
            left[min(place, len(left) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """Return what Up and Down go through, in order."""
        return [*self._rows.values(), self._own]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._own and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            step = steps.get(event.key())
            if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.step_wanted.emit(self._own, step)
                return True
        return super().eventFilter(watched, event)

    def _add(self, key: object) -> Sentence:
        row = Sentence(isinstance(key, Suggested), isinstance(key, Suggested) and not key.needs_editing)
        row.moment_wanted.connect(self.moment_wanted)
        row.step_wanted.connect(lambda by, row=row: self.step_wanted.emit(row, by))
        if isinstance(key, Suggested):
            row.accepted.connect(lambda text, key=key: self.written.emit(self.heading, text, key.cites))
        elif isinstance(key, int):
            row.accepted.connect(lambda text, seq=key: self.reworded.emit(seq, text))
            row.removal_wanted.connect(lambda seq=key: self.removed.emit(seq))
        self._rows[key] = row
        return row

    def _write(self) -> None:
        text = self._own.text().strip()
        if text:
            self._own.clear()
            self.written.emit(self.heading, text, ())


class Sentence(QWidget):
    """A sentence in the report, or one suggested for it, which can be put in other words where it stands."""

    accepted = Signal(str)  # a suggestion as it is to stand; or a sentence in its new words
    removal_wanted = Signal()
    moment_wanted = Signal(int)
    step_wanted = Signal(int)

    def __init__(self, suggested: bool, ready: bool) -> None:
        super().__init__()
        self._suggested = suggested
        self._ready = ready  # fit to be accepted as it stands
        self._text = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._label = MomentsLabel()
        self._label.moment_wanted.connect(self.moment_wanted)
        self._advice = text_label("", "warm")
        self._keys = text_label("", "faint")
        self._editor = QLineEdit()
        self._editor.setAccessibleName("The sentence in your words; Enter keeps it, Esc leaves it as it was")
        self._editor.hide()
        self._editor.installEventFilter(self)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (self._label, self._editor, self._advice, self._keys):
            column.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.addLayout(column, 1)
        self._keys.hide()

    def show_text(self, text: str, times_ms: Sequence[int], advice: str) -> None:
        """Show the sentence, the times it rests on, and what to look at again."""
        self._text = text
        parts: list[Part] = []
        for ms in times_ms:
            parts += [ms, " "]
        self._label.show_parts([*parts, text], quiet=self._suggested)
        self._advice.setText(f"△ {advice}" if advice else "")
        self._advice.setVisible(bool(advice))
        kind = "Suggested" if self._suggested else "In the report"
        keys = "Enter accepts it, E edits it first." if self._ready else "Enter puts it in your words."
        if not self._suggested:
            keys = "Enter rewords it, Delete removes it."
        self._keys.setText(keys)
        self.setAccessibleName(f"{kind}: {text}")
        self.setAccessibleDescription(f"{advice}. {keys}" if advice else keys)

    def has_focus_inside(self) -> bool:
        """Whether the focus is here or in the line that edits it."""
        return self.hasFocus() or self._editor.hasFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._ready:
            self.accepted.emit(self._text)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_E, Qt.Key.Key_F2):
            self._edit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._suggested:
            self.removal_wanted.emit()
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._edit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._editor:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                if event.key() == Qt.Key.Key_Escape:
                    self._close_editor()
                    return True
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self._keep()  # the line would hand the key on to the row, which would open it again
                    return True
            elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
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
        focused = self.hasFocus()
        pen = QPen(colour(tokens().accent if focused else tokens().line), 1)
        if self._suggested and not focused:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(colour(tokens().raised) if focused or not self._suggested else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)

    def _refocus(self) -> None:
        self._keys.setVisible(self.hasFocus())
        self.update()

    def _edit(self) -> None:
        self._editor.setText(self._text)
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
        if text and (self._suggested or text != self._text):
            self.accepted.emit(text)


def _advice(findings: Sequence[Finding]) -> str:
    return "; ".join(f"“{finding.found}”: {finding.suggestion}" for finding in findings[:2])
