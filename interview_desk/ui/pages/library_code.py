"""Code to read through: numbered, in colours, with long lines going on in the next row, so that nothing is cut off."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.live.code_view import code_book
from interview_desk.ui.live.highlight import Line
from interview_desk.ui.theme import colour, tokens

_PAD_X, _PAD_Y, _GAP = 12, 9, 12


def wrapped(line: Line, columns: int) -> list[Line]:
    """Return a line as rows of so many characters at most, each piece in its colour."""
    rows: list[Line] = [[]]
    room = columns
    for text, role in line:
        rest = text
        while len(rest) > room:
            rows[-1].append((rest[:room], role))
            rows.append([])
            rest, room = rest[room:], columns
        rows[-1].append((rest, role))
        room -= len(rest)
    return rows


class LongCode(QWidget):
    """A box of code that is as high as its width makes it."""

    def __init__(
        self, code: str, language: str, name: str = "Code", size: int = fonts.SMALL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._code = code.rstrip("\n")
        self._language = language
        self._size = size
        self._book = code_book()
        self._book.told.connect(self._told)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self._code)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        columns = self._columns(width)
        lines = self._code.expandtabs(4).split("\n")
        rows = sum(max(1, ceil(len(line) / columns)) for line in lines)
        return rows * self._row_height() + 2 * _PAD_Y

    def sizeHint(self) -> QSize:
        return QSize(240, (self._code.count("\n") + 1) * self._row_height() + 2 * _PAD_Y)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour(theme.line))
        painter.setBrush(colour(theme.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        font = fonts.mono_font(self._size)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        step, height, columns = metrics.horizontalAdvance("0"), self._row_height(), self._columns(self.width())
        left = _PAD_X + self._digits() * step + _GAP
        top = float(_PAD_Y)
        for number, line in enumerate(self._book.lines(self._code, self._language), 1):
            baseline = top + (height + metrics.ascent() - metrics.descent()) / 2
            painter.setPen(colour(theme.faint))
            painter.drawText(round(_PAD_X + (self._digits() - len(str(number))) * step), round(baseline), str(number))
            for row in wrapped(line, columns):
                at = left
                for text, role in row:
                    painter.setPen(colour(getattr(theme, role)))
                    painter.drawText(round(at), round(baseline), text)
                    at += metrics.horizontalAdvance(text)
                baseline += height
                top += height

    def _columns(self, width: int) -> int:
        step = QFontMetricsF(fonts.mono_font(self._size)).horizontalAdvance("0")
        return max(8, int((width - 2 * _PAD_X - self._digits() * step - _GAP) / step))

    def _digits(self) -> int:
        return len(str(self._code.count("\n") + 1))

    def _row_height(self) -> int:
        return ceil(fonts.mono_font(self._size).pixelSize() * 1.55)

    def _told(self, code: str) -> None:
        if code == self._code:
            self.update()
