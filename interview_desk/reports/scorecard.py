"""The team's scorecard: strengths, risks, the recommendation in its three readings, every row with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from interview_desk.domain.rubric import NOT_ASSESSED, Level, Score
from interview_desk.domain.state import LayerOutcome, State
from interview_desk.domain.timing import par_ms
from interview_desk.insights.adherence import adherence
from interview_desk.insights.course import Exercise, levels_text
from interview_desk.insights.feedback import routing
from interview_desk.insights.phrasebook import Language, Phrasebook, phrasebook
from interview_desk.insights.playbook import PlaybookAnswer, playbook
from interview_desk.insights.recommendation import Calibration, LevelEvidence, Step, within
from interview_desk.insights.summary import Summary, summarise

if TYPE_CHECKING:
    from interview_desk.insights.benchmark import Band


Flag = Literal["green", "red"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line and the session time that it rests on, None where none is known; `label` names its kind."""

    text: str
    at_ms: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A competency with its score, its anchor and what the score rests on; `remark` says what is odd about it."""

    competency: str
    title: str
    self_score: Score | None
    score: Score | None
    anchor: str
    lines: tuple[Line, ...]
    why_none: str
    remark: str


@dataclass(frozen=True, slots=True)
class LayerRow:
    """A layer as it went: own time and par in ms, hints in words, how it was left and how its prompt was asked."""

    title: str
    active_ms: int
    par_ms: int
    hints: str
    par_hints: int
    outcome: LayerOutcome
    asked: str


@dataclass(frozen=True, slots=True)
class Kept:
    """How far one thing of the script was kept: what, a figure, and a sentence."""

    title: str
    figure: str
    about: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Everything on a scorecard. `recommendation` is one sentence; `steps` and `needed` say what stands behind it."""

    language: Language
    candidate: str
    interviewer: str
    kit: str
    role: str
    level: Level
    date: datetime | None
    length_ms: int
    recommendation: str
    state: str
    steps: tuple[Step, ...]
    basis: str
    needed: tuple[str, ...]
    call: str
    level_evidence: str
    levels: tuple[LevelEvidence, ...]
    strengths: tuple[Line, ...]
    risks: tuple[Line, ...]
    rows: tuple[CardRow, ...]
    exercises: tuple[Exercise, ...]
    layers: tuple[LayerRow, ...]
    course: tuple[str, ...]
    adherence: tuple[Kept, ...]
    playbook: tuple[PlaybookAnswer, ...]
    open_questions: tuple[Line, ...]
    take_up: tuple[Line, ...]
    notes: tuple[Line, ...]


def scorecard(
    state: State,
    bands: Sequence[Band] = (),
    calibration: Calibration | None = None,
    language: Language = "en",
) -> Scorecard:
    """Return the scorecard of a session; until every row is scored it has no recommendation, and says so."""
    book = phrasebook(language)
    summary = summarise(state, None, bands, calibration, book)
    known = summary.recommendation
    flagged = flags(state, book)
    return Scorecard(
        language=language,
        candidate=state.opened.candidate,
        interviewer=state.opened.interviewer,
        kit=state.kit.title,
        role=state.kit.role,
        level=state.level,
        date=state.started_at or state.prepared_at,
        length_ms=summary.length_ms,
        recommendation=_recommendation(summary, book),
        state=known.state if known is not None else "hidden",
        steps=known.steps if known is not None else (),
        basis=known.basis if known is not None else "",
        needed=known.needed if known is not None else (),
        call=_call(state, summary, book),
        level_evidence=known.evidence if known is not None else "",
        levels=known.rows if known is not None else (),
        strengths=_notes(state, "strength", "key-moment"),
        risks=(*_notes(state, "concern"), *(line for flag, line in flagged if flag == "red")),
        rows=tuple(_rows(summary, book)),
        exercises=summary.exercises,
        layers=tuple(_layers(state, summary, book)),
        course=tuple(_course(state, summary, book)),
        adherence=tuple(Kept(it.title, it.figure, it.about) for it in adherence((), state, book)),
        playbook=playbook(state, book),
        open_questions=tuple(_open_questions(state, book)),
        take_up=_take_up(state),
        notes=tuple(Line(note.text, note.at_ms, note.kind) for note in state.notes()),
    )


def _recommendation(summary: Summary, book: Phrasebook) -> str:
    known = summary.recommendation
    if known is None:
        return book.say("card.no-recommendation", why=summary.hidden)
    parts = [f"{known.category.title}. {known.headline}."]
    if (row := known.raw.held_by) is not None:
        parts.append(book.say("card.held", row=within(row.title, book)))
    return " ".join([*parts, known.without] if known.without else parts)


