"""What a screen reader is told over AT-SPI, by the real window: every control has a name, a role and a state."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.x11.window import PATIENCE_S, Window, wait_for

pytestmark = pytest.mark.x11

KIT = "backend-senior"
PACKAGES = "apt-get install at-spi2-core gir1.2-atspi-2.0 python3-pyatspi"
CONTROLS = (
    *("push button", "toggle button", "radio button", "check box", "combo box", "text", "entry", "slider"),
    *("menu item", "page tab", "table", "table cell", "list", "list item", "spin button", "link"),
)
Found = list[dict[str, Any]]


def system_python() -> str:
    """Return a Python that has pyatspi, which no package index has; skips where there is none."""
    python = shutil.which("python3", path="/usr/bin")
    asked = [python, "-c", "import pyatspi"] if python else ["false"]
    if python is None or subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip(f"pyatspi not found: {PACKAGES}")
    return python


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A session bus of the test's own, on which the registry of assistive technology is started when asked for."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip(f"dbus-daemon not found: {PACKAGES}")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        monkeypatch.setenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1")
        try:
            yield
        finally:
            daemon.terminate()


class Reader:
    """A screen reader that is asked for everything at once."""

    def __init__(self, python: str, display: str) -> None:
        script = Path(__file__).with_name("spoken.py")
        self._process = subprocess.Popen(
            [python, str(script), "Interview Desk"],
            env={**os.environ, "DISPLAY": display},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._line() == "ready", "the window is not known to assistive technology"

    def reads(self) -> Found:
        """Return all that is shown now."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        found: Found = json.loads(self._line())
        return found

    def awaits(self, name: str) -> Found:
        """Read again until something of that name is shown."""

        def look() -> Found | None:
            found = self.reads()
            return found if any(it["name"].startswith(name) for it in found) else None

        return wait_for(look, f"{name!r} to be told")

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def nameless(found: Found) -> list[str]:
    """Return the controls that nothing is told of but their role, and whatever has no role at all."""
    controls = [it for it in found if it["role"] in CONTROLS and not it["name"].strip()]
    unknown = [it for it in found if it["role"] in ("unknown", "invalid") and not it["name"].strip()]
    return [f"{it['role']} at depth {it['depth']}" for it in controls + unknown]


def state_of(found: Found, role: str, name: str) -> list[str]:
    """Return the states of the one control of that role and name."""
    states = [it["states"] for it in found if it["role"] == role and it["name"] == name]
    assert len(states) == 1, [it for it in found if it["role"] == role]
    return list(states[0])


@pytest.mark.usefixtures("bus")
def test_everything_in_the_live_window_is_told_with_its_name_role_and_state(display: str, tmp_path: Path) -> None:
    python = system_python()
    window = Window(display, tmp_path / "data")
    reader = None
    try:
        window.start()
        window.wait_shown()
        reader = Reader(python, display)
        home = reader.awaits("Senior backend engineer, live coding")
        assert nameless(home) == []
        assert "focused" in state_of(home, "text", "Search; up and down choose, Enter opens")

        window.press("Return")
        prepare = reader.awaits("Start the interview")
        assert nameless(prepare) == []
        assert "focused" in state_of(prepare, "text", "Candidate")
        assert "checked" in state_of(prepare, "check box", "Level applied for: Senior")

        window.press("ctrl+Return")
        window.wait_saved(2)
        window.do("ctrl+Return")
        window.do("ctrl+h")
        window.note("+ asked who is limited")
        window.do("alt+3")
        live = reader.awaits("00:0")
        assert nameless(live) == []
        assert len([it for it in live if it["role"] in CONTROLS]) > 40
        assert "focused" in state_of(live, "text", "Note")
        assert "checked" in state_of(live, "radio button", "Requirements: 3")
        assert "checked" not in state_of(live, "radio button", "Requirements: 2")
        order = ["Layers", "Script", "Note", "Rubric"]
        assert [it["name"] for it in live if it["name"] in order and it["role"] != "menu item"] == order
        window.quit()
    finally:
        if reader is not None:
            reader.close()
        window.end()
