"""Backups that make themselves: copies of the database under the time they were made, of which the newest are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from interview_desk.errors import StorageError
from interview_desk.storage.copying import copy_database
from interview_desk.storage.files import look_at_file
from interview_desk.storage.trouble import told

_NAME: Final = re.compile(r"desk-(\d{8}T\d{6}Z)\.db")
_FORM: Final = "%Y%m%dT%H%M%SZ"
_LOOK_MS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Plan:
    """Where backups go, how many are kept (none: 0), and how far apart they are made."""

    folder: Path
    kept: int
    apart: timedelta


def backups(folder: Path) -> list[Path]:
    """Return the backups in a folder, newest first; other files there are nobody's business here."""
    try:
        found = [path for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.is_file()]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name, reverse=True)


def made_at(backup: Path) -> datetime:
    """Return when a backup was made, by its name."""
    found = _NAME.fullmatch(backup.name)
    assert found is not None
    return datetime.strptime(found[1], _FORM).replace(tzinfo=UTC)


def is_due(database: Path, plan: Plan, now: datetime) -> bool:
    """Tell whether it is time for a backup: the last one is old enough, and something was written since."""
    if plan.kept <= 0 or not database.is_file():
        return False
    there = backups(plan.folder)
    if not there:
        return True
    last = made_at(there[0])
    if timedelta() <= now - last < plan.apart:  # a clock that was set back doesn't put the next one off for ever
        return False
    files = (database, database.with_name(database.name + "-wal"))
    return any(file.stat().st_mtime > last.timestamp() for file in files if file.exists())


def back_up(database: Path, plan: Plan, now: datetime) -> Path | None:
    """Make a backup where one is due, verified, its owner's only, and let the oldest go; return it, or None.

    The older ones go only when the new one stands, sound. Raises StorageError where it can't be made.
    """
    if not is_due(database, plan, now):
        return None
    what = "No backup was made"
    with told(what):
        # What is damaged or another program's takes no good backup's place.
        if look_at_file(database, create=False, make_folder=False, busy_ms=_LOOK_MS) is None:
            return None
        plan.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = plan.folder / f"desk-{now.astimezone(UTC):{_FORM}}.db"
        if target.exists():
            return None
        try:
            copy_database(database, target)
        except StorageError as error:
            raise StorageError(what, error.why, error.remedy) from error
        for old in backups(plan.folder)[plan.kept :]:
            old.unlink(missing_ok=True)
    return target
