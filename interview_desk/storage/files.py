"""Looking at the file of an SQLite database without SQLAlchemy, which costs as much to import as a window to show."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from interview_desk.errors import StorageError, UsageError
from interview_desk.storage import cipher, schema
from interview_desk.storage.trouble import told

URL_FORM = "write sqlite:////folder/desk.db or postgresql://user@server/name"

_SQLITE = "sqlite:///"
_HEADER = 100
_LOOK_MS = 200
_ELSEWHERE = "choose another place with --database or --data-dir"


def file_of(url: str) -> Path | None:
    """Return the file of an SQLite database's URL, None for a server's."""
    return Path(url.removeprefix(_SQLITE)) if url.startswith(_SQLITE) else None


def is_there(url: str) -> bool:
    """Tell whether there is a database to read: of a file, whether it exists; a server's is taken to be there."""
    path = file_of(url)
    return path is None or path.exists()


def look_at(url: str) -> None:
    """Refuse what can't be used before a window opens: nothing is made, and a server isn't asked.

    Raises UsageError for what is no such URL, StorageError where the file can't be used, or could not be made.
    """
    if re.match(r"postgres(ql)?(\+\w+)?://", url):
        return
    name = url.removeprefix(_SQLITE)
    if name in (url, "", ":memory:"):
        # The URL itself is not repeated: it may have a password in it.
        raise UsageError("--database names no database that can be used", "it is not the URL of one", URL_FORM)
    path = Path(name)
    what = f"The database {path} can't be opened"
    with told(what):
        if path.exists():
            look_at_file(path, create=False, make_folder=False, busy_ms=_LOOK_MS)
            return
        folder = path.absolute().parent
        while not folder.exists():
            folder = folder.parent
        if not folder.is_dir():
            raise StorageError(what, f"{folder} is not a folder", _ELSEWHERE)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise StorageError(what, f"the folder {folder} is read-only", f"make it writable, or {_ELSEWHERE}")


def look_at_file(path: Path, *, create: bool, make_folder: bool, busy_ms: int) -> str | None:
    """Return the schema version of the file, None for a new one, which is made readable by its owner only."""
    what = f"The database {path} can't be opened"
    folder = path.absolute().parent
    if not folder.exists() and make_folder and create:
        folder.mkdir(mode=0o700, parents=True)
    if not folder.is_dir():
        why = "its folder is not there" if not folder.exists() else f"{folder} is not a folder"
        raise StorageError(what, why, f"make the folder {folder}, or {_ELSEWHERE}")
    if path.is_dir():
        raise StorageError(what, "it is a folder", "name a file in it")
    if not path.exists() and not create:
        raise StorageError(f"There is no database {path}", "nothing was kept there yet", "name another with --database")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StorageError(what, f"the folder {folder} is read-only", f"make it writable, or {_ELSEWHERE}")
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o600))
        return None
    if not os.access(path, os.R_OK | os.W_OK):
        raise StorageError(what, "the file is read-only", f"make it writable, or {_ELSEWHERE}")
    _refuse_what_is_no_database(path, what)
    revision = _revision_in_file(path, busy_ms)
    if os.name == "posix" and path.stat().st_mode & 0o077 and path.stat().st_uid == os.geteuid():
        path.chmod(0o600)
    return revision


def expect_backup(what: str, file: Path, busy_ms: int) -> None:
    """Raise StorageError, which begins with `what`, where a file is no database of ours that has something in it."""
    if not file.exists():
        raise StorageError(what, "there is no such file", "name a backup, such as one of those in backups/")
    if look_at_file(file, create=False, make_folder=False, busy_ms=busy_ms) is None:
        raise StorageError(what, "there is nothing in that file", "nothing was changed; take another")


def _refuse_what_is_no_database(path: Path, what: str) -> None:
    size = path.stat().st_size
    if size == 0:
        return
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if cipher.may_be_encrypted(path):
        try:
            cipher.unlock(path).close()
        except StorageError as error:
            why = f"it is not a database, or an encrypted one that can't be opened: {error.why}"
            rescue = "run `interview-desk db salvage`"
            remedy = error.remedy if rescue in error.remedy else f"{error.remedy}; if it never was encrypted, {rescue}"
            raise StorageError(what, why, remedy) from error
        return
    if len(header) < _HEADER or not header.startswith(cipher.MAGIC):
        raise StorageError(what, "it is not a database", "name another, or run `interview-desk db salvage`")
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    wal = path.with_name(path.name + "-wal")
    # With a write-ahead log beside it the file may lawfully be short: a checkpoint writes the first page first.
    if size < (65_536 if page == 1 else page) * pages and not (wal.exists() and wal.stat().st_size):
        raise StorageError(
            what, "only a part of it is there", "copy it again whole, or run `interview-desk db salvage`"
        )


def _revision_in_file(path: Path, busy_ms: int) -> str | None:
    """Look the schema version up without SQLAlchemy, read-only: what is then refused was not touched."""
    # Where no write-ahead log stands beside it, nothing can change what the file says: read as immutable, SQLite
    # makes no log of its own there, which it otherwise does even for who only reads.
    how = "mode=ro" if path.with_name(path.name + "-wal").exists() else "mode=ro&immutable=1"
    connection = cipher.connect(path, how, timeout=busy_ms / 1_000)
    try:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        versions = connection.execute("SELECT version_num FROM alembic_version") if "alembic_version" in names else ()
        return judged(f"The database {path}", names, [version for (version,) in versions])
    finally:
        connection.close()


def judged(what: str, names: Iterable[str], versions: Sequence[str]) -> str | None:
    """Return the schema version a database holds, None where it is empty; refuse another program's and a newer one."""
    names = set(names)
    if not names:
        return None
    if not {"session", "entry"} <= names or len(versions) != 1:
        why = "it belongs to another program"
        raise StorageError(f"{what} can't be used", why, f"leave it as it is and {_ELSEWHERE}")
    if versions[0] not in schema.REVISIONS:
        why = f"a newer version of Interview Desk made it (schema {versions[0]}, this one knows {schema.HEAD})"
        raise StorageError(f"{what} can't be opened", why, "update Interview Desk; the database was left as it is")
    return versions[0]
