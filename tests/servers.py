"""Real PostgreSQL servers of the tests' own: made in temporary folders, on a Unix socket, killed at the end.

A server refuses to run as root, so as root it is started as nobody. Making one takes three seconds; it is made once,
and every further one is a copy of it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

USER = "tests"
PASSWORD = "s3cret-of-the-team"
"""What the user `ada` is asked for; the user `tests` isn't asked."""

_HBA = "local all tests trust\nlocal all all scram-sha-256\n"
# However the tests end, killed too, what they wrote to is closed then: no server outlives them, nor its folder.
_GUARD = 'cat; kill -QUIT $(head -n 1 "$1/data/postmaster.pid") 2>/dev/null; rm -rf "$1"'
_SETTINGS = ("listen_addresses=", "fsync=off", "max_connections=40", "shared_buffers=16MB", "log_min_messages=fatal")


class Server:
    """One server with its data: it can be stopped, killed, frozen, and started again on what it had."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._frozen: list[psutil.Process] = []

    @property
    def url(self) -> str:
        return f"postgresql://{USER}@/postgres?host={self.folder}"

    @property
    def socket(self) -> str:
        return f"{self.folder}/.s.PGSQL.5432"

    def start(self) -> None:
        settings = " ".join(f"-c {it}" for it in (*_SETTINGS, f"unix_socket_directories={self.folder}"))
        self._run("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", settings, "start")

    def stop(self) -> None:
        """Stop as whoever looks after it would: sessions are ended, everything is written."""
        self._run("pg_ctl", "-w", "-m", "fast", "stop")

    def kill(self) -> None:
        """Kill −9 every process of it at once."""
        processes = self._processes()
        for process in processes:
            process.kill()
        psutil.wait_procs(processes, timeout=20)

    def freeze(self) -> None:
        """Stop every process where it is: the server's system answers a knock, the server itself says nothing."""
        self._frozen = self._processes()
        for process in self._frozen:
            process.suspend()

    def thaw(self) -> None:
        frozen, self._frozen = self._frozen, []
        for process in frozen:
            with suppress(psutil.NoSuchProcess):  # one that was on its way out
                process.resume()

    @property
    def runs(self) -> bool:
        return (self.folder / "data" / "postmaster.pid").exists() and bool(self._processes())

    def copy(self, folder: Path) -> Server:
        """Return a server with the data that this one, which must not be running, has now."""
        _own(folder)
        shutil.copytree(self.folder / "data", folder / "data")
        if os.geteuid() == 0:
            _hand_over(folder / "data")
        return Server(folder)

    def _processes(self) -> list[psutil.Process]:
        try:
            server = psutil.Process(int((self.folder / "data" / "postmaster.pid").read_text().split("\n")[0]))
        except (OSError, psutil.NoSuchProcess):
            return []
        try:
            return [server, *server.children(recursive=True)]
        except psutil.NoSuchProcess:  # one of them has just ended
            return self._processes() if server.is_running() else []

    def _run(self, tool: str, *arguments: str) -> None:
        _run(tool, "-D", str(self.folder / "data"), *arguments, cwd=self.folder)


def _run(tool: str, *arguments: str, cwd: Path) -> None:
    tools = _tools()
    assert tools is not None
    command = [str(tools / tool), *arguments]
    subprocess.run(command, check=True, cwd=cwd, stdout=subprocess.DEVNULL, **_nobody())


def _nobody() -> dict[str, Any]:
    """Return how `subprocess` starts something as a user that a server will run as."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


def _order_of_texts() -> tuple[str, ...]:
    """Let texts be ordered as people order them, as most servers do, where this one can."""
    tools = _tools()
    assert tools is not None
    said = subprocess.run([str(tools / "initdb"), "--help"], check=True, capture_output=True, text=True).stdout
    return ("--locale=C", "--locale-provider=icu", "--icu-locale=en-US") if "--icu-locale" in said else ("--locale=C",)


def _tools() -> Path | None:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(installed[-1]) if installed else shutil.which("initdb")
    return Path(found).parent if found else None


def _own(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")


def _hand_over(top: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    for folder, folders, files in os.walk(top):
        for name in (".", *folders, *files):
            os.chown(Path(folder) / name, nobody.pw_uid, nobody.pw_gid)


@contextmanager
def new_folder() -> Iterator[Path]:
    """A folder that nobody can get to, with a short name; pytest's own is its user's alone, and root's where it is."""
    with tempfile.TemporaryDirectory(prefix="desk-pg-") as name:
        folder = Path(name)
        _own(folder)
        command = ["sh", "-c", _GUARD, "sh", name]
        with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True, **_nobody()) as guard:
            yield folder
            guard.communicate()


@contextmanager
def made() -> Iterator[Server]:
    """A new server that was never started; the test is skipped where PostgreSQL isn't installed."""
    if sys.platform == "win32" or _tools() is None:
        pytest.skip("no PostgreSQL server here: install one")
    with new_folder() as folder:
        initdb = ("-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions", "--wal-segsize=1")
        _run("initdb", "-D", str(folder / "data"), *initdb, *_order_of_texts(), cwd=folder)
        (folder / "data" / "pg_hba.conf").write_text(_HBA)
        yield Server(folder)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server, started; whatever a test did to it, nothing of it runs afterwards."""
    server.start()
    try:
        yield server
    finally:
        server.thaw()
        if server.runs:
            server._run("pg_ctl", "-w", "-m", "immediate", "stop")


@contextmanager
def copied(server: Server) -> Iterator[Server]:
    """Another server, with what this one has in it; neither runs."""
    with new_folder() as folder:
        yield server.copy(folder)
