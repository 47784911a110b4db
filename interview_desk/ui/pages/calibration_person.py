"""More of the interviewer who is chosen: strictness by competency, and its change over time, drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.pages.cards import text_label
from interview_desk.ui.pages.point_chart import PointChart, paint_frame, paint_point, paint_ring
from interview_desk.ui.theme import colour, tokens
from interview_desk.ui.wrapup.tables import Table, figure

if TYPE_CHECKING:
    from interview_desk.insights.details import Detail, InPeriod

_NARROWEST = 0.4


@dataclass(frozen=True, slots=True)
class When:
    """A period as a point: its sentence, and the interviews behind it."""

    period: InPeriod

    @property
    def sentence(self) -> str:
        one = self.period
        side = "below" if one.points < 0 else "above"
        ends = f"{one.low:+.2f} to {one.high:+.2f}".replace("-", "−")
        return f"{one.period}: {abs(one.points):.2f} points {side} colleagues (90 %: {ends}; {one.n} scored)."


class ChangeChart(PointChart):
    """A point with its interval for each period, oldest at the left; the line is where colleagues lie."""

    along_x = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Strictness over time", parent)
        self._when: tuple[When, ...] = ()
        self._reach = _NARROWEST

    def show_periods(self, periods: Sequence[InPeriod]) -> None:
        """Show these, oldest first."""
        self._when = tuple(When(it) for it in periods)
        self._reach = max([_NARROWEST, *(max(abs(it.low), abs(it.high)) for it in periods)]) * 1.05
        self.show_items(self._when)

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(340), fonts.px(130))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(200), fonts.px(120))

    def frame(self) -> QRectF:
        left, top = fonts.px(74), fonts.px(6)
        width, height = self.width() - left - fonts.px(16), self.height() - top - fonts.px(24)
        return QRectF(left + 0.5, top + 0.5, max(40, width), max(30, height))

    def point(self, at: int) -> QPointF:
        return self._place(at, self._when[at].period.points)

    def paint_axes(self, painter: QPainter, frame: QRectF) -> None:
        paint_frame(painter, frame, self.hasFocus())
        painter.setPen(QPen(colour(tokens().line), 1))
        painter.drawLine(QPointF(frame.left(), frame.center().y()), QPointF(frame.right(), frame.center().y()))
        painter.setFont(fonts.text_font(fonts.LABEL))
        painter.setPen(colour(tokens().muted))
        beside = QRectF(0, frame.top(), frame.left() - fonts.px(8), frame.height())
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, "lenient")
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, "stricter")
        below = QRectF(frame.left(), frame.bottom() + fonts.px(3), frame.width(), fonts.px(18))
        if self._when:
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self._when[0].period.period)
            painter.drawText(below, Qt.AlignmentFlag.AlignRight, self._when[-1].period.period)
        painter.setPen(QPen(colour(tokens().accent), 1.6))
        painter.drawPolyline(QPolygonF([self.point(k) for k in range(len(self._when))]))

    def paint_item(self, painter: QPainter, at: int, chosen: bool) -> None:
        one = self._when[at].period
        paint_point(
            painter, self.point(at), self._place(at, one.low), self._place(at, one.high), fonts.px(3.5), tokens().accent
        )
        if chosen:
            paint_ring(painter, self.point(at), fonts.px(4.5))

    def _place(self, at: int, points: float) -> QPointF:
        frame = self.frame()
        x = frame.left() + (at + 0.5) / max(len(self._when), 1) * frame.width()
        return QPointF(x, frame.center().y() - points / self._reach * frame.height() / 2)


class PersonDetail(QWidget):
    """What stands below the sentence of whoever is chosen; nothing until it is worked out."""

    opened = Signal(object)  # the When

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = text_label("Change over time", "heading")
        self.chart = ChangeChart()
        self._told = text_label("", "small")
        self._change = text_label("", "body")
        self._rows = text_label("By competency", "heading")
        self._table = Table(("", "points", "90 %", ""), (150, 70, 120, 130), even=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        for widget in (self._heading, self._change, self.chart, self._told, self._rows, self._table):
            column.addWidget(widget)
        self.chart.chosen.connect(lambda one: self._told.setText(one.sentence if one is not None else ""))
        self.chart.opened.connect(self.opened)
        self.hide()

    def show_detail(self, detail: Detail | None) -> None:
        """Show what is known of somebody, or nothing."""
        self.setVisible(detail is not None)
        if detail is None:
            return
        change = detail.change
        self._change.setText(change.sentence if change is not None else detail.why_no_change)
        self.chart.show_periods(change.periods if change is not None else ())
        self.chart.setVisible(change is not None)
        self._told.setVisible(change is not None)
        self._table.clear_rows()
        self._rows.setVisible(bool(detail.competencies))
        self._table.setVisible(bool(detail.competencies))
        for row in detail.competencies:
            points = "" if row.points is None else f"{row.points:+.2f}".replace("-", "−")
            ends = "" if row.low is None else f"{row.low:+.2f} to {row.high:+.2f}".replace("-", "−")
            name = text_label(row.competency.replace("-", " ").capitalize(), "body")
            self._table.add_row((name, figure(points), text_label(ends, "small"), text_label(row.says, "small")))
