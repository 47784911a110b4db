"""The sample interview at its stages."""

from __future__ import annotations

import pytest

from interview_desk.domain.script import Kit
from tests.ui.wrapup.interviews import Desk, assess, conduct


@pytest.fixture
def ended(kit: Kit) -> Desk:
    """The sample interview, ended and not scored yet."""
    return conduct(kit)


@pytest.fixture
def scored(ended: Desk) -> Desk:
    """The sample interview with every row scored by both sides."""
    return assess(ended)
