"""The time that a note will have, shown beside it while it is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, tokens


class Stamp(QLabel):
    """The time that the note will have; its width never changes, so that nothing moves while one types."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleDescription("Time of the note")
        self._resize()

    def show_time(self, text: str) -> None:
        if text != self.text():
            self.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(_stamp_font())
        painter.setPen(colour(tokens().accent if self.text() else tokens().faint))
        box = QRectF(self.rect())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text() or "--:--")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._resize()

    def _resize(self) -> None:
        width = QFontMetricsF(_stamp_font()).horizontalAdvance("00:00")
        line = round(QFontMetricsF(fonts.text_font()).lineSpacing()) + 4
        self.setFixedSize(round(width) + 2, line)


def _stamp_font() -> QFont:
    return fonts.mono_font(fonts.SMALL, QFont.Weight.Bold)
