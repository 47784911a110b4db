"""The candidate's briefing: what will happen and for how long, that hints are normal, and whose their code is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from interview_desk.domain.script import Kit, SectionKind
from interview_desk.insights.phrasebook import Language, Phrasebook, phrasebook
from interview_desk.reports.document import Block, Document, Heading, Item, Items, Lead, Table, Text

_GOOD_TO_KNOW = ("layers", "hints", "dont-know", "aloud", "ask", "notes")


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a candidate may know beforehand; the problem itself is not in it. `parts` are titles with minutes."""

    language: Language
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


def briefing(kit: Kit, candidate: str, due: datetime | None = None, language: Language = "en") -> Briefing:
    """Return the briefing for a candidate about a kit, with its date where there is one."""
    book, several = phrasebook(language), len(kit.questions) > 1
    return Briefing(
        language,
        candidate,
        kit.role,
        round(kit.minutes),
        tuple(dict.fromkeys(book.say(f"kind.{question.kind}") for question in kit.questions)),
        tuple(dict.fromkeys(question.language for question in kit.questions if question.language)),
        tuple((_part(section.kind, several, book), round(section.minutes)) for section in kit.sections),
        tuple(row.title for row in kit.rubric.competencies),
        tuple(book.say(f"briefing.{name}") for name in _GOOD_TO_KNOW),
        book.say("briefing.ownership"),
        book.moment(due) if due is not None else "",
    )


def briefing_document(brief: Briefing) -> Document:
    """Lay out a briefing."""
    book = phrasebook(brief.language)
    title = book.say("briefing.title")
    length = book.count("minutes", brief.minutes)
    return Document(
        brief.language,
        title,
        f"{title} · {brief.candidate}" if brief.candidate else title,
        tuple(it for it in (brief.candidate, brief.role, book.joined(brief.formats), length, brief.when) if it),
        " · ".join(part for part in (title, brief.role) if part),
        tuple(_blocks(brief, book)),
    )


def _part(kind: SectionKind, several: bool, book: Phrasebook) -> str:
    return book.say("briefing.one-question" if several and kind == "question" else f"briefing.{kind}")


def _blocks(brief: Briefing, book: Phrasebook) -> Iterator[Block]:
    formats = book.joined(brief.formats) or book.say("briefing.conversation")
    if brief.languages:
        tongues = book.joined([language.capitalize() for language in brief.languages])
        formats = book.say("briefing.formats-in", formats=formats, languages=tongues)
    lead = book.say("briefing.lead", minutes=book.count("minutes", brief.minutes), formats=formats)
    yield Lead(f"{book.say('briefing.appointment', when=brief.when)} {lead}" if brief.when else lead)
    yield Heading(book.say("briefing.when"))
    rows = tuple((title, book.count("minutes", minutes)) for title, minutes in brief.parts)
    columns = (book.say("briefing.part"), book.say("briefing.about"))
    yield Table(book.say("briefing.parts"), columns, rows, (1, 0))
    yield Heading(book.say("briefing.good-to-know"))
    yield Items(tuple(Item(text) for text in brief.good_to_know))
    yield Heading(book.say("briefing.looked-at"))
    yield Text(book.say("briefing.rows", rows=book.joined(brief.looked_at)))
    yield Heading(book.say("briefing.afterwards"))
    yield Text(book.say("briefing.feedback-follows", ownership=brief.ownership))
