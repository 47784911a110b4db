"""Strictness, drawn: a row for each interviewer, with its interval about the middle where colleagues lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, set_role, tokens

if TYPE_CHECKING:
    from interview_desk.insights.team import Row

_ROW, _PAD = 29, 10
_ROWS_SHOWN = 12
_NARROWEST_AXIS = 0.5  # points to either side: less would make noise look like a finding
_WORDS = {"stricter": "stricter", "lenient": "more lenient", "alike": "like peers", "unknown": "can't tell yet"}
_STRICTER, _LENIENT = "stricter ←", "→ more lenient"
_ROLE = Qt.ItemDataRole.UserRole
_LEFT, _RIGHT, _MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter


class StrictnessChart(QWidget):
    """A list that is a chart: up and down, or the first letters of a name, choose an interviewer."""

    chosen = Signal(object)  # the Row, or None
    opened = Signal(object)  # the Row, whose interviews are wished for

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(self)
        self.view = _View(self._rows, self)
        self._foot = _Foot(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view)
        column.addWidget(self._foot)
        self.setFocusProxy(self.view)
        self.view.opened.connect(self.opened)
        self.view.selectionModel().currentChanged.connect(lambda now, _before: self.chosen.emit(now.data(_ROLE)))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these interviewers; whoever was chosen stays chosen, else the first is."""
        before = self.row
        self._rows.show_rows(tuple(rows))
        names = [row.name for row in rows]
        at = names.index(before.name) if before is not None and before.name in names else 0
        self.view.fit()
        self._foot.setVisible(any(row.points is not None for row in rows))
        self._foot.update()
        if rows:
            self.view.setCurrentIndex(self._rows.index(at, 0))
        else:
            self.chosen.emit(None)

    @property
    def row(self) -> Row | None:
        """The interviewer that is chosen."""
        found: Row | None = self.view.currentIndex().data(_ROLE)
        return found

    def choose(self, name: str) -> None:
        """Choose an interviewer by name, where there is one of that name."""
        for at, row in enumerate(self._rows.rows):
            if row.name == name:
                self.view.setCurrentIndex(self._rows.index(at, 0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.view.fit()
            self._foot.updateGeometry()


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.name}, {row.says}"
            case Qt.ItemDataRole.AccessibleDescriptionRole | Qt.ItemDataRole.ToolTipRole:
                return row.sentence
            case _ if role == _ROLE:
                return row
        return None


class _View(QListView):
    opened = Signal(object)

    def __init__(self, rows: _Rows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._places: _Places | None = None
        self._placed: tuple[tuple[Row, ...], int, float] = ((), 0, 0.0)
        self.setModel(rows)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName("Interviewers, strictest first")
        set_role(self, "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(_ROLE)))
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fit()

    def fit(self) -> None:
        """Take the room that the rows need, up to a dozen; more than that are scrolled."""
        shown = min(len(self._rows.rows), _ROWS_SHOWN)
        self.setFixedHeight(max(1, shown * fonts.px(_ROW)))
        self.scheduleDelayedItemsLayout()

    def places(self) -> _Places:
        """Where things stand; reckoned again only where the rows, the width or the size of text have changed."""
        wanted = (self._rows.rows, self.viewport().width(), fonts.text_scale())
        if self._places is None or self._placed[0] is not wanted[0] or self._placed[1:] != wanted[1:]:
            self._places, self._placed = _Places(wanted[0], wanted[1]), wanted
        return self._places

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(_ROLE))
        else:
            super().keyPressEvent(event)


class _Places:
    """Where things stand across a row of a given width, and how long a point of the scale is."""

    def __init__(self, rows: Sequence[Row], width: int) -> None:
        metrics = QFontMetrics(fonts.text_font(fonts.SMALL))
        # Of a thousand names the first few hundred tell how much room names need.
        longest = max((metrics.horizontalAdvance(row.name) for row in rows[:300]), default=0)
        self.name = min(longest, round(width * 0.3)) + fonts.px(8)
        self.number = width - _PAD - QFontMetrics(fonts.mono_font(fonts.SMALL)).horizontalAdvance("−0.00")
        words = {_word(row) for row in rows}
        self.word = self.number - fonts.px(14) - max(map(metrics.horizontalAdvance, words), default=0)
        self.left = _PAD + self.name + fonts.px(10)
        self.right = max(self.left + 40, self.word - fonts.px(18))
        ends = [abs(end) for row in rows if row.verdict != "unknown" for end in (row.low, row.high) if end is not None]
        self.reach = max([_NARROWEST_AXIS, *ends]) * 1.04
        self.middle = (self.left + self.right) / 2

    def x(self, points: float) -> float:
        inside = max(-self.reach, min(self.reach, points))
        return self.middle + inside / self.reach * (self.right - self.left) / 2


class _Painter(QStyledItemDelegate):
    def __init__(self, view: _View) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(fonts.px(200), fonts.px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        places = self._view.places()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            paint_ground(painter, rect, chosen, chosen and self._view.hasFocus())
        if row.points is not None:
            painter.setPen(QPen(colour(tokens().line), 1))
            painter.drawLine(QPointF(places.middle, rect.top()), QPointF(places.middle, rect.bottom() + 1))
        _paint_words(painter, rect, row, places, chosen)
        _paint_interval(painter, rect, row, places)
        painter.restore()


def _word(row: Row) -> str:
    apart = row.verdict in ("stricter", "lenient")
    return f"perhaps {_WORDS[row.verdict]}" if apart and row.state == "provisional" else _WORDS[row.verdict]


def paint_ground(painter: QPainter, rect: QRect, chosen: bool, focused: bool) -> None:
    ground = QRectF(rect).adjusted(0.5, 1.5, -0.5, -1.5)
    painter.setPen(QPen(colour(tokens().accent), 1) if focused else Qt.PenStyle.NoPen)
    shade = QColor(tokens().raised)
    if not chosen:
        shade.setAlphaF(0.6)
    painter.setBrush(shade)
    painter.drawRoundedRect(ground, 6, 6)


def _paint_words(painter: QPainter, rect: QRect, row: Row, places: _Places, chosen: bool) -> None:
    known = row.verdict != "unknown"
    painter.setFont(fonts.text_font(fonts.SMALL, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal))
    painter.setPen(colour(tokens().text if known else tokens().muted))
    name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, places.name)
    painter.drawText(QRectF(rect.left() + _PAD, rect.top(), places.name, rect.height()), _LEFT | _MIDDLE, name)
    painter.setFont(fonts.text_font(fonts.SMALL))
    apart = row.verdict in ("stricter", "lenient")
    painter.setPen(colour(tokens().concern if apart else tokens().muted))
    room = QRectF(places.word, rect.top(), places.number - places.word, rect.height())
    painter.drawText(room, _LEFT | _MIDDLE, _word(row))
    if row.points is not None:
        painter.setFont(fonts.mono_font(fonts.SMALL))
        painter.setPen(colour(tokens().text if known else tokens().muted))
        number = f"{row.points:+.2f}".replace("-", "−")
        inside = QRectF(places.number - 20, rect.top(), rect.width() - _PAD - places.number + 20, rect.height())
        painter.drawText(inside, _RIGHT | _MIDDLE, number)


def _paint_interval(painter: QPainter, rect: QRect, row: Row, places: _Places) -> None:
    if row.points is None or row.low is None or row.high is None:
        return
    tone = {"alike": tokens().accent, "unknown": tokens().faint}.get(row.verdict, tokens().concern)
    middle = rect.center().y() + 0.5
    bar = QColor(tone)
    bar.setAlphaF(0.45)
    painter.setPen(QPen(bar, fonts.px(3), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(places.x(row.low), middle), QPointF(places.x(row.high), middle))
    painter.setPen(QPen(colour(tone), 1.6))
    # Hollow where it is too little to correct, so that it does not hang on the colour alone.
    painter.setBrush(colour(tokens().surface if row.verdict == "unknown" else tone))
    painter.drawEllipse(QPointF(places.x(row.points), middle), fonts.px(4.5), fonts.px(4.5))


class _Foot(QWidget):
    """The words on either side of the middle."""

    def __init__(self, view: _View) -> None:
        super().__init__()
        self._view = view
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(200), fonts.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, fonts.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        places = self._view.places()
        painter = QPainter(self)
        painter.setPen(QPen(colour(tokens().line), 1))
        painter.drawLine(QPointF(places.middle, 0), QPointF(places.middle, fonts.px(6)))
        painter.setFont(fonts.text_font(fonts.LABEL))
        painter.setPen(colour(tokens().muted))
        gap, top, height = fonts.px(14), fonts.px(6), fonts.px(20)
        middle = places.middle
        painter.drawText(QRectF(0, top, middle - gap, height), _RIGHT | _MIDDLE, _STRICTER)
        painter.drawText(QRectF(middle + gap, top, self.width() - middle - gap, height), _LEFT | _MIDDLE, _LENIENT)
