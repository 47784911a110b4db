"""Passages that a report makes by itself, or asks for: each can be put in the interviewer's own words, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_desk.domain.events import Passage
from interview_desk.insights.phrasing import Finding
from interview_desk.ui.pages.cards import Card
from interview_desk.ui.reading_order import follow
from interview_desk.ui.wrapup.sentence import Kind, Sentence


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage, for a view the competency it is about; its name on screen, its words as they stand, whose they are."""

    passage: Passage
    competency: str
    name: str
    text: str
    kind: Kind
    findings: Sequence[Finding] = ()
    kept: bool = False


class PassagesCard(Card):
    """A heading and its passages; Enter puts one in one's own words, Delete brings back what stood there."""

    written = Signal(str, str, str)  # passage, competency, text; none brings back what the report says by itself
    keeping_wanted = Signal(str, object)  # a text, and the concerns that it is kept in spite of
    step_wanted = Signal(QWidget, int)

    def __init__(self, title: str, about: str) -> None:
        super().__init__(title, about)
        self._rows: dict[tuple[Passage, str], Sentence] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.column.addLayout(self._list)

    def show_passages(self, passages: Sequence[ShownPassage]) -> None:
        """Show these passages; rows that stay keep the focus, and what is being written in them."""
        wanted = {(it.passage, it.competency): it for it in passages}
        for key in [key for key in self._rows if key not in wanted]:
            row = self._rows.pop(key)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, (key, it) in enumerate(wanted.items()):
            known = self._rows.get(key) or self._add(key, it.name)
            if self._list.indexOf(known) != at:
                self._list.insertWidget(at, known)
                known.show()
            known.show_text(it.text, findings=it.findings, kind=it.kind, kept=it.kept)
        self._rows = {key: self._rows[key] for key in wanted}
        follow(self.column)
        self.setVisible(bool(wanted))

    def stops(self) -> list[QWidget]:
        """Return what Up and Down go through, in order."""
        return list(self._rows.values())

    def _add(self, key: tuple[Passage, str], name: str) -> Sentence:
        row = Sentence("made", name)
        row.accepted.connect(lambda text: self.written.emit(*key, text))
        row.removal_wanted.connect(lambda: self.written.emit(*key, ""))
        row.keeping_wanted.connect(self.keeping_wanted)
        row.step_wanted.connect(lambda by, row=row: self.step_wanted.emit(row, by))
        self._rows[key] = row
        return row
