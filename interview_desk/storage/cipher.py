"""Databases that can be read only with a key, which the system's keyring keeps; and what is said without it.

An encrypted file looks like noise from its first byte on. SQLCipher and the keyring's library are an optional part of
the installation, and are imported only where such a file is opened or made.
"""

from __future__ import annotations

import importlib
import sqlite3
import sys
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from interview_desk.errors import StorageError

MAGIC: Final = b"SQLite format 3\0"
_PAGE: Final = 4_096
_SERVICE, _USER = "Interview Desk", "database"
_INSTALL = "install it with `pip install 'interview-desk[encryption]'`, or `uv sync --extra encryption` in a checkout"


def may_be_encrypted(path: Path) -> bool:
    """Tell whether a file could be an encrypted database: whole pages of what is no plain one."""
    try:
        size = path.stat().st_size
        if not size or size % _PAGE:
            return False
        with path.open("rb") as file:
            return file.read(len(MAGIC)) != MAGIC
    except OSError:
        return False


def is_encrypted(path: Path) -> bool:
    """Tell whether a file is a database that the key opens; False too where there is no key, or nothing to read it."""
    if not may_be_encrypted(path):
        return False
    try:
        unlock(path).close()
    except errors(StorageError):
        return False
    return True


def unlock(path: Path, how: str = "mode=rw", *, timeout: float = 2.0) -> Any:
    """Return a connection to an encrypted file, which the key was seen to open.

    Raises StorageError where it isn't encrypted with this key, and where key or libraries are missing.
    """
    connection = driver().connect(f"file:{quote(str(path.absolute()))}?{how}", uri=True, timeout=timeout)
    try:
        connection.execute(pragma())
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except errors() as error:
        connection.close()
        if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
            raise
        why = "it is no database, or is encrypted with another key than the one in the system's keyring"
        remedy = "name another, or run `interview-desk db salvage`"
        raise StorageError(f"The database {path} can't be opened", why, remedy) from error
    return connection


def connect(path: Path, how: str = "mode=rwc", *, timeout: float = 2.0) -> Any:
    """Return a connection to a file, encrypted or not; `how` is what stands behind the `?` of an SQLite URI."""
    if may_be_encrypted(path):
        return unlock(path, how, timeout=timeout)
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?{how}", uri=True, timeout=timeout)


def driver() -> Any:
    """Return SQLCipher's module; raises StorageError where it isn't installed."""
    return _library("sqlcipher3.dbapi2", "SQLCipher")


def errors(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """Return what the drivers raise, and these others."""
    theirs = sys.modules.get("sqlcipher3.dbapi2")
    return (*others, sqlite3.Error, theirs.Error) if theirs is not None else (*others, sqlite3.Error)


def raw_key() -> str:
    """Return the key as SQLCipher takes it, without deriving another from it."""
    return f"x'{_key()}'"


def pragma() -> str:
    """Return the statement that has to come first on every connection."""
    return f'PRAGMA key = "{raw_key()}"'


def make_key() -> None:
    """Put a new key into the system's keyring, where there is none yet."""
    keyring = _keyring()
    if _stored(keyring) is None:
        try:
            import secrets  # a start does without it

            keyring.set_password(_SERVICE, _USER, secrets.token_hex(32))
        except keyring.errors.KeyringError as error:
            raise _no_keyring(error) from error
    _key.cache_clear()


@cache
def _key() -> str:
    found = _stored(_keyring())
    if found is None or len(found) != 64 or not set(found) <= set("0123456789abcdef"):
        why = f"the system's keyring has no key for it (“{_SERVICE}”, “{_USER}”)"
        raise StorageError("The database is encrypted, or no database at all", why, "put the key back into the keyring")
    return found


def _stored(keyring: Any) -> str | None:
    try:
        found: str | None = keyring.get_password(_SERVICE, _USER)
    except keyring.errors.KeyringError as error:
        raise _no_keyring(error) from error
    return found


def _keyring() -> Any:
    keyring = _library("keyring", "what asks the system's keyring")
    _library("keyring.errors", "what asks the system's keyring")
    return keyring


def _no_keyring(error: Exception) -> StorageError:
    why = f"the system's keyring does not answer ({type(error).__name__})"
    return StorageError("The key of the database can't be had", why, "unlock the keyring, or start one, and try again")


def _library(name: str, what: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        why = f"{what} is not installed"
        raise StorageError("The database is encrypted, or no database at all", why, _INSTALL) from error
