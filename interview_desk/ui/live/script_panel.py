"""The script beside the talk: what to say and to listen for, the hints in order, what is expected, what comes next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from interview_desk.commands import BY_ID, keys_text
from interview_desk.domain import rules, timing
from interview_desk.domain.due import due_text
from interview_desk.domain.script import Place
from interview_desk.domain.state import State
from interview_desk.ui.live.cards import ConclusionCard, NoticeCard
from interview_desk.ui.live.column import MARGIN, Column, Head, upright
from interview_desk.ui.live.layer_track import place_label
from interview_desk.ui.live.script_cards import NextRow
from interview_desk.ui.live.script_page import ScriptPage
from interview_desk.ui.models import gap_words
from interview_desk.ui.reading_order import in_reading_order

_ROOMY = 760
# An interruption is asked about while it is fresh; later it is counted from the palette.
_ASKED_FOR_MS = 5 * 60_000


class ScriptPanel(QWidget):
    """Shows the script at the current place. Every part can be clicked; nothing here ever takes the focus."""

    hint_wanted = Signal()
    hint_picked = Signal(str)
    """The id of a hint that is not the next one."""
    signal_marked = Signal(str)
    """The id of a signal whose next mark is wished for."""
    place_wanted = Signal(object)
    command_wanted = Signal(str)
    """The id of a command whose key was clicked."""
    suggestion_dismissed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State | None = None
        self._drawn_place: object = self  # no place is this one, so the first is drawn
        self._suggests = False
        self._waved_away = 0
        self._picking = False
        self._numbered = False
        self.head = Head()
        self.page: ScriptPage | None = None
        self.notice = _card(self, "accent", "interview.pause")
        self.gap = NoticeCard("warm", "", "interview.count-gap", "count it in", dismissible=True)
        self.gap.acted.connect(lambda: self.command_wanted.emit("interview.count-gap"))
        self.gap.dismissed.connect(self.wave_gap_away)
        self.branch = _card(self, "warm", "branch.toggle")
        self.pivot = NoticeCard(
            "warm",
            "A long time here without a step forward, and every hint is given.",
            "direction.change",
            "change direction",
            dismissible=True,
        )
        self.pivot.acted.connect(lambda: self.command_wanted.emit("direction.change"))
        self.pivot.dismissed.connect(lambda: self.suggestion_dismissed.emit("pivot"))
        self.conclusion = ConclusionCard()
        self.conclusion.acted.connect(lambda: self.command_wanted.emit("interview.conclude-early"))
        self._scroll = Column(self)
        self._body = QWidget(self._scroll.viewport())
        self._stack = upright(self._body, 12, (MARGIN, 0, MARGIN, 12))
        self._cards = (self.notice, self.gap, self.branch, self.pivot, self.conclusion)
        for card in self._cards:
            card.hide()
            self._stack.addWidget(card)
        self._stack.addStretch(1)
        self._scroll.setWidget(self._body)
        self._next_rows: list[NextRow] = []
        self._foot = QWidget(self)
        self._foot_column = upright(self._foot, 8, (MARGIN, 8, MARGIN, 16))
        column = upright(self, 0)
        head = QWidget()
        upright(head, 0, (MARGIN, 18, MARGIN, 12)).addWidget(self.head)
        column.addWidget(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)
        in_reading_order(head, self._scroll, self._foot)
        self.setAccessibleName("Script")

    def show_stage(self, state: State, now_ms: int) -> None:
        """Show a state; what is the same as before is left alone."""
        before, self._state = self._state, state
        if self._drawn_place != state.place or before is None:
            self._drawn_place = state.place
            self._turn(state)
        elif before.hints is not state.hints or before.signals is not state.signals or before.asked is not state.asked:
            self._mark()
        self._show_cards(state)
        self.show_time(now_ms)

    def show_time(self, now_ms: int) -> None:
        """Show a later second of the same state: time alone can only bring up the suggestion to change direction."""
        state = self._state
        if state is None:
            return
        suggests = timing.suggests_pivot(state, now_ms)
        if suggests != self._suggests:
            self._suggests = suggests
            self.pivot.setVisible(suggests)
        if state.gaps:
            self._show_gap(state, now_ms)
        elif not self.gap.isHidden():
            self.gap.hide()

    def show_signal_numbers(self, shown: bool) -> None:
        """Show the number key of each signal, while signals are being marked."""
        self._numbered = shown
        if self.page is not None:
            self.page.show_numbers(shown)

    def show_hint_numbers(self, shown: bool) -> None:
        """Show the number key of each hint, while one is being picked out of order."""
        self._picking = shown
        self._mark()

    def turn_page(self, by: int) -> None:
        self._scroll.turn_page(by)

    @property
    def suggests(self) -> bool:
        """Whether a change of direction is suggested now."""
        return self._suggests

    def wave_gap_away(self) -> bool:
        """Ask no more about the last interruption; tells whether that was asked."""
        asked = not self.gap.isHidden()
        if asked and self._state is not None:
            self._waved_away = self._state.gaps[-1].seq
            self.gap.hide()
        return asked

    def toggle_solution(self) -> bool:
        """Unfold the reference solution and bring it into sight, or fold it; tells whether there is one."""
        if self.page is None or not self.page.toggle_solution():
            return False
        if (head := self.page.solution) is not None:
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # so that it is where it will be
            self._scroll.verticalScrollBar().setValue(head.mapTo(self._body, QPoint()).y() - MARGIN)
        return True

    def show_keys(self) -> None:
        """Show the keys that the commands have now."""
        if self._state is not None:
            self._turn(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_next_rows()

    def _turn(self, state: State) -> None:
        """Make the page of the place that was reached."""
        if self.page is not None:
            self._stack.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
        self.page = page = ScriptPage(state, self._body)
        page.hint_clicked.connect(self._hint_clicked)
        page.signal_clicked.connect(self.signal_marked)
        page.show_numbers(self._numbered)
        self._stack.insertWidget(len(self._cards), page)
        self._scroll.verticalScrollBar().setValue(0)
        self.head.show_words(*_heading(state))
        self._make_next_rows(state)
        self._mark()

    def _mark(self) -> None:
        if self.page is not None and self._state is not None:
            self.page.show_marks(self._state, self._picking)

    def _show_cards(self, state: State) -> None:
        sentence, words = {
            "prepared": (_ready(state), "start the clock"),
            "paused": ("Paused: the clock stands.", "go on"),
        }.get(state.phase, ("", ""))
        if sentence:
            self.notice.show_words(sentence, words)
        self.notice.setVisible(bool(sentence))
        if state.branch is not None:
            topic = f" · {state.branch_topic}" if state.branch_topic else ""
            self.branch.show_words(f"Off the script{topic}. This time counts apart from par.", "come back")
        self.branch.setVisible(state.branch is not None)
        if state.conclusion:
            self.conclusion.show_steps(state.conclusion)
        self.conclusion.setVisible(state.concluding and state.phase == "running")

    def _show_gap(self, state: State, now_ms: int) -> None:
        gap = state.gaps[-1]
        fresh = now_ms - gap.at_ms < _ASKED_FOR_MS and gap.seq != self._waved_away
        asks = fresh and not gap.counted and state.phase in ("running", "paused")
        if asks:
            self.gap.show_words(f"{gap_words(gap)}. Did the talk go on meanwhile?", "count it in")
        if asks == self.gap.isHidden():
            self.gap.setVisible(asks)

    def _make_next_rows(self, state: State) -> None:
        for row in self._next_rows:
            row.hide()
            row.deleteLater()
        self._next_rows = []
        places = state.track()
        here = places.index(state.place) if state.place in places else -1
        for place in places[here + 1 : here + 3]:
            first = not self._next_rows and state.place is not None
            par = f"par {timing.short_clock_text(timing.par_ms(state, place))}"
            row = NextRow(place_label(state, place), keys_text(BY_ID["layer.solved"]) if first else "", par)
            if first:
                row.clicked.connect(lambda: self.command_wanted.emit("layer.solved"))
            else:
                row.clicked.connect(lambda _checked=False, place=place: self.place_wanted.emit(place))
            self._foot_column.addWidget(row)
            self._next_rows.append(row)
        self._show_next_rows()

    def _show_next_rows(self) -> None:
        """A low window keeps its room for the script and shows only what is next."""
        for row in self._next_rows[1:]:
            row.setVisible(self.height() >= _ROOMY)
        self._foot.setVisible(bool(self._next_rows))

    def _hint_clicked(self, hint_id: str) -> None:
        state = self._state
        following = rules.next_hint(state) if state is not None else None
        if following is not None and following.id == hint_id:
            self.hint_wanted.emit()
        else:
            self.hint_picked.emit(hint_id)


def _ready(state: State) -> str:
    if state.called_off:
        return "Called off. Undo takes that back, and so does starting the clock."
    due = f" Due {due_text(state.due_at)}." if state.due_at is not None else ""
    return f"Ready when you are; the clock has not started.{due}"


def _card(panel: ScriptPanel, ink: str, command: str) -> NoticeCard:
    card = NoticeCard(ink, "", command, "")
    card.acted.connect(lambda: panel.command_wanted.emit(command))
    return card


def _heading(state: State) -> tuple[str, str]:
    place = state.place
    if place is None:
        return "Script", "Before the start"
    question = state.kit.question(place.question)
    if question is None:
        return "Script", timing.title_of(state, place)
    number = _number(place, state)
    return f"Script — layer {number} of {len(question.layers)}", timing.title_of(state, place)


def _number(place: Place, state: State) -> int:
    question = state.kit.question(place.question)
    return next((n for n, layer in enumerate(question.layers, 1) if layer.id == place.layer), 0) if question else 0
