"""What the library page shows, as plain data: a line for each file, and one file opened with its problems beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from interview_desk.domain.rubric import Rubric
from interview_desk.domain.script import Kit, Question

ShelfKind = Literal["kit", "question", "rubric"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing wrong or doubtful in a file, at its line and column; a warning has a `name` to silence it by."""

    line: int
    column: int
    what: str
    remedy: str
    name: str = ""
    warning: bool = False


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """One file of the library as a list shows it. What couldn't be read is empty, and `broken` true.

    `kinds` are those of a question, or of a kit's questions; `topics` likewise. `about` is one line on what it is good
    for; `words` are found by a search and not shown.
    """

    kind: ShelfKind
    id: str
    title: str
    path: Path
    yours: bool
    bank: str = ""
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    about: str = ""
    words: tuple[str, ...] = ()
    minutes: float = 0
    broken: bool = False


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file as it stands now: what it holds, None where that can't be used, and every problem it has.

    `why_not` is one sentence on why there is nothing to show although the file itself may be sound.
    """

    line: ShelfLine
    holds: Kit | Question | Rubric | None
    remarks: tuple[Remark, ...] = ()
    why_not: str = ""

    @property
    def errors(self) -> int:
        """How many problems keep the file from being used."""
        return sum(not remark.warning for remark in self.remarks)

    @property
    def warnings(self) -> int:
        """How many warnings the file could silence."""
        return sum(remark.warning for remark in self.remarks)


class Librarian(Protocol):
    """Reads and writes the library. Every method may take a while, and may be called from any thread."""

    def lines(self) -> list[ShelfLine]:
        """Return a line for every file, the user's own first."""

    def open(self, line: ShelfLine) -> OpenedFile:
        """Read the file of a line, with all its problems."""

    def write_question(self, bank: str, id: str) -> Path:
        """Write a new question from the template into the user's folder; raises DeskError, and never overwrites."""

    def places(self) -> list[Path]:
        """Return the folders in which files may come and go; not all need exist."""
