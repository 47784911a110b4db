"""What holds for every test of the screen: the shipped theme, the shipped kit, and no widgets of the tests before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from interview_desk.domain.script import Kit
from interview_desk.library.catalogue import Catalogue
from interview_desk.ui.theme import apply_theme


@pytest.fixture(scope="session")
def kit() -> Kit:
    return Catalogue.standing().kit("backend-senior")


@pytest.fixture(autouse=True, scope="session")
def _dressed(qapp: QApplication) -> None:
    apply_theme(qapp, "dark")


@pytest.fixture(autouse=True)
def _alone(qapp: QApplication) -> None:
    """Let the widgets of the tests before go: a change of theme would dress them all again."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
