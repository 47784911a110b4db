"""Recording at the desk, as far as it goes without a microphone; `tests/media` has the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from interview_desk.domain import rules
from interview_desk.ui.recording import Recording
from interview_desk.ui.stage_adapter import StageAdapter
from tests.conducting import Conducted

pytestmark = pytest.mark.usefixtures("qapp")


class Bench:
    """A session, its recording, and what was told and shown."""

    def __init__(self, folder: Path, started: bool = True, allowed: bool = False) -> None:
        self.session = Conducted(started=started)
        self.parent = QObject()
        self.folder = folder
        live = self.session.live
        self.recording = Recording(live, StageAdapter(live, self.parent), folder, lambda: allowed, self.parent)
        self.told: list[str] = []
        self.shown: list[str] = []
        self.recording.told.connect(self.told.append)
        self.recording.shown.connect(lambda words, _level: self.shown.append(words))

    def agree(self) -> None:
        self.session.do(rules.give_consent(self.session.state, "Sample Candidate"))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "audio")


def test_without_consent_it_refuses_as_the_rule_does(bench: Bench) -> None:
    bench.recording.toggle()
    assert bench.told == ["Nobody agreed to be recorded yet: Ctrl+Alt+C records who did."]


def test_what_the_settings_turn_off_is_not_recorded(bench: Bench) -> None:
    bench.agree()
    bench.recording.toggle()
    assert bench.told == ["Sound is turned off in the settings: Ctrl+, turns it on."]
    assert bench.shown[-1] == "not recording"
    assert not bench.folder.exists()


def test_before_the_start_it_waits_for_the_clock(tmp_path: Path) -> None:
    bench = Bench(tmp_path, started=False, allowed=True)
    bench.agree()
    bench.recording.toggle()
    assert bench.told == ["Sound will be recorded as soon as the clock runs."]
    assert bench.shown[-1] == "recording paused"
    bench.recording.toggle()
    assert bench.shown[-1] == "not recording"


def test_where_the_consent_is_taken_back_recording_is_over(tmp_path: Path) -> None:
    bench = Bench(tmp_path, started=False, allowed=True)
    bench.agree()
    bench.recording.toggle()
    bench.session.do(rules.withdraw_consent(bench.session.state, "Sample Candidate"))
    assert bench.told[-1] == "The recording is stopped. Ctrl+Alt+E deletes what there is of it."
    assert bench.shown[-1] == ""


def test_erasing_wants_the_key_twice_with_nothing_in_between(bench: Bench) -> None:
    bench.recording.erase()
    assert bench.told.pop() == "No sound of this interview is kept."
    bench.agree()
    bench.session.do(rules.record_piece(bench.session.state, "000004.wav", 0))
    bench.folder.mkdir()
    (bench.folder / "000004.wav").write_bytes(b"sound")
    bench.recording.erase()
    bench.session.note("+ asked")
    bench.recording.erase()
    assert (bench.folder / "000004.wav").exists()
    bench.recording.erase()
    assert not bench.folder.exists()
    assert bench.session.state.pieces == ()
    assert [note.text for note in bench.session.state.notes()] == ["asked"]


def test_what_can_not_be_erased_is_not_said_to_be(bench: Bench) -> None:
    bench.agree()
    bench.session.do(rules.record_piece(bench.session.state, "000004.wav", 0))
    (bench.folder / "a-folder").mkdir(parents=True)
    bench.recording.erase()
    bench.recording.erase()
    assert bench.told[-1].startswith("The recording was not erased")
    assert len(bench.session.state.pieces) == 1


def test_what_stops_the_writing_of_sound_is_said_and_the_interview_goes_on(bench: Bench) -> None:
    bench.agree()
    bench.recording._broken.emit("No space left on device")
    assert bench.told[-1].startswith("Sound is not recorded any more: No space left on device.")
    bench.session.note("+ asked")
    assert bench.session.state.note_count == 1
