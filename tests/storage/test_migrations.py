"""The schema: what Alembic makes, what a new database is given and what the tables say are the same."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect

from interview_desk.domain.draft import Draft
from interview_desk.errors import StorageError
from interview_desk.storage import schema, tables
from interview_desk.storage.care import check, rebuild, upgrade
from interview_desk.storage.engine import make_tables, open_database, schema_version, writing
from interview_desk.storage.history import read_past
from interview_desk.storage.journal import Journal, open_journal
from interview_desk.storage.results import stored
from interview_desk.storage.upgrades import MIGRATIONS, migrate
from tests.storage.logs import interview
from tests.storage.write_old import PAST

OLD = Path(__file__).parent / "old"
"""A database as each schema kept it: one interview that is scored and called, and one that is running."""


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """An engine on a database with nothing in it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'bare.db'}"
    else:
        url = request.getfixturevalue("empty_server").replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(url)
    yield engine
    engine.dispose()


NOW, LATER = schema.HEAD, "9999"


def described(engine: Engine) -> dict[str, Any]:
    """Return everything the database says of its tables."""
    look = inspect(engine)
    return {
        name: {
            "columns": [{**column, "type": str(column["type"])} for column in look.get_columns(name)],
            "key": look.get_pk_constraint(name),
            "references": look.get_foreign_keys(name),
            "indexes": sorted(look.get_indexes(name), key=lambda index: str(index["name"])),
            "unique": look.get_unique_constraints(name),
        }
        for name in look.get_table_names()
    }


def test_the_newest_migration_is_the_one_the_tables_name() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert [script.revision for script in scripts.walk_revisions()] == list(reversed(schema.REVISIONS))
    assert scripts.get_heads() == [schema.HEAD]


def test_migrations_make_what_the_tables_say(bare: Engine) -> None:
    with bare.begin() as connection:
        migrate(connection, "head")
    with bare.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.METADATA) == []


def test_a_new_database_is_what_migrations_would_have_made(bare: Engine) -> None:
    with bare.begin() as connection:
        migrate(connection, "head")
    migrated = described(bare)
    with bare.begin() as connection:
        for table in (*reversed(tables.METADATA.sorted_tables), tables.stamp):
            table.drop(connection)
    with bare.begin() as connection:
        make_tables(connection)
    assert described(bare) == migrated
    assert set(migrated) == {*tables.METADATA.tables, "alembic_version"}


def test_entries_lie_in_the_order_of_their_key_either_way(bare: Engine) -> None:
    if bare.dialect.name != "sqlite":
        pytest.skip("a matter of SQLite alone")
    with bare.begin() as connection:
        migrate(connection, "head")
        sql = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'entry'").scalar_one()
    assert "WITHOUT ROWID" in sql


def aged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the URL of a database that looks older than the tables, with a session in it."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    journal = open_journal(url)
    journal.extend("20261123-old", interview())
    journal.close()
    monkeypatch.setattr(schema, "HEAD", LATER)
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, LATER))
    return url


def pretended_migration(connection: Any, revision: str) -> None:
    assert revision == "head"
    connection.exec_driver_sql("CREATE TABLE later (x TEXT)")
    connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{LATER}'")


def test_an_older_database_is_copied_and_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = aged(tmp_path, monkeypatch)
    monkeypatch.setattr("interview_desk.storage.upgrades.migrate", pretended_migration)
    assert upgrade(url) == (NOW, LATER)
    assert schema_version(url) == LATER
    assert upgrade(url) == (LATER, LATER)
    with closing(sqlite3.connect(tmp_path / f"desk.db.before-{LATER}")) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [(NOW,)]
        assert copy.execute("SELECT count(*) FROM entry").fetchall() == [(len(interview()),)]


def test_a_database_of_every_schema_that_was_released_is_kept() -> None:
    assert set(schema.REVISIONS[:-1]) <= {path.stem for path in OLD.glob("*.db")} <= set(schema.REVISIONS)


@pytest.mark.parametrize("old", sorted(OLD.glob("*.db")), ids=lambda path: path.stem)
def test_a_database_of_an_older_schema_is_brought_up_to_date_with_its_results(old: Path, tmp_path: Path) -> None:
    shutil.copyfile(old, tmp_path / "desk.db")
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    assert schema_version(url) == old.stem
    assert upgrade(url) == (old.stem, schema.HEAD)
    engine = open_database(url, create=False)
    assert check(engine) == []
    assert rebuild(engine) == (0, [])
    scored, running = (Journal(engine).session(id) for id in ("20261123-scored", "20261123-running"))
    assert (scored.fully_scored, scored.called) == (True, True)
    assert (running.fully_scored, running.called) == (False, False)
    with engine.connect() as connection:
        past = stored(connection, "20261123-scored")
        assert stored(connection, "20261123-running") is None
    assert past is not None
    assert [row[1:] for row in past.layers] == [(1, "done", 8.0, 1), (2, "unfinished", 15.0, 0)]
    assert [row[3:] for row in past.scores] == [("communication", 2.0), ("problem-solving", 3.0)]
    if old.stem > "0001":
        assert [row for row in read_past(engine).sessions if row[0] == "past-1"] == PAST.sessions
        assert Journal(engine).draft("20261123-running") == Draft("half a note", 900_000, 901_000)
    engine.dispose()
    if old.stem != schema.HEAD:
        with closing(sqlite3.connect(tmp_path / f"desk.db.before-{schema.HEAD}")) as copy:
            assert copy.execute("SELECT count(*) FROM session").fetchall() == [(2,)]


def test_an_older_database_is_left_alone_where_it_is_only_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = aged(tmp_path, monkeypatch)
    with pytest.raises(StorageError, match=f"its schema {NOW} is an older one; run `interview-desk db upgrade`"):
        open_database(url, upgrade=False)
    assert schema_version(url) == NOW


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = aged(tmp_path, monkeypatch)

    def failing(connection: Any, revision: str) -> None:
        pretended_migration(connection, revision)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("interview_desk.storage.upgrades.migrate", failing)
    with pytest.raises(StorageError, match="the disk is full; free some space"):
        open_database(url)
    assert schema_version(url) == NOW
    monkeypatch.undo()
    journal = open_journal(url)
    assert journal.read("20261123-old") == interview()
    with journal.engine.connect() as connection:
        assert "later" not in inspect(connection).get_table_names()
    journal.close()


def test_writing_takes_the_lock_at_once(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine).begin() as first, sqlite_engine.connect() as second:
        assert first.in_transaction()
        assert second.exec_driver_sql("SELECT count(*) FROM session").scalar_one() == 0
