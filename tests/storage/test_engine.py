"""Opening a database: what is made safe, and what is refused with nothing changed."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from interview_desk.errors import DeskError, StorageError, UsageError, masked
from interview_desk.storage import engine as engine_module
from interview_desk.storage import schema
from interview_desk.storage.engine import open_database, schema_version, sqlite_path

ROOT = Path(__file__).parents[2]


def refusal(url: str, *, create: bool = True, upgrade: bool = True) -> DeskError:
    with pytest.raises(DeskError) as caught:
        open_database(url, create=create, upgrade=upgrade)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.usefixtures("sqlite_engine")
def test_a_new_database_is_at_the_newest_schema(url: str) -> None:
    assert schema_version(url) == schema.HEAD


def test_a_commit_waits_for_the_disk(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": engine_module.BUSY_MS}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_files_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    engine = open_database(f"sqlite:///{folder / 'desk.db'}", make_folder=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO meta VALUES ('a', 'b')")
        files = list(folder.iterdir())
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
        assert len(files) == 3
    engine.dispose()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (folder / "desk.db").chmod(0o644)
    open_database(f"sqlite:///{folder / 'desk.db'}").dispose()
    assert stat.S_IMODE((folder / "desk.db").stat().st_mode) == 0o600


def test_opening_twice_at_once_makes_one_database(url: str) -> None:
    first, second = open_database(url), open_database(url)
    assert sqlite_path(first) == sqlite_path(second)
    first.dispose()
    second.dispose()


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    (tmp_path / "desk.db").touch()
    open_database(f"sqlite:///{tmp_path / 'desk.db'}").dispose()


def test_strange_characters_in_a_path_are_only_characters(tmp_path: Path) -> None:
    path = tmp_path / "a b?c#d%20é.db"
    for _ in range(2):
        engine = open_database(f"sqlite:///{path}")
        assert sqlite_path(engine) == path
        engine.dispose()


def test_a_missing_folder_is_refused_and_named(tmp_path: Path) -> None:
    words = str(refusal(f"sqlite:///{tmp_path / 'none' / 'desk.db'}"))
    assert words.startswith(f"The database {tmp_path / 'none' / 'desk.db'} can't be opened: its folder is not there;")
    assert not (tmp_path / "none").exists()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "is not a folder" in str(refusal(f"sqlite:///{tmp_path / 'file' / 'desk.db'}"))
    assert "it is a folder; name a file in it" in str(refusal(f"sqlite:///{tmp_path}"))


def test_a_database_is_not_made_where_it_is_only_looked_for(tmp_path: Path) -> None:
    assert "There is no database" in str(refusal(f"sqlite:///{tmp_path / 'desk.db'}", create=False))
    assert list(tmp_path.glob("desk.db*")) == []


@pytest.mark.parametrize("content", [b"hello", b"x" * 5000, b"SQLite format 3\0", b"\0" * 4096])
def test_what_is_not_a_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(content)
    path.chmod(0o644)
    assert "it is not a database" in str(refusal(f"sqlite:///{path}"))
    assert path.read_bytes() == content
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert [file.name for file in tmp_path.glob("desk.db*")] == ["desk.db"]


def test_a_part_of_a_copy_is_refused_and_left_as_it_is(tmp_path: Path, url: str) -> None:
    open_database(url).dispose()
    path = tmp_path / "desk.db"
    content = path.read_bytes()
    for part in (len(content) // 2, len(content) - 1, 512):
        path.write_bytes(content[:part])
        assert "only a part of it is there; copy it again" in str(refusal(url))
        assert path.read_bytes() == content[:part]


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path, url: str) -> None:
    path = tmp_path / "desk.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    content = path.read_bytes()
    assert "it belongs to another program" in str(refusal(url))
    assert path.read_bytes() == content


def test_a_newer_schema_is_refused_and_left_as_it_is(tmp_path: Path, url: str) -> None:
    open_database(url).dispose()
    path = tmp_path / "desk.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    content = path.read_bytes()
    words = str(refusal(url))
    assert "a newer version of Interview Desk made it (schema 9999" in words
    assert path.read_bytes() == content
    with pytest.raises(StorageError, match="newer version"):
        schema_version(url)


@pytest.mark.parametrize(
    "url", ["", "desk.db", "/tmp/desk.db", "sqlite://", "sqlite:///:memory:", "mysql://u@h/d", "x:y:z"]
)
def test_what_is_no_such_url_is_wrong_usage(url: str) -> None:
    error = refusal(url)
    assert isinstance(error, UsageError)
    assert "sqlite:////folder/desk.db" in str(error)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ada:s3cret@db.invalid/desk",
        "postgresql+psycopg://ada:s3cret@db.invalid/desk?connect_timeout=1",
        "postgresql://ada@db.invalid/desk?password=s3cret",
        "postgresql://ada:s3cret@db.invalid:port/desk",
        "mysql://ada:s3cret@db.invalid/desk",
        "nonsense ada:s3cret@db.invalid/desk",
    ],
)
def test_a_password_is_never_shown(url: str) -> None:
    assert "s3cret" not in masked(url)
    assert "db.invalid" in masked(url)


@pytest.mark.parametrize("query", ["", "?password=s3cret", "?sslpassword=s3cret"])
def test_a_server_that_is_not_there_is_refused_without_the_password(tmp_path: Path, query: str) -> None:
    sign = "&" if query else "?"
    error = refusal(f"postgresql://ada:s3cret@/desk{query}{sign}host={tmp_path}")
    assert isinstance(error, StorageError)
    assert "the database server does not answer" in str(error)
    assert "s3cret" not in str(error)


def test_nothing_heavy_is_imported_before_the_journal_is_opened(url: str) -> None:
    code = """
import sys
from interview_desk.storage import codec, files, index, lease, memory, names, writer
files.look_at(sys.argv[1])
assert not {"sqlalchemy", "alembic"} & sys.modules.keys()
from interview_desk.storage import journal
url = sys.argv[1]
journal.open_journal(url).close()
journal.open_journal(url).close()
assert "alembic" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code, url], check=True, cwd=ROOT, timeout=60)


def test_a_server_keeps_a_newer_schema_too(empty_server: str) -> None:
    engine = open_database(empty_server)
    assert schema_version(empty_server) == schema.HEAD
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    assert "newer version" in str(refusal(empty_server))


def test_an_empty_server_is_not_filled_where_it_is_only_looked_at(empty_server: str) -> None:
    assert "is empty" in str(refusal(empty_server, create=False))
    with pytest.raises(StorageError, match="is empty"):
        schema_version(empty_server)
