"""Times of a session at a moment."""

from interview_desk.domain import rules, timing
from interview_desk.domain.script import Place
from tests.conducting import Conducted

FIRST, SECOND = Place("question", "main", "first"), Place("question", "main", "second")


def test_the_layer_clock_stands_in_a_pause_and_runs_on_after_it() -> None:
    desk = Conducted()
    desk.solve()
    desk.wait(minutes=3)
    desk.do(rules.pause(desk.state))
    desk.wait(minutes=10)
    assert timing.active_ms(desk.state, FIRST, desk.now_ms) == 180_000
    desk.do(rules.pause(desk.state))
    desk.wait(minutes=1)
    assert timing.active_ms(desk.state, FIRST, desk.now_ms) == 240_000
    assert timing.elapsed_ms(desk.state, desk.now_ms) == 240_000


def test_time_off_the_script_counts_apart_from_par() -> None:
    desk = Conducted()
    desk.solve()
    desk.wait(minutes=2)
    desk.do(rules.branch(desk.state))
    desk.wait(minutes=4)
    desk.do(rules.branch(desk.state))
    desk.wait(minutes=1)
    assert timing.active_ms(desk.state, FIRST, desk.now_ms) == 180_000
    assert timing.branch_ms(desk.state, desk.now_ms) == 240_000


def test_going_back_to_a_layer_lets_its_clock_go_on() -> None:
    desk = Conducted()
    desk.solve()
    desk.wait(minutes=2)
    desk.solve()
    desk.wait(minutes=5)
    desk.do(rules.previous_layer(desk.state))
    desk.wait(minutes=1)
    assert timing.active_ms(desk.state, FIRST, desk.now_ms) == 180_000
    assert timing.active_ms(desk.state, SECOND, desk.now_ms) == 300_000
    assert desk.state.outcome(FIRST) == "running"


def test_the_pace_says_what_is_next_and_how_much_is_in_hand() -> None:
    desk = Conducted()
    desk.wait(minutes=1)
    desk.solve()
    assert timing.pace(desk.state, desk.now_ms) == "on pace for layer 2 · 1 min in hand"
    desk.wait(minutes=11)
    assert timing.pace(desk.state, desk.now_ms) == "on pace for layer 2"


def test_the_pace_says_when_the_next_layer_will_not_fit() -> None:
    desk = Conducted()
    desk.wait(minutes=2)
    desk.solve()
    desk.wait(minutes=14)
    assert timing.pace(desk.state, desk.now_ms) == "layer 2 will not fit: skip it or shorten 1"


def test_the_pace_says_by_how_much_the_plan_is_over() -> None:
    desk = Conducted()
    desk.wait(minutes=33)
    assert timing.pace(desk.state, desk.now_ms) == "3 min over the plan"


def test_a_pivot_is_suggested_after_long_insistence_without_progress_and_never_twice() -> None:
    desk = Conducted()
    desk.solve()
    for _ in range(3):
        desk.hint()
    desk.wait(minutes=14)
    assert not timing.suggests_pivot(desk.state, desk.now_ms)
    desk.wait(minutes=2)
    assert timing.suggests_pivot(desk.state, desk.now_ms)
    desk.do(rules.dismiss(desk.state, "pivot"))
    desk.wait(minutes=10)
    assert not timing.suggests_pivot(desk.state, desk.now_ms)


def test_progress_keeps_the_suggestion_away() -> None:
    desk = Conducted()
    desk.solve()
    for _ in range(3):
        desk.hint()
    desk.wait(minutes=16)
    desk.note("+ sees it now")
    assert not timing.suggests_pivot(desk.state, desk.now_ms)


def test_a_green_signal_heard_is_progress_too_and_taken_back_is_none() -> None:
    desk = Conducted()
    desk.solve()
    for _ in range(3):
        desk.hint()
    desk.wait(minutes=16)
    layer = desk.state.layer
    assert layer is not None
    green = next(signal for signal in layer.signals if signal.flag == "green")
    desk.do(rules.mark_signal(desk.state, green.id, "yes"))
    assert not timing.suggests_pivot(desk.state, desk.now_ms)
    desk.live.undo()
    assert timing.suggests_pivot(desk.state, desk.now_ms)


def test_a_clock_runs_on_past_the_hour() -> None:
    assert timing.clock_text(3_725_999) == "62:05"
    assert timing.short_clock_text(531_000) == "8:51"
