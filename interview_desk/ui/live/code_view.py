"""The candidate's code with line numbers and colours: painted in a note, or by itself."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from math import ceil

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.live.highlight import Line, highlighted, plain
from interview_desk.ui.theme import colour, tokens

PAD_X, PAD_Y = 12, 9


class CodeBook(QObject):
    """Every piece of code that was shown, in colours as soon as they are known.

    Telling them takes 20 ms and more, so that happens on another thread; until then the code is shown plain.
    """

    told = Signal(str)
    """The code whose colours are known now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[tuple[str, str], list[Line]] = {}
        self._asked: set[tuple[str, str]] = set()

    def lines(self, code: str, language: str) -> list[Line]:
        """Return the lines as they can be shown now, and see to their colours."""
        key = (code, language)
        if key in self._lines:
            return self._lines[key]
        if key not in self._asked:
            self._asked.add(key)
            # A daemon, not Qt's pool: the pool is waited for at exit, when Python may no longer let it finish.
            threading.Thread(target=self._tell, args=(key,), daemon=True).start()
        return plain(code)

    def _tell(self, key: tuple[str, str]) -> None:
        lines = highlighted(*key)
        try:
            self._lines[key] = lines
            self.told.emit(key[0])
        except RuntimeError:
            pass  # the window was closed meanwhile

    def is_told(self, code: str, language: str) -> bool:
        return (code, language) in self._lines


@cache
def code_book() -> CodeBook:
    """Return the one book of the process: a widget may be gone while a thread is still to tell its colours."""
    return CodeBook()


def box_height(line_count: int, size: int = fonts.SMALL) -> int:
    """Return the height of a box of code with that many lines."""
    return line_count * line_height(size) + 2 * PAD_Y


def draw_box(
    painter: QPainter, box: QRectF, lines: Sequence[Line], first_line: int, more: int = 0, size: int = fonts.SMALL
) -> None:
    """Draw a box of code; `more` lines are only counted at its foot."""
    theme = tokens()
    draw_ground(painter, box)
    font = fonts.mono_font(size)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    number_width = metrics.horizontalAdvance(str(first_line + len(lines) + more))
    height = line_height(size)
    painter.save()
    painter.setClipRect(box.adjusted(1, 1, -8, -1))
    for row, line in enumerate(lines):
        baseline = box.top() + PAD_Y + row * height + (height + metrics.ascent() - metrics.descent()) / 2
        number = str(first_line + row)
        painter.setPen(colour(theme.faint))
        painter.drawText(
            round(box.left() + PAD_X + number_width - metrics.horizontalAdvance(number)), round(baseline), number
        )
        left = box.left() + PAD_X + number_width + 12
        for text, role in line:
            painter.setPen(colour(getattr(theme, role)))
            painter.drawText(round(left), round(baseline), text)
            left += metrics.horizontalAdvance(text)
            if left > box.right():
                break
    if more:
        painter.setPen(colour(theme.faint))
        foot = QRectF(box.left() + PAD_X + number_width + 12, box.bottom() - PAD_Y - height, box.width(), height)
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter, f"… {more} more line{'' if more == 1 else 's'}")
    painter.restore()


def draw_ground(painter: QPainter, box: QRectF) -> None:
    """Draw the box itself."""
    painter.setPen(colour(tokens().line))
    painter.setBrush(colour(tokens().surface))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def line_height(size: int) -> int:
    """Return the height of a line of code."""
    return ceil(fonts.mono_font(size).pixelSize() * 1.55)


class CodeView(QWidget):
    """A box of code by itself, such as a reference solution."""

    def __init__(self, code: str, language: str, size: int = fonts.SMALL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._code = code.rstrip("\n")
        self._language = language
        self._book = code_book()
        self._book.told.connect(self._told)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Code")
        self.setAccessibleDescription(self._code)

    def _told(self, _code: str) -> None:
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, box_height(self._code.count("\n") + 1, self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_box(painter, QRectF(self.rect()), self._book.lines(self._code, self._language), 1, size=self._size)
