"""Killed at any instant, a process has lost nothing that it said was saved."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.kept import KEEPER, SESSION, assert_kept, environment, keeper, last_saved
from tests.faults.tracing import needs_strace, traced

ENTRIES = 250
INSTANTS = 20


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_no_saved_entry_is_lost_by_a_kill_at_any_of_twenty_instants(tmp_path: Path) -> None:
    chance = random.Random(20261123)
    command = [sys.executable, str(KEEPER), "--each", SESSION, str(ENTRIES)]
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
            instant = chance.randrange(1, ENTRIES - 50)
            heard = [keepers.stdout.readline().strip() for _ in range(instant)]
            os.kill(pid, signal.SIGKILL)
            heard += iter(lambda: keepers.stdout.readline().strip(), "gone")  # type: ignore[union-attr]
            saved = last_saved(heard)
            there = assert_kept(folder / "desk.db", saved, ENTRIES)
            assert instant <= saved <= there < ENTRIES
        keepers.stdin.close()
    assert keepers.returncode == 0


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
