"""The index of sessions: one row for each, searchable, and always what a fold of its journal gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from interview_desk.domain.rubric import Level
from interview_desk.domain.state import Phase, State


@dataclass(frozen=True, slots=True)
class Listed:
    """What lists show of a session; moments are in UTC, `elapsed_ms` is the session time of the last entry.

    `called` says that the interviewer has made their own call, `called_off` that the interview won't take place.
    """

    id: str
    candidate: str
    interviewer: str
    kit_id: str
    kit_title: str
    questions: tuple[str, ...]
    role: str
    level: Level
    phase: Phase
    practice: bool
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    elapsed_ms: int
    last_seq: int
    fully_scored: bool = False
    called: bool = False
    due_at: datetime | None = None
    called_off: bool = False

    @property
    def waits(self) -> bool:
        """Whether it is kept for another day and was not begun."""
        return self.phase == "prepared" and self.due_at is not None


def listed(session_id: str, state: State) -> Listed:
    """Return what lists show of a session in this state."""
    opened, kit = state.opened, state.kit
    assert state.prepared_at is not None
    return Listed(
        id=session_id,
        candidate=plain(opened.candidate),
        interviewer=plain(opened.interviewer),
        kit_id=plain(kit.id),
        kit_title=plain(kit.title),
        questions=tuple(plain(question.title) for question in kit.questions),
        role=plain(kit.role),
        level=opened.level,
        phase=state.phase,
        practice=opened.practice,
        created_at=state.prepared_at,
        started_at=state.started_at,
        ended_at=state.ended_at,
        elapsed_ms=state.offset_ms,
        last_seq=state.seq,
        fully_scored=state.fully_scored,
        called=state.call is not None,
        due_at=state.due_at,
        called_off=state.called_off,
    )


def plain(text: str) -> str:
    """Return text that any store and any list can hold: one line, without NUL or halves of surrogate pairs.

    The journal keeps what was typed; only the index row has the replacement character in such a place.
    """
    line = " ".join(text.split()) if not text.isprintable() else text
    return line.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def haystack(row: Listed) -> str:
    """Return the text in which a search looks, in the form that `needles` gives its words."""
    words = [row.candidate, row.interviewer, row.kit_title, row.role, row.level, *row.questions, row.id]
    return " ".join(words).casefold()


def needles(search: str) -> list[str]:
    """Return the words of a search; every one of them has to be found."""
    return plain(search).casefold().split()
