"""What went wrong with a database, told in words: one place that knows every driver's errors."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from interview_desk.errors import DeskError, StorageError
from interview_desk.storage import cipher

_SQLITE: dict[str, tuple[str, str]] = {
    "SQLITE_FULL": ("the disk is full", "free some space"),
    "SQLITE_BUSY": ("another program holds the database", "close the other program"),
    "SQLITE_LOCKED": ("another program holds the database", "close the other program"),
    "SQLITE_READONLY": ("the database can't be written to", "make its file and folder writable"),
    "SQLITE_PERM": ("you have no permission to use the database", "make its file and folder writable"),
    "SQLITE_IOERR": ("the disk reports an error", "check the disk, and that it has space"),
    "SQLITE_CANTOPEN": ("the database can't be opened", "check that its folder is there and writable"),
    "SQLITE_NOTADB": ("the file is not a database", "name another database, or run `interview-desk db salvage`"),
    "SQLITE_CORRUPT": ("the database is damaged", "run `interview-desk db salvage`, or `db restore` with a backup"),
}
_OS: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("the disk is full", "free some space"),
    errno.EDQUOT: ("your share of the disk is used up", "free some space"),
    errno.EFBIG: ("the file may not grow any further", "raise the limit on file sizes"),
    errno.EROFS: ("the disk is read-only", "choose another place with --database or --data-dir"),
    errno.EACCES: ("you have no permission to write there", "choose another place with --database or --data-dir"),
    errno.ENOENT: ("the folder is not there", "make it, or choose another place with --database or --data-dir"),
    errno.ENOTDIR: ("part of the path is not a folder", "choose another place with --database or --data-dir"),
}
_ASK = "ask whoever looks after the server"
_AWAY = ("the database server does not answer", "check the network, and that the server runs")
_REFUSED = (
    "the database server refuses the user or the password",
    "check the user's name, and PGPASSWORD or the password file",
)
_FULL = ("the database server has no connection left", "try again in a moment")
_STARTING = ("the database server is starting or stopping", "try again in a moment")
_UNKNOWN = ("the database server has no database of that name", f"check the name, or {_ASK}")
_FORBIDDEN = ("the database server does not let this user do that", _ASK)
_BUSY = ("somebody else is writing to the database server", "try again in a moment")

# By the server's code, or its first two signs.
_SERVER: dict[str, tuple[str, str]] = {
    "28": _REFUSED,
    "3D": _UNKNOWN,
    "08": _AWAY,
    "57P": _STARTING,
    "55P03": _BUSY,
    "40": _BUSY,
    "42501": _FORBIDDEN,
    "3F": _FORBIDDEN,
    "53100": ("the database server's disk is full", _ASK),
    "53300": _FULL,
    "25006": ("the database server lets itself only be read", f"name the one that is written to, or {_ASK}"),
}
# What a server says before there is a connection comes as words alone.
_SAID: tuple[tuple[str, tuple[str, str]], ...] = (
    ("authentication failed", _REFUSED),
    ("no password supplied", _REFUSED),
    ("no pg_hba.conf entry", _REFUSED),
    ('role "', _REFUSED),
    ('database "', _UNKNOWN),
    ("too many clients", _FULL),
    ("remaining connection slots", _FULL),
    ("the database system is", _STARTING),
    ("resolve host", ("the database server's name is not known to the network", "check the name, and the network")),
    (
        "translate host name",
        ("the database server's name is not known to the network", "check the name, and the network"),
    ),
    ("certificate", ("the database server can't prove who it is", _ASK)),
)


@contextmanager
def told(what: str) -> Iterator[None]:
    """Turn what a driver or the system raises into a StorageError that says `what` could not be done, and why."""
    try:
        yield
    except _failures() as error:
        raise in_words(what, error) from error


def _failures() -> tuple[type[Exception], ...]:
    """Return what drivers and the system raise; of those that take long to import, only where somebody has done it."""
    library, driver = sys.modules.get("sqlalchemy.exc"), sys.modules.get("psycopg")
    theirs = (library.SQLAlchemyError,) if library is not None else ()
    servers = (driver.Error,) if driver is not None else ()
    return (OSError, UnicodeDecodeError, *cipher.errors(), *theirs, *servers)


def in_words(what: str, error: Exception) -> DeskError:
    """Return a driver's or the system's error in words; it never repeats a statement, which may hold a note."""
    if isinstance(error, DeskError):
        return error
    return StorageError(what, *reason(error))


def reason(error: Exception) -> tuple[str, str]:
    """Return why an operation failed and what to do about it."""
    original = getattr(error, "orig", None)  # SQLAlchemy keeps the driver's own error there
    cause = original if isinstance(original, Exception) else error
    name = getattr(cause, "sqlite_errorname", None)
    if isinstance(name, str):
        for known, words in _SQLITE.items():
            if name == known or name.startswith(known + "_"):
                return words
    if isinstance(cause, OSError) and cause.errno in _OS:
        return _OS[cause.errno]
    if isinstance(cause, cipher.errors()):
        if "UTF-8" in str(cause):  # the one damage that Python's driver finds before SQLite does
            return _SQLITE["SQLITE_CORRUPT"]
        return f"SQLite reports {name or type(cause).__name__}", "try again, and restart the computer if it stays so"
    if isinstance(cause, OSError):
        return cause.strerror or type(cause).__name__, "choose another place with --database or --data-dir"
    if cause is not error or type(cause).__module__.startswith("psycopg"):
        return _of_server(cause, bool(getattr(error, "connection_invalidated", False)))
    return f"of an unexpected fault ({type(cause).__name__})", "start again with --debug and report it"


def _of_server(cause: Exception, cut: bool) -> tuple[str, str]:
    """Return why a server refused, or that it is away; its own words may hold a note, and are not repeated."""
    state = getattr(cause, "sqlstate", None)
    if isinstance(state, str):
        for start, words in _SERVER.items():
            if state.startswith(start):
                return words
    if cut or type(cause).__name__ in ("OperationalError", "InterfaceError", "ConnectionTimeout", "_WaitTimeout"):
        said = str(cause)
        return next((words for part, words in _SAID if part in said), _AWAY)
    return f"the database server refused it ({state or type(cause).__name__})", _ASK
