"""A lease on a session, so that no two writers share one; whoever is killed leaves nothing locked behind."""

from __future__ import annotations

import glob
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from interview_desk.errors import StorageError

_ATTEMPTS: Final = 5
_PAUSE_S: Final = 0.02


class Lease:
    """What a writer holds while it writes to a session; give it back with `release`, or as a context manager."""

    def __init__(self, release: Callable[[], None]) -> None:
        self._release: Callable[[], None] | None = release

    def release(self) -> None:
        """Give the lease back; twice is once."""
        release, self._release = self._release, None
        if release is not None:
            release()

    def __enter__(self) -> Lease:
        return self

    def __exit__(self, *exc: object) -> None:
        self.release()


class Taken(StorageError):
    """Somebody else is writing to the session: it can be looked at, and gone on with there."""


def taken(session_id: str) -> Taken:
    """Return the refusal for who comes second."""
    why = "another window or another copy of Interview Desk is writing to it"
    return Taken(f"Session {session_id} can't be written to", why, "go on there, or close it first")


def lock_file(database: Path, session_id: str) -> Path:
    """Return the file whose lock is the lease on a session of an SQLite database."""
    return database.with_name(f"{database.name}.{session_id}.lock")


def leased_in(database: Path) -> bool:
    """Tell whether a living process is writing to any session of an SQLite database."""
    return any(is_leased(lock) for lock in database.parent.glob(f"{glob.escape(database.name)}.*.lock"))


def lease_file(path: Path, session_id: str) -> Lease:
    """Take the lease that is a lock on `path`, which the system drops when the process ends, however it ends.

    Raises StorageError where another holds it, OSError where the file can't be made.
    """
    for attempt in range(_ATTEMPTS):
        if attempt:
            time.sleep(_PAUSE_S)  # somebody may be asking `is_leased`, which holds the lock for an instant
        handle = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o600)
        if _lock(handle) and _is_still(handle, path):
            return Lease(lambda: _give_back(handle, path))  # noqa: B023  # returned from this very turn of the loop
        os.close(handle)
    raise taken(session_id)


def is_leased(path: Path) -> bool:
    """Tell whether a living process holds the lock on `path`."""
    try:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return False
    try:
        return not _lock(handle)
    finally:
        os.close(handle)


def _give_back(handle: int, path: Path) -> None:
    try:
        path.unlink()  # while it is locked, so that nobody's fresh lock is swept away
    except OSError:
        pass  # Windows keeps a file that is open; an unlocked one left over harms nobody
    finally:
        os.close(handle)


def _is_still(handle: int, path: Path) -> bool:
    """Whether the file we locked is the one that stands there: its last owner may just have removed it."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
