"""One CSV file as columns: text, numbers, codes and dates, with every bad cell reported by line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from interview_desk.insights.tables import NO_DATE, NOT_GIVEN, Bools, Floats, Ints

_LONGEST_CELL = 1_000_000
_SHOWN = 40
_SHOWN_UP_TO = 1e6
_SEPARATORS = {";": "semicolons", "\t": "tabs"}
# A blank, which may be at the edge of a cell.
_BLANKS = re.compile(r"[^\S\n]")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong with one line of one file (0 = the file as a whole), and what would be right."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}; {self.remedy}"


class Numbering:
    """Names and their codes, in order of first appearance; files that speak of the same thing share one."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, names: Iterable[str]) -> Ints:
        """The code of each name; new names get new codes, empty ones none."""
        codes = self.codes
        return np.array([codes.setdefault(name, len(codes)) if name else NOT_GIVEN for name in names], dtype=np.int64)

    def find(self, names: Iterable[str]) -> Ints:
        """The code of each name, `NOT_GIVEN` for names that nobody has mentioned yet."""
        get = self.codes.get
        return np.array([get(name, NOT_GIVEN) for name in names], dtype=np.int64)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.codes)


@dataclass(slots=True)
class Sheet:
    """One file read: its columns as text without surrounding blanks, and each row's line."""

    file: str
    header: tuple[str, ...]
    columns: dict[str, Sequence[str]]
    lines: list[int]
    problems: list[Problem] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)

    def report(self, rows: Iterable[int], what: Callable[[int], str] | str, remedy: str) -> None:
        """One problem for each of `rows`; `what` says it, from the row where it depends on that."""
        self.problems.extend(
            Problem(self.file, self.lines[row], what if isinstance(what, str) else what(row), remedy) for row in rows
        )

    def flag(self, bad: Bools, what: Callable[[int], str], remedy: str) -> None:
        """One problem wherever `bad` (rows,) is true."""
        self.report(np.flatnonzero(bad).tolist(), what, remedy)

    def text(self, name: str) -> Sequence[str]:
        """A column, or empty cells where the file doesn't have it."""
        return self.columns.get(name) or [""] * len(self)

    def required(self, name: str) -> Sequence[str]:
        """A column in which every cell must hold something."""
        cells = self.text(name)
        if "" in cells:
            empty = [row for row, cell in enumerate(cells) if not cell]
            self.report(empty, f"{name} is empty", f"every line needs a {name}")
        return cells

    def numbers(
        self, name: str, lowest: float, highest: float, *, whole: bool = False, may_be_empty: bool = False
    ) -> Floats:
        """A column of finite numbers within bounds; empty cells are NaN where they are allowed."""
        cells = self.text(name)
        values = np.full(len(cells), np.nan)
        bad = np.zeros(len(cells), np.bool_)
        filled, given = np.ones(len(cells), np.bool_), cells
        if "" in cells:
            filled = np.array([cell != "" for cell in cells], dtype=np.bool_)
            given = [cell for cell in cells if cell]
        try:
            values[filled] = np.array(list(map(float, given)), dtype=np.float64)
        except (ValueError, OverflowError):
            for row, cell in enumerate(cells):
                try:
                    values[row] = float(cell) if cell else np.nan
                except (ValueError, OverflowError):
                    bad[row] = True
        outside = ~((values >= lowest) & (values <= highest))
        bad |= outside & filled
        if whole:
            bad |= filled & ~outside & (values != np.floor(values))
        if not may_be_empty:
            bad |= ~filled
        kind = "whole number" if whole else "number"
        self.flag(
            bad,
            lambda row: f"{name} is {quote(cells[row])}" if cells[row] else f"{name} is empty",
            f"a {kind} {_bounds(lowest, highest)} is expected",
        )
        values[bad] = np.nan
        return values

    def flags(self, name: str) -> Bools:
        """A column of 0 and 1."""
        ones: Bools = self.numbers(name, 0, 1, whole=True) == 1
        return ones

    def choices(self, name: str, allowed: Sequence[str]) -> Ints:
        """A column of words, as places in `allowed`."""
        table = {word: place for place, word in enumerate(allowed)}
        cells = self.text(name)
        codes = np.array([table.get(cell, NOT_GIVEN) for cell in cells], dtype=np.int64)
        self.flag(codes < 0, lambda row: f"{name} is {quote(cells[row])}", f"{' or '.join(allowed)} is expected")
        return codes

    def dates(self, name: str, *, may_be_empty: bool = False) -> Ints:
        """A column of ISO dates or times (UTC where no zone is named), in seconds since 1970."""
        cells = self.text(name)
        known: dict[str, int] = {"": NO_DATE}
        bad: set[str] = set() if may_be_empty else {""}
        for cell in set(cells) - {""}:
            try:
                moment = datetime.fromisoformat(cell)
                moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
                known[cell] = int(moment.timestamp())
            except (ValueError, OverflowError):
                known[cell] = NO_DATE
                bad.add(cell)
        if bad:
            rows = [row for row, cell in enumerate(cells) if cell in bad]
            self.report(rows, lambda row: f"{name} is {quote(cells[row])}", "a date such as 2026-11-03 is expected")
        return np.array([known[cell] for cell in cells], dtype=np.int64)


