"""The team's scorecard laid out: the recommendation first, then what speaks for and against, then the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_desk.domain.rubric import NOT_ASSESSED, Score
from interview_desk.domain.state import LayerOutcome
from interview_desk.domain.timing import clock_text
from interview_desk.insights.playbook import PlaybookAnswer
from interview_desk.insights.recommendation import LevelEvidence
from interview_desk.reports.candidate import chart_block, date_text, minutes_text
from interview_desk.reports.document import Block, Document, Heading, Item, Items, Lead, Table, Text
from interview_desk.reports.scorecard import CardRow, LayerRow, Line, Scorecard

OUTCOMES: dict[LayerOutcome, str] = {
    "solved": "solved",
    "partly": "partly solved",
    "moved-on": "moved on",
    "running": "still running",
    "not-reached": "not reached",
}


def scorecard_document(card: Scorecard) -> Document:
    """Lay out a scorecard, for the team's eyes only."""
    minutes = minutes_text(card.length_ms)
    by = f"by {card.interviewer}" if card.interviewer else ""
    return Document(
        "en",
        "Interview scorecard",
        f"Interview scorecard · {card.candidate}" if card.candidate else "Interview scorecard",
        tuple(
            it
            for it in (card.candidate, f"{card.role}, {card.level}", card.kit, date_text(card.date), minutes, by)
            if it
        ),
        "For the hiring team only; not for the candidate.",
        tuple(_blocks(card)),
    )


def _blocks(card: Scorecard) -> Iterator[Block]:
    yield Lead(card.recommendation)
    yield Text(card.call)
    if card.steps:
        steps = tuple((f"{it.label} ({it.about})" if it.about else it.label, it.text) for it in card.steps)
        yield Table("How the score came about", ("Step", "Points"), steps, (1, 0))
    if card.basis:
        yield Text(card.basis, quiet=True)
    if card.level_evidence:
        yield Text(f"Level evidence: {card.level_evidence}")
    if card.needed:
        yield Text(f"It would be calibrated by {'; '.join(card.needed)}.", quiet=True)
    for title, lines in (
        ("Strengths", card.strengths),
        ("Risks", card.risks),
        ("To take up in person", card.take_up),
        ("Open questions for the next interviewer", card.open_questions),
    ):
        if lines:
            yield Heading(title)
            yield items(lines)
    reached = {it.competency: it for it in card.levels}
    yield Heading("Rubric and its evidence")
    yield Table(
        "Scores",
        ("Competency", "Self", "Score", "Level", "What that score means"),
        tuple(_score_row(row, reached.get(row.competency)) for row in card.rows),
        (0, 0, 0, 0, 1),
    )
    for row in card.rows:
        yield Heading(row.title, 2)
        if row.lines:
            yield items(row.lines)
        if remark := " ".join(it for it in (row.why_none, row.remark) if it):
            yield Text(remark, quiet=True)
        elif not row.lines:
            yield Text("No evidence.", quiet=True)
    drawn = [exercise for exercise in card.exercises if exercise.rows]
    if drawn:
        yield Heading("Time and hints")
    for exercise in drawn:
        if len(drawn) > 1:
            yield Heading(exercise.title, 2)
        yield chart_block(exercise, par=True, whose="the candidate")
    if card.layers:
        columns = ("Layer", "Time", "Par", "Hints", "Par", "Outcome", "Prompt")
        yield Table("Layers against par", columns, tuple(map(_layer_row, card.layers)), (1, 0, 0, 0, 0, 0, 0))
    if card.adherence:
        yield Heading("How it kept to the script")
        yield Items(tuple(Item(text) for text in card.adherence))
    yield Heading("The playbook's seven questions")
    yield Table("Seven questions", ("Question", "Answer", "Seen at"), tuple(map(_answer_row, card.playbook)), (1, 0, 0))


def items(lines: Sequence[Line]) -> Items:
    """Return lines as a block, each with its time and label."""
    return Items(
        tuple(Item(it.text, (clock_text(it.at_ms),) if it.at_ms is not None else (), it.label) for it in lines)
    )


def score_text(score: Score | None) -> str:
    """Return a score as one reads it in a table."""
    return "–" if score is None else "not assessed" if score == NOT_ASSESSED else str(score)


def _score_row(row: CardRow, level: LevelEvidence | None) -> tuple[str, ...]:
    speaks_for = "–" if level is None or level.meets is None else level.reaches or "below junior"
    return row.title, score_text(row.self_score), score_text(row.score), speaks_for, row.anchor or "–"


def _answer_row(answer: PlaybookAnswer) -> tuple[str, ...]:
    times = dict.fromkeys(clock_text(it.at_ms) for it in answer.observed)
    return answer.question, answer.answer, ", ".join(list(times)[:3]) or "–"


def _layer_row(row: LayerRow) -> tuple[str, ...]:
    spent, par = clock_text(row.active_ms), clock_text(row.par_ms)
    return row.title, spent, par, row.hints, str(row.par_hints), OUTCOMES[row.outcome], row.asked
