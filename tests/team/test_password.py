"""The team's password is kept for its owner alone, and found by the driver; the settings never have it."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from interview_desk.errors import StorageError, masked
from interview_desk.settings import Settings, load, without_password
from interview_desk.storage.engine import open_database
from interview_desk.team.password import keep_password, with_password
from tests.servers import Server


@pytest.mark.parametrize("password", ["s3cret", "with:colon", "back\\slash", "spät @/?#", " "])
def test_whatever_the_password_is_the_driver_finds_it(
    password: str, server: Server, empty_server: str, tmp_path: Path
) -> None:
    made = open_database(empty_server)
    with made.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS ada"))
        connection.exec_driver_sql(f"CREATE ROLE ada LOGIN SUPERUSER PASSWORD '{password}'")
    url = f"postgresql://ada@/postgres?host={server.folder}"
    file = tmp_path / "a folder" / "team.pgpass"
    assert with_password(url, file) == url
    keep_password(file, password)
    open_database(with_password(url, file)).dispose()
    with pytest.raises(StorageError, match="refuses the user or the password"):
        open_database(url)
    with made.begin() as connection:
        connection.execute(text("DROP ROLE ada"))
    made.dispose()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_the_file_is_its_owners_alone_and_goes_with_an_empty_password(tmp_path: Path) -> None:
    file = tmp_path / "team.pgpass"
    file.write_text("older")
    file.chmod(0o644)
    keep_password(file, "s3cret")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    keep_password(file, "")
    assert list(tmp_path.iterdir()) == []


def test_what_can_not_be_kept_is_said_without_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for file, password in ((tmp_path / "team.pgpass", "s3\ncret"), (tmp_path / "file" / "team.pgpass", "s3cret")):
        with pytest.raises(StorageError) as caught:
            keep_password(file, password)
        assert "s3" not in str(caught.value)


def test_no_database_of_a_team_needs_no_password(tmp_path: Path) -> None:
    keep_password(tmp_path / "team.pgpass", "s3cret")
    assert with_password("", tmp_path / "team.pgpass") == ""


@pytest.mark.parametrize(
    ("url", "bare", "password"),
    [
        ("postgresql://ada:s3%40cret@db/desk", "postgresql://ada@db/desk", "s3@cret"),
        ("postgresql://ada:a@b:c/d@db/desk", "postgresql://ada@db/desk", "a@b:c/d"),
        ("postgresql://ada:***@db/desk", "postgresql://ada@db/desk", ""),
        ("postgresql://ada@db/desk?x=1", "postgresql://ada@db/desk?x=1", ""),
        ("postgresql://db:5432/desk", "postgresql://db:5432/desk", ""),
        ("", "", ""),
    ],
)
def test_a_url_is_parted_from_its_password(url: str, bare: str, password: str) -> None:
    assert without_password(url) == (bare, password)
    assert without_password(masked(url))[1] == ""


def test_a_setting_that_is_no_server_is_refused_without_being_repeated(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('team_database = "ada:s3cret@db"\n')
    settings, problems = load(tmp_path / "settings.toml")
    assert settings == Settings()
    assert "is not written as postgresql://you@server/name" in problems[0]
    assert "s3cret" not in problems[0]
