"""A sample interview, step by step: what the demo shows as finished, and the guide's pictures on the way."""

from __future__ import annotations

from collections.abc import Callable

from interview_desk.domain import events as e
from interview_desk.domain import rules
from interview_desk.domain.clock import ManualClock
from interview_desk.domain.note_line import read_line
from interview_desk.domain.rubric import Score
from interview_desk.domain.rules import Refused
from interview_desk.domain.script import Place
from interview_desk.domain.state import State
from interview_desk.sessions.live import Live

Wish = Callable[[State, int], "e.Event | Refused"]
Step = tuple[str, Wish]
"""What the clock shows, and what is done then, given the state and the session time in milliseconds."""

KIT = "backend-senior"
"""The kit that the sample interview is conducted with: its question has four layers."""
_CODE = """\
def allow(self, key):
    w = int(time.time() // 60)
    self.hits[key, w] += 1
    return self.hits[key, w] <= self.limit
"""
_COMMENT = (
    "Old windows are never removed, so memory grows with time. One counter and one timestamp per client would do."
)


def steps() -> tuple[Step, ...]:
    """Return the whole interview in order, from the start of the clock to the sentences for the report."""
    return (
        ("00:00", _plainly(rules.start)),
        ("02:10", _note("Worked on a public API for three years")),
        ("04:10", _leave("solved")),
        (
            "05:32",
            _note("+ Asked per user or per address, and what a rejected client sees, before coding @requirements"),
        ),
        ("09:18", _plainly(rules.give_hint)),
        ("10:02", lambda state, _: rules.reach_milestone(state, "first-code")),
        ("12:04", _note("- Off by one at the boundary, found by own test after 2 min @correctness")),
        ("13:47", lambda state, _: rules.take_snippet(state, _CODE, "python", "limiter.py", 8)),
        ("13:47", lambda state, _: rules.comment_snippet(state, state.snippets[-1].seq, 2, 3, _COMMENT)),
        ("14:50", _leave("solved")),
        ("16:20", _note("+ Drew the edge-burst case unprompted @problem-solving")),
        ("17:10", _signal(0, "yes")),
        ("18:00", _signal(1, "yes")),
        ("19:02", _note("? Why a thread for the refill")),
        ("20:11", _note("* Said they didn't know the name of the method, then derived it @problem-solving")),
        ("21:05", _plainly(rules.give_hint)),
        ("22:20", _signal(2, "partly")),
        ("22:58", _note("+ Talks through memory per client, picks one counter @trade-offs")),
        ("23:10", _score("requirements", 4)),
        ("23:15", _score("problem-solving", 3)),
        ("23:20", _score("correctness", 3)),
        ("24:48", _leave("solved")),
        ("33:40", _plainly(rules.give_hint)),
        ("38:05", _note("- The read-then-write race was not seen unprompted @correctness")),
        ("40:30", _plainly(rules.give_hint)),
        ("43:00", _leave("moved-on")),
        ("43:05", lambda state, _: rules.go_to(state, Place("their-questions"))),
        ("44:30", lambda state, _: rules.log_their_question(state, "How do you decide what to build next?")),
        ("47:00", _note("+ Explained every step so that I could have stopped them @communication")),
        ("50:00", _score("trade-offs", 3)),
        ("50:05", _score("communication", 3)),
        ("57:12", _plainly(rules.end)),
        *(("57:12", _self_assess(row, score)) for row, score in _OWN_VIEW),
        *(("57:12", _point(heading, text, cited)) for heading, text, cited in _POINTS),
    )


def conduct(live: Live, clock: ManualClock) -> None:
    """Conduct the whole sample interview on a clock that is moved by hand."""
    for shown, wish in steps():
        clock.advance(ms_of(shown) - live.now_ms)
        done = live.perform(wish(live.state, live.now_ms))
        if isinstance(done, Refused):
            raise ValueError(f"the sample interview does not fit its kit: {shown}: {done.reason}")


def ms_of(shown: str) -> int:
    """Return the session time, in milliseconds, at which the clock shows `MM:SS`."""
    minutes, seconds = shown.split(":")
    return (int(minutes) * 60 + int(seconds)) * 1000


_OWN_VIEW: tuple[tuple[str, Score], ...] = (
    ("requirements", 3),
    ("problem-solving", 2),
    ("correctness", 3),
    ("trade-offs", 3),
)
_POINTS: tuple[tuple[e.PointHeading, str, str], ...] = (
    (
        "went-well",
        "You asked who the limit applies to and what a rejected client sees before writing code.",
        "Asked per",
    ),
    ("went-well", "You drew the edge-burst case without being asked, then argued from it.", "Drew the"),
    (
        "went-well",
        "You said that you didn't know the name of the method and derived it. That is how we work too.",
        "Said they",
    ),
    ("work-on", "Look at what stays in memory when a minute is over.", ""),
    (
        "work-on",
        "Between reading the counter and writing it, another process can come in: worth a second look.",
        "The read-then",
    ),
    ("next", "Read how your database or cache increments a counter atomically.", ""),
)


def _plainly(rule: Callable[[State], e.Event | Refused]) -> Wish:
    return lambda state, _: rule(state)


def _note(typed: str) -> Wish:
    def wish(state: State, now_ms: int) -> e.NoteTaken | Refused:
        line = read_line(typed, [row.id for row in state.rubric.competencies])
        return rules.take_note(state, line, now_ms)

    return wish


def _leave(outcome: e.Outcome) -> Wish:
    return lambda state, _: rules.leave(state, outcome)


def _signal(number: int, mark: e.Mark) -> Wish:
    def wish(state: State, _: int) -> e.SignalMarked | Refused:
        layer = state.layer
        return rules.mark_signal(state, layer.signals[number].id if layer is not None else "", mark)

    return wish


def _score(row: str, score: Score) -> Wish:
    return lambda state, _: rules.score(state, row, score)


def _self_assess(row: str, score: Score) -> Wish:
    return lambda state, _: rules.self_assess(state, row, score)


def _point(heading: e.PointHeading, text: str, cited: str) -> Wish:
    def wish(state: State, _: int) -> e.PointWritten | Refused:
        seqs = [note.seq for note in state.notes() if cited and note.text.startswith(cited)]
        if heading == "work-on" and not cited:
            seqs = [state.snippets[-1].seq]
        return rules.write_point(state, heading, text, seqs)

    return wish
