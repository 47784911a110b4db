"""The playbook's seven questions: answered from what was marked and noted, else "not observed"."""

from __future__ import annotations

from interview_desk.domain import rules
from interview_desk.insights.playbook import playbook
from tests.reports.kits import Interview, kit, whole_interview


def begun() -> Interview:
    it = Interview(kit())
    it.start()
    it.wait(2)
    return it


def answers(it: Interview) -> dict[str, str]:
    return {answer.id: answer.answer for answer in playbook(it.state)}


def test_of_an_interview_in_which_nothing_was_recorded_nothing_was_observed() -> None:
    assert list(answers(begun()).values()) == ["not observed"] * 7


def test_a_signal_answers_with_the_time_of_its_mark() -> None:
    it = begun()
    it.signal("asks-1")
    answer = playbook(it.state)[0]
    assert (answer.id, answer.answer) == ("constraints", "yes")
    assert [observed.at_ms for observed in answer.observed] == [7 * 60_000]


def test_a_signal_not_heard_is_a_no_and_one_taken_back_is_nothing() -> None:
    it = begun()
    it.do(rules.mark_signal(it.state, "asks-1", "no"))
    assert answers(it)["constraints"] == "no"
    it.do(rules.mark_signal(it.state, "asks-1", "unmarked"))
    assert answers(it)["constraints"] == "not observed"


def test_what_was_heard_once_was_heard() -> None:
    it = begun()
    it.do(rules.mark_signal(it.state, "weighs-1", "no"))
    it.note("strength", "compared a bucket with a log of times")
    assert answers(it)["trade-offs"] == "yes"


def test_notes_code_and_milestones_answer_too() -> None:
    it = begun()
    it.snippet("x = 1")
    it.note("strength", "constant time per request")
    it.note("concern", "not idiomatic: counts with an index")
    it.do(rules.reach_milestone(it.state, "states-complexity"))
    assert answers(it) == {
        "constraints": "not observed",
        "snippets": "yes",
        "efficiency": "yes",
        "trade-offs": "not observed",
        "complexity": "yes",
        "idiom": "no",
        "tool-without-reason": "not observed",
    }


def test_a_red_flag_answers_the_last_question_and_no_other() -> None:
    it = begun()
    it.signal("tool-1")
    found = answers(it)
    assert found["tool-without-reason"] == "yes"
    assert found["trade-offs"] == "not observed"


def test_the_fullest_interview_is_answered_with_times() -> None:
    it = whole_interview()
    found = {answer.id: answer for answer in playbook(it.state)}
    assert found["constraints"].answer == "yes"
    assert [observed.at_ms for observed in found["snippets"].observed] == [826_800]
