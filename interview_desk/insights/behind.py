"""What stands behind a point of a chart: the interviews themselves, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from interview_desk.insights.calibration import Calibration, latest_results
from interview_desk.insights.figures import date_text
from interview_desk.insights.whatif import title

MOST = 200


@dataclass(frozen=True, slots=True)
class Behind:
    """One interview behind a point; `recorded` where it was conducted here, and can be replayed."""

    session: str
    when: str
    candidate: str
    interviewer: str
    question: str
    level: str
    raw: float | None
    fair: float | None
    reads: str
    result: str
    recorded: bool


def sessions_of(found: Calibration, name: str) -> tuple[int, ...]:
    """Return the places of the interviews that somebody conducted, and of those that they scored besides."""
    people = found.history.names.people
    if name not in people:
        return ()
    person = people.index(name)
    ratings = found.history.ratings
    own = np.flatnonzero(found.history.sessions.interviewer == person)
    return tuple(np.union1d(own, ratings.session[ratings.rater == person]).tolist())


def behind(found: Calibration, places: Sequence[int], recorded: Iterable[str] = ()) -> tuple[Behind, ...]:
    """Return the interviews at some places of the history, newest first, `MOST` at most."""
    history, known = found.history, frozenset(recorded)
    names, s = history.names, history.sessions
    result = latest_results(history)
    newest = sorted(places, key=lambda k: -int(s.order[k]))[:MOST]
    return tuple(
        Behind(
            names.sessions[k],
            date_text(int(s.order[k])) if history.dated else "",
            names.candidates[s.candidate[k]],
            names.people[s.interviewer[k]],
            names.questions[s.question[k]] if s.question[k] >= 0 else "",
            names.levels[s.level[k]] if s.level[k] >= 0 else "",
            _number(float(found.raw[k])),
            _number(float(found.fair[k])),
            title(found.bars.categories[found.category[k]]) if found.category[k] >= 0 else "not scored",
            "" if np.isnan(result[k]) else "passed" if result[k] > 0 else "not passed",
            names.sessions[k] in known,
        )
        for k in newest
    )


def _number(value: float) -> float | None:
    return None if value != value else value
