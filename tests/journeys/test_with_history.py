"""With a team's history behind it the summary shows where others were, once every row is scored and not before."""

from __future__ import annotations

import pytest

from tests.calling import Call
from tests.journeys.conftest import KIT, NewDesk
from tests.journeys.driver import Driver


def conduct(desk: Driver) -> None:
    desk.wait(minutes=2)
    desk.press("Ctrl+Return")
    desk.wait(minutes=9)
    desk.press("Ctrl+Return")
    desk.wait(minutes=12)
    desk.press("Ctrl+E", "Ctrl+2")


def score(desk: Driver) -> None:
    for digit in "32333":
        desk.press(digit, "Down")


def test_others_times_and_a_calibrated_score_appear_when_every_row_is_scored(new_desk: NewDesk, call: Call) -> None:
    assert call("simulate", "--interviews", 2000, "--interviewers", 7, "--seed", 3).code == 0
    desk = new_desk().open(KIT)
    conduct(desk)
    desk.awaits("Hidden until all is scored", "others' times are hidden until every row is scored")
    assert not desk.sees("against")
    score(desk)
    desk.awaits("interviews at senior level · who ran out of time counts as still")
    desk.awaits("Interviewer 7 perhaps scores more lenient than peers")
    assert not desk.sees("the author's estimates stand in")
    desk.wait_saved()
    shown = call("show", "latest", "--format", "json").data["recommendation"]
    assert desk.sees(shown["headline"], shown["title"], f"Recommendation, {shown['calibration']}")
    told = call("calibrate", "--format", "json").data["interviewers"]
    mine = next(it for it in told if it["id"] == "Interviewer 7")
    # The interview itself is not among what its own score is corrected by.
    assert (mine["state"], mine["n"]) == (shown["calibration"], shown["n"] + 1)
    assert shown["severity"] == pytest.approx(mine["severity"], abs=0.15)


def test_without_history_the_authors_estimates_stand_in(desk: Driver) -> None:
    conduct(desk)
    score(desk)
    desk.awaits("the author's estimates stand in until 20 interviews at senior level are kept")
    assert desk.sees("Recommendation, uncalibrated")


def test_ones_own_interview_is_not_what_it_is_set_against(new_desk: NewDesk) -> None:
    for _ in range(2):
        desk = new_desk().open(KIT)
        conduct(desk)
        score(desk)
        desk.wait_saved()
        desk.awaits("the author's estimates stand in until 20 interviews at senior level are kept")
        desk.close()


def test_what_a_score_rests_on_is_ticked_by_keyboard_and_its_time_leads_into_the_replay(
    desk: Driver, call: Call
) -> None:
    desk.wait(minutes=2)
    desk.press("Ctrl+Return", "Ctrl+H")
    desk.wait(minutes=3)
    desk.note("+ asked who is limited @requirements")
    desk.wait(minutes=4)
    desk.note("- no bound on memory @trade-offs")
    desk.press("Ctrl+E", "Ctrl+2")
    score(desk)
    desk.press("Up", "Up", "Up", "Up", "C", "Esc", "C")
    assert desk.focus.accessibleName() == "Requirements: evidence"
    desk.press("Up", "Space", "Return")  # the hint before the note that was suggested
    assert [cited.entries for cited in desk.state.evidence.values()] == [
        (desk.state.hints[0].seq, desk.state.notes()[0].seq)
    ]
    desk.press("Down", "C", "Return")  # nothing speaks of problem solving
    desk.type("not seen today")
    desk.press("Return")
    assert desk.state.evidence["problem-solving"].why_none == "not seen today"
    assert desk.sees("not seen today")
    desk.press("Up", "C", "Down", "Right")
    desk.awaits("Script kept?")
    assert desk.sees("00:05:00") or desk.sees("05:00")
    desk.press("Esc")
    desk.wait_saved()
    evidence = call("show", "latest", "--format", "json").data["evidence"]
    assert evidence["problem-solving"] == {"entries": [], "why_none": "not seen today"}
