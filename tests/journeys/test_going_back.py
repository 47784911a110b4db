"""Going back to an interview: from its wrap-up, from home, from the command line, and as a file on another desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from interview_desk.domain.log import Entry
from interview_desk.domain.state import fold
from interview_desk.door.kept import Kept
from interview_desk.sessions.replay import Replay
from interview_desk.ui.replaying import Replaying
from interview_desk.ui.wrapping_up import WrappingUp
from tests.calling import Call
from tests.journeys.conftest import NewDesk
from tests.journeys.driver import Driver, Place
from tests.ui.replay.dropping import drop


def interviewed(desk: Driver) -> Driver:
    """Seven minutes with two notes and a hint, wrapped up."""
    desk.wait(minutes=2)
    desk.press("Ctrl+Return")
    desk.wait(minutes=2)
    desk.note("+ asked who the limit applies to")
    desk.wait(minutes=1)
    desk.press("Ctrl+H")
    desk.wait(minutes=2)
    desk.note("- off by one")
    desk.press("Ctrl+E")
    return desk


def entries_of(place: Place) -> list[Entry]:
    return Kept(place.data, place.database).entries("latest")


def replaying(desk: Driver) -> Replaying:
    assert desk.app is not None
    assert desk.app.replaying is not None, "no replay is open"
    return desk.app.replaying


def test_a_time_in_the_wrap_up_opens_the_replay_there_and_esc_comes_back(desk: Driver) -> None:
    interviewed(desk)
    wrap_up = desk.window.findChild(WrappingUp)
    assert isinstance(wrap_up, WrappingUp)
    page = wrap_up.page
    page.moment_wanted.emit(240_000)
    QApplication.processEvents()
    assert desk.sees("04:00 strength: asked who the limit applies to", "Script kept?".upper())
    assert not desk.sees("off by one")
    desk.press("H")
    assert replaying(desk).replay.now_ms == 300_000
    desk.press("Esc")
    assert desk.app is not None
    assert desk.app.replaying is None
    assert desk.app.window.page is page


def test_the_key_replays_what_is_open_in_the_wrap_up(desk: Driver) -> None:
    interviewed(desk)
    desk.press("Ctrl+Shift+R")
    assert replaying(desk).replay.length_ms == 420_000
    desk.press("]", "Space")
    desk.clock.advance(60_000)
    replaying(desk).adapter.tick()
    assert desk.sees("02:00")


def test_a_running_interview_is_not_replayed(desk: Driver) -> None:
    desk.press("Ctrl+Shift+R")
    assert "not over" in desk.notice


def test_home_replays_the_session_that_is_chosen_and_esc_goes_home(desk: Driver) -> None:
    interviewed(desk)
    desk.wait_saved()
    desk.press("Ctrl+Home")
    desk.awaits("Sample Candidate")
    desk.type("Sample")
    desk.press("Ctrl+Shift+R")
    desk.wait_until(lambda: desk.app is not None and desk.app.replaying is not None)
    desk.press("End")
    assert desk.sees("07:00 concern: off by one")
    desk.press("Esc")
    desk.awaits("Sessions and kits")


def test_a_session_travels_to_another_desk_as_a_file(desk: Driver, place: Place, call: Call, tmp_path: Path) -> None:
    interviewed(desk)
    desk.wait_saved()
    desk.close()
    file, there = tmp_path / "one.desk", tmp_path / "there"
    assert call("export", "latest", "-o", file).err == f"Wrote {file}\n"
    done = call("--data-dir", there, "import", file)
    assert (done.code, done.out) == (0, "")
    assert "Imported" in done.err
    assert "already" in call("--data-dir", there, "import", file).err
    here = Replay(entries_of(place))
    again = Replay(entries_of(Place(there)))
    assert again.whole_log == here.whole_log
    assert call("--data-dir", there, "show", "latest", "--at", "5:00", "--format", "json").data["hints"]


def test_a_file_dropped_on_home_is_there_at_once(desk: Driver, place: Place, call: Call, new_desk: NewDesk) -> None:
    interviewed(desk)
    desk.wait_saved()
    desk.close()
    file = place.data / "one.desk"
    call("export", "latest", "-o", file)
    other = new_desk(Place(place.data / "other")).open()
    assert other.app is not None
    home = other.app.window.page
    assert home is not None
    drop(home, file.as_uri())
    other.awaits("Imported one.desk.", "Sample Candidate")
    drop(home, file.as_uri())
    other.awaits("one.desk was here already.")


def test_an_anonymous_file_has_no_names_in_it(desk: Driver, call: Call, tmp_path: Path) -> None:
    interviewed(desk)
    desk.wait_saved()
    desk.close()
    file, there = tmp_path / "one.desk", tmp_path / "there"
    assert call("export", "latest", "-o", file, "--anonymous").code == 0
    call("--data-dir", there, "import", file)
    state = fold(entries_of(Place(there)))
    assert (state.opened.candidate, state.opened.interviewer) == ("Candidate", "Interviewer")
    assert state.note_count == 2


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["export", "latest", "-o", "x.desk"], 3, "No interview was kept here yet"),
        (["import", "nowhere.desk"], 2, "there is no such file"),
        (["replay", "latest", "--at", "soon"], 2, "is no time of an interview"),
    ],
)
def test_what_cant_be_done_is_said_in_a_sentence(call: Call, words: list[str], code: int, sentence: str) -> None:
    done = call(*words)
    assert (done.code, done.out) == (code, "")
    assert sentence in done.err
    assert done.err.count("\n") == 1


def test_a_file_that_is_no_bundle_makes_no_database(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "wrong.desk"
    file.write_bytes(b"no zip")
    there = tmp_path / "there"
    done = call("--data-dir", there, "import", file)
    assert done.code == 3
    assert "nothing was changed" in done.err
    assert not there.exists()
