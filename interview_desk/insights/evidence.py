"""The moments of an interview that a score may rest on, each in a few words for the team's eyes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from interview_desk.domain.events import NoteKind
from interview_desk.domain.script import Place, Signal
from interview_desk.domain.state import (
    Branch,
    DontKnow,
    Gap,
    GivenHint,
    Milestone,
    Moment,
    Note,
    Reached,
    Snippet,
    State,
    TheirQuestion,
)
from interview_desk.domain.timing import title_of
from interview_desk.insights.phrasebook import Phrasebook, phrasebook

EvidenceKind = (
    NoteKind | Literal["hint", "signal", "snippet", "milestone", "dont-know", "branch", "their-question", "other"]
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A moment that a score rests on, or could: the entry, its session time, its words, and the row it speaks of."""

    seq: int
    at_ms: int
    text: str
    kind: EvidenceKind
    competency: str = ""


def citable(state: State) -> tuple[Evidence, ...]:
    """Return everything that a score may cite, in the order in which it happened."""
    book = phrasebook("en")
    moments = [evidence_of(state, it, book) for it in state.moments if not isinstance(it, Reached | Gap)]
    return tuple(sorted([*moments, *signals(state, book)], key=lambda it: (it.at_ms, it.seq)))


def signals(state: State, book: Phrasebook | None = None) -> list[Evidence]:
    """Return the signals that were marked, in the order in which they were; in English unless in another language."""
    book, found = book or phrasebook("en"), []
    for key, marked in state.marked.items():
        if (signal := _signal(state, key)) is not None:
            mark = state.signals[key]
            # A red flag that was not heard says nothing of its row.
            row = "" if signal.flag == "red" and mark == "no" else signal.competency
            found.append(Evidence(marked.seq, marked.at_ms, _heard(signal, mark, book), "signal", row))
    return sorted(found, key=lambda it: it.seq)


def evidence_of(state: State, moment: Moment, book: Phrasebook) -> Evidence:
    """Return a moment as evidence."""
    competency = moment.competency if isinstance(moment, Note) else ""
    return Evidence(moment.seq, moment.at_ms, _text(state, moment, book), _kind(moment), competency)


def _signal(state: State, key: tuple[str, str, str]) -> Signal | None:
    layer = state.kit.layer(Place("question", key[0], key[1]))
    return next((it for it in layer.signals if it.id == key[2]), None) if layer is not None else None


def _heard(signal: Signal, mark: str, book: Phrasebook) -> str:
    flag = "red" if signal.flag == "red" else "signal"
    return book.say(f"heard.{flag}-{mark}", text=signal.text)


def _kind(moment: Moment) -> EvidenceKind:
    match moment:
        case Note():
            return moment.kind
        case GivenHint():
            return "hint"
        case Snippet():
            return "snippet"
        case Milestone():
            return "milestone"
        case DontKnow():
            return "dont-know"
        case Branch():
            return "branch"
        case TheirQuestion():
            return "their-question"
        case _:
            return "other"


def _text(state: State, moment: Moment, book: Phrasebook) -> str:
    match moment:
        case Note():
            return moment.text
        case GivenHint():
            level = book.say(f"hint.{moment.level}")
            return book.say("moment.hint", level=level, about=moment.about) if moment.about else level
        case Snippet():
            return book.count("moment.code", len(moment.code.splitlines()))
        case Milestone():
            return book.say(f"milestone.{moment.milestone}")
        case DontKnow():
            return book.say(f"moment.dont-know-{moment.manner}" if moment.manner else "moment.dont-know")
        case Branch():
            return book.say("moment.branch-about", topic=moment.topic) if moment.topic else book.say("moment.branch")
        case TheirQuestion():
            return book.say("moment.asked", text=moment.text)
        case Reached():
            return book.say("moment.begun", title=title_of(state, moment.place))
        case _:
            return book.say("moment.gap")
