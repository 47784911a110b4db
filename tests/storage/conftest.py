"""Databases to test on: SQLite in a folder of the test's own, PostgreSQL where there is one to start."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from interview_desk.storage.engine import open_database
from interview_desk.storage.journal import Journal
from interview_desk.storage.memory import MemoryJournal

SERVER = "INTERVIEW_DESK_TEST_POSTGRESQL"  # the URL of a server's database that tests may fill and empty


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a database that isn't there yet."""
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_database(url)
    yield engine
    engine.dispose()


@pytest.fixture
def kept(engine: Engine) -> Journal:
    """A journal on SQLite."""
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


@pytest.fixture
def empty_server(server: str) -> str:
    """The URL of a server's database, emptied."""
    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return server


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server: the environment's, or one started here in a folder of its own."""
    if given := os.environ.get(SERVER):
        yield given
        return
    if sys.platform == "win32" or (tools := _server_tools()) is None:
        pytest.skip(f"no PostgreSQL server here: install one, or name a database in {SERVER}")
    # Not in pytest's folder, which is root's alone: a server refuses to run as root, and is started as nobody then.
    with tempfile.TemporaryDirectory(prefix="desk-postgresql-") as folder:
        nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
        if nobody:
            shutil.chown(folder, "nobody", "nogroup")
        data = f"{folder}/data"

        def run(tool: str, *arguments: str) -> None:
            command = [*nobody, str(tools / tool), "-D", data, *arguments]
            subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)

        run("initdb", "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
        settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", settings, "start")
        try:
            yield f"postgresql://tests@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")


def _server_tools() -> Path | None:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(installed[-1]) if installed else shutil.which("initdb")
    return Path(found).parent if found else None
