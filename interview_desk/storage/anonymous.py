"""A session without the names in it, for training: who it was can't be read from it, what happened can.

The plain rules:

- The candidate becomes “Candidate”, the interviewer “Interviewer”, and so does every mention of either: the whole name
  and each part of it, however it is written, in everything that was typed; in the kit's texts, as the name is written.
- A text is private where it has `#private` in it; an amended note is private if any of its wordings is. A private text,
  and whatever was undone, becomes “[left out]”. Its time, kind and place stay, so that the replay keeps its course.
- Scores, what they cite, the candidate's own, the call and the sentences for the report are withheld: only that
  something was there stays, so that the numbers of entries do. Whoever scores a copy blind can't find them in it.
- The session gets another id, the same every time, that doesn't tell the day.

Ids and times stay as they were. `blinded` is the same for a session that is scored blind where it is kept.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, Final

from interview_desk.domain import events as e
from interview_desk.domain.log import Entry, withdrawn
from interview_desk.domain.script import Kit, Question
from interview_desk.storage.names import COPY

CANDIDATE: Final = "Candidate"
INTERVIEWER: Final = "Interviewer"
PRIVATE: Final = re.compile(r"(?<!\w)#private(?!\w)", re.IGNORECASE)
LEFT_OUT: Final = "[left out]"

_ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
# What people type; every other text of an event is an id, or a word from a list.
_TYPED = ("text", "about", "topic", "code", "source", "why", "why_none", "gap", "by")
# In the kit, what a program reads; to put another word there could name nothing.
_KIT_IDS = frozenset(
    {"id", "competencies", "competency", "pivots", "levels", "level", "kind", "flag", "language", "feedback_policy"}
)
_LONG = 5
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"})
_Change = Callable[[str], str]


WITHHELD: Final = (e.Scored, e.EvidenceCited, e.SelfAssessed, e.CallMade, e.PointWritten, e.PointReworded)


def anonymous(session: str, entries: Sequence[Entry], *, scores: bool = False) -> tuple[str, list[Entry]]:
    """Return another id, and the entries without names and without what is private; as many, at the same times.

    Scores, call and report are withheld unless they are to be kept, for a talk about them.
    """
    return other_id(session), _without_names(entries, hides=lambda it: not scores and isinstance(it.event, WITHHELD))


def blinded(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries as somebody sees them who is to score the session blind; as many, at the same times."""
    return _without_names(entries, hides=lambda it: isinstance(it.event, WITHHELD))


def _without_names(entries: Sequence[Entry], hides: Callable[[Entry], bool]) -> list[Entry]:
    opened = entries[0].event
    assert isinstance(opened, e.Opened)
    names = ((opened.candidate, CANDIDATE), (opened.interviewer, INTERVIEWER))
    typed, printed = _replacer(names, typed=True), _replacer(names, typed=False)
    hidden = _private(entries) | withdrawn(entries)
    hidden |= _overruled(entries, hidden)
    first = dataclasses.replace(opened, kit=_in_kit(opened.kit, printed), candidate=CANDIDATE, interviewer=INTERVIEWER)
    rest = [
        dataclasses.replace(it, event=e.Withheld() if hides(it) else _without(it.event, it.seq in hidden, typed))
        for it in entries[1:]
    ]
    return [dataclasses.replace(entries[0], event=first), *rest]


def _private(entries: Sequence[Entry]) -> set[int]:
    """The numbers of entries with a private text; of a note or a sentence that was reworded, all of its wordings."""
    marked = {it.seq for it in entries if any(PRIVATE.search(text) for text in _texts(it.event))}
    of = {it.seq: _first_of(it.event) or it.seq for it in entries}
    roots = {of[seq] for seq in marked}
    return marked | {seq for seq, root in of.items() if root in roots}


def _overruled(entries: Sequence[Entry], hidden: set[int]) -> set[int]:
    """The numbers of entries that say again what is hidden, because the wording check was overruled on it."""
    gone = {text for it in entries if it.seq in hidden for text in _texts(it.event)}
    return {it.seq for it in entries if isinstance(it.event, e.WordingOverruled) and it.event.text in gone}


def _first_of(event: e.Event) -> int:
    """The entry that an event says in other words; 0 where it says something of its own."""
    match event:
        case e.NoteAmended(note):
            return note
        case e.PointReworded(point):
            return point
        case _:
            return 0


def _texts(event: e.Event) -> list[str]:
    return list(_said(event).values())


def _said(event: e.Event) -> dict[str, str]:
    said = {name: getattr(event, name, None) for name in _TYPED}
    return {name: text for name, text in said.items() if isinstance(text, str) and text}


def _without(event: e.Event, hidden: bool, change: _Change) -> e.Event:
    said = _said(event)
    changed: dict[str, Any] = {name: LEFT_OUT if hidden else change(text) for name, text in said.items()}
    return dataclasses.replace(event, **changed) if changed != said else event


def _in_kit(kit: Kit, change: _Change) -> Kit:
    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return change(value)
        if isinstance(value, tuple):
            return tuple(walk(item) for item in value)
        if isinstance(value, dict):
            return {key: walk(item) for key, item in value.items()}
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            kept = {*_KIT_IDS, "pivots"} if isinstance(value, Question) else _KIT_IDS
            fields = [field.name for field in dataclasses.fields(value) if field.name not in kept]
            return dataclasses.replace(value, **{name: walk(getattr(value, name)) for name in fields})
        return value

    changed: Kit = walk(kit)
    return changed


def _replacer(names: Sequence[tuple[str, str]], *, typed: bool) -> _Change:
    """Return what puts other words for names: the longest first, so that a whole name becomes one word."""
    words: dict[str, str] = {}
    for name, other in names:
        whole = _plain(name).strip()
        parts = [part for part in re.split(r"[\s\-‐–'’.,()]+", whole) if len(part) > 1 and not part.isdigit()]
        for word in (whole, *parts):
            if word and word.casefold() not in (CANDIDATE.casefold(), INTERVIEWER.casefold()):
                words.setdefault(word, other)
                words.setdefault(_bare(word), other)
                words.setdefault(word.translate(_SPELT_OUT), other)
    if not words:
        return lambda text: text
    others = {word.casefold(): other for word, other in words.items()}
    ordered = sorted(words, key=len, reverse=True)
    # A long name is found at the start of a word too: Anders' and Andersson's are the same person's.
    alternatives = "|".join(rf"{_spaced(it)}{_ending(it, typed)}" for it in ordered)
    pattern = re.compile(rf"(?<![^\W_])(?:{alternatives})", re.IGNORECASE if typed else 0)

    def other_for(found: re.Match[str]) -> str:
        said = " ".join(found[0].split()).casefold()
        return next(others[it.casefold()] for it in ordered if said.startswith(it.casefold()))

    def change(text: str) -> str:
        plain = _plain(text)
        changed = pattern.sub(other_for, plain)
        return changed if changed != plain else text

    return change


def _ending(word: str, typed: bool) -> str:
    return r"\w*" if typed and len(word) >= _LONG else r"(?![^\W_])"


def _spaced(word: str) -> str:
    return r"\s+".join(re.escape(part) for part in word.split())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _bare(word: str) -> str:
    """A name as it is typed on a keyboard without its accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def other_id(session: str) -> str:
    """Return the id that the anonymous copy of a session has, the same every time."""
    digest = hashlib.sha256(f"anonymous\0{session}".encode()).digest()
    return f"{COPY}{''.join(_ID_LETTERS[byte % 32] for byte in digest[:10])}"
