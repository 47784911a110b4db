"""The lanes as data: what is known has its colour and words, what lies ahead only its place."""

from __future__ import annotations

from interview_desk.domain import rules
from interview_desk.domain.note_line import read_line
from interview_desk.sessions.replay import Replay
from interview_desk.ui.replay.lanes import Course
from tests.conducting import Conducted
from tests.ui.replay.minutes import at


def test_what_is_known_has_its_colour_and_its_sign(replay: Replay) -> None:
    course = Course(replay.whole_log)
    replay.seek(at("21:05"))
    notes = course.known("Notes", replay.state)
    assert [(dot.at_ms, dot.ink, dot.shape) for dot in notes][-2:] == [
        (at("16:20"), "good", "+"),
        (at("20:11"), "good", "★"),
    ]
    assert [dot.at_ms for dot in course.known("Hints", replay.state)] == [at("9:18"), at("21:05")]
    assert course.words(notes[-1], replay.state).startswith("20:11 key moment: said that the name")


def test_what_lies_ahead_is_known_only_by_its_place(replay: Replay) -> None:
    course = Course(replay.whole_log)
    assert course.places("Hints") == [at("9:18"), at("21:05"), at("33:40")]
    assert course.places("Layers") == []
    replay.seek(0)
    assert course.known("Hints", replay.state) == []


def test_layers_are_told_as_far_as_they_had_come(replay: Replay) -> None:
    course = Course(replay.whole_log)
    replay.seek(at("21:05"))
    bars = [(bar.label, bar.ink, bar.to_ms) for bar in course.bars(replay.state, replay.now_ms)]
    assert bars == [("", "faint", at("4:00")), ("1 ✓", "good", at("14:50")), ("2", "accent", at("21:05"))]
    replay.seek(replay.length_ms)
    assert course.bars(replay.state, replay.now_ms)[3].words == (
        "Layer 3 · Many processes, 24:48 – 43:00, solved, 6:12 over par"
    )


def test_an_undone_note_is_there_until_it_is_undone_and_never_ahead() -> None:
    desk = Conducted()
    desk.wait(seconds=10)
    desk.note("+ too early")
    desk.wait(seconds=10)
    desk.do(rules.undo(desk.live.log))
    replay = Replay(desk.live.log)
    course = Course(replay.whole_log)
    seen = []
    for ms in (0, 10_000, 20_000):
        replay.seek(ms)
        seen.append((len(course.known("Notes", replay.state)), len(course.places("Notes"))))
    assert seen == [(0, 0), (1, 0), (0, 0)]


def test_an_amended_note_changes_its_colour_when_it_was_amended() -> None:
    desk = Conducted()
    desk.note("+ good")
    desk.wait(seconds=10)
    desk.do(rules.amend_note(desk.state, 3, read_line("- not so good", [])))
    replay = Replay(desk.live.log)
    course = Course(replay.whole_log)
    inks = []
    for ms in (0, 10_000):
        replay.seek(ms)
        inks.append(course.known("Notes", replay.state)[0].ink)
    assert inks == ["good", "concern"]


def test_signals_say_what_was_heard_and_red_ones_that_they_are_red() -> None:
    desk = Conducted()
    desk.solve()
    desk.do(rules.mark_signal(desk.state, "first-asks", "partly"))
    desk.do(rules.mark_signal(desk.state, "first-guesses", "yes"))
    course = Course(desk.live.log)
    dots = course.known("Signals", desk.state)
    assert [(dot.ink, dot.shape) for dot in dots] == [("warm", "~"), ("concern", "✓")]
    assert course.words(dots[1], desk.state) == "00:00 Red flag: Guesses first: yes"


def test_time_off_the_script_is_a_stretch_of_its_own() -> None:
    desk = Conducted()
    desk.solve()
    desk.wait(minutes=1)
    desk.do(rules.branch(desk.state))
    desk.wait(minutes=1)
    desk.do(rules.branch(desk.state))
    desk.wait(minutes=1)
    desk.note("end")
    bars = Course(desk.live.log).bars(desk.state, desk.now_ms)
    assert [bar.label for bar in bars] == ["1", "↳", "1"]
