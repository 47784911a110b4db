"""The course of an interview: the layers reached on one time axis, by when others were done, and the hints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from interview_desk.domain.events import GivenLevel
from interview_desk.domain.script import AuthorBenchmarks, Kind, Place, Question
from interview_desk.domain.state import Gap, LayerOutcome, Reached, State
from interview_desk.domain.timing import MINUTE, active_ms, title_of
from interview_desk.insights.phrasebook import Phrasebook, phrasebook

if TYPE_CHECKING:  # numpy comes with it, and a session without history needs none
    from interview_desk.insights.benchmark import Band

Cohort = Literal["strongest", "everyone"]
Source = Literal["history", "author", "none"]

_GLANCE_MS = MINUTE


@dataclass(frozen=True, slots=True)
class DoneBy:
    """By when others were done with a layer, in ms from the question's start; None where that was never reached.

    From history: the quarter, the half and three quarters of `n` interviews. From the author: `middle_ms` alone; `n`
    and `finishers` still count what history there is. `followed_ms` is the longest that anyone was followed: "not
    reached by then". `hints` are the median and `most_hints` the upper quartile of hints from the question's start to
    the layer's end, as the times are; from the author both are one figure.
    """

    cohort: Cohort
    source: Source
    n: int
    early_ms: int | None
    middle_ms: int | None
    late_ms: int | None
    followed_ms: int
    hints: float | None
    most_hints: float | None = None
    finishers: int = 0


@dataclass(frozen=True, slots=True)
class LayerTime:
    """One reached layer on the time axis. `pieces` (from, to) and `end_ms` are session times in ms.

    `par_ms` and the bands count from the question's start; `active_ms` is the layer's own time, branches left out.
    """

    number: int
    place: Place
    title: str
    pieces: tuple[tuple[int, int], ...]
    active_ms: int
    end_ms: int
    par_ms: int
    outcome: LayerOutcome
    bands: tuple[DoneBy, ...]

    def band(self, cohort: Cohort) -> DoneBy | None:
        """Return the band of a cohort, or None."""
        return next((band for band in self.bands if band.cohort == cohort), None)


@dataclass(frozen=True, slots=True)
class Exercise:
    """One question that was begun: its reached layers on one axis, which starts at `start_ms` of session time."""

    question: str
    title: str
    kind: Kind
    start_ms: int
    layers: int
    rows: tuple[LayerTime, ...]
    pivot: bool
    version: int = 1

    @property
    def sources(self) -> frozenset[Source]:
        """Where the bands come from; empty where there are none."""
        return frozenset(band.source for row in self.rows for band in row.bands if band.source != "none")

    @property
    def interviews(self) -> int:
        """The number of interviews behind the bands from history, 0 where there are none."""
        return max((band.n for band in self._of_everyone() if band.source == "history"), default=0)

    @property
    def interviews_so_far(self) -> int:
        """The number of interviews kept of this question, version and level, whether they suffice for bands or not."""
        return max((band.n for band in self._of_everyone()), default=0)

    def _of_everyone(self) -> list[DoneBy]:
        return [band for row in self.rows if (band := row.band("everyone")) is not None]


@dataclass(frozen=True, slots=True)
class HintLine:
    """One hint that was given; `about` is empty where it was the interviewer's own."""

    seq: int
    at_ms: int
    level: GivenLevel
    about: str


@dataclass(frozen=True, slots=True)
class HintRow:
    """The hints given on one reached layer, and its par."""

    number: int
    question: str
    title: str
    given: tuple[HintLine, ...]
    par: int


def exercises(state: State, now_ms: int, bands: Sequence[Band] | None = ()) -> tuple[Exercise, ...]:
    """Return every question that was begun, with its reached layers, in the order they were begun.

    With None for `bands` nothing is said of others, not even the author's estimates.
    """
    been = list(state.spans)
    pieces: dict[Place, list[tuple[int, int]]] = {}
    stretches = [(span.place, span.from_ms, span.to_ms) for span in been]
    if state.place is not None and state.phase in ("running", "paused"):
        stretches.append((state.place, state.since_ms, max(now_ms, state.since_ms)))
    for place, start, end in stretches:
        mine = pieces.setdefault(place, [])
        if mine and mine[-1][1] == start:  # a branch off the script and back again is one stay on the axis
            mine[-1] = (mine[-1][0], end)
        else:
            mine.append((start, end))
    planned = {question.id for question in state.kit.questions}
    found = []
    for id in dict.fromkeys(place.question for place, *_ in stretches if place.section == "question"):
        question = state.kit.question(id)
        if question is None:
            continue
        start = min(begin for place, begin, _ in stretches if place.question == id)
        rows = _rows(state, now_ms, question, pieces, bands if state.fully_scored else None)
        pivot = id not in planned
        layers = len(question.layers)
        found.append(Exercise(id, question.title, question.kind, start, layers, rows, pivot, question.version))
    return tuple(found)


