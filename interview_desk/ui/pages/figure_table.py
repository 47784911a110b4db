"""A small table of figures: a title for each row, right-aligned cells, a thin rule below each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from interview_desk.ui.pages.cards import rule, text_label
from interview_desk.ui.theme import set_role


class FigureTable(QWidget):
    """Shows rows of words; each row is one sentence to a screen reader."""

    def __init__(self, columns: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self.show_rows(())

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show rows; the first cell of each is its title."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, words in enumerate(self._columns):
            self._grid.addWidget(_cell(words, "section", place), 0, place)
        for number, row in enumerate(rows, 1):
            told = ", ".join(f"{name} {cell}" for name, cell in zip(self._columns[1:], row[1:], strict=True) if cell)
            for place, words in enumerate(row):
                cell = _cell(words, "" if place == 0 else "mono", place)
                if place == 0:
                    cell.setAccessibleName(f"{words}: {told}" if told else words)
                self._grid.addWidget(cell, 2 * number, place)
            self._grid.addWidget(rule(), 2 * number - 1, 0, 1, len(self._columns))


def _cell(words: str, role: str, place: int) -> QLabel:
    label = text_label(words)
    label.setWordWrap(place == 0 and role != "section")
    if not label.wordWrap():
        label.setMinimumWidth(0)  # as wide as its words: a figure is not cut
    if role:
        set_role(label, role)
    side = Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignRight
    label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return label
