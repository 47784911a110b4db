"""Killed at any instant, a process has lost nothing that it said was saved."""

from __future__ import annotations

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.kept import assert_kept, environment, keeper, last_saved
from tests.faults.tracing import needs_strace, traced

ENTRIES = 250
INSTANTS = 20


def kill_after(folder: Path, lines: int) -> tuple[int, int]:
    """Kill the keeper when it has said so many lines; return the last entry it called saved, and how many there are."""
    folder.mkdir()
    database = folder / "desk.db"
    heard: list[str] = []
    command = keeper(database, ENTRIES)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stdout is not None
        while len(heard) < lines:
            heard.append(process.stdout.readline().strip())
        process.kill()
        heard += process.stdout.read().split("\n")
    assert process.returncode == (1 if sys.platform == "win32" else -9)
    saved = last_saved(heard)
    return saved, assert_kept(database, saved, ENTRIES)


def test_no_saved_entry_is_lost_by_a_kill_at_any_of_twenty_instants(tmp_path: Path) -> None:
    chance = random.Random(20261123)
    instants = [chance.randrange(1, ENTRIES - 100) for _ in range(INSTANTS)]
    with ThreadPoolExecutor(4) as together:
        found = list(together.map(lambda it: kill_after(tmp_path / str(it[0]), it[1]), enumerate(instants)))
    assert len(found) == INSTANTS
    for instant, (saved, there) in zip(instants, found, strict=True):
        assert instant <= saved <= there < ENTRIES


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
