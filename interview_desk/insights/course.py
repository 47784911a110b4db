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
from interview_desk.insights.words import number_word

if TYPE_CHECKING:  # numpy comes with it, and a session without history needs none
    from interview_desk.insights.benchmark import Band

Cohort = Literal["strongest", "everyone"]
Source = Literal["history", "author"]

_GLANCE_MS = MINUTE


@dataclass(frozen=True, slots=True)
class DoneBy:
    """By when others were done with a layer, in ms from the question's start; None where that was never reached.

    From history: the quarter, the half and three quarters of `n` interviews. From the author: `middle_ms` alone.
    `followed_ms` is the longest that anyone was followed: "not reached by then".
    """

    cohort: Cohort
    source: Source
    n: int
    early_ms: int | None
    middle_ms: int | None
    late_ms: int | None
    followed_ms: int
    hints: float | None


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

    @property
    def sources(self) -> frozenset[Source]:
        """Where the bands come from; empty where there are none."""
        return frozenset(band.source for row in self.rows for band in row.bands)

    @property
    def interviews(self) -> int:
        """The number of interviews behind the bands from history, 0 where there are none."""
        everyone = [row.band("everyone") for row in self.rows]
        return max((band.n for band in everyone if band is not None), default=0)


@dataclass(frozen=True, slots=True)
class HintLine:
    """One hint that was given; `about` is empty where it was the interviewer's own."""

    seq: int
    at_ms: int
    level: GivenLevel
    about: str


@dataclass(frozen=True, slots=True)
class HintRow:
    """The hints of one reached layer, its par, and what the author expects of the strongest, where that is said."""

    number: int
    question: str
    title: str
    given: tuple[HintLine, ...]
    par: int
    strongest: int | None


def exercises(state: State, now_ms: int, bands: Sequence[Band] = ()) -> tuple[Exercise, ...]:
    """Return every question that was begun, with its reached layers, in the order they were begun."""
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
        found.append(Exercise(id, question.title, question.kind, start, len(question.layers), rows, id not in planned))
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
    author: dict[Cohort, float | None] = {"strongest": 0.0, "everyone": 0.0}
    for number, layer in enumerate(question.layers, 1):
        place = Place("question", question.id, layer.id)
        par += layer.par.minutes
        # The author's figures are minutes on each layer; what is compared is "done by", so they add up along the way.
        author = {cohort: _plus(author[cohort], layer.benchmarks, cohort) for cohort in author}
        if place not in pieces or _glanced_at(state, now_ms, number, place):
            continue
        shown: list[DoneBy] = []
        for cohort, minutes in author.items() if bands is not None else ():
            if (band := _done_by(state, question, number, cohort, minutes, layer.benchmarks, bands or ())) is not None:
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


def _plus(so_far: float | None, figures: AuthorBenchmarks | None, cohort: Cohort) -> float | None:
    if so_far is None or figures is None:
        return None
    return so_far + (figures.strongest if cohort == "strongest" else figures.typical).minutes


def _done_by(
    state: State,
    question: Question,
    number: int,
    cohort: Cohort,
    author: float | None,
    figures: AuthorBenchmarks | None,
    bands: Sequence[Band],
) -> DoneBy | None:
    for band in bands:
        mine = (band.question, band.layer, band.cohort) == (question.id, number, cohort)
        if mine and band.source == "history" and band.version == str(question.version) and band.level == state.level:
            median = None if band.hints is None else band.hints.median
            early, middle, late = (None if m is None else round(m * MINUTE) for m in (band.p25, band.p50, band.p75))
            return DoneBy(cohort, "history", band.n, early, middle, late, round(band.followed * MINUTE), median)
    if author is None or figures is None:
        return None
    hints = float((figures.strongest if cohort == "strongest" else figures.typical).hints)
    return DoneBy(cohort, "author", 0, None, round(author * MINUTE), None, 0, hints)


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
            strongest = layer.benchmarks.strongest.hints if layer.benchmarks and state.fully_scored else None
            rows.append(HintRow(row.number, exercise.question, row.title, given, layer.par.hints, strongest))
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


def spoken_benchmarks(done: Sequence[Exercise]) -> list[str]:
    """Return the benchmark of each reached layer as one would say it."""
    return [text for exercise in done for row in exercise.rows if (text := _spoken(row))]


def _spoken(row: LayerTime) -> str:
    if (band := row.band("strongest")) is None:
        return ""
    hints = ""
    if band.hints is not None:
        whole = round(band.hints)
        number = f"with {number_word(whole)} {'hint' if whole == 1 else 'hints'}" if whole else "without a hint"
        hints = f", {number}"
    layer = f"layer {row.number}"
    if band.source == "author":
        return f"The author's estimate: the strongest are done with {layer} by minute {_minute(band.middle_ms)}{hints}."
    if band.early_ms is None:
        share = "three quarters of the strongest"
        return f"More than {share} were still working on {layer} at minute {_minute(band.followed_ms)}."
    if band.late_ms is None:
        later = f"more than a quarter were still working at minute {_minute(band.followed_ms)}"
        return f"The strongest are done with {layer} from minute {_minute(band.early_ms)} on{hints}; {later}."
    span = f"minute {_minute(band.early_ms)} to {_minute(band.late_ms)}"
    return f"The strongest are done with {layer} by {span}{hints}."


def _minute(ms: int | None) -> int:
    return int((ms or 0) / MINUTE + 0.5)  # round() would say 14 for 14:30 and 16 for 15:30
