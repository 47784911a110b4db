"""What holds for every test: no screen, no one's real folder, the same examples on every run."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported: without a display it aborts

import pytest
from hypothesis import settings

settings.register_profile("desk", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=1000)
settings.load_profile("desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--interviews", type=int, default=40, help="how many made-up interviews are reported on (the long form: 300)"
    )


@pytest.fixture(autouse=True)
def desk_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own where the user's would be."""
    home = tmp_path / "desk-home"
    monkeypatch.setenv("INTERVIEW_DESK_HOME", str(home))
    return home
