"""A database on a server: made once by however many come first, changed on demand only, told of where it is gone."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from interview_desk.errors import StorageError, masked
from interview_desk.storage import schema
from interview_desk.storage.care import check, rebuild, upgrade
from interview_desk.storage.engine import open_database, schema_version
from interview_desk.storage.journal import Journal, open_journal
from interview_desk.storage.server import is_leased_on_server
from interview_desk.storage.upgrades import migrate
from tests.servers import PASSWORD, Server, copied, running
from tests.storage.logs import interview

OLD = Path(__file__).parent / "old" / "0001.db"
ONE = "20261123-one"


def refusal(url: str) -> str:
    with pytest.raises(StorageError) as caught:
        open_database(url)
    assert PASSWORD not in str(caught.value)
    return str(caught.value)


def test_however_many_come_first_make_one_database(empty_server: str) -> None:
    with ThreadPoolExecutor(6) as together:
        for engine in together.map(open_database, [empty_server] * 6):
            engine.dispose()
    assert schema_version(empty_server) == schema.HEAD


@pytest.fixture
def aged(empty_server: str) -> str:
    """A server's database as the first schema kept it."""
    engine = create_engine(empty_server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection, closing(sqlite3.connect(OLD)) as old:
        migrate(connection, "0001")
        old.row_factory = sqlite3.Row
        for table in ("session", "entry", "draft"):
            for row in old.execute(f"SELECT * FROM {table}"):
                values = {name: bool(row[name]) if name == "practice" else row[name] for name in row.keys()}  # noqa: SIM118
                names = ", ".join(values)
                marks = ", ".join(f":{name}" for name in values)
                connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)
    engine.dispose()
    return empty_server


def test_an_older_server_is_changed_only_when_it_is_asked_for(aged: str) -> None:
    assert "its schema 0001 is an older one; run `interview-desk db upgrade`" in refusal(aged)
    assert schema_version(aged) == "0001"
    assert upgrade(aged) == ("0001", schema.HEAD)
    assert upgrade(aged) == (schema.HEAD, schema.HEAD)
    engine = open_database(aged, create=False)
    assert check(engine) == []
    assert rebuild(engine) == (0, [])
    assert Journal(engine).session("20261123-scored").fully_scored
    engine.dispose()


def test_two_who_upgrade_at_once_do_not_meet(aged: str) -> None:
    with ThreadPoolExecutor(2) as together:
        assert {after for _, after in together.map(upgrade, [aged, aged])} == {schema.HEAD}


def test_a_server_says_why_it_refuses_and_never_the_password(server: Server, empty_server: str) -> None:
    where = f"host={server.folder}"
    made = create_engine(empty_server.replace("postgresql:", "postgresql+psycopg:"))
    with made.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS ada"))
        connection.execute(text(f"CREATE ROLE ada LOGIN PASSWORD '{PASSWORD}'"))
    made.dispose()
    assert "refuses the user or the password" in refusal(f"postgresql://ada:{PASSWORD}x@/postgres?{where}")
    assert "refuses the user or the password" in refusal(f"postgresql://nobody:{PASSWORD}@/postgres?{where}")
    assert "has no database of that name" in refusal(f"postgresql://tests:{PASSWORD}@/none?{where}")
    assert "does not let this user do that" in refusal(f"postgresql://ada:{PASSWORD}@/postgres?{where}")
    assert "does not answer" in refusal(f"postgresql://ada:{PASSWORD}@/postgres?host={server.folder}/none")


def test_the_password_may_come_from_the_environment_or_a_file(
    server: Server, empty_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = open_database(empty_server)
    with made.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS ada"))
        connection.execute(text(f"CREATE ROLE ada LOGIN SUPERUSER PASSWORD '{PASSWORD}'"))
    url = f"postgresql://ada@/postgres?host={server.folder}"
    assert "refuses the user or the password" in refusal(url)
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    open_database(url).dispose()
    monkeypatch.delenv("PGPASSWORD")
    (tmp_path / "pgpass").write_text(f"*:*:*:ada:{PASSWORD}\n")
    (tmp_path / "pgpass").chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
    open_database(url).dispose()
    with made.begin() as connection:
        connection.execute(text("DROP ROLE ada"))
    made.dispose()


def test_a_lease_ends_with_the_connection_that_held_it(empty_server: str) -> None:
    one, other = open_journal(empty_server), open_journal(empty_server)
    lease = one.lease(ONE)
    with pytest.raises(StorageError, match="is writing to it; go on there, or close it first"):
        other.lease(ONE)
    assert is_leased_on_server(other.engine, ONE)
    with other.engine.begin() as connection:  # as a cut in the line would
        holders = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND pid != pg_backend_pid()"
        connection.execute(text(f"SELECT pg_terminate_backend(pid, 10000) FROM ({holders}) AS holding"))
    with other.lease(ONE):
        assert other.is_leased(ONE)
    lease.release()
    assert not other.is_leased(ONE)
    one.close()
    other.close()


def test_a_server_that_is_gone_is_told_of_and_one_that_is_back_goes_on(unused_server: Server) -> None:
    with copied(unused_server) as fresh, running(fresh) as server:
        journal = open_journal(server.url)
        log = interview(notes=5)
        journal.extend(ONE, log[:3])
        server.kill()
        with pytest.raises(StorageError, match="the database server does not answer; check the network"):
            journal.extend(ONE, log[3:])
        server.start()
        journal.extend(ONE, log[3:])
        assert journal.read(ONE) == log
        journal.close()


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ada:s3cret@db.invalid/desk", "postgresql://ada:***@db.invalid/desk"),
        ("postgresql://ada:s3@c:r/e?t@db.invalid/desk", "postgresql://ada:***@db.invalid/desk"),
        ("postgresql://ada@db.invalid/desk?sslpassword=s3cret&sslmode=require", "postgresql://ada@db.invalid/desk?sslpassword=***&sslmode=require"),
        ("postgresql://ada@db.invalid/desk", "postgresql://ada@db.invalid/desk"),
        ("sqlite:////home/a:b@c/desk.db", "sqlite:////home/a:b@c/desk.db"),
    ],
)  # fmt: skip
def test_a_url_is_shown_without_its_password(url: str, shown: str) -> None:
    assert masked(url) == shown
