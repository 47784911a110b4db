"""A server's database as one SQLite file, and back: every row of every table, as they all stood at one instant."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, literal, select

from interview_desk.errors import StorageError, masked
from interview_desk.storage import tables
from interview_desk.storage.copying import copy_database, expect_room
from interview_desk.storage.engine import BUSY_MS, open_database, writing
from interview_desk.storage.files import expect_backup
from interview_desk.storage.trouble import told

_CHUNK = 5_000


def copy_server(engine: Engine, target: Path) -> None:
    """Copy a server's database, while it is in use, to a new SQLite database: whole, or nothing is left of it.

    Raises StorageError where there is a file of that name, or the server or the disk fails.
    """
    what = f"The database {masked(engine.url.render_as_string())} can't be copied to {target}"
    expect_room(what, target)
    part = target.with_name(f"{target.name}.rows")
    with told(what):
        _remove(part)
        try:
            _copy_to_file(engine, part)
            copy_database(part, target)
        finally:
            _remove(part)


def restore(file: Path, engine: Engine) -> int:
    """Bring everything in a backup into an empty database, in one transaction; return how many sessions there are.

    The backup itself is only read; one of an older schema is brought up to date on the way. Raises StorageError where
    the database has something in it already.
    """
    what = f"{file} can't be restored"
    expect_backup(what, file, BUSY_MS)
    with tempfile.TemporaryDirectory(prefix="interview-desk-") as folder:
        copy = Path(folder) / "backup.db"
        copy_database(file, copy)
        source = open_database(f"sqlite:///{copy}", create=False)
        try:
            with told(what), source.connect() as origin, writing(engine).begin() as connection:
                if any(_has_rows(connection, name) for name in tables.METADATA.tables):
                    why = "the database that it is to go to is not empty"
                    raise StorageError(what, why, "name a new one with --database")
                _copy_rows(origin, connection)
                return connection.execute(select(func.count()).select_from(tables.session)).scalar_one()
        finally:
            source.dispose()


def _copy_to_file(engine: Engine, part: Path) -> None:
    copy = open_database(f"sqlite:///{part}")
    snapshot = engine.execution_options(isolation_level="REPEATABLE READ", stream_results=True)
    try:
        with snapshot.connect() as origin, writing(copy).begin() as connection:
            _copy_rows(origin, connection)
    finally:
        copy.dispose()


def _copy_rows(origin: Connection, target: Connection) -> None:
    for table in tables.METADATA.sorted_tables:
        for rows in origin.execute(select(table)).mappings().partitions(_CHUNK):
            target.execute(insert(table), [dict(row) for row in rows])


def _has_rows(connection: Connection, name: str) -> bool:
    table = tables.METADATA.tables[name]
    return connection.execute(select(literal(1)).select_from(table).limit(1)).first() is not None


def _remove(part: Path) -> None:
    for file in (part, part.with_name(f"{part.name}-wal"), part.with_name(f"{part.name}-shm")):
        file.unlink(missing_ok=True)
