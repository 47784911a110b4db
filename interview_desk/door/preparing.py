"""What preparing an interview needs: kits looked up or put together, the briefing written, the interview kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from interview_desk import paths
from interview_desk.domain import rules
from interview_desk.domain.log import Entry
from interview_desk.domain.plan import Choices, Plan, PutTogether
from interview_desk.domain.script import Kit
from interview_desk.domain.state import apply, begin
from interview_desk.door.kept import Kept
from interview_desk.errors import StorageError
from interview_desk.library.catalogue import Catalogue
from interview_desk.settings import ReportLanguage

if TYPE_CHECKING:
    from interview_desk.library.own_kits import OwnKits
    from interview_desk.ui.pages.prepare import Prepared


class Preparing:
    """The library and what is kept, as the prepare page asks for them."""

    def __init__(
        self,
        kept: Kept,
        catalogue: Catalogue,
        now: Callable[[], datetime],
        language: Callable[[], ReportLanguage] = lambda: "en",
    ) -> None:
        self._kept = kept
        self._catalogue = catalogue
        self._now = now
        self._language = language

    def look_up(self, kit: str) -> tuple[Kit, list[str]]:
        """Return a kit and what to warn of in it; raises DeskError where it can't be used."""
        from interview_desk.door.training import KeptTraining

        found = self._catalogue.kit(kit)
        warnings = [
            f"{it.what}; {it.remedy} ({Path(it.file).name}, line {it.line})" for it in self._catalogue.kit_problems(kit)
        ]
        return found, [*warnings, *KeptTraining(self._kept.reviews).often_used(found, self._now())]

    def choices(self) -> Choices:
        """Return the questions and rubrics that there are."""
        return self._own_kits.choices()

    def put_together(self, plan: Plan) -> PutTogether:
        """Return the kit that a question and a rubric make, or why they make none."""
        return self._own_kits.put_together(plan)

    def write_briefing(self, it: Prepared) -> Path:
        """Write the sheet that the candidate gets beforehand into the folder of reports."""
        from interview_desk import reports

        opening = rules.open_session(it.kit, it.candidate, it.interviewer, it.level)
        state = begin(Entry(1, 0, self._now(), opening))
        if it.due is not None and not isinstance(due := rules.schedule(state, it.due), rules.Refused):
            state = apply(state, Entry(2, 0, self._now(), due))
        folder = paths.reports_dir(self._kept.data)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StorageError("The briefing was not written", str(error), f"make {folder} writable") from error
        return reports.write(state, "briefing", "pdf", folder, language=self._language())

    def keep(self, it: Prepared) -> str:
        """Keep the interview for later; returns its id."""
        opening = rules.open_session(it.kit, it.candidate, it.interviewer, it.level)
        return self._kept.keep(opening, it.due, self._now())

    @cached_property
    def _own_kits(self) -> OwnKits:
        from interview_desk.library.own_kits import OwnKits

        return OwnKits(self._kept.data)
