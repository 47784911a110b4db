"""Faults in the middle of a system call, through strace where it is there and may be used."""

from __future__ import annotations

import functools
import shutil
import subprocess
from collections.abc import Sequence

import pytest

from tests.faults.kept import environment


@functools.cache
def _works() -> bool:
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


needs_strace = pytest.mark.skipif(not _works(), reason="strace isn't here, or may not trace")


def traced(command: Sequence[str], *expressions: str, options: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run a command under strace with `-e` expressions; it is let run to its end."""
    calls = {expression.split("=")[1].split(":")[0] for expression in expressions if expression.startswith("inject=")}
    chosen = [f"trace={','.join(sorted(calls))}"] if calls else []
    flags = [part for expression in (*chosen, *expressions) for part in ("-e", expression)]
    output = () if "-o" in options else ("-o", "/dev/null")
    return subprocess.run(
        # Not with --seccomp-bpf, quicker as it is: strace 6.1 then miscounts the calls that `when` speaks of.
        ["strace", "-f", "-qq", *output, *options, *flags, *command],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
        timeout=120,
    )
