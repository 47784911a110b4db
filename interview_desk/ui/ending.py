"""Ctrl+C in the terminal, and a request to end: the window is closed as if by hand, so that all is kept."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QWidget

_ENDS = (signal.SIGINT, signal.SIGTERM)


class Ending(QObject):
    """Closes a window when the process is asked to end, until `let_go`. For the main thread alone.

    Python's own handlers run only between two lines of Python, which in an idle event loop may be never; the byte that
    a signal writes wakes it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._ours, self._theirs = socket.socketpair()
        for end in (self._ours, self._theirs):
            end.setblocking(False)
        self._before = {which: signal.signal(which, _nothing) for which in _ENDS}
        self._fd_before = signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda: self._heard(window))

    def let_go(self) -> None:
        """Leave signals to whoever had them before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._fd_before)
        for which, handler in self._before.items():
            signal.signal(which, handler)
        self._ours.close()
        self._theirs.close()

    def _heard(self, window: QWidget) -> None:
        if any(number in _ENDS for number in self._ours.recv(64)):
            window.close()


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """Take a signal: what it is for, the event loop is told."""
