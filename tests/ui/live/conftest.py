"""What the panels are tested with: the shipped kit, a session on a clock that is moved by hand, the dark theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from interview_desk.domain.script import Kit
from interview_desk.library.catalogue import Catalogue
from interview_desk.ui.theme import apply_theme
from tests.conducting import Conducted

W = TypeVar("W", bound=QWidget)
Shown = Callable[..., QWidget]


@pytest.fixture(scope="session")
def kit() -> Kit:
    return Catalogue.standing().kit("backend-senior")


@pytest.fixture
def session(kit: Kit) -> Conducted:
    """A session that has been running for four minutes, in its introduction."""
    it = Conducted(kit)
    it.wait(minutes=4)
    return it


@pytest.fixture
def on_layer_two(session: Conducted) -> Conducted:
    """The same, eleven minutes later and two minutes into the second layer."""
    session.solve()
    session.wait(minutes=11)
    session.solve()
    session.wait(minutes=2)
    return session


@pytest.fixture(autouse=True)
def dark(qapp: QApplication) -> None:
    apply_theme(qapp, "dark")


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[W, int, int], W]:
    """Show a widget at a size, painted."""

    def show(widget: W, width: int = 540, height: int = 640) -> W:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        QApplication.processEvents()
        return widget

    return show
