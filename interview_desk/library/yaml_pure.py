"""The parser to fall back on where PyYAML was built without libyaml."""

from __future__ import annotations

from typing import Any

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner


class PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser, up to its events; slower than libyaml's, and otherwise the same."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def get_event(self) -> Any:
        """Return the next event, or None after the last."""
        return super().get_event() if self.check_event() else None  # type: ignore[no-untyped-call]
