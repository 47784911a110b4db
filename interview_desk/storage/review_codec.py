"""Reviews to rows and lines and back: the events' kinds and versions, and the same chained checksums as a journal's."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, get_args

from interview_desk.domain import shape
from interview_desk.domain.review import ReviewEntry, ReviewEvent
from interview_desk.errors import StorageError
from interview_desk.storage.chain import START, Row, moment, seal, stamp
from interview_desk.storage.codec import kind_of, to_json

KINDS: dict[str, type[ReviewEvent]] = {kind_of(cls): cls for cls in get_args(ReviewEvent)}
VERSIONS: dict[str, int] = dict.fromkeys(KINDS, 1)
_KIND_OF: dict[type, str] = {cls: kind for kind, cls in KINDS.items()}
_REMEDY = "restore a backup, or collect the review again"


def encode(event: ReviewEvent) -> tuple[str, int, str]:
    """Return the kind, the version and the body as JSON."""
    kind = _KIND_OF[type(event)]
    return kind, VERSIONS[kind], to_json(shape.write(event))


def revive(kind: str, version: int, body: Any) -> ReviewEvent:
    """Return the event of a body that is plain data; raises StorageError for what isn't known or doesn't fit."""
    if kind not in KINDS or version != VERSIONS[kind]:
        why = "it comes from a newer version of Interview Desk"
        raise StorageError(f"{shape.quoted(kind)} is no event of a review", why, "update Interview Desk")
    event, flaws = shape.read(KINDS[kind], body)
    if event is None:
        where = ".".join(str(part) for part in flaws[0].path) or "its body"
        raise StorageError(f"{shape.quoted(kind)} can't be read", f"{where}: {flaws[0].what}", _REMEDY)
    return event


def to_row(review_id: str, entry: ReviewEntry, previous: bytes) -> Row:
    """Return the sealed row of an entry; `previous` is the checksum of the row before."""
    columns = (entry.seq, entry.offset_ms, stamp(entry.at), *encode(entry.event))
    return (*columns, seal(review_id, columns, previous))


def to_entries(review_id: str, rows: Sequence[Row]) -> list[ReviewEntry]:
    """Return the entries of a whole review, every checksum verified; raises StorageError naming the first wrong one."""
    entries: list[ReviewEntry] = []
    previous = START
    for expected, row in enumerate(rows, 1):
        if row[0] != expected:
            raise StorageError(f"Review {review_id} can't be read whole", f"its entry {expected} is missing", _REMEDY)
        if seal(review_id, row, previous) != row[6]:
            why = f"its entry {expected} is not what was written"
            raise StorageError(f"Review {review_id} can't be read whole", why, _REMEDY)
        previous = row[6]
        entries.append(ReviewEntry(row[0], row[1], moment(row[2]), revive(row[3], row[4], json.loads(row[5]))))
    return entries
