"""Copying an SQLite database while it is in use, so that the copy is whole or isn't there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from itertools import chain, count
from pathlib import Path
from typing import Any

from interview_desk.errors import StorageError
from interview_desk.storage import cipher
from interview_desk.storage.trouble import told


def copy_database(source: Path, target: Path) -> None:
    """Copy the database as it stands at this instant to `target`, verified, readable by its owner only.

    Raises StorageError where `target` is already there, or the copy can't be made; then nothing is left of it.
    """
    what = f"The database {source} can't be copied to {target}"
    expect_room(what, target)
    part = target.with_name(target.name + ".part")
    with told(what):
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            with closing(cipher.connect(source)) as origin, closing(_empty(part, source)) as copy:
                origin.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, complete by itself
                if (verdict := copy.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                    raise StorageError(what, f"the copy is damaged ({verdict})", "run `interview-desk db check`")
            sync(part)
            part.rename(target)
            sync(target.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def expect_room(what: str, target: Path) -> None:
    """Raise StorageError, which begins with `what`, where a new file can't be made under that name."""
    if target.exists():
        raise StorageError(what, "there is a file of that name", "name another, or move that one away")
    if not target.absolute().parent.is_dir():
        raise StorageError(what, "the folder is not there", "make it, or name another file")
    if not os.access(target.absolute().parent, os.W_OK | os.X_OK):
        raise StorageError(what, "you may not write in that folder", "name a file in another")


def _empty(part: Path, like: Path) -> Any:
    """Return a connection to an empty file that becomes encrypted where the other is."""
    if not cipher.may_be_encrypted(like):
        return sqlite3.connect(part)
    copy = cipher.driver().connect(part)
    copy.execute(cipher.pragma())
    return copy


def put_in_place(new: Path, path: Path, word: str) -> Path:
    """Put a database in the place of another, which stays beside it as `NAME.WORD`; return where that is.

    The other is there under its new name, log and all, before anything is taken from its place. Raises OSError.
    """
    aside = free_name(path.with_name(f"{path.name}.{word}"))
    for ending in ("-wal", ""):
        if (old := path.with_name(path.name + ending)).exists():
            _link(old, aside.with_name(aside.name + ending))
    sync(path.parent)
    for ending in ("-wal", "-shm"):  # of the other database: SQLite would read it as the new one's
        path.with_name(path.name + ending).unlink(missing_ok=True)
    sync(new)
    new.replace(path)
    sync(path.parent)
    return aside


def free_name(wanted: Path) -> Path:
    """Return a name that no file has: the one wanted, else with a number behind it."""
    names = chain([wanted], (wanted.with_name(f"{wanted.name}-{number}") for number in count(2)))
    return next(name for name in names if not name.exists())


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # not every disk can
        shutil.copy2(old, new)
        sync(new)


def sync(path: Path) -> None:
    """Have the disk keep a file, or a folder's list of names; Windows knows no such thing for a folder."""
    if os.name != "posix" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
