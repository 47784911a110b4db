"""Events to JSON and back, each kind with a version, so that what was once written can be read for ever."""

from __future__ import annotations

import dataclasses
import json
import re
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from interview_desk.domain import shape
from interview_desk.domain.events import Event
from interview_desk.errors import StorageError

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

UPGRADES: dict[tuple[str, int], Upgrade] = {}
"""(kind, version) → what turns a body of that version into one of the next. Never remove one."""


def kind_of(event_class: type) -> str:
    """Return the kind of a class of events: its name in kebab-case, `note-taken`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", event_class.__name__).lower()


KINDS: dict[str, type[Event]] = {kind_of(cls): cls for cls in get_args(Event)}
VERSIONS: dict[str, int] = {kind: 1 + sum(known == kind for known, _ in UPGRADES) for kind in KINDS}
_KIND_OF: dict[type, str] = {cls: kind for kind, cls in KINDS.items()}


def encode(event: Event) -> tuple[str, int, str]:
    """Return the kind, the version and the body, as JSON that any UTF-8 store can hold.

    Half a surrogate pair, which a clipboard may hold, is written as an escape and comes back as it was; two halves
    that stand beside each other come back as the one character they make.
    """
    kind = _KIND_OF[type(event)]
    return kind, VERSIONS[kind], to_json(shape.write(event))


def to_json(data: object) -> str:
    """Return compact JSON; escaped where the text could otherwise not be stored."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return json.dumps(data, separators=(",", ":"), allow_nan=False)
    return text


def decode(kind: str, version: int, text: str, *, trusted: bool = False) -> Event:
    """Return the event of a body; `trusted` skips the validation of flat events, for rows whose checksum held.

    Raises StorageError for an unknown kind, a version newer than this application's, and a body that doesn't fit.
    """
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StorageError(f"{_named(kind)} can't be read", "it is not JSON", _DAMAGED) from error
    return revive(kind, version, body, trusted=trusted)


def revive(kind: str, version: int, body: Any, *, trusted: bool = False) -> Event:
    """Return the event of a body that is plain data already; as `decode` otherwise."""
    if (newest := VERSIONS.get(kind)) is None:
        raise StorageError(f"{_named(kind)} is not known", _NEWER, _UPDATE)
    if version != newest:
        body = upgraded(kind, version, body, newest, UPGRADES)
    if trusted and (make := _FLAT.get(kind)) is not None:
        try:
            return make(**body)
        except TypeError as error:
            raise StorageError(f"{_named(kind)} has keys that are not known", _NEWER, _UPDATE) from error
    event, flaws = shape.read(KINDS[kind], body)
    if event is None:
        flaw = flaws[0]
        where = ".".join(str(part) for part in flaw.path) or "its body"
        raise StorageError(f"{_named(kind)} can't be read", f"{where}: {flaw.what}", _DAMAGED)
    return event


def revive_all(kinds: Sequence[str], versions: Sequence[int], bodies: Sequence[Any]) -> list[Event]:
    """Return the events of bodies whose checksums held; as `revive` otherwise, but thousands at a time."""
    make, newest = _FLAT.get, VERSIONS.get
    try:
        return [
            flat(**body)
            if (flat := make(kind)) is not None and version == newest(kind)
            else revive(kind, version, body, trusted=True)
            for kind, version, body in zip(kinds, versions, bodies, strict=True)
        ]
    except TypeError:  # one of them doesn't fit: find it, and say so
        return list(map(partial(revive, trusted=True), kinds, versions, bodies))


def upgraded(
    kind: str, version: int, body: Any, newest: int, upgrades: Mapping[tuple[str, int], Upgrade]
) -> dict[str, Any]:
    """Take a body from `version` to `newest`, one version at a time."""
    if not 1 <= version <= newest:
        raise StorageError(f"{_named(kind)} has the version {version}", _NEWER, _UPDATE)
    if not isinstance(body, dict):
        raise StorageError(f"{_named(kind)} can't be read", "its body has no keys", _DAMAGED)
    upgraded_body: dict[str, Any] = body
    for step in range(version, newest):
        upgraded_body = upgrades[kind, step](upgraded_body)
    return upgraded_body


def _named(kind: str) -> str:
    return f"An event of kind {shape.quoted(kind)}"


def _is_flat(hint: Any) -> bool:
    """Whether JSON gives back a value of this type as it stands, so that there is nothing to build."""
    if get_origin(hint) in (Union, types.UnionType):
        return all(_is_flat(part) for part in get_args(hint))
    return get_origin(hint) is Literal or any(hint is scalar for scalar in (str, int, bool, type(None)))


def _flat_events() -> dict[str, Callable[..., Event]]:
    return {
        kind: typing.cast("Callable[..., Event]", cls)
        for kind, cls in KINDS.items()
        if all(_is_flat(get_type_hints(cls)[field.name]) for field in dataclasses.fields(cls))
    }


_FLAT = _flat_events()
_NEWER = "it comes from a newer version of Interview Desk"
_UPDATE = "update Interview Desk and open it again"
_DAMAGED = "the file is damaged; fetch it again or restore a backup"
