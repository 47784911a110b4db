"""The application as a process of its own under an X server, with real keys, and its database read from beside."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
PATIENCE_S = 20.0


def wait_for(look: Callable[[], T | None], what: str) -> T:
    """Look again and again until there is something; only the looking takes time."""
    end = time.monotonic() + PATIENCE_S
    while True:
        if found := look():
            return found
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.004)


class Journal:
    """What the database holds at this instant, read by another connection: nothing but what was committed."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def entries(self) -> list[tuple[int, int, str, str]]:
        """Return number, session time, kind and body of every entry of the newest session."""
        return self._rows(
            "SELECT seq, offset_ms, kind, body FROM entry WHERE session_id = "
            "(SELECT id FROM session ORDER BY created_at DESC LIMIT 1) ORDER BY seq"
        )

    def last(self) -> int:
        """Return the number of the last entry that is saved, 0 for none."""
        return max([row[0] for row in self._rows("SELECT max(seq) FROM entry") if row[0]], default=0)

    def draft(self) -> str:
        """Return the half-typed note that is saved."""
        rows = self._rows("SELECT text FROM draft")
        return str(json.loads(rows[-1][0])) if rows else ""

    def alive_ms(self) -> int:
        """Return the last session time at which the window said that all was well."""
        return max([row[0] for row in self._rows("SELECT alive_ms FROM draft")], default=0)

    def elapsed_ms(self) -> float:
        """Return the interview's time at this instant, by the wall's clock and the entry that says it was started."""
        at = wait_for(lambda: self._rows("SELECT at FROM entry WHERE kind = 'started'"), "the start")[0][0]
        return (datetime.now(UTC) - datetime.fromisoformat(at)).total_seconds() * 1000

    def is_whole(self) -> bool:
        """Tell whether SQLite finds nothing wrong with the file."""
        return self._rows("PRAGMA integrity_check") == [("ok",)]

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        try:
            with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=2)) as connection:
                return connection.execute(query).fetchall()
        except sqlite3.OperationalError:  # not made yet
            return []


class Window:
    """One run of the application. Keys go to whatever window the X server gives them to."""

    def __init__(self, display: str, data: Path) -> None:
        self.data = data
        self.journal = Journal(data / "desk.db")
        self._display = display
        self._process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0

    def start(self, *words: str) -> None:
        """Start `interview-desk` with these words."""
        self.started_at = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "interview_desk", *words],
            cwd=ROOT,
            env=environment(self._display, self.data),
            stderr=subprocess.PIPE,
        )

    def wait_shown(self) -> None:
        """Wait until the window is on the screen."""

        def is_there() -> bool:
            assert self._process is not None
            assert self._process.poll() is None, self._reap()
            return bool(self._xdotool("search", "--onlyvisible", "--name", "Interview Desk", check=False))

        wait_for(is_there, "a window")

    def press(self, *keys: str) -> None:
        """Press keys, each as xdotool spells it: `ctrl+Return`."""
        self._xdotool("key", "--delay", "1", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Type a text, key by key."""
        self._xdotool("type", "--delay", "1", "--", text)

    def note(self, text: str) -> None:
        """Type a note, save it, and wait until it is saved."""
        before = self.journal.last()
        self.type(text)
        self.press("Return")
        self.wait_saved(before + 1)

    def do(self, *keys: str, entries: int = 1) -> None:
        """Press keys and wait until what comes of them is saved."""
        before = self.journal.last()
        self.press(*keys)
        self.wait_saved(before + entries)

    def wait_saved(self, seq: int) -> None:
        """Wait until the entry of that number is saved."""
        wait_for(lambda: self.journal.last() >= seq, f"entry {seq}, after {self.journal.last()}")

    def kill(self) -> None:
        """End the process as the kernel does, with no chance to write or say anything."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._reap()

    def quit(self) -> str:
        """Close the window as a person does; return what was said on stderr."""
        assert self._process is not None
        self.press("ctrl+q")
        self._process.wait(PATIENCE_S)
        assert self._process.returncode == 0
        return self._reap()

    def end(self) -> None:
        """Make sure that nothing is left running."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
        if self._process is not None:
            self._reap()

    def _reap(self) -> str:
        assert self._process is not None
        said = self._process.communicate(timeout=PATIENCE_S)[1]
        return re.sub(r".*propagateSizeHints.*\n?", "", said.decode()) if said else ""

    def _xdotool(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env={**os.environ, "DISPLAY": self._display},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout


def environment(display: str, data: Path) -> dict[str, str]:
    """Return what a process of the application needs; its bytecode is kept, as a person's would be."""
    dropped = {"PYTHONDONTWRITEBYTECODE", "QT_QPA_PLATFORM"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**kept, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "INTERVIEW_DESK_HOME": str(data)}
