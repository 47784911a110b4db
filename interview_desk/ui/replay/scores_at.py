"""The rubric as it stood: scores as far as they had been given, to be looked at only."""

from __future__ import annotations

from PySide6.QtCore import Qt

from interview_desk.domain.state import State
from interview_desk.ui.live.rubric_panel import RubricPanel
from interview_desk.ui.live.rubric_row import ScoreButton


class ScoresAt(RubricPanel):
    """The live page's rubric. A click chooses a row, to read its anchors; nothing can be scored."""

    def show_stage(self, state: State, now_ms: int) -> None:
        """Show a state."""
        before = list(self.rows)
        super().show_stage(state, now_ms)
        if self.rows != before:
            for row in self.rows:
                for button in row.findChildren(ScoreButton):
                    button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        scored = sum(row.row.id in state.scores for row in self.rows)
        words = {0: "Nothing was scored yet.", len(self.rows): "Every competency was scored."}
        self.foot.setText(words.get(scored, f"{len(self.rows) - scored} were still to be scored."))
