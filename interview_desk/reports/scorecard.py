"""The team's scorecard: strengths, risks, the recommendation in its three readings, every row with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from interview_desk.domain.rubric import NOT_ASSESSED, Level, Score
from interview_desk.domain.state import LayerOutcome, State
from interview_desk.domain.timing import branch_ms, clock_text, par_ms
from interview_desk.insights.course import Exercise, levels_text
from interview_desk.insights.feedback import routing
from interview_desk.insights.playbook import PlaybookAnswer, playbook
from interview_desk.insights.recommendation import Calibration, LevelEvidence, Step
from interview_desk.insights.summary import Summary, summarise
from interview_desk.insights.words import counted, joined

if TYPE_CHECKING:
    from interview_desk.insights.benchmark import Band


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
class Scorecard:
    """Everything on a scorecard. `recommendation` is one sentence; `steps` and `needed` say what stands behind it."""

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
    adherence: tuple[str, ...]
    playbook: tuple[PlaybookAnswer, ...]
    open_questions: tuple[Line, ...]
    take_up: tuple[Line, ...]
    notes: tuple[Line, ...]


def scorecard(state: State, bands: Sequence[Band] = (), calibration: Calibration | None = None) -> Scorecard:
    """Return the scorecard of a session; until every row is scored it has no recommendation, and says so."""
    summary = summarise(state, None, bands, calibration)
    known = summary.recommendation
    return Scorecard(
        candidate=state.opened.candidate,
        interviewer=state.opened.interviewer,
        kit=state.kit.title,
        role=state.kit.role,
        level=state.level,
        date=state.started_at or state.prepared_at,
        length_ms=summary.length_ms,
        recommendation=_recommendation(summary),
        state=known.state if known is not None else "hidden",
        steps=known.steps if known is not None else (),
        basis=known.basis if known is not None else "",
        needed=known.needed if known is not None else (),
        call=_call(state, summary),
        level_evidence=known.evidence if known is not None else "",
        levels=known.rows if known is not None else (),
        strengths=_notes(state, "strength", "key-moment"),
        risks=(*_notes(state, "concern"), *_red_flags(state)),
        rows=tuple(_rows(summary)),
        exercises=summary.exercises,
        layers=tuple(_layers(state, summary)),
        adherence=tuple(_adherence(state, summary)),
        playbook=playbook(state),
        open_questions=tuple(_open_questions(state)),
        take_up=_take_up(state),
        notes=tuple(Line(note.text, note.at_ms, note.kind) for note in state.notes()),
    )


def _recommendation(summary: Summary) -> str:
    known = summary.recommendation
    if known is None:
        return f"No recommendation yet. {summary.hidden}"
    held = f" Held down by the floor of {known.raw.held_by.title.lower()}." if known.raw.held_by is not None else ""
    return f"{known.category.title}. {known.headline}.{held}" + (f" {known.without}" if known.without else "")


def _call(state: State, summary: Summary) -> str:
    call = state.call
    if call is None:
        return "The interviewer has not made their own call yet."
    chosen = state.rubric.recommendation(call.category)
    title = chosen.title if chosen is not None else call.category
    differs = summary.recommendation is not None and summary.recommendation.differs
    parts = [f"The interviewer's own call: {title}{', which differs' if differs else ''}."]
    parts += [f"Why: {call.why}"] if call.why else []
    parts += [f"What would close the gap: {call.gap}"] if call.gap else []
    return "\n".join(parts)


def _notes(state: State, *kinds: str) -> tuple[Line, ...]:
    titles = {row.id: row.title for row in state.rubric.competencies}
    found = [note for note in state.notes() if note.kind in kinds]
    return tuple(Line(note.text, note.at_ms, titles.get(note.competency, "")) for note in found)


def _red_flags(state: State) -> Iterator[Line]:
    for (question_id, layer_id, signal_id), mark in state.signals.items():
        question = state.kit.question(question_id)
        layer = question.layer(layer_id) if question is not None else None
        for signal in layer.signals if layer is not None else ():
            if signal.id == signal_id and signal.flag == "red" and mark in ("yes", "partly"):
                yield Line(signal.text, None, "red flag" if mark == "yes" else "red flag, partly")


def _rows(summary: Summary) -> Iterator[CardRow]:
    for row in summary.rubric:
        lines = tuple(Line(it.text, it.at_ms) for it in row.evidence or row.suggested)
        remark = ""
        if row.no_opportunity:
            remark = "Scored, although nothing in the layers that were reached gave an opportunity to show it."
        elif isinstance(row.score, int) and not row.evidence and not row.why_none:
            remark = "The score cites nothing." if not lines else "Nothing cited; these notes are tagged with it."
        yield CardRow(row.competency, row.title, row.self_score, row.score, row.anchor, lines, row.why_none, remark)


def _layers(state: State, summary: Summary) -> Iterator[LayerRow]:
    hints = {(row.question, row.number): row for row in summary.hints}
    for exercise in summary.exercises:
        for row in exercise.rows:
            layer = state.kit.layer(row.place)
            assert layer is not None
            given = hints[exercise.question, row.number]
            asked = {True: "as written", False: "in other words", None: "not marked"}[state.asked.get(row.place)]
            title = f"{row.number} · {row.title}"
            yield LayerRow(
                f"{exercise.title}, {title}" if len(summary.exercises) > 1 else title,
                row.active_ms,
                par_ms(state, row.place),
                levels_text(given.given),
                layer.par.hints,
                row.outcome,
                asked,
            )


def _adherence(state: State, summary: Summary) -> Iterator[str]:
    """How far the interview kept to its script: what makes it comparable, or not."""
    for exercise in summary.exercises:
        reached = [row.number for row in exercise.rows]
        order = [row.number for row in sorted(exercise.rows, key=lambda row: row.pieces[0][0])]
        name = exercise.title
        yield f"{name}: {len(reached)} of {counted(exercise.layers, 'layer')} reached."
        if order != reached:
            yield f"{name}: the layers were taken in the order {joined([str(number) for number in order])}."
        if skipped := [str(number) for number in range(1, max(reached, default=0)) if number not in reached]:
            yield (
                f"{name}: layer {joined(skipped)} was skipped."
                if len(skipped) == 1
                else (f"{name}: layers {joined(skipped)} were skipped.")
            )
        if exercise.pivot:
            yield f"The direction was changed to {name}."
    over = [row.title for row in summary.hints if len(row.given) > row.par]
    if over:
        yield f"More hints than par on {joined(over)}."
    if own := sum(hint.level == "ad-hoc" for row in summary.hints for hint in row.given):
        yield f"{counted(own, 'hint')} in the interviewer's own words."
    if (branch := branch_ms(state, state.offset_ms)) > 0:
        yield f"{clock_text(branch)} off the script; that part is evidence, and is not compared."
    if state.concluding:
        yield "The interview was concluded early."


def _open_questions(state: State) -> Iterator[Line]:
    for note in state.notes():
        if note.kind == "come-back":
            yield Line(note.text, note.at_ms, "come back to")
    bar = state.rubric.bars.at(state.level)
    for row in state.rubric.competencies:
        score = state.scores.get(row.id)
        if score == NOT_ASSESSED or (isinstance(score, int) and score < bar):
            why = "not assessed" if score == NOT_ASSESSED else f"scored {score}, the bar is {bar:g}"
            yield Line(row.follow_up or f"Look again at {row.title.lower()}.", None, f"{row.title}, {why}")


def _take_up(state: State) -> tuple[Line, ...]:
    """What the feedback policy keeps out of the report, for the next interviewer to say in person."""
    if routing(state).in_report:
        return ()
    at = {moment.seq: moment.at_ms for moment in state.moments}
    points = [point for point in state.points if point.heading == "work-on"]
    return tuple(Line(it.text, min((at[seq] for seq in it.cites if seq in at), default=None)) for it in points)
