"""The summary: where the time went, the hints, the rubric with its evidence, the recommendation, and your own call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from interview_desk.domain.state import State
from interview_desk.insights.course import HintRow
from interview_desk.insights.others import HINTS_DIFFER
from interview_desk.insights.recommendation import Calibration
from interview_desk.insights.summary import GuideLine, Summary, summarise
from interview_desk.ui.pages.cards import Card, Folding, rule, scrolled, text_label
from interview_desk.ui.reading_order import tab_along
from interview_desk.ui.wrapup.exercise_times import ExerciseTimes
from interview_desk.ui.wrapup.moments import Marked, MomentsLabel, Part, with_links
from interview_desk.ui.wrapup.recommendation_card import RecommendationCard
from interview_desk.ui.wrapup.rubric_table import RubricTable
from interview_desk.ui.wrapup.tables import Table, figure
from interview_desk.ui.wrapup.your_call import YourCall

if TYPE_CHECKING:
    from interview_desk.insights.benchmark import Band

_SIDE_BY_SIDE = 900
_GUIDE_LINES = 4


class SummaryPage(QWidget):
    """Draws a summary, and takes scores, evidence and the call as wishes."""

    moment_wanted = Signal(int)
    score_wanted = Signal(str, object)  # competency, Score
    cite_wanted = Signal(str, object, str)  # competency, entries, why none
    call_wanted = Signal(str, str, str)  # category, why, gap

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State | None = None
        self._given: tuple[object, ...] = ()
        self._summary: Summary | None = None
        self._times = Card("Time on each layer")
        self._charts: list[ExerciseTimes] = []
        self._hints = Card("Hints")
        self._hint_table = Table(("Layer", "given", "par", "which"), (200, 48, 40, 0))
        self._hints_of_others = text_label("", "small")
        self._hints.column.addWidget(self._hint_table)
        self._hints.column.addSpacing(4)
        self._hints.column.addWidget(self._hints_of_others)
        rubric = Card("Rubric and its evidence")
        self._rubric = RubricTable()
        rubric.column.addWidget(self._rubric)
        self._recommendation = RecommendationCard()
        self._call = YourCall()
        self._talk = Card("Before you talk", "Start with the widest gap; leave the outcome out.")
        self._lines: list[QWidget] = []
        self._lay_out(rubric)
        self._rubric.score_wanted.connect(self.score_wanted)
        self._rubric.cite_wanted.connect(self.cite_wanted)
        self._rubric.moment_wanted.connect(self.moment_wanted)
        # Only once it is laid out is it known where it stands.
        self._rubric.opened.connect(self._bring_into_sight, Qt.ConnectionType.QueuedConnection)
        self._call.call_wanted.connect(self.call_wanted)

    def show_stage(
        self,
        state: State,
        bands: Sequence[Band] = (),
        calibration: Calibration | None = None,
        *,
        waiting: bool = False,
    ) -> None:
        """Show a session as it stands, against these benchmarks, with what is known of the interviewer's strictness.

        While `waiting` for both, nothing is said of others.
        """
        if state is self._state and (bands, calibration, waiting) == self._given:
            return
        self._state, self._given = state, (bands, calibration, waiting)
        before, now = self._summary, summarise(state, bands=bands, calibration=calibration, waiting=waiting)
        self._summary = now
        if before is None or before.exercises != now.exercises or before.seen != now.seen:
            self._show_times(now)
        if before is None or before.hints != now.hints:
            self._show_hints(now.hints)
        self._hints.set_about(now.hints_text)
        others = [f"{text[:1].upper()}{text[1:]}." for text in now.hints_of_others]
        self._hints_of_others.setText(" ".join([*others, HINTS_DIFFER]))
        self._hints_of_others.setVisible(bool(others))
        self._rubric.show_rows(state, now.rubric, now.recommendation.rows if now.recommendation else ())
        self._recommendation.show_recommendation(state.rubric, now.recommendation, now.hidden, now.seen)
        self._call.show_call(state.rubric, now.recommendation, now.seen)
        if before is None or before.guide != now.guide:
            self._show_guide(now.guide)
        tab_along(self._columns)
        if before is not None and before.seen == "waiting" and self._area.hasFocus():
            self._focus_in_sight()

    def _focus_in_sight(self) -> None:
        """Give the focus to what it waited for, unless that would scroll away what is being read."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        if self._call.visibleRegion().boundingRect() == self._call.rect():
            self.focus_here()

    @property
    def chosen_competency(self) -> str:
        """The row that Alt+1 to Alt+4 would score."""
        return self._rubric.chosen

    def choose_competency(self, step: int) -> None:
        """Choose the row above or below."""
        self._rubric.choose(step)

    def focus_here(self) -> None:
        """Put the focus where there is something to do: the first row without a score, or the call; else to scroll."""
        if self._state is None or not self._state.fully_scored:
            self._rubric.focus_here()
        elif self._summary is not None and self._summary.seen == "waiting":
            self._area.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._state.call is None:
            self._call.focus_here()
        else:
            self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, rubric: Card) -> None:
        left, right = QWidget(), QWidget()
        for side, cards in (
            (left, (self._times, self._hints, rubric)),
            (right, (self._recommendation, self._call, self._talk)),
        ):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
            for card in cards:
                card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
                column.addWidget(card)
            column.addStretch(1)
        columns = Folding(_SIDE_BY_SIDE, 18)
        columns.row.setContentsMargins(28, 0, 28, 24)
        columns.row.addWidget(left, 19)
        columns.row.addWidget(right, 10)
        self._columns = columns.row
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(columns)
        whole.addWidget(self._area)

    def _bring_into_sight(self, widget: QWidget) -> None:
        self._area.ensureWidgetVisible(widget, 0, 12)

    def _show_times(self, summary: Summary) -> None:
        self._times.set_about("" if summary.exercises else "No layer was begun.")
        while len(self._charts) < len(summary.exercises):
            times = ExerciseTimes()
            times.moment_wanted.connect(self.moment_wanted)
            self._charts.append(times)
            self._times.column.addWidget(times)
        several = len(summary.exercises) > 1
        for times in self._charts[len(summary.exercises) :]:
            times.hide()
        for times, exercise in zip(self._charts, summary.exercises, strict=False):
            times.show_exercise(exercise, summary.level, summary.seen, several)
            times.show()

    def _show_hints(self, rows: Sequence[HintRow]) -> None:
        self._hint_table.clear_rows()
        self._hint_table.setVisible(bool(rows))
        for row in rows:
            which = MomentsLabel()
            which.moment_wanted.connect(self.moment_wanted)
            which.show_parts(_which(row))
            cells = (
                text_label(f"{row.number} · {row.title}", "body"),
                figure(str(len(row.given))),
                figure(str(row.par)),
                which,
            )
            self._hint_table.add_row(cells)

    def _show_guide(self, lines: Sequence[GuideLine]) -> None:
        for old in self._lines:
            self._talk.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = []
        for number, line in enumerate(_short(lines), 1):
            label = MomentsLabel()
            label.moment_wanted.connect(self.moment_wanted)
            label.show_parts([Marked(f"{number} "), " ", *with_links(line.text, line.times_ms)])
            label.setContentsMargins(0, 4, 0, 4)
            for widget in (label, rule()):
                self._talk.column.addWidget(widget)
                widget.show()
                self._lines.append(widget)
        self._talk.setVisible(bool(self._lines))


def _which(row: HintRow) -> list[Part]:
    parts: list[Part] = []
    for hint in row.given:
        level = "your own" if hint.level == "ad-hoc" else hint.level
        parts += ["; "] if parts else []
        parts += [hint.at_ms, f" {level}, {hint.about}" if hint.about else f" {level}"]
    return parts or ["none"]


def _short(lines: Sequence[GuideLine]) -> list[GuideLine]:
    """The widest gaps and the benchmark; the whole guide is on the next page."""
    gaps = [line for line in lines if line.kind == "gap"] or [line for line in lines if line.kind == "strength"]
    figures = [line for line in lines if line.kind == "benchmark"][:1]
    return gaps[: _GUIDE_LINES - len(figures)] + figures
