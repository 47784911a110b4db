"""A kit as its file has it: questions and rubric by id, where the domain's kit carries them whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from interview_desk.domain.frozen import dataclass
from interview_desk.domain.rubric import Level, Rubric
from interview_desk.domain.script import (
    FeedbackPolicy,
    Id,
    Kit,
    Minutes,
    Question,
    Section,
    SectionKind,
    Text,
)
from interview_desk.domain.shape import NotEmpty

LONGEST_WITHOUT_REASON = 60  # minutes


@dataclass(frozen=True, slots=True)
class SectionFile:
    """One part of the interview; `question` names the question of a section of kind `question`."""

    kind: SectionKind
    minutes: Minutes
    say: str = ""
    question: Id | None = None


@dataclass(frozen=True, slots=True)
class KitFile:
    """What one interview is made of: sections in order, a rubric, a role, a level."""

    id: Id
    title: Text
    role: Text
    level: Level
    rubric: Id
    minutes: Minutes
    sections: Annotated[tuple[SectionFile, ...], NotEmpty()]
    feedback_policy: FeedbackPolicy = "constructive"
    why_longer: str = ""
    notes: str = ""
    silence: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the questions planned, in order."""
        return tuple(section.question for section in self.sections if section.question is not None)


def pivot_ids(kit: KitFile, questions: Mapping[str, Question]) -> tuple[str, ...]:
    """Return the ids of the questions to go to from the planned ones, one level deep, without the planned."""
    planned = kit.questions
    pivots = (pivot for id in planned for pivot in questions[id].pivots)
    return tuple(dict.fromkeys(pivot for pivot in pivots if pivot not in planned))


def resolve(kit: KitFile, questions: Mapping[str, Question], rubric: Rubric) -> Kit:
    """Return the complete kit; `questions` holds every planned and pivot question by id (KeyError where one lacks)."""
    return Kit(
        id=kit.id,
        title=kit.title,
        role=kit.role,
        level=kit.level,
        minutes=kit.minutes,
        sections=tuple(
            Section(part.kind, part.minutes, part.say, questions[part.question] if part.question else None)
            for part in kit.sections
        ),
        rubric=rubric,
        feedback_policy=kit.feedback_policy,
        why_longer=kit.why_longer,
        notes=kit.notes,
        pivots=tuple(questions[id] for id in pivot_ids(kit, questions)),
    )
