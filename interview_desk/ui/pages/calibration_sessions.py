"""The interviews behind a point, as a list: those conducted here open in the replay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.pages.calibration_strictness import paint_ground
from interview_desk.ui.pages.cards import Card, LinkButton, text_label
from interview_desk.ui.theme import colour, set_role, tokens

if TYPE_CHECKING:
    from interview_desk.insights.behind import Behind

_ROW, _PAD, _SHOWN = 27, 10, 8
_ROLE = Qt.ItemDataRole.UserRole
_PLACE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
# Shares of the width: date, candidate, interviewer, question, level, scores, how it reads, what became of it, replay.
_SHARES = (11, 16, 14, 16, 8, 12, 13, 10)


class SessionsCard(Card):
    """Shows some interviews; Enter or a double click wishes to open one."""

    open_wanted = Signal(str)  # the session
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("Interviews")
        self._rows = _Rows(self)
        self.view = _View(self._rows, self)
        self._about = text_label("", "small")
        self._close = LinkButton("Close this list")
        self._close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._close.clicked.connect(self._leave)
        self.column.addWidget(self._about)
        self.column.addWidget(self.view)
        self.column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignLeft)
        self.view.opened.connect(self._wish)
        self.view.left.connect(self._leave)
        self.hide()

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab goes, in order."""
        return [self.view, self._close]

    def show_sessions(self, title: str, lines: Sequence[Behind], total: int) -> None:
        """Show these interviews, of `total`; the focus goes to the first."""
        self.set_title(title)
        words = "raw → fair score, how it reads, what became of it."
        if any(line.recorded for line in lines):
            words += " ▸ conducted here: Enter replays it."
        else:
            words += " All were brought in as tables, so there is nothing to replay."
        if total > len(lines):
            words += f" The newest {len(lines)} of {total}."
        self._about.setText(words)
        self._rows.show_rows(tuple(lines))
        self.view.fit()
        self.show()
        if lines:
            self.view.setCurrentIndex(self._rows.index(0, 0))
        # Only what has its place can be brought into sight by the focus.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wish(self, line: Behind) -> None:
        if line.recorded:
            self.open_wanted.emit(line.session)
        else:
            self._about.setText(f"{line.session} was brought in as a table: there is no recording of it to replay.")

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Behind, ...] = ()

    def show_rows(self, rows: tuple[Behind, ...]) -> None:
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
                return row.candidate
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return ", ".join(filter(None, (*_cells(row), "conducted here" if row.recorded else "")))
            case _ if role == _ROLE:
                return row
        return None


class _View(QListView):
    opened = Signal(object)
    left = Signal()

    def __init__(self, rows: _Rows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setModel(rows)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName("Interviews behind the point, newest first")
        set_role(self, "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(_ROLE)))
        self.fit()

    def fit(self) -> None:
        """Take the room that the rows need, up to some; more than that are scrolled."""
        self.setFixedHeight(max(1, min(len(self._rows.rows), _SHOWN)) * fonts.px(_ROW))
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(_ROLE))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _cells(row: Behind) -> tuple[str, ...]:
    scores = "" if row.raw is None else f"{row.raw:.2f} → {row.fair or 0:.2f}"
    question = row.question.replace("-", " ")
    return row.when, row.candidate, row.interviewer, question, row.level, scores, row.reads, row.result


class _Painter(QStyledItemDelegate):
    def __init__(self, view: _View) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(fonts.px(200), fonts.px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Behind = index.data(_ROLE)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            paint_ground(painter, rect, True, self._view.hasFocus())
        mark = fonts.px(16)
        left, room = rect.left() + _PAD + mark, rect.width() - 2 * _PAD - mark
        if row.recorded:
            painter.setFont(fonts.text_font(fonts.SMALL))
            painter.setPen(colour(tokens().accent))
            painter.drawText(
                rect.adjusted(_PAD, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "▸"
            )
        weight = QFont.Weight.DemiBold if chosen else QFont.Weight.Normal
        for at, (cell, share) in enumerate(zip(_cells(row), _SHARES, strict=True)):
            font = fonts.mono_font(fonts.SMALL) if at == 5 else fonts.text_font(fonts.SMALL, weight)
            width = room * share // sum(_SHARES)
            words = QFontMetrics(font).elidedText(cell, Qt.TextElideMode.ElideRight, width - fonts.px(8))
            painter.setFont(font)
            painter.setPen(colour(tokens().text if at in (1, 5, 6) else tokens().muted))
            place = QRect(left, rect.top(), width, rect.height())
            painter.drawText(place, _PLACE, words)
            left += width
        painter.restore()
