"""What a candidate says of the interview afterwards: three questions, answered from 1 to 5."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class Question:
    """One of the three questions, as the candidate reads it, with what its lowest and highest answers mean."""

    id: str
    text: str
    lowest: str
    highest: str


QUESTIONS: Final = (
    Question("clear", "How clear was it what was asked of you?", "not at all", "entirely"),
    Question("treated", "How well were you listened to and treated?", "badly", "very well"),
    Question("again", "Would you want to work with the person who interviewed you?", "no", "gladly"),
)
