"""The short way to an interrupted interview: the same as the journal's, or nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from interview_desk.domain import rules
from interview_desk.domain.draft import Draft
from interview_desk.storage.glance import Interrupted, interrupted
from interview_desk.storage.journal import open_journal
from tests.conducting import Conducted

SESSION = "20261123-abcdefg"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def desk(url: str) -> Conducted:
    """An interview that runs, and is kept with a half-typed note."""
    desk = Conducted()
    desk.solve()
    desk.note("+ asked first")
    with closing(open_journal(url)) as journal:
        journal.extend(SESSION, desk.live.log, Draft("- half", 100, 200))
    return desk


def test_it_finds_what_the_journal_finds(url: str, desk: Conducted) -> None:
    assert interrupted(url, "small-kit") == Interrupted(SESSION, list(desk.live.log), Draft("- half", 100, 200))


def test_an_interview_that_ended_or_is_of_another_kit_was_not_interrupted(url: str, desk: Conducted) -> None:
    assert interrupted(url, "another-kit") is None
    ended = desk.do(rules.end(desk.state))
    with closing(open_journal(url)) as journal:
        journal.append(SESSION, ended)
    assert interrupted(url, "small-kit") is None


@pytest.mark.usefixtures("desk")
def test_one_that_somebody_is_writing_to_is_left_to_them(url: str) -> None:
    with closing(open_journal(url)) as journal, journal.lease(SESSION):
        assert interrupted(url, "small-kit") is None


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "harm", ["UPDATE entry SET body = replace(body, 'asked', 'ASKED')", "UPDATE alembic_version SET version_num = '0'"]
)
def test_what_is_damaged_or_of_another_schema_is_left_to_the_journal(url: str, tmp_path: Path, harm: str) -> None:
    with closing(sqlite3.connect(tmp_path / "desk.db")) as connection, connection:
        connection.execute(harm)
    assert interrupted(url, "small-kit") is None


def test_where_there_is_no_file_or_none_of_ours_there_is_nothing(url: str, tmp_path: Path) -> None:
    assert interrupted(url, "small-kit") is None
    assert interrupted("postgresql://server/name", "small-kit") is None
    (tmp_path / "desk.db").write_text("Dear diary")
    assert interrupted(url, "small-kit") is None


def test_it_does_without_sqlalchemy() -> None:
    code = "import sys, interview_desk.storage.glance; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
