"""The comments up to a moment, each in a bubble that opens the second it is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from interview_desk.domain.timing import clock_text
from interview_desk.sessions.reviewing import Remark
from interview_desk.ui import fonts
from interview_desk.ui.live.column import MARGIN, Column, upright
from interview_desk.ui.theme import colour, semibold, tokens

_PAD = 12
_MOST_HEIGHT = 230


class CommentsPanel(QWidget):
    """Shows what is known of the comments; a click, or Enter, wishes to see the moment of one."""

    moment_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remarks: Sequence[Remark] = ()
        self._started_ms = 0
        self.bubbles: list[Bubble] = []
        self._scroll = Column(self)
        self._body = QWidget(self._scroll.viewport())
        self._stack = upright(self._body, 6, (MARGIN, 6, MARGIN, 10))
        self._stack.addStretch(1)
        self._scroll.setWidget(self._body)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._show_newest)  # bubbles get their height later
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Comments")
        self.hide()

    def show_remarks(self, remarks: Sequence[Remark], started_ms: int) -> None:
        """Know the comments there are, in order of their moments; `show_time` then shows those that are known."""
        self._remarks, self._started_ms = tuple(remarks), started_ms
        while len(self.bubbles) < len(remarks):
            bubble = Bubble(self._body)
            bubble.clicked.connect(lambda _checked=False, it=bubble: self._open(it))
            self._stack.insertWidget(len(self.bubbles), bubble)
            self.bubbles.append(bubble)
        for bubble, remark in zip(self.bubbles, remarks, strict=False):
            bubble.show_remark(remark, started_ms)

    def show_time(self, now_ms: int) -> None:
        """Show what was said of moments up to a session time."""
        known = sum(it.at_ms <= now_ms for it in self._remarks)
        for number, bubble in enumerate(self.bubbles):
            bubble.setVisible(number < known)
            bubble.show_near(number < known and now_ms - self._remarks[number].at_ms < 10_000)
        self.setVisible(known > 0)
        self.updateGeometry()
        self._show_newest()

    # Without a layout of its own: that would be asked for the height instead.
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scroll.setGeometry(self.rect())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        shown = [it for it in self.bubbles if not it.isHidden()]
        height = sum(it.heightForWidth(max(80, width - 2 * MARGIN)) + 6 for it in shown) + 10
        return min(fonts.px(_MOST_HEIGHT), height)

    def sizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(max(120, self.width())))

    def _show_newest(self) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _open(self, bubble: Bubble) -> None:
        if bubble.remark is not None:
            self.moment_wanted.emit(bubble.remark.at_ms)


class Bubble(QPushButton):
    """One comment: its time, who said it, and the words, wrapped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.remark: Remark | None = None
        self._time = ""
        self._near = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_remark(self, remark: Remark, started_ms: int) -> None:
        """Show a comment."""
        if remark == self.remark:
            return
        self.remark, self._time = remark, clock_text(remark.at_ms - started_ms)
        self.setAccessibleName(f"{self._time} {self._who}: {remark.text}")
        self.updateGeometry()
        self.update()

    def show_near(self, near: bool) -> None:
        """Show whether the comment is about the moment that is shown."""
        if near != self._near:
            self._near = near
            self.update()

    @property
    def _who(self) -> str:
        return "" if self.remark is None else "You" if self.remark.mine else self.remark.who

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(_laid_out(self._words, len(self._head), width - 2 * _PAD).boundingRect().height()) + 2 * 9

    def sizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(max(120, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, fonts.px(16) + 16)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # in another width the words need another height

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()

    @property
    def _head(self) -> str:
        return f"{self._time}  {self._who}"

    @property
    def _words(self) -> str:
        remark = self.remark
        return f"{self._head} · {' '.join(remark.text.split())}" if remark is not None else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.remark is None:
            return
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.warm if self._near else theme.accent if self.hasFocus() else theme.warm_soft
        painter.setPen(colour(edge))
        painter.setBrush(colour(theme.warm_soft))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(colour(theme.text))
        _laid_out(self._words, len(self._head), self.width() - 2 * _PAD).draw(painter, QPointF(_PAD, 9))


def _laid_out(words: str, head: int, width: float) -> QTextLayout:
    """Wrap the words, the first `head` characters of them in the comments' colour."""
    layout = QTextLayout(words, fonts.text_font(fonts.TEXT - 1))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    first = QTextLayout.FormatRange()
    first.start, first.length = 0, head
    look = QTextCharFormat()
    look.setFont(semibold(fonts.TEXT - 1))
    look.setForeground(colour(tokens().warm))
    first.format = look
    layout.setFormats([first])
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(20.0, width))
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout
