"""The whole sound of a session as one file, in which the position is the session time."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from interview_desk.domain.events import PieceRecorded
from interview_desk.domain.pieces import is_piece_name
from interview_desk.errors import StorageError
from interview_desk.media import wav

_NAME = "track.wav"
_LONGEST_MS = 6 * 3_600_000


class Track:
    """A file that stands beside the pieces for as long as they are played; the player wants one that is whole.

    It begins with the first second of the session, and is silent where nothing was recorded: a hole in the file.
    """

    def __init__(self, file: Path, length_ms: int) -> None:
        self.file = file
        self.length_ms = length_ms

    def close(self) -> None:
        """Delete the file; where that can't be, the next track takes its place."""
        with contextlib.suppress(OSError):
            self.file.unlink(missing_ok=True)


def make_track(folder: Path, pieces: Sequence[PieceRecorded]) -> Track | None:
    """Join the pieces of a session; one that isn't there is silent, and where there is none at all, so is the replay.

    Raises StorageError where the folder can't be written to.
    """
    file = folder / _NAME
    size = 0
    try:
        for piece in pieces:
            if not is_piece_name(piece.file) or not 0 <= piece.from_ms <= _LONGEST_MS:
                continue
            if not (samples := wav.read(folder / piece.file)):
                continue
            start = wav.bytes_in(piece.from_ms)
            with file.open("r+b" if size else "wb") as track:
                track.seek(wav.HEADER + start)
                track.write(samples)
                size = max(size, start + len(samples))
                track.seek(0)
                track.write(wav.header(size))
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError("The recording can't be heard", why, f"make room for it in {folder}") from error
    return Track(file, wav.ms_of(size)) if size else None
