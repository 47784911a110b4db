"""Opening a database by its URL: what is made safe on the way, and what is refused before a byte is changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from interview_desk.errors import StorageError, UsageError, masked
from interview_desk.storage import cipher, schema, tables
from interview_desk.storage.files import URL_FORM, judged, look_at_file
from interview_desk.storage.trouble import told

BUSY_MS = 2_000
PATIENCE_S = 120.0
_OURS = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON")


def open_database(
    url: str,
    *,
    create: bool = True,
    make_folder: bool = False,
    upgrade: bool | None = None,
    busy_ms: int = BUSY_MS,
    patience_s: float = PATIENCE_S,
    renew: bool = True,
) -> Engine:
    """Open the database at `url`, at the newest schema.

    `create` makes one that isn't there, `make_folder` the folder it is to stand in (readable by its owner only),
    `upgrade` brings an older one up to date: a file is, unless told otherwise (and copied first, beside it); a server's
    is not, because it would shut out every colleague whose application is older. `busy_ms` is how long one statement
    waits for another program's transaction, `patience_s` how long a server may take for an answer; `renew` replaces a
    connection that broke while it wasn't used, unseen. Close it with `engine.dispose()`.

    Raises UsageError for what is no such URL; StorageError for what can't be used, which is then unchanged.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "postgresql":
        engine, revision = _look_at_server(parsed, masked(url), create=create, patience_s=patience_s, renew=renew)
        return _at_head(engine, f"The database {masked(url)}", revision, upgrade=bool(upgrade))
    path = Path(str(parsed.database))
    with told(f"The database {path} can't be opened"):
        revision = look_at_file(path, create=create, make_folder=make_folder, busy_ms=busy_ms)
    engine = _engine_on(path, busy_ms, _OURS)
    return _at_head(engine, f"The database {path}", revision, upgrade=upgrade is not False)


def file_engine(path: Path, busy_ms: int = BUSY_MS) -> Engine:
    """Return an engine on an SQLite file as it is, of whatever schema, such as a backup. Nothing is opened yet."""
    return _engine_on(path, busy_ms, ("PRAGMA foreign_keys = ON",))


def _engine_on(path: Path, busy_ms: int, pragmas: Sequence[str]) -> Engine:
    """Return an engine on a file, encrypted or not, wherever the process goes afterwards."""
    url = URL.create("sqlite+pysqlite", database=str(path.absolute()))
    if cipher.may_be_encrypted(path):
        engine, key = create_engine(url, module=cipher.driver()), cipher.pragma()
        event.listen(engine, "connect", lambda connection, _record: connection.execute(key), insert=True)
    else:
        engine = create_engine(url)
    _prepare_connections(engine, busy_ms, pragmas)
    return engine


def schema_version(url: str) -> str:
    """Return the schema version of the database at `url`, which is only looked at; raises as `open_database` does."""
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        path = Path(str(parsed.database))
        with told(f"The database {path} can't be opened"):
            revision = look_at_file(path, create=False, make_folder=False, busy_ms=BUSY_MS)
        return revision or schema.HEAD
    engine, revision = _look_at_server(parsed, masked(url), create=False)
    engine.dispose()
    return revision or schema.HEAD


def sqlite_path(engine: Engine) -> Path | None:
    """Return the file of an SQLite database, None for a server's."""
    return Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None


def writing(engine: Engine) -> Engine:
    """Return the engine for transactions that will write.

    They take SQLite's write lock at once and so wait for their turn; one that began by reading would be turned away.
    """
    return engine.execution_options(begins="BEGIN IMMEDIATE")


def _parsed(url: str) -> URL:
    # What can't be used as a URL is not repeated, nor are SQLAlchemy's words of it: a password may be anywhere in it.
    what = "That is no database this application can use"
    if file := re.fullmatch(r"sqlite:///(.+)", url, re.DOTALL):
        if file[1] == ":memory:" or "\0" in file[1]:
            raise UsageError(what, "it names no file", URL_FORM)
        return URL.create("sqlite+pysqlite", database=file[1])  # as it stands: a path may have a ? or a % in it
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise UsageError(what, "it is not a database URL", URL_FORM) from None
    match parsed.get_backend_name():
        case "sqlite":
            raise UsageError(what, "it names no file", URL_FORM)
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg")
        case other:
            raise UsageError(what, f"{other} is not supported", URL_FORM)


def _look_at_server(
    url: URL, shown: str, *, create: bool, patience_s: float = PATIENCE_S, renew: bool = True
) -> tuple[Engine, str | None]:
    """Return an engine for the server's database and its schema version, None where our tables aren't there yet."""
    what = f"The database {shown}"
    try:
        engine = create_engine(url, pool_pre_ping=renew)
    except ImportError as error:
        remedy = "install it with `pip install 'interview-desk[postgres]'`"
        raise StorageError(f"{what} can't be opened", "the driver for PostgreSQL is not installed", remedy) from error
    from interview_desk.storage.patient import make_patient

    make_patient(engine, patience_s)
    try:
        with told(f"{what} can't be opened"), engine.connect() as connection:
            ours = {*tables.METADATA.tables, tables.stamp.name}
            names = ours.intersection(inspect(connection).get_table_names())  # a server's schema may hold others' too
            known = tables.stamp.name in names
            versions = connection.execute(select(tables.stamp.c.version_num)).scalars().all() if known else ()
            revision = judged(what, names, versions)
        if revision is None and not create:
            raise StorageError(f"{what} is empty", "nothing was kept there yet", "name another with --database")
    except StorageError:
        engine.dispose()
        raise
    return engine, revision


def _at_head(engine: Engine, what: str, revision: str | None, *, upgrade: bool) -> Engine:
    try:
        with told(f"{what} can't be opened"):
            if revision is None:
                with writing(engine).begin() as connection:
                    make_tables(connection)
            elif revision != schema.HEAD:
                if not upgrade:
                    remedy = "run `interview-desk db upgrade`"
                    raise StorageError(f"{what} can't be read yet", f"its schema {revision} is an older one", remedy)
                # Alembic takes half a second to import: only where there is something to migrate.
                from interview_desk.storage.upgrades import upgrade_schema

                upgrade_schema(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def make_tables(connection: Connection) -> None:
    """Make the tables of a new database and stamp it with their version, as Alembic would have left it."""
    alone(connection)
    if inspect(connection).has_table(tables.stamp.name):
        return  # another copy of the application was quicker
    tables.METADATA.create_all(connection)
    tables.STAMP_METADATA.create_all(connection)
    connection.execute(insert(tables.stamp).values(version_num=schema.HEAD))


def alone(connection: Connection) -> None:
    """Wait until no other copy of the application changes a server's tables, to the end of this transaction."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtextextended('interview-desk schema', 0))")


def _prepare_connections(engine: Engine, busy_ms: int, pragmas: Sequence[str]) -> None:
    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        # Python's driver would begin transactions by its own rules, and none before a change of the schema.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {busy_ms:d}")
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if begins := connection.get_execution_options().get("begins", "BEGIN"):
            connection.exec_driver_sql(begins)
