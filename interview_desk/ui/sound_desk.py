"""Sound at the desk: the recording of the session that is open, and what is heard of one that is replayed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from interview_desk.domain.events import PieceRecorded
from interview_desk.domain.state import fold
from interview_desk.ui.background import Background
from interview_desk.ui.conducting import Conducting
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.recording import Recording

if TYPE_CHECKING:
    from interview_desk.ui.replaying import Replaying


class SoundDesk(QObject):
    """Ties recording and hearing to the window; neither imports anything of QtMultimedia before it is needed."""

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        folder: Callable[[str], Path],
        is_allowed: Callable[[], bool],
    ) -> None:
        """`folder` says where a session's sound is, `is_allowed` what the settings say at the time."""
        super().__init__(window)
        self._window = window
        self._background = background
        self._folder = folder
        self._is_allowed = is_allowed
        self.recording: Recording | None = None

    def follow(self, conducting: Conducting, session: str) -> None:
        """Offer to record a session that was opened."""
        self.let_go()
        recording = Recording(conducting.live, conducting.adapter, self._folder(session), self._is_allowed, self)
        # Queued: what a deed leads to is told after the deed has cleared what was told before.
        recording.told.connect(conducting.say, Qt.ConnectionType.QueuedConnection)
        recording.shown.connect(conducting.show_sound)
        self._window.desk.bind(recording.deeds())
        recording.show()
        self.recording = recording

    def let_go(self) -> None:
        """Complete what is being recorded: before the session is let go."""
        recording, self.recording = self.recording, None
        if recording is not None:
            recording.close()
            recording.deleteLater()

    def hear(self, replaying: Replaying, session: str) -> None:
        """Let a session be heard that is replayed, where there is sound of it."""
        if not session or not any(isinstance(entry.event, PieceRecorded) for entry in replaying.replay.whole_log):
            return
        if not self._is_allowed():
            self._window.notices.say("This interview was recorded: the settings (Ctrl+,) let the sound be heard.")
        elif pieces := fold(replaying.replay.whole_log).pieces:
            from interview_desk.ui.hearing import Hearing

            hearing = Hearing(replaying.playing, self._background, replaying)
            hearing.told.connect(self._window.notices.say)
            replaying.closed.connect(hearing.close)
            hearing.open(self._folder(session), pieces)
