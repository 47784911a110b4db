"""A thread that writes the pieces of a recording, so that the screen never waits for a disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from interview_desk.media import wav

_LONGEST_WAIT_S = 10


class PieceKeeper:
    """Writes one piece after another, in the order in which they are given.

    After every write the head of the file says how much there is: kill −9 leaves a file that any player opens. A piece
    that is complete is on the disk, not only on its way there.
    """

    def __init__(self, folder: Path, failed: Callable[[str], None]) -> None:
        """Write into a folder, which is made when needed; `failed` hears, on the thread, why that doesn't go on."""
        self._folder = folder
        self._failed = failed
        self._orders: SimpleQueue[str | bytes | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="sound", daemon=True)
        self._thread.start()

    def begin(self, file: str) -> None:
        """Begin a piece; the one before is complete."""
        self._orders.put(file)

    def write(self, samples: bytes) -> None:
        """Add samples to the piece that was begun."""
        self._orders.put(samples)

    def end(self) -> None:
        """Complete the piece that was begun."""
        self._orders.put("")

    def close(self) -> None:
        """Complete what was begun, and wait until it is."""
        self._orders.put(None)
        self._thread.join(_LONGEST_WAIT_S)

    def _work(self) -> None:
        piece: _Piece | None = None
        try:
            while (order := self._orders.get()) is not None:
                if isinstance(order, bytes):
                    if piece is not None:
                        piece.write(order)
                    continue
                if piece is not None:
                    piece.close()
                piece = self._open(order) if order else None
            if piece is not None:
                piece.close()
        except OSError as error:
            self._failed(error.strerror or str(error))
            while self._orders.get() is not None:
                pass

    def _open(self, file: str) -> _Piece:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _Piece(self._folder / file)


class _Piece:
    """One file, open for writing."""

    def __init__(self, path: Path) -> None:
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        self._size = 0
        self._file: BinaryIO = os.fdopen(os.open(path, flags, 0o600), "wb", buffering=0)
        self._file.write(wav.header(0))

    def write(self, samples: bytes) -> None:
        left = memoryview(samples)
        while left:  # unbuffered, a write may take less than it is given
            left = left[self._file.write(left) :]
        self._size += len(samples)
        self._file.seek(0)
        self._file.write(wav.header(self._size))
        self._file.seek(0, os.SEEK_END)

    def close(self) -> None:
        os.fsync(self._file.fileno())
        self._file.close()
