"""Kits and interviews to report on: a four-layer question built here, and a desk that conducts by the minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interview_desk.domain import rules
from interview_desk.domain.clock import ManualClock
from interview_desk.domain.events import Event, NoteKind, Opened, Outcome, PointHeading
from interview_desk.domain.log import Entry
from interview_desk.domain.note_line import Line
from interview_desk.domain.rubric import Bars, Category, Competency, Level, Rubric, Scale, Score
from interview_desk.domain.rules import Refused
from interview_desk.domain.script import (
    AuthorBenchmarks,
    Complexity,
    Expected,
    FeedbackPolicy,
    Hint,
    Kit,
    Layer,
    Par,
    Place,
    Question,
    Section,
    Signal,
)
from interview_desk.domain.state import State
from interview_desk.insights.benchmark import Band, Cohort, Hints
from interview_desk.sessions.live import open_live
from tests.conducting import Remembering

# Stands in every text of a kit and of a session that no candidate may read; searched for in every output.
PRIVATE = "zq7private"


def layer(number: int, title: str, *, author: bool = True) -> Layer:
    """A layer of ten minutes' par; the author's strongest take 7 minutes, most 10."""
    hints = tuple(
        Hint(f"hint-{number}-{level}", level, f"{PRIVATE} {level} words", f"topic {number} of the {level}")
        for level in ("nudge", "pointer", "reveal")
    )
    return Layer(
        id=f"layer-{number}",
        title=title,
        say=f"Now build part {number}.",
        par=Par(10, 1),
        expected=Expected(
            f"{PRIVATE} approach",
            Complexity(f"{PRIVATE} time", f"{PRIVATE} space"),
            (f"{PRIVATE} pitfall",),
            f"# {PRIVATE} solution",
            f"# {PRIVATE} tests",
        ),
        signals=(
            Signal(f"asks-{number}", f"{PRIVATE} asks who is limited", "requirements"),
            Signal(f"weighs-{number}", f"{PRIVATE} compares designs", "trade-offs"),
            Signal(f"tool-{number}", f"{PRIVATE} takes a library without a reason", "trade-offs", "red"),
        ),
        hints=hints,
        probes=(f"{PRIVATE} probe",),
        benchmarks=AuthorBenchmarks(Par(7, 0), Par(10, 1)) if author else None,
    )


def question(
    id: str = "rate-limiter", title: str = "Rate limiter", layers: int = 4, *, author: bool = True
) -> Question:
    """A question of so many layers."""
    titles = ("One process", "Burst and refill", "Many processes", "Fairness between tenants", "Fifth", "Sixth")
    return Question(
        id=id,
        title=title,
        kind="coding",
        levels=("mid", "senior"),
        competencies=("requirements", "problem-solving", "trade-offs"),
        statement="Build a limiter.",
        layers=tuple(layer(number, titles[number - 1], author=author) for number in range(1, layers + 1)),
        pivots=("log-search",),
    )


def rubric() -> Rubric:
    """Three rows from 1 to 4; problem solving counts twice and has a floor of 2."""

    def row(id: str, title: str, weight: float = 1, floor: int | None = None) -> Competency:
        anchors = {score: f"{title} as at {score}" for score in range(1, 5)}
        return Competency(id, title, weight, anchors, f"How was your {title.lower()}?", floor, f"Ask more on {id}.")

    return Rubric(
        "coding",
        "Coding",
        Scale(1, 4),
        (
            row("requirements", "Requirements"),
            row("problem-solving", "Problem solving", 2, 2),
            row("trade-offs", "Trade-offs"),
        ),
        Bars(2.0, 2.5, 3.0, 3.3),
        (
            Category("strong-advance", "Strong advance", 0.5),
            Category("advance", "Advance", 0.0),
            Category("close", "Close — could come up to speed", -0.4),
            Category("not-now", "Not now"),
        ),
    )


def kit(*questions: Question, policy: FeedbackPolicy = "constructive", pivots: Sequence[Question] | None = None) -> Kit:
    """A kit of five sections with these questions, by default the one of four layers, and a pivot to *Log search*."""
    asked = questions or (question(),)
    return Kit(
        id="backend-senior",
        title="Senior backend engineer",
        role="Backend engineer",
        level="senior",
        minutes=60,
        sections=(
            Section("introduction", 5, "Welcome."),
            *(Section("question", 40 / len(asked), question=it) for it in asked),
            Section("their-questions", 7),
            Section("self-assessment", 3),
            Section("feedback", 5),
        ),
        rubric=rubric(),
        feedback_policy=policy,
        notes=f"{PRIVATE} kit notes",
        pivots=tuple(pivots) if pivots is not None else (question("log-search", "Log search", 2),),
    )


class Interview:
    """An interview conducted on a manual clock; every deed is one line of a test."""

    def __init__(
        self, kit: Kit, candidate: str = "Sample Candidate", interviewer: str = "Interviewer 7", level: Level = "senior"
    ) -> None:
        self.clock = ManualClock()
        self.live = open_live(self.clock, Remembering(), Opened(kit, candidate, interviewer, level))

    @property
    def state(self) -> State:
        return self.live.state

    def do(self, event: Event | Refused) -> int:
        """Let it happen and return its entry's number; a refusal fails the test."""
        done = self.live.perform(event)
        assert isinstance(done, Entry), done
        return done.seq

    def wait(self, minutes: float) -> None:
        self.clock.advance(round(minutes * 60_000))

    def start(self, introduction: float = 5) -> None:
        self.do(rules.start(self.state))
        self.wait(introduction)
        self.leave()

    def leave(self, outcome: Outcome = "solved") -> None:
        self.do(rules.leave(self.state, outcome))

    def note(self, kind: NoteKind, text: str, competency: str = "") -> int:
        return self.do(rules.take_note(self.state, Line(kind, text, competency, 0), self.live.now_ms))

    def hint(self) -> int:
        return self.do(rules.give_hint(self.state))

    def signal(self, id: str) -> None:
        self.do(rules.mark_signal(self.state, id))

    def snippet(self, code: str, *remarks: tuple[int, int, str], language: str = "python") -> int:
        seq = self.do(rules.take_snippet(self.state, code, language))
        for first, last, text in remarks:
            self.do(rules.comment_snippet(self.state, seq, first, last, text))
        return seq

    def go(self, section: str) -> None:
        place = next(place for place in self.state.kit.places() if place.section == section)
        self.do(rules.go_to(self.state, place))

    def end(self) -> None:
        self.do(rules.end(self.state))

    def score(self, *scores: Score, self_scores: Sequence[Score] = ()) -> None:
        """Score the rows in order, and what they said of themselves."""
        for row, score in zip(self.state.rubric.competencies, scores, strict=False):
            self.do(rules.score(self.state, row.id, score))
        for row, score in zip(self.state.rubric.competencies, self_scores, strict=False):
            self.do(rules.self_assess(self.state, row.id, score))

    def point(self, heading: PointHeading, text: str, *cites: int) -> int:
        return self.do(rules.write_point(self.state, heading, text, cites))


