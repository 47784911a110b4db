"""From a stage to Qt: what changed, that a second went by, what is saved; and the only timer of the application."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from interview_desk.domain.timing import elapsed_ms
from interview_desk.sessions.live import Live
from interview_desk.sessions.replay import Playing
from interview_desk.sessions.stage import Stage

SECOND = 1_000
# How long a half-typed note may go unkept while keys keep coming.
DRAFT_MS = 500
# How often the journal hears that all is well, which is where session time goes on after a crash.
HEARTBEAT_MS = 2_000
# A timer may fire a little early; a tick just before its second would show the one before for a whole second more.
_LATE_BY = 4


class StageAdapter(QObject):
    """Lets panels follow a stage. `changed` and `ticked` come on the screen's thread, right after the fact.

    `saved` and `trouble` may be emitted by whoever saves, on any thread: connect them to methods of QObjects, and Qt
    brings them over.
    """

    changed = Signal(object)
    """The new `State`."""
    ticked = Signal(int)
    """The session time in milliseconds: each second of a running interview, on the second; in a replay each time that
    it goes to another moment of the same state."""
    saved = Signal(int)
    """Every entry up to this number is on the disk."""
    trouble = Signal(object)
    """Why saving does not get on, as a sentence (str); None once it does again."""

    def __init__(self, stage: Stage, parent: QObject | None = None, playing: Playing | None = None) -> None:
        """Follow a stage; `playing` plays it, where it is a replay."""
        super().__init__(parent)
        self._stage = stage
        self._playing = playing
        self._told = stage.state
        self._live = stage if isinstance(stage, Live) else None
        self._draft = ("", 0)
        self._draft_kept = True
        self._heard_ms = 0
        self._second = -1
        self._unsubscribe = stage.subscribe(self._tell_change)
        self._unsubscribe_playing = playing.subscribe(self._arm) if playing is not None else lambda: None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._arm()

    @property
    def stage(self) -> Stage:
        return self._stage

    def now_ms(self) -> int:
        """Return the session time; what the note line stamps a first keystroke with."""
        return self._stage.now_ms

    def keep_draft(self, text: str, stamp_ms: int) -> None:
        """Keep the half-typed note soon; call it at every keystroke."""
        self._draft = (text, stamp_ms)
        if self._draft_kept:
            self._draft_kept = False
            self._arm()

    def tick(self) -> None:
        """Do what is due: the timer's work, which a test may do in its stead."""
        if self._playing is not None:
            self._playing.advance()
        if self._live is not None:
            self._live.notice_sleep()
            if not self._draft_kept or (self._running and self._live.now_ms - self._heard_ms >= HEARTBEAT_MS):
                self._keep()
        if self._running and (second := self._elapsed_ms() // SECOND) != self._second:
            self._second = second
            self.ticked.emit(self._stage.now_ms)
        self._arm()

    def close(self) -> None:
        """Let go of the stage; what is half typed is kept first."""
        self._timer.stop()
        if not self._draft_kept:
            self._keep()
        self._unsubscribe()
        self._unsubscribe_playing()
        self._unsubscribe = self._unsubscribe_playing = lambda: None
        self._live = self._playing = None

    @property
    def _running(self) -> bool:
        return self._live is not None and self._live.state.phase == "running"

    def _keep(self) -> None:
        if self._live is not None and self._live.state.phase != "ended":
            self._live.keep_draft(*self._draft)
        self._draft_kept = True
        self._heard_ms = self._stage.now_ms

    def _tell_change(self) -> None:
        state = self._stage.state
        if state is self._told:
            self.ticked.emit(self._stage.now_ms)
        else:
            self._told = state
            self.changed.emit(state)
        self._arm()

    def _elapsed_ms(self) -> int:
        return elapsed_ms(self._stage.state, self._stage.now_ms)

    def _arm(self) -> None:
        """Wake for the next second of a running interview, and sooner for a half-typed note; else not at all.

        A replay that plays says itself when there is something new to see.
        """
        due = SECOND - self._elapsed_ms() % SECOND + _LATE_BY if self._running else None
        if self._playing is not None:
            due = self._playing.due_ms()
        if not self._draft_kept:
            due = min(DRAFT_MS, due) if due is not None else DRAFT_MS
        if due is None:
            self._timer.stop()
        else:
            self._timer.start(due)
