"""The interviews that figures are compared with: the team's where they can be had, else those on this computer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Final, TypeVar

from interview_desk.errors import DeskError

if TYPE_CHECKING:  # it imports SQLAlchemy
    from interview_desk.storage.journal import Journal

T = TypeVar("T")

PATIENCE_S: Final = 20.0
_THE_TEAMS = "compared with the team's interviews"
_ALONE = "compared with the interviews on this computer alone"
_SERVER = "the database server"


def nearest(team: str, read: Callable[[Journal], T], here: Callable[[], T]) -> tuple[T, str]:
    """Return what `read` finds in the team's database, or what there is `here`; and words that say which it was.

    They are empty where there is no team.
    """
    if not team:
        return here(), ""
    from interview_desk.storage.engine import open_database
    from interview_desk.storage.journal import Journal

    try:
        with closing(Journal(open_database(team, create=False, patience_s=PATIENCE_S))) as journal:
            return read(journal), _THE_TEAMS
    except DeskError as error:
        return here(), f"{_ALONE}: {_why(error)}"


def _why(error: DeskError) -> str:
    why = (error.why or error.what).rstrip(".")
    if why == f"{_SERVER} does not answer":
        return "the team's database can't be reached"
    return why.replace(_SERVER, "the team's database", 1) if _SERVER in why else f"the team's database: {why}"
