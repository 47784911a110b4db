"""YAML as plain data with the place of every value and key, built from the parser's events without recursion.

The parser is asked for one event at a time and nothing is constructed by tags, so that a hostile file is stopped at
the first thing that goes beyond the budget. (libyaml's own composer recurses in C and crashes on deep nesting.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from interview_desk.domain.shape import Path, quoted
from interview_desk.library.yaml_errors import fault_of
from interview_desk.library.yaml_scalars import NotANumber, resolve, resolve_key
from interview_desk.library.yaml_text import Fault, Unreadable, unprintable

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML was built without libyaml
    from interview_desk.library.yaml_pure import PureParser as _Parser  # type: ignore[assignment]

DEEPEST = 40
MOST_ALIASES = 20
MOST_KEYS = 500  # in one mapping
MOST_VALUES = 20_000  # counted as they stand after aliases are expanded

_SKIPPED: Any = object()  # in the place of a key whose value is thrown away
_NO_KEY: Any = object()
_BEGINS_A_NUMBER = frozenset("0123456789+-")


class Spot:
    """Where a value begins, counted from 1; `word` is an unquoted scalar as it was written, `block` a `|` text."""

    __slots__ = ("block", "column", "keys", "line", "parts", "word")

    def __init__(self, line: int, column: int, word: str = "", parts: Any = None, block: bool = False) -> None:
        self.line = line
        self.column = column
        self.word = word
        self.block = block
        self.parts: Any = parts
        self.keys: dict[Any, tuple[int, int]] = {}


@dataclass(slots=True)
class Tree:
    """Plain data (dicts, lists and scalars), where each part of it stands, and what is wrong with the YAML itself.

    `complete` is false where reading had to stop: the data is then not worth looking at.
    """

    data: Any = None
    root: Spot = field(default_factory=lambda: Spot(1, 1))
    faults: list[Fault] = field(default_factory=list)
    complete: bool = True
    text: str = ""

    def spot(self, path: Path) -> Spot:
        """Return the place of the value at `path`, or of the nearest value around it.

        A number below a `|` text is one of its lines, counted from 0.
        """
        spot = self.root
        for step in path:
            if spot.block and isinstance(step, int):
                return self._line_of(spot, step)
            try:
                spot = spot.parts[step]
            except (TypeError, LookupError):
                break
        return spot

    def _line_of(self, block: Spot, index: int) -> Spot:
        number = block.line + 1 + index
        written = "".join(self.text.split("\n")[number - 1 : number])
        return Spot(number, len(written) - len(written.lstrip()) + 1)

    def position(self, path: Path, at_key: bool = False) -> tuple[int, int]:
        """Return line and column of the value at `path`, or of its key."""
        if at_key and path:
            around = self.spot(path[:-1])
            if (key := around.keys.get(path[-1])) is not None:
                return key
        spot = self.spot(path)
        return spot.line, spot.column


class _Open:
    """A list or mapping whose end has not come yet."""

    __slots__ = ("anchor", "data", "first", "key", "position", "spot")

    def __init__(self, data: Any, spot: Spot, anchor: str | None, first: int) -> None:
        self.data = data
        self.spot = spot
        self.anchor = anchor
        self.first = first  # how many values there were before it
        self.key = _NO_KEY
        self.position = (0, 0)


def parse(text: str) -> Tree:
    """Read one document of YAML; never raises, whatever the text: what is wrong stands in `faults`."""
    tree = Tree(text=text)
    try:
        _Builder(tree).build(_events(text))
    except Unreadable as stop:
        tree.faults.append(stop.fault)
        tree.complete = False
    return tree


def unreadable(fault: Fault) -> Tree:
    """Return the tree of a file that could not even be read as text."""
    return Tree(faults=[fault], complete=False)


def _events(text: str) -> Iterator[Any]:
    event = None
    try:
        parser = _Parser(text)
        while (following := parser.get_event()) is not None:
            event = following
            yield event
    except yaml.YAMLError as error:
        raise Unreadable(fault_of(error, text, event)) from error
    except (ValueError, OverflowError, RecursionError) as error:  # the pure parser, on impossible escapes
        raise Unreadable(Fault(1, 1, f"this is not valid YAML: {error}", "check the quotes and escapes")) from error


class _Builder:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Any, Spot, int] | None] = {}  # None while the anchored value is still open
        self.values = 0
        self.aliases = 0
        self.documents = 0

    def build(self, events: Iterator[Any]) -> None:
        scalar, alias = yaml.ScalarEvent, yaml.AliasEvent
        take_scalar, stack = self.scalar, self.stack
        mapping, sequence = yaml.MappingStartEvent, yaml.SequenceStartEvent
        ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        for event in events:
            kind = event.__class__
            if kind is scalar:
                take_scalar(event, stack[-1] if stack else None)
            elif kind is mapping:
                self.begin(event, {}, {})
            elif kind in ends:
                self.end()
            elif kind is sequence:
                self.begin(event, [], [])
            elif kind is alias:
                self.alias(event)
            elif kind is yaml.DocumentStartEvent:
                self.documents += 1
                if self.documents > 1:
                    self.note(event, "a second document begins here", "keep one document in a file; remove the ---")
                    return
        if self.tree.data is None and not self.tree.faults:
            raise Unreadable(Fault(1, 1, "the file is empty", "begin it with schema: 1"))

    def scalar(self, event: Any, around: _Open | None) -> None:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        text: str = event.value
        style = event.style
        if event.tag is not None:
            self.tagged(event)
        if style == '"' and (found := unprintable(text)):
            self.note(event, f"{found} can't stand in text", "remove the escape that makes it")
        if around is not None and around.key is _NO_KEY and around.data.__class__ is dict:
            if event.anchor:
                self.anchors[event.anchor] = (text, Spot(line, column), 1)
            self.key(around, text, not style, (line, column))
            return
        value: Any = text
        if not style:
            try:
                value = resolve(text)
            except NotANumber as error:
                self.note(event, str(error), "write a number such as 12 or 2.5, or put it in quotes if it is text")
                value = None
        self.values += 1
        if self.values > MOST_VALUES:
            self.count(event, 0)
        spot = Spot(line, column, "" if style else text, None, style == "|")
        if event.anchor:
            self.anchors[event.anchor] = (value, spot, 1)
        self.place(value, spot)

    def key(self, around: _Open, text: str, plain: bool, position: tuple[int, int]) -> None:
        if plain and text == "<<":
            what = "merge keys (<<) are not read"
            raise Unreadable(Fault(*position, what, "write the keys out where they are needed"))
        if len(around.spot.keys) >= MOST_KEYS:
            raise Unreadable(Fault(*position, f"there are more than {MOST_KEYS} keys side by side", "remove some"))
        key = resolve_key(text) if plain else text
        earlier = around.spot.keys.get(key)
        if earlier is None and text[:1] in _BEGINS_A_NUMBER:
            earlier = around.spot.keys.get(_twin(key))
        if earlier is None:
            around.key = key
            around.spot.keys[key] = position
        else:
            what = f"the key {quoted(text)} stands here twice, first on line {earlier[0]}"
            self.tree.faults.append(Fault(*position, what, "keep one of the two"))
            around.key = _SKIPPED
        around.position = position

    def begin(self, event: Any, data: Any, parts: Any) -> None:
        if event.tag is not None:
            self.tagged(event)
        if len(self.stack) >= DEEPEST:
            self.stop(event, f"this is more than {DEEPEST} levels deep", "write it flatter")
        if self.stack and self.stack[-1].key is _NO_KEY and self.stack[-1].data.__class__ is dict:
            self.stop(event, "a key can't be a list or a mapping", "write a word before the colon")
        self.count(event, 1)
        spot = Spot(event.start_mark.line + 1, event.start_mark.column + 1, "", parts)
        self.place(data, spot)
        self.stack.append(_Open(data, spot, event.anchor, self.values - 1))
        if event.anchor:
            self.anchors[event.anchor] = None

    def end(self) -> None:
        closed = self.stack.pop()
        if closed.anchor:
            self.anchors[closed.anchor] = (closed.data, closed.spot, self.values - closed.first)

    def alias(self, event: Any) -> None:
        self.aliases += 1
        if self.aliases > MOST_ALIASES:
            self.stop(event, f"there are more than {MOST_ALIASES} aliases (*)", "write the values out")
        if self.stack and self.stack[-1].key is _NO_KEY and self.stack[-1].data.__class__ is dict:
            self.stop(event, "a key can't be an alias", "write the key out")
        if event.anchor not in self.anchors:
            self.stop(event, f"nothing above is anchored as &{event.anchor}", "write the value out")
        anchored = self.anchors[event.anchor]
        if anchored is None:
            self.stop(event, f"the alias *{event.anchor} lies inside what it stands for", "write the value out")
        else:
            value, spot, size = anchored
            self.count(event, size)
            self.place(value, spot)

    def place(self, value: Any, spot: Spot) -> None:
        if not self.stack:
            self.tree.data, self.tree.root = value, spot
            return
        around = self.stack[-1]
        if around.data.__class__ is list:
            around.data.append(value)
            around.spot.parts.append(spot)
            return
        if around.key is not _SKIPPED:
            around.data[around.key] = value
            around.spot.parts[around.key] = spot
        around.key = _NO_KEY

    def count(self, event: Any, values: int) -> None:
        self.values += values
        if self.values > MOST_VALUES:
            self.stop(event, f"the file holds more than {MOST_VALUES:,} values", "split it in several files")

    def tagged(self, event: Any) -> None:
        self.note(event, f"the tag {quoted(event.tag)} is not read", "remove the tag (the word that begins with !)")

    def note(self, event: Any, what: str, remedy: str) -> None:
        mark = event.start_mark
        self.tree.faults.append(Fault(mark.line + 1, mark.column + 1, what, remedy))

    def stop(self, event: Any, what: str, remedy: str) -> None:
        mark = event.start_mark
        raise Unreadable(Fault(mark.line + 1, mark.column + 1, what, remedy))


def _twin(key: str | int) -> str | int:
    """The same key in quotes, or without: `1` and `"1"` would be one score."""
    return str(key) if isinstance(key, int) else resolve_key(key)
