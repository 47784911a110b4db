"""A report of a fault holds kinds, places and versions, and no word of a note, wherever the note was."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from interview_desk import __version__
from interview_desk.ui.crash import KEPT, CrashReports

NOTE = "hesitated by the frobnicator"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "crash"


def fail_with(note: str) -> None:
    """Fail with a note in the message, in a variable, in the exception that led to it, and in its name."""
    half_typed = f"{note}, she said"
    try:
        dict[str, str]()[half_typed]
    except KeyError as error:
        error.add_note(half_typed)
        raise type(half_typed, (ValueError,), {})(f"can't save {half_typed}") from error


def reported(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    (file,) = folder.iterdir()
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text()
    assert NOTE.split()[0] not in text + capsys.readouterr().err
    return text


def test_a_report_has_the_kinds_the_places_and_the_versions(
    folder: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = CrashReports(folder)
    try:
        fail_with(NOTE)
    except ValueError as error:
        with qtbot.waitSignal(reports.told) as told:
            reports.report(error)
    text = reported(folder, capsys)
    assert text.startswith(f"Interview Desk {__version__}\nPython {sys.version.split()[0]}, PySide6 6.")
    assert "KeyError\n  tests/ui/test_crash.py:" in text
    assert "an exception\n" in text  # which was named after the note
    assert "in fail_with\n" in text
    assert told.args is not None
    assert (
        told.args[0]
        == f"An unexpected fault (an exception). A report without any words of yours is in {next(folder.iterdir())}."
    )


@pytest.mark.usefixtures("qapp")
def test_the_same_fault_is_reported_once_and_the_oldest_reports_give_way(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = CrashReports(folder)
    for _ in range(3):
        reports._caught(RuntimeError, RuntimeError(NOTE), None)
    reported(folder, capsys)
    for number in range(KEPT + 5):
        (folder / f"crash-2020{number:04}.txt").touch()
    reports._caught(ExceptionGroup, ExceptionGroup(NOTE, [OSError(NOTE)]), None)
    left = sorted(folder.iterdir())
    assert len(left) == KEPT
    assert "ExceptionGroup\n  of OSError" in left[-1].read_text()


def test_where_nothing_can_be_written_it_is_said_all_the_same(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "file").touch()
    reports = CrashReports(tmp_path / "file" / "crash")
    with qtbot.waitSignal(reports.told) as told:
        reports._caught(ValueError, ValueError(NOTE), None)
    assert told.args == ["An unexpected fault (ValueError). No report of it could be written."]


def test_a_fault_on_another_thread_is_told_on_this_one(folder: Path, qtbot: QtBot) -> None:
    reports = CrashReports(folder)
    heard: list[int] = []
    reports.told.connect(lambda _sentence: heard.append(threading.get_ident()))
    before = threading.excepthook
    reports.install()
    try:
        thread = threading.Thread(target=fail_with, args=[NOTE])
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(heard))
    finally:
        reports.uninstall()
    assert threading.excepthook is before
    assert NOTE not in next(folder.iterdir()).read_text()


PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
sys.path.insert(0, sys.argv[1])
from tests.ui.test_crash import NOTE, fail_with
from interview_desk.ui.crash import CrashReports
app = QApplication([])
reports = CrashReports(Path(sys.argv[2]))
reports.install()
reports.told.connect(lambda _sentence: app.quit())
QTimer.singleShot(0, lambda: fail_with(NOTE))
app.exec()
print("went on")
"""


def test_a_fault_in_a_slot_leaves_no_word_on_the_terminal_and_the_window_goes_on(folder: Path) -> None:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", PROGRAM, str(root), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=root)
    assert done.stdout == "went on\n"
    text = next(folder.iterdir()).read_text()
    assert text.strip() == done.stderr.strip()
    assert "in fail_with" in text
    assert NOTE.split()[0] not in text
