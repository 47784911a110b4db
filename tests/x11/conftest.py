"""An X server of the tests' own, shared by all of them, and the number of kills."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

NEEDED = ("Xvfb", "xdotool")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kill" in metafunc.fixturenames:
        metafunc.parametrize("kill", range(metafunc.config.getoption("--kills")))


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The display of an X server that nobody else uses."""
    if missing := [name for name in NEEDED if shutil.which(name) is None]:
        pytest.skip(f"{' and '.join(missing)} not found: apt-get install xvfb xdotool")
    reading, writing = os.pipe()
    # Without -noreset it begins anew whenever its last client goes, and turns those away that come meanwhile.
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1500x1000x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()  # comes when the server is ready, with a number that was free
        assert number, "Xvfb did not start"
        try:
            yield f":{number}"
        finally:
            server.terminate()
