"""The summary page as data: where the time went, the hints, the rubric with its evidence, and a guide for the talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from interview_desk.domain.rubric import Level, Score
from interview_desk.domain.state import Phase, State
from interview_desk.domain.timing import clock_text, elapsed_ms
from interview_desk.insights.course import Exercise, HintRow, exercises, hint_rows, levels_text
from interview_desk.insights.evidence import Evidence, evidence_of, signals
from interview_desk.insights.others import Seen, hints_of_others, last_benchmarks, spoken_benchmarks
from interview_desk.insights.recommendation import Calibration, Recommendation, hidden_because, recommend
from interview_desk.insights.words import joined

if TYPE_CHECKING:  # numpy comes with it, and a session without history needs none
    from interview_desk.insights.benchmark import Band


WAITING = "Your scores are being compared with past interviews."


@dataclass(frozen=True, slots=True)
class RubricRow:
    """One competency with what speaks for its score.

    `suggested` are, while nothing is cited, the notes tagged with it, or where there is none the signals that speak of
    it; `no_opportunity` is true where it was scored although no reached layer listens for it and no note speaks of it.
    """

    competency: str
    title: str
    self_score: Score | None
    score: Score | None
    anchor: str
    evidence: tuple[Evidence, ...]
    why_none: str
    suggested: tuple[Evidence, ...]
    no_opportunity: bool

    @property
    def gap(self) -> int | None:
        """Our score less theirs, None where either is missing."""
        if isinstance(self.score, int) and isinstance(self.self_score, int):
            return self.score - self.self_score
        return None


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
    *,
    waiting: bool = False,
) -> Summary:
    """Return the summary page of a session at a session time (by default that of its last entry).

    `bands` are the team's benchmarks, in any order; those of another question, version or level are passed over.
    Benchmarks and recommendation stay hidden until every row is scored, lest they steer the scores; and while
    `waiting` for what is known of others, lest they change before one's eyes.
    """
    now = state.offset_ms if now_ms is None else now_ms
    hidden = hidden_because(state)
    seen: Seen = "hidden" if not state.fully_scored else "waiting" if waiting else "shown"
    done = exercises(state, now, bands if seen == "shown" else None)
    hints = hint_rows(state, done)
    rubric = rubric_rows(state)
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
        recommendation=recommend(state, calibration) if seen == "shown" else None,
        hidden=hidden or (WAITING if seen == "waiting" else ""),
        seen=seen,
    )


def _hints_text(rows: Sequence[HintRow]) -> str:
    if not rows:
        return "No layer was begun."
    return f"{levels_text([hint for row in rows for hint in row.given])} · par {sum(row.par for row in rows)}"


def rubric_rows(state: State) -> tuple[RubricRow, ...]:
    """Return every competency with its scores and evidence."""
    marked = signals(state)
    moments = {it.seq: it for it in (*(evidence_of(state, moment) for moment in state.moments), *marked)}
    listened = set()
    for place in {span.place for span in state.spans}:
        if (layer := state.kit.layer(place)) is not None:
            listened |= {signal.competency for signal in layer.signals}
    rows = []
    for row in state.rubric.competencies:
        cited = state.evidence.get(row.id)
        tagged = tuple(it for it in moments.values() if it.competency == row.id and it.kind != "signal")
        entries = cited.entries if cited is not None else ()
        evidence = tuple(moments[seq] for seq in entries if seq in moments)
        score = state.scores.get(row.id)
        rows.append(
            RubricRow(
                row.id,
                row.title,
                state.self_assessment.get(row.id),
                score,
                row.anchors.get(score, "") if isinstance(score, int) else "",
                evidence,
                cited.why_none if cited is not None else "",
                () if evidence else tagged or tuple(it for it in marked if it.competency == row.id),
                isinstance(score, int) and row.id not in listened and not tagged and not evidence,
            )
        )
    return tuple(rows)


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
