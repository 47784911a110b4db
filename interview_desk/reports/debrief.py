"""The debrief pack: one candidate's interviews side by side, where they differ, and then prompts to talk about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview_desk.domain.rubric import Level, Score
from interview_desk.domain.state import State
from interview_desk.insights.recommendation import Calibration, hidden_because, recommend
from interview_desk.insights.words import counted, joined
from interview_desk.reports.candidate import date_text
from interview_desk.reports.document import Block, Document, Heading, Lead, Table, Text
from interview_desk.reports.scorecard import Line, scorecard
from interview_desk.reports.scorecard_page import items, score_text


@dataclass(frozen=True, slots=True)
class Seat:
    """One interview in the pack; `strictness` in words, `recommendation` and `call` as titles or why there are none."""

    interviewer: str
    interview: str
    date: str
    strictness: str
    recommendation: str
    call: str
    level_evidence: str
    strengths: tuple[Line, ...]
    risks: tuple[Line, ...]
    open_questions: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Across:
    """One competency across the interviews, in the order of the seats; `spread` is highest less lowest score."""

    title: str
    scores: tuple[Score | None, ...]
    spread: int | None


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything in a debrief pack. The prompts come after the evidence, and stand on a page of their own.

    `hidden` says why the other interviews are left out, and is empty where none is.
    """

    candidate: str
    role: str
    level: Level
    seats: tuple[Seat, ...]
    rows: tuple[Across, ...]
    prompts: tuple[str, ...]
    hidden: str = ""


def debrief(states: Sequence[State], calibrations: Sequence[Calibration | None] = ()) -> Debrief:
    """Return the pack over sessions of one candidate, with the calibration of each where there is one.

    It is made for whoever conducted the first: until every row of that one is scored, the others are left out.
    """
    hidden = ""
    if len(states) > 1 and not states[0].fully_scored:
        hidden = f"Their other interviews are left out, so that they steer no score. {hidden_because(states[0])}"
        states = states[:1]
    known = [*calibrations, *[None] * len(states)][: len(states)]
    rows = tuple(_across(states))
    seats = tuple(_seat(state, calibration) for state, calibration in zip(states, known, strict=True))
    first = states[0]
    prompts = tuple(_prompts(first.level, seats, rows))
    return Debrief(first.opened.candidate, first.kit.role, first.level, seats, rows, prompts, hidden)


def _seat(state: State, calibration: Calibration | None) -> Seat:
    card = scorecard(state, (), calibration)
    known = recommend(state, calibration)
    call = state.rubric.recommendation(state.call.category) if state.call is not None else None
    return Seat(
        state.opened.interviewer or "An interviewer",
        state.kit.title,
        date_text(card.date),
        _strictness(calibration),
        known.category.title if known is not None else hidden_because(state),
        call.title if call is not None else "not made yet",
        card.level_evidence,
        card.strengths,
        card.risks,
        card.open_questions,
    )


def _strictness(calibration: Calibration | None) -> str:
    if calibration is None or calibration.state == "uncalibrated":
        return "uncalibrated"
    side = "stricter" if calibration.strictness > 0 else "more lenient"
    about = f"{abs(calibration.strictness):.2f} {side} than peers"
    return f"{about} ({calibration.state}, {counted(calibration.n, 'interview')})"


def _across(states: Sequence[State]) -> Iterator[Across]:
    """Every row that any of the rubrics has; a state that lacks it, or has not scored it, has None."""
    titles = {row.id: row.title for state in states for row in state.rubric.competencies}
    for id, title in titles.items():
        scores = tuple(state.scores.get(id) for state in states)
        given = [score for score in scores if isinstance(score, int)]
        yield Across(title, scores, max(given) - min(given) if len(given) > 1 else None)


def _prompts(level: Level, seats: Sequence[Seat], rows: Sequence[Across]) -> Iterator[str]:
    for row in sorted(rows, key=lambda row: -(row.spread or 0)):
        if row.spread is not None and row.spread >= 1:
            said = [
                f"{seat.interviewer} {score}"
                for seat, score in zip(seats, row.scores, strict=True)
                if isinstance(score, int)
            ]
            yield f"{row.title}: {joined(said)}. What did each of you see?"
    for row in rows:
        if not any(isinstance(score, int) for score in row.scores):
            yield f"{row.title}: nobody assessed it. Does the decision need it, and who could ask?"
    yield f"Which single piece of evidence speaks most for {level}, and which most against?"
    yield "What would have to be true for you to change your mind?"


def debrief_document(pack: Debrief) -> Document:
    """Lay out a debrief pack: evidence first, then the prompts."""
    return Document(
        "en",
        "Debrief pack",
        f"Debrief pack · {pack.candidate}" if pack.candidate else "Debrief pack",
        tuple(it for it in (pack.candidate, f"{pack.role}, {pack.level}", counted(len(pack.seats), "interview")) if it),
        "For the hiring team only; not for the candidate.",
        tuple(_blocks(pack)),
    )


def _blocks(pack: Debrief) -> Iterator[Block]:
    yield Lead("Read the evidence first, each for yourself. The prompts for the meeting come after it.")
    if pack.hidden:
        yield Text(pack.hidden)
    yield Heading("Scores side by side")
    columns = ("Competency", *(seat.interviewer for seat in pack.seats), "Spread")
    rows = tuple(
        (row.title, *(score_text(score) for score in row.scores), "–" if row.spread is None else str(row.spread))
        for row in pack.rows
    )
    yield Table("Scores by interviewer", columns, rows, (1, *(0 for _ in pack.seats), 0))
    yield Table(
        "Interviewers",
        ("Interviewer", "Interview", "Strictness", "Rubric says", "Their call"),
        tuple((it.interviewer, it.interview, it.strictness, it.recommendation, it.call) for it in pack.seats),
        (0, 1, 0, 0, 0),
    )
    for seat in pack.seats:
        yield Heading(f"{seat.interviewer}, {seat.date}" if seat.date else seat.interviewer)
        if seat.level_evidence:
            yield Text(f"Level evidence: {seat.level_evidence}")
        for title, lines in (
            ("For", seat.strengths),
            ("Against", seat.risks),
            ("Still open", seat.open_questions),
        ):
            if lines:
                yield Heading(title, 2)
                yield items(lines)
    yield Heading("For the meeting", new_page=True)
    yield items([Line(prompt) for prompt in pack.prompts])