def _rows(
    state: State,
    now_ms: int,
    question: Question,
    pieces: dict[Place, list[tuple[int, int]]],
    bands: Sequence[Band] | None,
) -> tuple[LayerTime, ...]:
    rows = []
    par = 0.0
    author: dict[Cohort, _Estimate | None] = {"strongest": (0.0, 0), "everyone": (0.0, 0)}
    for number, layer in enumerate(question.layers, 1):
        place = Place("question", question.id, layer.id)
        par += layer.par.minutes
        # The author's figures are minutes and hints on each layer; what is compared is "done by", so they add up along
        # the way.
        author = {cohort: _plus(author[cohort], layer.benchmarks, cohort) for cohort in author}
        if place not in pieces or _glanced_at(state, now_ms, number, place):
            continue
        shown: list[DoneBy] = []
        for cohort, estimate in author.items() if bands is not None else ():
            if (band := _done_by(state, question, number, cohort, estimate, bands or ())) is not None:
                shown.append(band)
        stays = tuple(pieces[place])
        rows.append(
            LayerTime(
                number,
                place,
                title_of(state, place),
                stays,
                active_ms(state, place, now_ms),
                stays[-1][1],
                round(par * MINUTE),
                state.outcome(place),
                tuple(shown),
            )
        )
    return tuple(rows)


def _glanced_at(state: State, now_ms: int, number: int, place: Place) -> bool:
    """Whether a layer was only where one stood when time was up: leaving a layer begins the next one of itself."""
    if number == 1 or state.phase != "ended" or state.outcome(place) in ("solved", "partly"):
        return False
    said = any(not isinstance(moment, Reached | Gap) and moment.place == place for moment in state.moments)
    return not said and active_ms(state, place, now_ms) < _GLANCE_MS


_Estimate = tuple[float, int]
"""An author's minutes and hints, from the question's start."""


def _plus(so_far: _Estimate | None, figures: AuthorBenchmarks | None, cohort: Cohort) -> _Estimate | None:
    if so_far is None or figures is None:
        return None
    more = figures.strongest if cohort == "strongest" else figures.typical
    return so_far[0] + more.minutes, so_far[1] + more.hints


def _done_by(
    state: State, question: Question, number: int, cohort: Cohort, author: _Estimate | None, bands: Sequence[Band]
) -> DoneBy | None:
    wanted = (question.id, str(question.version), state.level, number, cohort)
    mine = (band for band in bands if (band.question, band.version, band.level, band.layer, band.cohort) == wanted)
    band = next(mine, None)
    n, finishers, followed = (band.n, band.finishers, round(band.followed * MINUTE)) if band is not None else (0, 0, 0)
    if band is not None and band.source == "history":
        early, middle, late = (None if m is None else round(m * MINUTE) for m in (band.p25, band.p50, band.p75))
        half, most = (None, None) if band.hints is None else (band.hints.median, band.hints.upper_quartile)
        return DoneBy(cohort, "history", n, early, middle, late, followed, half, most, finishers)
    if author is None:
        return DoneBy(cohort, "none", n, None, None, None, followed, None, None, finishers) if n else None
    minutes, hints = author
    return DoneBy(cohort, "author", n, None, round(minutes * MINUTE), None, followed, hints, hints, finishers)


def hint_rows(state: State, done: Sequence[Exercise]) -> tuple[HintRow, ...]:
    """Return the hints of each reached layer."""
    rows = []
    for exercise in done:
        for row in exercise.rows:
            layer = state.kit.layer(row.place)
            assert layer is not None
            given = tuple(
                HintLine(hint.seq, hint.at_ms, hint.level, hint.about if hint.hint else "")
                for hint in state.hints_in(row.place)
            )
            rows.append(HintRow(row.number, exercise.question, row.title, given, layer.par.hints))
    return tuple(rows)


def levels_text(given: Sequence[HintLine], book: Phrasebook | None = None) -> str:
    """Return hints counted by level: `2 nudges, 1 pointer`, or `none`; in English where no other language is asked."""
    book = book or phrasebook("en")
    levels: tuple[GivenLevel, ...] = ("nudge", "pointer", "reveal")
    counts = [(level, sum(hint.level == level for hint in given)) for level in levels]
    parts = [book.count(f"hints.{level}", n) for level, n in counts if n]
    if own := sum(hint.level == "ad-hoc" for hint in given):
        parts.append(book.count("hints.own", own))
    return ", ".join(parts) or book.say("hints.none")