CODE = """\
def allow(self, key):
    w = int(time.time() // 60)
    self.hits[key, w] += 1
    return self.hits[key, w] <= self.limit
"""


def whole_interview(kit_: Kit | None = None, candidate: str = "Sample Candidate") -> Interview:
    """Three of four layers with notes, hints, code, scores and points: what the reports look like at their fullest."""
    it = Interview(kit_ if kit_ is not None else kit(), candidate)
    it.start()
    it.wait(0.54)
    asked = it.note("strength", "asked who the limit applies to and what a rejected client sees", "requirements")
    it.signal("asks-1")
    it.wait(3.8)
    it.hint()
    it.do(rules.reach_milestone(it.state, "first-code"))
    it.wait(4.44)
    code = it.snippet(CODE, (3, 3, "Old windows are never removed, so memory grows with time."))
    grows = it.note("concern", "never removes old windows", "trade-offs")
    it.wait(1.88)
    it.do(rules.reach_milestone(it.state, "it-runs"))
    it.leave()
    it.wait(5.66)
    drew = it.note("strength", "drew the edge-burst case without being asked", "problem-solving")
    it.hint()
    it.wait(3.86)
    it.do(rules.say_dont_know(it.state))
    it.do(rules.follow_dont_know(it.state, "reasoned"))
    derived = it.note(
        "key-moment", "said that they didn't know the name of the method and derived it", "problem-solving"
    )
    it.wait(0.45)
    it.leave()
    it.wait(9)
    it.hint()
    it.hint()
    it.do(rules.give_own_hint(it.state, f"{PRIVATE} own hint"))
    it.wait(5.2)
    race = it.note("concern", "read-then-write race, not seen unprompted", "trade-offs")
    it.wait(4)
    it.do(rules.leave(it.state, "moved-on"))
    it.wait(0.5)
    it.go("their-questions")
    it.wait(6)
    it.go("feedback")
    it.wait(5)
    it.end()
    it.score(4, 3, 2, self_scores=(3, 2, 3))
    it.do(rules.cite(it.state, "requirements", [asked]))
    it.do(rules.cite(it.state, "problem-solving", [drew, derived]))
    it.do(rules.cite(it.state, "trade-offs", [race]))
    it.point(
        "went-well", "You asked who the limit applies to and what a rejected client sees before writing code.", asked
    )
    it.point("went-well", "You drew the edge-burst case without being asked, then argued from it.", drew)
    it.point(
        "went-well",
        "You said that you didn't know the name of the method and derived it. That is how we work too.",
        derived,
    )
    it.point("work-on", "One counter and one timestamp per client would keep the memory bounded.", code, grows)
    it.point(
        "work-on", "Two processes that read, then write, can both say yes; look at where the decision is made.", race
    )
    it.point("next", "Read about atomic operations in a store that several processes share.")
    return it


