"""What the library lists: files in their sections, found by words and filters, with how many problems each has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from interview_desk.domain.shelf import OpenedFile, ShelfKind, ShelfLine

ROW = Qt.ItemDataRole.UserRole
PLURAL: dict[ShelfKind, str] = {"kit": "Kits", "question": "Questions", "rubric": "Rubrics"}
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is looked for; an empty part lets everything through."""

    shelf: ShelfKind | None = None
    kind: str = ""
    level: str = ""
    topic: str = ""
    words: tuple[str, ...] = ()

    def lets_through(self, line: ShelfLine) -> bool:
        """Tell whether a line is among what is looked for."""
        return (
            self.shelf in (None, line.kind)
            and (not self.kind or self.kind in line.kinds)
            and (not self.level or self.level in line.levels)
            and (not self.topic or self.topic in line.topics)
            and (not self.words or all(word in _found_by(line) for word in self.words))
        )


@dataclass(frozen=True, slots=True)
class Section:
    """The first row of a section."""

    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Status:
    """What a check of a file found."""

    errors: int
    warnings: int
    usable: bool

    @classmethod
    def of(cls, opened: OpenedFile) -> Status:
        return cls(opened.errors, opened.warnings, opened.holds is not None)

    @property
    def words(self) -> str:
        """What stands at the end of the row; nothing where all is well."""
        if self.errors:
            return _some(self.errors, "problem")
        if not self.usable:
            return "can't be used"
        return _some(self.warnings, "warning") if self.warnings else ""


Row = Section | ShelfLine


class LibraryRows(QAbstractTableModel):
    """One column of rows: what is yours first, then what is shipped by kind and bank."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[ShelfLine] = ()
        self._sieve = Sieve()
        self._rows: list[Row] = []
        self._status: dict[Path, Status] = {}

    @property
    def lines(self) -> Sequence[ShelfLine]:
        """Every file, looked for or not."""
        return self._lines

    def show_lines(self, lines: Sequence[ShelfLine]) -> None:
        """Take what there is to list."""
        self._lines = lines
        self._arrange()

    def sift(self, sieve: Sieve) -> None:
        """List only what is looked for."""
        if sieve != self._sieve:
            self._sieve = sieve
            self._arrange()

    def show_status(self, found: Mapping[Path, Status]) -> None:
        """Show what a check found, beside the files that it was about."""
        self._status.update(found)
        for at, row in enumerate(self._rows):
            if isinstance(row, ShelfLine) and row.path in found:
                self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def status(self, line: ShelfLine) -> Status | None:
        """Return what the last check of a file found, None before the first."""
        return self._status.get(line.path)

    def row(self, at: int) -> Row | None:
        """Return what stands in a row, None where it is no row."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def row_of(self, path: Path) -> int:
        """Return the row of a file, -1 where it isn't listed."""
        found = (at for at, row in enumerate(self._rows) if isinstance(row, ShelfLine) and row.path == path)
        return next(found, -1)

    def next_line(self, at: int, step: int) -> int:
        """Return the next row that can be chosen, one on or back; `at` itself where there is none."""
        there = at + step
        while 0 <= there < len(self._rows) and isinstance(self._rows[there], Section):
            there += step
        return there if 0 <= there < len(self._rows) else at

    def first_line(self) -> int:
        """Return the first row that can be chosen, -1 where there is none."""
        return 1 if self._rows else -1

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self.row(index.row()), Section):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.title}, {row.count}" if isinstance(row, Section) else self.spoken(row)
        return None

    def spoken(self, line: ShelfLine) -> str:
        """Return a line as a screen reader says it."""
        status = self.status(line)
        parts = (line.title, line.kind, about(line), status.words if status is not None else "")
        deed = "prepare" if line.kind == "kit" else "open in the editor"
        return f"{', '.join(part for part in parts if part)}. Enter: {deed}."

    def _arrange(self) -> None:
        self.beginResetModel()
        groups: dict[str, list[ShelfLine]] = {}
        for line in self._lines:
            if self._sieve.lets_through(line):
                groups.setdefault(_section(line), []).append(line)
        self._rows = []
        for title, lines in groups.items():
            self._rows += [Section(title, len(lines)), *lines]
        self.endResetModel()


def about(line: ShelfLine) -> str:
    """Return the line under a title: what kind of file, for whom, on what."""
    levels = ", ".join(line.levels)
    if line.kind == "kit":
        parts = [levels, f"{line.minutes:g} min" if line.minutes else "", line.about]
    elif line.kind == "question":
        parts = [", ".join(line.kinds), levels, ", ".join(line.topics)]
    else:
        parts = [line.path.name]
    return " · ".join(part for part in parts if part) or line.path.name


def _section(line: ShelfLine) -> str:
    title = PLURAL[line.kind]
    if line.yours:
        title = f"Your {title.lower()}"
    return f"{title} · {line.bank}" if line.bank else title


def _found_by(line: ShelfLine) -> str:
    parts = (line.title, line.id, line.kind, line.bank, line.about, "yours" if line.yours else "shipped")
    return "\n".join((*parts, *line.kinds, *line.levels, *line.topics, *line.words)).casefold()


def _some(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
