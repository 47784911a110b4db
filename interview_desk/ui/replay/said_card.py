"""What was said at a layer, and when: the prompt cut to two lines, whole to whoever asks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, semibold, tokens

_LINES = 2
_PAD = 16


class SaidCard(QLabel):
    """A label in small capitals above the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ""
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_said(self, label: str, words: str) -> None:
        """Show the prompt; `label` says whether and when it was asked."""
        words = " ".join(words.replace("**", "").replace("`", "").split())
        if (label, words) != (self._label, self._words):
            self._label, self._words = label, words
            self.setText(f"{label}: {words}")
            self.setToolTip(words)
            self.update()

    def sizeHint(self) -> QSize:
        label, words = QFontMetricsF(_label_font()), QFontMetricsF(fonts.text_font())
        return QSize(200, round(label.height() + 2 + _LINES * words.lineSpacing() * 1.12) + 22)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

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
        painter.save()
        painter.setClipRect(QRectF(0, 0, 3, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(theme.accent))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        painter.restore()
        room = self.width() - 2 * _PAD
        font, height = _label_font(), QFontMetricsF(_label_font()).height()
        painter.setFont(font)
        painter.setPen(colour(theme.accent))
        painter.drawText(QRectF(_PAD, 10, room, height), Qt.AlignmentFlag.AlignVCenter, self._label.upper())
        painter.setFont(fonts.text_font())
        painter.setPen(colour(theme.text))
        step = QFontMetricsF(fonts.text_font()).lineSpacing() * 1.12
        for number, line in enumerate(cut(self._words, room)):
            box = QRectF(_PAD, 10 + height + 2 + number * step, room, step)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, line)


def cut(text: str, room: float) -> list[str]:
    """Return the first lines of a text, the last of them cut where there is more."""
    font = fonts.text_font()
    layout = QTextLayout(text, font)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= _LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, room))
        starts.append(line.textStart())
    layout.endLayout()
    lines = [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)][:_LINES]
    if len(starts) > _LINES:
        rest = text[starts[_LINES - 1] :]
        lines[-1] = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, room)
    return lines


def _label_font() -> QFont:
    return semibold(fonts.LABEL)
