"""Writes the golden file of every event version that has none yet; those there are, are kept as they stand, for ever.

Run as `python -m tests.storage.write_golden` after adding an event or a version of one, and read what it wrote.
"""

from __future__ import annotations

import dataclasses
import json
import types
from pathlib import Path
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from interview_desk.storage import review_codec as reviews
from interview_desk.storage.codec import KINDS, VERSIONS, encode

GOLDEN = Path(__file__).parent / "golden"
GOLDEN_REVIEWS = Path(__file__).parent / "golden_reviews"
ODD = '“as said” — 東京 "x" \\ \u202e \U0001f642'
IDS = {"id", "question", "layer", "hint", "signal", "competency", "competencies", "pivots", "rubric"}
NUMBERS = {"gap_ms": 93_000, "stamp_ms": 754_000, "from_": -0.4, "minutes": 12.5, "lowest": 1, "highest": 4, "hints": 2}
ANCHORS = {1: "Needs the structure to be named", 2: "…", 3: "…", 4: "Chooses it and says what it costs"}


def filled(shape: type, nth: int = 0) -> Any:
    """Return an instance with something of its own in every field."""
    hints = get_type_hints(shape)
    return shape(**{field.name: _value(hints[field.name], field.name, nth) for field in dataclasses.fields(shape)})


def write_missing() -> list[str]:
    """Write the files that are missing; return their names."""
    written = []
    events: list[tuple[Path, str, int, Any, Any]] = [
        *((GOLDEN, kind, VERSIONS[kind], shape, encode) for kind, shape in KINDS.items()),
        *((GOLDEN_REVIEWS, kind, 1, shape, reviews.encode) for kind, shape in reviews.KINDS.items()),
    ]
    for folder, kind, newest, shape, write in events:
        path = folder / f"{kind}.{newest}.json"
        if path.exists():
            continue
        _, version, body = write(filled(shape))
        content = {"kind": kind, "version": version, "body": json.loads(body)}
        text = json.dumps(content, ensure_ascii=False, indent=2).replace("\u202e", "\\u202e")
        path.write_text(text + "\n", encoding="utf-8")
        written.append(path.name)
    return written


def _value(hint: Any, name: str, nth: int) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _value(next(part for part in args if part is not type(None)), name, nth)
    if origin is Literal:
        return args[(len(args) - 1 + nth) % len(args)]
    if origin is tuple:
        return tuple(_value(args[0], name, nth) for nth in range(2))
    if origin is dict:
        return ANCHORS
    if dataclasses.is_dataclass(hint):
        return filled(cast("type", hint), nth)
    if hint is str:
        return f"{name}-{nth + 1}" if name in IDS else f"{name}: {ODD}"
    if hint is bool:
        return True
    return hint(NUMBERS.get(name, 3 + nth))


if __name__ == "__main__":
    print("\n".join(write_missing()) or "None was missing.")
