"""The notes as they were taken, with a band behind the last thing that had happened."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from interview_desk.domain.state import State
from interview_desk.ui.live.notes_panel import NotesPanel
from interview_desk.ui.theme import colour, tokens


class NotesAt(NotesPanel):
    """The live page's notes; everything in them is saved, and what came later is not there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._last = 0
        self.view.verticalScrollBar().valueChanged.connect(lambda _value: self.update())

    def show_stage(self, state: State, now_ms: int) -> None:
        """Show a state, and where in it one is."""
        super().show_stage(state, now_ms)
        self.show_saved(state.seq)
        self.head.show_words("Notes", "as they were taken")
        last = state.moments[-1].seq if state.moments else 0
        if last != self._last:
            self._last = last
            self.view.scrollToBottom()
        self.update()

    @property
    def last_row(self) -> int:
        """The row of what happened last, -1 where nothing has."""
        model = self.model
        near = range(model.rowCount() - 1, max(-1, model.rowCount() - 60), -1)
        return next((row for row in near if model.moment(row).seq == self._last), -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        row = self.last_row
        if row < 0:
            return
        view = self.view
        top = view.viewport().mapTo(self, QPoint(0, view.rowViewportPosition(row))).y()
        height = view.rowHeight(row)
        painter = QPainter(self)
        painter.setClipRect(view.geometry().adjusted(-100, 0, 100, 0))
        painter.fillRect(0, top, self.width(), height, colour(tokens().raised))
        painter.fillRect(0, top, 3, height, colour(tokens().accent))
