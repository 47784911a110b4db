"""Bringing an older database up to date, through Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError

from interview_desk.domain.state import fold
from interview_desk.errors import DeskError
from interview_desk.storage import cipher, schema, tables
from interview_desk.storage import rows as sql
from interview_desk.storage.care import made_anew
from interview_desk.storage.chain import to_entries
from interview_desk.storage.copying import copy_database
from interview_desk.storage.engine import alone, sqlite_path, writing

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade_schema(engine: Engine) -> None:
    """Migrate to the newest schema in one transaction; an SQLite file is copied first, to `NAME.before-REVISION`."""
    if (path := sqlite_path(engine)) is not None:
        _copy_beside(path)
    with writing(engine).begin() as connection:
        alone(connection)
        migrate(connection, "head")
        _fill(connection)


def _fill(connection: Connection) -> None:
    """Write what a newer schema has besides the journal, from the journal; one that is damaged is left to a rebuild."""
    for session_id in connection.execute(select(tables.session.c.id).order_by(tables.session.c.id)).scalars().all():
        try:
            state = fold(to_entries(session_id, sql.entries(connection, session_id)))
        except cipher.errors(DeskError, ValueError, DBAPIError):
            continue
        made_anew(connection, session_id, state)


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
