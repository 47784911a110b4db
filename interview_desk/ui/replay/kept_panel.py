"""How the script was kept, as a short table: each line with its figure, and the moment that it opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from interview_desk.domain.timing import clock_text
from interview_desk.insights.adherence import Line
from interview_desk.ui import fonts
from interview_desk.ui.live.column import Head, upright
from interview_desk.ui.theme import colour, tokens


class KeptPanel(QWidget):
    """Shows the lines as they stand at a moment. A click, or Enter, wishes to see the moment before now."""

    moment_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None, title: str = "Script kept?") -> None:
        super().__init__(parent)
        self._title = title
        self._now_ms = 0
        self.rows: list[KeptRow] = []
        self.head = Head()
        self._column = upright(self, 0)
        self._column.addWidget(self.head)
        self._column.addSpacing(6)
        self.setAccessibleName(title)

    def show_lines(self, lines: Sequence[Line], now_ms: int, is_end: bool) -> None:
        """Show the lines; rows are made once, and redrawn where their figure is new."""
        self._now_ms = now_ms
        self.head.show_words(self._title, "in the whole interview" if is_end else "so far")
        while len(self.rows) < len(lines):
            row = KeptRow(self)
            row.clicked.connect(lambda _checked=False, row=row: self._open(row))
            self._column.addWidget(row)
            self.rows.append(row)
        for row, line in zip(self.rows, lines, strict=True):
            row.show_line(line)

    def show_time(self, now_ms: int) -> None:
        """Know the second, for what a click goes back from."""
        self._now_ms = now_ms

    def _open(self, row: KeptRow) -> None:
        at_ms = row.line.opens_ms(self._now_ms) if row.line is not None else None
        if at_ms is not None:
            self.moment_wanted.emit(at_ms)


class KeptRow(QPushButton):
    """One line of the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: Line | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_line(self, line: Line) -> None:
        if line == self.line:
            return
        self.line = line
        self.setAccessibleName(f"{line.title}: {line.figure}")
        self.setAccessibleDescription(line.about)
        listed = [f"{clock_text(it.at_ms)}  {it.words}" for it in line.instances[-12:]]
        self.setToolTip("\n".join([line.about, *listed]))
        opens = bool(line.instances)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, fonts.px(16) + 17)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        line = self.line
        if line is None:
            return
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = self.underMouse() and bool(line.instances)
        if self.hasFocus() or hovered:
            painter.setPen(colour(theme.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colour(theme.raised))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -1.5), 4, 4)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), colour(theme.line))
        box = QRectF(self.rect()).adjusted(4, 0, -4, -1)
        painter.setFont(fonts.mono_font(fonts.SMALL + 1, QFont.Weight.DemiBold))
        painter.setPen(colour(theme.text if line.instances else theme.faint))
        middle = Qt.AlignmentFlag.AlignVCenter
        figure = box.adjusted(0, 0, -12, 0)
        painter.drawText(figure, middle | Qt.AlignmentFlag.AlignRight, line.figure)
        room = box.width() - painter.fontMetrics().horizontalAdvance(line.figure) - 28
        painter.setFont(fonts.text_font(fonts.TEXT - 1))
        painter.setPen(colour(theme.text if line.instances else theme.muted))
        title = painter.fontMetrics().elidedText(line.title, Qt.TextElideMode.ElideRight, round(room))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, title)
