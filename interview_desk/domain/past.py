"""What is kept of every past interview for the figures across them, as plain rows: from a session's state or tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from interview_desk.domain.rubric import NOT_ASSESSED
from interview_desk.domain.script import Place, Question
from interview_desk.domain.state import State
from interview_desk.domain.timing import MINUTE

Status = Literal["done", "unfinished", "revealed"]

SessionRow: TypeAlias = tuple[str, str, str, str, str, str, str, float | None, int | None, int | None]
"""id, candidate, interviewer, question, version, level, role, limit in minutes, place in a sequence, seconds since 1970

Of the last two an interview conducted here has the second; imported ones have the one or the other.
"""
LayerRow: TypeAlias = tuple[str, int, str, float, int]
"""session, layer (from 1), status, minutes from the question's start to the layer's end, hints given on this layer"""
ScoreRow: TypeAlias = tuple[str, str, bool, str, float | None]
"""session, rater, whether the rater conducted it, competency, score (None: not assessed)"""
OutcomeRow: TypeAlias = tuple[str, str, int, bool]
"""candidate, stage (may be empty), seconds since 1970 (or `NO_DATE`), passed"""
GroupRow: TypeAlias = tuple[str, str]
"""session, group: labels that were volunteered for the adverse-impact check, and nothing else"""
AnswerRow: TypeAlias = tuple[str, int, int, int, int]
"""session, the candidate's answers to the three questions of `experience` (1 … 5), seconds since 1970 (or `NO_DATE`)"""
FeedbackRow: TypeAlias = tuple[str, int]
"""session, when the candidate's feedback stood ready, in seconds since 1970"""

NO_DATE: Final = -(2**63)
NO_VERSION: Final = "1"
"""The version of a question that names none, in its file as in a table."""

LONGEST_NAME: Final = 200

_NOBODY = ("", "Candidate")
_SHORTEST_LIMIT = 1


@dataclass(frozen=True, slots=True)
class Past:
    """Past interviews as rows; what is not asked for is left empty."""

    sessions: list[SessionRow] = field(default_factory=list)
    layers: list[LayerRow] = field(default_factory=list)
    scores: list[ScoreRow] = field(default_factory=list)
    outcomes: list[OutcomeRow] = field(default_factory=list)
    groups: list[GroupRow] = field(default_factory=list)
    answers: list[AnswerRow] = field(default_factory=list)
    feedback: list[FeedbackRow] = field(default_factory=list)


def past_of(session: str, state: State) -> Past | None:
    """Return what is kept of a session for the figures, or None: it has not ended, never began, or was practice.

    Scores belong to the session, layers to a question: the first question that was begun carries the session's id and
    its scores, every further one is a row of its own, `session/question`, with layers alone.
    """
    if state.phase != "ended" or state.started_at is None or state.opened.practice:
        return None
    begun = list(dict.fromkeys(span.place.question for span in state.spans if span.place.section == "question"))
    questions = [question for id in begun if (question := state.kit.question(id)) is not None]
    questions = questions or list(state.kit.questions[:1])
    interviewer = one_line(state.opened.interviewer) or "Interviewer"
    past = Past()
    for place, question in enumerate(questions):
        id = session if place == 0 else f"{session}/{question.id}"
        past.sessions.append(_session(id, session, state, interviewer, question.id, str(question.version)))
        past.layers.extend(_layers(id, state, question))
    if not questions:  # a kit without any question is still scored
        past.sessions.append(_session(session, session, state, interviewer, state.kit.id, NO_VERSION))
    for competency, score in state.scores.items():
        value = None if score == NOT_ASSESSED else float(score)
        past.scores.append((session, interviewer, True, one_line(competency), value))
    past.scores.sort(key=lambda row: row[3])
    if state.called_at is not None:
        past.feedback.append((session, int(state.called_at.timestamp())))
    return past


def without_sessions(past: Past, sessions: Collection[str]) -> Past:
    """Return a past without some sessions, their scores, and what became of their candidates."""
    gone = {row[0] for row in past.sessions if row[0].partition("/")[0] in sessions}
    candidates = {row[1] for row in past.sessions if row[0] in gone}
    return Past(
        [row for row in past.sessions if row[0] not in gone],
        [row for row in past.layers if row[0] not in gone],
        [row for row in past.scores if row[0] not in gone],
        [row for row in past.outcomes if row[0] not in candidates],
        [row for row in past.groups if row[0] not in gone],
        [row for row in past.answers if row[0] not in gone],
        [row for row in past.feedback if row[0] not in gone],
    )


def is_part(id: str, known: frozenset[str] | set[str]) -> bool:
    """Tell whether an id is that of a further question of a session that is known."""
    return "/" in id and id.partition("/")[0] in known


def one_line(text: str) -> str:
    """Return a name on one line, without blanks around it, in characters and of a length that any index can hold."""
    line = " ".join(text[: 10 * LONGEST_NAME].split()).replace("\0", "\ufffd")[:LONGEST_NAME]
    return line.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _session(id: str, session: str, state: State, interviewer: str, question: str, version: str) -> SessionRow:
    candidate = one_line(state.opened.candidate)
    # Whoever was given no name is somebody else every time.
    candidate = session if candidate in _NOBODY else candidate
    minutes = next((it.minutes for it in state.kit.sections if it.question and it.question.id == question), 0)
    limit = float(minutes) if minutes >= _SHORTEST_LIMIT else None
    assert state.started_at is not None
    at = int(state.started_at.timestamp())
    role = one_line(state.kit.role)
    return id, candidate, interviewer, one_line(question), version, state.level, role, limit, None, at


def _layers(id: str, state: State, question: Question) -> list[LayerRow]:
    """The layers reached, from the first to the last without a gap, each ending no sooner than the one ahead of it."""
    left: dict[str, int] = {}
    start: int | None = None
    for span in state.spans:
        if span.place.question == question.id:
            start = span.from_ms if start is None else start
            left[span.place.layer] = span.to_ms
    if start is None:
        return []
    places = [Place("question", question.id, layer.id) for layer in question.layers]
    last = max((n for n, it in enumerate(places, 1) if it.layer in left or it in state.verdicts), default=0)
    rows: list[LayerRow] = []
    end = start
    for number, place in enumerate(places[:last], 1):
        end = max(end, left.get(place.layer, end))
        hints = state.hints_in(place)
        status: Status = "done" if state.verdicts.get(place) == "solved" else "unfinished"
        if any(hint.level == "reveal" for hint in hints):
            status = "revealed"
        rows.append((id, number, status, round((end - start) / MINUTE, 4), len(hints)))
    return rows
