"""The replay page: header, the panels as they stood, the lanes; every wish goes out of here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from interview_desk.domain.log import Entry
from interview_desk.domain.state import State
from interview_desk.sessions.replay import Playing
from interview_desk.ui import fonts
from interview_desk.ui.live.column import upright
from interview_desk.ui.replay.header import ReplayHeader
from interview_desk.ui.replay.lanes import Course
from interview_desk.ui.replay.notes_at import NotesAt
from interview_desk.ui.replay.scores_at import ScoresAt
from interview_desk.ui.replay.script_at import ScriptAt
from interview_desk.ui.replay.timeline import Timeline
from interview_desk.ui.replay.transport import Transport

_FOLD_BELOW = 1000


class ReplayPage(QWidget):
    """Shows a session at a moment; it changes nothing and asks nobody the time."""

    moment_wanted = Signal(int)
    """A session time that one wants to see."""
    entry_wanted = Signal(int)
    """The number of an entry that one wants to see."""
    command_wanted = Signal(str)
    speed_wanted = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded: bool | None = None
        # From the outside in: a panel that changes its parent is dressed again with all that is in it.
        self.header = ReplayHeader(self)
        self._columns = _splitter(self)
        self.script = ScriptAt(self._columns)
        self._fold = _splitter(self._columns)
        self.notes = NotesAt(self._fold)
        self.scores = ScoresAt(self._fold)
        footer = QFrame(self)
        footer.setProperty("role", "bar-bottom")
        self.transport = Transport(footer)
        self.timeline = Timeline(footer)
        foot = upright(footer, 0, (0, 0, 0, 10))
        foot.addWidget(self.transport)
        foot.addWidget(self.timeline)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._columns, 1)
        column.addWidget(footer)
        self._connect()
        self.setFocusProxy(self.timeline)

    def show_session(self, entries: Sequence[Entry]) -> None:
        """Lay a session out in time; `show_stage` then shows a moment of it."""
        course = Course(entries)
        self.timeline.show_course(course)
        self.transport.show_length(course.length_ms)
        self.script.show_length(course.length_ms)

    def show_stage(self, state: State, now_ms: int, log: Sequence[Entry]) -> None:
        """Show a state and its moment; `log` is what leads there, nothing later."""
        self.header.show_state(state)
        self.notes.show_stage(state, now_ms)
        self.script.show_stage(state, now_ms, log)
        self.scores.show_stage(state, now_ms)
        self.timeline.show_stage(state, now_ms)
        self.transport.show_time(now_ms)

    def show_time(self, now_ms: int) -> None:
        """Show a later second of the same state."""
        self.script.show_time(now_ms)
        self.timeline.show_time(now_ms)
        self.transport.show_time(now_ms)

    def show_playing(self, playing: Playing) -> None:
        """Show whether it plays, and how."""
        self.transport.show_playing(playing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_for_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fold_for_width()

    def _connect(self) -> None:
        for mine, theirs in (
            (self.command_wanted, self.header.command_wanted),
            (self.command_wanted, self.transport.command_wanted),
            (self.speed_wanted, self.transport.speed_wanted),
            (self.moment_wanted, self.script.moment_wanted),
            (self.moment_wanted, self.timeline.moment_wanted),
            (self.entry_wanted, self.notes.moment_clicked),
        ):
            theirs.connect(mine)

    def _fold_for_width(self) -> None:
        """Put the rubric under the notes where three columns would be too narrow to read."""
        folded = self.width() < fonts.px(_FOLD_BELOW)
        wide = self.width()
        if folded != self._folded:
            self._folded = folded
            self._fold.setOrientation(Qt.Orientation.Vertical if folded else Qt.Orientation.Horizontal)
        if folded:
            self._columns.setSizes([round(wide * 0.44), round(wide * 0.56)])
            self._fold.setSizes([round(self.height() * 0.6), round(self.height() * 0.4)])
        else:
            script, rubric = round(wide * 0.298), round(wide * 0.278)
            self._columns.setSizes([script, wide - script])
            self._fold.setSizes([wide - script - rubric, rubric])


def _splitter(parent: QWidget) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Horizontal, parent)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    return splitter
