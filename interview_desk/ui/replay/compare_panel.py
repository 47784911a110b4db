"""Scores side by side once blind ones are submitted: a row a competency, and below it what the original rests on."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from interview_desk.domain.timing import clock_text
from interview_desk.insights.comparison import ComparedRow, Comparison
from interview_desk.ui import fonts
from interview_desk.ui.live.column import MARGIN, Column, Head, upright
from interview_desk.ui.live.prose import plain_label
from interview_desk.ui.pages.cards import LinkButton
from interview_desk.ui.theme import colour, tokens

_COLUMN = 62


class ComparePanel(QWidget):
    """Shows a comparison. Up and Down (or a click) choose a row, a time opens its moment."""

    moment_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self._words_of: Callable[[int], str] = str
        self._started_ms = 0
        self._chosen = 0
        self.rows: list[CompareRow] = []
        self.head = Head()
        self.columns = ColumnHeads()
        self.about = plain_label("small", wraps=True)
        self.over_set = plain_label("small", wraps=True)
        self.evidence_head = plain_label("section")
        self._scroll = Column(self)
        body = QWidget(self._scroll.viewport())
        self._stack = upright(body, 0, (MARGIN, 0, MARGIN, 16))
        self._stack.addWidget(self.columns)
        self._table: QVBoxLayout = QVBoxLayout()
        self._table.setSpacing(0)
        self._stack.addLayout(self._table)
        self._evidence: QVBoxLayout = QVBoxLayout()
        self._evidence.setSpacing(4)
        self._stack.addSpacing(16)
        self._stack.addWidget(self.evidence_head)
        self._stack.addSpacing(6)
        self._stack.addLayout(self._evidence)
        for widget, above in ((self.about, 16), (self.over_set, 8)):
            self._stack.addSpacing(above)
            self._stack.addWidget(widget)
        self._stack.addStretch(1)
        self._scroll.setWidget(body)
        head = QWidget(self)
        upright(head, 0, (MARGIN, 18, MARGIN, 8)).addWidget(self.head)
        column = upright(self, 0)
        column.addWidget(head)
        column.addWidget(self._scroll, 1)
        self.setAccessibleName("Scores compared")

    def show_comparison(
        self, comparison: Comparison, words_of: Callable[[int], str], started_ms: int, *, own: bool
    ) -> None:
        """Show a comparison; `words_of` tells what an entry is, `own` whether one of the columns is the reader's."""
        self._comparison, self._words_of, self._started_ms = comparison, words_of, started_ms
        self.head.show_words("Your scores" if own else "Scored again", "submitted" if own else "blind")
        self.columns.show_columns(comparison.columns)
        while len(self.rows) < len(comparison.rows):
            number, row = len(self.rows), CompareRow(self)
            row.clicked.connect(lambda _checked=False, number=number: self.choose(number))
            self._table.addWidget(row)
            self.rows.append(row)
        for row, compared in zip(self.rows, comparison.rows, strict=False):
            row.show_row(compared, comparison.columns)
        self.about.setText(comparison.about)
        self.choose(min(self._chosen, len(comparison.rows) - 1))

    def show_over_set(self, sentence: str) -> None:
        """Say how well everybody agrees over a set of sessions."""
        self.over_set.setText(sentence)

    def step(self, by: int) -> None:
        """Choose the row above (−1) or below (1); stays at the ends."""
        if self.rows:
            self.choose(min(max(0, self._chosen + by), len(self.rows) - 1))

    def choose(self, number: int) -> None:
        """Choose a row, and show what its original score rests on."""
        if self._comparison is None or not 0 <= number < len(self._comparison.rows):
            return
        self._chosen = number
        for place, row in enumerate(self.rows):
            row.show_chosen(place == number)
        row_ = self._comparison.rows[number]
        while (item := self._evidence.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.evidence_head.setText(f"Evidence for {row_.title}".upper())
        for cited in row_.cited:
            self._link(cited.at_ms, f"Original: {self._words_of(cited.seq)}")
        if row_.scored_ms is not None:
            self._link(row_.scored_ms, f"{clock_text(row_.scored_ms - self._started_ms)} You scored it here")
        if not row_.cited:
            why = f"Original: none cited, “{row_.why_none}”" if row_.why_none else "Original: no evidence was cited"
            self._evidence.addWidget(plain_label("small", f"{why}.", wraps=True))

    def _link(self, at_ms: int, words: str) -> None:
        link = LinkButton("")
        cut = link.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(160, self.width() - 50))
        link.setText(cut.replace("&", "&&"))
        link.setAccessibleName(words)
        link.setToolTip(f"<qt>{escape(words)}</qt>")  # as text, whatever it looks like
        link.clicked.connect(lambda _checked=False: self.moment_wanted.emit(at_ms))
        self._evidence.addWidget(link)


class ColumnHeads(QWidget):
    """Whose scores stand in which column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[str, ...] = ()

    def show_columns(self, columns: tuple[str, ...]) -> None:
        self._columns = columns
        self.setAccessibleName(f"Competency, {', '.join(columns)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, fonts.px(15) + 16)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(fonts.text_font(fonts.LABEL, QFont.Weight.DemiBold))
        painter.setPen(colour(tokens().muted))
        _paint_cells(painter, QRectF(self.rect()).adjusted(4, 0, -4, 0), "Competency", self._columns)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), colour(tokens().line))


class CompareRow(QPushButton):
    """One competency with everybody's score."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: ComparedRow | None = None
        self._is_chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_row(self, row: ComparedRow, columns: tuple[str, ...]) -> None:
        self._row = row
        told = ", ".join(f"{who} {score}" for who, score in zip(columns, row.scores, strict=True))
        self.setAccessibleName(f"{row.title}: {told}{', more than a point apart' if row.apart else ''}")
        self.update()

    def show_chosen(self, chosen: bool) -> None:
        if chosen != self._is_chosen:
            self._is_chosen = chosen
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, fonts.px(16) + 17)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        row = self._row
        if row is None:
            return
        theme = tokens()
        painter = QPainter(self)
        if self._is_chosen or self.underMouse():
            painter.fillRect(self.rect(), colour(theme.raised))
        if self._is_chosen:
            painter.fillRect(QRectF(0, 0, 3, self.height()), colour(theme.accent))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), colour(theme.line))
        painter.setFont(fonts.text_font(fonts.TEXT - 1))
        painter.setPen(colour(theme.text))
        mono = fonts.mono_font(fonts.SMALL + 1, QFont.Weight.DemiBold)
        title = f"{row.title}  ≠" if row.apart else row.title  # never colour alone
        _paint_cells(painter, QRectF(self.rect()).adjusted(8, 0, -4, -1), title, row.scores, mono)


def _paint_cells(painter: QPainter, box: QRectF, title: str, cells: tuple[str, ...], font: QFont | None = None) -> None:
    """Paint a title, and cells of one width at the right end."""
    middle = Qt.AlignmentFlag.AlignVCenter
    width = min(fonts.px(_COLUMN), (box.width() - fonts.px(90)) / max(1, len(cells)))
    room = box.width() - width * len(cells) - 8
    cut = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, round(room))
    painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, cut)
    if font is not None:
        painter.setFont(font)
    for number, cell in enumerate(cells):
        left = box.right() - width * (len(cells) - number)
        shown = painter.fontMetrics().elidedText(cell, Qt.TextElideMode.ElideRight, round(width) - 6)
        painter.drawText(QRectF(left, box.top(), width, box.height()), Qt.AlignmentFlag.AlignCenter, shown)
