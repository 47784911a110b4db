"""A throw-away database to try things in: made-up history, and one finished interview."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from interview_desk.domain import rules
from interview_desk.domain.clock import ManualClock
from interview_desk.domain.draft import Draft
from interview_desk.domain.log import Entry
from interview_desk.insights.past import past_of_history
from interview_desk.insights.simulate import simulate
from interview_desk.library.catalogue import Catalogue
from interview_desk.sessions import sample
from interview_desk.sessions.live import open_live
from interview_desk.storage.history import add_past
from interview_desk.storage.journal import open_journal

INTERVIEWS, INTERVIEWERS, SEED = 1000, 8, 7
_TWO_HOURS = timedelta(hours=2)


class _Kept:
    """Keeps the sample interview's entries until they are written at one go."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def append(self, entry: Entry, draft: Draft | None = None) -> None:
        self.entries.append(entry)

    def keep_draft(self, text: str, stamp_ms: int, alive_ms: int) -> None:
        pass


def fill(url: str) -> str:
    """Fill the database at `url`, which is made; returns the id of the finished interview."""
    clock, kept = ManualClock(datetime.now(UTC) - _TWO_HOURS), _Kept()
    kit = Catalogue.standing().kit(sample.KIT)
    opening = rules.open_session(kit, "Sample Candidate", "Interviewer 7", kit.level)
    sample.conduct(open_live(clock, kept, opening), clock)
    journal = open_journal(url, make_folder=True)
    try:
        made, _ = simulate(INTERVIEWS, INTERVIEWERS, SEED)
        add_past(journal.engine, past_of_history(made), "simulated")
        session = journal.create(kept.entries[0])
        journal.extend(session, kept.entries[1:])
    finally:
        journal.close()
    return session
