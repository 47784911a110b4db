"""A session scored by several people, row by row: who gave what, and what the original score rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from interview_desk.domain.log import Entry
from interview_desk.domain.review import ReviewState
from interview_desk.domain.rubric import NOT_ASSESSED, Score
from interview_desk.domain.state import State


@dataclass(frozen=True, slots=True)
class Cited:
    """An entry that a score rests on: its number and its session time."""

    seq: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One competency: the scores as words, in the order of the columns, and the evidence of the original one."""

    competency: str
    title: str
    scores: tuple[str, ...]
    apart: bool
    """Whether two of the numbers lie further apart than one."""
    cited: tuple[Cited, ...] = ()
    why_none: str = ""
    scored_ms: int | None = None
    """The session time at which the reader gave their own score."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The columns (`you`, `original`, then each other person, or their mean as `panel`) and a row a competency."""

    columns: tuple[str, ...]
    rows: tuple[ComparedRow, ...]
    about: str


def compare(
    state: State, log: Sequence[Entry], mine: ReviewState | None, submitted: Sequence[ReviewState]
) -> Comparison | None:
    """Set the original scores beside those that were given blind; None where nobody has submitted any.

    `mine` is the reader's own review, where they have one; it stands first.
    """
    own = mine if mine is not None and mine.submitted else None
    others = [it for it in submitted if it is not own]
    if own is None and not others:
        return None
    panel = own is not None or len(others) > 2
    names = ["panel"] if panel and others else [it.begun.reviewer for it in others]
    columns = (*(["you"] if own is not None else []), "original", *names)
    offsets = {it.seq: it.offset_ms for it in log}
    rows = []
    for row in state.rubric.competencies:
        theirs = [it.scores.get(row.id) for it in others]
        given = [own.scores.get(row.id)] if own is not None else []
        given.append(state.scores.get(row.id))
        words = [score_words(it) for it in given]
        words += [mean_words(theirs)] if panel and others else [score_words(it) for it in theirs]
        numbers = [it for it in (*given, *theirs) if isinstance(it, int)]
        evidence = state.evidence.get(row.id)
        stands = [seq for seq in evidence.entries if seq not in state.withdrawn] if evidence is not None else []
        rows.append(
            ComparedRow(
                row.id,
                row.title,
                tuple(words),
                bool(numbers) and max(numbers) - min(numbers) > 1,
                tuple(Cited(seq, offsets[seq]) for seq in stands if seq in offsets),
                evidence.why_none if evidence is not None and not stands else "",
                own.scored_ms.get(row.id) if own is not None else None,
            )
        )
    return Comparison(columns, tuple(rows), _about(state, own, others))


def score_words(score: Score | None) -> str:
    """Return a score as a cell shows it."""
    return "–" if score is None else "n/a" if score == NOT_ASSESSED else str(score)


def mean_words(scores: Sequence[Score | None]) -> str:
    """Return the mean of several people's scores as a cell shows it; those who did not assess are left out."""
    numbers = [it for it in scores if isinstance(it, int)]
    if not numbers:
        return "n/a" if scores else "–"
    return f"{fmean(numbers):.1f}".removesuffix(".0")


def _about(state: State, own: ReviewState | None, others: Sequence[ReviewState]) -> str:
    first = own if own is not None else others[0]
    pairs = [
        (mine, theirs)
        for row in state.rubric.competencies
        if isinstance(mine := first.scores.get(row.id), int) and isinstance(theirs := state.scores.get(row.id), int)
    ]
    if not pairs:
        return "No row was scored by both."
    same = sum(mine == theirs for mine, theirs in pairs)
    near = sum(abs(mine - theirs) <= 1 for mine, theirs in pairs)
    who = "You and the original" if own is not None else f"{first.begun.reviewer} and the original"
    return f"{who} agree on {same} of {len(pairs)} rows, and on {near} within one point."
