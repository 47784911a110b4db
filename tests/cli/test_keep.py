"""The commands that look after what is kept: each with right and wrong use, and what a shell sees of it."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interview_desk.domain import events as e
from interview_desk.domain.log import Entry
from interview_desk.storage.journal import open_journal
from tests.calling import Call, caller
from tests.storage.logs import interview, log_of

SESSION = "20261123-one"


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    return caller(capsys)


@pytest.fixture
def file(desk_home: Path) -> Path:
    """The database, with an interview in it."""
    with closing(open_journal(f"sqlite:///{desk_home / 'desk.db'}", make_folder=True)) as journal:
        journal.extend(SESSION, interview(notes=10))
    return desk_home / "desk.db"


def damage(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE entry SET body = replace(body, 'Note 3', 'Note 8')")


def test_a_damaged_database_is_found_salvaged_and_sound_again(call: Call, file: Path) -> None:
    damage(file)
    found = call("db", "check")
    assert (found.code, found.out.splitlines()[-1]) == (1, "1 problem.")
    done = call("db", "salvage")
    assert (done.code, done.out) == (1, f"Session {SESSION}: its entry 6 can't be read.\n")
    assert done.err == f"Saved 1 session with 12 entries; the damaged file is now {file}.damaged.\n"
    assert (call("db", "check").code, call("db", "salvage").code) == (0, 3)


def test_a_backup_brings_back_what_was(call: Call, file: Path, tmp_path: Path) -> None:
    assert call("db", "backup", tmp_path / "copy.db").code == 0
    damage(file)
    done = call("db", "restore", tmp_path / "copy.db")
    assert (done.code, done.err) == (
        0, f"Restored 1 session from {tmp_path / 'copy.db'}; the database before is now {file}.before-restore\n"
    )  # fmt: skip
    assert call("db", "check").out == "All is well.\n"


def test_what_is_no_backup_takes_the_place_of_nothing(call: Call, file: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    before = file.read_bytes()
    reasons = {"empty.db": "there is nothing in that file", "none.db": "there is no such file; name a backup"}
    for name, why in reasons.items():
        refused = call("db", "restore", tmp_path / name)
        assert (refused.code, refused.out) == (3, "")
        assert why in refused.err
    nowhere = call("db", "backup", tmp_path / "none" / "copy.db")
    assert nowhere.code == 3
    assert nowhere.err.endswith("the folder is not there; make it, or name another file.\n")
    assert (file.read_bytes(), sorted(path.name for path in tmp_path.glob("*.db*"))) == (before, ["empty.db"])


def test_a_servers_database_is_salvaged_by_the_server(call: Call) -> None:
    done = call("--database", "postgresql://server/name", "db", "salvage")
    assert (done.code, done.out) == (2, "")
    assert "it is on a server; use the server's own tools" in done.err
    assert call("--database", "mysql://x", "db", "salvage").code == 2


def test_a_person_is_erased_after_a_look_at_what_there_is(call: Call, file: Path) -> None:
    dry = call("erase", "sample candidate", "--dry-run")
    assert (dry.code, dry.out) == (0, f"1 interview: {SESSION}\n")
    assert dry.err == "Nothing was erased: this was a dry run.\n"
    assert b"Sample Candidate" in file.read_bytes()
    done = call("erase", "Sample Candidate")
    assert (done.code, done.err) == (0, "Erased: Sample Candidate.\n")
    assert b"Sample Candidate" not in file.read_bytes()
    assert call("sessions", "--format", "json").data == []
    again = call("erase", "Sample Candidate")
    assert (again.code, again.out) == (2, "")
    assert "Nothing is kept of “Sample Candidate”: no interview has that candidate" in again.err


def test_whoever_is_at_a_terminal_is_asked_first(call: Call, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.read_bytes()
    terminal = io.StringIO("n\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    asked = call("erase", "Sample Candidate")
    assert (asked.code, file.read_bytes()) == (3, before)
    assert asked.err.endswith("Stopped; nothing was changed.\n")
    assert call("erase", "Sample Candidate", "--yes").code == 0


@pytest.mark.usefixtures("file")
def test_a_person_gets_all_that_is_kept_of_them(call: Call, tmp_path: Path) -> None:
    done = call("access-pack", "Sample Candidate", "-o", tmp_path / "pack.zip")
    assert (done.code, done.err) == (0, f"Wrote {tmp_path / 'pack.zip'}\n")
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        assert "Note 7" in pack.read(f"{SESSION}/interview.txt").decode()
    again = call("access-pack", "Sample Candidate", "-o", tmp_path / "pack.zip")
    assert again.code == 3
    assert "there is a file of that name" in again.err


def test_what_has_been_kept_long_enough_is_listed_and_erased(call: Call, file: Path, desk_home: Path) -> None:
    assert call("retention").code == 2
    (desk_home / "settings.toml").write_text("retention_months = 240\n")
    assert (call("retention").out, call("retention", "--erase").err) == ("", "Nothing is due.\n")
    with closing(open_journal(f"sqlite:///{file}")) as journal:
        journal.extend("20200101-old", interview_at(datetime(2020, 1, 1, tzinfo=UTC)))
    due = call("retention", "--months", 12, "--format", "json").data
    assert [(it["session"], it["until"]) for it in due] == [("20200101-old", "2021-01-01T00:00:02.000014+00:00")]
    assert "until 2021-01-01" in call("retention", "--months", 12, "--erase", "--dry-run").out
    assert call("retention", "--months", 12, "--erase").err == "Erased: Old Sample.\n"
    assert [row["id"] for row in call("sessions", "--format", "json").data] == [SESSION]


def interview_at(at: datetime) -> list[Entry]:
    return [*log_of(e.Started(), candidate="Old Sample", at=at)]
