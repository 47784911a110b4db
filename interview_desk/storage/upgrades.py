"""Bringing an older database up to date, through Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from interview_desk.storage import schema
from interview_desk.storage.copying import copy_database
from interview_desk.storage.engine import sqlite_path, writing

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade_schema(engine: Engine) -> None:
    """Migrate to the newest schema in one transaction; an SQLite file is copied first, to `NAME.before-REVISION`."""
    if (path := sqlite_path(engine)) is not None:
        _copy_beside(path)
    with writing(engine).begin() as connection:
        migrate(connection, "head")


def migrate(connection: Connection, revision: str) -> None:
    """Take the database of an open transaction to a schema version."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _copy_beside(path: Path) -> None:
    copy = path.with_name(f"{path.name}.before-{schema.HEAD}")
    if not copy.exists():  # the one from before the first attempt is the one worth keeping
        copy_database(path, copy)
