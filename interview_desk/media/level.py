"""How loud it is, in a few steps: enough to see that the microphone hears, too little to look at."""

from __future__ import annotations

import math
import sys
from array import array
from typing import Final

STEPS: Final = 5
_QUIETEST_DB = -50.0
_LOUDEST_DB = -6.0


def level(samples: bytes) -> int:
    """Return how loud the loudest of some samples is: 0 for silence, `STEPS` for as loud as it should get."""
    heard = array("h", samples[: len(samples) // 2 * 2])
    if sys.byteorder == "big":
        heard.byteswap()
    loudest = max(max(heard, default=0), -min(heard, default=0))
    if loudest == 0:
        return 0
    db = 20 * math.log10(loudest / 32_768)
    return max(0, min(STEPS, math.ceil((db - _QUIETEST_DB) / (_LOUDEST_DB - _QUIETEST_DB) * STEPS)))
