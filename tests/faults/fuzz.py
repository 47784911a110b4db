"""Fuzzes a parser for as long as you like: `python -m tests.faults.fuzz question events … [--seconds 300]`.

Guided by coverage, by Atheris, which is no part of the lock file: `uv pip install atheris` (Linux). What a parser
chokes on is written to `fuzz-NAME-…` in the folder that you stand in, and the call ends with 1.
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_INSTRUMENTED = ["interview_desk.library", "interview_desk.storage", "interview_desk.insights", "interview_desk.domain"]


def main(words: list[str]) -> int:
    """Fuzz each parser in a process of its own."""
    given = argparse.ArgumentParser(prog="python -m tests.faults.fuzz", description=__doc__)
    given.add_argument("parser", nargs="*")
    given.add_argument("--seconds", type=int, default=300)
    given.add_argument("--inside", help=argparse.SUPPRESS)
    chosen = given.parse_args(words)
    if chosen.inside:
        guided(chosen.inside, chosen.seconds)
    from tests.faults.parsers import PARSERS, seeds

    worst = 0
    for name in chosen.parser or PARSERS:
        corpus = Path.cwd() / "fuzz-corpus" / name
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds(name)):
            (corpus / f"seed-{number}").write_bytes(seed)
        command = [sys.executable, "-m", "tests.faults.fuzz", "--inside", name, "--seconds", str(chosen.seconds)]
        ended = subprocess.run(
            command, check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": _path()}
        )
        last = [line for line in ended.stderr.splitlines() if "DONE" in line or line.startswith("Done ")] or [""]
        said = (ended.stdout + ended.stderr)[-4_000:]
        found = "nothing but clean refusals" if ended.returncode == 0 else f"a fault:\n{said}"
        print(f"{name}: {found} ({', '.join(last)})", flush=True)
        worst = max(worst, int(ended.returncode != 0))
    return worst


def guided(name: str, seconds: int) -> None:
    """Fuzz in this process, to its end; Atheris ends it."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=_INSTRUMENTED, enable_loader_override=False):
        from tests.faults.parsers import PARSERS
    corpus = str(Path.cwd() / "fuzz-corpus" / name)
    limits = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2000", "-max_len=20000"]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix=fuzz-{name}-", corpus], PARSERS[name])
    atheris.Fuzz()


def _path() -> str:
    return os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH", "")])])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
