"""Giving feedback: on the left what to say and in which order, on the right what the candidate's report will say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from interview_desk.domain.events import PointHeading
from interview_desk.domain.state import State
from interview_desk.insights.feedback import routing
from interview_desk.insights.phrasing import Secrets, secrets_of
from interview_desk.insights.playbook import PlaybookAnswer, playbook
from interview_desk.insights.suggestions import suggest_points
from interview_desk.insights.summary import GuideLine, summarise
from interview_desk.ui.pages.cards import Card, Folding, rule, scrolled, text_label
from interview_desk.ui.wrapup.moments import Faint, Marked, MomentsLabel, Part, with_links
from interview_desk.ui.wrapup.points import PointsCard, shown_points

if TYPE_CHECKING:
    from interview_desk.insights.benchmark import Band

_SIDE_BY_SIDE = 900
HEADINGS: tuple[tuple[PointHeading, str, str], ...] = (
    ("went-well", "What went well", "A moment, then what it showed."),
    ("work-on", "What to work on", "Specific enough that they could begin tomorrow."),
    ("next", "What next", "One or two things to read or to try."),
)
_KINDS = {"gap": "", "agreement": "", "strength": "Strength: ", "concern": "To work on: ", "benchmark": ""}


class FeedbackPage(QWidget):
    """Shows the speaking guide, and takes the sentences of the report as wishes."""

    point_wanted = Signal(str, str, object)  # heading, text, tuple of entries cited
    point_reworded = Signal(int, str)
    point_removed = Signal(int)
    wording_kept = Signal(str, object)  # a text, and the concerns that it is kept in spite of
    moment_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State | None = None
        self._bands: Sequence[Band] = ()
        self._waiting = False
        self._secrets = Secrets()
        self._others: Sequence[str] = ()
        self._guide_shown: tuple[GuideLine, ...] | None = None
        self._playbook_shown: tuple[PlaybookAnswer, ...] | None = None
        self._guide = Card(
            "What to say", "Ask how they saw it first. Widest gap first; a moment before a judgement; no outcome."
        )
        self._answers = Card("Seven questions, answered from what happened")
        self._policy = text_label("", "small")
        self._points = {heading: PointsCard(heading, title, about) for heading, title, about in HEADINGS}
        for card in self._points.values():
            card.written.connect(self.point_wanted)
            card.reworded.connect(self.point_reworded)
            card.removed.connect(self.point_removed)
            card.keeping_wanted.connect(self.wording_kept)
            card.moment_wanted.connect(self.moment_wanted)
            card.step_wanted.connect(self._step)
        self._lay_out()

    def show_stage(
        self, state: State, bands: Sequence[Band] = (), others: Sequence[str] = (), *, waiting: bool = False
    ) -> None:
        """Show a session as it stands; while `waiting` for the bands, nothing is said of others.

        `others` are other candidates' names, for the wording check.
        """
        shown = (self._bands, self._waiting)
        if state is self._state and (bands, waiting) == shown and others is self._others:
            return
        if self._state is None or state.kit is not self._state.kit or others is not self._others:
            self._secrets = secrets_of(state, others)
        self._state, self._bands, self._waiting, self._others = state, bands, waiting, others
        guide = summarise(state, bands=bands, waiting=waiting).guide
        if guide != self._guide_shown:
            self._guide_shown = guide
            self._fill(self._guide, [_said(number, line) for number, line in enumerate(guide, 1)])
        answers = playbook(state)
        if answers != self._playbook_shown:
            self._playbook_shown = answers
            self._fill(self._answers, [_answered(answer) for answer in answers])
        self._policy.setText(routing(state).text)
        times = {moment.seq: moment.at_ms for moment in state.moments}
        suggested = suggest_points(state)
        for heading, card in self._points.items():
            card.show_points(
                shown_points(state, heading, self._secrets),
                [(it, _times(it.cites, times)) for it in suggested if it.heading == heading],
            )

    def focus_here(self) -> None:
        """Put the focus on the first sentence, or the first line to write one."""
        self._stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _stops(self) -> list[QWidget]:
        return [stop for card in self._points.values() for stop in card.stops()]

    def _step(self, here: QWidget, by: int) -> None:
        stops = self._stops()
        there = max(0, min(len(stops) - 1, stops.index(here) + by))
        stops[there].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, card: Card, lines: Iterable[Sequence[Part]]) -> None:
        # The heading, its line and the gap below them stay.
        while (item := card.column.takeAt(3)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for parts in lines:
            label = MomentsLabel()
            label.moment_wanted.connect(self.moment_wanted)
            label.show_parts(parts)
            label.setContentsMargins(0, 4, 0, 4)
            card.column.addWidget(label)
            label.show()
            card.column.addWidget(rule())

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        for side, cards in ((left, (self._guide, self._answers)), (right, tuple(self._points.values()))):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
            if side is right:
                column.addWidget(self._policy)
            for card in cards:
                card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
                column.addWidget(card)
            column.addStretch(1)
        columns = Folding(_SIDE_BY_SIDE, 18)
        columns.row.setContentsMargins(28, 0, 28, 24)
        columns.row.addWidget(left, 1)
        columns.row.addWidget(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(columns))


def _said(number: int, line: GuideLine) -> list[Part]:
    return [Marked(f"{number} "), f" {_KINDS[line.kind]}", *with_links(line.text, line.times_ms)]


def _answered(answer: PlaybookAnswer) -> list[Part]:
    said = Faint(answer.answer) if answer.answer == "not observed" else answer.answer.capitalize()
    parts: list[Part] = [Faint(f"{answer.question} "), said]
    times = [it.at_ms for it in answer.observed]
    for ms in times[:3]:
        parts += [" ", ms]
    return parts


def _times(cites: Sequence[int], times: dict[int, int]) -> list[int]:
    return sorted({times[seq] for seq in cites if seq in times})
