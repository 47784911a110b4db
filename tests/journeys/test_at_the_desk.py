"""Shorter journeys by keyboard: practice, undo, palette, quiet, an early end, the two other windows, home."""

from __future__ import annotations

import re

import pytest

from interview_desk.ui.theme import DARK, LIGHT, tokens
from tests.journeys.conftest import KIT, NewDesk
from tests.journeys.driver import Driver


def test_practice_keeps_nothing(new_desk: NewDesk) -> None:
    desk = new_desk().open(KIT, practice=True)
    assert desk.sees("Practice: nothing of this is kept.", "practice: nothing is kept")
    desk.until("05:00")
    desk.press("Ctrl+Return", "Ctrl+H")
    desk.note("+ a rehearsed note")
    desk.until("30:00")
    desk.press("Ctrl+E")
    assert desk.sees("How did you find it?")
    desk.close()
    kept = [path.name for path in desk.place.data.iterdir()] if desk.place.data.exists() else []
    assert set(kept) <= {"layout.toml", "layout.json"}  # how the window stood, and nothing of the interview


def test_a_real_interview_after_practice_is_not_called_practice(new_desk: NewDesk) -> None:
    desk = new_desk().open(KIT, practice=True)
    desk.press("Ctrl+P", "Ctrl+Home")
    desk.awaits("Senior backend engineer, live coding")
    assert not desk.sees("Practice")
    desk.type("senior backend engineer, live")
    desk.press("Return", "Ctrl+Return")
    desk.wait_saved()
    assert not desk.sees("ractice")


def test_the_start_of_a_prepared_interview_starts_its_clock(new_desk: NewDesk) -> None:
    desk = new_desk().open()
    desk.awaits("Senior backend engineer, live coding")
    desk.type("senior backend engineer, live")
    desk.press("Return")
    assert desk.sees("Starts the clock") or desk.sees("Start the interview")
    desk.type("Sample Candidate")
    desk.press("Ctrl+Return")
    assert desk.state.phase == "running"
    assert desk.state.opened.candidate == "Sample Candidate"
    desk.wait(seconds=5)
    assert desk.sees("00:05")
    desk.note("- typed at once")
    assert desk.sees("00:05 concern: typed at once")


def test_everything_can_be_undone_down_to_the_start(desk: Driver) -> None:
    desk.until("05:00")
    desk.press("Ctrl+Return", "Ctrl+H", "Ctrl+M", "2", "Ctrl+D", "B", "Alt+3", "F8", "F8", "Ctrl+J")
    desk.note("+ a note @problem-solving")
    desk.press("Ctrl+P", "Ctrl+P", "Ctrl+B")
    desk.press("Esc")
    deeds = len(desk.conducting.live.log) - 1
    for _ in range(deeds):
        desk.press("Ctrl+Z")
    state = desk.state
    assert (state.phase, state.place, state.moments[:], dict(state.scores)) == ("prepared", None, [], {})
    desk.press("Ctrl+Z")
    assert desk.notice == "There is nothing to undo."


def test_undoing_the_end_goes_on_with_the_interview(desk: Driver) -> None:
    desk.until("05:00")
    desk.press("Ctrl+Return")
    desk.until("06:00")
    desk.press("Ctrl+E")
    assert desk.sees("How did you find it?")
    desk.press("Ctrl+Z")
    assert desk.sees("06:00", "1, One process, current")
    desk.note("- and on it goes")
    assert desk.state.notes()[-1].text == "and on it goes"


def test_the_theme_is_changed_by_one_key_and_back(desk: Driver) -> None:
    desk.press("Ctrl+Shift+T")
    assert tokens() is LIGHT
    desk.note("+ typed in the light")
    desk.press("Ctrl+Shift+T")
    assert tokens() is DARK


def test_the_palette_runs_a_command_and_gives_the_note_line_back(desk: Driver) -> None:
    desk.until("05:00")
    desk.press("Ctrl+Return")
    desk.type("- half a note")
    desk.press("Ctrl+K")
    assert desk.sees("Type a command") or desk.sees("Find a command")
    desk.type("next hint")
    desk.press("Return")
    assert [hint.level for hint in desk.state.hints] == ["nudge"]
    desk.note(", finished")
    assert desk.state.notes()[-1].text == "half a note, finished"


def test_the_key_sheet_lists_the_keys_and_any_key_closes_it(desk: Driver) -> None:
    desk.press("F1")
    assert desk.sees("Move on unsolved", "Ctrl ⇧ ↵")
    desk.press("Esc")
    desk.note("+ back in the line")
    assert desk.state.notes()[-1].text == "back in the line"


def test_quiet_focus_is_kept_in_the_record_and_notes_go_on(desk: Driver) -> None:
    desk.until("05:00")
    desk.press("Ctrl+Return", "F8")
    meanwhile = desk.state
    desk.wait(seconds=90)
    desk.note("thinks aloud after all")
    desk.press("F8")
    assert (meanwhile.quiet, desk.state.quiet) == (True, False)
    assert desk.state.notes()[-1].at_ms == 390_000


def test_concluding_early_takes_four_steps_and_ends_in_the_wrap_up(desk: Driver) -> None:
    desk.until("20:00")
    desk.press(*["Ctrl+Shift+E"] * 4)
    assert desk.state.conclusion == ("acknowledge", "strength", "what-next", "their-questions")
    desk.press("Ctrl+Shift+E")
    assert desk.notice == "All four steps are taken: Ctrl+E wraps up."
    desk.press("Ctrl+E")
    assert desk.sees("20:00", "concluded early")


