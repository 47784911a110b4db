"""Candidates' experience against interviewers' strictness: is it the strict ones whom candidates mind?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import NormalDist

import numpy as np

from interview_desk.domain.experience import HIGHEST, LOWEST, QUESTIONS
from interview_desk.domain.past import AnswerRow
from interview_desk.insights.calibration import Calibration
from interview_desk.insights.figures import Figure
from interview_desk.insights.words import counted

ENOUGH_ANSWERS = 5
"""Below so many answers an interviewer's mean is not shown: a candidate who answered is not to be made out."""

_ENOUGH_PEOPLE = 4
_Z = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True, slots=True)
class Met:
    """How candidates met one interviewer: `experience` is the mean of their answers, `points` as in `team.Row`."""

    name: str
    points: float
    told: bool  # whether the strictness is known well enough to be spoken of
    experience: float
    low: float
    high: float
    n: int
    places: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """The one in words."""
        met = f"{self.name}: candidates' experience {self.experience:.1f} of {HIGHEST} "
        side = f"scores {abs(self.points):.2f} {'below' if self.points < 0 else 'above'} colleagues"
        return f"{met}(90 %: {self.low:.1f} to {self.high:.1f}; {counted(self.n, 'answer')}), {side}."


@dataclass(frozen=True, slots=True)
class Experience:
    """All answers: `people` can be drawn, `by_question` has each question with the mean of its answers."""

    n: int
    people: tuple[Met, ...]
    by_question: tuple[tuple[str, float], ...]
    held_back: int  # interviewers with too few answers to be shown
    sentence: str


def experience_of(found: Calibration, answers: Sequence[AnswerRow]) -> Experience:
    """Return what candidates said of the interviews of this history; answers of others are left out."""
    history = found.history
    place = {id: k for k, id in enumerate(history.names.sessions)}
    rows = [(place[row[0]], row[1:4]) for row in answers if row[0] in place]
    if not rows:
        return Experience(0, (), (), 0, "No candidate's answers are kept yet.")
    where = np.array([k for k, _ in rows])
    given = np.array([three for _, three in rows], dtype=np.float64)
    score, who = given.mean(axis=1), history.sessions.interviewer[where]
    people, held_back = [], 0
    for person in np.unique(who).tolist():
        own = score[who == person]
        if len(own) < ENOUGH_ANSWERS:
            held_back += 1
        elif not np.isnan(found.severity[person]):
            # A few answers that happen to be alike are no certainty: the spread of all answers steps in.
            spread = sqrt((float(own.var()) * len(own) + float(score.var())) / (len(own) + 1))
            half = _Z * spread / sqrt(len(own))
            mean = float(own.mean())
            ends = max(LOWEST, mean - half), min(HIGHEST, mean + half)
            sessions = tuple(where[who == person].tolist())
            name, points = history.names.people[person], -float(found.severity[person])
            people.append(Met(name, points, bool(found.state[person] > 0), mean, *ends, len(own), sessions))
    by_question = tuple((q.text, float(given[:, k].mean())) for k, q in enumerate(QUESTIONS))
    return Experience(len(rows), tuple(people), by_question, held_back, _together(people, held_back))


def experience_figure(found: Experience) -> Figure:
    """Return the mean of all answers as a figure."""
    title = "Candidates' experience"
    more = "The mean of three questions that candidates answer from 1 to 5: " + " ".join(q.text for q in QUESTIONS)
    if not found.n:
        return Figure("experience", title, "—", "no answers yet", more)
    mean = sum(value for _, value in found.by_question) / len(QUESTIONS)
    note = f"of {HIGHEST} · {counted(found.n, 'answer')}"
    return Figure("experience", title, f"{mean:.1f}", note, more, mean, None, None, found.n)


def _together(people: Sequence[Met], held_back: int) -> str:
    few = (
        f" {counted(held_back, 'interviewer')} with fewer than {ENOUGH_ANSWERS} answers not shown." if held_back else ""
    )
    told = [it for it in people if it.told]
    if len(told) < _ENOUGH_PEOPLE:
        return f"Whether strictness and experience go together can't be told from {len(told)} interviewers.{few}"
    points, experience = np.array([it.points for it in told]), np.array([it.experience for it in told])
    if np.ptp(points) < 1e-9 or np.ptp(experience) < 1e-9:
        return f"Interviewers don't differ, so there is nothing to go together.{few}"
    r = float(np.corrcoef(points, experience)[0, 1])
    half = _Z / sqrt(max(len(told) - 3, 1))
    middle = atanh(max(-0.999, min(0.999, r)))
    low, high = tanh(middle - half), tanh(middle + half)
    figures = f"correlation {r:+.2f}, 90 %: {low:+.2f} to {high:+.2f}, {len(told)} interviewers".replace("-", "−")
    if low > 0:
        return f"Candidates of lenient interviewers tell of a better experience ({figures}).{few}"
    if high < 0:
        return f"Candidates of strict interviewers tell of a better experience ({figures}).{few}"
    return f"No link between strictness and experience can be told ({figures}).{few}"
