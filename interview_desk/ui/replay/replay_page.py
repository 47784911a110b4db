"""The replay page: header, the panels as they stood, the lanes; every wish goes out of here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from interview_desk.domain.log import Entry
from interview_desk.domain.state import State
from interview_desk.insights.comparison import Comparison
from interview_desk.insights.tracks import Track, up_to
from interview_desk.sessions.replay import Playing
from interview_desk.sessions.reviewing import Remark
from interview_desk.ui import fonts
from interview_desk.ui.live.column import MARGIN, upright
from interview_desk.ui.replay.blind_scores import BlindScores
from interview_desk.ui.replay.comment_line import CommentLine
from interview_desk.ui.replay.comments_panel import CommentsPanel
from interview_desk.ui.replay.compare_panel import ComparePanel
from interview_desk.ui.replay.header import ReplayHeader
from interview_desk.ui.replay.kept_panel import KeptPanel
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
    score_wanted = Signal(str, object)
    """A competency, and the score that it is to have, where the session is scored blind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded: bool | None = None
        # From the outside in: a panel that changes its parent is dressed again with all that is in it.
        self.header = ReplayHeader(self)
        self._columns = _splitter(self)
        self.script = ScriptAt(self._columns)
        self._fold = _splitter(self._columns)
        middle = QWidget(self._fold)
        self.notes = NotesAt(middle)
        self.comments = CommentsPanel(middle)
        self.line = CommentLine(middle)
        within = upright(middle, 0)
        within.addWidget(self.notes, 1)
        within.addWidget(self.comments)
        within.addWidget(self.line)
        right = QWidget(self._fold)
        self.scores = ScoresAt(right)
        self._right = upright(right, 0)
        self._right.addWidget(self.scores, 1)
        self._blind = False
        self._length_ms = 0
        self._track: Track | None = None
        self.compared = False
        """Whether scores stand side by side."""
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
        self._length_ms = course.length_ms
        self.timeline.show_course(course)
        self.transport.show_length(course.length_ms)
        self.script.show_session(entries)

    # Made when first wished for: most replays are neither scored blind nor compared.
    @cached_property
    def blind(self) -> BlindScores:
        """The rubric for one's own blind scores."""
        panel = BlindScores()
        panel.score_wanted.connect(self.score_wanted)
        self._right.addWidget(panel, 1)
        return panel

    @cached_property
    def compare(self) -> ComparePanel:
        """The scores side by side."""
        panel = ComparePanel()
        panel.moment_wanted.connect(self.moment_wanted)
        self._right.addWidget(panel, 1)
        return panel

    @cached_property
    def shadow(self) -> KeptPanel:
        """How a shadow's track differs from the lead's."""
        holder = QWidget()
        panel = KeptPanel(title="The shadow's track")
        upright(holder, 0, (MARGIN, 4, MARGIN, 16)).addWidget(panel)
        panel.moment_wanted.connect(self.moment_wanted)
        self._right.addWidget(holder)
        return panel

    def show_track(self, track: Track, now_ms: int) -> None:
        """Show what somebody took down who sat beside: a lane, and the differences."""
        self._track = track
        self.timeline.show_track(track)
        self._show_track(now_ms)

    def _show_track(self, now_ms: int) -> None:
        if self._track is not None:
            self.shadow.show_lines(up_to(self._track, now_ms), now_ms, now_ms >= self._length_ms)

    def score_blind(self) -> None:
        """Let the session be scored here; nothing tells what others gave it, nor when it was."""
        self._blind = True
        self.scores.hide()
        self.header.hide_date()

    def show_remarks(self, remarks: Sequence[Remark], started_ms: int, now_ms: int) -> None:
        """Know what is said of moments."""
        self.timeline.show_remarks(remarks)
        self.comments.show_remarks(remarks, started_ms)
        self.comments.show_time(now_ms)

    def show_comparison(
        self, comparison: Comparison, words_of: Callable[[int], str], started_ms: int, *, own: bool
    ) -> None:
        """Show scores side by side; in place of the rubric as it stood where some of them are one's own."""
        self.compared = True
        self.scores.setHidden(own)
        self.compare.show_comparison(comparison, words_of, started_ms, own=own)

    def show_stage(self, state: State, now_ms: int) -> None:
        """Show a state and its moment."""
        self.header.show_state(state)
        self.notes.show_stage(state, now_ms)
        self.script.show_stage(state, now_ms)
        if self._blind:
            self.blind.show_stage(state, now_ms)
        else:
            self.scores.show_stage(state, now_ms)
        self.comments.show_time(now_ms)
        self._show_track(now_ms)
        self.timeline.show_stage(state, now_ms)
        self.transport.show_time(now_ms)

    def show_time(self, now_ms: int) -> None:
        """Show a later second of the same state."""
        self.script.show_time(now_ms)
        self.comments.show_time(now_ms)
        self._show_track(now_ms)
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
            (self.moment_wanted, self.comments.moment_wanted),
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
