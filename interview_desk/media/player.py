"""Plays a session's sound, through Qt. To be imported only after `support.prepare`."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

from interview_desk.media.track import Track

# Faster or slower, the voice keeps its pitch; what does that holds sound back for so long.
_STRETCHING_MS = 100


class Player(QObject):
    """One track, whose position is the session time in milliseconds.

    It reads a file. Reading a QIODevice that was made in Python, Qt's threads would ask for Python's lock, while the
    screen's thread holds it and waits for them.
    """

    failed = Signal(str)
    """Why nothing is heard."""

    def __init__(self, track: Track, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._track = track
        self._from_ms = 0
        self._output = QAudioOutput(self)
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(self._output)
        self._player.errorOccurred.connect(self._fail)
        self._player.setSource(QUrl.fromLocalFile(str(track.file)))

    @property
    def is_on(self) -> bool:
        """Whether it plays; no longer once the track is over."""
        return self._player.playbackState() == QMediaPlayer.PlaybackState.PlayingState

    @property
    def at_ms(self) -> int:
        """The session time of what is heard."""
        speed = self._player.playbackRate()
        held_back = round(_STRETCHING_MS * speed) if speed != 1 else 0
        return max(self._from_ms, self._player.position() - held_back)

    @property
    def length_ms(self) -> int:
        return self._track.length_ms

    def play(self, from_ms: int, speed: float) -> None:
        """Play from a session time on."""
        self._from_ms = from_ms
        self._player.setPlaybackRate(speed)
        self._player.setPosition(from_ms)
        self._player.play()

    def stop(self) -> None:
        """Be silent."""
        self._player.pause()

    def close(self) -> None:
        """Let the track go."""
        self._player.stop()
        self._player.setSource(QUrl())
        self._track.close()

    def _fail(self, _error: QMediaPlayer.Error, words: str) -> None:
        self.failed.emit(words)
