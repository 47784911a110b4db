"""A disk that is full, failing, read-only or slow: what was marked saved is there, and the rest is waited for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.kept import assert_kept, environment, keeper, last_saved
from tests.faults.tracing import needs_strace, traced

ENTRIES = 300


def run(command: Sequence[str]) -> list[str]:
    """Run the keeper to its end; return what it said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment(), timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.splitlines()


def troubles(lines: Sequence[str]) -> set[str]:
    return {line.removeprefix("trouble Not saved yet: ").split(".")[0] for line in lines if line.startswith("trouble")}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes")
def test_a_file_that_may_not_grow_loses_nothing_and_is_written_to_when_it_may(tmp_path: Path) -> None:
    database = tmp_path / "desk.db"
    lines = run(keeper(database, ENTRIES, "limit", "60000", "await-trouble", "unlimit", "await-saved"))
    assert troubles(lines)
    assert lines[-1] == "done"
    assert "well" in lines
    assert assert_kept(database, ENTRIES, ENTRIES) == ENTRIES


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes")
def test_a_file_that_may_never_grow_keeps_what_was_saved_and_says_what_was_not(tmp_path: Path) -> None:
    database = tmp_path / "desk.db"
    lines = run(keeper(database, ENTRIES, "limit", "60000", "await-trouble", "give-up"))
    assert lines[-1] == f"left {ENTRIES - last_saved(lines)}"
    there = assert_kept(database, last_saved(lines), ENTRIES)
    assert there < ENTRIES


def full_disk(folder: Path, command: Sequence[str]) -> list[str]:
    """Return a command line that runs another with a very small disk, almost full, at `folder`."""
    script = 'mount -t tmpfs -o size=400k tmpfs "$1" && head -c 300000 /dev/zero > "$1/ballast" && shift && exec "$@"'
    return ["unshare", "-r", "-m", "sh", "-c", script, "sh", str(folder), *command]


def can_mount(folder: Path) -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(full_disk(folder, ["true"]), capture_output=True, check=False).returncode == 0


def test_a_full_disk_is_told_of_and_nothing_is_lost_when_there_is_room_again(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if not can_mount(disk):
        pytest.skip("no disk can be mounted here")
    database = disk / "desk.db"
    commands = ["await-trouble", "remove", str(disk / "ballast"), "await-saved"]
    copy = f'"$@" && cp "{database}"* "{tmp_path}"'  # the disk is gone when its last process is
    lines = run(full_disk(disk, ["sh", "-c", copy, "sh", *keeper(database, ENTRIES, *commands)]))
    assert "the disk is full" in troubles(lines)
    assert lines[-1] == "done"
    assert assert_kept(tmp_path / "desk.db", ENTRIES, ENTRIES) == ENTRIES


@needs_strace
@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("fdatasync:error=EIO:when=12..13", "the disk reports an error"),
        ("pwrite64:error=EIO:when=90..95", "the disk reports an error"),
        ("pwrite64:error=ENOSPC:when=90..95", "the disk is full"),
    ],
)
def test_a_failing_write_or_sync_is_told_of_and_never_called_saved(tmp_path: Path, fault: str, told: str) -> None:
    database = tmp_path / "desk.db"
    done = traced(keeper(database, 20), f"inject={fault}")
    lines = done.stdout.splitlines()
    assert lines[-1] == "done", done.stderr
    assert told in troubles(lines)
    assert "well" in lines
    assert [int(line.split()[1]) for line in lines if line.startswith("saved")] == list(range(1, 21))
    assert assert_kept(database, 20, 20) == 20


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_read_only_folder_is_refused_with_where_and_what_to_do(open_folder: Path) -> None:
    folder = open_folder / "locked"
    folder.mkdir()
    folder.chmod(0o555)
    code = """
import sys
import tempfile
from interview_desk.errors import StorageError
from interview_desk.storage.engine import open_database
try:
    open_database(sys.argv[1])
except StorageError as error:
    print(error)
"""
    command = [sys.executable, "-c", code, f"sqlite:///{folder / 'desk.db'}"]
    if os.geteuid() == 0:  # nothing is read-only to root
        if (setpriv := shutil.which("setpriv")) is None:
            pytest.skip("setpriv isn't here, and nothing is read-only to root")
        command = [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups", "--", *command]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment(), cwd=Path(__file__).parents[2]
    )
    if done.returncode and os.geteuid() == 0 and re.search("Permission denied|No module named", done.stderr):
        pytest.skip("the Python here is only root's to run, and nothing is read-only to root")
    assert done.returncode == 0, done.stderr
    assert f"the folder {folder} is read-only; make it writable, or choose another place" in done.stdout
    assert list(folder.iterdir()) == []


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others may get to; pytest's is its user's alone."""
    with tempfile.TemporaryDirectory(prefix="desk-faults-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@needs_strace
def test_a_slow_disk_delays_saved_and_nothing_else(tmp_path: Path) -> None:
    database = tmp_path / "desk.db"
    done = traced(keeper(database, 40, "await-saved"), "inject=fdatasync:delay_exit=50000:when=8+")
    lines = done.stdout.splitlines()
    assert lines[-1] == "done"
    assert troubles(lines) == set()
    saved = [int(line.split()[1]) for line in lines if line.startswith("saved")]
    assert saved == sorted(saved)
    assert len(saved) < 40  # what came while the disk was busy went together
    assert assert_kept(database, 40, 40) == 40


def test_two_processes_can_not_write_to_one_session(tmp_path: Path) -> None:
    database = tmp_path / "desk.db"
    with ThreadPoolExecutor(2) as together:
        both = list(together.map(run, [keeper(database, 60, "await-saved"), keeper(database, 60, "await-saved")]))
    assert [lines[-1] for lines in both] == ["done", "done"]  # the same log, so that the second has nothing to add
    assert assert_kept(database, 60, 60) == 60
    assert not list(tmp_path.glob("*.lock"))
