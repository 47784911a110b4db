"""A few options of which one is chosen: by a click or a key, and silently by the program."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from interview_desk.ui.wrapup.choice import Choice


def test_the_first_is_chosen_until_another_is(qtbot: QtBot) -> None:
    choice = Choice("Language", (("en", "English"), ("de", "Deutsch")))
    qtbot.addWidget(choice)
    assert choice.picked == "en"
    german = next(it for it in choice.findChildren(QPushButton) if it.accessibleName() == "Language: Deutsch")
    with qtbot.waitSignal(choice.chosen) as told:
        german.click()
    assert (told.args, choice.picked) == (["de"], "de")
    with qtbot.assertNotEmitted(choice.chosen):
        choice.pick("en")
    assert choice.picked == "en"
