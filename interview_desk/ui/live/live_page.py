"""The live page: header, script, notes, rubric and keys, composed; every wish goes out of here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from interview_desk.domain.state import State
from interview_desk.ui import fonts
from interview_desk.ui.live import prompts
from interview_desk.ui.live.column import MARGIN, upright
from interview_desk.ui.live.header import Header
from interview_desk.ui.live.keycap import KeyStrip, command_button
from interview_desk.ui.live.note_line import NoteLine
from interview_desk.ui.live.notes_panel import NotesPanel
from interview_desk.ui.live.rubric_panel import RubricPanel
from interview_desk.ui.live.script_panel import ScriptPanel
from interview_desk.ui.live.veil import Veil
from interview_desk.ui.reading_order import in_reading_order

_FOLD_BELOW = 1000
_FOLDED = {False: "wide", True: "folded"}
_STRIP = (
    "hint.next",
    "layer.solved",
    "candidate.dont-know",
    "snippet.clipboard",
    "direction.change",
    "milestone.reach",
    "interview.pause",
    "interview.wrap-up",
    "help.palette",
)


class LivePage(QWidget):
    """Shows a state and emits wishes; it changes nothing. `now` gives the session time, for the stamp of a note."""

    note_written = Signal(str, int)
    """What was typed in the note line, and the session time of its first keystroke."""
    draft_changed = Signal(str, int)
    """The half-typed note as it stands; empty once it was saved."""
    answered = Signal(str, str, int)
    """The id of a prompt, the words it was answered with, the session time of their first keystroke."""
    chosen = Signal(str, str)
    """The id of a choice, and the key it was answered with."""
    hint_wanted = Signal()
    hint_picked = Signal(str)
    signal_marked = Signal(str)
    score_wanted = Signal(str, object)
    row_chosen = Signal(str)
    place_wanted = Signal(object)
    suggestion_dismissed = Signal(str)
    command_wanted = Signal(str)
    """The id of a command whose key was clicked on the page."""
    moment_clicked = Signal(int)

    def __init__(self, now: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State | None = None
        self._folded: bool | None = None
        self._shares: dict[str, list[list[int]]] = {}
        self._quiet = False
        self._veils: list[Veil] = []
        # From the outside in: a panel that changes its parent is dressed again with all that is in it.
        self.header = Header(self)
        self._columns = _splitter(self)
        self.script = ScriptPanel(self._columns)
        self._fold = _splitter(self._columns)
        middle = QWidget(self._fold)
        self.notes = NotesPanel(parent=middle)
        self.line = NoteLine(now, middle)
        self.rubric = RubricPanel(self._fold)
        footer = QFrame(self)
        footer.setProperty("role", "bar-bottom")
        self.strip = KeyStrip([command_button(id) for id in _STRIP], last_right=True, parent=footer)
        self._compose(middle, footer)
        self._connect()
        self.setFocusProxy(self.line)

    def show_stage(self, state: State, now_ms: int) -> None:
        """Show a state; each panel draws only what is not what it drew last."""
        self._state = state
        self.header.show_stage(state, now_ms)
        self.line.show_stage(state, now_ms)
        self.notes.show_stage(state, now_ms)
        self.script.show_stage(state, now_ms)
        self.rubric.show_stage(state, now_ms)
        if state.quiet != self._quiet:
            self._quiet = state.quiet
            self._dim(state.quiet)

    def show_time(self, now_ms: int) -> None:
        """Show a later second of the same state."""
        self.header.show_time(now_ms)
        self.script.show_time(now_ms)

    def show_saved(self, seq: int) -> None:
        """Show every entry up to this number as saved."""
        self.header.who.show_saved(seq)
        self.notes.show_saved(seq)

    def show_trouble(self, sentence: str | None) -> None:
        """Say that saving does not get on, and why; None once it does."""
        self.header.who.show_trouble(sentence)

    def keep_text(self) -> None:
        """Leave what was typed in the note line: to be called where a note that was just written is refused."""
        self.line.keep_text()

    def restore_draft(self, text: str, stamp_ms: int) -> None:
        """Put a half-typed note back into the note line."""
        self.line.restore(text, stamp_ms)

    def ask(self, prompt: prompts.Prompt, text: str = "") -> None:
        """Ask for words in the note line; `answered` brings them."""
        self.line.ask(prompt, text)
        self.line.setFocus()

    def choose(self, choice: prompts.Choice) -> None:
        """Ask for one key in the note line; `chosen` brings it."""
        self.line.choose(choice)
        self.line.setFocus()

    def mark_signals(self) -> None:
        """Let number keys mark the signals of the layer until Esc; each is a `signal_marked`."""
        layer = self._state.layer if self._state is not None else None
        if layer is not None and layer.signals:
            self.script.show_signal_numbers(True)
            self.choose(prompts.numbered("signals.mark", "Signals", len(layer.signals), "yes, partly, no", stays=True))

    def pick_hint(self) -> None:
        """Let a number key give a hint out of order: a `hint_picked`."""
        layer = self._state.layer if self._state is not None else None
        if layer is not None and layer.hints:
            self.script.show_hint_numbers(True)
            self.choose(prompts.numbered("hint.pick", "Hint", len(layer.hints), "by its number", "hint"))

    def filter_notes(self) -> None:
        """Show all notes again, or let one key say which."""
        if self.notes.model.filter is not None:
            self.notes.show_filter(None)
            return
        self.choose(prompts.filters(self.notes.filter_options()))

    def toggle_solution(self) -> bool:
        """Unfold the reference solution or fold it; tells whether there is one here."""
        return self.script.toggle_solution()

    def shares(self) -> dict[str, list[list[int]]]:
        """Return how the columns were made to share the page, side by side and folded, to be kept for the next time."""
        return dict(self._shares)

    def set_shares(self, shares: Mapping[str, list[list[int]]]) -> None:
        """Share the page as it was before, now and whenever it is folded so again."""
        self._shares = dict(shares)
        if self._folded is not None:
            self._share(self._folded)

    def _compose(self, middle: QWidget, footer: QWidget) -> None:
        notes = upright(middle, 12, (0, 0, 0, 16))
        notes.addWidget(self.notes, 1)
        line = QHBoxLayout()
        line.setContentsMargins(MARGIN, 0, MARGIN, 0)
        line.addWidget(self.line)
        notes.addLayout(line)
        row = QHBoxLayout(footer)
        row.setContentsMargins(MARGIN, 8, MARGIN, 8)
        row.addWidget(self.strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._columns, 1)
        column.addWidget(footer)
        # A splitter puts what comes later below what was there, and with that before it for a screen reader.
        for splitter, words, sides in (
            (self._columns, "Between script and notes", (self.script, self._fold)),
            (self._fold, "Between notes and rubric", (middle, self.rubric)),
        ):
            splitter.handle(1).setAccessibleName(words)
            in_reading_order(*sides, splitter.handle(1))

    def _connect(self) -> None:
        line, script = self.line, self.script
        for mine, theirs in (
            (self.note_written, line.note_written),
            (self.draft_changed, line.draft_changed),
            (self.answered, line.answered),
            (self.command_wanted, line.command_wanted),
            (self.hint_wanted, script.hint_wanted),
            (self.hint_picked, script.hint_picked),
            (self.signal_marked, script.signal_marked),
            (self.place_wanted, script.place_wanted),
            (self.command_wanted, script.command_wanted),
            (self.suggestion_dismissed, script.suggestion_dismissed),
            (self.place_wanted, self.header.track.place_wanted),
            (self.score_wanted, self.rubric.score_wanted),
            (self.row_chosen, self.rubric.row_chosen),
            (self.moment_clicked, self.notes.moment_clicked),
            (self.command_wanted, self.strip.command_wanted),
        ):
            theirs.connect(mine)
        for splitter in (self._columns, self._fold):
            splitter.splitterMoved.connect(self._moved)
        line.chosen.connect(self._chosen)
        line.left.connect(self._left)
        line.page_wanted.connect(self._turn_page)
        line.escaped.connect(lambda: self.notes.choose(None) if self.notes.chosen is not None else None)

    def _chosen(self, id: str, key: str) -> None:
        """Answer the choices that are about this page; hand the others over."""
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
        if id == "signals.mark":
            self.script.show_signal_numbers(False)
        elif id == "hint.pick":
            self.script.show_hint_numbers(False)

    def _turn_page(self, by: int, shifted: bool) -> None:
        (self.script if shifted else self.notes).turn_page(by)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_for_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fold_for_width()

    def _fold_for_width(self) -> None:
        """Put the rubric under the notes where three columns would be too narrow to read."""
        folded = self.width() < fonts.px(_FOLD_BELOW)
        if folded == self._folded:
            return  # the columns keep the shares that they have, perhaps by hand
        wide, self._folded = self.width(), folded
        self.header.fold(folded)
        self._fold.setOrientation(Qt.Orientation.Vertical if folded else Qt.Orientation.Horizontal)
        if folded:
            self._columns.setSizes([round(wide * 0.46), round(wide * 0.54)])
            self._fold.setSizes([round(self.height() * 0.6), round(self.height() * 0.4)])
        else:
            script, rubric = round(wide * 0.347), round(wide * 0.264)
            self._columns.setSizes([script, wide - script])
            self._fold.setSizes([wide - script - rubric, rubric])
        self._share(folded)

    def _moved(self) -> None:
        """Remember what was moved by hand."""
        if self._folded is not None:
            self._shares[_FOLDED[self._folded]] = [self._columns.sizes(), self._fold.sizes()]

    def _share(self, folded: bool) -> None:
        """Share the page as it was shared by hand; what doesn't fit it is no such thing."""
        for splitter, sizes in zip((self._columns, self._fold), self._shares.get(_FOLDED[folded], ()), strict=False):
            if len(sizes) == splitter.count() and min(sizes) > 0:
                splitter.setSizes(sizes)

    def _dim(self, quiet: bool) -> None:
        """Leave only the clock and the note line in full colour while the candidate thinks."""
        for veil in self._veils:
            veil.hide()
            veil.deleteLater()
        self._veils = []
        if quiet:
            grounds = {self.strip: "surface", self.header.track: "surface", self.header.who: "surface"}
            panels = (self.script, self.notes, self.rubric, *grounds)
            self._veils = [Veil(panel, grounds.get(panel, "window")) for panel in panels]


def _splitter(parent: QWidget) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Horizontal, parent)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    return splitter
