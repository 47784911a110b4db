"""To the calibration and back by keyboard: over a made-up history, over none, and out of a running interview."""

from __future__ import annotations

from tests.calling import Call
from tests.journeys.conftest import NewDesk
from tests.journeys.driver import Driver


def test_a_team_with_a_history_sees_who_is_strict_and_goes_home_again(new_desk: NewDesk, call: Call) -> None:
    assert call("simulate", "--interviews", 600, "--interviewers", 7, "--seed", 3).code == 0
    desk = new_desk().open()
    desk.press("Ctrl+Shift+K")
    desk.awaits("7 interviewers, 600 interviews", "How strict is each interviewer?", "Interviewer")
    desk.press("Down", "End")
    desk.press("Escape")
    desk.awaits("Search candidates, kits, interviewers")


def test_without_any_interview_the_page_says_what_is_missing(new_desk: NewDesk) -> None:
    desk = new_desk().open()
    desk.press("Ctrl+Shift+K")
    desk.awaits("Nothing to compare yet", "none are kept yet")


def test_an_interview_goes_on_behind_the_calibration(desk: Driver) -> None:
    desk.press("Ctrl+Shift+K")
    desk.awaits("Nothing to compare yet")
    desk.wait(minutes=2)
    desk.press("Escape")
    desk.note("still here")
    assert desk.sees("still here")


def test_a_candidates_answers_are_asked_for_in_the_wrap_up_and_kept(desk: Driver) -> None:
    desk.window.desk.trigger("experience.record")  # type: ignore[attr-defined]
    assert "wrap this one up" in desk.notice
    desk.wait(minutes=30)
    desk.press("Ctrl+E")
    desk.wait_saved()
    desk.window.desk.trigger("experience.record")  # type: ignore[attr-defined]
    desk.awaits("How was the interview?", "How clear was it what was asked of you?")
    desk.press("Right", "Space", "Tab", "Space", "Tab", "Space", "Tab", "Space")
    desk.wait_until(lambda: "the answers are kept" in desk.notice)
    desk.awaits("Correctness, in their words")  # back in the wrap-up


def test_an_interview_behind_a_point_is_replayed(desk: Driver) -> None:
    desk.wait(minutes=30)
    desk.press("Ctrl+E")
    desk.wait_saved()
    desk.press("Ctrl+Shift+K")
    desk.awaits("1 interviewer, 1 interview", "Interviewer 7")
    desk.press("Return")
    desk.awaits("conducted here: Enter replays it")
    desk.press("Return")
    desk.awaits("Script kept?")
    desk.press("Escape")
    desk.awaits("Correctness, in their words")  # back in the wrap-up
