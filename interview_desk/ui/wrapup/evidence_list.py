"""The moments of an interview in a list, each with a tick, its time and what kind it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

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
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from interview_desk.domain.timing import clock_text
from interview_desk.insights.evidence import Evidence, EvidenceKind
from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, set_role, tokens

_Index = QModelIndex | QPersistentModelIndex
_ROW, _SHOWN = 26, 8
_TIME, _CHIP, _TEXT = 30, 78, 106  # where they begin, from the left
# As in the notes: a glyph and its colour; and what a screen reader says.
_KINDS: dict[EvidenceKind, tuple[str, str, str]] = {
    "strength": ("+", "good", "strength"),
    "concern": ("−", "concern", "concern"),
    "come-back": ("?", "accent", "to come back to"),
    "key-moment": ("★", "good", "key moment"),
    "plain": ("", "muted", "note"),
    "hint": ("H", "hint", "hint"),
    "signal": ("S", "accent", "signal"),
    "snippet": ("</>", "muted", "snippet"),
    "milestone": ("M", "accent", "milestone"),
    "dont-know": ("DK", "accent", "said"),
    "branch": ("↳", "warm", "branch"),
    "their-question": ("Q", "accent", "their question"),
    "other": ("", "muted", "moment"),
}


class Moments(QAbstractListModel):
    """Moments, of which some are ticked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moments: tuple[Evidence, ...] = ()
        self._ticked: set[int] = set()

    def show_moments(self, moments: Sequence[Evidence], ticked: Collection[int]) -> None:
        """Show these moments with some of them ticked."""
        self.beginResetModel()
        self._moments, self._ticked = tuple(moments), set(ticked)
        self.endResetModel()

    def moment(self, at: int) -> Evidence | None:
        """Return the moment of a row, None where there is none."""
        return self._moments[at] if 0 <= at < len(self._moments) else None

    def ticked(self) -> tuple[int, ...]:
        """Return the entries that are ticked, in the order of their time."""
        return tuple(it.seq for it in self._moments if it.seq in self._ticked)

    def toggle(self, at: int) -> None:
        """Tick a moment, or no longer."""
        if (moment := self.moment(at)) is not None:
            self._ticked ^= {moment.seq}
            self.dataChanged.emit(self.index(at), self.index(at))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._moments)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        moment = self.moment(index.row())
        if moment is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return moment.text
            case Qt.ItemDataRole.ToolTipRole:
                return f"{clock_text(moment.at_ms)}  {moment.text}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{clock_text(moment.at_ms)}, {_KINDS[moment.kind][2]}: {moment.text}"
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if moment.seq in self._ticked else Qt.CheckState.Unchecked
        return None


class EvidenceList(QListView):
    """Up and Down choose a moment, Space or a click ticks it, Right or a click on its time wishes to see it."""

    kept = Signal()
    passed_end = Signal()
    moment_wanted = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moments = Moments(self)
        self.setModel(self._moments)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(name)
        set_role(self, "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)

    def show_moments(self, moments: Sequence[Evidence], ticked: Collection[int]) -> None:
        """Show these moments, the first that is ticked, or else the first of all, chosen and in sight."""
        self._moments.show_moments(moments, ticked)
        first = next((at for at, moment in enumerate(moments) if moment.seq in ticked), 0)
        self._fit()
        self.setCurrentIndex(self._moments.index(first))
        self.scrollTo(self.currentIndex())

    def ticked(self) -> tuple[int, ...]:
        """Return the entries that are ticked."""
        return self._moments.ticked()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        super().initViewItemOption(option)
        palette: QPalette = option.palette
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        option.palette = palette

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Space:
                self._moments.toggle(at)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.kept.emit()
            case Qt.Key.Key_Right:
                self._see(at)
            case Qt.Key.Key_Down if at == self._moments.rowCount() - 1:
                self.passed_end.emit()
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_Home | Qt.Key.Key_End:
                super().keyPressEvent(event)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                super().keyPressEvent(event)
            case _:
                event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.setCurrentIndex(index)
        if fonts.px(_TIME) <= event.position().x() < fonts.px(_CHIP):
            self._see(index.row())
        else:
            self._moments.toggle(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # two clicks are two ticks

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pass

    def _see(self, at: int) -> None:
        if (moment := self._moments.moment(at)) is not None:
            self.moment_wanted.emit(moment.at_ms)

    def _fit(self) -> None:
        rows = min(_SHOWN, self._moments.rowCount())
        self.setFixedHeight(max(1, rows) * fonts.px(_ROW))


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, fonts.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view, model = self.parent(), index.model()
        assert isinstance(view, EvidenceList)
        assert isinstance(model, Moments)
        moment = model.moment(index.row())
        assert moment is not None
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected) and view.hasFocus()
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            _paint_ground(painter, QRectF(rect), chosen)
        _paint_tick(painter, rect, moment.seq in model.ticked())
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(fonts.mono_font(fonts.SMALL))
        painter.setPen(colour(tokens().accent))
        painter.drawText(rect.adjusted(fonts.px(_TIME), 0, 0, 0), middle, clock_text(moment.at_ms))
        _paint_chip(painter, rect, moment.kind)
        painter.setFont(fonts.text_font(fonts.TEXT - 1))
        painter.setPen(colour(tokens().text))
        room = rect.adjusted(fonts.px(_TEXT), 0, -6, 0)
        text = " ".join(moment.text[:400].split())
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
        painter.drawText(room, middle, elided)
        painter.restore()


def _paint_ground(painter: QPainter, rect: QRectF, chosen: bool) -> None:
    painter.setPen(QPen(colour(tokens().accent), 1) if chosen else Qt.PenStyle.NoPen)
    painter.setBrush(colour(tokens().raised))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)


def _paint_tick(painter: QPainter, rect: QRect, ticked: bool) -> None:
    side = fonts.px(15)
    box = QRectF(rect.left() + fonts.px(7), rect.center().y() - side / 2 + 0.5, side, side)
    painter.setBrush(colour(tokens().accent) if ticked else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(tokens().accent if ticked else tokens().faint), 1.2))
    painter.drawRoundedRect(box, 4, 4)
    if ticked:
        painter.setPen(QPen(colour(tokens().on_accent), side / 8))
        corners = ((0.24, 0.53), (0.43, 0.71), (0.77, 0.30))
        painter.drawPolyline(QPolygonF([QPointF(box.left() + x * side, box.top() + y * side) for x, y in corners]))


def _paint_chip(painter: QPainter, rect: QRect, kind: EvidenceKind) -> None:
    glyph, ink, _ = _KINDS[kind]
    if not glyph:
        return
    side = fonts.px(19)
    chip = QRectF(rect.left() + fonts.px(_CHIP), rect.center().y() - side / 2 + 0.5, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(getattr(tokens(), f"{ink}_soft", tokens().raised)))
    painter.drawRoundedRect(chip, 4, 4)
    size = fonts.LABEL if len(glyph) == 1 else 9
    painter.setFont(fonts.text_font(size, QFont.Weight.Bold))
    painter.setPen(colour(getattr(tokens(), ink)))
    painter.drawText(chip.adjusted(-4, 0, 4, 0), Qt.AlignmentFlag.AlignCenter, glyph)
