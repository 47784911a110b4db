"""Plain data in and out of the domain's dataclasses: one declaration serves files, the journal and the JSON Schema.

A dataclass is the description: its fields are the keys, its type hints say what may stand there, `Annotated` limits
narrow it. Reading never stops at the first flaw; each flaw carries the path to what is wrong, so that whoever knows
where the data came from can name the line.
"""

from __future__ import annotations

import dataclasses
import math
import re
import types
import typing
from collections.abc import Callable, Collection, Iterable
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from interview_desk.domain.frozen import dataclass

T = TypeVar("T")
_MOST = 30
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong: where, what, and what would be right. `at_key` where the key itself is the culprit."""

    path: Path
    what: str
    remedy: str
    at_key: bool = False


class _Flawed:
    """Stands for a value that could not be read."""


_FLAWED: Any = _Flawed()
Reader = Callable[[Any, Path, list[Flaw]], Any]


class Limit(typing.Protocol):
    """What may stand in `Annotated` to narrow a field."""

    def flaw(self, value: Any) -> tuple[str, str] | None:
        """Return what is wrong with the value and what would be right, or None."""

    def schema(self) -> dict[str, Any]:
        """Return the limit in the words of JSON Schema."""


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A lowest number, itself excluded where `exclusive`."""

    least: float
    exclusive: bool = False

    def flaw(self, value: Any) -> tuple[str, str] | None:
        if value > self.least or (value == self.least and not self.exclusive):
            return None
        words = "more than" if self.exclusive else "at least"
        return f"{value} is too small", f"write a number of {words} {self.least:g}"

    def schema(self) -> dict[str, Any]:
        return {"exclusiveMinimum" if self.exclusive else "minimum": self.least}


@dataclass(frozen=True, slots=True)
class AtMost:
    """A highest number, itself included."""

    most: float

    def flaw(self, value: Any) -> tuple[str, str] | None:
        return None if value <= self.most else (f"{value} is too large", f"write a number of at most {self.most:g}")

    def schema(self) -> dict[str, Any]:
        return {"maximum": self.most}


@dataclass(frozen=True, slots=True)
class Kebab:
    """An id: small letters, digits and single hyphens."""

    def flaw(self, value: Any) -> tuple[str, str] | None:
        if re.fullmatch(_KEBAB, value):
            return None
        suggestion = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
        meant = f' (did you mean "{suggestion}"?)' if suggestion else ""
        return f"{quoted(value)} is not an id", f"use small letters, digits and hyphens{meant}"

    def schema(self) -> dict[str, Any]:
        return {"pattern": f"^{_KEBAB}$"}


@dataclass(frozen=True, slots=True)
class NotEmpty:
    """Text that says something, or a list with at least one item."""

    def flaw(self, value: Any) -> tuple[str, str] | None:
        if isinstance(value, str):
            return None if value.strip() else ("this text is empty", "write it, or remove the line")
        return None if value else ("this list is empty", "give at least one item")

    def schema(self) -> dict[str, Any]:
        return {}


_KEBAB = r"[a-z0-9]+(-[a-z0-9]+)*"


def read(shape: type[T], data: object) -> tuple[T | None, list[Flaw]]:
    """Read plain data into `shape`; the value is None where there is any flaw, and the flaws are all that there are."""
    flaws: list[Flaw] = []
    reader: Reader = _reader(typing.cast("typing.Hashable", shape))
    value = reader(data, (), flaws)
    return (None if flaws else value), flaws


def write(value: Any) -> Any:
    """Turn a value of the domain into plain data that JSON can hold; `read` gives the value back."""
    if dataclasses.is_dataclass(value):
        return {name.rstrip("_"): write(getattr(value, name)) for name in _names(typing.cast("Any", type(value)))}
    if isinstance(value, tuple):
        return [write(item) for item in value]
    if isinstance(value, dict):
        return {str(key): write(item) for key, item in value.items()}
    return value


def quoted(value: object) -> str:
    """Return a value as a reader would recognise it, cut where it is long; on one line that harms no terminal."""
    text = printable(str(value)[:60])
    return f'"{text[:57]}…"' if len(text) > 58 else f'"{text}"'


def printable(text: str) -> str:
    """Return a text with whatever can't be seen, or would move a terminal, spelt out."""
    if text.isprintable():
        return text
    return "".join(it if it.isprintable() else it.encode("unicode_escape").decode() for it in text)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean "…"?)` for the nearest known word, or nothing."""
    near = nearest(word, known)
    return f' (did you mean "{near}"?)' if near else ""


def name_one(word: str, known: Collection[str]) -> str:
    """Return what to do about a word that is not known: the nearest one, else all that are, as far as they fit."""
    if near := did_you_mean(word, known):
        return f"name one that there is{near}"
    more = f" and {len(known) - _MOST} others" if len(known) > _MOST else ""
    return f"name one of {', '.join(sorted(known)[:_MOST])}{more}"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like this one, or nothing where none is alike."""
    from difflib import get_close_matches  # a start does without it

    return next(iter(get_close_matches(word[:80], list(known), n=1, cutoff=0.6)), "")


def one_of(words: Iterable[str]) -> str:
    """Return the words as a choice: `a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


@cache
def _names(shape: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(shape))


@cache
def _reader(hint: Any) -> Reader:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _limited(_reader(args[0]), args[1:])
    if origin is Literal:
        return _choice(args)
    if origin in (Union, types.UnionType):
        return _either(args)
    if origin is tuple:
        return _sequence(_reader(args[0]))
    if origin is dict:
        return _mapping(args[0], _reader(args[1]))
    if dataclasses.is_dataclass(hint):
        return _record(hint)
    return _SCALARS[hint]


