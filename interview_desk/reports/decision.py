"""The decision notice: a short letter of its own that says the decision, and in one sentence why; nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from interview_desk.domain.state import State
from interview_desk.errors import UsageError
from interview_desk.insights.phrasebook import Language, Phrasebook, phrasebook
from interview_desk.reports.document import Block, Document, Text


@dataclass(frozen=True, slots=True)
class DecisionNotice:
    """All that the letter says. It has no place for a score, a category or what was noted; `reason` was written for it.

    The same under either feedback policy.
    """

    language: Language
    title: str
    candidate: str
    role: str
    date: datetime | None
    advances: bool
    reason: str
    interviewer: str


def decision_notice(state: State, language: Language = "en") -> DecisionNotice:
    """Return the notice of a session, by the interviewer's own call.

    Raises UsageError while there is no call, or no sentence that says why: the letter is not sent without one.
    """
    chosen = state.rubric.recommendation(state.call.category) if state.call is not None else None
    if chosen is None:
        raise UsageError("There is no decision notice yet", "no call was made", "make it on the summary page")
    if not (reason := reason_of(state)):
        raise UsageError(
            "There is no decision notice yet",
            "it owes the candidate one specific sentence why",
            "write it on the report page",
        )
    return DecisionNotice(
        language,
        phrasebook(language).say("decision.title"),
        state.opened.candidate,
        state.kit.role,
        state.started_at or state.prepared_at,
        chosen.advances,
        reason,
        state.opened.interviewer,
    )


def reason_of(state: State) -> str:
    """Return the sentence that says why, empty while none is written."""
    return state.passages.get(("reason", ""), "")


def decision_document(notice: DecisionNotice) -> Document:
    """Lay out a decision notice as a letter."""
    book = phrasebook(notice.language)
    return Document(
        notice.language,
        notice.title,
        f"{notice.title} · {notice.candidate}" if notice.candidate else notice.title,
        tuple(part for part in (notice.candidate, notice.role) if part),
        " · ".join(part for part in (notice.title, book.date(notice.date)) if part),
        tuple(_blocks(notice, book)),
        letter=True,
    )


def _blocks(notice: DecisionNotice, book: Phrasebook) -> Iterator[Block]:
    greeting = "decision.greeting" if notice.candidate else "decision.greeting-nobody"
    yield Text(book.say(greeting, candidate=notice.candidate))
    thanks = "decision.thanks" if notice.date is not None else "decision.thanks-undated"
    yield Text(book.say(thanks, date=book.date(notice.date)))
    way = "advances" if notice.advances else "declines"
    decision = f"decision.{way}" if notice.role else f"decision.{way}-roleless"
    yield Text(f"{book.say(decision, role=notice.role)} {notice.reason}")
    yield Text(book.say(f"decision.next-{way}"))
    yield Text(book.say("decision.feedback"))
    ask = "decision.ask" if notice.interviewer else "decision.ask-us"
    yield Text(book.say(ask, interviewer=notice.interviewer))
    yield Text("\n".join(part for part in (book.say("decision.regards"), notice.interviewer) if part))
