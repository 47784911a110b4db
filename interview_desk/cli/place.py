"""Where one call of the command line reads and writes; every command is handed it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from interview_desk import paths, settings
from interview_desk.domain.frozen import dataclass
from interview_desk.errors import StorageError

if TYPE_CHECKING:
    from interview_desk.door.reviews import KeptReviews
    from interview_desk.storage.journal import Journal


@dataclass(frozen=True, slots=True)
class Place:
    """Where this call reads and writes."""

    data: Path
    database: str
    named: bool
    """Whether the database was named, rather than the one that everybody has."""

    @property
    def is_fresh(self) -> bool:
        """Whether nothing was ever kept here, so that having nothing is no mistake."""
        from interview_desk.storage.files import is_there

        return not self.named and not is_there(self.database)

    def journal(self) -> Journal:
        """Open the journal that there is; raises where there is none."""
        from interview_desk.storage.journal import open_journal

        self.expect_something()
        return open_journal(self.database, create=False)

    @property
    def reviews(self) -> KeptReviews:
        """What is reviewed here, and what is sealed to whoever calls."""
        from interview_desk.door.reviews import KeptReviews, user_name

        chosen, _ = settings.load(paths.settings_file(self.data))
        return KeptReviews(self.database, lambda: chosen.interviewer or user_name())

    def expect_something(self) -> None:
        """Refuse where nothing was ever kept, in better words than that a file isn't there."""
        if self.is_fresh:
            what, remedy = "No interview was kept here yet", "`interview-desk conduct backend-senior` begins one"
            raise StorageError(what, "", remedy)
