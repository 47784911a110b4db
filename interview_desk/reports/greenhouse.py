"""The scorecard in the shape of Greenhouse's Harvest API, ready to be sent by whoever holds the key."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

from interview_desk.domain.rubric import Rubric, Scale, Score
from interview_desk.domain.state import State
from interview_desk.domain.timing import clock_text
from interview_desk.insights.phrasebook import Language, phrasebook
from interview_desk.insights.recommendation import Calibration
from interview_desk.reports.scorecard import Line, Scorecard, scorecard

Rating = Literal["definitely_not", "no", "mixed", "yes", "strong_yes", "no_decision"]
_RATINGS: tuple[Rating, ...] = ("definitely_not", "no", "mixed", "yes", "strong_yes")


def greenhouse(state: State, calibration: Calibration | None = None, language: Language = "en") -> dict[str, Any]:
    """Return a session's scorecard as plain data in Greenhouse's shape; its keys and words are Greenhouse's own.

    The overall recommendation is the interviewer's own call and nothing else: until they made it, `no_decision`.
    """
    card = scorecard(state, (), calibration, language)
    attributes = [
        {
            "name": row.title,
            "type": "Skills",
            "note": _note(row.lines, row.why_none),
            "rating": rating_of(row.score, state.rubric.scale),
        }
        for row in card.rows
    ]
    person = {"name": card.interviewer}
    return {
        "candidate": card.candidate,
        "interview": card.kit,
        "interviewed_by": person,
        "submitted_by": person,
        "interviewed_at": _iso(state.started_at),
        "submitted_at": _iso(state.ended_at),
        "overall_recommendation": overall(state.rubric, state.call.category if state.call is not None else None),
        "attributes": attributes,
        "ratings": {rating: [str(it["name"]) for it in attributes if it["rating"] == rating] for rating in _RATINGS},
        "questions": [
            {"id": None, "question": "Key Take-Aways", "answer": _takeaways(card)},
            {"id": None, "question": "Private Notes", "answer": _private(card)},
        ],
    }


def overall(rubric: Rubric, category: str | None) -> Rating:
    """Return Greenhouse's word for a recommendation; the best is `strong_yes` where it begins above the bar."""
    chosen = rubric.recommendation(category) if category is not None else None
    if chosen is None:
        return "no_decision"
    if chosen.from_ is None:
        return "definitely_not"
    if chosen.is_close:
        return "no"
    return "strong_yes" if chosen == rubric.recommendations[0] and chosen.from_ > 0 else "yes"


def rating_of(score: Score | None, scale: Scale) -> Rating:
    """Return Greenhouse's word for a score: the ends of the scale are its ends, the exact middle is `mixed`."""
    if not isinstance(score, int):
        return "no_decision"
    if score <= scale.lowest:
        return "definitely_not"
    if score >= scale.highest:
        return "strong_yes"
    twice, middle = 2 * score, scale.lowest + scale.highest
    return "mixed" if twice == middle else "yes" if twice > middle else "no"


def _note(lines: tuple[Line, ...], why_none: str) -> str:
    return "\n".join(_line(line) for line in lines) or why_none


def _line(line: Line) -> str:
    return f"{clock_text(line.at_ms)} {line.text}" if line.at_ms is not None else line.text


def _takeaways(card: Scorecard) -> str:
    book, parts = phrasebook(card.language), [card.recommendation]
    for key, lines in (("strengths", card.strengths), ("risks", card.risks), ("next", card.open_questions)):
        if lines:
            parts.append("\n".join([f"{book.say(f'greenhouse.{key}')}:", *(f"- {_line(line)}" for line in lines)]))
    return "\n\n".join(parts)


def _private(card: Scorecard) -> str:
    return "\n".join(_line(line) for line in card.notes)


def _iso(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z" if at is not None else None
