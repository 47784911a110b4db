"""Which interviews calibration looks at: level, question, role, competency and how far back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from interview_desk.ui.pages.picker import Picker

if TYPE_CHECKING:
    from interview_desk.insights.team import TeamPage

_PERIODS = {"last 3 months": 3, "last 12 months": 12, "last 24 months": 24}


class CalibrationFilters(QWidget):
    """A row of lists, each offering only what there is; one that could hold nothing back is not shown."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = Picker("Level", "Any level")
        self._question = Picker("Question", "Any question")
        self._role = Picker("Role", "Any role")
        self._competency = Picker("Competency", "All competencies")
        self._period = Picker("Period", "Any time")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for picker in self.pickers:
            picker.currentIndexChanged.connect(self.changed)
            row.addWidget(picker, 1)
        self._role.hide()
        self._period.hide()

    @property
    def pickers(self) -> tuple[Picker, ...]:
        """The lists, from left to right."""
        return self._level, self._question, self._role, self._competency, self._period

    @property
    def choice(self) -> dict[str, str | int]:
        """What is chosen, by the fields of `insights.team.Choice`."""
        return {
            "level": self._level.picked,
            "question": self._question.picked,
            "role": self._role.picked,
            "competency": self._competency.picked,
            "months": _PERIODS.get(self._period.picked, 0),
        }

    def offer(self, page: TeamPage) -> None:
        """Offer what the whole history has; what was chosen stays."""
        self._level.offer(list(page.levels))
        self._question.offer(list(page.questions))
        self._role.offer(list(page.roles))
        self._competency.offer(list(page.competencies))
        self._period.offer(list(_PERIODS) if page.dated else [])
        self._role.setVisible(len(page.roles) > 1)
        self._period.setVisible(page.dated)
