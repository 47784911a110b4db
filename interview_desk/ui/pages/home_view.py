"""The list on home: rows painted by hand, one of them chosen by the keyboard."""

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

from interview_desk.ui import fonts
from interview_desk.ui.pages.home_rows import ROW, Heading, HomeRows, More, OnTheSpot, Shown
from interview_desk.ui.theme import colour, set_role, tokens

_ROW, _STACKED_ROW, _PAD = 40, 58, 16
# Below this width (at the text size of the design) a row takes two lines.
_ONE_LINE = 680


class HomeView(QTableView):
    """Shows `HomeRows`; Up, Down, Page Up and Page Down choose, Enter or a click opens."""

    opened = Signal(object)  # the SessionLine, KitLine or More

    def __init__(self, rows: HomeRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.stacked = False
        self.setModel(rows)
        self.setItemDelegate(_RowPainter(rows, self))
        self.setAccessibleName("Sessions and kits")
        set_role(self, "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        # Else a minimum of the style's own would stand against the row's height.
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.fit_text()

    def fit_text(self) -> None:
        """Make the rows as high as the present text size needs."""
        self.stacked = self.viewport().width() < fonts.px(_ONE_LINE)
        height = fonts.px(_STACKED_ROW if self.stacked else _ROW)
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setDefaultSectionSize(height)

    @property
    def chosen(self) -> int:
        """The row that is chosen, -1 where none is."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Choose a row, with its heading in sight where it is the first below one."""
        if row < 0:
            self.clearSelection()
            return
        index = self._rows.index(row, 0)
        self.setCurrentIndex(index)
        if isinstance(self._rows.row(row - 1), Heading):
            self.scrollTo(self._rows.index(row - 1, 0))
        self.scrollTo(index)

    def take(self, event: QKeyEvent) -> bool:
        """Choose or open by a key, wherever it was pressed; tell whether it was one of the list's."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        page = max(1, self.viewport().height() // max(1, self.rowHeight(0) or 1) - 1)
        steps: dict[int, int] = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
        }
        step = steps.get(key)
        if step is not None:
            self.choose(self._rows.next_item(self.chosen, step))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.chosen)
            return True
        return False

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        super().initViewItemOption(option)
        # The delegate paints what is chosen; the style would draw a frame of its own beneath.
        palette: QPalette = option.palette
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        option.palette = palette

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take(event):
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at.row() == self.chosen:
            self._open(at.row())

    def _open(self, row: int) -> None:
        item = self._rows.row(row)
        if item is not None and not isinstance(item, Heading):
            self.opened.emit(item)


class _RowPainter(QStyledItemDelegate):
    def __init__(self, rows: HomeRows, view: HomeView) -> None:
        super().__init__(view)
        self._rows = rows
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            _paint_heading(painter, rect, row)
        else:
            state: QStyle.StateFlag = option.state
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            hovered = bool(state & QStyle.StateFlag.State_MouseOver)
            if chosen or hovered:
                _paint_ground(painter, rect, chosen)
            inside, shown = rect.adjusted(_PAD, 0, -_PAD, 0), self._rows.shown(row)
            quiet = isinstance(row, More | OnTheSpot)
            if self._view.stacked:
                _paint_stacked(painter, inside, shown, chosen, quiet)
            else:
                _paint_row(painter, inside, shown, chosen, quiet)
        painter.restore()


def _paint_heading(painter: QPainter, rect: QRect, heading: Heading) -> None:
    font = fonts.text_font(fonts.LABEL, QFont.Weight.DemiBold, 8)
    painter.setFont(font)
    painter.setPen(colour(tokens().muted))
    inside = rect.adjusted(_PAD, 0, -_PAD, -fonts.px(6))
    bottom = Qt.AlignmentFlag.AlignBottom
    painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | bottom, heading.title.upper())
    painter.setPen(colour(tokens().faint))
    painter.drawText(inside, Qt.AlignmentFlag.AlignRight | bottom, heading.count)


def _paint_ground(painter: QPainter, rect: QRect, chosen: bool) -> None:
    ground = QRectF(rect).adjusted(0, 1, 0, -1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(tokens().raised if chosen else tokens().surface))
    painter.drawRoundedRect(ground, 6, 6)
    if chosen:
        painter.setBrush(colour(tokens().accent))
        painter.drawRoundedRect(QRectF(ground.left(), ground.top() + 8, 3, ground.height() - 16), 1.5, 1.5)


def _paint_row(painter: QPainter, rect: QRect, shown: Shown, chosen: bool, quiet: bool) -> None:
    right = _paint_key(painter, rect, f"↵ {shown.deed}") - 14 if chosen else rect.right()
    _small(painter)
    if shown.when:
        width = painter.fontMetrics().horizontalAdvance(shown.when)
        _draw(painter, QRect(right - width, rect.top(), width + 1, rect.height()), shown.when)
        right -= width + 20
    split = rect.left() + round(rect.width() * 0.34)
    _draw(painter, QRect(split, rect.top(), right - split, rect.height()), shown.about)
    _title(painter, quiet)
    _draw(painter, QRect(rect.left(), rect.top(), min(split, right) - rect.left() - 16, rect.height()), shown.title)


def _paint_stacked(painter: QPainter, rect: QRect, shown: Shown, chosen: bool, quiet: bool) -> None:
    half = rect.height() // 2
    upper = QRect(rect.left(), rect.top() + half // 8, rect.width(), half)
    lower = QRect(rect.left(), rect.top() + half - half // 8, rect.width(), half)
    right = _paint_key(painter, upper, f"↵ {shown.deed}") - 14 if chosen else rect.right()
    _title(painter, quiet)
    _draw(painter, QRect(upper.left(), upper.top(), right - upper.left(), half), shown.title)
    _small(painter)
    _draw(painter, lower, " · ".join(part for part in (shown.when, shown.about) if part))


def _title(painter: QPainter, quiet: bool) -> None:
    painter.setFont(fonts.text_font(fonts.TEXT) if quiet else fonts.text_font(fonts.TEXT, QFont.Weight.DemiBold))
    painter.setPen(colour(tokens().muted if quiet else tokens().text))


def _small(painter: QPainter) -> None:
    painter.setFont(fonts.text_font(fonts.SMALL))
    painter.setPen(colour(tokens().muted))


def _paint_key(painter: QPainter, rect: QRect, words: str) -> int:
    """Draw a key cap at the right edge; returns its left edge."""
    painter.setFont(fonts.mono_font(fonts.LABEL))
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(words) + 14, metrics.height() + 6
    cap = QRectF(rect.right() - width, rect.center().y() - height / 2 + 1, width, height)
    painter.setPen(QPen(colour(tokens().line), 1))
    painter.setBrush(colour(tokens().surface))
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(colour(tokens().muted))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, words)
    return round(cap.left())


def _draw(painter: QPainter, rect: QRect, text: str) -> None:
    if rect.width() > 0:
        elided = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
