"""The script as it stood: said or not, against par, marked and given so far, and no key that does nothing."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.sessions.replay import Replay
from interview_desk.ui.replay.script_at import ScriptAt
from tests.conducting import Conducted
from tests.ui.replay.minutes import at


@pytest.fixture
def script(qtbot: QtBot) -> ScriptAt:
    it = ScriptAt()
    qtbot.addWidget(it)
    it.resize(420, 640)
    it.show()
    return it


def go(script: ScriptAt, replay: Replay, time: str) -> None:
    replay.seek(at(time))
    script.show_session(replay.whole_log)
    script.show_stage(replay.state, replay.now_ms)


def test_it_says_where_one_is_and_how_that_stands(script: ScriptAt, replay: Replay) -> None:
    go(script, replay, "21:05")
    assert (script.head.left.text(), script.head.right.text()) == ("SCRIPT AT 21:05", "LAYER 2 OF 4")
    assert script.said.text().startswith("From 14:50 · not marked as said: ")
    assert script.standing.text() == "Layer 2 running 6:15 of par 10:00 · 1 hint of par 1"
    assert script.kept.head.right.text() == "SO FAR"


def test_only_the_hints_given_by_then_are_given(script: ScriptAt, replay: Replay) -> None:
    go(script, replay, "21:04")
    assert script.page is not None
    assert [rung.given for rung in script.page.rungs] == ["", "", ""]
    go(script, replay, "21:05")
    assert [rung.given for rung in script.page.rungs] == ["21:05", "", ""]
    assert not any("Ctrl" in rung.accessibleName() for rung in script.page.rungs)


def test_a_later_second_of_the_same_state_moves_the_clock_alone(script: ScriptAt, replay: Replay) -> None:
    go(script, replay, "21:05")
    before = script.page
    script.show_time(at("21:40"))
    assert script.head.left.text() == "SCRIPT AT 21:40"
    assert script.standing.text().startswith("Layer 2 running 6:50")
    assert script.page is before


def test_the_page_of_a_place_is_made_once(script: ScriptAt, replay: Replay) -> None:
    go(script, replay, "21:05")
    before = script.page
    go(script, replay, "10:00")
    assert script.page is not before
    go(script, replay, "22:00")
    assert script.page is before
    assert before is not None
    assert before.isVisible()


def test_the_end_is_the_end(script: ScriptAt, replay: Replay) -> None:
    go(script, replay, "57:12")
    assert script.standing.text() == "The interview had ended after 57:12."
    assert script.kept.head.right.text() == "IN THE WHOLE INTERVIEW"


def test_how_a_prompt_was_asked_stands_above_it(script: ScriptAt) -> None:
    desk = Conducted()
    desk.solve()
    desk.wait(seconds=20)
    desk.do(rules.ask_prompt(desk.state, True))
    desk.wait(seconds=20)
    desk.do(rules.ask_prompt(desk.state, False))
    replay = Replay(desk.live.log)
    go(script, replay, "0:20")
    assert script.said.text() == "Said at 00:20: Say first"
    go(script, replay, "0:40")
    assert script.said.text() == "Said in other words at 00:40: Say first"


def test_pauses_branches_and_the_time_before_the_start_are_said(script: ScriptAt) -> None:
    desk = Conducted(started=False)
    replay = Replay(desk.live.log)
    script.show_stage(replay.state, 0)
    assert script.standing.text() == "The clock had not started."
    desk.do(rules.start(desk.state))
    desk.wait(seconds=30)
    desk.do(rules.branch(desk.state))
    desk.do(rules.name_branch(desk.state, "hobbies"))
    script.show_stage(desk.state, 45_000)
    assert script.standing.text() == "Off the script: hobbies, 0:15; apart from par."
    desk.do(rules.branch(desk.state))
    desk.do(rules.pause(desk.state))
    script.show_stage(desk.state, 30_000)
    assert script.standing.text() == "Intro stands in a pause at 0:30 of par 2:00"
