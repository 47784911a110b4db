"""Conducting: session time, undo, interruptions."""

from datetime import timedelta

from interview_desk.domain import rules
from interview_desk.domain.draft import Draft
from interview_desk.domain.events import Interrupted
from interview_desk.domain.log import Entry
from interview_desk.sessions.live import Live, resume_live
from tests.conducting import Conducted


def test_the_clock_stands_before_the_start() -> None:
    desk = Conducted(started=False)
    desk.wait(minutes=4)
    assert desk.now_ms == 0
    desk.do(rules.start(desk.state))
    desk.wait(seconds=3)
    assert desk.now_ms == 3_000


def test_many_entries_at_odd_times_let_nothing_drift() -> None:
    desk = Conducted()
    for ms in range(1, 400):
        desk.clock.advance(ms)
        desk.note(f"note {ms}")
    assert desk.now_ms == sum(range(1, 400))


def test_setting_the_wall_clock_changes_no_duration() -> None:
    desk = Conducted()
    desk.wait(minutes=1)
    desk.clock.set_wall(desk.clock.wall() - timedelta(hours=1))
    desk.note("after the clock was set")
    desk.wait(minutes=1)
    assert desk.now_ms == 120_000
    assert [note.at_ms for note in desk.state.notes()] == [60_000]


def test_an_hour_of_sleep_is_an_event_and_stands_apart_until_it_is_counted() -> None:
    desk = Conducted()
    desk.wait(minutes=10)
    desk.clock.sleep(3_600_000)
    assert desk.now_ms == 600_000
    desk.note("back again")
    assert isinstance(desk.live.log[-2].event, Interrupted)
    assert desk.state.gaps[0].gap_ms == 3_600_000
    desk.do(rules.count_gap(desk.state))
    assert desk.now_ms == 4_200_000
    assert isinstance(rules.count_gap(desk.state), rules.Refused)


def test_an_interruption_is_never_counted_twice() -> None:
    desk = Conducted()
    desk.wait(minutes=10)
    desk.clock.sleep(3_600_000)
    desk.note("back again")
    desk.do(rules.count_gap(desk.state))
    desk.live.undo()
    desk.do(rules.count_gap(desk.state))
    assert desk.now_ms == 4_200_000


def test_session_time_does_not_run_back_where_two_clocks_disagree_by_a_millisecond() -> None:
    desk = Conducted()
    desk.wait(minutes=1)
    desk.note("one")
    desk.clock.sleep(-1)  # as where one of them is cut to a millisecond just before the other
    desk.note("two")
    assert [entry.offset_ms for entry in desk.live.log[-2:]] == [60_000, 60_000]


def test_a_blink_of_sleep_is_simply_time() -> None:
    desk = Conducted()
    desk.clock.sleep(1_500)
    desk.wait(seconds=1)
    assert desk.live.notice_sleep() is None
    assert desk.now_ms == 2_500


def test_undoing_a_pause_lets_the_clock_run_on_from_where_it_stood() -> None:
    desk = Conducted()
    desk.wait(minutes=1)
    desk.do(rules.pause(desk.state))
    desk.wait(minutes=5)
    desk.live.undo()
    desk.wait(minutes=1)
    assert desk.now_ms == 120_000


def test_a_session_that_was_killed_goes_on_from_the_last_sign_of_life() -> None:
    desk = Conducted()
    desk.solve()
    desk.wait(minutes=2)
    desk.note("before")
    desk.wait(seconds=20)
    desk.live.keep_draft("+ half a no", 130_000)
    desk.wait(seconds=40)
    again = resume_live(desk.clock, desk.keeper, list(desk.keeper.entries), desk.keeper.draft.alive_ms)
    assert again.now_ms == 140_000
    assert again.state.place == desk.state.place
    assert again.state.gaps[0].gap_ms == 40_000
    desk.wait(seconds=1)
    assert again.now_ms == 141_000
    again.perform(rules.count_gap(again.state))
    assert again.now_ms == 181_000


def test_a_session_killed_in_a_pause_is_still_paused() -> None:
    desk = Conducted()
    desk.wait(minutes=2)
    desk.do(rules.pause(desk.state))
    desk.wait(minutes=30)
    again = resume_live(desk.clock, desk.keeper, list(desk.keeper.entries), 0)
    assert (again.state.phase, again.now_ms, again.state.gaps) == ("paused", 120_000, ())


def test_listeners_hear_every_entry_until_they_stop_listening() -> None:
    desk = Conducted()
    heard: list[int] = []
    stop = desk.live.subscribe(lambda: heard.append(len(desk.live.log)))
    desk.note("one")
    stop()
    desk.note("two")
    assert heard == [3]


def test_what_is_kept_is_the_log_in_order() -> None:
    desk = Conducted()
    desk.note("one")
    desk.live.undo()
    kept: list[Entry] = desk.keeper.entries
    assert kept == list(desk.live.log)
    assert [entry.seq for entry in kept] == [1, 2, 3, 4]
    assert isinstance(Live(desk.clock, desk.keeper, kept).state.withdrawn, frozenset)


def test_saving_a_note_clears_the_draft_in_the_same_breath() -> None:
    desk = Conducted()
    desk.live.keep_draft("+ half", 0)
    desk.wait(seconds=2)
    desk.note("+ half a note")
    assert desk.keeper.draft == Draft("", 0, 2_000)
