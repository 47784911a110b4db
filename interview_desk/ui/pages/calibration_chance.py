"""Stated chance against what happened, drawn: a point with its interval for each range of chances."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, tokens

if TYPE_CHECKING:
    from interview_desk.insights.team import Bin

_X_TITLE, _Y_TITLE = "stated chance of passing", "passed"
_TALLEST = 380


class ChanceChart(QWidget):
    """Draws the bins; left and right choose one. What is drawn is in the accessible description as sentences."""

    chosen = Signal(object)  # the Bin, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bins: tuple[Bin, ...] = ()
        self._at = -1
        self.setAccessibleName("Stated chance against what happened; left and right choose a range")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bins(self, bins: Sequence[Bin]) -> None:
        """Show these; nothing is chosen then."""
        self._bins = tuple(bins)
        self._at = -1
        self.setAccessibleDescription(" ".join(one.sentence for one in bins))
        self.chosen.emit(None)
        self.update()

    @property
    def range(self) -> Bin | None:
        """The range that is chosen."""
        return self._bins[self._at] if 0 <= self._at < len(self._bins) else None

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(340), fonts.px(330))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(220), fonts.px(240))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._bins and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._choose(max(0, min(len(self._bins) - 1, self._at + steps[event.key()])))
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._near(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        near = self._near(event.position())
        self.setToolTip(self._bins[near].sentence if near >= 0 else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self._frame()
        self._paint_axes(painter, frame)
        points = [self._point(frame, one.stated, one.happened) for one in self._bins]
        painter.setPen(QPen(colour(tokens().accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        most = max((one.n for one in self._bins), default=1)
        for k, (one, point) in enumerate(zip(self._bins, points, strict=True)):
            self._paint_bin(painter, frame, one, point, sqrt(one.n / most), k == self._at)

    def _paint_axes(self, painter: QPainter, frame: QRectF) -> None:
        focused = self.hasFocus()
        painter.setPen(QPen(colour(tokens().accent if focused else tokens().line), 1.4 if focused else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
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

    def _paint_bin(self, painter: QPainter, frame: QRectF, one: Bin, point: QPointF, size: float, chosen: bool) -> None:
        pale = QColor(tokens().accent)
        pale.setAlphaF(0.4)
        painter.setPen(QPen(pale, fonts.px(3), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        high = self._point(frame, one.stated, one.high)
        painter.drawLine(self._point(frame, one.stated, one.low), high)
        radius = fonts.px(3.5) + fonts.px(4) * size
        painter.setPen(QPen(colour(tokens().text if chosen else tokens().accent), 2))
        painter.setBrush(colour(tokens().accent))
        painter.drawEllipse(point, radius, radius)
        words = f"n = {one.n}"
        painter.setFont(fonts.text_font(fonts.LABEL, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal))
        wide = painter.fontMetrics().horizontalAdvance(words) + 2
        left = max(frame.left() + 3, min(frame.right() - wide - 3, point.x() - wide / 2))
        # Above the interval, or below it where the frame ends.
        tall = fonts.px(16)
        top = high.y() - tall - fonts.px(3)
        if top < frame.top() + 1:
            top = self._point(frame, one.stated, one.low).y() + fonts.px(4)
        painter.setPen(colour(tokens().text if chosen else tokens().muted))
        painter.drawText(QRectF(left, top, wide, tall), Qt.AlignmentFlag.AlignCenter, words)

    def _choose(self, at: int) -> None:
        self._at = at
        self.chosen.emit(self.range)
        self.update()

    def _near(self, at: QPointF) -> int:
        frame = self._frame()
        reach = fonts.px(24)
        apart = [abs(self._point(frame, one.stated, one.happened).x() - at.x()) for one in self._bins]
        near = min(range(len(apart)), key=apart.__getitem__, default=-1)
        return near if near >= 0 and apart[near] <= reach else -1

    def _frame(self) -> QRectF:
        left, foot = fonts.px(50), fonts.px(36)
        top = fonts.px(8)
        width = self.width() - left - fonts.px(22)
        height = min(self.height() - top - foot, fonts.px(_TALLEST))
        return QRectF(left + 0.5, top + 0.5, max(40, width), max(40, height))

    def _point(self, frame: QRectF, stated: float, happened: float) -> QPointF:
        return QPointF(frame.left() + stated * frame.width(), frame.bottom() - happened * frame.height())
