"""The minutes along the foot of a chart, and where a time stands on them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from interview_desk.domain.timing import MINUTE
from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, tokens


class TimeAxis:
    """Minutes from 0 to the first round number that has room for `until_ms`, over a stretch of pixels."""

    def __init__(self, left: float, right: float, until_ms: int) -> None:
        minutes = max(1.0, until_ms / MINUTE)
        # Not more labels than there is room for.
        most = max(2.0, (right - left) / fonts.px(76))
        self.step = next((step for step in (5, 10, 15, 20, 30, 60, 120, 240) if minutes / step <= most), 480)
        # A little over the last mark is no reason for one more.
        self.minutes = self.step * max(1, -(-(minutes - self.step * 0.08) // self.step))
        self.minutes = max(self.minutes, minutes)
        self.left, self.right = left, right

    def x(self, ms: float) -> float:
        """Return where a time stands."""
        return self.left + (self.right - self.left) * ms / MINUTE / self.minutes

    def paint(self, painter: QPainter, top: float, bottom: float) -> None:
        """Draw the marks from `top` to `bottom` and their labels below."""
        painter.setFont(fonts.text_font(fonts.LABEL))
        height = painter.fontMetrics().height()
        half = fonts.px(40)
        for minute in range(0, int(self.minutes) + 1, self.step):
            x = round(self.x(minute * MINUTE)) + 0.5
            painter.setPen(QPen(colour(tokens().line), 1))
            painter.drawLine(round(x), round(top), round(x), round(bottom))
            painter.setPen(colour(tokens().muted))
            label = QRectF(x - half, bottom + fonts.px(4), 2 * half, height)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, f"{minute} min")
