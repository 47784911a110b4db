"""Rows of the journal: an entry as columns, sealed by a checksum that is chained to the row before."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from interview_desk.domain.log import Entry
from interview_desk.errors import StorageError
from interview_desk.storage.codec import encode, revive, revive_all

Row = tuple[int, int, str, str, int, str, bytes]
"""seq, offset_ms, at, kind, version, body, checksum"""

moment = datetime.fromisoformat
"""The moment of a stamp, in UTC."""

START = b""
"""What the first row's checksum is chained to."""


def stamp(at: datetime) -> str:
    """Return a moment as text that sorts by time: `2026-11-23T09:00:00.000000Z`."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def seal(session_id: str, row: Sequence[Any], previous: bytes) -> bytes:
    """Return the checksum of the row's first six columns and all rows before it.

    No column but the last can hold a NUL, and JSON escapes it, so that no two rows are sealed as the same text.
    """
    seq, offset_ms, at, kind, version, body = row[:6]
    text = f"{session_id}\0{seq}\0{offset_ms}\0{at}\0{kind}\0{version}\0{body}"
    return sha256(previous + text.encode(errors="surrogateescape")).digest()


def to_row(session_id: str, entry: Entry, previous: bytes) -> Row:
    """Return the sealed row of an entry; `previous` is the checksum of the row before."""
    kind, version, body = encode(entry.event)
    columns = (entry.seq, entry.offset_ms, stamp(entry.at), kind, version, body)
    return (*columns, seal(session_id, columns, previous))


def to_entries(session_id: str, rows: Sequence[Row]) -> list[Entry]:
    """Return the entries of a whole journal, every checksum verified.

    Raises StorageError naming the first entry that is missing, damaged or not known to this version.
    """
    if not rows:
        return []
    previous = START
    # Spelt out rather than calling `seal`: a function call per entry is a tenth of the time to open a long session.
    for expected, (seq, offset_ms, at, kind, version, body, checksum) in enumerate(rows, 1):
        text = f"{session_id}\0{seq}\0{offset_ms}\0{at}\0{kind}\0{version}\0{body}"
        if seq != expected:
            raise missing(session_id, expected)
        if sha256(previous + text.encode()).digest() != checksum:
            raise damaged(session_id, seq)
        previous = checksum
    seqs, offsets, ats, kinds, versions, texts, _ = zip(*rows, strict=True)
    # One document is parsed in half the time of thousands; what the checksums cover was valid JSON when written.
    bodies = json.loads(f"[{','.join(texts)}]")
    return list(map(Entry, seqs, offsets, map(moment, ats), revive_all(kinds, versions, bodies)))


def to_sealed(session_id: str, rows: Sequence[Row]) -> list[Entry]:
    """Return the entries of some rows that follow each other, the checksums verified from the second on.

    Raises StorageError naming the first entry that is missing, damaged or not known to this version.
    """
    for before, row in itertools.pairwise(rows):
        if row[0] != before[0] + 1:
            raise missing(session_id, before[0] + 1)
        if seal(session_id, row, before[6]) != row[6]:
            raise damaged(session_id, row[0])
    try:
        return [Entry(row[0], row[1], moment(row[2]), revive(row[3], row[4], json.loads(row[5]))) for row in rows]
    except ValueError as error:
        raise damaged(session_id, rows[0][0]) from error


def to_readable(session_id: str, rows: Iterable[Row], last: int) -> tuple[list[Entry], list[StorageError]]:
    """Return every entry that is whole, and what is wrong with each of the others up to the entry `last`."""
    entries: list[Entry] = []
    problems: list[StorageError] = []
    found = {row[0]: row for row in rows}
    previous: bytes | None = START
    for seq in range(1, max([last, *found]) + 1 if found or last else 1):
        row = found.get(seq)
        if row is None:
            problems.append(missing(session_id, seq))
        # Where the row before is gone its checksum is too, and this one can't be proved: it is named, not trusted.
        elif previous is None or seal(session_id, row, previous) != row[6]:
            problems.append(damaged(session_id, seq))
        else:
            try:
                entries.append(Entry(seq, row[1], moment(row[2]), revive(row[3], row[4], json.loads(row[5]))))
            except StorageError as error:
                problems.append(error)
        previous = row[6] if row is not None else None
    return entries, problems


def missing(session_id: str, seq: int) -> StorageError:
    return StorageError(f"Session {session_id} can't be read whole", f"its entry {seq} is missing", _REMEDY)


def damaged(session_id: str, seq: int) -> StorageError:
    why = f"its entry {seq} is not what was written"
    return StorageError(f"Session {session_id} can't be read whole", why, _REMEDY)


_REMEDY = "`interview-desk db salvage` saves the rest, and `db restore` takes a backup"
