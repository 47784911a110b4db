"""Candidates' experience beside strictness: few answers are held back, and a link is told only where there is one."""

from __future__ import annotations

import numpy as np

from interview_desk.domain.past import NO_DATE, AnswerRow
from interview_desk.insights.calibration import calibrate
from interview_desk.insights.experience import ENOUGH_ANSWERS, experience_figure, experience_of
from interview_desk.insights.simulate import simulate
from interview_desk.insights.tables import History, Ints


def answers(history: History, given: Ints) -> list[AnswerRow]:
    """`given` (sessions,): the same answer to all three questions, 0 for none."""
    pairs = zip(history.names.sessions, given.tolist(), strict=True)
    return [(id, answer, answer, answer, NO_DATE) for id, answer in pairs if answer]


def test_candidates_who_mind_the_strict_are_told_of() -> None:
    history, truth = simulate(600, 10, 2)
    strict = truth.strictness_points[history.sessions.interviewer] > 0
    found = experience_of(calibrate(history, assignment="chance"), answers(history, np.where(strict, 2, 4)))
    assert found.n == 600
    assert len(found.people) == 10
    assert "lenient interviewers tell of a better experience" in found.sentence
    assert all(it.low <= it.experience <= it.high for it in found.people)
    assert "of 5" in found.people[0].sentence


def test_where_there_is_no_link_none_is_told() -> None:
    history, _ = simulate(600, 10, 2)
    given = np.random.default_rng(1).integers(1, 6, 600)
    found = experience_of(calibrate(history, assignment="chance"), answers(history, given))
    assert "No link between strictness and experience can be told" in found.sentence
    assert experience_figure(found).n == 600


def test_an_interviewer_with_few_answers_is_not_shown() -> None:
    history, _ = simulate(300, 6, 2)
    given = np.full(300, 4)
    own = np.flatnonzero(history.sessions.interviewer == 0)
    given[own[ENOUGH_ANSWERS - 1 :]] = 0
    found = experience_of(calibrate(history, assignment="chance"), answers(history, given))
    assert history.names.people[0] not in {it.name for it in found.people}
    assert found.held_back == 1
    assert "1 interviewer with fewer than 5 answers not shown" in found.sentence


def test_without_answers_that_is_said() -> None:
    history, _ = simulate(60, 3, 2)
    found = experience_of(calibrate(history), [("no such session", 1, 1, 1, NO_DATE)])
    assert found.n == 0
    assert "No candidate's answers" in found.sentence
    assert experience_figure(found).value == "—"


def test_strictness_that_can_not_be_told_is_no_evidence() -> None:
    history, _ = simulate(100, 2, 2)
    found = experience_of(calibrate(history), answers(history, np.full(100, 3)))
    assert "can't be told from" in found.sentence
