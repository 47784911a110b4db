"""The candidate's briefing: what will happen and for how long, that hints are normal, and whose their code is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from interview_desk.domain.due import due_text
from interview_desk.domain.script import Kit, SectionKind
from interview_desk.insights.feedback import KINDS
from interview_desk.insights.words import counted, joined
from interview_desk.reports.document import Block, Document, Heading, Item, Items, Lead, Table, Text

_PARTS: dict[SectionKind, str] = {
    "introduction": "Getting to know each other",
    "question": "Working on a problem together",
    "their-questions": "Your questions to us",
    "self-assessment": "How you think it went",
    "feedback": "What we saw",
}
_OWNERSHIP = "Your code is yours; we use it for this review only."
_GOOD_TO_KNOW = (
    "The problem grows in layers. It has more of them than most people reach, so there is no need to hurry.",
    "Hints are a normal part of the conversation, and asking for one is fine.",
    "“I don't know” is welcome. Tell us how you would find out; that is how we work too.",
    "Think aloud where you can, and take a quiet minute where you need one.",
    "Ask about anything that is unclear; the problem is described loosely on purpose.",
    "We type while you talk: those are notes for your feedback, which you will get in writing.",
)


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a candidate may know beforehand; the problem itself is not in it. `parts` are titles with minutes."""

    language: str
    candidate: str
    role: str
    minutes: int
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    parts: tuple[tuple[str, int], ...]
    looked_at: tuple[str, ...]
    good_to_know: tuple[str, ...]
    ownership: str
    when: str = ""


def briefing(kit: Kit, candidate: str, due: datetime | None = None) -> Briefing:
    """Return the briefing for a candidate about a kit, with its date where there is one."""
    several = len(kit.questions) > 1
    return Briefing(
        "en",
        candidate,
        kit.role,
        round(kit.minutes),
        tuple(dict.fromkeys(KINDS[question.kind] for question in kit.questions)),
        tuple(dict.fromkeys(question.language for question in kit.questions if question.language)),
        tuple((_part(section.kind, several), round(section.minutes)) for section in kit.sections),
        tuple(row.title for row in kit.rubric.competencies),
        _GOOD_TO_KNOW,
        _OWNERSHIP,
        _when(due) if due is not None else "",
    )


def briefing_document(brief: Briefing) -> Document:
    """Lay out a briefing."""
    title = "Your interview with us"
    length = counted(brief.minutes, "minute")
    return Document(
        brief.language,
        title,
        f"{title} · {brief.candidate}" if brief.candidate else title,
        tuple(it for it in (brief.candidate, brief.role, joined(list(brief.formats)), length, brief.when) if it),
        brief.ownership,
        tuple(_blocks(brief)),
    )


def _when(due: datetime) -> str:
    """Return a moment with its distance from UTC: the candidate may read it under another sun."""
    away = f"{due.astimezone():%z}"
    return f"{due_text(due)} (UTC{away[:3]}:{away[3:5]})"


def _part(kind: SectionKind, several: bool) -> str:
    return "Working on one of the problems together" if several and kind == "question" else _PARTS[kind]


def _blocks(brief: Briefing) -> Iterator[Block]:
    formats = joined(list(brief.formats)) or "a conversation"
    tongues = f", in {joined([language.capitalize() for language in brief.languages])}" if brief.languages else ""
    on = f", on {brief.when}" if brief.when else ""
    length = counted(brief.minutes, "minute")
    yield Lead(f"We will take {length} for {formats}{tongues}{on}. Here is what to expect.")
    yield Heading("What happens when")
    rows = tuple((title, counted(minutes, "minute")) for title, minutes in brief.parts)
    yield Table("The parts of the interview", ("Part", "About"), rows, (1, 0))
    yield Heading("Good to know")
    yield Items(tuple(Item(text) for text in brief.good_to_know))
    yield Heading("What we look at")
    yield Text(f"{joined(list(brief.looked_at))}. At the end you tell us first how you saw these, then we tell you.")
    yield Heading("Afterwards")
    yield Text(f"You get feedback from us at the end of the interview and in writing. {brief.ownership}")
