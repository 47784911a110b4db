"""Looking after a database: check it, bring it up to date, back it up, rebuild its index from the journal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError

from interview_desk.domain.state import fold
from interview_desk.errors import DeskError, StorageError
from interview_desk.storage import rows as sql
from interview_desk.storage import schema, tables
from interview_desk.storage.copying import copy_database
from interview_desk.storage.engine import masked, open_database, schema_version, sqlite_path, writing
from interview_desk.storage.index import Listed, listed
from interview_desk.storage.journal import Journal
from interview_desk.storage.trouble import reason, told

Progress = Callable[[int, int], None]
"""Called with how many sessions are done, and of how many."""


def check(engine: Engine, on_progress: Progress | None = None) -> list[str]:
    """Return what is wrong, each as a sentence; nothing where all is well, and nothing is changed.

    Looked at: the file itself, references, every journal (no gap, every checksum, every event readable), and that the
    index has for every session what its journal adds up to.
    """
    problems: list[str] = []
    with told("The database can't be checked"), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            problems += _file_problems(connection)
        ids = _session_ids(connection)
    for done, session_id in enumerate(ids):
        if on_progress is not None:
            on_progress(done, len(ids))
        problems += _session_problems(engine, session_id)
    if on_progress is not None:
        on_progress(len(ids), len(ids))
    return problems


def rebuild(engine: Engine, on_progress: Progress | None = None) -> tuple[int, list[str]]:
    """Write every index row anew from its journal; return how many were wrong, and which journals can't be read."""
    journal = Journal(engine)
    changed = 0
    problems: list[str] = []
    with told("The index can't be rebuilt"):
        with engine.connect() as connection:
            ids = _session_ids(connection)
        for done, session_id in enumerate(ids):
            if on_progress is not None:
                on_progress(done, len(ids))
            try:
                row = _rebuilt(journal, session_id)
            except DeskError as error:
                problems.append(str(error))
                continue
            with writing(engine).begin() as connection:
                changed += sql.replace_session(connection, row)
    if on_progress is not None:
        on_progress(len(ids), len(ids))
    return changed, problems


def backup(engine: Engine, target: Path) -> None:
    """Copy the database to a new file while it is in use; the copy is whole, verified, and its owner's only.

    Raises StorageError where there is a file already, or the database is a server's.
    """
    source = sqlite_path(engine)
    if source is None:
        what = f"The database {masked(engine.url.render_as_string())} can't be copied to a file"
        raise StorageError(what, "it is on a server", "use pg_dump there")
    copy_database(source, target)


def upgrade(url: str) -> tuple[str, str]:
    """Bring the database at `url` up to date; return the schema versions before and after."""
    before = schema_version(url)
    open_database(url, create=False).dispose()
    return before, schema.HEAD


def _file_problems(connection: Connection) -> list[str]:
    try:
        verdicts = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check").all()]
        strays = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    except DBAPIError as error:
        why, remedy = reason(error)
        return [f"The file can't be checked to its end: {why}; {remedy}."]
    problems = [f"The file is damaged: {verdict}; restore a backup." for verdict in verdicts if verdict != "ok"]
    return problems + [f"A row of {table} belongs to no session; restore a backup." for table, *_ in strays]


def _session_ids(connection: Connection) -> list[str]:
    """Return every id that a journal or an index row has."""
    query = select(tables.session.c.id).union(select(tables.entry.c.session_id)).order_by("id")
    return list(connection.execute(query).scalars())


def _rebuilt(journal: Journal, session_id: str) -> Listed:
    return listed(session_id, fold(journal.read(session_id)))


def _session_problems(engine: Engine, session_id: str) -> list[str]:
    journal = Journal(engine)
    try:
        row = _rebuilt(journal, session_id)
        if journal.session(session_id) != row:
            return [f"The index of session {session_id} is not what its journal says; run `interview-desk db rebuild`."]
    except DeskError as error:
        try:
            _, problems = journal.salvage(session_id)
        except DeskError:
            problems = []
        return [str(problem) for problem in problems] or [str(error)]
    return []
