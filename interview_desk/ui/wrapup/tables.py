"""Tables of labels, as the summary has them: a row of small headings, then rows between thin lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.pages.cards import SizedLabel, rule, text_label

INDENT = 8
_TOP = Qt.AlignmentFlag.AlignTop


class Table(QWidget):
    """A grid that whoever holds it fills; the last column takes the room that is left.

    An `even` one shares the room in proportion to the widths, and words wrap in every column.
    """

    def __init__(
        self, headings: Sequence[str], widths: Sequence[int], parent: QWidget | None = None, *, even: bool = False
    ) -> None:
        super().__init__(parent)
        self._even = even
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(6 if even else 0)
        self._widths = tuple(widths)
        self._columns = len(headings)
        self._fit()
        for column, heading in enumerate(headings):
            label = text_label(heading, "small")
            if not even:
                label.setContentsMargins(0 if column else INDENT, 2, 0, 6)
            if 0 < column < len(headings) - 1 and not even:
                label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.grid.addWidget(label, 0, column)
        self._next = 1

    def add_row(self, cells: Sequence[QWidget]) -> None:
        """Add a row of widgets under a line."""
        self.grid.addWidget(rule(), self._next, 0, 1, self._columns)
        for column, cell in enumerate(cells):
            if isinstance(cell, QLabel) and not self._even:
                cell.setContentsMargins(0 if column else INDENT, 7, 0, 7)
            if 0 < column < self._columns - 1 and not self._even:
                self.grid.addWidget(cell, self._next + 1, column, _TOP | Qt.AlignmentFlag.AlignHCenter)
            else:
                if isinstance(cell, QLabel):
                    cell.setAlignment(_TOP | Qt.AlignmentFlag.AlignLeft)
                self.grid.addWidget(cell, self._next + 1, column)
        for cell in cells:
            # Put into a page that is on the screen already, it would appear, and could take the focus, only later.
            cell.show()
        self._next += 2

    def clear_rows(self) -> None:
        """Take every row away; the headings stay."""
        for i in reversed(range(self.grid.count())):
            item = self.grid.itemAt(i)
            widget = item.widget() if item is not None else None
            if widget is not None and self.grid.getItemPosition(i)[0] > 0:  # type: ignore[index]
                self.grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._next = 1

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        for column, width in enumerate(self._widths):
            self.grid.setColumnMinimumWidth(column, 1 if self._even else fonts.px(width))
            self.grid.setColumnStretch(column, width if self._even else 0)
        if not self._even:
            self.grid.setColumnStretch(self._columns - 1, 1)


def figure(text: str = "") -> SizedLabel:
    """Return a figure as tables show it, in the typeface whose digits are all of one width."""
    return SizedLabel(text, fonts.SMALL + 1, QFont.Weight.DemiBold, mono=True)
