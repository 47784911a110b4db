"""Replay equals live at any instant of whole generated interviews; and still does after a way through a bundle."""

from __future__ import annotations

import os
import random
from bisect import bisect_right
from collections.abc import Callable
from datetime import timedelta

import pytest

from interview_desk.domain import rules
from interview_desk.domain.events import Event
from interview_desk.domain.note_line import read_line
from interview_desk.domain.rules import Refused
from interview_desk.domain.state import State
from interview_desk.sessions.replay import Replay
from interview_desk.storage.bundle import pack, unpack
from tests.conducting import Conducted

LONG = "REPLAYED_SESSIONS"
ROWS = ("problem-solving", "communication")


def deeds(desk: Conducted, chance: random.Random) -> list[Callable[[], Event | Refused]]:
    """Everything that can be done, each as likely as it stands here often."""

    def state() -> State:
        return desk.state

    def note() -> Event | Refused:
        sign, row = chance.choice(("", "+ ", "- ", "? ", "* ", "-40s ")), chance.choice(ROWS)
        return rules.take_note(state(), read_line(f"{sign}note {chance.random()} @{row}", list(ROWS)), desk.now_ms)

    def amend() -> Event | Refused:
        notes = state().notes()
        seq = chance.choice(notes).seq if notes else 99
        return rules.amend_note(state(), seq, read_line("- other @communication", list(ROWS)))

    def signal() -> Event | Refused:
        layer = state().layer
        return rules.mark_signal(state(), chance.choice(layer.signals).id if layer else "")

    def snippet() -> Event | Refused:
        return rules.take_snippet(state(), f"a = {chance.random()}\n", "python")

    def remark() -> Event | Refused:
        found = state().snippets
        return rules.comment_snippet(state(), found[-1].seq if found else 9, 1, 1, "hm")

    return [
        note, note, note, note, amend, signal, signal, snippet, remark,
        lambda: rules.give_hint(state()),
        lambda: rules.give_own_hint(state(), "own"),
        lambda: rules.leave(state(), chance.choice(("solved", "partly", "moved-on"))),
        lambda: rules.previous_layer(state()),
        lambda: rules.change_direction(state()),
        lambda: rules.branch(state()),
        lambda: rules.quiet(state()),
        lambda: rules.pause(state()),
        lambda: rules.say_dont_know(state()),
        lambda: rules.follow_dont_know(state(), "reasoned"),
        lambda: rules.reach_milestone(state(), "it-runs"),
        lambda: rules.score(state(), chance.choice(ROWS), chance.choice((1, 2, 3, 4))),
        lambda: rules.count_gap(state()),
        lambda: rules.undo(desk.live.log),
        lambda: rules.retract(state(), desk.live.log, chance.randint(1, len(desk.live.log))),
    ]  # fmt: skip


def conducted(seed: int, entries: int) -> tuple[Conducted, list[State]]:
    """Conduct an interview at random; return it with the state after each entry, as it was live."""
    chance = random.Random(seed)
    desk = Conducted(started=False)
    seen = [desk.state]
    desk.live.subscribe(lambda: seen.append(desk.live.state))
    desk.do(rules.start(desk.state))
    possible = deeds(desk, chance)
    while len(desk.live.log) < entries:
        desk.clock.advance(chance.choice((0, 7, 333, 1_000, 20_011, 61_003)))
        if chance.random() < 0.02:
            desk.clock.sleep(chance.randint(0, 400_000))
        desk.live.perform(chance.choice(possible)())
    desk.live.perform(rules.end(desk.state))
    desk.live.perform(rules.make_call(desk.state, "close", "because", "practice"))
    return desk, seen


def replays_as_it_was(seed: int, instants: int, entries: int = 120) -> None:
    desk, seen = conducted(seed, entries)
    log = list(desk.live.log)
    assert len(log) == len(seen)
    offsets = [it.offset_ms for it in log]
    replay = Replay(log)
    again = Replay(unpack(pack("20261123-one", log)).entries)
    chance = random.Random(seed + 1)
    edges = [ms + by for ms in offsets for by in (-1, 0, 1)]
    for _ in range(instants):
        ms = chance.choice(edges) if chance.random() < 0.3 else chance.randint(0, replay.length_ms)
        ms = min(max(0, ms), replay.length_ms)
        expected = seen[max(1, bisect_right(offsets, ms)) - 1]
        replay.seek(ms)
        again.seek(ms)
        assert (replay.now_ms, replay.state) == (ms, expected), f"session {seed} at {ms} ms"
        assert replay.state.offset_ms == expected.offset_ms
        assert again.state == expected, f"session {seed} at {ms} ms, from its bundle"
        assert list(replay.log) == log[: len(replay.log)]


@pytest.mark.parametrize("seed", range(4))
def test_replay_equals_live_at_random_instants(seed: int) -> None:
    replays_as_it_was(seed, instants=100)


# Minutes: REPLAYED_SESSIONS=200 replays so many at 1,000 instants each.
@pytest.mark.parametrize("seed", range(100, 100 + int(os.environ.get(LONG, "0"))))
def test_replay_equals_live_in_many_sessions(seed: int) -> None:
    replays_as_it_was(seed, instants=1_000, entries=random.Random(seed).randint(60, 180))


def test_a_generated_interview_has_something_of_everything() -> None:
    logs = [list(conducted(seed, 120)[0].live.log) for seed in range(4)]
    kinds = {type(it.event).__name__ for log in logs for it in log}
    assert len(kinds) >= 22
    assert all(it.at - log[0].at >= timedelta(0) for log in logs for it in log)
