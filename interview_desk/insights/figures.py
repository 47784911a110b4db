"""A team's figures: shares with counts and intervals, days to feedback, and the same by level, role and period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from interview_desk.insights.calibration import Calibration
from interview_desk.insights.chance import wilson
from interview_desk.insights.tables import Bools, Floats, History, Ints, only, plain_stage

_DAY = 86_400
# More groups than that are no overview; of periods the newest stay, of others the largest.
_MOST_GROUPS = 8
_NOT_GIVEN = "not given"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the team in words: `value` in large, `note` below it, `more` for whoever asks."""

    id: str
    title: str
    value: str
    note: str
    more: str
    number: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of one part of the interviews, such as one level, by their ids; `places` are its sessions."""

    name: str
    figures: tuple[Figure, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The same figures for each level, or role, or period; `by` says which."""

    by: str
    parts: tuple[Part, ...]


def share(id: str, title: str, successes: int, n: int, without: str, more: str) -> Figure:
    """Return a share as a figure, with its Wilson interval."""
    ends = wilson(successes, n)
    if ends is None:
        return Figure(id, title, "—", without, more)
    note = f"{successes} of {n} · {ends[0] * 100:.0f}–{ends[1] * 100:.0f} %"
    more += f" By what was seen, with 90 % confidence: {ends[0] * 100:.0f} to {ends[1] * 100:.0f} %."
    return Figure(id, title, percent(successes / n), note, more, successes / n, *ends, n)


def pass_through(found: Calibration) -> Figure:
    """Return how many reach the bar of their level, as scored; and in more words, as corrected."""
    reached = reaches(found, found.raw)
    known = ~np.isnan(found.raw)
    n = int(known.sum())
    more = "How many scored interviews reach the bar of their level, as they were scored."
    if n and (found.state > 0).any():
        fair = int(reaches(found, found.corrected)[known].sum())
        more += f" By fair score it would be {fair} of {n}."
    return share("bar", "At or above the bar", int(reached[known].sum()), n, "no scored interviews", more)


def reaches(found: Calibration, score: Floats) -> Bools:
    """Tell for each session whether a score (sessions,) reaches the bar of its level."""
    bars = found.bars
    levels = np.array([bars.levels.get(name, bars.default) for name in found.history.names.levels] + [bars.default])
    with np.errstate(invalid="ignore"):
        result: Bools = score >= levels[found.history.sessions.level]
    return result


def stage_figures(history: History) -> tuple[Figure, Figure]:
    """Return onsite to offer, and offer to hire."""
    onsite = _stage(history, ("onsite",))
    hire = _stage(history, ("hire", "hired"))
    offer = hire if hire[1] else _stage(history, ("offer",))
    return (
        share(
            "onsite-to-offer", "Onsite to offer", *onsite, "no onsite results",
            "How many candidates with a result of the stage “onsite” passed it, which is read as an offer.",
        ),
        share(
            "offer-to-hire", "Offer to hire", *offer, "no results of offers",
            "How many candidates with a result of the stage “hire” (or “offer”) passed it, which is read as a hire.",
        ),
    )  # fmt: skip


def days_to_feedback(history: History, feedback: Mapping[str, int]) -> Floats:
    """Return for each session the days from the interview to its feedback, NaN where that is not known; (sessions,).

    `feedback` gives seconds since 1970 by session. Feedback before the interview is a wrong date, and not known.
    """
    days = np.full(len(history), np.nan)
    if not history.dated or not feedback:
        return days
    at = np.array([feedback.get(id, np.nan) for id in history.names.sessions], dtype=np.float64)
    days = (at - history.sessions.order) / _DAY
    # A date without a time of day is its midnight: the same day is no time at all, and not before.
    result: Floats = np.where(days > -1, np.maximum(days, 0.0), np.nan)
    return result


def feedback_figure(days: Floats) -> Figure:
    """Return the days to feedback: half were no longer, nine of ten were no longer."""
    title = "Days to feedback"
    more = (
        "From the interview to the interviewer's own call, or to the date in feedback.csv of an imported history: half "
        "of the candidates waited no longer than the figure."
    )
    known = days[~np.isnan(days)]
    if not len(known):
        return Figure("feedback", title, "—", "no dates of feedback", more)
    middle, most = (float(it) for it in np.quantile(known, [0.5, 0.9]))
    note = f"nine of ten within {_days(most)} · n\u00a0=\u00a0{len(known)}"
    return Figure("feedback", title, _days(middle), note, more, middle, None, most, len(known))


def breakdowns(found: Calibration, days: Floats) -> tuple[Breakdown, ...]:
    """Return the figures by level, by role and by quarter; what has a single part is left out."""
    names, s = found.history.names, found.history.sessions
    kinds: list[tuple[str, Sequence[str], Ints]] = [("level", names.levels, s.level), ("role", names.roles, s.role)]
    if found.history.dated:
        quarters, of = quarters_of(s.order)
        kinds.append(("quarter", quarters, of))
    result = []
    for by, words, codes in kinds:
        # The code of what is not given is -1, and finds the last word.
        parts = [_part(found, days, [*words, _NOT_GIVEN][code], codes == code) for code in np.unique(codes).tolist()]
        if by != "quarter":
            parts = sorted(parts, key=lambda it: (it.name == _NOT_GIVEN, -len(it.places), it.name))
        if len(parts) > 1:
            result.append(Breakdown(by, tuple(parts[-_MOST_GROUPS:] if by == "quarter" else parts[:_MOST_GROUPS])))
    return tuple(result)


def quarters_of(order: Ints) -> tuple[tuple[str, ...], Ints]:
    """Return the quarters in which dates (seconds since 1970) lie, oldest first, and each date's place among them."""
    months = order.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    quarters, place = np.unique(months // 3, return_inverse=True)
    return tuple(f"{1970 + k // 4} Q{k % 4 + 1}" for k in quarters.tolist()), place.reshape(-1).astype(np.int64)


def date_text(seconds: int) -> str:
    """Return a day: 3 Mar 2026."""
    day = datetime.fromtimestamp(seconds, UTC)
    return f"{day.day} {day:%b %Y}"


def percent(value: float) -> str:
    """Return a share in per cent, without decimals."""
    return f"{value * 100:.0f} %"


def _part(found: Calibration, days: Floats, name: str, chosen: Bools) -> Part:
    known = chosen & ~np.isnan(found.raw)
    bar = share("bar", "At or above the bar", int(reaches(found, found.raw)[known].sum()), int(known.sum()), "—", "")
    figures = (bar, *stage_figures(only(found.history, chosen)), feedback_figure(days[chosen]))
    return Part(name, figures, tuple(np.flatnonzero(chosen).tolist()))


def _stage(history: History, names: tuple[str, ...]) -> tuple[int, int]:
    """How many passed, of how many candidates with a result of a stage; of several the latest counts."""
    codes = [k for k, name in enumerate(history.names.stages) if plain_stage(name) in names]
    outcomes = history.outcomes
    rows = np.flatnonzero(np.isin(outcomes.stage, codes))
    rows = rows[np.argsort(outcomes.date[rows], kind="stable")]
    last = dict(zip(outcomes.candidate[rows].tolist(), outcomes.passed[rows].tolist(), strict=True))
    return sum(last.values()), len(last)


def _days(days: float) -> str:
    shown = f"{days:.1f}".removesuffix(".0") if days < 10 else f"{days:.0f}"
    return f"{shown} day" if shown == "1" else f"{shown} days"
