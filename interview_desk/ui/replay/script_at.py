"""The script as it stood: what had been said, the layer against par, how the script was kept, signals and hints."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from interview_desk.domain import timing
from interview_desk.domain.events import PromptAsked
from interview_desk.domain.log import Entry
from interview_desk.domain.script import Place
from interview_desk.domain.state import State
from interview_desk.domain.timing import clock_text, short_clock_text
from interview_desk.insights.adherence import SAID, adherence
from interview_desk.ui.live.column import MARGIN, Column, Head, upright
from interview_desk.ui.live.layer_track import place_label
from interview_desk.ui.live.prose import plain_label
from interview_desk.ui.live.script_page import ScriptPage
from interview_desk.ui.replay.kept_panel import KeptPanel
from interview_desk.ui.replay.said_card import SaidCard


class ScriptAt(QWidget):
    """Shows the live page's script without its keys: here nothing can be given or marked."""

    moment_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State | None = None
        self._length_ms = 0
        self._told: list[Entry] = []
        self._told_seqs: list[int] = []
        self._drawn_place: object = self  # no place is this one, so the first is drawn
        self.page: ScriptPage | None = None
        self._pages: dict[Place | None, ScriptPage] = {}
        self.head = Head()
        self.said = SaidCard()
        self.standing = plain_label("muted", wraps=True)
        self.kept = KeptPanel()
        self.kept.moment_wanted.connect(self.moment_wanted)
        self._scroll = Column(self)
        self._body = QWidget(self._scroll.viewport())
        self._stack = upright(self._body, 12, (MARGIN, 0, MARGIN, 16))
        for widget in (self.said, self.standing, self.kept):
            self._stack.addWidget(widget)
        self._stack.addStretch(1)
        self._scroll.setWidget(self._body)
        head = QWidget(self)
        upright(head, 0, (MARGIN, 18, MARGIN, 12)).addWidget(self.head)
        column = upright(self, 0)
        column.addWidget(head)
        column.addWidget(self._scroll, 1)
        self.setAccessibleName("Script")

    def show_session(self, entries: Sequence[Entry]) -> None:
        """Know the session: how long it is, to say when the end is reached, and where it was asked and scored."""
        self._length_ms = entries[-1].offset_ms
        self._told = [it for it in entries if isinstance(it.event, SAID)]
        self._told_seqs = [it.seq for it in self._told]

    def show_stage(self, state: State, now_ms: int) -> None:
        """Show a state; what is the same as before is left alone."""
        before, self._state = self._state, state
        if before is not state:
            if self._drawn_place != state.place:
                self._drawn_place = state.place
                self._turn(state)
            if self.page is not None:
                self.page.show_marks(state, picking=False)
            told = self._told[: bisect_right(self._told_seqs, state.seq)]
            self.said.show_said(*_said(state, told))
            self.kept.show_lines(adherence(told, state), now_ms, now_ms >= self._length_ms)
        self.show_time(now_ms)

    def show_time(self, now_ms: int) -> None:
        """Show a later second of the same state."""
        state = self._state
        if state is None:
            return
        self.head.show_words(f"Script at {clock_text(now_ms - state.started_ms)}", _layer_of(state))
        standing = _standing(state, now_ms)
        if standing != self.standing.text():
            self.standing.setText(standing)
        self.kept.show_time(now_ms)

    def _turn(self, state: State) -> None:
        """Show the page of a place; one is made for each place, because scrubbing comes back to it again and again."""
        if self.page is not None:
            self.page.hide()
        if state.place not in self._pages:
            page = self._pages[state.place] = ScriptPage(state, self._body, keys=False)
            page.say.hide()  # it is what the card above is of
            for part in (*page.signals_, *page.rungs):
                part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._stack.insertWidget(3, page)
        self.page = self._pages[state.place]
        self.page.show()


def _layer_of(state: State) -> str:
    if state.place is None:
        return "Before the start"
    question = state.kit.question(state.place.question)
    if question is None:
        return timing.title_of(state, state.place)
    number = next((n for n, layer in enumerate(question.layers, 1) if layer.id == state.place.layer), 0)
    return f"Layer {number} of {len(question.layers)}"


def _said(state: State, log: Sequence[Entry]) -> tuple[str, str]:
    place = state.place
    if place is None:
        return "To be said first", next((it.say for it in state.kit.sections if it.say), state.kit.title)
    layer = state.layer
    section = next((it for it in state.kit.sections if it.kind == place.section), None)
    words = layer.say if layer is not None else section.say if section is not None and section.say else ""
    reached = next((span.from_ms for span in state.spans if span.place == place), state.since_ms) - state.started_ms
    if layer is None:
        return f"From {clock_text(reached)}", words or timing.title_of(state, place)
    as_written = state.asked.get(place)
    if as_written is None:
        return f"From {clock_text(reached)} · not marked as said", words
    asked = next((it.offset_ms for it in reversed(log) if _asks(it, place) and it.seq not in state.withdrawn), reached)
    said = "Said" if as_written else "Said in other words"
    return f"{said} at {clock_text(asked - state.started_ms)}", words


def _asks(entry: Entry, place: Place) -> bool:
    event = entry.event
    return isinstance(event, PromptAsked) and (event.question, event.layer) == (place.question, place.layer)


def _standing(state: State, now_ms: int) -> str:
    match state.phase:
        case "prepared":
            return "The clock had not started."
        case "ended":
            return f"The interview had ended after {short_clock_text(timing.elapsed_ms(state, now_ms))}."
    place = state.place
    if place is None:
        return ""
    stand = timing.stand(state, place, now_ms)
    if state.branch is not None:
        topic = f": {state.branch_topic}" if state.branch_topic else ""
        return f"Off the script{topic}, {short_clock_text(now_ms - state.since_ms)}; apart from par."
    name = f"Layer {place_label(state, place).split(' ', 1)[0]}" if state.layer is not None else stand.title
    running = "stands in a pause at" if state.phase == "paused" else "running"
    words = f"{name} {running} {short_clock_text(stand.spent_ms)} of par {short_clock_text(stand.par_ms)}"
    if state.layer is None:
        return words
    return f"{words} · {stand.hints} hint{'' if stand.hints == 1 else 's'} of par {stand.par_hints}"
