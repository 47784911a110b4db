"""What a test process needs after a part of the application has told the whole of it to end."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTimer


def let_loops_run_again() -> None:
    """Take back that the application was told to end: a process of its own would, this one has more tests to run."""
    QTimer.singleShot(0, QCoreApplication.quit)
    QCoreApplication.exec()
