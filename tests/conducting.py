"""A session conducted without a window: a manual clock, a keeper that remembers, and the rules."""

from __future__ import annotations

from interview_desk.domain import rules
from interview_desk.domain.clock import ManualClock
from interview_desk.domain.draft import Draft
from interview_desk.domain.events import Event
from interview_desk.domain.log import Entry
from interview_desk.domain.note_line import read_line
from interview_desk.domain.rules import Refused
from interview_desk.domain.script import Kit
from interview_desk.domain.state import State
from interview_desk.sessions.live import Live, open_live
from tests.kits import small_kit


class Remembering:
    """Keeps entries and the last draft in memory."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.draft = Draft("", 0, 0)

    def append(self, entry: Entry, draft: Draft | None = None) -> None:
        self.entries.append(entry)
        self.draft = draft or self.draft

    def keep_draft(self, text: str, stamp_ms: int, alive_ms: int) -> None:
        self.draft = Draft(text, stamp_ms, alive_ms)


class Conducted:
    """A live session with a few words for what a test does most."""

    def __init__(self, kit: Kit | None = None, started: bool = True) -> None:
        self.clock = ManualClock()
        self.keeper = Remembering()
        opening = rules.open_session(kit or small_kit(), "Sample Candidate", "Interviewer 7", "senior")
        self.live: Live = open_live(self.clock, self.keeper, opening)
        if started:
            self.do(rules.start(self.state))

    @property
    def state(self) -> State:
        return self.live.state

    @property
    def now_ms(self) -> int:
        return self.live.now_ms

    def do(self, event: Event | Refused) -> Entry:
        """Perform a deed that must be allowed."""
        entry = self.live.perform(event)
        assert isinstance(entry, Entry), entry
        return entry

    def wait(self, minutes: float = 0, seconds: float = 0) -> None:
        self.clock.advance(round(minutes * 60_000 + seconds * 1000))

    def note(self, typed: str) -> Entry:
        line = read_line(typed, [row.id for row in self.state.rubric.competencies])
        return self.do(rules.take_note(self.state, line, self.now_ms))

    def solve(self) -> Entry:
        return self.do(rules.leave(self.state, "solved"))

    def hint(self) -> Entry:
        return self.do(rules.give_hint(self.state))
