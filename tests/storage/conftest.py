"""Databases to test on: SQLite in a folder of the test's own, PostgreSQL where there is one to start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from interview_desk.storage.engine import open_database
from interview_desk.storage.journal import Journal
from interview_desk.storage.memory import MemoryJournal


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a database that isn't there yet."""
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Every database there is, one after the other."""
    engine = open_database(request.getfixturevalue("url" if request.param == "sqlite" else "empty_server"))
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(url: str) -> Iterator[Engine]:
    engine = open_database(url)
    yield engine
    engine.dispose()


@pytest.fixture
def kept(engine: Engine) -> Journal:
    """A journal on every database."""
    return Journal(engine)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def journal(request: pytest.FixtureRequest) -> Iterator[Journal | MemoryJournal]:
    """Every journal there is, one after the other: they keep one contract."""
    if request.param == "memory":
        yield MemoryJournal()
        return
    engine = open_database(request.getfixturevalue("url" if request.param == "sqlite" else "empty_server"))
    yield Journal(engine)
    engine.dispose()
