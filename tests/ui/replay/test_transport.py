"""Play, speeds and silence: buttons show how it plays, and wish."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from interview_desk.domain.clock import ManualClock
from interview_desk.sessions.replay import Playing, Replay
from interview_desk.ui.replay.transport import Transport
from tests.ui.replay.minutes import at


@pytest.fixture
def transport(qtbot: QtBot) -> Transport:
    it = Transport()
    qtbot.addWidget(it)
    it.resize(1200, 50)
    it.show()
    return it


def test_it_shows_the_second_and_the_length(transport: Transport) -> None:
    transport.show_length(at("57:12"))
    transport.show_time(at("21:05") + 999)
    assert (transport.time.text(), transport.length.text()) == ("21:05", "/ 57:12")


def test_it_shows_how_it_plays(transport: Transport, replay: Replay) -> None:
    playing = Playing(replay, ManualClock())
    playing.set_speed(4)
    playing.set_skips_silence(True)
    transport.show_playing(playing)
    assert [button.text() for button in transport.speeds if button.isChecked()] == ["4×"]
    assert transport.skip.isChecked()
    assert transport.play.accessibleName() == "Play"
    playing.toggle()
    transport.show_playing(playing)
    assert transport.play.accessibleName() == "Stop"


def test_every_button_wishes_and_changes_nothing_by_itself(transport: Transport) -> None:
    commands: list[str] = []
    speeds: list[float] = []
    transport.command_wanted.connect(commands.append)
    transport.speed_wanted.connect(speeds.append)
    transport.play.click()
    transport.skip.click()
    transport.speeds[-1].click()
    assert commands == ["replay.play", "replay.skip-silence"]
    assert speeds == [32.0]
    assert not any(button.isChecked() for button in (*transport.speeds, transport.skip))
