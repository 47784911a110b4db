"""Settings by keyboard in the midst of an interview: they count at once, everywhere, and the interview goes on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from interview_desk import commands, settings
from interview_desk.ui import fonts
from interview_desk.ui.theme import tokens
from tests.calling import Call
from tests.journeys.driver import Driver


@pytest.fixture(autouse=True)
def _own_keys() -> Iterator[None]:
    yield
    commands.use_keys({})


def tab_to(desk: Driver, name: str) -> None:
    """Press Tab until the focus is on something of that name."""
    for _ in range(40):
        if desk.focus.accessibleName().startswith(name):
            return
        desk.press("Tab")
    raise AssertionError(f"Tab does not come to {name}")


def test_a_key_changed_in_the_midst_of_an_interview_counts_at_once_everywhere(desk: Driver, call: Call) -> None:
    desk.press("Ctrl+Return")
    desk.type("- half typed")
    desk.press("Ctrl+,")
    assert desk.sees("Settings", "Each change counts at once")
    tab_to(desk, "Find a command")
    desk.type("next hint")
    desk.press("Return", "Ctrl+E")
    assert desk.sees("is the key of “Wrap up” already")
    assert desk.state.phase == "running"
    desk.press("Ctrl+G", "Esc", "Esc")
    assert desk.half_typed == "- half typed"
    assert desk.sees("hint, Ctrl G", "Ctrl G gives the next")
    desk.press("Ctrl+G", "Ctrl+H")
    assert len(desk.state.hints) == 1
    desk.press("F1")
    assert desk.sees("Ctrl G")
    desk.press("Esc")
    assert "  Ctrl+G " in call("keys").out
    assert desk.state.phase == "running"


def test_theme_and_size_of_text_count_at_once_and_are_kept(desk: Driver) -> None:
    desk.press("Ctrl+,", "Tab")
    before = tokens().name
    desk.press("Right", "Space") if before == "light" else desk.press("Right", "Right", "Space")
    assert tokens().name != before
    desk.press("Tab", "Up", "Up")
    assert fonts.text_scale() == 1.2
    kept, problems = settings.load(desk.place.data / "settings.toml")
    assert (kept.text_percent, problems) == (120, [])
    desk.press("Up", "Ctrl+A")
    desk.type("500")
    desk.press("Tab")
    assert desk.sees("⚠ It is 500, not between 80 and 200.")
    desk.press("Esc")
    assert desk.conducting.page.isVisible()


def test_another_size_of_text_leaves_the_theme_that_a_key_chose(desk: Driver) -> None:
    before = tokens().name
    desk.press("Ctrl+Shift+T", "Ctrl+,")
    tab_to(desk, "Text size")
    desk.press("Up")
    assert fonts.text_scale() == 1.1
    assert tokens().name != before


def test_note_saving_can_have_another_key_and_return_then_begins_a_line(desk: Driver) -> None:
    desk.press("Ctrl+,")
    tab_to(desk, "Find a command")
    desk.type("save the note")
    desk.press("Return", "Ctrl+S", "Esc", "Esc")
    desk.note("one")
    desk.type("two")
    desk.press("Ctrl+S")
    assert [note.text for note in desk.state.notes()] == ["one\ntwo"]


def test_what_is_refused_is_said_and_the_words_stay(desk: Driver) -> None:
    desk.press("Ctrl+Shift+H")
    assert "No layer is open" in desk.notice
    assert desk.half_typed == ""
    desk.press("Ctrl+Return")
    desk.copy("a = 1\n")
    desk.press("Ctrl+Shift+V", "Ctrl+Shift+C")
    desk.note("7-9 beyond the end")
    assert desk.notice == "The snippet has lines 1 to 1."
    assert desk.half_typed == "7-9 beyond the end"
    desk.press("Esc")
    desk.copy("x" * 100_001)
    desk.press("Ctrl+V", "Return")
    assert "longer than 100,000 characters" in desk.notice
    assert len(desk.half_typed) == 100_001


def test_the_compact_window_marks_signals_gives_hints_and_says_what_is_refused(desk: Driver) -> None:
    desk.press("Ctrl+Return", "F9")
    desk.press("Alt+S", "2")
    assert desk.sees("constant work per request and says why: yes")
    desk.press("Esc", "Ctrl+Alt+H", "3")
    assert desk.state.hints[-1].level == "reveal"
    desk.press("Ctrl+Down", "Alt+3")
    assert desk.sees("Problem solving: 3")
    desk.press("Ctrl+Shift+S")
    assert desk.sees("F9 unfolds the window")
    desk.note("+ x @correctness")
    desk.press("Ctrl+Shift+F", "-")
    assert not desk.sees("strength: x")
    desk.press("Ctrl+Shift+F")
    assert desk.sees("strength: x")
    desk.press("F9")
    assert desk.conducting.page.isVisible()
