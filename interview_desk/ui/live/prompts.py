"""What the note line can be asked for instead of a note: some words, or one key out of a few."""

from __future__ import annotations

from collections.abc import Sequence

from interview_desk.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Prompt:
    """Words for something else than a note; Enter hands them over, Esc goes back to the half-typed note."""

    id: str
    label: str
    placeholder: str = ""
    ink: str = "accent"


@dataclass(frozen=True, slots=True)
class Choice:
    """One key of a few. Any other key goes on as if nothing had been asked, so nobody is ever held up.

    `options` are key and words; one that `stays` takes key after key until Esc.
    """

    id: str
    label: str
    options: tuple[tuple[str, str], ...]
    ink: str = "accent"
    stays: bool = False


OWN_HINT = Prompt("hint.own", "Your hint", "what you said; may stay empty", "hint")
COMMENT = Prompt("snippet.comment", "Comment", "3-5 text", "warm")
TOPIC = Prompt("branch.toggle", "Topic", "what the talk turns to; may stay empty", "warm")
THEIR_QUESTION = Prompt("question.theirs", "Their question", "what they asked", "accent")
WATCH = Prompt("snippet.watch", "Watch", "the path of a file or folder, such as ~/shared/limiter.py")
LANGUAGE = Prompt("snippet.language", "Language", "python, go, sql …; empty guesses it")
DUE = Prompt("interview.schedule", "Due", "tomorrow 14:30, Fri 9:00; empty takes the date away", "accent")
AMEND = Prompt("note.amend", "Amend", "", "accent")
CONSENT = Prompt("audio.consent", "Agreed to be recorded", "who said so")
NO_CONSENT = Prompt("audio.no-consent", "Took the consent back", "who said so", "warm")

BY_ID = {
    it.id: it for it in (OWN_HINT, COMMENT, TOPIC, THEIR_QUESTION, WATCH, LANGUAGE, DUE, AMEND, CONSENT, NO_CONSENT)
}

MILESTONE = Choice(
    "milestone.reach",
    "Milestone",
    (("1", "first code"), ("2", "first test"), ("3", "it runs"), ("4", "states complexity")),
)
DONT_KNOW = Choice("candidate.dont-know", "I don't know", (("r", "reasoned"), ("b", "bare")))


def filters(options: Sequence[tuple[str, str]]) -> Choice:
    """Return the choice of which notes are shown."""
    return Choice("note.filter", "Only", tuple(options))


def numbered(id: str, label: str, count: int, words: str, ink: str = "accent", stays: bool = False) -> Choice:
    """Return a choice among things that carry their numbers themselves."""
    options = tuple((str(number), words if number == 1 else "") for number in range(1, min(count, 9) + 1))
    return Choice(id, label, options, ink, stays)
