"""A server's backup is an SQLite database with the same rows, and goes back to a server as it came."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from interview_desk.domain import events as e
from interview_desk.domain.draft import Draft
from interview_desk.domain.past import NO_DATE, Past
from interview_desk.errors import StorageError
from interview_desk.storage import tables
from interview_desk.storage.care import backup, check
from interview_desk.storage.engine import open_database
from interview_desk.storage.history import add_past
from interview_desk.storage.journal import Journal
from interview_desk.storage.portable import restore
from tests.storage.logs import interview, log_of

OLD = Path(__file__).parent / "old" / "0001.db"


def everything(engine: Engine) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=str)
            for name, table in tables.METADATA.tables.items()
        }


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """A database with something in every table that an interview or a history fills."""
    journal = Journal(engine)
    journal.extend("20261123-one", interview(notes=30), Draft("half a\0 note", 1, 2))
    journal.extend("20261123-two", log_of(e.Started(), e.LayerReached("main", "first"), e.Ended()))
    add_past(
        engine,
        Past([("s1", "c1", "Ann", "main", "1", "mid", "", None, 3, None)], [("s1", 1, "done", 12.5, 1)],
             [("s1", "Ann", True, "code", None)], [("c1", "", NO_DATE, False)], [("s1", "A")]),
    )  # fmt: skip
    return engine


def test_a_backup_has_every_row_and_goes_to_a_server_and_back(
    filled: Engine, empty_server: str, tmp_path: Path
) -> None:
    before = everything(filled)
    backup(filled, tmp_path / "backup.db")
    assert sorted(path.name for path in tmp_path.glob("backup*")) == ["backup.db"]
    if filled.dialect.name == "postgresql":
        filled = open_database(f"sqlite:///{tmp_path / 'new.db'}")
    else:
        filled = open_database(empty_server)
    assert restore(tmp_path / "backup.db", filled) == 2
    assert everything(filled) == before
    assert check(filled) == []
    filled.dispose()


def test_a_backup_is_brought_into_an_empty_database_only(filled: Engine, tmp_path: Path) -> None:
    backup(filled, tmp_path / "backup.db")
    before, bytes_before = everything(filled), (tmp_path / "backup.db").read_bytes()
    with pytest.raises(StorageError, match="the database that it is to go to is not empty; name a new one"):
        restore(tmp_path / "backup.db", filled)
    assert everything(filled) == before
    assert (tmp_path / "backup.db").read_bytes() == bytes_before


def test_a_backup_of_the_first_schema_is_restored_too(engine: Engine, tmp_path: Path) -> None:
    shutil.copyfile(OLD, tmp_path / "backup.db")
    assert restore(tmp_path / "backup.db", engine) == 2
    assert check(engine) == []
    assert (tmp_path / "backup.db").read_bytes() == OLD.read_bytes()


def test_what_is_no_backup_is_refused(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "backup.db").write_text("hello")
    with pytest.raises(StorageError, match="it is not a database"):
        restore(tmp_path / "backup.db", engine)
    with pytest.raises(StorageError, match="there is no such file; name a backup"):
        restore(tmp_path / "none.db", engine)
