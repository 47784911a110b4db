"""By which minute, and with how many hints, others were done with a layer: bands for everyone and the strongest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from interview_desk.insights.others import ENOUGH_FINISHERS, ENOUGH_SESSIONS
from interview_desk.insights.progress import Progress, follow
from interview_desk.insights.survival import kaplan_meier, quantiles
from interview_desk.insights.tables import NOT_GIVEN, Bools, Floats, History

Cohort = Literal["everyone", "strongest"]
Source = Literal["history", "author", "none"]

_STRONGEST_SHARE = 0.25
_SHARES = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class AuthorFigures:
    """What a question's author expects of one layer: minutes from the question's start to its end, hints until then."""

    typical_minutes: float
    strongest_minutes: float
    typical_hints: float | None = None
    strongest_hints: float | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """Hints from the start to the end of a layer, over the `n` sessions that reached it."""

    n: int
    median: float
    upper_quartile: float


@dataclass(frozen=True, slots=True)
class Band:
    """One layer's benchmark for one cohort; minutes from the question's start, None = not reached.

    `lower` and `upper` are the 90 % interval of the median `p50`. `followed` is the longest that anyone was followed:
    "not reached by N minutes". With `source` "author" the only figures are the author's, in `p50`; with "none" there
    is neither enough history nor an author's figure. `n` and `finishers` always count the history.
    """

    question: str
    version: str
    level: str
    layer: int
    cohort: Cohort
    n: int
    finishers: int
    p25: float | None
    p50: float | None
    p75: float | None
    lower: float | None
    upper: float | None
    source: Source
    followed: float
    hints: Hints | None

    def as_json(self) -> dict[str, object]:
        """The shape of one row of `benchmarks --format json`."""
        return {
            "question": self.question,
            "version": self.version,
            "level": self.level,
            "layer": self.layer,
            "cohort": self.cohort,
            "n": self.n,
            "finishers": self.finishers,
            "p25": _rounded(self.p25),
            "p50": _rounded(self.p50),
            "p75": _rounded(self.p75),
            "lower": _rounded(self.lower),
            "upper": _rounded(self.upper),
            "source": self.source,
            "followed": self.followed,
            "hints": None
            if self.hints is None
            else {"n": self.hints.n, "median": self.hints.median, "upper_quartile": self.hints.upper_quartile},
        }


def _rounded(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 4)


def bands(
    history: History,
    fair: Floats,
    *,
    question: str | None = None,
    authors: Mapping[tuple[str, int], AuthorFigures] | None = None,
) -> list[Band]:
    """Every band of one question, or of all: by version, level, layer and cohort, in that order.

    `fair` holds each session's fair score, shape (sessions,), NaN where there is none: those belong to *everyone*
    only. `authors` gives an author's figures by question and layer (from 1); they stand in where history has fewer
    than 20 sessions or 10 finishers. A question without any history has its author's rows with empty version and level.
    """
    authors = authors or {}
    found: list[Band] = []
    seen: set[str] = set()
    for code, name in enumerate(history.names.questions):
        if question is not None and name != question:
            continue
        progress = follow(history, history.sessions.question == code)
        if not len(progress.session):
            continue
        seen.add(name)
        for version, level, members in _groups(history, progress):
            found += _bands_of_group(name, version, level, progress, members, fair, authors)
    for name, layer in sorted(authors):
        if name not in seen and question in (None, name):
            figures = authors[name, layer]
            found += [_band(name, "", "", layer, cohort, None, figures) for cohort in _cohorts()]
    return found


def _cohorts() -> tuple[Cohort, Cohort]:
    return "everyone", "strongest"


def _groups(history: History, progress: Progress) -> Iterator[tuple[str, str, Bools]]:
    """The sessions of one question, split by version and level."""
    version = history.sessions.version[progress.session]
    level = history.sessions.level[progress.session]
    for version_code in np.unique(version):
        for level_code in np.unique(level[version == version_code]):
            yield (
                "" if version_code == NOT_GIVEN else history.names.versions[version_code],
                "" if level_code == NOT_GIVEN else history.names.levels[level_code],
                (version == version_code) & (level == level_code),
            )


def strongest_quarter(fair: Floats) -> Bools:
    """Who belongs to the best quarter by fair score, among those who have one; ties at the edge are all in."""
    known = ~np.isnan(fair)
    strong = np.zeros(len(fair), np.bool_)
    if known.any():
        strong[known] = fair[known] >= np.quantile(fair[known], 1 - _STRONGEST_SHARE)
    return strong


@dataclass(frozen=True, slots=True, eq=False)
class _Cohort:
    """One layer of one cohort: minutes, whether they end in *done*, and hints of those who reached it."""

    time: Floats
    done: Bools
    hints: Floats


def _bands_of_group(
    question: str,
    version: str,
    level: str,
    progress: Progress,
    members: Bools,
    fair: Floats,
    authors: Mapping[tuple[str, int], AuthorFigures],
) -> list[Band]:
    strong = np.zeros(len(members), np.bool_)
    strong[members] = strongest_quarter(fair[progress.session[members]])
    layers = max([progress.time.shape[1], *(layer for name, layer in authors if name == question)])
    found = []
    for layer in range(1, layers + 1):
        for cohort, chosen in zip(_cohorts(), (members, strong), strict=True):
            column = None
            if layer <= progress.time.shape[1]:
                reached = chosen & progress.reached[:, layer - 1]
                column = _Cohort(
                    progress.time[chosen, layer - 1],
                    progress.done[chosen, layer - 1],
                    progress.hints[reached, layer - 1].astype(np.float64),
                )
            found.append(_band(question, version, level, layer, cohort, column, authors.get((question, layer))))
    return found


def _band(
    question: str,
    version: str,
    level: str,
    layer: int,
    cohort: Cohort,
    column: _Cohort | None,
    author: AuthorFigures | None,
) -> Band:
    n = 0 if column is None else len(column.time)
    finishers = 0 if column is None else int(column.done.sum())
    followed = 0.0 if column is None or n == 0 else float(column.time.max())
    p25 = p50 = p75 = lower = upper = None
    source: Source = "none"
    if column is not None and n >= ENOUGH_SESSIONS and finishers >= ENOUGH_FINISHERS:
        source = "history"
        first, middle, last = quantiles(kaplan_meier(column.time, column.done), _SHARES)
        p25, p50, p75, lower, upper = first.value, middle.value, last.value, middle.lower, middle.upper
    elif author is not None:
        source = "author"
        p50 = author.typical_minutes if cohort == "everyone" else author.strongest_minutes
    hints = None
    if column is not None and len(column.hints) >= ENOUGH_SESSIONS:
        median, upper_quartile = np.quantile(column.hints, [0.5, 0.75])
        hints = Hints(len(column.hints), float(median), float(upper_quartile))
    elif author is not None:
        expected = author.typical_hints if cohort == "everyone" else author.strongest_hints
        hints = None if expected is None else Hints(0, expected, expected)
    return Band(
        question, version, level, layer, cohort, n, finishers, p25, p50, p75, lower, upper, source, followed, hints
    )
