"""What is written can be read by its owner only; no password and no note is in a log, a title or the process list."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from interview_desk import paths
from interview_desk.domain import events as e
from interview_desk.storage.journal import open_journal
from tests.calling import Call, caller
from tests.storage.logs import log_of, note

SESSION = "20261123-one"
SECRET = "s3cret-w0rd"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folder to themselves")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    """The command line, called by somebody who lets others read what they write."""
    before = os.umask(0)
    yield caller(capsys)
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    return [
        str(path.relative_to(folder.parent))
        for path in (folder, *folder.rglob("*"))
        if stat.S_IMODE(path.lstat().st_mode) & 0o077
    ]


def test_every_file_and_folder_that_is_written_is_its_owners_only(call: Call, desk_home: Path, tmp_path: Path) -> None:
    assert call("simulate", "--interviews", 3, "--interviewers", 2, "--seed", 1).code == 0
    with closing(open_journal(f"sqlite:///{desk_home / 'desk.db'}")) as journal:
        journal.extend(SESSION, log_of(e.Started(), note("fine"), e.Ended()))
        out = tmp_path / "out"
        for words in (
            ("db", "backup", out / "copy.db"), ("export", "latest", "-o", out / "one.desk"),
            ("report", "latest", "--format", "md", "-o", out), ("history", "export", out / "tables"),
            ("access-pack", "Sample Candidate", "-o", out / "pack.zip"), ("db", "restore", out / "copy.db"),
        ):  # fmt: skip
            out.mkdir(exist_ok=True)
            assert call(*words).code == 0, words
    assert len(list(out.rglob("*"))) > 7
    assert open_to_others(desk_home) == []
    assert open_to_others(out) == []


def test_what_an_earlier_version_left_open_is_closed_and_a_shared_folder_stays_shared(desk_home: Path) -> None:
    for name in (
        "desk.db",
        "desk.db.before-0002",
        "settings.toml",
        "reports/a.pdf",
        "audio/x/1.flac",
        "crash/crash-1.txt",
    ):
        (desk_home / name).parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        (desk_home / name).touch()
    (desk_home / "question_banks").mkdir()
    (desk_home / "question_banks" / "ours.yaml").touch()
    for path in (desk_home, *desk_home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    paths.keep_private(desk_home)
    assert open_to_others(desk_home) == [
        f"desk-home{it}" for it in ("", "/question_banks", "/question_banks/ours.yaml")
    ]
    paths.keep_private(desk_home / "none")


@pytest.mark.parametrize("words", [("sessions",), ("db", "check"), ("db", "backup", "copy.db"), ("erase", "Ann")])
def test_a_password_is_in_no_message_even_when_everything_is_shown(call: Call, words: tuple[str, ...]) -> None:
    for url in (
        f"postgresql://ann:{SECRET}@127.0.0.1:1/desk",
        f"postgresql://127.0.0.1:1/desk?user=ann&password={SECRET}",
        f"postgresql://127.0.0.1:1/desk?user=ann&p%61ssword={SECRET}",
        f"postgres://ann:{SECRET}@[::1/desk",
        f"host=127.0.0.1 password={SECRET}&user=ann",
        f"mysql://ann:{SECRET}@127.0.0.1/desk",
    ):
        done = call("--database", url, "--debug", *words)
        assert done.code in (2, 3)
        assert SECRET not in done.out + done.err
