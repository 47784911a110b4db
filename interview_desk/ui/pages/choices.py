"""What is chosen: one of a few side by side (a level, a score, a recommendation), or a yes by a tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, tokens

_TICK_WORDS = 280
_WRAP = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class ChoiceRow(QWidget):
    """A row of cells of which at most one is chosen. Left and right move between them, Space or Enter chooses.

    What is chosen comes from outside (`show_choice`): pressing a cell is a wish, and changes nothing by itself.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], name: str, *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._id: str | None = None
        self._cells: dict[str, _Cell] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for id, text in choices:
            cell = _Cell(text, small, self)
            cell.setAccessibleName(f"{name}: {text}")
            cell.clicked.connect(lambda _checked=False, id=id: self._wish(id))
            self._cells[id] = cell
            row.addWidget(cell, 1)
        self._tab_stop()

    @property
    def choice(self) -> str | None:
        """The id of what is chosen."""
        return self._id

    def show_choice(self, id: str | None) -> None:
        """Show what is chosen, or that nothing is."""
        moved = id != self._id and any(cell.hasFocus() for cell in self._cells.values())
        self._id = id
        for known, cell in self._cells.items():
            cell.show_chosen(known == id)
        self._tab_stop()
        if moved and id is not None:
            self.focus_here()

    def set_offered(self, id: str, offered: bool) -> None:
        """Show a cell, or leave it out of the row."""
        self._cells[id].setVisible(offered)

    def set_tip(self, id: str, tip: str) -> None:
        """Say more about a cell where the mouse rests on it, and to a screen reader."""
        self._cells[id].setToolTip(tip)
        self._cells[id].setAccessibleDescription(tip)

    def focus_here(self) -> None:
        """Take the focus, in the chosen cell or the first."""
        self._entry().setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Move the focus to a neighbouring cell."""
        cells = list(self._cells.values())
        here = next((i for i, cell in enumerate(cells) if cell.hasFocus()), 0)
        cells[max(0, min(len(cells) - 1, here + by))].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.step(steps[event.key()])
        else:
            event.ignore()

    def _wish(self, id: str) -> None:
        self.chosen.emit(id)
        # A button that was pressed toggles by itself; what counts is what came of the wish.
        self.show_choice(self._id)

    def _entry(self) -> _Cell:
        return self._cells[self._id] if self._id in self._cells else next(iter(self._cells.values()))

    def _tab_stop(self) -> None:
        """Let Tab enter the row once, at what is chosen."""
        entry = self._entry()
        for cell in self._cells.values():
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell is entry else Qt.FocusPolicy.ClickFocus)


class _Cell(QPushButton):
    def __init__(self, text: str, small: bool, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._small = small
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chosen(self, chosen: bool) -> None:
        self.setChecked(chosen)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(40), fonts.px(28 if self._small else 40))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(24), self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        bounds = QFontMetrics(self._font(True)).boundingRect(0, 0, max(1, width - 12), 10_000, _WRAP, self.text())
        return max(fonts.px(28 if self._small else 40), bounds.height() + 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()  # a button would keep the arrows for itself

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        chosen = self.isChecked()
        painter.setBrush(colour(colours.accent if chosen else colours.surface))
        edge = colours.accent if chosen or self.hasFocus() or self.underMouse() else colours.line
        painter.setPen(QPen(colour(edge), 1))
        painter.drawRoundedRect(frame, 7, 7)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(colours.on_accent if chosen else colours.accent), 1.5))
            painter.drawRoundedRect(frame.adjusted(2, 2, -2, -2), 5, 5)
        painter.setFont(self._font(chosen))
        painter.setPen(colour(colours.on_accent if chosen else colours.muted))
        painter.drawText(self.rect().adjusted(6, 0, -6, 0), _WRAP, self.text())

    def _font(self, chosen: bool) -> QFont:
        return fonts.text_font(fonts.SMALL, QFont.Weight.DemiBold if chosen or self._small else QFont.Weight.Normal)


class Tick(QCheckBox):
    """A check box whose box grows with the text and can be seen in both themes."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(fonts.text_font())
        return QSize(fonts.px(28) + metrics.horizontalAdvance(self.text()), max(fonts.px(24), metrics.height()))

    def minimumSizeHint(self) -> QSize:
        # Long words are cut before they push the page wider.
        return QSize(min(self.sizeHint().width(), fonts.px(_TICK_WORDS)), self.sizeHint().height())

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = fonts.px(16)
        box = QRectF(0.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)
        ticked = self.isChecked()
        painter.setBrush(colour(colours.accent if ticked else colours.surface))
        painter.setPen(QPen(colour(colours.accent if ticked or self.hasFocus() else colours.faint), 1.2))
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            painter.setPen(QPen(colour(colours.on_accent), side / 8))
            corners = ((0.24, 0.53), (0.43, 0.71), (0.77, 0.30))
            points = [QPointF(box.left() + x * side, box.top() + y * side) for x, y in corners]
            painter.drawPolyline(QPolygonF(points))
        painter.setFont(fonts.text_font())
        painter.setPen(colour(colours.text))
        words = QRectF(fonts.px(26), 0, self.width() - fonts.px(26), self.height())
        told = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, told)
