"""The team's figures in a row of cards: the share or score in large, what it rests on below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.pages.cards import SizedLabel, text_label
from interview_desk.ui.theme import set_role

if TYPE_CHECKING:
    from interview_desk.insights.team import Figure

_NARROWEST = 166
_GAP = 12


class FigureCards(QWidget):
    """As many cards side by side as there is room for, the rest below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[_Card] = []
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these figures, in this order."""
        while len(self._cards) > len(figures):
            card = self._cards.pop()
            self._grid.removeWidget(card)
            card.deleteLater()
            self._across = 0
        while len(self._cards) < len(figures):
            self._cards.append(_Card(self))
            self._across = 0
        for card, figure in zip(self._cards, figures, strict=True):
            card.show_figure(figure)
        self._place()

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(_NARROWEST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._place()

    def _place(self) -> None:
        room = (self.width() + _GAP) // (fonts.px(_NARROWEST) + _GAP)
        # Rows of about as many: seven are four and three, where five have room.
        rows = -(-len(self._cards) // max(1, room))
        across = -(-len(self._cards) // max(1, rows))
        if across == self._across or not across:
            return
        self._across = across
        for card in self._cards:
            self._grid.removeWidget(card)
        for k, card in enumerate(self._cards):
            self._grid.addWidget(card, k // across, k % across)
        for k in range(self._grid.columnCount()):
            self._grid.setColumnStretch(k, 1 if k < across else 0)


class _Card(QFrame):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(2)
        self._title = text_label("", "small")
        self._value = SizedLabel("", 22, QFont.Weight.DemiBold)
        self._note = text_label("", "small")
        column.addWidget(self._title)
        column.addWidget(self._value)
        column.addWidget(self._note)
        column.addStretch(1)

    def show_figure(self, figure: Figure) -> None:
        self._title.setText(figure.title)
        self._value.setText(figure.value)
        self._note.setText(figure.note)
        self.setToolTip(figure.more)
        self.setAccessibleName(f"{figure.title}: {figure.value}, {figure.note}")
        self.setAccessibleDescription(figure.more)
