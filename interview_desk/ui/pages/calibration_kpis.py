"""The figures by level, role or quarter, as a table; each part opens its interviews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from interview_desk.ui.pages.cards import Card, LinkButton, text_label
from interview_desk.ui.pages.choices import ChoiceRow
from interview_desk.ui.wrapup.tables import Table

if TYPE_CHECKING:
    from interview_desk.insights.figures import Breakdown, Figure

_KINDS = (("level", "By level"), ("role", "By role"), ("quarter", "By quarter"))
_HEADINGS = ("", "At or above the bar", "Onsite to offer", "Offer to hire", "Days to feedback")


class KpiCard(Card):
    """One breakdown at a time, with n and a 90 % interval in each cell."""

    opened = Signal(object)  # the Part

    def __init__(self) -> None:
        super().__init__("How many pass, and how long do they wait?", "share · how many of how many · 90 % interval")
        self._breakdowns: tuple[Breakdown, ...] = ()
        self.kinds = ChoiceRow(_KINDS, "Figures", small=True)
        self.kinds.chosen.connect(self._choose)
        self._table = Table(_HEADINGS, (120, 150, 150, 150, 150), even=True)
        self.links: list[LinkButton] = []
        row = QHBoxLayout()
        row.addWidget(self.kinds, 2)
        row.addStretch(3)
        self.column.addLayout(row)
        self.column.addSpacing(4)
        self.column.addWidget(self._table)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab goes, in order."""
        return [*self.kinds.findChildren(QPushButton), *self.links]

    def show_breakdowns(self, breakdowns: Sequence[Breakdown]) -> None:
        """Show these; the kind that was chosen stays, where it is there."""
        self._breakdowns = tuple(breakdowns)
        there = [it.by for it in breakdowns]
        for kind, _ in _KINDS:
            self.kinds.set_offered(kind, kind in there)
        chosen = self.kinds.choice if self.kinds.choice in there else next(iter(there), None)
        self._choose(chosen or "")

    def _choose(self, kind: str) -> None:
        self.kinds.show_choice(kind or None)
        self._table.clear_rows()
        self.links = []
        found = next((it for it in self._breakdowns if it.by == kind), None)
        for part in found.parts if found is not None else ():
            link = LinkButton(part.name)
            link.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            link.setAccessibleDescription(". ".join(f"{it.title}: {it.value}, {it.note}" for it in part.figures))
            link.setToolTip(f"Shows the {len(part.places)} interviews")
            link.clicked.connect(lambda _checked=False, part=part: self.opened.emit(part))
            self.links.append(link)
            self._table.add_row((link, *(text_label(_cell(it), "small") for it in part.figures)))


def _cell(figure: Figure) -> str:
    return figure.value if figure.number is None else f"{figure.value}\n{figure.note}"
