"""Which database is the team's, and that the line to it is begun, changed and ended with the window."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from interview_desk import paths, settings
from interview_desk.door.team_line import TeamLine, databases, password_moved_out
from interview_desk.errors import StorageError
from interview_desk.settings import Settings
from interview_desk.storage.journal import open_journal
from interview_desk.team.password import keep_password
from interview_desk.ui.main_window import MainWindow
from tests.storage.logs import interview

ONE = "20261123-one"
URL = "postgresql://ada@server.example/interviews"


@pytest.fixture
def own(desk_home: Path) -> str:
    """The URL of the database that everybody has."""
    return paths.default_database_url(desk_home)


def test_a_server_that_is_named_is_the_teams_and_what_happens_is_kept_here_first(desk_home: Path, own: str) -> None:
    assert databases(desk_home, URL, Settings()) == (own, URL)
    assert databases(desk_home, own, Settings(team_database=URL)) == (own, URL)
    assert databases(desk_home, own, Settings()) == (own, "")


def test_another_file_that_is_named_goes_nowhere(desk_home: Path) -> None:
    other = "sqlite:////somebody/elses/copy.db"
    assert databases(desk_home, other, Settings(team_database=URL)) == (other, "")


def test_the_password_that_is_kept_is_the_teams_alone(desk_home: Path, own: str) -> None:
    file = paths.team_password_file(desk_home)
    keep_password(file, "s3cret")
    chosen = Settings(team_database=URL)
    assert databases(desk_home, own, chosen)[1] == f"{URL}?passfile={file}"
    assert databases(desk_home, URL, chosen)[1] == f"{URL}?passfile={file}"
    assert databases(desk_home, f"{URL}2", chosen)[1] == f"{URL}2"


def test_a_password_in_the_settings_is_moved_where_it_belongs(desk_home: Path) -> None:
    desk_home.mkdir()
    with_it = Settings(interviewer="Ada", team_database="postgresql://ada:s3cret@server.example/interviews")
    chosen = password_moved_out(desk_home, with_it)
    assert chosen == Settings(interviewer="Ada", team_database=URL)
    assert settings.load(paths.settings_file(desk_home)) == (chosen, [])
    file = paths.team_password_file(desk_home)
    assert file.read_text() == "*:*:*:*:s3cret\n"
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert password_moved_out(desk_home, chosen) is chosen


def test_a_password_that_can_not_be_moved_is_told_of(desk_home: Path) -> None:
    desk_home.write_text("in the way")
    with pytest.raises(StorageError, match="The password of the team's database was not kept"):
        password_moved_out(desk_home, Settings(team_database="postgresql://ada:s3cret@server.example/interviews"))


def test_what_is_here_goes_to_the_team_that_is_chosen_and_to_the_next(
    qtbot: QtBot, tmp_path: Path, empty_server: str
) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    here = f"sqlite:///{tmp_path / 'desk.db'}"
    journal = open_journal(here)
    journal.extend(ONE, interview())
    line = TeamLine(window, here, "")
    line.follow(ONE)
    line.begin()
    line.wake()
    first = f"sqlite:///{tmp_path / 'team.db'}"
    line.choose(first)
    qtbot.waitUntil(lambda: entries(first) == len(interview()), timeout=10_000)
    line.choose(first)
    line.choose(empty_server)
    qtbot.waitUntil(lambda: entries(empty_server) == len(interview()), timeout=10_000)
    line.choose("")
    line.close()
    line.begin()
    journal.close()


def entries(url: str) -> int:
    try:
        journal = open_journal(url, create=False)
    except StorageError:
        return 0
    try:
        return sum(row.last_seq for row in journal.sessions())
    finally:
        journal.close()
