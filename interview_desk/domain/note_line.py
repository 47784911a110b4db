"""What a typed line means: the kind by its first character, `@competency`, and `-30s ` to set the stamp back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview_desk.domain.events import NoteKind
from interview_desk.domain.frozen import dataclass

KINDS: dict[str, NoteKind] = {"+": "strength", "-": "concern", "?": "come-back", "*": "key-moment"}
SIGNS: dict[NoteKind, str] = {kind: sign for sign, kind in KINDS.items()}

_BACK = re.compile(r"-(\d{1,4})s\s+")
_TAG = re.compile(r"(?:^|(?<=\s))@([a-z0-9-]+)(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A typed line, read: `back_ms` is how far its stamp is to be set back."""

    kind: NoteKind
    text: str
    competency: str
    back_ms: int


def read_line(typed: str, competencies: Sequence[str]) -> Line:
    """Read what was typed. A tag counts where it is, or begins, exactly one competency; any other stays in the text."""
    rest, back = typed.strip(), 0
    if set_back := _BACK.match(rest):
        rest, back = rest[set_back.end() :], int(set_back[1]) * 1000
    kind: NoteKind = "plain"
    if rest[:1] in KINDS:
        kind, rest = KINDS[rest[0]], rest[1:].lstrip()
    for tag in _TAG.finditer(rest):
        if (competency := match_competency(tag[1], competencies)) is not None:
            text = f"{rest[: tag.start()].rstrip()} {rest[tag.end() :].lstrip()}".strip()
            return Line(kind, text, competency, back)
    return Line(kind, rest, "", back)


def match_competency(typed: str, competencies: Sequence[str]) -> str | None:
    """Return the competency that is typed in full, or the only one that begins so, or None."""
    if typed in competencies:
        return typed
    beginning = [id for id in competencies if id.startswith(typed)]
    return beginning[0] if len(beginning) == 1 else None


def write_line(kind: NoteKind, text: str, competency: str) -> str:
    """Return the line one would type for a note, for amending it."""
    sign = f"{SIGNS[kind]} " if kind in SIGNS else ""
    if not competency:
        return f"{sign}{text}"
    # Where the text itself would be read as a sign or a tag, the tag that was meant goes ahead of it.
    if "@" in text or (not sign and text[:1] in KINDS):
        return f"{sign}@{competency} {text}"
    return f"{sign}{text} @{competency}"
