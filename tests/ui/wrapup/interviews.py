"""A whole interview, conducted on a clock that is moved by hand, for every page after it to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from interview_desk.domain import rules
from interview_desk.domain.clock import ManualClock
from interview_desk.domain.draft import Draft
from interview_desk.domain.events import Event
from interview_desk.domain.log import Entry
from interview_desk.domain.note_line import read_line
from interview_desk.domain.rubric import Level
from interview_desk.domain.rules import Refused
from interview_desk.domain.script import Kit, Place
from interview_desk.domain.state import State
from interview_desk.sessions.live import Live, open_live

NOTES = {
    "4:00": "",
    "5:32": "+ asked who the limit applies to and what a rejected client sees @requirements",
    "6:10": "+ asked whether a limit may be off by one at the edge @requirements",
    "9:18": "hint",
    "12:04": "- missed the request at the limit, found it by an own test @correctness",
    "13:47": "snippet",
    "14:50": "next",
    "16:20": "+ drew the burst at the edge of two minutes without being asked @problem-solving",
    "20:11": "* said that the name of the method was unknown, and derived it @problem-solving",
    "21:05": "hint",
    "22:58": "+ worked out memory per client and picked one counter @trade-offs",
    "24:48": "next",
    "33:40": "hint",
    "38:05": "- read, then wrote: did not see the race between two processes @correctness",
    "43:00": "their questions",
}
CODE = """def allow(self, key):
    w = int(time.time() // 60)
    self.hits[key, w] += 1
    return self.hits[key, w] <= self.limit
"""
COMMENT = "Old windows are never removed, so memory grows with time."


class Forgetful:
    """Keeps nothing."""

    def append(self, entry: Entry, draft: Draft | None = None) -> None:
        pass

    def keep_draft(self, text: str, stamp_ms: int, alive_ms: int) -> None:
        pass


@dataclass
class Desk:
    """An interview and the clock it runs on."""

    clock: ManualClock
    live: Live

    @property
    def state(self) -> State:
        return self.live.state

    def do(self, rule: Callable[[State], Event | Refused]) -> int:
        """Let a rule happen; returns the number of its entry."""
        done = self.live.perform(rule(self.live.state))
        assert isinstance(done, Entry), done
        return done.seq

    def until(self, time: str) -> None:
        """Let the time pass until MM:SS of the session."""
        minutes, seconds = time.split(":")
        self.clock.advance((int(minutes) * 60 + int(seconds)) * 1000 - self.live.now_ms)

    def note(self, typed: str) -> int:
        competencies = [row.id for row in self.state.rubric.competencies]
        return self.do(lambda state: rules.take_note(state, read_line(typed, competencies), self.live.now_ms))

    def score(self, **scores: int) -> None:
        for competency, score in scores.items():
            row = competency.replace("_", "-")
            self.do(lambda state, row=row, score=score: rules.score(state, row, score))  # type: ignore[misc]

    def self_assess(self, **scores: int) -> None:
        for competency, score in scores.items():
            row = competency.replace("_", "-")
            self.do(lambda state, row=row, score=score: rules.self_assess(state, row, score))  # type: ignore[misc]


def conduct(kit: Kit, level: Level = "senior", interviewer: str = "Interviewer 7", until: str = "57:12") -> Desk:
    """Conduct the sample interview: three of four layers, three hints, eight notes, a snippet; it ends at 57:12.

    With another time for `until` it is left there, while it still goes on.
    """
    clock = ManualClock()
    opening = rules.open_session(kit, "Sample Candidate", interviewer, level)
    desk = Desk(clock, open_live(clock, Forgetful(), opening))
    desk.do(rules.start)
    for time, what in NOTES.items():
        if _minutes(time) > _minutes(until):
            break
        desk.until(time)
        match what:
            case "hint":
                desk.do(rules.give_hint)
            case "" | "next":
                desk.do(lambda state: rules.leave(state, "solved"))
            case "their questions":
                desk.do(lambda state: rules.leave(state, "solved"))
                desk.do(lambda state: rules.go_to(state, Place("their-questions")))
            case "snippet":
                desk.do(lambda state: rules.take_snippet(state, CODE, "python", "limiter.py", 8))
                desk.do(lambda state: rules.comment_snippet(state, state.snippets[-1].seq, 3, 3, COMMENT))
            case _:
                desk.note(what)
    if until == "57:12":
        desk.until(until)
        desk.do(rules.end)
    return desk


def _minutes(time: str) -> float:
    minutes, seconds = time.split(":")
    return int(minutes) + int(seconds) / 60


def assess(desk: Desk) -> Desk:
    """Add what both sides say of every row."""
    desk.self_assess(requirements=3, problem_solving=2, correctness=3, trade_offs=3, communication=3)
    desk.score(requirements=4, problem_solving=3, correctness=2, trade_offs=3, communication=3)
    return desk
