"""The live page folded small, for a desk with one screen: clock, layer, words to say, next hint, notes, note line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from interview_desk.commands import BY_ID, keys_text
from interview_desk.domain import rules, timing
from interview_desk.domain.state import State
from interview_desk.ui.live.clock_bar import ClockBar
from interview_desk.ui.live.column import Column, upright
from interview_desk.ui.live.header import Saved
from interview_desk.ui.live.keycap import KeyStrip, command_button
from interview_desk.ui.live.layer_track import Segment, place_label, segment_height
from interview_desk.ui.live.note_line import NoteLine
from interview_desk.ui.live.notes_panel import NotesPanel
from interview_desk.ui.live.numbered import Numbered
from interview_desk.ui.live.prompts import Choice, Prompt, filters, numbered
from interview_desk.ui.live.script_cards import HintRung, SayCard
from interview_desk.ui.live.sound import Sound
from interview_desk.ui.notices import Notices

_STRIP = (("layer.solved",), ("candidate.dont-know",), ("window.compact", "whole window"))


class CompactWindow(QWidget):
    """Always on top, 420 × 640. The same state as the live page, the same wishes."""

    note_written = Signal(str, int)
    draft_changed = Signal(str, int)
    answered = Signal(str, str, int)
    chosen = Signal(str, str)
    hint_wanted = Signal()
    hint_picked = Signal(str)
    signal_marked = Signal(str)
    command_wanted = Signal(str)
    closed = Signal()

    def __init__(self, now: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle("Interview Desk")
        self.resize(420, 640)
        self._seq = 0
        self._saved_seq = 0
        self._segment: Segment | None = None
        self._state: State | None = None
        self.clock = ClockBar(26)
        self.saved = Saved()
        self.sound = Sound()
        self.say = SayCard()
        self.rung: HintRung | None = None
        self.notes = NotesPanel(compact=True)
        self.line = NoteLine(now)
        self._place = QWidget()
        upright(self._place)
        self._hint = QWidget()
        upright(self._hint)
        self.numbered = Numbered()
        self.numbered.signal_clicked.connect(self.signal_marked)
        self.numbered.hint_clicked.connect(self._hint_clicked)
        self.notices = Notices()
        say, body = Column(), QWidget()
        inside = upright(body, 0, (0, 0, 12, 0))
        inside.addWidget(self.say)
        inside.addWidget(self.numbered)
        self.numbered.hide()
        say.setWidget(body)
        say.setMinimumHeight(160)
        top = QHBoxLayout()
        top.addWidget(self.saved, 1)
        top.addWidget(self.sound)
        top.addWidget(self.clock)
        strip = self.strip = KeyStrip([command_button(*it) for it in _STRIP], spacing=14, last_right=True)
        whole = upright(self, 0)
        inner = QWidget()
        whole.addWidget(inner, 1)
        whole.addWidget(self.notices)
        column = upright(inner, 10, (14, 12, 14, 12))
        column.addLayout(top)
        column.addWidget(self._place)
        column.addWidget(say, 3)
        column.addWidget(self._hint)
        column.addWidget(self.notes, 4)
        column.addWidget(self.line)
        column.addWidget(strip)
        for mine, theirs in (
            (self.note_written, self.line.note_written),
            (self.draft_changed, self.line.draft_changed),
            (self.answered, self.line.answered),
            (self.command_wanted, self.line.command_wanted),
            (self.command_wanted, strip.command_wanted),
        ):
            theirs.connect(mine)
        self.line.chosen.connect(self._chosen)
        self.line.left.connect(self._left)
        self.line.escaped.connect(lambda: self.notes.choose(None) if self.notes.chosen is not None else None)
        self.line.page_wanted.connect(lambda by, _shifted: self.notes.turn_page(by))
        self.setFocusProxy(self.line)

    def show_stage(self, state: State, now_ms: int) -> None:
        """Show a state."""
        before, self._state = self._state, state
        self._seq = state.seq
        self.clock.show_stage(state, now_ms)
        self.notes.show_stage(state, now_ms)
        self.line.show_stage(state, now_ms)
        if before is None or before.place != state.place:
            self._turn(state)
        if before is None or before.place != state.place or before.hints is not state.hints:
            self._show_hint(state)
        if not self.numbered.isHidden():
            self.numbered.show_marks(state)
        self.show_time(now_ms)

    def show_time(self, now_ms: int) -> None:
        """Show a later second of the same state."""
        self.clock.show_time(now_ms)
        if self._segment is not None and self._state is not None:
            self._segment.show_place(self._state, now_ms)
        self._show_saved()

    def show_saved(self, seq: int) -> None:
        self._saved_seq = max(seq, self._saved_seq)
        self.notes.show_saved(seq)
        self._show_saved()

    def show_trouble(self, sentence: str | None) -> None:
        """Say that saving does not get on; None once it does."""
        if sentence:
            self.saved.show_words("warm", "not saved yet")
            self.saved.setToolTip(sentence)
        else:
            self._show_saved()

    def restore_draft(self, text: str, stamp_ms: int) -> None:
        self.line.restore(text, stamp_ms)

    def keep_text(self) -> None:
        """Leave what was typed in the note line: to be called where a note that was just written is refused."""
        self.line.keep_text()

    def show_keys(self) -> None:
        """Show the keys that the commands have now."""
        self.strip.show_keys()
        self.line.show_keys()
        if self._state is not None:
            self._show_hint(self._state)

    def mark_signals(self) -> None:
        """Show the signals and let number keys mark them until Esc."""
        layer = self._state.layer if self._state is not None else None
        if self._state is not None and layer is not None and layer.signals:
            self.numbered.show_signals(self._state)
            self.choose(numbered("signals.mark", "Signals", len(layer.signals), "yes, partly, no", stays=True))
            self._show_numbered(True)

    def pick_hint(self) -> None:
        """Show the hints and let a number key give one out of order."""
        layer = self._state.layer if self._state is not None else None
        if self._state is not None and layer is not None and layer.hints:
            self.numbered.show_hints(self._state)
            self.choose(numbered("hint.pick", "Hint", len(layer.hints), "by its number", "hint"))
            self._show_numbered(True)

    def filter_notes(self) -> None:
        """Show all notes again, or let one key say which."""
        if self.notes.model.filter is not None:
            self.notes.show_filter(None)
        else:
            self.choose(filters(self.notes.filter_options()))

    def ask(self, prompt: Prompt, text: str = "") -> None:
        self.line.ask(prompt, text)

    def choose(self, choice: Choice) -> None:
        self.line.choose(choice)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def _chosen(self, id: str, key: str) -> None:
        """Answer the choices that are about this window; hand the others over."""
        layer = self._state.layer if self._state is not None else None
        if id == "note.filter":
            self.notes.filter_by(key)
        elif id == "signals.mark" and layer is not None:
            self.signal_marked.emit(layer.signals[int(key) - 1].id)
        elif id == "hint.pick" and layer is not None:
            self.hint_picked.emit(layer.hints[int(key) - 1].id)
        else:
            self.chosen.emit(id, key)

    def _left(self, id: str) -> None:
        if id in ("signals.mark", "hint.pick"):
            self._show_numbered(False)

    def _hint_clicked(self, hint: str) -> None:
        self.line.leave()
        self.hint_picked.emit(hint)

    def _show_numbered(self, shown: bool) -> None:
        self.numbered.setVisible(shown)
        for widget in (self.say, self._hint, self.notes):
            widget.setVisible(not shown)

    def _show_saved(self) -> None:
        saved = self._saved_seq >= self._seq
        self.saved.show_words("good" if saved else "", "saved" if saved else "saving…")

    def _turn(self, state: State) -> None:
        """Show the place that was reached."""
        if self._segment is not None:
            self._segment.hide()
            self._segment.deleteLater()
            self._segment = None
        if state.place is None:
            self.say.show_say(f"{state.opened.candidate} · {state.kit.title}")
            return
        self._segment = Segment(state.place, self._place)
        self._segment.setFixedHeight(segment_height())
        layout = self._place.layout()
        assert layout is not None
        layout.addWidget(self._segment)
        layer = state.layer
        section = next((it for it in state.kit.sections if it.kind == state.place.section), None)
        say = layer.say if layer is not None else section.say if section is not None else ""
        self.say.show_say(say or timing.title_of(state, state.place))
        self.say.setAccessibleName(place_label(state, state.place))

    def _show_hint(self, state: State) -> None:
        if self.rung is not None:
            self.rung.hide()
            self.rung.deleteLater()
            self.rung = None
        hint = rules.next_hint(state)
        if hint is not None:
            self.rung = HintRung.of(hint)
            self.rung.show_given("", keys_text(BY_ID["hint.next"]))
            self.rung.clicked.connect(self.hint_wanted)
            layout = self._hint.layout()
            assert layout is not None
            layout.addWidget(self.rung)
