"""A throw-away database to try things in: made-up history, one finished interview, and one that is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from interview_desk.domain import rules
from interview_desk.domain.clock import ManualClock
from interview_desk.domain.draft import Draft
from interview_desk.domain.events import Scheduled
from interview_desk.domain.log import Entry
from interview_desk.domain.script import Kit
from interview_desk.domain.state import begin
from interview_desk.insights.simulate import simulate
from interview_desk.insights.simulate_beside import past_of_simulated
from interview_desk.library.catalogue import Catalogue
from interview_desk.sessions import sample
from interview_desk.sessions.live import open_live
from interview_desk.storage.history import add_past
from interview_desk.storage.journal import Journal, open_journal

INTERVIEWS, INTERVIEWERS, SEED = 1000, 8, 21
_TWO_HOURS = timedelta(hours=2)


class _Kept:
    """Keeps the sample interview's entries until they are written at one go."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def append(self, entry: Entry, draft: Draft | None = None) -> None:
        self.entries.append(entry)

    def keep_draft(self, text: str, stamp_ms: int, alive_ms: int) -> None:
        pass


def add_team(journal: Journal) -> None:
    """Add a made-up team's interviews, many enough for every figure of a summary."""
    made, truth = simulate(INTERVIEWS, INTERVIEWERS, SEED)
    add_past(journal.engine, past_of_simulated(made, truth, SEED), "simulated")


def _add_due(journal: Journal, kit: Kit) -> None:
    """Keep an interview that is to be conducted tomorrow."""
    now = datetime.now(UTC)
    opening = Entry(1, 0, now, rules.open_session(kit, "Another Candidate", "Interviewer 7", kit.level))
    due = rules.schedule(begin(opening), (now + timedelta(days=1)).replace(minute=0, second=0, microsecond=0))
    assert isinstance(due, Scheduled)
    session = journal.create(opening)
    journal.extend(session, [Entry(2, 0, now, due)])


def fill(url: str) -> str:
    """Fill the database at `url`, which is made; returns the id of the finished interview."""
    clock, kept = ManualClock(datetime.now(UTC) - _TWO_HOURS), _Kept()
    kit = Catalogue.standing().kit(sample.KIT)
    opening = rules.open_session(kit, "Sample Candidate", "Interviewer 7", kit.level)
    sample.conduct(open_live(clock, kept, opening), clock)
    journal = open_journal(url, make_folder=True)
    try:
        add_team(journal)
        session = journal.create(kept.entries[0])
        journal.extend(session, kept.entries[1:])
        _add_due(journal, kit)
    finally:
        journal.close()
    return session
