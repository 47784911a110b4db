"""Recording a session's sound: begun by a key once somebody agreed, standing still with the clock, erased alone.

Nothing of QtMultimedia is imported before that key is pressed and the settings allow it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from interview_desk.domain import rules
from interview_desk.domain.log import Entry
from interview_desk.domain.pieces import piece_name
from interview_desk.domain.rules import Refused
from interview_desk.domain.state import State
from interview_desk.errors import DeskError
from interview_desk.sessions.live import Live
from interview_desk.ui.actions import Deed
from interview_desk.ui.stage_adapter import StageAdapter

if TYPE_CHECKING:
    from interview_desk.media.keeper import PieceKeeper
    from interview_desk.media.microphone import Microphone
    from interview_desk.media.recorder import Recorder

# Five times a second: as often as a level needs to be seen to move.
_LEVEL_MS = 200


class Recording(QObject):
    """The recording of the session that is open."""

    told = Signal(str)
    """Something a person should know, as a sentence."""
    shown = Signal(str, int)
    """How it stands, in a word or two, and the level that is heard; no word where there is nothing to say."""
    _broken = Signal(str)

    def __init__(
        self, live: Live, adapter: StageAdapter, folder: Path, is_allowed: Callable[[], bool], parent: QObject
    ) -> None:
        """Pieces go into `folder`; `is_allowed` is what the settings say at the time."""
        super().__init__(parent)
        self._live = live
        self._folder = folder
        self._is_allowed = is_allowed
        self._wanted = False
        self._asked_at = 0
        self._microphone: Microphone | None = None
        self._recorder: Recorder | None = None
        self._keeper: PieceKeeper | None = None
        self._lately = bytearray()
        self._level = 0
        self._broken.connect(self._break)
        adapter.changed.connect(self._follow)

    def deeds(self) -> dict[str, Deed]:
        """What its commands do."""
        return {"audio.record": self.toggle, "audio.erase": self.erase}

    def show(self) -> None:
        """Say how it stands."""
        if self._recorder is not None:
            self.shown.emit("recording", self._level)
        elif self._live.state.consent is None or self._live.state.phase == "ended":
            self.shown.emit("", 0)
        else:
            self.shown.emit("recording paused" if self._wanted else "not recording", 0)

    def toggle(self) -> None:
        """Record from now on while the clock runs, or stop."""
        state = self._live.state
        if self._wanted:
            self._wanted = False
            self._follow(state)
            self.told.emit("Sound is not recorded any more: Ctrl+Alt+R goes on.")
        elif isinstance(refused := rules.may_record(state), Refused):
            self.told.emit(refused.reason)
        elif not self._is_allowed():
            self.told.emit("Sound is turned off in the settings: Ctrl+, turns it on.")
        else:
            self._wanted = True
            self._follow(state)
            if self._wanted and state.phase != "running":
                self.told.emit("Sound will be recorded as soon as the clock runs.")

    def erase(self) -> None:
        """Delete what was recorded, once the key was pressed a second time with nothing in between."""
        state = self._live.state
        erased = rules.erase_audio(state)
        if isinstance(erased, Refused):
            self.told.emit(erased.reason)
        elif self._asked_at != state.seq:
            self._asked_at = state.seq
            self.told.emit("This deletes the recording for good, and nothing else: Ctrl+Alt+E once more does it.")
        else:
            self._wanted = False
            self._stop()
            self._let_keeper_go()
            from interview_desk.media import files

            try:
                files.erase(self._folder)
            except DeskError as error:
                self.told.emit(str(error))
                return
            self._live.perform(erased)
            self.told.emit("The recording is deleted. Notes, hints and scores stay as they are.")

    def close(self) -> None:
        """Complete the last piece, and let the microphone go."""
        self._wanted = False
        self._stop()
        self._let_keeper_go()

    def _follow(self, state: State) -> None:
        """Record where it is wished for and may be, and only while the clock runs."""
        if self._wanted and state.consent is None:
            self._wanted = False
            self.told.emit("The recording is stopped. Ctrl+Alt+E deletes what there is of it.")
        should = self._wanted and state.phase == "running"
        if should and self._recorder is None:
            self._start()
        elif not should and self._recorder is not None:
            self._stop()
        self.show()

    def _start(self) -> None:
        from interview_desk.media import support

        try:
            support.prepare()
            from interview_desk.media.keeper import PieceKeeper
            from interview_desk.media.microphone import Microphone
            from interview_desk.media.recorder import Recorder

            if self._keeper is None:
                self._keeper = PieceKeeper(self._folder, self._broken.emit)
            self._recorder = Recorder(lambda: self._live.now_ms, self._begin_piece, self._keeper)
            self._microphone = Microphone(self)
            self._microphone.heard.connect(self._take)
            self._microphone.failed.connect(self._break)
            self._microphone.start()
        except DeskError as error:
            self._wanted = False
            self._stop()
            self.told.emit(str(error))

    def _stop(self) -> None:
        if self._microphone is not None:
            self._microphone.stop()
            self._microphone.deleteLater()
        if self._recorder is not None:
            self._recorder.stop()
        self._microphone = self._recorder = None
        self._level = 0
        self._lately.clear()

    def _begin_piece(self, from_ms: int) -> str | None:
        """Log a piece, and name its file for the entry that says when it began."""
        file = piece_name(len(self._live.log) + 1)
        done = self._live.perform(rules.record_piece(self._live.state, file, from_ms))
        return file if isinstance(done, Entry) else None

    def _take(self, samples: bytes) -> None:
        from interview_desk.media import level, wav

        if self._recorder is None:
            return
        self._recorder.take(samples)
        self._lately += samples
        if len(self._lately) >= wav.bytes_in(_LEVEL_MS):
            # It rises at once and falls step by step, so that a pause between two words is no flicker.
            now, before = max(level.level(bytes(self._lately)), self._level - 1), self._level
            self._lately.clear()
            self._level = now
            if now != before:
                self.show()

    def _break(self, why: str) -> None:
        """Go on without sound, and say so; the interview is not about it."""
        if self._recorder is not None:
            self._wanted = False
            self._stop()
            self.show()
        self._let_keeper_go()
        self.told.emit(f"Sound is not recorded any more: {why}. The interview goes on without it.")

    def _let_keeper_go(self) -> None:
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None
