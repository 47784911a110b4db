"""The seven questions of the feedback playbook, answered from what happened, or "not observed"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from interview_desk.domain.events import Mark
from interview_desk.domain.script import Place
from interview_desk.domain.state import Milestone, Note, State
from interview_desk.insights.phrasebook import Phrasebook, phrasebook

Answer = Literal["yes", "partly", "no", "not observed"]


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that an answer rests on, and its session time."""

    at_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class PlaybookAnswer:
    """One of the seven questions, its answer and what it rests on. For the last, "yes" is the unwelcome answer."""

    id: str
    question: str
    answer: Answer
    observed: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class _Question:
    """What counts towards an answer: competencies by id, and words in notes and signals."""

    id: str
    competencies: frozenset[str]
    words: re.Pattern[str]


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)


_NOTHING = re.compile(r"(?!)")
QUESTIONS: tuple[_Question, ...] = (
    _Question(
        "constraints",
        frozenset({"requirements"}),
        _words(r"ask(?:s|ed) (?:about|who|what|whether|for|how|if)|clarif|constraint|scope|assumption"),
    ),
    _Question("snippets", frozenset(), _NOTHING),
    _Question(
        "efficiency",
        frozenset({"efficiency", "performance"}),
        _words(r"efficien|constant (?:time|work)|faster|slower|memory|scans? |performance|round trips?|O\("),
    ),
    _Question(
        "trade-offs",
        frozenset({"trade-offs"}),
        _words(r"trade-?offs?|compar|weigh|alternative|instead of|against|pros and cons"),
    ),
    _Question(
        "complexity",
        frozenset(),
        _words(r"complexity|big[- ]?o\b|O\([^)]+\)"),
    ),
    _Question(
        "idiom",
        frozenset({"code-quality", "idiom", "craft"}),
        _words(r"idiom|pythonic|readable|naming|well named|standard library|comprehension|type hints?|style"),
    ),
    _Question(
        "tool-without-reason",
        frozenset(),
        _words(
            r"without (?:a |giving a |any )?reason|buzzword|name-?drop|because (?:it is|it's|everyone|of the hype)|"
            r"believes that it|couldn't say why|no idea why"
        ),
    ),
)


def playbook(state: State, book: Phrasebook | None = None) -> tuple[PlaybookAnswer, ...]:
    """Return the seven answers; the questions are asked as `book` does, in English by default."""
    book = book or phrasebook("en")
    return tuple(_answer(state, question, book) for question in QUESTIONS)


def _answer(state: State, question: _Question, book: Phrasebook) -> PlaybookAnswer:
    asked = book.say(f"playbook.{question.id}")
    if question.id == "snippets":
        lines = [(it.at_ms, len(it.code.splitlines())) for it in state.snippets]
        seen = tuple(Observation(at_ms, book.count("playbook.code", n)) for at_ms, n in lines)
        return PlaybookAnswer(question.id, asked, "yes" if seen else "not observed", seen)
    found = [*_from_signals(state, question), *_from_notes(state, question)]
    if question.id == "complexity":
        stated = [it for it in state.moments if isinstance(it, Milestone) and it.milestone == "states-complexity"]
        found += [("yes", Observation(it.at_ms, book.say("playbook.said-so"))) for it in stated]
    # What was heard once was heard: a later "no" elsewhere doesn't take it back.
    answers: tuple[Answer, ...] = ("yes", "partly", "no")
    answer = next((kind for kind in answers if any(kind == given for given, _ in found)), None)
    if answer is None:
        return PlaybookAnswer(question.id, asked, "not observed", ())
    observed = sorted((it for kind, it in found if kind == answer), key=lambda it: it.at_ms)
    return PlaybookAnswer(question.id, asked, answer, tuple(observed))


def _from_signals(state: State, question: _Question) -> Iterator[tuple[Answer, Observation]]:
    answers: dict[Mark, Answer] = {"yes": "yes", "partly": "partly", "no": "no"}
    for key, mark in state.signals.items():
        layer = state.kit.layer(Place("question", key[0], key[1]))
        signal = next((it for it in layer.signals if it.id == key[2]), None) if layer is not None else None
        if signal is None or mark not in answers:
            continue
        fitting = (signal.flag == "red") == (question.id == "tool-without-reason")
        if fitting and (question.words.search(signal.text) or signal.competency in question.competencies):
            yield answers[mark], Observation(state.marked[key].at_ms, signal.text)


def _from_notes(state: State, question: _Question) -> Iterator[tuple[Answer, Observation]]:
    """Notes that speak of it: a strength for, a concern against (for the last question the other way round)."""
    for note in state.notes():
        about = bool(question.words.search(note.text)) or note.competency in question.competencies
        if about and (answer := _heard(note, question.id == "tool-without-reason")) is not None:
            yield answer, Observation(note.at_ms, note.text)


def _heard(note: Note, unwelcome: bool) -> Answer | None:
    match note.kind:
        case "strength":
            return None if unwelcome else "yes"
        case "concern":
            return "yes" if unwelcome else "no"
        case "key-moment" | "plain":
            return None if unwelcome else "partly"
        case _:
            return None
