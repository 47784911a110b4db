"""The time on each layer, drawn against par and against others: bars on one axis, from the question's first minute."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_desk.domain.timing import clock_text
from interview_desk.insights.course import Exercise, LayerTime
from interview_desk.reports.charts import Mark, describe, estimate, legend
from interview_desk.ui import fonts
from interview_desk.ui.pages.time_axis import TimeAxis
from interview_desk.ui.theme import colour, tokens

_ROW = 44
_STRONGEST, _EVERYONE = 0.62, 0.24  # how much of the accent colour a band shows
_OUTCOMES = {"partly": "partly", "moved-on": "moved on", "running": "running"}


class LayersChart(QWidget):
    """Draws one exercise. What is drawn is in the accessible description as sentences.

    A click on a layer wishes to see the moment at which it ended.
    """

    moment_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exercise: Exercise | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Time on each layer")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_exercise(self, exercise: Exercise) -> None:
        """Show an exercise, where it is not what is drawn already."""
        if exercise == self._exercise:
            return
        self._exercise = exercise
        self.setAccessibleDescription(" ".join(sentences(exercise)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(520), self.heightForWidth(fonts.px(520)))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(200), self._rows_height() + fonts.px(48))

    def heightForWidth(self, width: int) -> int:
        return self._rows_height() + fonts.px(28) + self._legend_height(width)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() // fonts.px(_ROW))
        rows = self._exercise.rows if self._exercise is not None else ()
        if event.button() == Qt.MouseButton.LeftButton and 0 <= row < len(rows):
            self.moment_wanted.emit(rows[row].end_ms)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def _rows_height(self) -> int:
        return fonts.px(_ROW) * (len(self._exercise.rows) if self._exercise else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        exercise = self._exercise
        if exercise is None or not exercise.rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.text_font(fonts.SMALL))
        metrics = painter.fontMetrics()
        titles = [f"{row.number} · {row.title}" for row in exercise.rows]
        left = min(max(map(metrics.horizontalAdvance, titles)), self.width() * 0.36) + fonts.px(20)
        right = self.width() - fonts.px(74)
        ends = [row.end_ms - exercise.start_ms for row in exercise.rows] + [row.par_ms for row in exercise.rows]
        ends += [it.late_ms or it.middle_ms or it.early_ms or 0 for row in exercise.rows for it in row.bands]
        axis = TimeAxis(left, max(left + 40, right), max(ends))
        height = fonts.px(_ROW)
        axis.paint(painter, 0, height * len(titles))
        for i, row in enumerate(exercise.rows):
            middle = height * (i + 0.5)
            self._paint_words(painter, row, titles[i], left, axis.right, middle, exercise.start_ms)
            _paint_bands(painter, axis, row, middle)
            _paint_par(painter, axis.x(row.par_ms), middle, fonts.px(14))
            _paint_candidate(painter, axis, row, exercise.start_ms, middle)
        self._paint_legend(painter, height * len(titles) + fonts.px(28))

    def _paint_words(
        self, painter: QPainter, row: LayerTime, title: str, left: float, right: float, middle: float, start_ms: int
    ) -> None:
        half = fonts.px(_ROW) / 2
        painter.setFont(fonts.text_font(fonts.SMALL))
        painter.setPen(colour(tokens().muted))
        middled = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        room = QRectF(0, middle - half, left - fonts.px(14), 2 * half)
        painter.drawText(room, int(middled | Qt.TextFlag.TextWordWrap), title)
        at = right + fonts.px(16)
        end = clock_text(row.end_ms - start_ms)
        painter.setFont(fonts.mono_font(fonts.SMALL, QFont.Weight.DemiBold))
        painter.setPen(colour(tokens().text))
        word = _OUTCOMES.get(row.outcome, "")
        lifted = fonts.px(7) if word else 0
        painter.drawText(QRectF(at, middle - half - lifted, self.width() - at, 2 * half), middled, end)
        if word:
            painter.setFont(fonts.text_font(fonts.LABEL))
            painter.setPen(colour(tokens().muted))
            painter.drawText(QRectF(at, middle - half + lifted, self.width() - at, 2 * half), middled, word)

    def _legend_places(self, width: float) -> list[tuple[float, int, Mark, str]]:
        """Where each item of the legend stands: left edge and line, counted from 0."""
        metrics = QFontMetrics(fonts.text_font(fonts.SMALL))
        places: list[tuple[float, int, Mark, str]] = []
        x, line = 0.0, 0
        for mark, words in legend(self._exercise, par=True, whose="this candidate") if self._exercise else ():
            wide = _mark_width(mark) + fonts.px(6) + metrics.horizontalAdvance(words)
            if x > 0 and x + wide > width:
                x, line = 0.0, line + 1
            places.append((x, line, mark, words))
            x += wide + fonts.px(14)
        return places

    def _legend_height(self, width: int) -> int:
        places = self._legend_places(width)
        lines = places[-1][1] + 1 if places else 0
        return lines * fonts.px(20)

    def _paint_legend(self, painter: QPainter, top: float) -> None:
        for x, line, mark, words in self._legend_places(self.width()):
            middle = top + fonts.px(20) * (line + 0.5)
            _paint_mark(painter, mark, x, middle)
            painter.setFont(fonts.text_font(fonts.SMALL))
            painter.setPen(colour(tokens().muted))
            box = QRectF(x + _mark_width(mark) + fonts.px(6), middle - fonts.px(10), self.width(), fonts.px(20))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def sentences(exercise: Exercise) -> list[str]:
    """Return what is drawn in words, par included."""
    first, *rows = describe(exercise, whose="the candidate")
    par = [f" Par {clock_text(row.par_ms)}." for row in exercise.rows]
    return [first, *(said + more for said, more in zip(rows, par, strict=True))]


def _shade(amount: float, of: str = "") -> QColor:
    shade = QColor(of or tokens().accent)
    shade.setAlphaF(amount)
    return shade


def _paint_bands(painter: QPainter, axis: TimeAxis, row: LayerTime, middle: float) -> None:
    half = fonts.px(13)
    for band in sorted(row.bands, key=lambda it: it.cohort == "strongest"):
        if band.source == "history" and band.early_ms is not None:
            # A band whose end was never reached runs on to the end of the axis.
            left, right = axis.x(band.early_ms), axis.right if band.late_ms is None else axis.x(band.late_ms)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_shade(_STRONGEST if band.cohort == "strongest" else _EVERYONE))
            painter.drawRoundedRect(QRectF(left, middle - half, max(2.0, right - left), 2 * half), 4, 4)
    if (guess := estimate(row)) is not None:
        _paint_estimate(painter, axis.x(guess[0]), axis.x(guess[1]), middle, half)


def _paint_estimate(painter: QPainter, left: float, right: float, middle: float, half: float) -> None:
    """A dashed span, or a hollow diamond where the author names one moment: nothing that looks like a measurement."""
    if left == right:
        wide, high = half * 0.6, half * 0.75
        corners = ((0, -high), (wide, 0), (0, high), (-wide, 0))
        painter.setPen(QPen(colour(tokens().accent), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF([QPointF(left + x, middle + y) for x, y in corners]))
        return
    pen = QPen(_shade(0.8), 1)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(_shade(_EVERYONE))
    painter.drawRoundedRect(QRectF(left, middle - half, right - left, 2 * half), 4, 4)


def _paint_par(painter: QPainter, x: float, middle: float, half: float) -> None:
    pen = QPen(colour(tokens().text), 1.6)
    pen.setDashPattern([2, 1.5])
    painter.setPen(pen)
    painter.drawLine(QPointF(x, middle - half), QPointF(x, middle + half))


def _paint_candidate(painter: QPainter, axis: TimeAxis, row: LayerTime, start_ms: int, middle: float) -> None:
    thick = fonts.px(5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_shade(0.55, tokens().text))
    for begin, end in row.pieces:
        left, right = axis.x(begin - start_ms), axis.x(end - start_ms)
        painter.drawRoundedRect(QRectF(left, middle - thick / 2, max(1.0, right - left), thick), thick / 2, thick / 2)
    done = row.outcome in ("solved", "partly")
    _paint_dot(painter, QPointF(axis.x(row.end_ms - start_ms), middle), fonts.px(5), done)


def _paint_dot(painter: QPainter, at: QPointF, radius: float, filled: bool) -> None:
    painter.setPen(QPen(colour(tokens().text), 2))
    painter.setBrush(colour(tokens().text if filled else tokens().surface))
    painter.drawEllipse(at, radius, radius)


def _mark_width(mark: Mark) -> int:
    return fonts.px(6 if mark == "par" else 18)


def _paint_mark(painter: QPainter, mark: Mark, x: float, middle: float) -> None:
    width, half = _mark_width(mark), fonts.px(4.5)
    painter.setPen(Qt.PenStyle.NoPen)
    match mark:
        case "strongest" | "everyone":
            painter.setBrush(_shade(_STRONGEST if mark == "strongest" else _EVERYONE))
            painter.drawRoundedRect(QRectF(x, middle - half, width, 2 * half), 3, 3)
        case "author":
            _paint_estimate(painter, x + 0.5, x + width - 0.5, middle, half)
        case "estimate":
            _paint_estimate(painter, x + width / 2, x + width / 2, middle, fonts.px(7))
        case "par":
            _paint_par(painter, x + width / 2, middle, fonts.px(6))
        case "you" | "open":
            painter.setBrush(_shade(0.55, tokens().text))
            painter.drawRoundedRect(QRectF(x, middle - half / 3, width - half, 2 * half / 3), 1, 1)
            _paint_dot(painter, QPointF(x + width - half, middle), half, mark == "you")
