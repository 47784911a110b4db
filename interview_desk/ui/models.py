"""The moments of a session as a model: sorted by their time, filtered, and grown by what is new."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter, is_

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from interview_desk.domain import timing
from interview_desk.domain.chronicle import Chronicle
from interview_desk.domain.events import MilestoneName, NoteKind
from interview_desk.domain.frozen import dataclass
from interview_desk.domain.script import Place
from interview_desk.domain.state import (
    Branch,
    DontKnow,
    Gap,
    GivenHint,
    Milestone,
    Moment,
    Note,
    Reached,
    Snippet,
    State,
    TheirQuestion,
)
from interview_desk.domain.timing import clock_text, short_clock_text

_Index = QModelIndex | QPersistentModelIndex
# In C: a replay puts thousands of moments in order at every step.
_order = attrgetter("at_ms", "seq")

MILESTONES: dict[MilestoneName, str] = {
    "first-code": "First code",
    "first-test": "First test",
    "it-runs": "It runs",
    "states-complexity": "States complexity",
}
KIND_WORDS: dict[NoteKind, str] = {
    "strength": "strength",
    "concern": "concern",
    "come-back": "come back",
    "key-moment": "key moment",
    "plain": "note",
}


@dataclass(frozen=True, slots=True)
class MomentFilter:
    """Which moments are shown: notes of one kind or one competency, or one other sort; headings always are."""

    title: str
    kind: NoteKind | None = None
    competency: str = ""
    sort: type | None = None

    def shows(self, moment: Moment) -> bool:
        if isinstance(moment, Reached):
            return True
        if self.sort is not None:
            return isinstance(moment, self.sort)
        if not isinstance(moment, Note):
            return False
        if self.competency:
            return moment.competency == self.competency
        return moment.kind == self.kind


class MomentsModel(QAbstractTableModel):
    """One column, one row a moment. What is new is inserted where its time belongs, nearly always at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._state: State | None = None
        self._moments: Sequence[Moment] = Chronicle()
        self._rows: list[Moment] = []
        self._reached: list[Reached] = []
        self._filter: MomentFilter | None = None
        self.saved_seq = 0

    @property
    def state(self) -> State | None:
        return self._state

    @property
    def filter(self) -> MomentFilter | None:
        return self._filter

    def moment(self, row: int) -> Moment:
        return self._rows[row]

    def show_state(self, state: State) -> None:
        """Show the moments of a state, telling views only of the rows that are not what they were."""
        before, self._moments, self._state = self._moments, state.moments, state
        if state.moments is before:
            return
        if self._rows and state.moments.grown_from(before):
            for moment in state.moments[len(before) :]:
                self._add(moment)
        else:
            self._replace(state.moments)

    def set_filter(self, filter: MomentFilter | None) -> None:
        """Show only some moments, or all again."""
        self._filter = filter
        self.beginResetModel()
        self._rows = self._shown(self._moments)
        self.endResetModel()

    def until_ms(self, heading: Reached) -> int | None:
        """Return when the place of a heading was left, or None where it is current or the last."""
        at = bisect_right(self._reached, _order(heading), key=_order)
        return self._reached[at].at_ms if at < len(self._reached) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and self._state is not None:
            return sentence(self._rows[index.row()], self._state)
        return None

    def _add(self, moment: Moment) -> None:
        if isinstance(moment, Reached):
            self._reached.insert(bisect_right(self._reached, _order(moment), key=_order), moment)
        if self._filter is not None and not self._filter.shows(moment):
            return
        rows = self._rows
        at = len(rows)
        if rows and _order(rows[-1]) > _order(moment):
            at = bisect_right(rows, _order(moment), key=_order)
        self.beginInsertRows(QModelIndex(), at, at)
        rows.insert(at, moment)
        self.endInsertRows()

    def _replace(self, moments: Sequence[Moment]) -> None:
        """Go from the rows that are shown to others; an undo or an amended note changes few of them."""
        self._reached = sorted([it for it in moments if type(it) is Reached], key=_order)
        old, new = self._rows, self._shown(moments)
        if not old:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        start, end = _common(old, new)
        gone, come = len(old) - end - start, len(new) - end - start
        if gone == come:
            self._rows = new
            if gone:
                self.dataChanged.emit(self.index(start, 0), self.index(start + gone - 1, 0))
            return
        if gone:
            self.beginRemoveRows(QModelIndex(), start, start + gone - 1)
            self._rows = [*old[:start], *old[len(old) - end :]]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), start, start + come - 1)
            self._rows = new
            self.endInsertRows()

    def _shown(self, moments: Sequence[Moment]) -> list[Moment]:
        chosen = self._filter
        return sorted(moments if chosen is None else [it for it in moments if chosen.shows(it)], key=_order)


