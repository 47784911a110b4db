"""Sentences that the interviewer may accept into the candidate's report, made from their own notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from interview_desk.domain.events import PointHeading
from interview_desk.domain.state import Note, State


@dataclass(frozen=True, slots=True)
class Suggested:
    """A sentence to accept or edit for the report: never in it until it is written as a point."""

    heading: PointHeading
    text: str
    cites: tuple[int, ...]
    needs_editing: bool


def suggest_points(state: State) -> tuple[Suggested, ...]:
    """Return sentences that the interviewer may accept or edit, made from their notes; those in use are left out.

    A note that begins with a verb in the past tense can safely be said to the candidate ("asked who …" → "You asked
    who …"). Any other keeps the note's words and is marked as in need of editing.
    """
    used = {seq for point in state.points for seq in point.cites}
    found = []
    for note in state.notes():
        heading = _HEADINGS.get(note.kind)
        if heading is not None and note.seq not in used:
            text, safe = _second_person(note.text)
            found.append(Suggested(heading, text, _cites(state, note), not safe or note.kind == "concern"))
    return tuple(found)


_HEADINGS: dict[str, PointHeading] = {"strength": "went-well", "concern": "work-on", "key-moment": "went-well"}
# fmt: off
_DID = frozenset({
    "added", "argued", "asked", "avoided", "built", "caught", "checked", "chose", "clarified", "compared",
    "corrected", "counted", "debugged", "decided", "defined", "derived", "described", "drew", "estimated",
    "explained", "explored", "fixed", "found", "handled", "ignored", "improved", "kept", "listed", "looked",
    "made", "measured", "mentioned", "missed", "moved", "named", "noticed", "offered", "picked", "planned",
    "pointed", "proposed", "proved", "put", "questioned", "ran", "read", "realised", "realized", "rewrote",
    "said", "saw", "showed", "simplified", "sketched", "solved", "spotted", "started", "stated", "suggested",
    "summarised", "summarized", "summed", "tested", "thought", "took", "traced", "tried", "turned", "used",
    "verified", "walked", "weighed", "worked", "wrote",
})
# fmt: on
_OTHERS = re.compile(
    r"\b(?:they|them|their|he|him|his|she|hers?|candidate|themselves|himself|herself|i|we|my)\b", re.IGNORECASE
)


def _second_person(text: str) -> tuple[str, bool]:
    """The words as said to the candidate and True, or the words as they are and False."""
    words = " ".join(text.split())
    first = words.partition(" ")[0]
    if first.lower() not in _DID or _OTHERS.search(words):
        return words, False
    said = f"You {first.lower()}{words[len(first) :]}"
    said = re.sub(r"(?<!your )(?<!its )\bown\b", "your own", said)
    return said if said[-1] in ".!?…" else f"{said}.", True


def _cites(state: State, note: Note) -> tuple[int, ...]:
    """The note itself and, for something to work on, the code of the same layer that already has a remark."""
    code = [it.seq for it in state.snippets if it.place == note.place and it.comments and note.kind == "concern"]
    return (note.seq, *code[-1:])
