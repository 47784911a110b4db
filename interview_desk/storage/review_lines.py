"""A review as lines of JSON, one entry a line, as bundles and collected reviews carry it; read trusting nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from interview_desk.domain.review import SHARED, ReviewBegun, ReviewEntry, flaw
from interview_desk.domain.rubric import Rubric
from interview_desk.errors import StorageError
from interview_desk.storage.archive import entry_lines, line, refused
from interview_desk.storage.chain import stamp
from interview_desk.storage.names import is_session_id
from interview_desk.storage.review_codec import VERSIONS, encode, revive

REVIEW: Final = re.compile(r"reviews/([0-9a-z][0-9a-z-]{0,63})\.jsonl")
LARGEST_REVIEW: Final = 16 * 2**20


def to_lines(entries: Sequence[ReviewEntry]) -> bytes:
    """Return a review as it stands in a file."""
    return b"".join(line(it.seq, it.offset_ms, stamp(it.at), *encode(it.event)) for it in entries)


def review_of(name: str) -> str:
    """Return the id of the review that a part holds."""
    found = REVIEW.fullmatch(name)
    assert found is not None
    return found[1]


def from_lines(
    content: bytes, name: str, what: str, about: Collection[str] | None, rubric: Rubric | None
) -> list[ReviewEntry]:
    """Return the entries of a review, where they could have been written here.

    `about` are the sessions that it may be of, `rubric` theirs; None where that is not known yet, and `flaw` has to be
    asked later.
    """
    entries: list[ReviewEntry] = []
    for where, seq, offset_ms, at, kind, version, body in entry_lines(content, name, VERSIONS, what):
        if (kind == "review-begun") != (seq == 1):
            raise refused(what, f"{where}: a review is begun once, by its first entry")
        try:
            entries.append(ReviewEntry(seq, offset_ms, at, revive(kind, version, body)))
        except (StorageError, RecursionError) as error:
            why = error.why if isinstance(error, StorageError) else "its body is nested too deep"
            raise refused(what, f"{where}: {why}") from error
    if not entries:
        raise refused(what, f"{name} is empty")
    begun = entries[0].event
    assert isinstance(begun, ReviewBegun)
    if begun.purpose not in SHARED:
        raise refused(what, f"{name} is private, and should never have left where it was written")
    if not is_session_id(begun.session) or (about is not None and begun.session not in about):
        raise refused(what, f"{name} is of another session")
    if rubric is not None and (wrong := flaw(entries, rubric)):
        raise refused(what, f"{name}: {wrong}")
    return entries
