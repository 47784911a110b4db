"""The rows of the rubric, each with both sides' scores and what speaks for ours."""

from __future__ import annotations

from dataclasses import dataclass

from interview_desk.domain.rubric import Score
from interview_desk.domain.state import State
from interview_desk.insights.evidence import Evidence, evidence_of, signals
from interview_desk.insights.phrasebook import Phrasebook, phrasebook


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


def rubric_rows(state: State, book: Phrasebook | None = None) -> tuple[RubricRow, ...]:
    """Return every competency with its scores and evidence, in English where no other language is asked."""
    book = book or phrasebook("en")
    marked = signals(state, book)
    moments = {it.seq: it for it in (*(evidence_of(state, moment, book) for moment in state.moments), *marked)}
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
