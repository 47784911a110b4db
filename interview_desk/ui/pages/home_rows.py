"""What home lists: sessions and kits in their sections, found by words, for a view that asks only for what it shows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from interview_desk.domain.due import due_text, until_text
from interview_desk.domain.listing import KitLine, SessionLine
from interview_desk.domain.timing import clock_text
from interview_desk.ui.pages.ages import ago
from interview_desk.ui.pages.findable import Findable

KITS_AT_FIRST = 6
# Nobody reads further; another word narrows it.
MOST_FOUND = 500
_ON_THE_SPOT = "a question of your own choice, put together with a rubric on the spot"
Name = Literal["Interrupted", "Due", "Ready to start", "Conduct", "Awaiting feedback", "Recent"]


@dataclass(frozen=True, slots=True)
class Heading:
    """The first row of a section."""

    title: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class More:
    """Stands for the kits that are not listed yet."""

    count: int


@dataclass(frozen=True, slots=True)
class OnTheSpot:
    """Stands for the kit that is put together of a question and a rubric."""


Item = SessionLine | KitLine | More | OnTheSpot
Row = Heading | Item


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as it is drawn: what, of which kind, when, and what Enter does."""

    title: str
    about: str
    when: str
    deed: str


@dataclass(slots=True)
class _Section:
    title: Name
    items: Sequence[Item]
    first: int = 0  # the row of its heading


