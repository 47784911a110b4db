"""Databases to test on: SQLite in a folder of the test's own, PostgreSQL where there is one to start."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
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
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server: the environment's, or one started here in a folder of its own."""
    if given := os.environ.get(SERVER):
        yield given
        return
    if sys.platform == "win32" or (tools := _server_tools()) is None:
        pytest.skip(f"no PostgreSQL server here: install one, or name a database in {SERVER}")
    folder = tmp_path_factory.mktemp("postgresql")
    # A server refuses to run as root: it is started as nobody then, who must get to its folder.
    nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    if nobody:
        for parent in (folder, *folder.parents[:3]):
            parent.chmod(parent.stat().st_mode | 0o011)
        shutil.chown(folder, "nobody", "nogroup")
    data = folder / "data"

    def run(tool: str, *arguments: str) -> None:
        subprocess.run([*nobody, str(tools / tool), *arguments], check=True, cwd=folder, stdout=subprocess.DEVNULL)

    run("initdb", "-D", str(data), "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
    settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", settings, "start")
    try:
        yield f"postgresql://tests@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")


def _server_tools() -> Path | None:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(installed[-1]) if installed else shutil.which("initdb")
    return Path(found).parent if found else None
