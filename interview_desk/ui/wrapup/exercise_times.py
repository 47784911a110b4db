"""The time on each layer of one exercise: what the times are set against, the chart, and what it can't draw."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_desk.domain.rubric import Level
from interview_desk.insights.course import Exercise
from interview_desk.insights.others import Seen, about_times, chart_notes
from interview_desk.ui.pages.cards import text_label
from interview_desk.ui.wrapup.layers_chart import LayersChart


class ExerciseTimes(QWidget):
    """Draws one exercise; its title stands above only where there are several."""

    moment_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = text_label("", "strong")
        self._about = text_label("", "small")
        self._chart = LayersChart()
        self._chart.moment_wanted.connect(self.moment_wanted)
        self._notes = text_label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(6)
        for widget in (self._title, self._about, self._chart, self._notes):
            column.addWidget(widget)

    def show_exercise(self, exercise: Exercise, level: Level, seen: Seen, several: bool) -> None:
        """Show an exercise; `seen` says whether others' times are to be seen yet."""
        self._title.setText(exercise.title)
        self._title.setVisible(several)
        self._about.setText(about_times(exercise, level, seen))
        self._chart.setAccessibleName(f"Time on each layer: {exercise.title}" if several else "Time on each layer")
        self._chart.show_exercise(exercise)
        notes = chart_notes(exercise)
        self._notes.setText(" ".join(notes))
        self._notes.setVisible(bool(notes))
