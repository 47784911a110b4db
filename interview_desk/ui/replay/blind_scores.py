"""The rubric for whoever scores a session blind: their own scores, and nothing of anybody else's."""

from __future__ import annotations

from collections.abc import Mapping

from interview_desk.commands import BY_ID, keys_text
from interview_desk.domain.review import ReviewState
from interview_desk.domain.rubric import Score
from interview_desk.domain.state import State
from interview_desk.ui.live.rubric_panel import RubricPanel


class BlindScores(RubricPanel):
    """The live page's rubric with the scores of a review; what speaks for and against a row is as known at a moment."""

    def __init__(self) -> None:
        super().__init__()
        self._given: Mapping[str, Score] = {}
        self.setAccessibleName("Your blind scores")

    def show_review(self, review: ReviewState) -> None:
        """Show what was scored so far."""
        self._given = review.scores
        for row in self.rows:
            row.show_score(self._given.get(row.row.id))
        self._show_head()

    def show_stage(self, state: State, now_ms: int) -> None:
        """Show a state: its tallies, and never a score of its own."""
        before = list(self.rows)
        super().show_stage(state, now_ms)
        if self.rows != before:
            for row in self.rows:
                row.show_score(self._given.get(row.row.id))
        self._show_head()

    def show_keys(self) -> None:
        """Show the keys that the commands have now."""
        left = len(self.rows) - self._count()
        submit = keys_text(BY_ID["review.submit"])
        self.foot.setText(
            f"{submit} submits your scores: only then names, the original scores and the outcome are shown."
            if not left
            else "Names, the original scores, the recommendation and other reviews stay hidden until you submit yours."
        )

    def _count(self) -> int:
        return sum(row.row.id in self._given for row in self.rows)

    def _show_head(self) -> None:
        self.head.show_words("Your scores, blind", f"{self._count()} of {len(self.rows)} scored")
        self.show_keys()
