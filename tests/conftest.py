"""What holds for every test: no screen, no one's real folder, the same examples on every run."""

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported: without a display it aborts

import pytest
from hypothesis import settings

from tests.servers import Server, copied, made, running

settings.register_profile("desk", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=1000)
settings.load_profile("desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--kills",
        type=int,
        default=5,
        help="how many times the window, and at least 12 times the process that keeps, is killed (the long form: 200)",
    )
    parser.addoption(
        "--interviews", type=int, default=40, help="how many made-up interviews are reported on (the long form: 300)"
    )


@pytest.fixture(autouse=True)
def desk_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own where the user's would be."""
    home = tmp_path / "desk-home"
    monkeypatch.setenv("INTERVIEW_DESK_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def unused_server() -> Iterator[Server]:
    """A PostgreSQL server that was made and never started, to be copied: making one takes seconds."""
    with made() as server:
        yield server


@pytest.fixture(scope="session")
def server(unused_server: Server) -> Iterator[Server]:
    """The server that tests share, each with the database emptied."""
    with copied(unused_server) as copy, running(copy):
        yield copy


@pytest.fixture
def empty_server(server: Server) -> str:
    """The URL of a server's database, emptied."""
    from sqlalchemy import create_engine, text

    engine = create_engine(server.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return server.url
