"""The list of the library: rows of two lines painted by hand, one of them chosen by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from interview_desk.domain.shelf import ShelfLine
from interview_desk.ui import fonts
from interview_desk.ui.pages.library_rows import ROW, LibraryRows, Section, Status, about
from interview_desk.ui.theme import colour, set_role, tokens

_ROW, _SECTION, _PAD = 50, 38, 14


class LibraryList(QTableView):
    """Shows `LibraryRows`; Up and Down choose, Enter or a double click opens."""

    moved = Signal(object)  # the ShelfLine that is chosen now, or None
    opened = Signal(object)  # the ShelfLine

    def __init__(self, rows: LibraryRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setModel(rows)
        self.setItemDelegate(_RowPainter(rows, self))
        self.setAccessibleName("Kits, questions and rubrics")
        set_role(self, "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.modelReset.connect(self.fit_text)
        self.fit_text()

    def fit_text(self) -> None:
        """Make the rows as high as the present text size needs."""
        self.verticalHeader().setDefaultSectionSize(fonts.px(_ROW))
        for at in range(self._rows.rowCount()):
            section = isinstance(self._rows.row(at), Section)
            self.setRowHeight(at, fonts.px(_SECTION if section else _ROW))
        self.scrollTo(self.currentIndex())

    @property
    def chosen(self) -> ShelfLine | None:
        """The line that is chosen, None where none is."""
        row = self._rows.row(self.currentIndex().row())
        return row if isinstance(row, ShelfLine) else None

    def choose(self, at: int) -> None:
        """Choose a row, with the heading of its section in sight where it is the first below one."""
        if at < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        index = self._rows.index(at, 0)
        self.setCurrentIndex(index)
        if isinstance(self._rows.row(at - 1), Section):
            self.scrollTo(self._rows.index(at - 1, 0))
        self.scrollTo(index)

    def step(self, by: int) -> None:
        """Choose the line above or below."""
        self.choose(self._rows.next_line(self.currentIndex().row(), by))

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.moved.emit(self.chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())  # what is chosen stays in sight

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        super().initViewItemOption(option)
        # The delegate paints what is chosen; the style would draw a frame of its own beneath.
        palette: QPalette = option.palette
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        option.palette = palette

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (line := self.chosen) is not None:
            self.opened.emit(line)
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._rows.row(self.indexAt(event.position().toPoint()).row())
        if isinstance(row, ShelfLine):
            self.opened.emit(row)


class _RowPainter(QStyledItemDelegate):
    def __init__(self, rows: LibraryRows, view: LibraryList) -> None:
        super().__init__(view)
        self._rows = rows

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Section):
            _paint_section(painter, rect, row)
        elif isinstance(row, ShelfLine):
            state: QStyle.StateFlag = option.state
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            if chosen or state & QStyle.StateFlag.State_MouseOver:
                _paint_ground(painter, rect, chosen)
            _paint_line(painter, rect.adjusted(_PAD, 0, -_PAD, 0), row, self._rows.status(row), chosen)
        painter.restore()


def _paint_section(painter: QPainter, rect: QRect, section: Section) -> None:
    painter.setFont(fonts.text_font(fonts.LABEL, QFont.Weight.DemiBold, 8))
    inside = rect.adjusted(_PAD, 0, -_PAD, -fonts.px(6))
    count = str(section.count)
    width = painter.fontMetrics().horizontalAdvance(count)
    painter.setPen(colour(tokens().faint))
    painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, count)
    painter.setPen(colour(tokens().muted))
    room = inside.width() - width - 12
    title = painter.fontMetrics().elidedText(section.title.upper(), Qt.TextElideMode.ElideRight, room)
    painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, title)


def _paint_ground(painter: QPainter, rect: QRect, chosen: bool) -> None:
    ground = QRectF(rect).adjusted(0, 1, 0, -1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(tokens().raised if chosen else tokens().surface))
    painter.drawRoundedRect(ground, 6, 6)
    if chosen:
        painter.setBrush(colour(tokens().accent))
        painter.drawRoundedRect(QRectF(ground.left(), ground.top() + 8, 3, ground.height() - 16), 1.5, 1.5)


def _paint_line(painter: QPainter, rect: QRect, line: ShelfLine, status: Status | None, chosen: bool) -> None:
    colours = tokens()
    edge = fonts.px(6)
    upper = QRect(rect.left(), rect.top() + edge, rect.width(), (rect.height() - 2 * edge) // 2)
    lower = QRect(rect.left(), upper.bottom() + 1, rect.width(), (rect.height() - 2 * edge) // 2)
    right = upper.right()
    if chosen:
        right = _paint_key(painter, upper, "↵ prepare" if line.kind == "kit" else "↵ edit") - 12
    if status is not None and status.words:
        bad = bool(status.errors) or not status.usable
        words = f"{'✕' if bad else '⚠'} {status.words}"
        painter.setFont(fonts.text_font(fonts.SMALL, QFont.Weight.DemiBold))
        painter.setPen(colour(colours.concern if bad else colours.warm))
        width = painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(QRect(right - width, upper.top(), width + 1, upper.height()), _MIDDLE, words)
        right -= width + 12
    painter.setFont(fonts.text_font(fonts.TEXT, QFont.Weight.DemiBold))
    painter.setPen(colour(colours.text))
    _draw(painter, QRect(upper.left(), upper.top(), right - upper.left(), upper.height()), line.title)
    painter.setFont(fonts.text_font(fonts.SMALL))
    painter.setPen(colour(colours.muted))
    _draw(painter, lower, about(line))


_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _paint_key(painter: QPainter, rect: QRect, words: str) -> int:
    """Draw a key cap at the right edge; returns its left edge."""
    painter.setFont(fonts.mono_font(fonts.LABEL))
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(words) + 14, metrics.height() + 4
    cap = QRectF(rect.right() - width, rect.center().y() - height / 2 + 1, width, height)
    painter.setPen(QPen(colour(tokens().line), 1))
    painter.setBrush(colour(tokens().surface))
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(colour(tokens().muted))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, words)
    return round(cap.left())


def _draw(painter: QPainter, rect: QRect, text: str) -> None:
    if rect.width() > 0:
        one_line = " ".join(text[:300].split())
        elided = QFontMetrics(painter.font()).elidedText(one_line, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _MIDDLE, elided)
