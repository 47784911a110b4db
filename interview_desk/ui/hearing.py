"""Hearing a session while it is replayed: the sound leads, and the replay follows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from interview_desk.domain.events import PieceRecorded
from interview_desk.errors import DeskError
from interview_desk.sessions.replay import Playing
from interview_desk.ui.background import Background

if TYPE_CHECKING:
    from interview_desk.media.player import Player
    from interview_desk.media.track import Track

FASTEST = 2.0
"""Faster than this nobody understands a word: it is silent then."""


class Hearing(QObject):
    """The sound of one replay. What can't be heard is said once, and the replay goes on without it."""

    told = Signal(str)

    def __init__(self, playing: Playing, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._playing = playing
        self._background = background
        self._player: Player | None = None
        self._led_to_ms: int | None = None
        self._closed = False
        self._unsubscribe = (playing.subscribe(self._tune), playing.replay.subscribe(self._seek))
        playing.follow(self._heard_ms)

    def open(self, folder: Path, pieces: Sequence[PieceRecorded]) -> None:
        """Bring the sound in, in the background; the replay can be played meanwhile."""

        def work() -> Track | None:
            from interview_desk.media.track import make_track

            return make_track(folder, pieces)

        self._background.run(work, self._take, self._fail)

    def close(self) -> None:
        """Let the sound go."""
        self._closed = True
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._playing.follow(lambda: None)
        if self._player is not None:
            self._player.close()
            self._player = None

    def _take(self, track: Track | None) -> None:
        if track is None:
            return
        if self._closed:
            track.close()
            return
        from interview_desk.media import support

        try:
            support.prepare()
        except DeskError as error:
            track.close()
            self._fail(error)
            return
        from interview_desk.media.player import Player

        self._player = Player(track, self)
        self._player.failed.connect(self._break)
        self._tune()

    def _tune(self) -> None:
        """Play or be silent, as the replay begins, ends or changes its speed."""
        player, playing = self._player, self._playing
        if player is None:
            return
        now_ms = playing.replay.now_ms
        if playing.is_on and playing.speed <= FASTEST and now_ms < player.length_ms:
            player.play(now_ms, playing.speed)
        else:
            player.stop()

    def _seek(self) -> None:
        """Go where the replay was taken to, unless it was the sound that led it there."""
        if self._playing.is_on and self._playing.replay.now_ms != self._led_to_ms:
            self._tune()

    def _heard_ms(self) -> int | None:
        player = self._player
        self._led_to_ms = player.at_ms if player is not None and player.is_on else None
        return self._led_to_ms

    def _break(self, why: str) -> None:
        self._fail(DeskError("The recording can't be heard", why, "the replay goes on without it"))
        if self._player is not None:
            player, self._player = self._player, None
            player.close()

    def _fail(self, error: BaseException) -> None:
        self.told.emit(str(error))