def _bounds(lowest: float, highest: float) -> str:
    return f"from {lowest:g} to {highest:g}" if highest < _SHOWN_UP_TO else f"of {lowest:g} or more"


def quote(cell: str) -> str:
    """A cell as it is shown in a problem: short, and on one line."""
    shown = cell if len(cell) <= _SHOWN else cell[: _SHOWN - 1] + "…"
    return repr(shown)


def read_sheet(path: Path, needed: Sequence[str], known: Sequence[str]) -> Sheet:
    """Read one CSV file (UTF-8, comma, a header line); everything wrong with its form is in `problems`.

    `needed` columns must be there. A column that looks like a misspelt one of `known` is a problem; other columns are
    left alone. Lines that don't fit the header are left out.
    """
    sheet = Sheet(path.name, (), {}, [])
    try:
        text = path.read_text(encoding="utf-8-sig")
        csv.field_size_limit(_LONGEST_CELL)
        _cells(sheet, text)
    except OSError as error:
        what = f"the file can't be read ({error.strerror or error})"
        return Sheet(path.name, (), {}, [], [Problem(path.name, 0, what, "put it into the folder, readable")])
    except UnicodeDecodeError:
        return Sheet(path.name, (), {}, [], _undecodable(path))
    except csv.Error as error:
        what = f"the line can't be read as CSV ({error})"
        return Sheet(path.name, (), {}, [], [Problem(path.name, len(sheet.lines) + 2, what, "close its quotes")])

    header = sheet.header
    if len(header) == 1 and (other := next((word for mark, word in _SEPARATORS.items() if mark in header[0]), "")):
        what = f"the columns are set apart by {other}"
        return Sheet(path.name, (), {}, [], [Problem(path.name, 1, what, "save the file with commas between them")])
    if _BLANKS.search(text):
        sheet.columns = {name: [cell.strip() for cell in cells] for name, cells in sheet.columns.items()}
    for name in sorted({name for name in header if header.count(name) > 1}):
        what = f"the column {quote(name)} stands in the header more than once"
        sheet.problems.append(Problem(path.name, 1, what, "every column needs a name of its own"))
    for name in needed:
        if name not in sheet.columns:
            close = get_close_matches(name, header, n=1)
            remedy = f"did you mean {quote(close[0])} to be it?" if close else f"add a column named {name}"
            sheet.problems.append(Problem(path.name, 1, f"there is no column {name}", remedy))
    for name in header:
        close = get_close_matches(name, [word for word in known if word not in header], n=1, cutoff=0.8)
        if name not in known and close and close[0] not in needed:
            what = f"the column {quote(name)} is not known"
            sheet.problems.append(Problem(path.name, 1, what, f"did you mean {close[0]}?"))
    return sheet


def _cells(sheet: Sheet, text: str) -> None:
    """Fill in the sheet's header, the columns of the rows that fit it and their lines; report every other row."""
    if '"' not in text:
        # No cell can hold a comma or an end of line, so the whole file can be cut at once.
        head, *body = text.removesuffix("\n").split("\n")
        header = head.split(",")
        width = len(header)
        if all(line.count(",") == width - 1 for line in body) and "" not in body:
            flat = ",".join(body).split(",") if body else []
            sheet.header = tuple(cell.strip() for cell in header)
            sheet.columns = {name: flat[k::width] for k, name in enumerate(sheet.header)}
            sheet.lines = list(range(2, 2 + len(body)))
            return
    # Text mode has made every end of line a plain one.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    sheet.header = tuple(cell.strip() for cell in next(reader, []))
    width, line = len(sheet.header), reader.line_num
    rows = []
    for row in reader:
        if len(row) == width:
            rows.append(row)
            sheet.lines.append(line + 1)
        elif row:
            what = f"the line has {len(row)} cells and the header {width}"
            sheet.problems.append(Problem(sheet.file, line + 1, what, "every line needs a cell for each column"))
        line = reader.line_num
    sheet.columns = {name: [row[k] for row in rows] for k, name in enumerate(sheet.header)}


def _undecodable(path: Path) -> list[Problem]:
    found = []
    for line, content in enumerate(path.read_bytes().split(b"\n"), start=1):
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            what = f"byte {error.start + 1} of the line is not UTF-8"
            found.append(Problem(path.name, line, what, "save the file as UTF-8"))
    return found
