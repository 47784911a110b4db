"""The summary page as data: where the time went, the hints, the rubric with its evidence, and a guide for the talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from interview_desk.domain.rubric import Level
from interview_desk.domain.state import Phase, State
from interview_desk.domain.timing import clock_text, elapsed_ms
from interview_desk.insights.course import Exercise, HintRow, exercises, hint_rows, levels_text
from interview_desk.insights.others import Seen, hints_of_others, last_benchmarks, spoken_benchmarks
from interview_desk.insights.phrasebook import Phrasebook, phrasebook
from interview_desk.insights.recommendation import Calibration, Recommendation, hidden_because, recommend
from interview_desk.insights.rubric_rows import RubricRow, rubric_rows
from interview_desk.insights.words import joined

if TYPE_CHECKING:  # numpy comes with it, and a session without history needs none
    from interview_desk.insights.benchmark import Band


WAITING = "Your scores are being compared with past interviews."


@dataclass(frozen=True, slots=True)
class GuideLine:
    """One thing to say, in the order to say it, with the session times to show."""

    kind: Literal["gap", "agreement", "strength", "concern", "benchmark"]
    text: str
    times_ms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything on the summary page. `hidden` says why recommendation and benchmarks are not shown, else is empty.

    `seen` says whether they are shown, hidden, or waited for.
    """

    candidate: str
    title: str
    level: Level
    phase: Phase
    length_ms: int
    layers_reached: int
    layers: int
    ended_at: datetime | None
    concluded_early: bool
    exercises: tuple[Exercise, ...]
    hints: tuple[HintRow, ...]
    hints_text: str
    hints_of_others: tuple[str, ...]
    rubric: tuple[RubricRow, ...]
    guide: tuple[GuideLine, ...]
    benchmarks: tuple[str, ...]
    recommendation: Recommendation | None
    hidden: str
    seen: Seen


def summarise(
    state: State,
    now_ms: int | None = None,
    bands: Sequence[Band] = (),
    calibration: Calibration | None = None,
    book: Phrasebook | None = None,
    *,
    waiting: bool = False,
) -> Summary:
    """Return the summary page of a session at a session time (by default that of its last entry).

    `bands` are the team's benchmarks, in any order; those of another question, version or level are passed over.
    Benchmarks and recommendation stay hidden until every row is scored, lest they steer the scores; and while
    `waiting` for what is known of others, lest they change before one's eyes. What also stands in reports is said as
    `book` does, in English by default.
    """
    book = book or phrasebook("en")
    now = state.offset_ms if now_ms is None else now_ms
    hidden = hidden_because(state, book)
    seen: Seen = "hidden" if not state.fully_scored else "waiting" if waiting else "shown"
    done = exercises(state, now, bands if seen == "shown" else None)
    hints = hint_rows(state, done)
    rubric = rubric_rows(state, book)
    return Summary(
        candidate=state.opened.candidate,
        title=joined([exercise.title for exercise in done]) or state.kit.title,
        level=state.level,
        phase=state.phase,
        length_ms=elapsed_ms(state, now),
        layers_reached=sum(len(exercise.rows) for exercise in done),
        layers=sum(exercise.layers for exercise in done) or sum(len(q.layers) for q in state.kit.questions),
        ended_at=state.ended_at,
        concluded_early=state.concluding,
        exercises=done,
        hints=hints,
        hints_text=_hints_text(hints),
        hints_of_others=tuple(hints_of_others(done)),
        rubric=rubric,
        guide=tuple(_guide(state, rubric, last_benchmarks(done))),
        benchmarks=tuple(spoken_benchmarks(done)),
        recommendation=recommend(state, calibration, book) if seen == "shown" else None,
        hidden=hidden or (WAITING if seen == "waiting" else ""),
        seen=seen,
    )


def _hints_text(rows: Sequence[HintRow]) -> str:
    if not rows:
        return "No layer was begun."
    return f"{levels_text([hint for row in rows for hint in row.given])} · par {sum(row.par for row in rows)}"


def _guide(state: State, rubric: Sequence[RubricRow], spoken: Sequence[str]) -> list[GuideLine]:
    """What to say and in which order: the widest gap first, then what was agreed, then single moments, then figures."""
    lines: list[GuideLine] = []
    both = [(row, row.gap) for row in rubric if row.gap is not None]
    for row, gap in sorted(both, key=lambda pair: -abs(pair[1])):
        times = tuple(it.at_ms for it in (row.evidence or row.suggested))[:3]
        show = f" Show {joined([clock_text(ms) for ms in times])}." if times else ""
        if gap:
            said = f"{row.title}: they said {row.self_score}, you saw {row.score}."
            lines.append(GuideLine("gap", said + show, times))
        else:
            lines.append(GuideLine("agreement", f"{row.title}: you agree on {row.score}.{show}", times))
    shown = {ms for line in lines for ms in line.times_ms}
    kinds: tuple[Literal["strength", "concern"], ...] = ("strength", "concern")
    for kind in kinds:
        notes = [note for note in state.notes() if note.kind == kind and note.at_ms not in shown][:2]
        lines += [GuideLine(kind, note.text, (note.at_ms,)) for note in notes]
    lines += [GuideLine("benchmark", text) for text in spoken]
    return lines
