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
from interview_desk.insights.words import counted

EvidenceKind = (
    NoteKind | Literal["hint", "signal", "snippet", "milestone", "dont-know", "branch", "their-question", "other"]
)

MILESTONES: dict[str, str] = {
    "first-code": "first code",
    "first-test": "first test",
    "it-runs": "it runs",
    "states-complexity": "complexity stated",
}


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
    moments = [evidence_of(state, it) for it in state.moments if not isinstance(it, Reached | Gap)]
    return tuple(sorted([*moments, *signals(state)], key=lambda it: (it.at_ms, it.seq)))


def signals(state: State) -> list[Evidence]:
    """Return the signals that were marked, in the order in which they were."""
    found = []
    for key, marked in state.marked.items():
        if (signal := _signal(state, key)) is not None:
            mark = state.signals[key]
            # A red flag that was not heard says nothing of its row.
            row = "" if signal.flag == "red" and mark == "no" else signal.competency
            found.append(Evidence(marked.seq, marked.at_ms, _heard(signal, mark), "signal", row))
    return sorted(found, key=lambda it: it.seq)


def evidence_of(state: State, moment: Moment) -> Evidence:
    """Return a moment as evidence."""
    competency = moment.competency if isinstance(moment, Note) else ""
    return Evidence(moment.seq, moment.at_ms, _text(state, moment), _kind(moment), competency)


def _signal(state: State, key: tuple[str, str, str]) -> Signal | None:
    layer = state.kit.layer(Place("question", key[0], key[1]))
    return next((it for it in layer.signals if it.id == key[2]), None) if layer is not None else None


def _heard(signal: Signal, mark: str) -> str:
    words = {"yes": "heard", "partly": "partly heard", "no": "not heard"}
    flag = "red flag, " if signal.flag == "red" else ""
    return f"{flag}{words[mark]}: {signal.text}"


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


def _text(state: State, moment: Moment) -> str:
    match moment:
        case Note():
            return moment.text
        case GivenHint():
            level = "a hint of your own" if moment.level == "ad-hoc" else moment.level
            return f"{level}, {moment.about}" if moment.about else level
        case Snippet():
            return f"code, {counted(len(moment.code.splitlines()), 'line')}"
        case Milestone():
            return MILESTONES[moment.milestone]
        case DontKnow():
            return '"I don\'t know"' + (f", then {moment.manner}" if moment.manner else "")
        case Branch():
            return f"off the script: {moment.topic}" if moment.topic else "off the script"
        case TheirQuestion():
            return f"asked: {moment.text}"
        case Reached():
            return f"{title_of(state, moment.place)} begun"
        case _:
            return "interruption"
