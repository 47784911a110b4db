"""A cautious look into plain data that may be wrong anywhere: what isn't of the wanted sort counts as absent."""

from __future__ import annotations

from typing import Any

from interview_desk.domain.frozen import dataclass
from interview_desk.domain.shape import Path


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping within a file, and the path to it."""

    data: dict[Any, Any]
    path: Path = ()

    def at(self, *steps: str | int) -> Path:
        """Return the path to something below."""
        return (*self.path, *steps)

    def text(self, key: str) -> str | None:
        """Return the text at a key, if it is text."""
        found = self.data.get(key)
        return found if isinstance(found, str) else None

    def number(self, key: str | int) -> float | None:
        """Return the number at a key, if it is one."""
        found = self.data.get(key)
        return found if isinstance(found, int | float) and not isinstance(found, bool) else None

    def whole(self, key: str) -> int | None:
        """Return the whole number at a key, if it is one."""
        found = self.data.get(key)
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def node(self, key: str) -> Node | None:
        """Return the mapping at a key, if it is one."""
        found = self.data.get(key)
        return Node(found, self.at(key)) if isinstance(found, dict) else None

    def nodes(self, key: str) -> list[Node]:
        """Return those items of the list at a key that are mappings."""
        found = self.data.get(key)
        items = enumerate(found) if isinstance(found, list) else ()
        return [Node(item, self.at(key, index)) for index, item in items if isinstance(item, dict)]

    def words(self, key: str) -> list[tuple[Path, str]]:
        """Return those items of the list at a key that are text, each with its path."""
        found = self.data.get(key)
        items = enumerate(found) if isinstance(found, list) else ()
        return [(self.at(key, index), item) for index, item in items if isinstance(item, str)]
