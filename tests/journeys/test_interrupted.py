"""An interview that was cut off goes on where it stood: the same layer, time and half-typed note."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from tests.calling import Call
from tests.journeys.conftest import KIT, NewDesk
from tests.journeys.driver import MORNING, Driver, Place, drafted


def crashed(desk: Driver, folder: Path) -> Place:
    """Return a place that holds what the disk held at this instant: what a process that is gone leaves behind."""
    folder.mkdir()
    for name in ("desk.db", "desk.db-wal"):  # no lock: the system drops those of a process that ends
        if (found := desk.place.data / name).exists():
            shutil.copy(found, folder / name)
    return Place(folder)


def half_an_interview(desk: Driver) -> None:
    """Conduct up to 12:00: one layer begun, a note, a hint, half of another note, typed from 11:57 on."""
    desk.until("05:00")
    desk.press("Ctrl+Return")
    desk.until("08:00")
    desk.note("+ asked who the limit applies to @requirements")
    desk.press("Ctrl+H")
    desk.until("11:57")
    desk.type("- did not see")
    desk.until("12:00")
    desk.wait_saved()
    session = next(iter(sessions_in(desk.place)))

    def kept() -> bool:
        draft = drafted(desk.place, session)
        return draft is not None and draft.text == "- did not see" and draft.alive_ms == desk.now_ms

    desk.wait_until(kept)


def sessions_in(place: Place) -> list[str]:
    """Return the ids of the sessions that are kept."""
    from interview_desk.storage.journal import open_journal

    journal = open_journal(place.database, create=False)
    try:
        return [row.id for row in journal.sessions()]
    finally:
        journal.close()


def resumed(desk: Driver) -> None:
    """Assert that the interview stands where `half_an_interview` left it."""
    assert desk.sees("12:00", "1, One process, current, 7:00 of par 12:00, 1 hint, par 1")
    assert desk.half_typed == "- did not see"
    assert "The clock stood while the application was gone, 30:00" in desk.notice
    desk.wait(seconds=2)
    desk.note(" the race")
    last = desk.state.notes()[-1]
    assert (last.text, last.kind, last.at_ms) == ("did not see the race", "concern", (11 * 60 + 57) * 1000)
    assert desk.state.offset_ms == (12 * 60 + 2) * 1000


def test_a_cut_off_interview_is_offered_and_goes_on_with_ctrl_r(new_desk: NewDesk, tmp_path: Path) -> None:
    before = new_desk().open(KIT)
    half_an_interview(before)
    after = new_desk(crashed(before, tmp_path / "after"))
    after.clock.set_wall(MORNING + timedelta(minutes=42))
    after.open(KIT, start=False)
    after.awaits("The interview with Sample Candidate was interrupted at 12:00: Ctrl+R resumes it.")
    assert after.state.phase == "prepared"  # the offer is in nobody's way
    after.press("Ctrl+R")
    resumed(after)


def test_conduct_resume_goes_on_at_once(new_desk: NewDesk, tmp_path: Path, call: Call) -> None:
    before = new_desk().open(KIT)
    half_an_interview(before)
    place = crashed(before, tmp_path / "after")
    left = call("--database", place.database, "show", "latest", "--format", "json").data
    assert (left["state"], left["elapsed_ms"]) == ("interrupted", 12 * 60_000)
    assert left["draft"] == {"text": "- did not see", "at_ms": (11 * 60 + 57) * 1000}
    after = new_desk(place)
    after.clock.set_wall(MORNING + timedelta(minutes=42))
    resumed(after.open(KIT, resume=True))


def test_an_interruption_counts_when_it_is_asked_to(new_desk: NewDesk, tmp_path: Path) -> None:
    before = new_desk().open(KIT)
    half_an_interview(before)
    after = new_desk(crashed(before, tmp_path / "after"))
    after.clock.set_wall(MORNING + timedelta(minutes=17))
    after.open(KIT, resume=True)
    after.press("Ctrl+K")
    after.type("count")
    after.press("Return")
    assert after.sees("17:00", "1, One process, current, 12:00 of par 12:00")


def test_home_lists_a_cut_off_interview_first_and_enter_resumes_it(new_desk: NewDesk, tmp_path: Path) -> None:
    before = new_desk().open(KIT)
    half_an_interview(before)
    after = new_desk(crashed(before, tmp_path / "after"))
    after.clock.set_wall(MORNING + timedelta(minutes=42))
    after.open()
    after.awaits("Interrupted", "Sample Candidate")
    after.press("Return")
    resumed(after)


def test_an_interview_that_another_window_conducts_is_shown_and_not_taken_over(new_desk: NewDesk) -> None:
    first = new_desk().open(KIT)
    first.note("- still here")
    first.wait_saved()
    second = new_desk()
    second.open()
    second.awaits("Sample Candidate")
    second.press("Return")
    second.awaits("Another window is conducting this interview: here it can be looked at, up to now.", "still here")
    assert not second.conducts
    first.note("- and on")
    first.wait_saved()
    assert not second.sees("and on")
    second.press("Escape")
    second.awaits("Sample Candidate")


def test_a_paused_interview_comes_back_paused(new_desk: NewDesk, tmp_path: Path) -> None:
    before = new_desk().open(KIT)
    before.until("03:00")
    before.press("Ctrl+P")
    before.wait_saved()
    after = new_desk(crashed(before, tmp_path / "after"))
    after.clock.set_wall(MORNING + timedelta(hours=2))
    after.open(KIT, resume=True)
    assert after.sees("03:00", "paused, the clock stands")
    assert not after.state.gaps


def test_an_interview_that_ended_opens_in_its_wrap_up(new_desk: NewDesk, tmp_path: Path) -> None:
    before = new_desk().open(KIT)
    before.until("40:00")
    before.press("Ctrl+E")
    before.press("3")
    before.wait_saved()
    after = new_desk(crashed(before, tmp_path / "after"))
    after.clock.set_wall(MORNING + timedelta(days=1))
    after.open()
    after.awaits("Sample Candidate")
    after.type("sample cand")
    after.press("Return")
    assert after.sees("How did you find it?", "40:00", "1 of 5 taken down.")
