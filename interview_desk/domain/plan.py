"""A plan of one's own: a question and a rubric, from which a kit is put together on the spot."""

from __future__ import annotations

from dataclasses import dataclass

from interview_desk.domain.rubric import Level
from interview_desk.domain.script import Kit


@dataclass(frozen=True, slots=True)
class Plan:
    """What was chosen; without `minutes` the question gets those of its par, up to an hour in all."""

    question: str
    rubric: str
    level: Level
    minutes: float | None = None
    why_longer: str = ""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question to choose; `rubrics` are the ids of those that have a row for each of its competencies."""

    id: str
    title: str
    kind: str
    levels: tuple[Level, ...]
    rubrics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from; rubrics are ids with titles."""

    questions: tuple[QuestionLine, ...]
    rubrics: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PutTogether:
    """What came of a plan: the kit, None where something keeps it from being used, and what is wrong or doubtful."""

    kit: Kit | None
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
