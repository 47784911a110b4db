"""A chart of points, each of which speaks for itself: chosen by the arrows or the mouse, opened by Enter."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, tokens


class Item(Protocol):
    """What a point stands for."""

    @property
    def sentence(self) -> str: ...


class PointChart(QWidget):
    """Draws items as points on axes that whoever derives from it paints; a description has all their sentences."""

    along_x = False
    """Whether a point is meant by whoever points above or below it: each has a place of its own across the chart."""

    chosen = Signal(object)  # the item, or None
    opened = Signal(object)  # the item

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Item, ...] = ()
        self._at = -1
        self.setAccessibleName(f"{name}; left and right choose, Enter shows the interviews behind")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these, from left to right; nothing is chosen then."""
        self._items = tuple(items)
        self._at = -1
        self.setAccessibleDescription(" ".join(one.sentence for one in items))
        self.chosen.emit(None)
        self.update()

    @property
    def item(self) -> Item | None:
        """The one that is chosen."""
        return self._items[self._at] if 0 <= self._at < len(self._items) else None

    @abstractmethod
    def frame(self) -> QRectF:
        """Return where the axes stand."""

    @abstractmethod
    def point(self, at: int) -> QPointF:
        """Return where an item stands."""

    @abstractmethod
    def paint_axes(self, painter: QPainter, frame: QRectF) -> None:
        """Draw what stands behind the points."""

    @abstractmethod
    def paint_item(self, painter: QPainter, at: int, chosen: bool) -> None:
        """Draw one item."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in steps and self._items and plain:
            self._choose(max(0, min(len(self._items) - 1, self._at + steps[event.key()])))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.item is not None and plain:
            self.opened.emit(self.item)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._near(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._choose(self._near(event.position()))
        if self.item is not None:
            self.opened.emit(self.item)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        near = self._near(event.position())
        self.setToolTip(self._items[near].sentence if near >= 0 else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_axes(painter, self.frame())
        for at in range(len(self._items)):
            self.paint_item(painter, at, at == self._at)

    def _choose(self, at: int) -> None:
        self._at = at
        self.chosen.emit(self.item)
        self.update()

    def _near(self, at: QPointF) -> int:
        steps = [self.point(k) - at for k in range(len(self._items))]
        apart = [abs(step.x()) if self.along_x else step.manhattanLength() for step in steps]
        near = min(range(len(apart)), key=apart.__getitem__, default=-1)
        return near if near >= 0 and apart[near] <= fonts.px(24) else -1


def paint_frame(painter: QPainter, frame: QRectF, focused: bool) -> None:
    """Draw the rectangle of the axes; the focus shows in it."""
    painter.setPen(QPen(colour(tokens().accent if focused else tokens().line), 1.4 if focused else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame)


def paint_point(painter: QPainter, at: QPointF, low: QPointF, high: QPointF, radius: float, tone: str) -> None:
    """Draw a point with its interval; `tone` is a colour of the theme."""
    pale = QColor(tone)
    pale.setAlphaF(0.4)
    painter.setPen(QPen(pale, fonts.px(3), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(low, high)
    painter.setPen(QPen(colour(tone), 2))
    painter.setBrush(colour(tone))
    painter.drawEllipse(at, radius, radius)


def paint_ring(painter: QPainter, at: QPointF, radius: float) -> None:
    """Draw what tells the chosen point from the others."""
    painter.setPen(QPen(colour(tokens().text), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, radius, radius)
