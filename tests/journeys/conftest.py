"""A desk to conduct interviews at, in the shipped theme, with the shipped library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.library.catalogue import Catalogue
from interview_desk.ui.theme import apply_theme
from tests.calling import Call, caller
from tests.journeys.driver import Driver, Place

KIT = "backend-senior"
NewDesk = Callable[..., Driver]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.standing()


@pytest.fixture
def place(desk_home: Path) -> Place:
    return Place(desk_home)


@pytest.fixture
def new_desk(qapp: QApplication, qtbot: QtBot, catalogue: Catalogue, place: Place) -> Iterator[NewDesk]:
    """What makes a desk, at the test's own place or another; all are closed at the end."""
    apply_theme(qapp, "dark")
    made: list[Driver] = []

    def make(at: Place | None = None) -> Driver:
        made.append(Driver(qtbot, catalogue, at or place))
        return made[-1]

    yield make
    for driver in reversed(made):
        driver.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # else each change of theme dresses them all again


@pytest.fixture
def desk(new_desk: NewDesk) -> Driver:
    """A desk at which the shipped kit was just started."""
    return new_desk().open(KIT)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls `interview-desk`, which finds the desk's own place."""
    return caller(capsys)
