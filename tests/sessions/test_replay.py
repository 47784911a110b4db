"""Going back: any instant equals what was live then, and playing follows the clock."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from interview_desk.domain import rules
from interview_desk.domain.clock import ManualClock
from interview_desk.domain.events import Event
from interview_desk.domain.log import Entry
from interview_desk.domain.note_line import read_line
from interview_desk.domain.rules import Refused
from interview_desk.domain.state import State, fold
from interview_desk.sessions.replay import LEAD_MS, SPEEDS, Playing, Replay
from tests.conducting import Conducted

Deed = Callable[[Conducted], Event | Refused]

DEEDS: tuple[Deed, ...] = (
    lambda desk: rules.pause(desk.state),
    lambda desk: rules.leave(desk.state, "solved"),
    lambda desk: rules.leave(desk.state, "moved-on"),
    lambda desk: rules.previous_layer(desk.state),
    lambda desk: rules.change_direction(desk.state),
    lambda desk: rules.give_hint(desk.state),
    lambda desk: rules.give_own_hint(desk.state, "look at the edge"),
    lambda desk: rules.ask_prompt(desk.state, True),
    lambda desk: rules.mark_signal(desk.state, desk.state.layer.signals[0].id if desk.state.layer else ""),
    lambda desk: rules.say_dont_know(desk.state),
    lambda desk: rules.follow_dont_know(desk.state, "reasoned"),
    lambda desk: rules.branch(desk.state),
    lambda desk: rules.take_snippet(desk.state, f"a = {len(desk.live.log)}\n", "python"),
    lambda desk: rules.score(desk.state, "communication", 1 + len(desk.live.log) % 4),
    lambda desk: rules.undo(desk.live.log),
    lambda desk: rules.undo(desk.live.log),
    lambda desk: rules.retract(desk.state, desk.live.log, 1 + len(desk.live.log) // 2),
    lambda desk: rules.retract(desk.state, desk.live.log, 2 + len(desk.live.log) // 4),
)


def conducted(seed: int, deeds: int = 60) -> tuple[list[Entry], list[State]]:
    """Conduct at random; return the log, and the live state after each of its entries."""
    chance = random.Random(seed)
    desk = Conducted(started=False)
    seen = [desk.state]
    desk.live.subscribe(lambda: seen.append(desk.live.state))
    desk.do(rules.start(desk.state))
    for _ in range(deeds):
        desk.wait(seconds=chance.choice([0, 0.4, 7, 45, 300]))
        if chance.random() < 0.35 and desk.state.phase != "paused":
            desk.note(f"{chance.choice('+-?*')} note {len(seen)} @communication")
        else:
            desk.live.perform(chance.choice(DEEDS)(desk))
    return list(desk.live.log), seen


@pytest.mark.parametrize("block", range(10))
def test_at_any_instant_a_replay_is_what_was_live_then(block: int) -> None:
    for seed in range(20 * block, 20 * block + 20):
        entries, seen = conducted(seed)
        chance = random.Random(-seed)
        replay = Replay(entries, apart=chance.choice([1, 3, 7, 50]))
        for _ in range(1000):
            replay.seek(chance.randrange(-5, replay.length_ms + 1000))
            known = max(1, sum(entry.offset_ms <= replay.now_ms for entry in entries))
            assert len(replay.log) == known
            assert replay.state == seen[known - 1], f"session {seed} at {replay.now_ms}"


def test_a_state_is_not_folded_anew_where_nothing_happened_in_between() -> None:
    entries, _ = conducted(4)
    replay = Replay(entries)
    replay.seek(entries[20].offset_ms)
    before = replay.state
    replay.seek(replay.next_ms(replay.now_ms) - 1)
    assert replay.state is before


def test_what_grew_is_grown_from_what_it_was_so_that_a_panel_adds_only_rows() -> None:
    desk = Conducted()
    for number in range(5):
        desk.wait(seconds=10)
        desk.note(f"+ note {number}")
    replay = Replay(desk.live.log)
    replay.seek(20_000)
    before = replay.state.moments
    replay.seek(30_000)
    assert replay.state.moments.grown_from(before)


def test_a_long_log_with_much_undone_is_kept_in_few_states_and_still_right() -> None:
    entries, seen = conducted(99, deeds=900)
    replay = Replay(entries, apart=2)
    for entry in (*entries[::7], *reversed(entries[::11])):
        replay.seek(entry.offset_ms)
        known = sum(other.offset_ms <= entry.offset_ms for other in entries)
        assert replay.state == seen[known - 1]


def test_a_log_that_does_not_begin_with_an_opening_is_refused() -> None:
    entries, _ = conducted(1)
    with pytest.raises(ValueError, match="opening"):
        Replay(entries[1:])


def test_a_note_is_found_by_the_time_of_its_first_keystroke() -> None:
    desk = Conducted()
    desk.wait(seconds=30)
    desk.do(rules.take_note(desk.state, read_line("+ typed slowly", []), 12_345))
    desk.wait(seconds=5)
    desk.note("later")
    replay = Replay(desk.live.log)
    assert replay.known_ms(12_345) == 30_000
    assert replay.known_ms(12_346) == 12_346
    assert replay.offset_of(3) == 30_000


def test_entries_are_stepped_through_and_the_ends_hold() -> None:
    desk = Conducted()
    for _ in range(3):
        desk.wait(seconds=10)
        desk.note("x")
    replay = Replay(desk.live.log)
    assert [replay.next_ms(ms) for ms in (0, 9_999, 10_000, 30_000)] == [10_000, 10_000, 20_000, 30_000]
    assert [replay.previous_ms(ms) for ms in (0, 10_000, 10_001, 30_000)] == [0, 0, 10_000, 20_000]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def playing(clock: ManualClock) -> Playing:
    """An interview of ten minutes with entries at 0, 1 min, 1:05 and 10 min, at its start."""
    desk = Conducted()
    desk.wait(minutes=1)
    desk.note("first")
    desk.wait(seconds=5)
    desk.note("second")
    desk.wait(minutes=8, seconds=55)
    desk.note("last")
    replay = Replay(desk.live.log)
    replay.seek(0)
    return Playing(replay, clock)


@pytest.mark.parametrize("speed", SPEEDS)
def test_it_plays_as_fast_as_it_is_told_to(playing: Playing, clock: ManualClock, speed: float) -> None:
    playing.set_speed(speed)
    playing.toggle()
    for _ in range(7):
        clock.advance(1_001)
        playing.advance()
    assert playing.replay.now_ms == round(7_007 * speed)


def test_it_stands_until_it_is_played_and_stays_where_it_is_stopped(playing: Playing, clock: ManualClock) -> None:
    clock.advance(5_000)
    playing.advance()
    assert playing.replay.now_ms == 0
    playing.toggle()
    clock.advance(2_500)
    playing.toggle()
    clock.advance(60_000)
    playing.advance()
    assert playing.replay.now_ms == 2_500
    assert playing.due_ms() is None


def test_a_change_of_speed_counts_from_then_on(playing: Playing, clock: ManualClock) -> None:
    playing.toggle()
    clock.advance(10_000)
    playing.step_speed(1)
    clock.advance(10_000)
    playing.advance()
    assert playing.replay.now_ms == 30_000


def test_speeds_end_where_they_end(playing: Playing) -> None:
    for _ in range(20):
        playing.step_speed(1)
    assert playing.speed == 32
    for _ in range(20):
        playing.step_speed(-1)
    assert playing.speed == 0.5


def test_it_stops_at_the_end_and_then_plays_from_the_start(playing: Playing, clock: ManualClock) -> None:
    told: list[bool] = []
    playing.subscribe(lambda: told.append(playing.is_on))
    playing.seek(599_000)
    playing.toggle()
    clock.advance(60_000)
    playing.advance()
    assert (playing.replay.now_ms, playing.is_on, told) == (600_000, False, [True, False])
    playing.toggle()
    assert playing.replay.now_ms == 0


def test_silence_is_left_out_but_for_a_little_on_both_sides(playing: Playing, clock: ManualClock) -> None:
    playing.set_skips_silence(True)
    playing.toggle()
    at = []
    for _ in range(16):
        clock.advance(1_000)
        playing.advance()
        at.append(playing.replay.now_ms // 1000)
    assert at == [1, 2, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 597, 598, 599]


@pytest.mark.parametrize("tick_ms", [33, 500, 4_000])
def test_how_often_it_is_looked_at_makes_no_difference(playing: Playing, clock: ManualClock, tick_ms: int) -> None:
    playing.set_skips_silence(True)
    playing.set_speed(2)
    playing.toggle()
    passed = 0
    while passed < 6_600:
        step = min(tick_ms, 6_600 - passed)
        clock.advance(step)
        passed += step
        playing.advance()
    # 3 s, then 57 s to 67 s… after 13.2 s of what is not silence.
    assert playing.replay.now_ms == 54_000 + 13_200


def test_it_wakes_for_the_next_second_or_entry_whichever_is_first(playing: Playing, clock: ManualClock) -> None:
    playing.toggle()
    assert playing.due_ms() == 1_000
    clock.advance(400)
    playing.advance()
    assert playing.due_ms() == 600
    playing.set_speed(4)
    assert playing.due_ms() == 150
    playing.set_speed(32)
    assert playing.due_ms() == 33


def test_the_fold_of_a_prefix_is_what_a_seek_gives() -> None:
    entries, _ = conducted(12)
    replay = Replay(entries)
    for entry in entries:
        replay.seek(entry.offset_ms)
        assert replay.state == fold([it for it in entries if it.offset_ms <= entry.offset_ms])


def test_a_piece_of_the_recording_is_no_stop_and_breaks_no_silence() -> None:
    desk = Conducted()
    desk.do(rules.give_consent(desk.state, "Sample Candidate"))
    desk.wait(seconds=20)
    desk.do(rules.record_piece(desk.state, "000004.wav", 20_000))
    desk.wait(seconds=20)
    desk.note("+ asked")
    replay = Replay(desk.live.log)
    assert replay.next_ms(0) == 40_000
    assert replay.previous_ms(40_000) == 0


def test_a_replay_follows_what_is_heard_and_its_clock_once_nothing_is() -> None:
    desk = Conducted()
    for _ in range(4):
        desk.wait(seconds=30)
        desk.note("+ asked")
    playing = Playing(Replay(desk.live.log), clock := ManualClock())
    heard: list[int | None] = [7_000]
    playing.replay.seek(0)
    playing.follow(lambda: heard[0])
    playing.toggle()
    clock.advance(5_000)
    playing.advance()
    assert playing.replay.now_ms == 7_000
    playing.set_skips_silence(True)
    playing.advance()
    assert playing.replay.now_ms == 30_000 - LEAD_MS
    heard[0] = None
    playing.set_skips_silence(False)
    clock.advance(5_000)
    playing.advance()
    assert playing.replay.now_ms == 30_000 - LEAD_MS + 5_000
