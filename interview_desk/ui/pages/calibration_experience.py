"""Candidates' experience against strictness, drawn: is it the strict interviewers whom candidates mind?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from interview_desk.domain.experience import HIGHEST, LOWEST
from interview_desk.ui import fonts
from interview_desk.ui.pages.cards import Card, text_label
from interview_desk.ui.pages.point_chart import PointChart, paint_frame, paint_point, paint_ring
from interview_desk.ui.theme import colour, tokens

if TYPE_CHECKING:
    from interview_desk.insights.experience import Experience, Met

_NARROWEST = 0.4  # points to either side
_CHOOSE = "Left and right, or a click, choose an interviewer; Enter shows their interviews."
_RIGHT, _TOP = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignTop


class ExperienceChart(PointChart):
    """A point for each interviewer: stricter to the left, a better experience higher up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Candidates' experience against strictness", parent)
        self._people: tuple[Met, ...] = ()
        self._reach = _NARROWEST
        self._ends = (float(LOWEST), float(HIGHEST))

    def show_people(self, people: Sequence[Met]) -> None:
        """Show these, the strictest at the left."""
        self._people = tuple(sorted(people, key=lambda it: it.points))
        self._reach = max([_NARROWEST, *(abs(it.points) for it in people)]) * 1.1
        # Whole answers around what there is, so that differences can be seen.
        low = min((it.low for it in people), default=float(LOWEST))
        high = max((it.high for it in people), default=float(HIGHEST))
        self._ends = max(LOWEST, int(low)), min(HIGHEST, int(high) + 1)
        self.show_items(self._people)

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(340), fonts.px(250))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(220), fonts.px(200))

    def frame(self) -> QRectF:
        left, top = fonts.px(40), fonts.px(8)
        width, height = self.width() - left - fonts.px(16), self.height() - top - fonts.px(28)
        return QRectF(left + 0.5, top + 0.5, max(40, width), max(40, height))

    def point(self, at: int) -> QPointF:
        return self._place(self._people[at].points, self._people[at].experience)

    def paint_axes(self, painter: QPainter, frame: QRectF) -> None:
        paint_frame(painter, frame, self.hasFocus())
        painter.setFont(fonts.text_font(fonts.LABEL))
        low, high = self._ends
        tall = fonts.px(16)
        for value in range(int(low), int(high) + 1):
            y = self._place(0, value).y()
            painter.setPen(QPen(colour(tokens().line), 1))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(colour(tokens().muted))
            beside = QRectF(0, y - tall / 2, frame.left() - fonts.px(8), tall)
            painter.drawText(beside, _RIGHT | Qt.AlignmentFlag.AlignVCenter, str(value))
        middle = self._place(0, low).x()
        painter.setPen(QPen(colour(tokens().line), 1))
        painter.drawLine(QPointF(middle, frame.top()), QPointF(middle, frame.bottom()))
        painter.setPen(colour(tokens().muted))
        below = QRectF(frame.left(), frame.bottom() + fonts.px(4), frame.width(), fonts.px(18))
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "← stricter")
        painter.drawText(below, _RIGHT, "more lenient →")

    def paint_item(self, painter: QPainter, at: int, chosen: bool) -> None:
        one = self._people[at]
        low, high = self._place(one.points, one.low), self._place(one.points, one.high)
        tone = tokens().accent if one.told else tokens().faint
        paint_point(painter, self.point(at), low, high, fonts.px(4.5), tone)
        if not one.told:  # hollow, so that it does not hang on the colour alone
            painter.setBrush(colour(tokens().surface))
            painter.drawEllipse(self.point(at), fonts.px(4.5), fonts.px(4.5))
        if chosen:
            paint_ring(painter, self.point(at), fonts.px(5.5))

    def _place(self, points: float, experience: float) -> QPointF:
        frame, (low, high) = self.frame(), self._ends
        x = frame.center().x() + points / self._reach * frame.width() / 2
        return QPointF(x, frame.bottom() - (experience - low) / max(high - low, 1) * frame.height())


class ExperienceCard(Card):
    """The chart with what it says, or that there are no answers and how they come in."""

    opened = Signal(object)  # the Met
    answer_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Do candidates mind strict interviewers?", f"mean of three answers, {LOWEST} to {HIGHEST}")
        self.chart = ExperienceChart()
        self._told = text_label(_CHOOSE, "small")
        self._together = text_label("", "body")
        for widget in (self.chart, self._told, self._together):
            self.column.addWidget(widget, 1 if widget is self.chart else 0)
        self.column.addStretch(0)  # takes the room where there is no chart
        self.chart.chosen.connect(lambda one: self._told.setText(one.sentence if one is not None else _CHOOSE))
        self.chart.opened.connect(self.opened)

    def show_experience(self, found: Experience) -> None:
        """Show what candidates said."""
        self.chart.show_people(found.people)
        self.chart.setVisible(bool(found.people))
        self._told.setVisible(bool(found.people))
        words = found.sentence
        if not found.n:
            words += " They come in with “Record a candidate's answers” (Ctrl+K) or “interview-desk experience import”."
        self._together.setText(words)
