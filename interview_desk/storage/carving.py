"""Reading entries out of a damaged SQLite file's raw pages, wherever SQLite itself can't get at them any more.

An entry's row is recognised by the shape of its record: eight columns, of which the moment has 27 signs and the
checksum 32 bytes. Nothing else of the file's structure is relied on. What is found may be old, half overwritten or
damaged: whether it is what was written, only its checksum tells (`storage.salvage`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from interview_desk.storage.chain import Row
from interview_desk.storage.names import is_session_id

Found: TypeAlias = Mapping[str, Mapping[int, list[Row]]]
"""By session and number, every row that was found: more than one where old pages lie about."""

_PAGE: Final = 4_096
_LARGEST_BODY: Final = 64 * 2**20
_FRAME, _LOG_HEADER = 24, 32
# The header of such a record: its length, then the types of the columns from session_id to checksum.
_HEADER = re.compile(
    rb"[\x09-\x0d][\x0d-\x7f][\x01-\x06\x09][\x01-\x06\x08\x09]\x43[\x0d-\x7f][\x01\x02\x09]"
    rb"(?:[\x0d-\x7f]|[\x80-\xff]{1,3}[\x00-\x7f])\x4c",
    re.DOTALL,
)
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0}


def carve(path: Path) -> Found:
    """Return every row that looks like an entry, in the file and in the write-ahead log beside it."""
    content = path.read_bytes()
    size = _page_size(content)
    pages = {at // size + 1: content[at : at + size] for at in range(0, len(content), size)}
    images = [pages]
    if newer := _logged(path.with_name(path.name + "-wal"), size):
        images.append({**pages, **newer})  # as the log has it; what it overwrote may be whole where the log is not
    found: dict[str, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for image in images:
        for number, page in image.items():
            if image is not pages and number not in newer:
                continue
            for session, row in _rows_in(page, image, size):
                if row not in found[session][row[0]]:
                    found[session][row[0]].append(row)
    return found


def _page_size(content: bytes) -> int:
    size = int.from_bytes(content[16:18], "big")
    size = 65_536 if size == 1 else size
    fits = 512 <= size <= 65_536 and not size & (size - 1) and not len(content) % size
    return size if fits else _PAGE


def _logged(log: Path, size: int) -> dict[int, bytes]:
    """Return the newest image of every page in a write-ahead log."""
    try:
        content = log.read_bytes()
    except OSError:
        return {}
    pages = {}
    for at in range(_LOG_HEADER, len(content) - _FRAME - size + 1, _FRAME + size):
        number = int.from_bytes(content[at : at + 4], "big")
        pages[number] = content[at + _FRAME : at + _FRAME + size]
    return pages


def _rows_in(page: bytes, pages: Mapping[int, bytes], size: int) -> Iterator[tuple[str, Row]]:
    at = 0
    while (head := _HEADER.search(page, at)) is not None:
        at = head.start() + 1  # what looked like a header may have hidden one
        types = [head[0][1], head[0][2], head[0][3], head[0][4], head[0][5], head[0][6]]
        body_type, end = _varint(head[0], 7)
        if end != len(head[0]) - 1 or head[0][0] != len(head[0]) or body_type % 2 == 0:
            continue
        lengths = [_length(it) for it in (*types, body_type, head[0][-1])]
        if min(lengths) < 0 or lengths[6] > _LARGEST_BODY:
            continue
        whole = len(head[0]) + sum(lengths)
        payload = _payload(page, head.start(), whole, pages, size)
        if payload is not None and (row := _row(payload[len(head[0]) :], types, lengths)) is not None:
            yield row


def _payload(page: bytes, start: int, whole: int, pages: Mapping[int, bytes], size: int) -> bytes | None:
    """Return a record's bytes, of which a long one has only its first in its page and the rest in a chain of others."""
    most, least = (size - 12) * 64 // 255 - 23, (size - 12) * 32 // 255 - 23
    if whole <= most:
        return page[start : start + whole] if start + whole <= len(page) else None
    here = least + (whole - least) % (size - 4)
    here = here if here <= most else least
    parts = [page[start : start + here]]
    left = whole - here
    number = int.from_bytes(page[start + here : start + here + 4], "big")
    while left > 0:
        following = pages.get(number)
        if following is None or len(following) < 4:
            return None
        parts.append(following[4 : 4 + left])
        left -= size - 4
        number = int.from_bytes(following[:4], "big")
    payload = b"".join(parts)
    return payload if len(payload) == whole else None


def _row(content: bytes, types: list[int], lengths: list[int]) -> tuple[str, Row] | None:
    pieces: list[bytes] = []
    at = 0
    for length in lengths:
        pieces.append(content[at : at + length])
        at += length
    # What isn't UTF-8 any more is kept as it is: its checksum proves the row behind it all the same.
    session, moment, kind, body = (pieces[at].decode(errors="surrogateescape") for at in (0, 3, 4, 6))
    seq, offset_ms, version = (_integer(types[at], pieces[at]) for at in (1, 2, 5))
    if not is_session_id(session) or seq < 1:
        return None
    return session, (seq, offset_ms, moment, kind, version, body, pieces[7])


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    while at < len(content):
        value = value << 7 | content[at] & 0x7F
        at += 1
        if not content[at - 1] & 0x80:
            break
    return value, at


def _length(kind: int) -> int:
    """Return how many bytes a value of a type takes; -1 for a type that no column here has."""
    return (kind - 12) // 2 if kind >= 12 else _INTEGERS.get(kind, -1)


def _integer(kind: int, piece: bytes) -> int:
    return kind - 8 if kind in (8, 9) else int.from_bytes(piece, "big", signed=True)
