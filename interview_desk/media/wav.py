"""The one format in which sound is kept: WAV, 16,000 samples a second, one channel, 16 bits. Any player opens it.

Speech loses nothing at that rate, and an hour takes 115 MB. Samples are never compressed: whatever of a file was
written when everything stopped can be heard.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

RATE: Final = 16_000
BYTES: Final = 2
"""How many bytes a sample takes."""
HEADER: Final = 44

_MADE_OF = struct.Struct("<4sI4s4sIHHIIHH4sI")
_MOST = 2**32 - 1 - HEADER


def header(size: int) -> bytes:
    """Return the head of a file that holds `size` bytes of samples."""
    size = min(size, _MOST)
    return _MADE_OF.pack(
        b"RIFF", size + HEADER - 8, b"WAVE", b"fmt ", 16, 1, 1, RATE, RATE * BYTES, BYTES, 8 * BYTES, b"data", size
    )


def samples_in(content: bytes) -> bytes | None:
    """Return the samples of a file's bytes, to the last whole one; None where it is no file of ours.

    What stands there counts, not what the head says of it: the head of a piece that broke off may be a moment behind.
    """
    if len(content) < HEADER or content[:4] != b"RIFF" or content[8:40] != header(0)[8:40]:
        return None
    return content[HEADER : len(content) - (len(content) - HEADER) % BYTES]


def read(file: Path) -> bytes | None:
    """Return the samples of a file; None where it isn't there, can't be read or is none of ours."""
    try:
        return samples_in(file.read_bytes())
    except OSError:
        return None


def ms_of(size: int) -> int:
    """Return how long so many bytes of samples last, in milliseconds."""
    return size * 1_000 // (RATE * BYTES)


def bytes_in(ms: int) -> int:
    """Return how many bytes of samples last so many milliseconds."""
    return ms * RATE // 1_000 * BYTES
