"""An immutable sequence that grows at its end in constant time.

A session's state is folded entry by entry, and every state must stay what it was while later ones grow from it.
Copying a tuple at each note would make a long session quadratic; here all states share one list and each remembers
how much of it is its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class Chronicle(Sequence[T], Generic[T]):
    """An immutable sequence; `added` gives the longer one and leaves this one as it was."""

    __slots__ = ("_length", "_shared")

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._shared: list[T] = list(items)
        self._length = len(self._shared)

    def added(self, item: T) -> Chronicle[T]:
        """Return this sequence with `item` at its end; constant time for whoever holds the longest one."""
        shared = self._shared
        if len(shared) != self._length:  # another state has already grown from here
            shared = shared[: self._length]
        shared.append(item)
        longer: Chronicle[T] = Chronicle.__new__(Chronicle)
        longer._shared = shared
        longer._length = self._length + 1
        return longer

    def changed(self, matches: Callable[[T], bool], change: Callable[[T], T]) -> Chronicle[T]:
        """Return a copy in which each item that matches is replaced by its change; linear time."""
        return Chronicle(change(item) if matches(item) else item for item in self)

    def grown_from(self, earlier: Sequence[T]) -> bool:
        """Tell, in constant time, whether this is `earlier` with something added at the end (or nothing)."""
        return isinstance(earlier, Chronicle) and self._shared is earlier._shared and self._length >= earlier._length

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        return islice(self._shared, self._length)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return self._shared[slice(*index.indices(self._length))]
        if not -self._length <= index < self._length:
            raise IndexError(index)
        return self._shared[index if index >= 0 else index + self._length]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Chronicle) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Chronicle({list(self)!r})"
