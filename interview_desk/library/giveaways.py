"""Finds a hint or the solution within what the candidate sees or hears: the statement, the starter, the prompts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from interview_desk.domain.script import Question
from interview_desk.domain.shape import Path, quoted

_WORDS_IN_A_ROW = 7
_APPROACH_WORDS_IN_A_ROW = 9
_LINES_IN_A_ROW = 4
_SHOWS_CODE = ("debugging", "code-review", "take-home-review")  # where the code to mend is most of the mended code
_WORD = re.compile(r"\w+")
_SCAFFOLD = re.compile(
    r"(from|import|def|async def|class|@|#|return$|pass$|else:|try:|\"\"\"|\.\.\.)"  # no line that tells anything
    r"|\W*$|\) *->.*:$|\*{0,2}\w+( *:[^=]*)?( *=[^=].*)?,$"  # the parts of a signature written over several lines
    r"|\w+ *: [^=]+(= .*)?$"  # a field, or a name with its type
)


def giveaways(question: Question) -> Iterator[tuple[Path, str]]:
    """Each place where a visible text gives something away, and what: the path ends in the line within the text."""
    visible: list[tuple[Path, str]] = [(("statement",), question.statement), (("starter",), question.starter)]
    visible += [(("layers", index, "say"), layer.say) for index, layer in enumerate(question.layers)]
    words = _Visible(visible, _words)
    code = _Visible(visible, _lines)
    for layer in question.layers:
        secrets = [(f"the hint {quoted(hint.id)}", hint.say, _WORDS_IN_A_ROW) for hint in layer.hints]
        secrets.append((f"the approach of {quoted(layer.id)}", layer.expected.approach, _APPROACH_WORDS_IN_A_ROW))
        for what, text, most in secrets:
            secret = _words(text)
            # All of it where it is shorter; fewer words than four can't be told from chance.
            for place in words.places_of(secret, min(most, len(secret)), least=4):
                yield place, f"this gives away {what}"
        solution = _lines(layer.expected.solution)
        most = len(solution) if question.kind in _SHOWS_CODE else _LINES_IN_A_ROW
        for place in code.places_of(solution, min(most, len(solution)), least=2):
            yield place, f"this gives away the solution of {quoted(layer.id)}"


class _Visible:
    """All visible texts, as words or as lines of code: do some of a secret's stand in them in a row?"""

    def __init__(self, texts: list[tuple[Path, str]], split: Callable[[str], list[str]]) -> None:
        self.split = split
        self.texts = [(path, text, split(text)) for path, text in texts if text.strip()]
        self.rows: dict[int, set[tuple[str, ...]]] = {}

    def places_of(self, secret: list[str], length: int, least: int) -> Iterator[Path]:
        """Each text in which any `length` items of the secret stand in a row, as path and line."""
        if length < least:
            return
        if length not in self.rows:
            self.rows[length] = {row for _, _, items in self.texts for row in _in_a_row(items, length)}
        hits = self.rows[length].intersection(_in_a_row(secret, length))
        for path, text, items in self.texts if hits else ():
            rows = list(_in_a_row(items, length))
            if (first := next((index for index, row in enumerate(rows) if row in hits), None)) is not None:
                yield (*path, self._line(text, first))

    def _line(self, text: str, index: int) -> int:
        """The line, counted from 0, on which the item of that index stands."""
        lines = text.split("\n")
        until = (len(self.split("\n".join(lines[: number + 1]))) for number in range(len(lines)))
        return next((number for number, items in enumerate(until) if items > index), 0)


def _in_a_row(items: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(items[start:] for start in range(length)), strict=False)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _lines(code: str) -> list[str]:
    """The lines that say how it is done, without scaffold such as imports, signatures and comments."""
    stripped = (line.strip() for line in code.split("\n"))
    return [line for line in stripped if line and not _SCAFFOLD.match(line)]
