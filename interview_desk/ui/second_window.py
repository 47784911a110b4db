"""Opens the demo as an application of its own beside this one, so that nothing here is touched by it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QProcess


def demo_command(executable: str = sys.executable, frozen: bool = getattr(sys, "frozen", False)) -> list[str]:
    """Return what starts the demo; a packaged application is its own executable."""
    return [executable, "demo"] if frozen else [executable, "-m", "interview_desk", "demo"]


def open_demo(command: list[str] | None = None) -> bool:
    """Start the demo; tells whether it could be started."""
    program, *arguments = command or demo_command()
    started, _process = QProcess.startDetached(program, arguments)
    return bool(started)
