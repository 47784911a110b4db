"""The sound server is started once for all tests that need it; a system without it skips them, and says why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.media.virtual_sound import missing, virtual_sound


@pytest.fixture(scope="session")
def sound() -> Iterator[dict[str, str]]:
    """The environment of a process that is to hear and play."""
    if why := missing():
        pytest.skip(why)
    with virtual_sound() as environment:
        yield environment
