"""An interview that is prepared today and conducted another day: kept with its date, due at home, begun in two keys."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from interview_desk.ui.pages.home import HomePage
from interview_desk.ui.pages.home_rows import Heading, HomeRows
from interview_desk.ui.pages.picker import Picker
from interview_desk.ui.pages.prepare import PreparePage
from tests.calling import Call
from tests.journeys.conftest import NewDesk
from tests.journeys.driver import Driver


def page(desk: Driver) -> QWidget | None:
    assert desk.app is not None
    return desk.app.window.page


def await_line(desk: Driver, text: str) -> None:
    """Wait until home lists something in these words."""

    def listed() -> bool:
        there = page(desk)
        rows = there.findChild(HomeRows) if there is not None else None
        if rows is None:
            return False
        found = [rows.row(at) for at in range(rows.rowCount())]
        return any(text in (it.title if isinstance(it, Heading) else rows.spoken(it)) for it in found if it is not None)

    desk.wait_until(listed)


def prepare(desk: Driver, due: str) -> None:
    """Prepare the first kit for Noor Haddad at a date, by keyboard alone."""
    await_line(desk, "Senior backend engineer, live coding")
    desk.press("Return")
    desk.type("Noor Haddad")
    desk.press("Return", "Return", "Return", "Tab")
    desk.type(due)
    desk.press("Ctrl+S")
    desk.wait_until(lambda: isinstance(page(desk), HomePage))


def test_an_interview_kept_with_its_date_is_due_at_home_and_starts_in_two_keys(new_desk: NewDesk, call: Call) -> None:
    desk = new_desk().open()
    prepare(desk, "tomorrow 14:30")
    assert desk.notice == "Kept: Noor Haddad, due tomorrow, 14:30. Enter opens it from here, Ctrl+P then starts."
    await_line(desk, "Noor Haddad, Senior backend engineer, live coding · senior, due tomorrow, 14:30. Enter: open.")
    data = call("show", "latest", "--format", "json").data
    assert (data["state"], data["candidate"], data["called_off"]) == ("prepared", "Noor Haddad", False)
    assert data["due_at"].startswith("2026-11-24T")
    line = call("sessions", "--format", "json").data[0]
    assert (line["due_at"], line["called_off"]) == (data["due_at"], False)
    assert " · due Tue 24 Nov 2026, 14:30" in call("sessions").out
    desk.close()

    again = new_desk().open()
    await_line(again, "due tomorrow, 14:30")
    again.press("Return", "Ctrl+P")
    assert again.state.opened.candidate == "Noor Haddad"
    assert again.state.phase == "running"
    again.press("Ctrl+Alt+D")
    assert again.notice == "The interview has already been started."
    again.press("Ctrl+Alt+X")
    assert "The interview has begun" in again.notice


def test_a_date_can_be_moved_and_taken_away_and_an_interview_called_off(new_desk: NewDesk) -> None:
    desk = new_desk().open()
    prepare(desk, "tomorrow 14:30")
    await_line(desk, "due tomorrow, 14:30")
    desk.press("Return", "Ctrl+Alt+D")
    desk.note("whenever")
    assert "“whenever” is no day and time" in desk.notice
    desk.press("Ctrl+A")
    desk.note("today 23:15")
    desk.press("Ctrl+Home")
    await_line(desk, "due today, 23:15")
    desk.press("Return", "Ctrl+Alt+D", "Return", "Ctrl+Home")
    await_line(desk, "prepared just now")
    desk.press("Return", "Ctrl+Alt+X")
    assert "Called off" in desk.notice
    await_line(desk, "called off")
    desk.type("noor")
    desk.press("Return", "Ctrl+Z", "Ctrl+Home")
    await_line(desk, "Ready to start")


def test_a_question_of_ones_choice_is_prepared_with_its_rubric_and_conducted(new_desk: NewDesk) -> None:
    desk = new_desk().open()
    desk.press("Ctrl+Shift+N")
    desk.awaits("A rubric that has a row for all that the question shows is chosen with it.")
    assert desk.focus.accessibleName() == "Question"
    preparing = page(desk)
    assert isinstance(preparing, PreparePage)
    # The list is read in the background: its letters choose once it is there.
    picker = next(it for it in preparing.findChildren(Picker) if it.accessibleName() == "Question")
    desk.wait_until(lambda: picker.count() > 1)
    desk.type("Log")
    desk.awaits("Rubrics that fit: Coding, general")
    desk.awaits("1 · ")
    desk.press("Ctrl+Return")
    assert desk.state.kit.id == "own-log-search"
    assert desk.state.rubric.id == "coding-generalist"


def test_the_library_prepares_a_question_by_one_key(new_desk: NewDesk) -> None:
    desk = new_desk().open()
    desk.press("Ctrl+L")
    desk.awaits("questions")
    desk.type("question expiry")
    desk.awaits("Cache with expiry")
    desk.press("Ctrl+Return")
    assert isinstance(page(desk), PreparePage)
    desk.awaits("Coding, general", "1 · ")
    desk.press("Ctrl+Return")
    assert desk.state.kit.id == "own-expiring-cache"
    assert desk.state.phase == "running"
    desk.press("Ctrl+Shift+N")
    assert desk.notice == "An interview is under way: it comes first."
