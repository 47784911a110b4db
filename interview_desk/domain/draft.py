"""The half-typed note, and the last moment at which the application was known to be alive."""

from __future__ import annotations

from interview_desk.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """The text in the note line, the session time of its first keystroke, and the session time it was kept at.

    After a crash a session goes on from the later of `alive_ms` and its last entry.
    """

    text: str
    stamp_ms: int
    alive_ms: int
