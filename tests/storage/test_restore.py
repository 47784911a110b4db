"""A backup is put in the place of a database, which is never thrown away; one that isn't sound is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from interview_desk.errors import StorageError
from interview_desk.storage.care import backup, check, restore
from interview_desk.storage.engine import open_database
from interview_desk.storage.journal import Journal, open_journal
from tests.storage.logs import interview

ONE = "20261123-one"


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Journal]:
    journal = open_journal(f"sqlite:///{tmp_path / 'desk.db'}")
    journal.extend(ONE, interview(notes=10))
    yield journal
    journal.close()


def tamper(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_a_backup_is_put_in_the_place_of_the_database_which_stays_beside_it(filled: Journal, tmp_path: Path) -> None:
    path, copy = tmp_path / "desk.db", tmp_path / "copy.db"
    backup(filled.engine, copy)
    tamper(filled.engine, "UPDATE entry SET body = replace(body, 'Note 3', 'Note 8')")
    filled.engine.dispose()
    sessions, aside = restore(path, copy)
    assert (sessions, aside) == (1, tmp_path / "desk.db.before-restore")
    restored = open_database(f"sqlite:///{path}")
    assert check(restored) == []
    restored.dispose()
    damaged = open_database(f"sqlite:///{aside}")
    assert len(check(damaged)) == 1
    damaged.dispose()
    assert copy.exists()


def test_a_backup_is_put_where_nothing_is_left(filled: Journal, tmp_path: Path) -> None:
    backup(filled.engine, tmp_path / "copy.db")
    assert restore(tmp_path / "new" / "desk.db", tmp_path / "copy.db") == (1, None)
    restored = open_database(f"sqlite:///{tmp_path / 'new' / 'desk.db'}")
    assert Journal(restored).read(ONE) == filled.read(ONE)
    restored.dispose()


def test_an_unsound_backup_and_a_database_in_use_are_refused(filled: Journal, tmp_path: Path) -> None:
    path, copy = tmp_path / "desk.db", tmp_path / "copy.db"
    backup(filled.engine, copy)
    with filled.lease(ONE), pytest.raises(StorageError, match="a window of Interview Desk is writing to it"):
        restore(path, copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE entry SET body = replace(body, 'Note 3', 'Note 8')")
    with pytest.raises(StorageError, match=r"the copy is not sound: Session .* its entry 6"):
        restore(path, copy)
    (tmp_path / "letter").write_text("Dear all,")
    with pytest.raises(StorageError, match="it is not a database"):
        restore(path, tmp_path / "letter")
    assert check(filled.engine) == []
