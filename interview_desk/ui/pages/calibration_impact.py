"""The adverse-impact check on the page: aggregates alone, and only where the team wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from interview_desk.ui.pages.cards import Card, rule, text_label
from interview_desk.ui.theme import set_role

if TYPE_CHECKING:
    from interview_desk.insights.impact_check import ImpactCheck


class ImpactCard(Card):
    """One group against the reference group, a paragraph each; what is called stands out by a word and a colour."""

    def __init__(self) -> None:
        super().__init__("Do groups reach the bar alike?", "aggregates of all interviews, whatever is chosen above")
        self._lines: list[QWidget] = []

    def show_check(self, found: ImpactCheck | None, what_it_is: str) -> None:
        """Show the check, or nothing where there is none."""
        for widget in self._lines:
            self.column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._lines = []
        self.setVisible(found is not None)
        if found is None:
            return
        for line in found.lines:
            self._lines += [rule(), text_label(line.title, "row-title")]
            figures = (
                ("", line.counts),
                ("ratio of shares ", line.overall),
                ("at the same question and level ", line.within),
            )
            words = " · ".join(f"{before}{it}" for before, it in figures if it)
            if words:
                self._lines.append(text_label(words, "body"))
            says = text_label(f"⚠ {line.says}" if line.alarm else line.says, "body")
            if line.alarm:
                set_role(says, "concern")
            self._lines.append(says)
        if not found.lines:
            self._lines.append(text_label("There are no two groups to compare.", "body"))
        self._lines += [text_label(f"{found.about} {what_it_is}", "small")]
        for widget in self._lines:
            self.column.addWidget(widget)
            widget.show()