# What can't wait comes first; then the kits, so that two keys begin an interview; then what can wait.
_ORDER: tuple[Name, ...] = ("Interrupted", "Due", "Ready to start", "Conduct", "Awaiting feedback", "Recent")
_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class HomeRows(QAbstractTableModel):
    """One column of rows. Sections are plain lists, so that 100,000 sessions cost a search and no objects of Qt's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: dict[Name, list[SessionLine]] = {}
        self._words: dict[Name, Findable] = {}
        self._kits: Sequence[KitLine] = ()
        self._sections: list[_Section] = []
        self._starts: list[int] = []
        self._total = 0
        self._query: tuple[str, ...] = ()
        self._all_kits = False
        self._now: datetime | None = None

    def show_lines(self, sessions: Sequence[SessionLine], kits: Sequence[KitLine], now: datetime) -> None:
        """Take what there is to list; sections come newest first, what is due comes by its date."""
        self._now = now
        self._kits = kits
        groups: dict[Name, list[SessionLine]] = {name: [] for name in _ORDER if name != "Conduct"}
        for line in sorted(sessions, key=_when, reverse=True):
            groups[_group(line)].append(line)
        groups["Due"].sort(key=lambda line: line.due_at or now)  # the next one first
        self._groups = groups
        self._words = {
            name: Findable(f"{it.candidate}\n{it.title}\n{it.interviewer}\n{it.level}" for it in lines)
            for name, lines in groups.items()
        }
        self._arrange()

    def search(self, typed: str) -> None:
        """List only what has every word typed."""
        query = tuple(typed.casefold().split())
        if query != self._query:
            self._query = query
            self._arrange()

    def show_all_kits(self) -> None:
        """List the kits that were held back too."""
        self._all_kits = True
        self._arrange()

    @property
    def has_sessions(self) -> bool:
        """Whether any session was ever kept."""
        return any(self._groups.values())

    def row(self, at: int) -> Row | None:
        """Return what stands in a row, None where it is no row."""
        if not 0 <= at < self._total:
            return None
        section = self._sections[bisect_right(self._starts, at) - 1]
        inside = at - section.first
        return section.items[inside - 1] if inside else Heading(section.title, self._count(section))

    def shown(self, item: Item) -> Shown:
        """Return an item as it is drawn."""
        match item:
            case KitLine():
                about = f"{item.role} · {item.level} · {item.minutes:g} min · {', '.join(item.questions)}"
                return Shown(_one_line(item.title), _one_line(about), "", "prepare")
            case More():
                return Shown(f"{item.count} more kits", "or type to search", "", "show")
            case OnTheSpot():
                return Shown("A question of your choice", "put together with a rubric on the spot", "", "choose")
            case SessionLine():
                assert self._now is not None
                title = _one_line(item.candidate) or "Candidate"
                about = f"{_one_line(item.title)} · {item.level}"
                if item.state == "prepared":
                    return Shown(title, about, _prepared_when(item, self._now), "open")
                if item.state != "ended":
                    started = ago(item.started_at or item.prepared_at, self._now)
                    return Shown(title, about, f"at {clock_text(item.elapsed_ms)} · began {started}", "resume")
                when = f"{clock_text(item.elapsed_ms)} · ended {ago(item.ended_at or item.prepared_at, self._now)}"
                lacking = "" if item.called else "your call · " if item.fully_scored else "scores · "
                return Shown(title, about, f"needs {lacking}{when}" if lacking else when, "open")

    def next_item(self, at: int, step: int) -> int:
        """Return the next row that can be chosen, `step` rows on; `at` itself where there is none."""
        direction = 1 if step > 0 else -1
        there = max(0, min(self._total - 1, at + step))
        while 0 <= there < self._total and isinstance(self.row(there), Heading):
            there += direction
        if 0 <= there < self._total:
            return there
        return self.first_item() if at < 0 else at

    def first_item(self) -> int:
        """Return the first row that can be chosen, -1 where there is none."""
        return 1 if self._total else -1

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._total

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self.row(index.row()), Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.title if isinstance(row, Heading) else self.spoken(row)
        return None

    def spoken(self, item: Item) -> str:
        """Return an item as a screen reader says it."""
        shown = self.shown(item)
        said = ", ".join(part for part in (shown.title, shown.about, shown.when) if part)
        return f"{said}. Enter: {shown.deed}."

    def _arrange(self) -> None:
        self.beginResetModel()
        self._sections = []
        self._total = 0
        for name in _ORDER:
            self._add(name, self._found_kits() if name == "Conduct" else self._found(name))
        self._starts = [section.first for section in self._sections]
        self.endResetModel()

    def _add(self, name: Name, items: Sequence[Item]) -> None:
        if items:
            self._sections.append(_Section(name, items, self._total))
            self._total += len(items) + 1

    def _count(self, section: _Section) -> str:
        if section.title == "Conduct":
            return ""
        cut = self._query and len(section.items) == MOST_FOUND
        return f"the first {MOST_FOUND}" if cut else f"{len(section.items):,}"

    def _found(self, name: Name) -> Sequence[SessionLine]:
        if name not in self._groups:
            return []  # whoever types at once is faster than the disk
        lines = self._groups[name]
        if not self._query:
            return lines
        return [lines[at] for at in self._words[name].find(self._query, MOST_FOUND)]

    def _found_kits(self) -> Sequence[Item]:
        if self._query:
            found: list[Item] = [kit for kit in self._kits if all(word in _kit_words(kit) for word in self._query)]
            return [*found, OnTheSpot()] if all(word in _ON_THE_SPOT for word in self._query) else found
        held_back = len(self._kits) - KITS_AT_FIRST
        if not self._kits:
            return []
        if self._all_kits or held_back <= 1:
            return [*self._kits, OnTheSpot()]
        return [*self._kits[:KITS_AT_FIRST], More(held_back), OnTheSpot()]


def _group(line: SessionLine) -> Name:
    if line.state == "ended":
        return "Recent" if line.fully_scored and line.called else "Awaiting feedback"
    if line.state != "prepared":
        return "Interrupted"
    return "Recent" if line.called_off else "Due" if line.due_at is not None else "Ready to start"


def _prepared_when(line: SessionLine, now: datetime) -> str:
    if line.called_off:
        return "called off"
    if line.due_at is None:
        return f"prepared {ago(line.prepared_at, now)}"
    soon = until_text(line.due_at, now)
    return f"{'due' if line.due_at >= now else 'was due'} {due_text(line.due_at, now)}{f' · {soon}' if soon else ''}"


def _when(line: SessionLine) -> datetime:
    return line.started_at or line.prepared_at


def _kit_words(kit: KitLine) -> str:
    return f"{kit.title}\n{kit.role}\n{kit.level}\n{' '.join(kit.questions)}".casefold()


def _one_line(text: str) -> str:
    # A name may be anything that was typed or imported; a row has one line, and nobody reads past its end.
    return " ".join(text[:300].split())
