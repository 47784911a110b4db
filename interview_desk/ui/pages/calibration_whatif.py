"""What if calibration were off, or on: last month's recommendations as they stand, and as they would have read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from interview_desk.ui.pages.cards import Card, LinkButton, text_label
from interview_desk.ui.wrapup.tables import Table, figure

if TYPE_CHECKING:
    from interview_desk.insights.whatif import WhatIf

_MOST_MOVES = 6


class WhatIfCard(Card):
    """The answer in a sentence, how many read how, and each kind of move, which opens its interviews."""

    opened = Signal(object)  # the Move

    def __init__(self) -> None:
        super().__init__("What if?")
        self._answer = text_label("", "body")
        self._table = Table(("", "as it stands", "otherwise"), (150, 100, 100), even=True)
        self._moves: list[QWidget] = []
        self.column.addWidget(self._answer)
        self.column.addWidget(self._table)
        self.column.addSpacing(6)
        self.column.addStretch(1)

    @property
    def links(self) -> list[LinkButton]:
        """The moves that can be opened, for the way of Tab."""
        return [it for it in self._moves if isinstance(it, LinkButton)]

    def show_what_if(self, found: WhatIf) -> None:
        """Show the comparison."""
        self.set_title(found.question)
        self._answer.setText(found.sentence)
        self._table.clear_rows()
        self._table.setVisible(found.n > 0)
        if found.n:
            for id, stands, otherwise in found.counts:
                row = (
                    text_label(id.replace("-", " ").capitalize(), "body"),
                    figure(str(stands)),
                    figure(str(otherwise)),
                )
                self._table.add_row((*row, text_label("", "small")))
        for widget in self._moves:
            self.column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._moves = []
        for move in found.moves[:_MOST_MOVES]:
            link = LinkButton(move.sentence)
            link.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            link.setToolTip("Shows these interviews")
            link.setMinimumWidth(1)
            link.clicked.connect(lambda _checked=False, move=move: self.opened.emit(move))
            self._moves.append(link)
        if (more := len(found.moves) - _MOST_MOVES) > 0:
            self._moves.append(text_label(f"and {more} more kinds of move, in the CSV", "small"))
        for widget in self._moves:
            self.column.insertWidget(self.column.count() - 1, widget)
            widget.show()