def _call(state: State, summary: Summary, book: Phrasebook) -> str:
    call = state.call
    if call is None:
        return book.say("card.no-call")
    chosen = state.rubric.recommendation(call.category)
    title = chosen.title if chosen is not None else call.category
    differs = summary.recommendation is not None and summary.recommendation.differs
    parts = [book.say("card.call-differs" if differs else "card.call", title=title)]
    parts += [book.say("card.why", why=call.why)] if call.why else []
    parts += [book.say("card.gap", gap=call.gap)] if call.gap else []
    return "\n".join(parts)


def _notes(state: State, *kinds: str) -> tuple[Line, ...]:
    titles = {row.id: row.title for row in state.rubric.competencies}
    found = [note for note in state.notes() if note.kind in kinds]
    return tuple(Line(note.text, note.at_ms, titles.get(note.competency, "")) for note in found)


def flags(state: State, book: Phrasebook) -> tuple[tuple[Flag, Line], ...]:
    """Return the signals that were heard, green and red, in the order in which they were marked."""
    found: list[tuple[Flag, Line]] = []
    for (question_id, layer_id, signal_id), marked in state.marked.items():
        mark = state.signals[question_id, layer_id, signal_id]
        question = state.kit.question(question_id)
        layer = question.layer(layer_id) if question is not None else None
        for signal in layer.signals if layer is not None else ():
            if signal.id == signal_id and mark in ("yes", "partly"):
                label = book.say(f"card.{signal.flag}-flag" if mark == "yes" else f"card.{signal.flag}-flag-partly")
                found.append((signal.flag, Line(signal.text, marked.at_ms, label)))
    return tuple(sorted(found, key=lambda flag: flag[1].at_ms or 0))


def _rows(summary: Summary, book: Phrasebook) -> Iterator[CardRow]:
    for row in summary.rubric:
        lines = tuple(Line(it.text, it.at_ms) for it in row.evidence or row.suggested)
        remark = ""
        if row.no_opportunity:
            remark = book.say("card.no-opportunity")
        elif isinstance(row.score, int) and not row.evidence and not row.why_none:
            remark = book.say("card.tagged" if lines else "card.cites-nothing")
        yield CardRow(row.competency, row.title, row.self_score, row.score, row.anchor, lines, row.why_none, remark)


def _layers(state: State, summary: Summary, book: Phrasebook) -> Iterator[LayerRow]:
    hints, several = {(row.question, row.number): row for row in summary.hints}, len(summary.exercises) > 1
    for exercise in summary.exercises:
        for row in exercise.rows:
            layer = state.kit.layer(row.place)
            assert layer is not None
            given = hints[exercise.question, row.number]
            asked = {True: "card.asked", False: "card.asked-otherwise", None: "card.asked-unmarked"}
            title = f"{row.number} · {row.title}"
            yield LayerRow(
                book.say("card.layer-of", exercise=exercise.title, layer=title) if several else title,
                row.active_ms,
                par_ms(state, row.place),
                levels_text(given.given, book),
                layer.par.hints,
                row.outcome,
                book.say(asked[state.asked.get(row.place)]),
            )


def _course(state: State, summary: Summary, book: Phrasebook) -> Iterator[str]:
    """What of the script came to be: how far each exercise went, and where the interview left its plan."""
    for exercise in summary.exercises:
        yield book.count("card.reached", exercise.layers, title=exercise.title, reached=len(exercise.rows))
        if exercise.pivot:
            yield book.say("card.pivoted", title=exercise.title)
    if state.concluding:
        yield book.say("card.early")


def _open_questions(state: State, book: Phrasebook) -> Iterator[Line]:
    for note in state.notes():
        if note.kind == "come-back":
            yield Line(note.text, note.at_ms, book.say("card.come-back"))
    bar = state.rubric.bars.at(state.level)
    for row in state.rubric.competencies:
        score = state.scores.get(row.id)
        if score == NOT_ASSESSED:
            why = book.say("card.not-assessed", row=row.title)
        elif isinstance(score, int) and score < bar:
            why = book.say("card.below-bar", row=row.title, score=score, bar=book.short_number(bar))
        else:
            continue
        yield Line(row.follow_up or book.say("card.look-again", row=within(row.title, book)), None, why)


def _take_up(state: State) -> tuple[Line, ...]:
    """What the feedback policy keeps out of the report, for the next interviewer to say in person."""
    if routing(state).in_report:
        return ()
    at = {moment.seq: moment.at_ms for moment in state.moments}
    points = [point for point in state.points if point.heading == "work-on"]
    return tuple(Line(it.text, min((at[seq] for seq in it.cites if seq in at), default=None)) for it in points)
