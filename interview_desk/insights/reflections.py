"""One interviewer's private looks back, and which way they go: for them alone, in no figure of anybody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from interview_desk.domain.review import REFLECTION, Question, ReviewState

_LATELY = 5


@dataclass(frozen=True, slots=True)
class Trend:
    """The answers to one question, oldest first, and what they say."""

    question: Question
    answers: tuple[int, ...]
    words: str


def trends(reflections: Sequence[ReviewState]) -> tuple[Trend, ...]:
    """Return how the answers to each question went; `reflections` are one person's, in any order."""
    ordered = sorted(reflections, key=lambda it: it.began_at)
    found = []
    for question in REFLECTION:
        answers = tuple(it.answers[question.id].answer for it in ordered if question.id in it.answers)
        found.append(Trend(question, answers, _words(answers)))
    return tuple(found)


def _words(answers: Sequence[int]) -> str:
    if not answers:
        return "not answered yet"
    lately = fmean(answers[-_LATELY:])
    if len(answers) <= _LATELY:
        return f"{lately:.1f} over {len(answers)}"
    before = fmean(answers[:-_LATELY])
    apart = lately - before
    way = "about as before" if abs(apart) < 0.3 else "better than before" if apart > 0 else "worse than before"
    return f"{lately:.1f} over the last {_LATELY}, {way} ({before:.1f})"