def decided(it: Interview, call: str = "advance") -> Interview:
    """Make the call, and write the sentence for the decision notice."""
    it.do(rules.make_call(it.state, call))
    it.do(rules.write_passage(it.state, "reason", "You found the edge-burst case and argued from it."))
    return it


def everything_private(it: Interview) -> Interview:
    """Put the marker into every private place of a session that is over."""
    it.note("plain", f"{PRIVATE} note")
    it.note("strength", f"{PRIVATE} strength", "requirements")
    it.note("concern", f"{PRIVATE} concern", "trade-offs")
    it.do(rules.cite(it.state, "problem-solving", [], f"{PRIVATE} why none"))
    it.do(rules.make_call(it.state, "not-now", f"{PRIVATE} why", f"{PRIVATE} gap"))
    return it


def with_rows(kit_: Kit, **changes: object) -> Kit:
    """The kit with its rubric's rows changed alike."""
    rows = tuple(replace(row, **changes) for row in kit_.rubric.competencies)  # type: ignore[arg-type]
    return replace(kit_, rubric=replace(kit_.rubric, competencies=rows))


def place(number: int, question_id: str = "rate-limiter") -> Place:
    return Place("question", question_id, f"layer-{number}")


def history(
    question_id: str = "rate-limiter", layers: int = 4, version: str = "1", level: str = "senior"
) -> list[Band]:
    """Benchmarks of 212 interviews: the last layer's upper quarter was never reached."""
    figures: dict[tuple[Cohort, int], tuple[float | None, float | None, float | None]] = {
        ("strongest", 1): (7.0, 8.5, 10.0),
        ("everyone", 1): (9.0, 12.0, 16.0),
        ("strongest", 2): (14.5, 17.0, 20.5),
        ("everyone", 2): (18.0, 22.0, 30.0),
        ("strongest", 3): (24.0, 28.0, 33.0),
        ("everyone", 3): (33.0, 39.0, None),
        ("strongest", 4): (38.0, None, None),
        ("everyone", 4): (None, None, None),
    }
    found = []
    for (cohort, number), (p25, p50, p75) in figures.items():
        if number > layers:
            continue
        n = 53 if cohort == "strongest" else 212
        hints = Hints(n, 1.0, 2.0)
        found.append(
            Band(
                question_id,
                version,
                level,
                number,
                cohort,
                n,
                n - 20,
                p25,
                p50,
                p75,
                None,
                None,
                "history",
                45.0,
                hints,
            )
        )
    return found
