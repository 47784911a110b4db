"""The team's scorecard laid out: the recommendation first, then what speaks for and against, then the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_desk.domain.rubric import NOT_ASSESSED, Score
from interview_desk.domain.timing import clock_text
from interview_desk.insights.phrasebook import Phrasebook, phrasebook
from interview_desk.insights.playbook import PlaybookAnswer
from interview_desk.insights.recommendation import LevelEvidence
from interview_desk.reports.candidate import chart_block, minutes_text
from interview_desk.reports.document import Block, Document, Heading, Item, Items, Lead, Table, Text
from interview_desk.reports.scorecard import CardRow, LayerRow, Line, Scorecard


def scorecard_document(card: Scorecard) -> Document:
    """Lay out a scorecard, for the team's eyes only."""
    book = phrasebook(card.language)
    title = book.say("card.title")
    role = book.say("card.role", role=card.role, level=book.say(f"level.{card.level}"))
    by = book.say("card.by", interviewer=card.interviewer) if card.interviewer else ""
    about = (card.candidate, role, card.kit, book.date(card.date), minutes_text(card.length_ms, book), by)
    return Document(
        card.language,
        title,
        f"{title} · {card.candidate}" if card.candidate else title,
        tuple(it for it in about if it),
        book.say("team-only"),
        tuple(_blocks(card, book)),
    )


def _blocks(card: Scorecard, book: Phrasebook) -> Iterator[Block]:
    yield Lead(card.recommendation)
    yield Text(card.call)
    if card.steps:
        steps = tuple((f"{it.label} ({it.about})" if it.about else it.label, it.text_in(book)) for it in card.steps)
        yield Table(book.say("card.steps"), (book.say("card.step"), book.say("card.points")), steps, (1, 0))
    if card.basis:
        yield Text(card.basis, quiet=True)
    if card.level_evidence:
        yield Text(book.say("card.level-evidence", sentence=card.level_evidence))
    if card.needed:
        yield Text(book.say("card.calibrated-by", needed="; ".join(card.needed)), quiet=True)
    for title, lines in (
        ("card.strengths", card.strengths),
        ("card.risks", card.risks),
        ("card.take-up", card.take_up),
        ("card.open-questions", card.open_questions),
    ):
        if lines:
            yield Heading(book.say(title))
            yield items(lines)
    yield from _rubric(card, book)
    yield from _time(card, book)
    yield Heading(book.say("card.script"))
    if card.course:
        yield Items(tuple(Item(text) for text in card.course))
    kept = tuple((it.title, it.figure, it.about) for it in card.adherence)
    columns = tuple(book.say(f"card.script-{name}") for name in ("what", "figure", "about"))
    yield Table(book.say("card.script"), columns, kept, (0, 0, 1))
    yield Heading(book.say("card.playbook"))
    columns = tuple(book.say(f"card.{name}") for name in ("question", "answer", "seen-at"))
    answers = tuple(_answer_row(answer, book) for answer in card.playbook)
    yield Table(book.say("card.playbook-table"), columns, answers, (1, 0, 0))


def _rubric(card: Scorecard, book: Phrasebook) -> Iterator[Block]:
    reached = {it.competency: it for it in card.levels}
    yield Heading(book.say("card.rubric"))
    columns = tuple(book.say(f"card.{name}") for name in ("competency", "self", "score", "level", "meaning"))
    rows = tuple(_score_row(row, reached.get(row.competency), book) for row in card.rows)
    yield Table(book.say("card.scores"), columns, rows, (0, 0, 0, 0, 1))
    for row in card.rows:
        yield Heading(row.title, 2)
        if row.lines:
            yield items(row.lines)
        if remark := " ".join(it for it in (row.why_none, row.remark) if it):
            yield Text(remark, quiet=True)
        elif not row.lines:
            yield Text(book.say("card.no-evidence"), quiet=True)


def _time(card: Scorecard, book: Phrasebook) -> Iterator[Block]:
    drawn = [exercise for exercise in card.exercises if exercise.rows]
    if drawn:
        yield Heading(book.say("card.time"))
    for exercise in drawn:
        if len(drawn) > 1:
            yield Heading(exercise.title, 2)
        yield chart_block(exercise, book, par=True, whose=book.say("chart.candidate"))
    if card.layers:
        names = ("layer", "spent", "par", "hints", "par", "outcome", "prompt")
        columns = tuple(book.say(f"card.{name}") for name in names)
        rows = tuple(_layer_row(row, book) for row in card.layers)
        yield Table(book.say("card.layers"), columns, rows, (4, 0, 0, 3, 0, 0, 0))


def items(lines: Sequence[Line]) -> Items:
    """Return lines as a block, each with its time and label."""
    return Items(
        tuple(Item(it.text, (clock_text(it.at_ms),) if it.at_ms is not None else (), it.label) for it in lines)
    )


def score_text(score: Score | None, book: Phrasebook) -> str:
    """Return a score as one reads it in a table."""
    if score is None:
        return book.say("score.none")
    return book.say("score.not-assessed") if score == NOT_ASSESSED else str(score)


def _score_row(row: CardRow, level: LevelEvidence | None, book: Phrasebook) -> tuple[str, ...]:
    own, ours = score_text(row.self_score, book), score_text(row.score, book)
    return row.title, own, ours, _level_text(level, book), row.anchor or "–"


def _level_text(level: LevelEvidence | None, book: Phrasebook) -> str:
    if level is None or level.meets is None:
        return "–"
    return book.say(f"level.{level.reaches}") if level.reaches else book.say("card.below-junior")


def _answer_row(answer: PlaybookAnswer, book: Phrasebook) -> tuple[str, ...]:
    times = dict.fromkeys(clock_text(it.at_ms) for it in answer.observed)
    return answer.question, book.say(f"answer.{answer.answer}"), ", ".join(list(times)[:3]) or "–"


def _layer_row(row: LayerRow, book: Phrasebook) -> tuple[str, ...]:
    spent, par = clock_text(row.active_ms), clock_text(row.par_ms)
    return row.title, spent, par, row.hints, str(row.par_hints), book.say(f"outcome.{row.outcome}"), row.asked
