"""Looking after a database: check it, bring it up to date, back it up, rebuild its index from the journal."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError

from interview_desk.domain.state import State, fold
from interview_desk.errors import DeskError, StorageError
from interview_desk.storage import results, schema, tables
from interview_desk.storage import rows as sql
from interview_desk.storage.copying import copy_database, put_in_place
from interview_desk.storage.engine import BUSY_MS, file_engine, open_database, schema_version, sqlite_path, writing
from interview_desk.storage.files import expect_backup
from interview_desk.storage.index import listed
from interview_desk.storage.journal import Journal
from interview_desk.storage.lease import leased_in
from interview_desk.storage.portable import copy_server
from interview_desk.storage.reviews import Reviews
from interview_desk.storage.trouble import reason, told

_SALVAGE = "run `interview-desk db salvage`, or `db restore` with a backup"
_UPGRADE_S = 3_600.0  # a team's tables may be large
_REBUILD = "run `interview-desk db rebuild`"

Progress = Callable[[int, int], None]
"""Called with how many sessions are done, and of how many."""


def check(engine: Engine, on_progress: Progress | None = None) -> list[str]:
    """Return what is wrong, each as a sentence; nothing where all is well, and nothing is changed.

    Looked at: the file itself, references, every journal (no gap, every checksum, every event readable), and that the
    index and the results have for every session what its journal adds up to.
    """
    problems: list[str] = []
    with told("The database can't be checked"), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            problems += _file_problems(connection)
        ids = _session_ids(connection)
        strays = results.strays(connection)
    problems += [f"There are results of a session {id} that isn't there; {_REBUILD}." for id in strays]
    for done, session_id in enumerate(ids):
        if on_progress is not None:
            on_progress(done, len(ids))
        problems += _session_problems(engine, session_id)
    if on_progress is not None:
        on_progress(len(ids), len(ids))
    return problems + Reviews(engine).problems()


def rebuild(engine: Engine, on_progress: Progress | None = None) -> tuple[int, list[str]]:
    """Write every index row and all results anew from the journal.

    Returns of how many sessions they were wrong, and which journals can't be read. Imported interviews have no
    journal, and stay.
    """
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
                state = fold(journal.read(session_id))
            except DeskError as error:
                problems.append(str(error))
                continue
            with writing(engine).begin() as connection:
                changed += made_anew(connection, session_id, state)
        with writing(engine).begin() as connection:
            for session_id in results.strays(connection):
                results.drop(connection, session_id)
                changed += 1
    if on_progress is not None:
        on_progress(len(ids), len(ids))
    return changed, problems


def made_anew(connection: Connection, session_id: str, state: State) -> bool:
    """Write a session's index row and results as this state has them; return whether either was wrong."""
    row_was_wrong = sql.replace_session(connection, listed(session_id, state))
    return results.rebuilt(connection, session_id, state) or row_was_wrong


def backup(engine: Engine, target: Path) -> None:
    """Copy the database to a new file while it is in use; the copy is whole, verified, and its owner's only.

    A server's becomes an SQLite database with the same rows. Raises StorageError where there is a file already.
    """
    source = sqlite_path(engine)
    if source is None:
        copy_server(engine, target)
    else:
        copy_database(source, target)


def restore(path: Path, copy: Path) -> tuple[int, Path | None]:
    """Put a sound copy in the place of the database; return its number of sessions, and where the one before is now.

    The copy itself stays as it is. Raises StorageError, and has then changed nothing, where the copy isn't sound or is
    a newer version's, and where somebody is writing to the database.
    """
    what = f"The database {path} can't be restored from {copy}"
    with told(what):
        expect_backup(what, copy, BUSY_MS)
        if leased_in(path):
            raise StorageError(what, "a window of Interview Desk is writing to it", "close it first")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
            new = Path(folder) / "new.db"
            copy_database(copy, new)
            engine = open_database(f"sqlite:///{new}")
            try:
                problems = check(engine)
                if not problems and path.exists():
                    _erase_again(path, engine)
                with engine.connect() as connection:
                    sessions = len(_session_ids(connection))
            finally:
                engine.dispose()
            if problems:
                raise StorageError(what, f"the copy is not sound: {problems[0]}", "nothing was changed; take another")
            if path.exists():
                return sessions, put_in_place(new, path, "before-restore")
            new.replace(path)
            return sessions, None


def _erase_again(path: Path, restored: Engine) -> None:
    """Take out of a restored copy what was erased since it was made, as far as the database still says what was."""
    from interview_desk.storage.erasing import bury, tombstones

    engine = file_engine(path)
    try:
        gone = tombstones(engine)
    except DBAPIError:  # it is damaged, or an older one, which had none
        return
    finally:
        engine.dispose()
    bury(restored, gone)


def upgrade(url: str) -> tuple[str, str]:
    """Bring the database at `url` up to date; return the schema versions before and after."""
    before = schema_version(url)
    open_database(url, create=False, upgrade=True, patience_s=_UPGRADE_S).dispose()
    return before, schema.HEAD


def _file_problems(connection: Connection) -> list[str]:
    try:
        verdicts = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check").all()]
        strays = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    except DBAPIError as error:
        why, remedy = reason(error)
        return [f"The file can't be checked to its end: {why}; {remedy}."]
    problems = [f"The file is damaged: {verdict}; {_SALVAGE}." for verdict in verdicts if verdict != "ok"]
    return problems + [f"A row of {table} belongs to no session; {_REBUILD}." for table, *_ in strays]


def _session_ids(connection: Connection) -> list[str]:
    """Return every id that a journal or an index row has."""
    query = select(tables.session.c.id).union(select(tables.entry.c.session_id)).order_by("id")
    return list(connection.execute(query).scalars())


def _session_problems(engine: Engine, session_id: str) -> list[str]:
    journal = Journal(engine)
    try:
        state = fold(journal.read(session_id))
        wrong = [] if journal.session(session_id) == listed(session_id, state) else ["index"]
        with told("The results can't be read"), engine.connect() as connection:
            wrong += [] if results.sound(connection, session_id, state) else ["results"]
        if wrong:
            said = "is" if wrong[-1] == "index" else "are"
            return [f"The {' and '.join(wrong)} of session {session_id} {said} not what its journal says; {_REBUILD}."]
    except DeskError as error:
        try:
            _, problems = journal.salvage(session_id)
        except DeskError:
            problems = []
        return [str(problem) for problem in problems] or [str(error)]
    return []
