"""Ticking what a score rests on: every moment of the interview in its order, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from interview_desk.insights.evidence import Evidence
from interview_desk.ui.pages.cards import text_label
from interview_desk.ui.wrapup.evidence_list import EvidenceList

_KEYS = "Space ticks · Enter keeps it · → shows the moment · Esc leaves"
_NONE = "Nothing is ticked: say why there is no evidence, then Enter."


class EvidencePicker(QWidget):
    """Shows moments with those that are cited, or suggested, ticked; Enter makes a wish of what is ticked then."""

    cited = Signal(object, str)  # tuple of entries, why none
    left = Signal()
    moment_wanted = Signal(int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{title}: what the score rests on")
        self.list = EvidenceList(f"{title}: evidence")
        self.why = QLineEdit()
        self.why.setPlaceholderText("Or why there is no evidence, then Enter")
        self.why.setAccessibleName(f"{title}: why there is no evidence")
        self._hint = text_label(_KEYS, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        for widget in (self.list, self._hint, self.why):
            column.addWidget(widget)
        self.list.kept.connect(self._keep)
        self.list.moment_wanted.connect(self.moment_wanted)
        self.list.passed_end.connect(lambda: self.why.setFocus(Qt.FocusReason.OtherFocusReason))
        self.why.returnPressed.connect(self._keep)
        for widget in (self.list, self.why):
            widget.installEventFilter(self)

    def open(self, moments: Sequence[Evidence], ticked: Collection[int], why_none: str) -> None:
        """Show these moments with some of them ticked, and take the focus."""
        self.list.show_moments(moments, ticked)
        self.list.setVisible(bool(moments))
        self._hint.setText(_KEYS)
        self._hint.setVisible(bool(moments))
        self.why.setText(why_none)
        self.show()
        first = self.list if moments and not (why_none and not ticked) else self.why
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if watched is self.why and event.key() == Qt.Key.Key_Up and not self.list.isHidden():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _keep(self) -> None:
        ticked, why = self.list.ticked(), self.why.text().strip()
        if ticked or why:
            self.cited.emit(ticked, why)
        elif self.why.hasFocus():
            self.left.emit()
        else:
            self._hint.setText(_NONE)
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
