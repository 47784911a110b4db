"""The script of an interview: a kit of sections, questions that grow in layers, hints in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from interview_desk.domain.frozen import dataclass
from interview_desk.domain.rubric import Level, Rubric
from interview_desk.domain.shape import AtLeast, AtMost, Kebab, NotEmpty

Kind = Literal["coding", "debugging", "code-review", "system-design", "data-ml", "behavioural", "take-home-review"]
HintLevel = Literal["nudge", "pointer", "reveal"]
SectionKind = Literal["introduction", "question", "their-questions", "self-assessment", "feedback"]
FeedbackPolicy = Literal["constructive", "positive-on-decline"]

Minutes = Annotated[float, AtLeast(0, exclusive=True), AtMost(480)]
Id = Annotated[str, Kebab()]
Text = Annotated[str, NotEmpty()]


@dataclass(frozen=True, slots=True)
class Par:
    """Minutes and hints that a layer is meant to take."""

    minutes: Minutes
    hints: Annotated[int, AtLeast(0), AtMost(20)]


@dataclass(frozen=True, slots=True)
class Signal:
    """Something to listen for; a red flag counts against."""

    id: Id
    text: Text
    competency: Id
    flag: Literal["green", "red"] = "green"


@dataclass(frozen=True, slots=True)
class Hint:
    """One rung of the ladder; `about` names its topic without giving it away."""

    id: Id
    level: HintLevel
    say: Text
    about: Text


@dataclass(frozen=True, slots=True)
class Complexity:
    """Time and space, as one would say them: O(1), O(clients)."""

    time: Text
    space: Text


@dataclass(frozen=True, slots=True)
class Expected:
    """What a good answer holds; for the interviewer's eyes."""

    approach: Text
    complexity: Complexity | None = None
    pitfalls: tuple[str, ...] = ()
    solution: str = ""
    tests: str = ""


@dataclass(frozen=True, slots=True)
class AuthorBenchmarks:
    """The author's own figures, used until there is history and always labelled as the author's."""

    strongest: Par
    typical: Par


@dataclass(frozen=True, slots=True)
class Layer:
    """One constraint more than the layer before."""

    id: Id
    title: Text
    say: Text
    par: Par
    expected: Expected
    signals: tuple[Signal, ...] = ()
    hints: tuple[Hint, ...] = ()
    probes: tuple[str, ...] = ()
    benchmarks: AuthorBenchmarks | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One exercise, made of layers; a change of `version` begins a new benchmark."""

    id: Id
    title: Text
    kind: Kind
    levels: Annotated[tuple[Level, ...], NotEmpty()]
    competencies: Annotated[tuple[Id, ...], NotEmpty()]
    statement: Text
    layers: Annotated[tuple[Layer, ...], NotEmpty()]
    job_task: str = ""
    language: str = ""
    starter: str = ""
    pivots: tuple[Id, ...] = ()
    tags: tuple[str, ...] = ()
    version: Annotated[int, AtLeast(1)] = 1
    silence: tuple[str, ...] = ()

    def layer(self, id: str) -> Layer | None:
        """Return the layer of that id, or None."""
        return next((layer for layer in self.layers if layer.id == id), None)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the interview; only a section of kind `question` has a question."""

    kind: SectionKind
    minutes: Minutes
    say: str = ""
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the interview one can be: a section, or a layer of a question's section."""

    section: SectionKind
    question: str = ""
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything one interview is made of, complete: it travels whole inside the session it opened."""

    id: Id
    title: Text
    role: Text
    level: Level
    minutes: Minutes
    sections: Annotated[tuple[Section, ...], NotEmpty()]
    rubric: Rubric
    feedback_policy: FeedbackPolicy = "constructive"
    why_longer: str = ""
    notes: str = ""
    pivots: tuple[Question, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions planned, in order, without the pivots."""
        return tuple(section.question for section in self.sections if section.question is not None)

    def question(self, id: str) -> Question | None:
        """Return the planned or pivot question of that id, or None."""
        return next((question for question in (*self.questions, *self.pivots) if question.id == id), None)

    def layer(self, place: Place) -> Layer | None:
        """Return the layer at a place, or None where the place is no layer of this kit."""
        question = self.question(place.question)
        return question.layer(place.layer) if question is not None else None

    def places(self) -> Iterator[Place]:
        """Every place of the plan, in order."""
        for section in self.sections:
            if section.question is None:
                yield Place(section.kind)
            else:
                yield from layer_places(section.question)

    def minutes_for(self, kind: SectionKind) -> float:
        """Return the minutes planned for all sections of a kind."""
        return sum(section.minutes for section in self.sections if section.kind == kind)


def layer_places(question: Question) -> Iterator[Place]:
    """Every layer of a question, as places."""
    for layer in question.layers:
        yield Place("question", question.id, layer.id)