def sentence(moment: Moment, state: State) -> str:
    """Return a moment as one sentence: what a screen reader says."""
    at = clock_text(moment.at_ms - state.started_ms)
    match moment:
        case Note():
            kind = f"{KIND_WORDS[moment.kind]}: " if moment.kind != "plain" else ""
            about = f" ({title_of_row(state, moment.competency)})" if moment.competency else ""
            trail = f", amended; it was: {'; then: '.join(moment.before)}" if moment.amended else ""
            return f"{at} {kind}{moment.text}{about}{trail}"
        case GivenHint():
            level = "your own" if moment.level == "ad-hoc" else moment.level
            return f"{at} Hint, {level}: {moment.text}".removesuffix(": ")
        case Snippet():
            words = [f"{at} Snippet {snippet_number(state, moment)}, {place_in_file(moment)}: {moment.code}"]
            words += [f"Lines {it.first} to {it.last}: {it.text}" for it in moment.comments]
            return "\n".join(words)
        case Reached():
            return f"{at} {heading_of(state, moment.place, moment.again)}"
        case Milestone():
            return f"{at} Milestone: {MILESTONES[moment.milestone]}"
        case DontKnow():
            return f'{at} Said "I don\'t know"{_manner(moment)}'
        case Branch():
            return f"{at} Off the script{': ' + moment.topic if moment.topic else ''}"
        case TheirQuestion():
            return f"{at} Their question: {moment.text}"
        case Gap():
            return f"{at} {gap_words(moment)}"


def heading_of(state: State, place: Place, again: bool = False) -> str:
    """Return the heading over what was noted at a place."""
    question = state.kit.question(place.question)
    title = timing.title_of(state, place)
    if question is not None:
        number = next((n for n, layer in enumerate(question.layers, 1) if layer.id == place.layer), 0)
        title = f"Layer {number} · {title}"
        if question in state.kit.pivots:
            title = f"{question.title} · {title}"
    return f"Back to {title}" if again else title


def title_of_row(state: State, competency: str) -> str:
    row = state.rubric.competency(competency)
    return row.title if row is not None else competency


def snippet_number(state: State, snippet: Snippet) -> int:
    return next((n for n, it in enumerate(state.snippets, 1) if it.seq == snippet.seq), 0)


def place_in_file(snippet: Snippet) -> str:
    """Return where a snippet is from and which lines: `limiter.py lines 8–13`."""
    count = len(snippet.code.rstrip("\n").split("\n"))
    last = snippet.first_line + count - 1
    lines = f"lines {snippet.first_line}–{last}" if count > 1 else f"line {snippet.first_line}"
    return f"{snippet.source} {lines}".strip()


def gap_words(gap: Gap) -> str:
    """Return what an interruption was, and whether it counts."""
    what = "The computer slept" if gap.cause == "slept" else "Interrupted"
    return f"{what} for {short_clock_text(gap.gap_ms)}; {'counted in' if gap.counted else 'the clock stood'}"


def _manner(moment: DontKnow) -> str:
    return {"reasoned": ", then reasoned", "bare": ", and left it there", None: ""}[moment.manner]


def _common(old: Sequence[Moment], new: Sequence[Moment]) -> tuple[int, int]:
    """Return how many items two sequences share at their start, and then at their end."""
    least = min(len(old), len(new))
    start = _alike(old, new)
    if start == least:
        return start, 0
    return start, min(_alike(old[::-1], new[::-1]), least - start)


def _alike(old: Sequence[Moment], new: Sequence[Moment]) -> int:
    """Return how many items two sequences share at their start. Most are the very same: that is told in C."""
    identical = list(map(is_, old, new))
    at = 0
    while True:
        try:
            at = identical.index(False, at)
        except ValueError:
            return len(identical)
        if not _same(old[at], new[at]):
            return at
        at += 1


def _same(one: Moment, other: Moment) -> bool:
    return one is other or (type(one) is type(other) and one == other)
