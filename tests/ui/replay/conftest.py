"""What the replay is tested with: the sample interview, ended and scored, and a place to look at it from."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from interview_desk.domain.script import Kit
from interview_desk.library.catalogue import Catalogue
from interview_desk.sessions.replay import Replay
from interview_desk.ui.theme import apply_theme
from tests.ui.wrapup.interviews import Desk, assess, conduct


@pytest.fixture(scope="session")
def kit() -> Kit:
    return Catalogue.standing().kit("backend-senior")


@pytest.fixture(scope="session")
def interview(kit: Kit) -> Desk:
    """The sample interview: hints at 9:18, 21:05 and 33:40, the end at 57:12."""
    return assess(conduct(kit))


@pytest.fixture
def replay(interview: Desk) -> Replay:
    """The sample interview at its end."""
    return Replay(interview.live.log)


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    apply_theme(qapp, "dark")
