"""The wall clock set by an hour, and an hour of sleep: durations stay right, and the gap is an event and a question."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from interview_desk.domain import events as e
from interview_desk.domain import rules
from interview_desk.domain.log import Entry
from interview_desk.domain.state import fold
from interview_desk.domain.timing import elapsed_ms
from interview_desk.storage.journal import open_journal
from tests.faults.kept import SESSION, environment

TIMEKEEPER = Path(__file__).with_name("timekeeper.py")
HOUR_MS = 3_600_000
A_MOMENT_MS = 60_000
FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


def run(database: Path, *words: str, **variables: str) -> list[Entry]:
    """Conduct an interview in a process of its own, with a fault in its midst; return what was kept of it."""
    command = [sys.executable, str(TIMEKEEPER), f"sqlite:///{database}", SESSION, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**environment(), **variables})
    if "namespace" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    ms, phase = done.stdout.split()
    assert (int(ms) < A_MOMENT_MS, phase) == (True, "running")
    with closing(open_journal(f"sqlite:///{database}")) as journal:
        return journal.read(SESSION)


def notes(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if isinstance(entry.event, e.NoteTaken)]


@pytest.mark.skipif(not FAKETIME, reason="libfaketime isn't here")
@pytest.mark.parametrize("hours", [1, -1])
def test_a_wall_clock_that_is_set_changes_no_duration(tmp_path: Path, hours: int) -> None:
    ahead = tmp_path / "ahead"
    ahead.write_text("+0")
    entries = run(
        tmp_path / "desk.db", "set", str(ahead), f"{hours * 3600:+}",
        LD_PRELOAD=str(FAKETIME[0]), FAKETIME_TIMESTAMP_FILE=str(ahead), FAKETIME_NO_CACHE="1",
        FAKETIME_DONT_FAKE_MONOTONIC="1",
    )  # fmt: skip
    before, after = notes(entries)
    assert 0 <= after.offset_ms - before.offset_ms < A_MOMENT_MS
    assert abs(after.at - before.at - timedelta(hours=hours)) < timedelta(minutes=1)  # what the wall said is kept too
    assert not any(isinstance(entry.event, e.Interrupted) for entry in entries)


@pytest.mark.skipif(sys.platform != "linux", reason="there are no time namespaces")
def test_an_hour_of_sleep_stands_apart_and_is_counted_when_that_is_wished(tmp_path: Path) -> None:
    if not os.path.exists("/proc/self/timens_offsets"):  # noqa: PTH110  # no path of the project's
        pytest.skip("there are no time namespaces")
    entries = run(tmp_path / "desk.db", "sleep")
    before, after = notes(entries)
    assert 0 <= after.offset_ms - before.offset_ms < A_MOMENT_MS
    (gap,) = [entry.event for entry in entries if isinstance(entry.event, e.Interrupted)]
    assert gap.cause == "slept"
    assert abs(gap.gap_ms - HOUR_MS) < A_MOMENT_MS
    state = fold(entries)
    assert elapsed_ms(state, state.offset_ms) < A_MOMENT_MS
    assert isinstance(rules.count_gap(state), e.GapCounted)  # the question that the screen asks
