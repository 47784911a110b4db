"""The plan of an interview on a time line: sections and layers at par, against the minutes that were planned."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_desk.domain.script import Kit
from interview_desk.domain.timing import MINUTE, SECTION_TITLES
from interview_desk.ui import fonts
from interview_desk.ui.pages.time_axis import TimeAxis
from interview_desk.ui.theme import colour, tokens

_ROW = 34
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A stretch of the plan, in minutes from its start; `until` is where its section is to end."""

    title: str
    start: float
    end: float
    until: float
    about: str
    layer: bool


def plan_rows(kit: Kit) -> list[PlanRow]:
    """Return the plan in order; layers stand at par, one after the other, inside the minutes of their section."""
    rows: list[PlanRow] = []
    at = 0.0
    for section in kit.sections:
        end = at + section.minutes
        if section.question is None:
            rows.append(PlanRow(SECTION_TITLES[section.kind], at, end, end, f"{section.minutes:g} min", False))
        else:
            start = at
            for number, layer in enumerate(section.question.layers, 1):
                hints = f"{layer.par.hints} hint" + ("" if layer.par.hints == 1 else "s")
                about = f"par {layer.par.minutes:g} min, {hints}"
                title = f"{number} · {layer.title}"
                rows.append(PlanRow(title, start, start + layer.par.minutes, end, about, True))
                start += layer.par.minutes
        at = end
    return rows


def plan_sentences(kit: Kit) -> list[str]:
    """Return what the plan adds up to, and where layers at par need more than their section has."""
    planned = sum(section.minutes for section in kit.sections)
    sentences = [f"{planned:g} of {kit.minutes:g} min planned."]
    if planned > kit.minutes:
        sentences = [f"{planned:g} min planned: {planned - kit.minutes:g} min more than the {kit.minutes:g} there are."]
    for section in kit.sections:
        if section.question is None:
            continue
        par = sum(layer.par.minutes for layer in section.question.layers)
        if par > section.minutes:
            sentences.append(
                f"All layers of {section.question.title} take {par:g} min at par and have {section.minutes:g}: "
                "few get to the last one, and nobody has to."
            )
    return sentences


class PlanChart(QWidget):
    """Draws the plan; the same stands in its accessible description as text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[PlanRow] = []
        self._minutes = 60.0
        self.setAccessibleName("Plan of the interview")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_kit(self, kit: Kit) -> None:
        """Show the plan of a kit."""
        self._rows = plan_rows(kit)
        self._minutes = kit.minutes
        self.setAccessibleDescription("; ".join(f"{r.title}: minute {r.start:g} on, {r.about}" for r in self._rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(480), fonts.px(_ROW) * len(self._rows) + fonts.px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(240), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.text_font(fonts.SMALL))
        metrics = painter.fontMetrics()
        left = min(max((metrics.horizontalAdvance(r.title) for r in self._rows), default=0), self.width() * 0.42) + 16
        right = max((metrics.horizontalAdvance(r.about) for r in self._rows), default=0) + 16
        height = fonts.px(_ROW)
        axis_right = max(left + 40, self.width() - right)
        until = max([self._minutes, *(r.end for r in self._rows)]) * MINUTE
        axis = TimeAxis(left, axis_right, round(until))
        axis.paint(painter, 0, height * len(self._rows))
        bar = fonts.px(12)
        for i, row in enumerate(self._rows):
            middle = height * (i + 0.5)
            painter.setFont(fonts.text_font(fonts.SMALL))
            painter.setPen(colour(colours.text if row.layer else colours.muted))
            box = QRectF(0, middle - height / 2, left - 12, height)
            painter.drawText(box, int(_LEFT | Qt.TextFlag.TextWordWrap), row.title)
            painter.setPen(colour(colours.muted))
            box = QRectF(axis_right + 16, middle - height / 2, right, height)
            painter.drawText(box, _LEFT, row.about)
            painter.setPen(Qt.PenStyle.NoPen)
            within = min(row.end, max(row.start, row.until))
            if within > row.start:
                painter.setBrush(colour(colours.accent if row.layer else colours.faint))
                painter.drawRoundedRect(_bar(axis, row.start, within, middle, bar), 3, 3)
            if row.end > within:  # beyond the minutes of its section
                painter.setBrush(colour(colours.warm_soft))
                painter.setPen(colour(colours.warm))
                painter.drawRoundedRect(_bar(axis, max(within, row.start), row.end, middle, bar), 3, 3)


def _bar(axis: TimeAxis, start: float, end: float, middle: float, height: float) -> QRectF:
    left, right = axis.x(start * MINUTE), axis.x(end * MINUTE)
    return QRectF(left + 0.5, middle - height / 2, max(2.0, right - left - 1), height)
