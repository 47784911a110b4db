"""A lease: one writer at a time, and whoever is killed locks nobody out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from interview_desk.errors import StorageError
from interview_desk.storage.lease import is_leased, lease_file, lock_file

HOLD = """
import sys
from pathlib import Path
from interview_desk.storage.lease import lease_file
lease = lease_file(Path(sys.argv[1]), "id")
print("held", flush=True)
sys.stdin.read()
"""
ROOT = Path(__file__).parents[2]


def test_a_lease_holds_between_processes_and_a_killed_one_drops_it(tmp_path: Path) -> None:
    path = lock_file(tmp_path / "desk.db", "id")
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert is_leased(path)
        with pytest.raises(StorageError, match="is writing to it; go on there, or close it first"):
            lease_file(path, "id")
        holder.kill()
    assert not is_leased(path)
    with lease_file(path, "id"):
        assert is_leased(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a file that is open")
def test_nothing_is_left_of_a_lease_that_was_given_back(tmp_path: Path) -> None:
    path = tmp_path / "desk.db.id.lock"
    with lease_file(path, "id"):
        assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == []


def test_asking_makes_no_file(tmp_path: Path) -> None:
    assert not is_leased(tmp_path / "desk.db.id.lock")
    assert list(tmp_path.iterdir()) == []
