"""One line each for what home and the command line list: sessions that are kept, kits that can be conducted."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from interview_desk.domain.frozen import dataclass
from interview_desk.domain.rubric import Level

SessionState = Literal["prepared", "running", "paused", "ended", "interrupted"]


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session as a list shows it; times in UTC, `elapsed_ms` is session time.

    `called` says that the interviewer has made their own call, `called_off` that the interview won't take place.
    """

    id: str
    candidate: str
    interviewer: str
    kit: str
    title: str
    level: Level
    state: SessionState
    prepared_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    elapsed_ms: int
    fully_scored: bool = False
    called: bool = False
    due_at: datetime | None = None
    called_off: bool = False


@dataclass(frozen=True, slots=True)
class KitLine:
    """A kit as a list shows it."""

    id: str
    title: str
    role: str
    level: Level
    minutes: float
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody of whom something is kept; `key` finds them: their name, or the session of somebody without one."""

    key: str
    name: str
    interviews: int
    last_at: datetime
    due: int = 0
    """How many of the interviews have been kept for as long as they were to be."""
