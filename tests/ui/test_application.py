"""The application as a whole: what moves by itself, and that it can be told not to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from interview_desk.ui.application import apply_motion


def test_less_motion_stops_the_cursor_and_every_effect_and_more_leaves_them_to_the_system(qapp: QApplication) -> None:
    effects = (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeTooltip, Qt.UIEffect.UI_AnimateCombo)
    before = qapp.cursorFlashTime(), [QApplication.isEffectEnabled(it) for it in effects]
    assert before[0] > 0
    apply_motion(qapp, reduced=True)
    assert qapp.cursorFlashTime() == 0
    assert not any(QApplication.isEffectEnabled(it) for it in effects)
    apply_motion(qapp, reduced=False)
    assert (qapp.cursorFlashTime(), [QApplication.isEffectEnabled(it) for it in effects]) == before
