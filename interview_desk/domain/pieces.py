"""What the pieces of a recording are called: by the number of the entry that says when each began."""

from __future__ import annotations

import re

_NAME = re.compile(r"[0-9]{6,9}\.wav")


def piece_name(seq: int) -> str:
    """Return the name of the piece that the entry of this number begins."""
    return f"{seq:06d}.wav"


def is_piece_name(name: str) -> bool:
    """Tell whether this could be a piece's name: nothing that leads elsewhere."""
    return _NAME.fullmatch(name) is not None
