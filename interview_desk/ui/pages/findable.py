"""Many lines of text in one, so that a search through all of them is one run over memory."""

from __future__ import annotations

from collections.abc import Iterable

_END = "\0"


class Findable:
    """Finds the lines that have every word of a query, the first `most` of them."""

    def __init__(self, lines: Iterable[str]) -> None:
        kept = list(lines)
        text = _END.join(kept)
        if text.count(_END) != max(0, len(kept) - 1):
            text = _END.join(line.replace(_END, " ") for line in kept)
        self._text = text.casefold()

    def find(self, words: tuple[str, ...], most: int) -> list[int]:
        """Return the numbers of the lines that have all the words, which are in small letters, in order."""
        text = self._text
        # The rarest word leads, so that the others are looked for in few lines.
        lead, *others = sorted(words, key=text.count) if len(words) > 1 else words
        found: list[int] = []
        line = counted = 0
        at = text.find(lead)
        while at >= 0 and len(found) < most:
            line += text.count(_END, counted, at)
            counted = at
            end = text.find(_END, at)
            end = len(text) if end < 0 else end
            start = text.rfind(_END, 0, at) + 1
            if all(text.find(word, start, end) >= 0 for word in others):
                found.append(line)
            at = text.find(lead, end)
        return found
