"""Looking before a window opens: what can't be used is refused, and nothing is made."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from interview_desk.errors import StorageError, UsageError
from interview_desk.storage.engine import open_database
from interview_desk.storage.files import is_there, look_at


def test_a_database_is_there_when_its_file_is(url: str) -> None:
    assert not is_there(url)
    open_database(url).dispose()
    assert is_there(url)
    assert is_there("postgresql://ada@db.invalid/desk")


def test_what_can_be_used_or_made_is_not_refused_and_not_made(tmp_path: Path, url: str) -> None:
    look_at(url)
    look_at(f"sqlite:///{tmp_path / 'folders' / 'to be made' / 'desk.db'}")
    look_at("postgresql://ada:s3cret@db.invalid/desk")
    assert not list(tmp_path.glob("*.db*"))
    assert not (tmp_path / "folders").exists()
    open_database(url).dispose()
    look_at(url)


def test_what_can_not_be_used_is_refused(tmp_path: Path, url: str) -> None:
    path = tmp_path / "desk.db"
    path.write_text("hello")
    with pytest.raises(StorageError, match="it is not a database"):
        look_at(url)
    with pytest.raises(StorageError, match="is not a folder; choose another place"):
        look_at(f"{url}/in/a/file.db")
    path.unlink()
    open_database(url).dispose()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="a newer version of Interview Desk made it"):
        look_at(url)


@pytest.mark.parametrize(
    "url", ["", "desk.db", "sqlite://", "sqlite:///", "sqlite:///:memory:", "mysql://a:s3cret@b/c"]
)
def test_what_is_no_such_url_is_wrong_usage_and_not_repeated(url: str) -> None:
    with pytest.raises(UsageError) as refusal:
        look_at(url)
    assert "sqlite:////folder/desk.db" in str(refusal.value)
    assert "s3cret" not in str(refusal.value)
