"""A password on the command line is out of sight at once, and in no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from interview_desk.door.process_list import passwords_in, without

ROOT = Path(__file__).resolve().parents[2]
SECRET = "s3cret%40of:the/team"
URL = f"postgresql://ada:{SECRET}@127.0.0.1:1/desk"


def test_passwords_are_found_wherever_a_url_stands() -> None:
    assert passwords_in(["--database", URL, f"--database={URL}", "sqlite:////a:b@c", "note:this@all"]) == [
        SECRET,
        SECRET,
    ]
    assert passwords_in(["postgresql://ada@db/desk", "show"]) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process's arguments this way")
def test_the_list_of_processes_has_no_password() -> None:
    code = """
import sys
from pathlib import Path
from interview_desk.door.process_list import hide, passwords_in
hide(passwords_in(sys.argv))
print(Path("/proc/self/cmdline").read_bytes().decode().replace(chr(0), " "))
"""
    command = [sys.executable, "-c", code, "--database", URL, f"--database={URL}", "sessions"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, timeout=60).stdout
    stars = "*" * len(SECRET)
    hidden = f"postgresql://ada:{stars}@127.0.0.1:1/desk"
    assert shown.strip().endswith(f"--database {hidden} --database={hidden} sessions")


def test_a_text_is_shown_without_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "other")
    text = f"as written {SECRET}, as meant s3cret@of:the/team, and the other one"
    assert without(text, [SECRET]) == "as written ***, as meant ***, and the *** one"
    monkeypatch.setenv("PGPASSWORD", "")
    assert without("nothing", []) == "nothing"


@pytest.mark.parametrize(
    "url",
    [URL, f"postgresql://ada:{SECRET}@host:wrong:port/desk", f"mysql://ada:{SECRET}@host/desk", f"postgresql://ada:{SECRET}@127.0.0.1:1/desk?nonsense=1"],
)  # fmt: skip
def test_no_error_and_no_traceback_has_the_password(url: str) -> None:
    command = [sys.executable, "-m", "interview_desk", "--debug", "--database", url, "sessions"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)
    assert done.returncode in (2, 3)
    assert "Traceback" in done.stderr
    for part in ("s3cret", "of:the", "the/team"):
        assert part not in done.stdout + done.stderr
