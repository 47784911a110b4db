"""Wrapped plain text, laid out once for a width and drawn in whatever colour the theme has then."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

_MOST_WIDTHS = 4


class Flow:
    """A text wrapped to a width, with the leading of the design rather than the typeface's own."""

    __slots__ = ("_layout", "height", "last_width", "line_height", "lines")

    def __init__(self, text: str, font: QFont, width: float, leading: float = 1.42) -> None:
        # A line break in a note is a line break; U+2028 is what QTextLayout takes for one.
        layout = QTextLayout(text.replace("\n", "\u2028"), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        self.line_height = ceil(font.pixelSize() * leading)
        self.last_width = 0.0
        self.lines = 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, self.lines * self.line_height + (self.line_height - line.height()) / 2))
            self.last_width = line.naturalTextWidth()
            self.lines += 1
        layout.endLayout()
        self.lines = max(1, self.lines)
        self.height = self.lines * self.line_height
        self._layout = layout

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        """Draw with the painter's pen."""
        self._layout.draw(painter, QPointF(left, top))


class Flows:
    """One text at the widths that it was asked for of late: a layout tries two or three in turn, each time anew."""

    __slots__ = ("_known", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[tuple[float, int], Flow] = {}

    def at(self, width: float, font: QFont) -> Flow:
        """Return the text wrapped to a width."""
        key = (width, font.pixelSize())
        if (flow := self._known.get(key)) is None:
            if len(self._known) >= _MOST_WIDTHS:
                self._known.clear()
            flow = self._known[key] = Flow(self._text, font, width)
        return flow
