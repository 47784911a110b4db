"""Killed at any instant, a process has lost nothing that it said was saved."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.keeper import planned
from tests.faults.kept import KEEPER, SESSION, assert_kept, environment, keeper, last_saved, resumed
from tests.faults.tracing import needs_strace, traced

INSTANTS = 12
SCRIPT = 0  # an interview of 45 minutes


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Kill twelve times, and where `--kills` says more, as often as it takes."""
    if "dozen" in metafunc.fixturenames:
        metafunc.parametrize("dozen", range(max(1, -(-metafunc.config.getoption("--kills") // INSTANTS))))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_no_saved_entry_of_a_whole_interview_is_lost_by_a_kill_at_any_instant(tmp_path: Path, dozen: int) -> None:
    chance = random.Random(20261123 + dozen)
    entries = len(planned(SCRIPT))
    took = []
    command = [sys.executable, str(KEEPER), "--each", SESSION, str(SCRIPT)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment()) as keepers:
        assert keepers.stdin is not None
        assert keepers.stdout is not None
        for number in range(INSTANTS):
            folder = tmp_path / str(number)
            folder.mkdir()
            keepers.stdin.write(f"sqlite:///{folder / 'desk.db'}\n")
            keepers.stdin.flush()
            pid = int(keepers.stdout.readline().removeprefix("pid "))
            instant = chance.randrange(1, entries - 20)
            heard = [keepers.stdout.readline().strip() for _ in range(instant)]
            with contextlib.suppress(ProcessLookupError):  # it was quicker than we are, and through
                os.kill(pid, signal.SIGKILL)
            heard += iter(lambda: keepers.stdout.readline().strip(), "gone")  # type: ignore[union-attr]
            saved = last_saved(heard)
            took.append(resumed(folder / "desk.db", planned(SCRIPT)))
            there = assert_kept(folder / "desk.db", saved, SCRIPT)
            assert instant <= saved <= there <= entries
        keepers.stdin.close()
    assert keepers.returncode == 0
    print(f"\n{INSTANTS} kills; resumed in {max(took) * 1000:.0f} ms at most", end="")


@needs_strace
@pytest.mark.parametrize(("call", "numbers"), [("pwrite64", (1, 20, 45, 70, 95, 120)), ("fdatasync", (1, 4, 6, 9, 14))])
def test_no_saved_entry_is_lost_by_a_kill_in_the_middle_of_a_write_or_a_sync(
    tmp_path: Path, call: str, numbers: tuple[int, ...]
) -> None:
    entries = 12

    def kill_at(number: int) -> int:
        folder = tmp_path / str(number)
        folder.mkdir()
        database = folder / "desk.db"
        run = traced(keeper(database, entries), f"inject={call}:signal=KILL:when={number}")
        assert run.returncode != 0, run.stdout
        return assert_kept(database, last_saved(run.stdout.split("\n")), entries) if database.exists() else 0

    with ThreadPoolExecutor(4) as together:
        found = list(together.map(kill_at, numbers))
    assert found == sorted(found)
    assert found[-1] > 1
