"""A person's data at the desk: seen, written to a file for them, and erased for good."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.conftest import KIT, NewDesk


def test_a_person_gets_their_file_and_is_then_erased(new_desk: NewDesk, desk_home: Path) -> None:
    desk = new_desk().open(KIT)
    desk.note("+ words about her")
    desk.until("10:00")
    desk.press("Ctrl+E")
    desk.wait_saved()
    desk.press("Ctrl+Home")
    desk.awaits("Sample Candidate")
    desk.press("Ctrl+Alt+P")
    desk.awaits("People's data", "Sample Candidate", "1 interview: ")
    desk.press("Tab")
    desk.press("Space")
    desk.awaits("Wrote ", "Sample Candidate, all that is kept, ")
    desk.press("Tab")
    desk.press("Space")
    desk.awaits("Everything above is erased for good", "Erase Sample Candidate")
    desk.press("Tab")
    desk.press("Space")
    desk.awaits("Erased for good.", "No interview is kept here")
    files = [path for path in desk_home.rglob("*") if path.is_file()]
    assert not [path for path in files if b"words about her" in path.read_bytes() or "Sample" in path.name]
    desk.press("Escape")
    desk.wait_until(lambda: not desk.sees("Everybody") and not desk.sees("Sample Candidate"))
