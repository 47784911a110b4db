"""The rubric beside the evidence: one row a competency, the chosen one raised, with the anchor of its score."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from interview_desk.commands import BY_ID, keys_text
from interview_desk.domain.rubric import Score
from interview_desk.domain.state import State, Tally
from interview_desk.ui.live.column import MARGIN, Column, Head, upright
from interview_desk.ui.live.prose import plain_label
from interview_desk.ui.live.rubric_row import RubricRow
from interview_desk.ui.reading_order import in_reading_order


class RubricPanel(QWidget):
    """Shows tallies and scores. Which row is chosen is a matter of the screen, so the panel keeps it."""

    score_wanted = Signal(str, object)
    """A competency, and the score that it is to have (a number or `not-assessed`)."""
    row_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rubric: object = None
        self._scores: Mapping[str, Score] | None = None
        self._tallies: Mapping[str, Tally] | None = None
        self.rows: list[RubricRow] = []
        self._chosen = 0
        self._scored = False
        self.head = Head()
        self.foot = plain_label("faint", wraps=True)
        self._scroll = Column(self)
        self._body = QWidget(self._scroll.viewport())
        self._stack = upright(self._body, 0, (0, 0, 0, 16))
        self._below = QWidget(self._body)
        upright(self._below, 0, (MARGIN, 14, MARGIN, 0)).addWidget(self.foot)
        self._stack.addWidget(self._below)
        self._stack.addStretch(1)
        self._scroll.setWidget(self._body)
        column = upright(self, 0)
        head = QWidget()
        upright(head, 0, (MARGIN, 18, MARGIN, 8)).addWidget(self.head)
        column.addWidget(head)
        column.addWidget(self._scroll, 1)
        in_reading_order(head, self._scroll)
        self.setAccessibleName("Rubric")

    @property
    def chosen(self) -> str:
        """The id of the chosen competency, empty before there is a rubric."""
        return self.rows[self._chosen].row.id if self.rows else ""

    def show_stage(self, state: State, now_ms: int) -> None:
        """Show a state; rows are touched only where their scores or tallies are new."""
        if self._rubric is not state.rubric:
            self._rubric = state.rubric
            self._make(state)
        if self._tallies is not state.tallies:
            self._tallies = state.tallies
            for row in self.rows:
                row.show_tally(state.tallies.get(row.row.id))
        if self._scores is not state.scores:
            self._scores = state.scores
            for row in self.rows:
                row.show_score(state.scores.get(row.row.id))
            scored = sum(row.row.id in state.scores for row in self.rows)
            self.head.show_words("Rubric", f"{scored} of {len(self.rows)} scored")
            self._scored = state.fully_scored
            self.show_keys()

    def show_keys(self) -> None:
        """Show the keys that the commands have now."""
        self.foot.setText(_ALL.format(keys_text(BY_ID["interview.wrap-up"])) if self._scored else _HIDDEN)

    def choose(self, competency: str) -> None:
        """Choose a row and bring it into sight."""
        for number, row in enumerate(self.rows):
            row.show_chosen(row.row.id == competency)
            if row.row.id == competency:
                self._chosen = number
                self._body.layout().activate()  # type: ignore[union-attr]
                self._scroll.ensureWidgetVisible(row, 0, 8)
                self.row_chosen.emit(competency)

    def step(self, by: int) -> None:
        """Choose the row above (−1) or below (1); stays at the ends."""
        if self.rows:
            self.choose(self.rows[min(max(0, self._chosen + by), len(self.rows) - 1)].row.id)

    def turn_page(self, by: int) -> None:
        self._scroll.turn_page(by)

    def _make(self, state: State) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [RubricRow(row, state.rubric.scale.scores, self._body) for row in state.rubric.competencies]
        for number, row in enumerate(self.rows):
            row.chosen.connect(self.choose)
            row.score_wanted.connect(self._score)
            self._stack.insertWidget(number, row)
        in_reading_order(*self.rows, self._below)
        self._scores = self._tallies = None
        self._chosen = min(self._chosen, max(0, len(self.rows) - 1))
        if self.rows:
            self.rows[self._chosen].show_chosen(True)

    def _score(self, competency: str, score: object) -> None:
        self.choose(competency)
        self.score_wanted.emit(competency, score)


_HIDDEN = (
    "The recommendation and the benchmarks stay hidden until every competency is scored, "
    "so they can't steer the scores."
)
_ALL = "Every competency is scored. {} wraps up and shows the recommendation."
