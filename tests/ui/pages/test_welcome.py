"""The first run: what this is, and the ways in."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from interview_desk.ui.pages.welcome import Welcome


def test_the_tour_and_the_demo_are_offered_with_their_keys(qtbot: QtBot) -> None:
    welcome = Welcome()
    qtbot.addWidget(welcome)
    buttons = welcome.findChildren(QPushButton)
    assert [it.text() for it in buttons] == ["Three-step tour   Ctrl F1", "Try the demo   Ctrl ⇧ D"]
    assert all(it.accessibleDescription() for it in buttons)
    for button, wished in zip(buttons, ("help.tour", "app.demo"), strict=True):
        with qtbot.waitSignal(welcome.command_wanted) as wish:
            button.click()
        assert wish.args == [wished]