def test_a_half_typed_note_goes_over_to_the_compact_window_and_back(desk: Driver) -> None:
    desk.until("05:00")
    desk.press("Ctrl+Return")
    desk.until("06:30")
    desk.type("+ asked about")
    desk.wait(seconds=5)
    desk.press("F9")
    assert desk.window.width() < 700
    desk.type(" the edge")
    assert desk.sees("06:35")
    desk.press("F9")
    assert desk.half_typed == "+ asked about the edge"
    desk.press("F9", "Return", "Ctrl+H", "F9")
    (note,) = desk.state.notes()
    assert (note.text, note.at_ms) == ("asked about the edge", 390_000)
    assert len(desk.state.hints) == 1
    assert desk.sees("06:30 strength: asked about the edge")


def test_closing_the_compact_window_brings_the_large_one_back(desk: Driver) -> None:
    desk.press("F9")
    desk.window.close()
    desk.awaits("RUBRIC")
    desk.note("- still there")
    assert desk.state.notes()[-1].text == "still there"


def test_wrapping_up_from_the_compact_window_leads_to_the_large_one(desk: Driver) -> None:
    desk.until("10:00")
    desk.press("F9", "Ctrl+E")
    desk.awaits("How did you find it?")
    desk.press("3")
    assert len(desk.state.self_assessment) == 1


def test_going_home_from_the_compact_window_leads_to_the_large_one(desk: Driver) -> None:
    desk.press("F9", "Ctrl+P", "Ctrl+Home")
    desk.awaits("Sample Candidate", "Interrupted")
    desk.press("Return")
    desk.awaits("paused, the clock stands")


def test_the_candidate_window_shows_the_prompt_and_nothing_private(desk: Driver) -> None:
    desk.until("05:00")
    desk.press("Ctrl+Return")
    desk.press("Ctrl+H")
    desk.note("- a private note @correctness")
    desk.press("F10")
    window = desk.candidate_window
    shown = desk.shows(window)
    layer = desk.state.layer
    question = desk.state.kit.questions[0]
    assert layer is not None
    assert "Rate limiter" in shown
    assert _plain(layer.say)[:60] in _plain(shown)
    private = [
        "a private note",
        "Sample Candidate",
        *(hint.say for it in question.layers for hint in it.hints),
        *(signal.text for it in question.layers for signal in it.signals),
        *(pitfall for it in question.layers for pitfall in it.expected.pitfalls),
        *(it.say for it in question.layers[1:]),
        *(anchor for row in desk.state.rubric.competencies for anchor in row.anchors.values()),
    ]
    for words in private:
        assert _plain(words)[:40] not in _plain(shown)
    desk.note("+ the keys still go to the note line")
    assert desk.state.notes()[-1].text == "the keys still go to the note line"
    desk.press("F10")
    assert not window.isVisible()


def test_home_lists_what_was_conducted_and_ctrl_home_keeps_it(desk: Driver) -> None:
    desk.until("05:00")
    desk.note("+ kept when one goes home")
    desk.press("Ctrl+Home")
    assert desk.sees("The interview is running: Ctrl+P pauses it, Ctrl+E wraps it up.")
    desk.press("Ctrl+P", "Ctrl+Home")
    desk.awaits("Sample Candidate", "Interrupted")
    desk.press("Return")
    assert desk.sees("05:00 strength: kept when one goes home")


def test_at_home_a_kit_is_not_replayed_and_what_to_do_is_said_for_there(desk: Driver) -> None:
    desk.press("Ctrl+E")
    assert desk.sees("home")  # the key that leads there
    desk.press("Ctrl+Home", "Ctrl+Shift+R")
    assert desk.sees("Choose a session at home first: Up and Down do that.")


def test_a_refused_key_is_answered_with_the_reason_and_the_remedy(new_desk: NewDesk) -> None:
    desk = new_desk().open(KIT, start=False)
    desk.press("Ctrl+H")
    assert desk.sees("The clock is not running: Ctrl+P starts the interview.")
    desk.press("Ctrl+P")
    assert desk.notice == ""
    desk.press("Ctrl+H")
    assert desk.sees("No layer is open: Ctrl+Return goes on to the next one.")


def test_a_computer_that_slept_is_noticed_and_its_time_is_not_counted(desk: Driver) -> None:
    desk.until("10:00")
    desk.clock.sleep(45 * 60_000)
    desk.wait(seconds=1)
    assert desk.sees("10:01")
    assert [(gap.gap_ms, gap.cause) for gap in desk.state.gaps] == [(45 * 60_000, "slept")]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*`_]", "", text).split())


def test_a_first_run_offers_the_tour_and_the_demo_and_neither_is_in_the_way(
    new_desk: NewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_demo() -> bool:
        opened.append("demo")
        return True

    monkeypatch.setattr("interview_desk.ui.second_window.open_demo", open_demo)
    desk = new_desk().open()
    desk.awaits("Three-step tour", "Try the demo", "Senior backend engineer, live coding")
    desk.press("Ctrl+Shift+D")
    assert opened == ["demo"]
    assert desk.notice == "The demo opens in a window of its own in a moment; nothing here is touched."
    desk.press("Ctrl+F1")
    assert desk.sees("TOUR 1 OF 3", "Home: choose a kit")
    desk.press("Return")
    assert desk.sees("TOUR 2 OF 3")
    desk.press("Ctrl+Return")
    assert desk.sees("TOUR 3 OF 3")
    desk.note("a note meanwhile")
    assert [note.text for note in desk.state.notes()] == ["a note meanwhile"]
    desk.press("Ctrl+Shift+F1")
    assert not desk.sees("TOUR 3 OF 3")
