"""Any event at all, with any text in it, for Hypothesis to come up with."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Sequence
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from interview_desk.domain import events as e
from interview_desk.domain.events import Event
from interview_desk.domain.pieces import piece_name


def any_event() -> st.SearchStrategy[Event]:
    """Return a strategy for every event but the opening, with any text that is not two halves of one character."""
    classes: Sequence[type[Event]] = [cls for cls in get_args(Event) if cls is not e.Opened]
    return st.one_of([_instances(cls) for cls in classes])


def any_text() -> st.SearchStrategy[str]:
    """Return a strategy for what a clipboard may hold: any characters, NUL and lone surrogates among them."""
    return st.text(st.characters(), max_size=20).map(_joined)


def _instances(cls: type[Event]) -> st.SearchStrategy[Event]:
    if cls is e.PieceRecorded:  # whose file is never anything but a piece's
        return st.builds(cls, st.integers(2, 10**6).map(piece_name), st.integers(0, 2**40))
    hints = get_type_hints(cls)
    return st.builds(cls, **{field.name: _values(hints[field.name]) for field in dataclasses.fields(cls)})


def _values(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of([_values(part) for part in get_args(hint)])
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) is tuple:
        return st.lists(_values(get_args(hint)[0]), max_size=3).map(tuple)
    if hint is str:
        return any_text()
    if hint is bool:
        return st.booleans()
    return st.none() if hint is type(None) else st.integers(0, 2**40)


def _joined(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
