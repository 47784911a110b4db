"""One heading of the candidate's report: the sentences in it, those suggested for it, and a line for one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from interview_desk.domain.events import PointHeading
from interview_desk.domain.state import State
from interview_desk.insights.phrasing import Finding, Secrets, kept_wording, open_findings
from interview_desk.insights.suggestions import Suggested
from interview_desk.ui.pages.cards import Card
from interview_desk.ui.reading_order import follow
from interview_desk.ui.wrapup.sentence import Kind, Sentence


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A sentence in the report: its entry, its words, the times it rests on, what to look at again or was kept."""

    seq: int
    text: str
    times_ms: Sequence[int]
    findings: Sequence[Finding] = ()
    kept: bool = False


class PointsCard(Card):
    """Rows take the focus: Enter accepts a suggestion or rewords a sentence, E edits first, Delete removes."""

    written = Signal(str, str, object)  # heading, text, cites
    reworded = Signal(int, str)
    removed = Signal(int)
    keeping_wanted = Signal(str, object)  # a text, and the concerns that it is kept in spite of
    moment_wanted = Signal(int)
    step_wanted = Signal(QWidget, int)

    def __init__(self, heading: PointHeading, title: str, about: str) -> None:
        super().__init__(title, about)
        self.heading: PointHeading = heading
        self._rows: dict[object, Sentence] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.column.addLayout(self._list)
        self._own = QLineEdit()
        self._own.setPlaceholderText("Write a sentence, then Enter")
        self._own.setAccessibleName(f"{title}: a sentence of your own")
        self._own.returnPressed.connect(self._write)
        self._own.installEventFilter(self)
        self.column.addSpacing(4)
        self.column.addWidget(self._own)

    def show_points(
        self, points: Sequence[ShownPoint], suggested: Sequence[tuple[Suggested, Sequence[int]]] = ()
    ) -> None:
        """Show sentences with their times and findings, and suggestions with their times; unchanged rows stay."""
        wanted: dict[object, ShownPoint] = {it.seq: it for it in points}
        for suggestion, times in suggested:
            wanted[suggestion] = ShownPoint(0, suggestion.text, times)
        focused = next((key for key, row in self._rows.items() if row.has_focus_inside()), None)
        place = list(self._rows).index(focused) if focused is not None else 0
        for key in [key for key in self._rows if key not in wanted]:
            row = self._rows.pop(key)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, (key, it) in enumerate(wanted.items()):
            known = self._rows.get(key)
            if known is None:
                known = self._add(key)
            if self._list.indexOf(known) != at:
                self._list.insertWidget(at, known)
                known.show()  # now, not later: it may be given the focus at once
            known.show_text(it.text, it.times_ms, it.findings, kept=it.kept)
        self._rows = {key: self._rows[key] for key in wanted}
        follow(self.column)
        if focused is not None and focused not in wanted:
            # The row that was accepted or removed is gone: go on with the one that stands in its place.
            left = [*self._rows.values(), self._own]
            left[min(place, len(left) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """Return what Up and Down go through, in order."""
        return [*self._rows.values(), self._own]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._own and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            step = steps.get(event.key())
            if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.step_wanted.emit(self._own, step)
                return True
        return super().eventFilter(watched, event)

    def _add(self, key: object) -> Sentence:
        row = Sentence(_kind(key))
        row.moment_wanted.connect(self.moment_wanted)
        row.step_wanted.connect(lambda by, row=row: self.step_wanted.emit(row, by))
        if isinstance(key, Suggested):
            row.accepted.connect(lambda text, key=key: self.written.emit(self.heading, text, key.cites))
        elif isinstance(key, int):
            row.accepted.connect(lambda text, seq=key: self.reworded.emit(seq, text))
            row.removal_wanted.connect(lambda seq=key: self.removed.emit(seq))
            row.keeping_wanted.connect(self.keeping_wanted)
        self._rows[key] = row
        return row

    def _write(self) -> None:
        text = self._own.text().strip()
        if text:
            self._own.clear()
            self.written.emit(self.heading, text, ())


def shown_points(state: State, heading: PointHeading, secrets: Secrets) -> list[ShownPoint]:
    """Return the sentences under a heading of the report, with their times and what the wording check says of each."""
    at = {moment.seq: moment.at_ms for moment in state.moments}
    return [
        ShownPoint(
            point.seq,
            point.text,
            sorted({at[seq] for seq in point.cites if seq in at}),
            open_findings(state, point.text, secrets),
            kept_wording(state, point.text),
        )
        for point in state.points
        if point.heading == heading
    ]


def _kind(key: object) -> Kind:
    if isinstance(key, Suggested):
        return "unfit" if key.needs_editing else "suggested"
    return "in"
