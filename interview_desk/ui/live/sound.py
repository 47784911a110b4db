"""Whether sound is recorded, and in five small bars that the microphone hears something."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, tokens

_BARS = 5
_WIDEST = "recording paused"


class Sound(QWidget):
    """A word with the bars before it; nothing where there is no word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""
        self.level = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip("Ctrl+Alt+R records or stops, Ctrl+Alt+E deletes the recording")
        self.hide()

    def show_words(self, words: str, level: int) -> None:
        """Show how it stands, and how loud it is: from 0 to 5."""
        if words != self.words:
            self.words = words
            self.setAccessibleName(words)
            self.setVisible(bool(words))
        self.level = level
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(fonts.text_font(fonts.SMALL))
        return QSize(self._bars_end() + 7 + metrics.horizontalAdvance(_WIDEST) + 2, metrics.height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide, tall = float(fonts.px(3)), float(fonts.px(10))
        for bar in range(_BARS):
            heard = bar < self.level
            painter.setBrush(colour(theme.good if heard else theme.line))
            height = tall * (0.4 + 0.15 * bar)
            left = bar * float(fonts.px(5))
            painter.drawRoundedRect(QRectF(left, (self.height() + tall) / 2 - height, wide, height), 1, 1)
        painter.setFont(fonts.text_font(fonts.SMALL))
        painter.setPen(colour(theme.muted))
        words = QRectF(self._bars_end() + 7, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.words)

    @staticmethod
    def _bars_end() -> int:
        return _BARS * fonts.px(5) - fonts.px(2)
