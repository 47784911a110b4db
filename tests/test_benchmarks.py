"""Every benchmark still runs; how fast anything is, is not a test."""

from __future__ import annotations

import importlib
import math
import shutil
from typing import Any

import pytest

from benchmarks.__main__ import main, names

SMALL: dict[str, dict[str, Any]] = {
    "bands": {"interviews": 200},
    "check": {"rounds": 1},
    "commit": {"rounds": 3},
    "fold": {"entries": 20},
    "history": {"interviews": 200, "interviewers": 5},
    "report": {"rounds": 1},
    "seek": {"entries": 20, "rounds": 3},
    "seek_painted": {"entries": 60, "rounds": 10},
    "strictness": {"sizes": ((60, 12, ""),)},
}
# These show windows on an X server of their own.
SMALL_ON_A_SCREEN: dict[str, dict[str, Any]] = {
    "busy": {"entries": 60, "rounds": 1},
    "hour": {"minutes": 0.6, "entries": 6, "of": 2},
    "idle": {"seconds": 0.5, "rest": 0.1},
    "keystroke": {"rounds": 1},
    "memory": {"entries": 2, "rest": 0.2},
    "resume": {"entries": 20, "rounds": 1},
    "row": {"sizes": (60,), "rounds": 1},
    "stall": {"seconds": 2.0},
    "start": {"rounds": 1, "cold": False},
}


def test_every_benchmark_is_tried() -> None:
    assert names() == sorted([*SMALL, *SMALL_ON_A_SCREEN])


@pytest.mark.parametrize("name", SMALL)
def test_a_benchmark_runs(name: str) -> None:
    measure(name, SMALL[name])


@pytest.mark.x11
@pytest.mark.skipif(shutil.which("Xvfb") is None or shutil.which("xdotool") is None, reason="needs Xvfb and xdotool")
@pytest.mark.parametrize("name", SMALL_ON_A_SCREEN)
def test_a_benchmark_runs_on_a_screen(name: str) -> None:
    measure(name, SMALL_ON_A_SCREEN[name])


def test_an_unknown_benchmark_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["speed"]) == 2
    assert "There is no benchmark speed" in capsys.readouterr().err


def measure(name: str, sizes: dict[str, Any]) -> None:
    rows = importlib.import_module(f"benchmarks.{name}").run(**sizes)
    assert rows
    for row in rows:
        assert math.isfinite(row.figure)
        assert row.name in row.as_text()
        assert row.as_json()["figure"] == row.figure
