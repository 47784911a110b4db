"""A rubric as its rows: for every score what one would see or hear, and the bars."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from interview_desk.domain.rubric import Category, Competency, Rubric
from interview_desk.domain.scoring import LEVELS
from interview_desk.ui import fonts
from interview_desk.ui.live.prose import Prose
from interview_desk.ui.pages.cards import SizedLabel
from interview_desk.ui.pages.library_parts import Sheet


class RubricSheet(Sheet):
    """Every row with its anchors, then the bars and the recommendations."""

    def __init__(self, rubric: Rubric, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bars = ", ".join(f"{level} {rubric.bars.at(level):g}" for level in LEVELS)
        self.words(f"{len(rubric.competencies)} rows · scored {rubric.scale.lowest} to {rubric.scale.highest}")
        self.words(f"Weighted score at which one advances: {bars}")
        self.go_on([*(partial(self._row, row, rubric) for row in rubric.competencies), partial(self._close, rubric)])

    def _row(self, row: Competency, rubric: Rubric) -> None:
        floor = f", floor {row.floor}" if row.floor is not None else ""
        self.part(row.title, f"weight {row.weight:g}{floor}")
        self.widget(_anchors(row, rubric.scale.scores))
        self.heading("The candidate is asked")
        self.prose(row.self_assessment, "muted")
        if row.follow_up:
            self.heading("Where a part of the answer is missing")
            self.prose(row.follow_up, "muted")

    def _close(self, rubric: Rubric) -> None:
        self.part("Recommendations")
        self.items([_from(category) for category in rubric.recommendations])
        self.end()


def _anchors(row: Competency, scores: range) -> QWidget:
    rows = QWidget()
    grid = QGridLayout(rows)
    grid.setContentsMargins(0, 2, 0, 2)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(7)
    grid.setColumnStretch(1, 1)
    for at, score in enumerate(scores):
        number = SizedLabel(str(score), fonts.SMALL, mono=True)
        anchor = Prose(fonts.TEXT, "text" if row.anchors.get(score) else "warm")
        anchor.show_text(row.anchors.get(score) or "⚠ no anchor for this score")
        grid.addWidget(number, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(anchor, at, 1)
    return rows


def _from(category: Category) -> str:
    if category.from_ is None:
        return f"{category.title}: everything below"
    if category.from_ == 0:
        return f"{category.title}: from the bar on"
    side = "above" if category.from_ > 0 else "below"
    return f"{category.title}: from {abs(category.from_):g} {side} the bar on"
