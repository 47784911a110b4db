"""The note line: takes every keystroke, shows the second of the first one, and hands over what was written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from interview_desk.domain.note_line import match_competency
from interview_desk.domain.rubric import Competency
from interview_desk.domain.state import State
from interview_desk.domain.timing import clock_text
from interview_desk.ui.live.column import upright
from interview_desk.ui.live.completion import Completion, half_tag, matching
from interview_desk.ui.live.keycap import KeyButton, KeyStrip, command_button
from interview_desk.ui.live.note_edit import NoteEdit
from interview_desk.ui.live.prompts import Choice, Prompt
from interview_desk.ui.live.stamp import Stamp
from interview_desk.ui.theme import set_role

_PLACEHOLDER = "Write a note; its time is that of the first key"


class NoteLine(QWidget):
    """The line with its stamp, and the kinds below it.

    `now` gives the session time; it is asked once a note, at the first keystroke, because a note's time must be exact.
    """

    note_written = Signal(str, int)
    """What was typed, and the session time of its first keystroke."""
    draft_changed = Signal(str, int)
    """The half-typed note as it stands now; empty once it was saved."""
    answered = Signal(str, str, int)
    """The words that a prompt (by its id) was answered with, and the session time of their first keystroke."""
    chosen = Signal(str, str)
    """The key that a choice (by its id) was answered with."""
    left = Signal(str)
    """A prompt or choice (by its id) is over, answered or not."""
    page_wanted = Signal(int, bool)
    escaped = Signal()
    """Esc, where nothing was asked for."""
    command_wanted = Signal(str)

    def __init__(self, now: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._started_ms = 0
        self._stamp_ms: int | None = None
        self._rows: tuple[Competency, ...] = ()
        self._prompt: Prompt | None = None
        self._choice: Choice | None = None
        self._refused = False
        self._set_aside: tuple[str, int | None] = ("", None)
        self._completion: Completion | None = None
        self.edit = NoteEdit(self._key)
        self.edit.setAccessibleName("Note")
        self.edit.setAccessibleDescription("Enter saves the note, Shift Enter begins a new line")
        self.edit.show_placeholder(_PLACEHOLDER)
        self.stamp = Stamp()
        self.asks = QLabel()
        self.asks.setProperty("role", "accent")
        self.asks.setFixedHeight(self.stamp.height())
        self.asks.hide()
        self._frame = QFrame(self)
        self._frame.setObjectName("note-frame")
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(14, 11, 14, 11)
        row.setSpacing(10)
        for widget in (self.stamp, self.asks):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.edit, 1, Qt.AlignmentFlag.AlignTop)
        column = upright(self, 8)
        column.addWidget(self._frame)
        self._kinds = KeyStrip([*self._kind_buttons(), command_button("snippet.clipboard")], spacing=14)
        self._kinds.command_wanted.connect(self.command_wanted)
        column.addWidget(self._kinds)
        self._options: KeyStrip | None = None
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._typed)
        self.edit.entered.connect(self._enter)
        self.edit.escaped.connect(self._escape)
        self.edit.page_wanted.connect(self.page_wanted)

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    @property
    def stamp_ms(self) -> int | None:
        """The session time of the first keystroke, None while nothing is typed."""
        return self._stamp_ms

    @property
    def asking(self) -> Prompt | Choice | None:
        """What is asked for instead of a note, if anything."""
        return self._choice or self._prompt

    def show_stage(self, state: State, now_ms: int) -> None:
        """Know the rubric's rows for completion, and from when times count."""
        self._rows = state.rubric.competencies
        self._started_ms = state.started_ms

    def restore(self, text: str, stamp_ms: int) -> None:
        """Put a half-typed note back, with the time it had."""
        self._put(text, stamp_ms if text else None)

    def ask(self, prompt: Prompt, text: str = "") -> None:
        """Ask for words; a half-typed note is set aside and comes back afterwards."""
        self._end_choice()
        if self._prompt is None:
            self._set_aside = (self.text, self._stamp_ms)
        self._prompt = prompt
        self._label(prompt.label, prompt.ink)
        self.edit.show_placeholder(prompt.placeholder)
        self._put(text, self._now() if text else None)

    def choose(self, choice: Choice) -> None:
        """Ask for one key. What is half typed stays where it is."""
        self._end_choice()
        self._choice = choice
        self._label(choice.label, choice.ink)
        self.edit.show_placeholder("")
        buttons = []
        for key, words in choice.options:
            if not words:
                continue
            button = KeyButton(key.upper(), words)
            button.clicked.connect(lambda _checked=False, key=key: self._choose(key))
            buttons.append(button)
        leave = KeyButton("Esc", "back to the note")
        leave.clicked.connect(self._end_choice)
        self._kinds.hide()
        self._options = KeyStrip([*buttons, leave], spacing=14, wraps=True)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._options)

    def keep_text(self) -> None:
        """Leave what was typed where it is: to be called by whoever refuses a note that was just written."""
        self._refused = True

    def leave(self) -> None:
        """Go back to the note, as Esc does."""
        self._end_choice()
        if (prompt := self._prompt) is not None:
            self._prompt = None
            self.asks.hide()
            self.edit.show_placeholder(_PLACEHOLDER)
            self._put(*self._set_aside)
            self._set_aside = ("", None)
            self.left.emit(prompt.id)

    def _key(self, event: QKeyEvent) -> bool:
        """Take the keys of a choice and of the list of competencies; tell whether that was one."""
        if self._choice is not None and event.text():
            typed = event.text().lower()
            if any(key == typed for key, _ in self._choice.options):
                self._choose(typed)
                return True
            if event.key() != Qt.Key.Key_Escape and typed.isprintable():
                self._end_choice()
        offered = self._completion
        if offered is None or not offered.isVisible():
            return False
        match event.key():
            case Qt.Key.Key_Tab:
                self._complete(offered.chosen)
            case Qt.Key.Key_Down if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                offered.step(1)
            case Qt.Key.Key_Up if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                offered.step(-1)
            case Qt.Key.Key_Escape:
                offered.hide()
            case _:
                return False
        return True

    def _typed(self) -> None:
        text = self.edit.toPlainText()
        if text and self._stamp_ms is None:
            self._stamp_ms = self._now()
            self.stamp.show_time(clock_text(self._stamp_ms - self._started_ms))
        elif not text and self._stamp_ms is not None:
            self._stamp_ms = None
            self.stamp.show_time("")
        if self._prompt is None:
            self.draft_changed.emit(text, self._stamp_ms or 0)
        if "@" in text or (self._completion is not None and self._completion.isVisible()):
            self._offer()

    def _enter(self) -> None:
        offered = self._completion.chosen if self._completion is not None else ""
        half = half_tag(self._before_cursor())
        if offered and half and match_competency(half, [row.id for row in self._rows]) is None:
            self._complete(offered)  # the list shows what is meant; the bare beginning would mean several
        text, stamp = self.text.strip(), self._stamp_ms
        if self._prompt is not None:
            prompt = self._prompt
            self.leave()
            self.answered.emit(prompt.id, text, stamp if stamp is not None else self._now())
        elif text and stamp is not None:
            self._refused = False
            self.note_written.emit(text, stamp)
            if not self._refused:
                self._put("", None)

    def _escape(self) -> None:
        if self._choice is not None:
            self._end_choice()
        elif self._prompt is not None:
            self.leave()
        else:
            self.escaped.emit()

    def show_keys(self) -> None:
        """Show the keys that the commands have now."""
        self._kinds.show_keys()

    def save(self) -> None:
        """Save what is typed, as Enter does."""
        self.edit.entered.emit()

    def _choose(self, key: str) -> None:
        choice = self._choice
        if choice is None:
            return
        if not choice.stays:
            self._end_choice()
        self.chosen.emit(choice.id, key)

    def _end_choice(self) -> None:
        choice, self._choice = self._choice, None
        if choice is None:
            return
        if self._options is not None:
            self._options.hide()
            self._options.deleteLater()
            self._options = None
        self._kinds.show()
        if self._prompt is not None:
            self._label(self._prompt.label, self._prompt.ink)
            self.edit.show_placeholder(self._prompt.placeholder)
        else:
            self.asks.hide()
            self.edit.show_placeholder(_PLACEHOLDER)
        self.left.emit(choice.id)

    def _put(self, text: str, stamp_ms: int | None) -> None:
        self._stamp_ms = stamp_ms
        self.stamp.show_time(clock_text(stamp_ms - self._started_ms) if stamp_ms is not None else "")
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        if self._completion is not None:
            self._completion.hide()

    def _label(self, text: str, ink: str) -> None:
        self.asks.setText(text)
        self.asks.setFixedHeight(self.stamp.height())
        set_role(self.asks, ink)
        self.asks.show()

    def _before_cursor(self) -> str:
        cursor = self.edit.textCursor()
        return cursor.block().text()[: cursor.positionInBlock()]

    def _offer(self) -> None:
        half = half_tag(self._before_cursor())
        rows = matching(half, self._rows) if half is not None else []
        if self._completion is None:
            if not rows:
                return
            self._completion = Completion(self.window())
            self._completion.taken.connect(self._complete)
        corner = self._frame.mapTo(self.window(), QPoint(self.edit.x() + self.edit.cursorRect().left() - 12, -4))
        self._completion.offer(rows, corner)

    def _complete(self, competency: str) -> None:
        half = half_tag(self._before_cursor())
        if half is None or not competency:
            return
        cursor = self.edit.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(half))
        cursor.insertText(f"{competency} ")
        self.edit.setTextCursor(cursor)
        if self._completion is not None:
            self._completion.hide()

    def _kind_buttons(self) -> list[KeyButton]:
        kinds = (("+", "strength"), ("-", "concern"), ("?", "come back"), ("*", "key moment"), ("@", "competency"))
        buttons = []
        for sign, words in kinds:
            button = KeyButton(sign, words, f"{words}: begins with {sign}")
            button.clicked.connect(lambda _checked=False, sign=sign: self._insert(sign))
            buttons.append(button)
        return buttons

    def _insert(self, sign: str) -> None:
        cursor = self.edit.textCursor()
        if sign == "@":
            cursor.insertText("@" if not self.text or self.text[-1:].isspace() else " @")
        else:
            cursor.movePosition(QTextCursor.MoveOperation.Start)
            if self.text[:1] in ("+", "-", "?", "*"):
                cursor.deleteChar()
                cursor.insertText(sign)
            else:
                cursor.insertText(f"{sign} ")
            cursor.movePosition(QTextCursor.MoveOperation.End)
        self.edit.setTextCursor(cursor)
        self.edit.setFocus()
