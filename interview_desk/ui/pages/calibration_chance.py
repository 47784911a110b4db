"""Stated chance against what happened, drawn: a point with its interval for each range of chances."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.pages.point_chart import PointChart, paint_frame, paint_point, paint_ring
from interview_desk.ui.theme import colour, tokens

if TYPE_CHECKING:
    from interview_desk.insights.team import Bin

_X_TITLE, _Y_TITLE = "stated chance of passing", "passed"
_TALLEST = 380


class ChanceChart(PointChart):
    """Draws the bins; left and right choose one. What is drawn is in the accessible description as sentences."""

    along_x = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Stated chance against what happened", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._bins: tuple[Bin, ...] = ()

    def show_bins(self, bins: Sequence[Bin]) -> None:
        """Show these; nothing is chosen then."""
        self._bins = tuple(bins)
        self.show_items(self._bins)

    @property
    def range(self) -> Bin | None:
        """The range that is chosen."""
        return self._bins[self._at] if 0 <= self._at < len(self._bins) else None

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(340), fonts.px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(220), fonts.px(240))

    def frame(self) -> QRectF:
        left, foot = fonts.px(50), fonts.px(36)
        top = fonts.px(8)
        width = self.width() - left - fonts.px(22)
        height = min(self.height() - top - foot, fonts.px(_TALLEST))
        return QRectF(left + 0.5, top + 0.5, max(40, width), max(40, height))

    def point(self, at: int) -> QPointF:
        return self._place(self._bins[at].stated, self._bins[at].happened)

    def paint_axes(self, painter: QPainter, frame: QRectF) -> None:
        paint_frame(painter, frame, self.hasFocus())
        dashes = QPen(colour(tokens().muted), 1)
        dashes.setDashPattern([4, 3])
        painter.setPen(dashes)
        painter.drawLine(frame.bottomLeft(), frame.topRight())
        painter.setFont(fonts.text_font(fonts.LABEL))
        painter.setPen(colour(tokens().muted))
        line = fonts.px(18)
        below = QRectF(frame.left() - line, frame.bottom() + fonts.px(4), frame.width() + 2 * line, line)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0 %")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, "100 %")
        painter.drawText(below.translated(0, fonts.px(4)), Qt.AlignmentFlag.AlignHCenter, _X_TITLE)
        beside = QRectF(0, frame.top() - fonts.px(2), frame.left() - fonts.px(8), frame.height())
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, "100 %")
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _Y_TITLE)
        painter.setPen(QPen(colour(tokens().accent), 2))
        painter.drawPolyline(QPolygonF([self.point(k) for k in range(len(self._bins))]))

    def paint_item(self, painter: QPainter, at: int, chosen: bool) -> None:
        one, frame, point = self._bins[at], self.frame(), self.point(at)
        low, high = self._place(one.stated, one.low), self._place(one.stated, one.high)
        most = max(it.n for it in self._bins)
        radius = fonts.px(3.5) + fonts.px(4) * sqrt(one.n / most)
        paint_point(painter, point, low, high, radius, tokens().accent)
        if chosen:
            paint_ring(painter, point, radius)
        words = f"n = {one.n}"
        painter.setFont(fonts.text_font(fonts.LABEL, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal))
        wide = painter.fontMetrics().horizontalAdvance(words) + 2
        left = max(frame.left() + 3, min(frame.right() - wide - 3, point.x() - wide / 2))
        # Above the interval, or below it where the frame ends.
        tall = fonts.px(16)
        top = high.y() - tall - fonts.px(3)
        if top < frame.top() + 1:
            top = low.y() + fonts.px(4)
        painter.setPen(colour(tokens().text if chosen else tokens().muted))
        painter.drawText(QRectF(left, top, wide, tall), Qt.AlignmentFlag.AlignCenter, words)

    def _place(self, stated: float, happened: float) -> QPointF:
        frame = self.frame()
        return QPointF(frame.left() + stated * frame.width(), frame.bottom() - happened * frame.height())
