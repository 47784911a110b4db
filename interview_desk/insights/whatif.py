"""What if: how last month's recommendations would have read without calibration, or with it where it is off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interview_desk.insights.calibration import Calibration, categories_of
from interview_desk.insights.figures import date_text
from interview_desk.insights.tables import Bools
from interview_desk.insights.words import counted, joined

_MONTH = 30 * 86_400
_NEWEST = 30


@dataclass(frozen=True, slots=True)
class Move:
    """Recommendations that would have read otherwise: what they were, what they would have been, and whose they are.

    `people` are the interviewers, most first, each with how many; `places` their sessions.
    """

    was: str
    would_be: str
    better: bool
    people: tuple[tuple[str, int], ...]
    places: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """The move in words."""
        shown = [name if n == 1 else f"{name} ({n})" for name, n in self.people[:3]]
        more = len(self.people) - len(shown)
        whose = joined([*shown, f"{counted(more, 'other')}"] if more else shown)
        return f"{counted(len(self.places), 'interview')}: {title(self.was)} → {title(self.would_be)} · {whose}"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The newest month with and without calibration. `counts` has a row for each category, best first: its id, how many
    recommendations read so as they stand, and how many would otherwise."""

    period: str
    n: int
    applied: bool
    counts: tuple[tuple[str, int, int], ...]
    moves: tuple[Move, ...]

    @property
    def question(self) -> str:
        """What is answered."""
        which = "without" if self.applied else "with"
        return f"How would recommendations have read {which} calibration?"

    @property
    def sentence(self) -> str:
        """The answer in one sentence."""
        if not self.n:
            return "There are no scored interviews to look at."
        moved = sum(len(move.places) for move in self.moves)
        of = f"Of {counted(self.n, 'interview')} {self.period},"
        if not moved:
            return f"{of} none would have read otherwise."
        better = sum(len(move.places) for move in self.moves if move.better)
        parts = [f"{n} {word}" for n, word in ((better, "better"), (moved - better, "worse")) if n]
        return f"{of} {moved} would have read otherwise: {joined(parts)}."

    def as_json(self, sessions: Sequence[str]) -> dict[str, object]:
        """Return it for `calibrate --what-if --format json`; `sessions` are the history's."""
        return {
            "applied": self.applied,
            "n": self.n,
            "counts": [{"category": id, "stands": stands, "otherwise": other} for id, stands, other in self.counts],
            "moves": [
                {"stands": it.was, "otherwise": it.would_be, "sessions": [sessions[k] for k in it.places]}
                for it in self.moves
            ],
        }


def what_if(found: Calibration, now: int) -> WhatIf:
    """Compare the recommendations of the last 30 days before `now` (seconds since 1970) with what they might have been.

    Where no interview is that new, the 30 days up to the newest are taken; without dates, the newest interviews.
    """
    known = ~np.isnan(found.raw)
    chosen, period = _newest(found, known, now)
    as_it_stands = found.category
    otherwise = categories_of(found.history, found.bars, found.raw if found.applied else found.corrected)
    ids = found.bars.categories
    counts = tuple(
        (ids[k], int((as_it_stands[chosen] == k).sum()), int((otherwise[chosen] == k).sum()))
        for k in reversed(range(len(ids)))
    )
    moves = []
    for was in reversed(range(len(ids))):
        for would_be in reversed(range(len(ids))):
            here = np.flatnonzero(chosen & (as_it_stands == was) & (otherwise == would_be))
            if was != would_be and len(here):
                who, n = np.unique(found.history.sessions.interviewer[here], return_counts=True)
                named = [(found.history.names.people[k], m) for k, m in zip(who.tolist(), n.tolist(), strict=True)]
                people = tuple(sorted(named, key=lambda it: (-it[1], it[0])))
                moves.append(Move(ids[was], ids[would_be], would_be > was, people, tuple(here.tolist())))
    return WhatIf(period, int(chosen.sum()), found.applied, counts, tuple(moves))


def title(category: str) -> str:
    """Return the id of a category as words."""
    return category.replace("-", " ")


def _newest(found: Calibration, known: Bools, now: int) -> tuple[Bools, str]:
    order = found.history.sessions.order
    if not known.any():
        return known, ""
    if not found.history.dated:
        newest = np.zeros(len(order), np.bool_)
        rows = np.flatnonzero(known)
        newest[rows[np.argsort(order[rows], kind="stable")][-_NEWEST:]] = True
        return newest, "at the end of the history"
    last = int(order[known].max())
    if last > now - _MONTH:
        return known & (order > now - _MONTH), "of the last 30 days"
    return known & (order > last - _MONTH), f"of the 30 days up to {date_text(last)}"
