"""How the delivery to the team's database stands, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from interview_desk.errors import DeskError

_SERVER = "the database server "
_AGAIN = "try again"  # that is done anyway
_AWAY = f"{_SERVER}does not answer"


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits, since when the team's database can't be had and why, and which sessions it will not take.

    `failures` counts the attempts since it was last had; `delivered` the entries of this run.
    """

    waiting: int = 0
    delivered: int = 0
    failures: int = 0
    since: datetime | None = None
    trouble: DeskError | None = None
    refused: tuple[str, ...] = ()
    unread: str = ""
    """Why it isn't known what waits."""

    def sentence(self) -> str:
        """Return what a person is to know; empty where everything is as it should be."""
        if self.trouble is not None and self.waiting:
            return f"{_some(self.waiting)} for the team's database: {self._why()}"
        return self.unread or (self.refused[0] if self.refused else "")

    def _why(self) -> str:
        assert self.trouble is not None
        since = f" since {self.since.astimezone():%H:%M}" if self.since is not None else ""
        why = (self.trouble.why or self.trouble.what).rstrip(".")
        if why == _AWAY:
            return f"it can't be reached{since}."
        what_to_do = self.trouble.remedy.rstrip(".")
        remedy = f"; {what_to_do}" if what_to_do and _AGAIN not in what_to_do else ""
        return f"{why.replace(_SERVER, 'it ', 1)}{since}{remedy}."


def _some(entries: int) -> str:
    return "1 entry waits" if entries == 1 else f"{entries:,} entries wait"
