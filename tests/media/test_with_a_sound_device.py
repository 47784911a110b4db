"""Sound through a virtual device: what is recorded and played is in step, and nothing is loaded that isn't wanted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.media.virtual_sound import missing, virtual_sound

ROOT = Path(__file__).parents[2]
LIMIT_MS = 100


def child(environment: dict[str, str], *words: str) -> dict[str, Any]:
    """Run a module of the tests in a process of its own; returns what it tells. It may say nothing on stderr."""
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=90)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_what_is_recorded_and_what_is_played_are_in_step(sound: dict[str, str]) -> None:
    quick = ["--minutes", "0.05", "--listen", "1.5", "--apart", "0.5", "--speeds", "1", "2"]
    for _ in range(3):  # a machine that is busy elsewhere may keep both devices waiting
        told = child(sound, "tests.media.in_step", *quick)
        errors = [told["recorded"], *told["played"].values()]
        if all(it["bursts"] and abs(it["median_ms"]) < LIMIT_MS for it in errors):
            return
    raise AssertionError(told)


def test_an_interview_is_recorded_heard_and_erased_at_the_desk(sound: dict[str, str], tmp_path: Path) -> None:
    noise = subprocess.Popen(["pacat", "-d", "call", "--raw", "--latency-msec=50", "/dev/urandom"], env=sound)
    try:
        for attempt in range(3):  # as above
            told = child(sound, "tests.media.at_the_desk", str(tmp_path / str(attempt)))
            if is_in_step(told):
                break
    finally:
        noise.kill()
        noise.wait()
    assert is_in_step(told), told
    assert told["without_consent"] == "Nobody agreed to be recorded yet: Ctrl+Alt+C records who did."
    assert (told["asked"], told["consent_by"]) == ("Ada Example", "Ada Example")
    assert (told["while_recording"], told["in_the_pause"]) == ("recording", "recording paused")
    assert (told["heard_at_2"], told["heard_at_4"], told["at_the_end"]) == (True, False, True)
    assert told["track_is_gone"]
    assert "once more" in told["asked_to_erase"]
    assert told["erased"]
    assert told["said"].startswith("The recording is deleted")


def is_in_step(told: dict[str, Any]) -> bool:
    """Whether each piece lies where the interview ran, and the replay was where the sound was."""
    (first, long), (second, rest) = told["pieces"]
    before = first + long <= told["paused_at"] + LIMIT_MS
    after = bool(told["paused_at"] <= second <= second + rest <= told["ended_at"] + LIMIT_MS)
    return bool(before and after and max(told["apart_ms"]) < LIMIT_MS)


def test_without_a_microphone_it_says_so(tmp_path: Path) -> None:
    if why := missing():
        pytest.skip(why)
    with virtual_sound(microphone=False) as environment:
        told = child(environment, "tests.media.without", "a-microphone", str(tmp_path))
    assert told["said"] == "No sound is recorded: this computer has no microphone; connect one and try again."


@pytest.mark.parametrize("what", ["being-allowed", "the-library"])
def test_while_sound_is_off_or_its_library_is_missing_none_of_it_is_imported(what: str, tmp_path: Path) -> None:
    told = child({**os.environ, "QT_QPA_PLATFORM": "offscreen"}, "tests.media.without", what, str(tmp_path))
    assert told["loaded"] == []
    assert told["threads"] == []
    if what == "the-library":
        assert told["said"].startswith("Sound can be neither recorded nor heard here: a library is missing")
        assert "libpulse0" in told["said"]
    else:
        assert told["said"] == "Sound is turned off in the settings: Ctrl+, turns it on."
        assert told["replayed"] == "This interview was recorded: the settings (Ctrl+,) let the sound be heard."
