"""Asked to end from outside, the window is closed as if by hand; afterwards signals are whose they were."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from interview_desk.ui.ending import Ending

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process of Windows is not asked by signals")


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM])
def test_the_window_is_closed_where_the_process_is_asked_to_end(qtbot: QtBot, which: signal.Signals) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    before = signal.getsignal(which)
    ending = Ending(window)
    try:
        os.kill(os.getpid(), which)
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    finally:
        ending.let_go()
    assert signal.getsignal(which) is before
    assert signal.set_wakeup_fd(-1) == -1
