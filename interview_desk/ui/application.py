"""The Qt application: made once and dressed in the theme; without a screen, a sentence instead of a crash."""

from __future__ import annotations

import os
import sys

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from interview_desk.errors import StorageError
from interview_desk.paths import resources
from interview_desk.settings import Settings
from interview_desk.ui.theme import apply_theme


def make_application(settings: Settings) -> QApplication:
    """Make the application; raises StorageError where there is no screen to show a window on."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screens):
        raise StorageError(
            "No window can be opened here", "there is no display", "start it in a desktop session, or set DISPLAY"
        )
    app = QApplication([sys.argv[0] if sys.argv else "interview-desk"])
    app.setApplicationName("Interview Desk")
    app.setDesktopFileName("interview-desk")
    app.setQuitOnLastWindowClosed(False)
    app.setWindowIcon(QIcon(str(resources("icons", "clock.svg"))))
    apply_theme(app, settings.theme, settings.text_percent / 100)
    return app
