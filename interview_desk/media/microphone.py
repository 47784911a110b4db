"""The microphone, through Qt. To be imported only after `support.prepare`."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QIODevice, QObject, Signal
from PySide6.QtMultimedia import QAudioFormat, QAudioSource, QMediaDevices, QtAudio

from interview_desk.errors import DeskError
from interview_desk.media import wav

# So much may wait to be taken while the screen's thread is busy, before any of it is lost.
_BUFFER_MS = 2_000


class Microphone(QObject):
    """The system's microphone; it is open from `start` to `stop`, and not a moment longer."""

    heard = Signal(bytes)
    """Samples as `wav` has them, a few times a second."""
    failed = Signal(str)
    """Why nothing is heard any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: QAudioSource | None = None
        self._stream: QIODevice | None = None

    def start(self) -> None:
        """Begin to listen; raises DeskError where there is no microphone, or it doesn't give what is kept."""
        form = QAudioFormat()
        form.setSampleRate(wav.RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        device = QMediaDevices.defaultAudioInput()
        if device.isNull():
            raise DeskError("No sound is recorded", "this computer has no microphone", "connect one and try again")
        if not device.isFormatSupported(form):
            why = f"{device.description()} does not give {wav.RATE:,} samples a second"
            raise DeskError("No sound is recorded", why, "choose another microphone in the system's settings")
        source = QAudioSource(device, form, self)
        source.setBufferSize(wav.bytes_in(_BUFFER_MS))
        source.stateChanged.connect(self._look)
        self._source = source
        self._stream = cast("QIODevice | None", source.start())
        if self._stream is None or source.error() != QtAudio.Error.NoError:
            self.stop()
            raise DeskError("No sound is recorded", f"{device.description()} can't be opened", "see who else uses it")
        self._stream.readyRead.connect(self._read)

    def stop(self) -> None:
        """Close the microphone."""
        source, self._source, self._stream = self._source, None, None
        if source is not None:
            source.stop()
            source.deleteLater()

    def _read(self) -> None:
        heard = self._stream.readAll() if self._stream is not None else None
        if heard:  # what is empty has no data to give
            self.heard.emit(heard.data())

    def _look(self) -> None:
        """Say so where the microphone stopped by itself; the state that comes along can't be handed to Python."""
        source = self._source
        if source is None or source.state() != QtAudio.State.StoppedState:
            return
        if source.error() != QtAudio.Error.NoError:
            self.stop()
            self.failed.emit("the microphone is gone")