def _read_text(data: Any, path: Path, flaws: list[Flaw]) -> Any:
    if isinstance(data, str):
        return data
    if data is None or isinstance(data, list | dict):
        return _fail(flaws, path, f"text is expected here, not {_kind(data)}", "write the text after the colon")
    return _fail(flaws, path, f"text is expected here, not {_kind(data)}", f'put it in quotes: "{data}"')


def _read_whole(data: Any, path: Path, flaws: list[Flaw]) -> Any:
    if isinstance(data, int) and not isinstance(data, bool):
        return data
    return _fail(flaws, path, f"a whole number is expected here, not {_kind(data)}", "write a number such as 3")


def _read_number(data: Any, path: Path, flaws: list[Flaw]) -> Any:
    if isinstance(data, int | float) and not isinstance(data, bool) and _in_reach(data):
        return data
    return _fail(flaws, path, f"a number is expected here, not {_kind(data)}", "write a number such as 12 or 2.5")


def _in_reach(number: float) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:  # a whole number beyond every float
        return False


def _read_flag(data: Any, path: Path, flaws: list[Flaw]) -> Any:
    if isinstance(data, bool):
        return data
    return _fail(flaws, path, f"true or false is expected here, not {_kind(data)}", "write true or false")


def _read_none(data: Any, path: Path, flaws: list[Flaw]) -> Any:
    if data is None:
        return None
    return _fail(flaws, path, f"nothing is expected here, not {_kind(data)}", "remove it")


_SCALARS: dict[Any, Reader] = {
    str: _read_text,
    int: _read_whole,
    float: _read_number,
    bool: _read_flag,
    type(None): _read_none,
}


def _limited(inner: Reader, limits: tuple[Limit, ...]) -> Reader:
    def read_limited(data: Any, path: Path, flaws: list[Flaw]) -> Any:
        value = inner(data, path, flaws)
        if value is not _FLAWED:
            for limit in limits:
                if wrong := limit.flaw(value):
                    return _fail(flaws, path, *wrong)
        return value

    return read_limited


def _choice(words: tuple[str, ...]) -> Reader:
    def read_choice(data: Any, path: Path, flaws: list[Flaw]) -> Any:
        if isinstance(data, str) and data in words:
            return data
        what = f"{quoted(data)} is not known here" if isinstance(data, str) else f"{_kind(data)} can't stand here"
        return _fail(flaws, path, what, f"write {one_of(words)}{did_you_mean(str(data), words)}")

    return read_choice


def _either(hints: tuple[Any, ...]) -> Reader:
    readers = [_reader(hint) for hint in hints]

    def read_either(data: Any, path: Path, flaws: list[Flaw]) -> Any:
        attempts: list[list[Flaw]] = []
        for reader in readers:
            found: list[Flaw] = []
            value = reader(data, path, found)
            if not found:
                return value
            attempts.append(found)
        # What lies deepest was nearest to being right, so its flaws are the ones worth telling.
        flaws.extend(max(attempts, key=lambda found: max(len(flaw.path) for flaw in found)))
        return _FLAWED

    return read_either


def _sequence(inner: Reader) -> Reader:
    def read_sequence(data: Any, path: Path, flaws: list[Flaw]) -> Any:
        if not isinstance(data, list):
            return _fail(flaws, path, f"a list is expected here, not {_kind(data)}", "begin each item with a hyphen")
        return tuple([inner(item, (*path, index), flaws) for index, item in enumerate(data)])

    return read_sequence


def _mapping(key_hint: Any, inner: Reader) -> Reader:
    def read_mapping(data: Any, path: Path, flaws: list[Flaw]) -> Any:
        if not isinstance(data, dict):
            return _fail(flaws, path, f"keys with values are expected here, not {_kind(data)}", "write key: value")
        value: dict[Any, Any] = {}
        for key, item in data.items():
            if key_hint is int and not re.fullmatch(r"-?\d{1,9}", str(key)):
                flaws.append(Flaw((*path, key), f"{quoted(key)} is not a whole number", "use a score as key", True))
                continue
            value[key_hint(key)] = inner(item, (*path, key), flaws)
        return value

    return read_mapping


def _record(shape: Any) -> Reader:
    hints = get_type_hints(shape, include_extras=True)
    readers = {name.rstrip("_"): (name, _reader(hints[name])) for name in _names(shape)}
    needed = {
        field.name.rstrip("_")
        for field in dataclasses.fields(shape)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }

    def read_record(data: Any, path: Path, flaws: list[Flaw]) -> Any:
        if not isinstance(data, dict):
            keys = ", ".join(list(readers)[:4])
            return _fail(flaws, path, f"keys with values are expected here, not {_kind(data)}", f"write {keys} …")
        before = len(flaws)
        values: dict[str, Any] = {}
        for key, item in data.items():
            if (known := readers.get(key)) is None:
                rest = [name for name in readers if name not in data]
                remedy = f"remove it{did_you_mean(str(key), rest)}"
                flaws.append(Flaw((*path, key), f"the key {quoted(key)} is not known here", remedy, True))
            else:
                values[known[0]] = known[1](item, (*path, key), flaws)
        flaws.extend(
            Flaw(path, f'"{name}" is missing', f"add {name}: …") for name in readers if name in needed - data.keys()
        )
        return _FLAWED if len(flaws) > before else shape(**values)

    return read_record


def _fail(flaws: list[Flaw], path: Path, what: str, remedy: str) -> Any:
    flaws.append(Flaw(path, what, remedy))
    return _FLAWED


def _kind(data: object) -> str:
    match data:
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case int() | float():
            return f"the number {data}"
        case str():
            return f"the text {quoted(data)}"
        case list():
            return "a list"
        case _:
            return "keys with values"
