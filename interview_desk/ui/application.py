"""The Qt application: made once and dressed in the theme; without a screen, a sentence instead of a crash."""

from __future__ import annotations

import os
import sys
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from interview_desk.domain.frozen import dataclass
from interview_desk.errors import StorageError
from interview_desk.paths import resources
from interview_desk.settings import Settings
from interview_desk.ui.theme import apply_theme

_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


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
    if settings.reduced_motion:
        apply_motion(app, reduced=True)
    return app


def apply_motion(app: QApplication, *, reduced: bool) -> None:
    """Let nothing fade, slide or blink, the text cursor included; or leave that to the system again."""
    system = _as_the_system(app)
    app.setCursorFlashTime(0 if reduced else system.flash_ms)
    for effect in _EFFECTS:
        QApplication.setEffectEnabled(effect, not reduced and effect in system.effects)


@dataclass(frozen=True, slots=True)
class _Motion:
    flash_ms: int
    effects: tuple[Qt.UIEffect, ...]


@cache
def _as_the_system(app: QApplication) -> _Motion:
    """Return what the system does by itself; asked before anything is changed."""
    return _Motion(app.cursorFlashTime(), tuple(it for it in _EFFECTS if QApplication.isEffectEnabled(it)))
