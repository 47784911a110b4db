"""What is known of past interviews, kept in mind: read again only where the history has changed since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from threading import Lock

from interview_desk.domain.past import Past
from interview_desk.insights.calibration import Assignment
from interview_desk.insights.known import Known, know, leave_out

Progress = Callable[[int, int], None]
"""Called with how many steps are done, and of how many."""
Read = Callable[[Collection[str], Progress], Past]
"""Reads every interview, with the layers of some questions, and tells how far it is."""

# Reading takes about as long as working out does.
_HALF = 4


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    state: Hashable
    questions: frozenset[str]
    known: Known


class Memory:
    """Serves several threads, one after the other; what is asked for twice is read once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: _Known | None = None

    def known(
        self,
        changes: Hashable,
        questions: Collection[str],
        assignment: Assignment,
        read: Read,
        *,
        applied: bool = True,
        without: str = "",
        on_progress: Progress | None = None,
    ) -> Known | None:
        """Return what is known of all interviews but the session `without`; None where there are no others.

        `changes` tells one state of the history from every other; not `applied`, calibration corrects nothing.
        """
        state = (changes, assignment, applied)
        wanted = frozenset(questions)
        with self._lock:
            last = self._last
            if last is None or last.state != state or not last.questions >= wanted:
                known = read_and_know(wanted, assignment, read, on_progress, applied=applied)
                last = self._last = _Known(state, wanted, known)
        found = leave_out(last.known, without) if without else last.known
        return found if len(found.history) else None


def read_and_know(
    questions: Collection[str],
    assignment: Assignment,
    read: Read,
    on_progress: Progress | None = None,
    *,
    applied: bool = True,
) -> Known:
    """Read every interview, and return what is known from them; tells of both how far it is."""

    def tell(done: float) -> None:
        if on_progress is not None:
            on_progress(round(done), 2 * _HALF)

    past = read(questions, lambda done, total: tell(_HALF * done / total))
    told = know(
        past,
        assignment,
        quick=True,
        applied=applied,
        on_progress=lambda done, total: tell(_HALF + _HALF * done / total),
    )
    tell(2 * _HALF)
    return told
