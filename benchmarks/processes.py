"""What a process costs the machine: its processor time and its share of the memory, as Linux tells them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path


def cpu_s(pid: int) -> float:
    """Return the processor time that a process has used, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pss_mb(pid: int) -> float:
    """Return the memory of a process, what it shares with others counted in part, in MB."""
    return _rolled_up(pid, "Pss")


def own_mb(pid: int) -> float:
    """Return the memory that a process has filled itself, in MB: whoever else comes and goes does not change it."""
    return _rolled_up(pid, "Anonymous")


def _rolled_up(pid: int, what: str) -> float:
    told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(rf"^{what}:\s+(\d+) kB", told, re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1024


def process_ms(*words: str) -> float:
    """Return the milliseconds that Python takes with these words, from start to end."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], env=environment, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000
