"""The demo opens beside this window, as a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from interview_desk.ui.second_window import demo_command, open_demo


def test_the_demo_is_this_application_called_with_that_word() -> None:
    assert demo_command() == [sys.executable, "-m", "interview_desk", "demo"]
    assert demo_command("/opt/interview-desk", frozen=True) == ["/opt/interview-desk", "demo"]


def test_it_runs_apart_from_this_process(qtbot: QtBot, tmp_path: Path) -> None:
    there = tmp_path / "there"
    assert open_demo([sys.executable, "-c", f"open({str(there)!r}, 'w').close()"])
    qtbot.waitUntil(there.exists, timeout=10_000)


def test_what_cannot_be_started_is_told(tmp_path: Path) -> None:
    assert not open_demo([str(tmp_path / "nothing")])
