"""Behind every point stand its interviews, newest first."""

from __future__ import annotations

from interview_desk.insights.behind import MOST, behind, sessions_of
from interview_desk.insights.calibration import calibrate
from interview_desk.insights.simulate import simulate


def test_an_interviewers_are_those_conducted_and_those_scored_besides() -> None:
    history, _ = simulate(300, 4, 2)
    found = calibrate(history, assignment="chance")
    name = history.names.people[1]
    lines = behind(found, sessions_of(found, name))
    own = [line for line in lines if line.interviewer == name]
    assert len(own) == int(found.conducted[1])
    assert len(lines) == len(own) + int(((history.ratings.rater == 1) & ~history.ratings.live).sum())
    place = {id: k for k, id in enumerate(history.names.sessions)}
    order = [int(history.sessions.order[place[line.session]]) for line in lines]
    assert order == sorted(order, reverse=True)
    assert sessions_of(found, "nobody") == ()


def test_a_line_says_how_it_reads_and_what_became_of_it() -> None:
    history, _ = simulate(60, 4, 2)
    found = calibrate(history, assignment="chance")
    lines = behind(found, range(60), {history.names.sessions[0]})
    assert {line.result for line in lines} == {"", "passed", "not passed"}
    assert {line.reads for line in lines} <= {"not now", "close", "advance", "strong advance"}
    assert [line.session for line in lines if line.recorded] == [history.names.sessions[0]]
    assert all(line.when for line in lines)


def test_of_very_many_the_newest_are_listed() -> None:
    found = calibrate(simulate(400, 2, 2)[0], assignment="chance")
    assert len(behind(found, range(400))) == MOST
