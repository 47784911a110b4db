"""Runs the solution of every layer against its tests, each in a process of its own with limits, all cores at once."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from interview_desk.domain.script import Layer, Question
from interview_desk.domain.shape import quoted
from interview_desk.library.faults import KINDS_THAT_RUN
from interview_desk.library.problems import Problem
from interview_desk.library.reader import Read

SECONDS = 10
MEGABYTES = 1_000
_SANDBOX = Path(__file__).with_name("sandbox.py")
_PYTHON = frozenset(("", "python", "python3"))
_IMPORTS = re.compile(r"^[ \t]*(?:import|from)[ \t]+(\w+)", re.MULTILINE)
Outcome = Literal["passed", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Run:
    """One layer's solution and what became of it; `problem` where it failed, `why` where it was skipped."""

    question: str
    layer: str
    outcome: Outcome
    problem: Problem | None = None
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the run as plain data."""
        told = {"question": self.question, "layer": self.layer, "outcome": self.outcome, "why": self.why}
        return {**told, "problem": self.problem.as_json() if self.problem else None}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a run failed: in which part, on which of its lines (counted from 1, 0 where none can be named), and how."""

    part: Literal["solution", "tests"]
    line: int
    what: str


def run_questions(reads: Iterable[Read[Question]], seconds: int = SECONDS) -> tuple[Run, ...]:
    """Run every layer of every sound question that has something to run, in the questions' order."""
    work = [
        (read, index)
        for read in reads
        if read.value is not None and read.value.kind in KINDS_THAT_RUN
        for index in range(len(read.value.layers))
    ]
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return tuple(pool.map(lambda item: _run_layer(item[0], item[1], seconds), work))


def run_code(solution: str, tests: str, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> Failure | None:
    """Run a solution with its tests in a process of its own; None where all assertions held."""
    order = {"solution": solution, "tests": tests, "seconds": seconds, "megabytes": megabytes}
    with tempfile.TemporaryDirectory(prefix="desk-run-", ignore_cleanup_errors=True) as folder:
        return _run_in(Path(folder), json.dumps(order), solution + "\n" + tests, seconds)


def _run_layer(read: Read[Question], index: int, seconds: int) -> Run:
    question: Question = read.value  # type: ignore[assignment]  # only sound questions come here
    layer = question.layers[index]
    if question.language.lower() not in _PYTHON:
        return Run(question.id, layer.id, "skipped", why=f"{question.language} can't be run here")
    failure = run_code(layer.expected.solution, layer.expected.tests, seconds)
    if failure is None:
        return Run(question.id, layer.id, "passed")
    return Run(question.id, layer.id, "failed", _problem(read, question, layer, index, failure))


def _run_in(folder: Path, order: str, code: str, seconds: int) -> Failure | None:
    # The reply goes by a file of its own, and not by standard output, which is the solution's.
    reply, output = folder / "reply", folder / "output"
    inside = folder / "work"
    inside.mkdir()
    reply.touch()
    with output.open("wb") as output_file:
        process = subprocess.Popen(
            [sys.executable, *_flags(code), str(_SANDBOX), str(reply)],
            stdin=subprocess.PIPE,
            stdout=output_file,
            stderr=subprocess.STDOUT,
            cwd=inside,
            env=_environment(inside),
            start_new_session=True,
            text=True,
            encoding="utf-8",
        )
        try:
            process.communicate(order, timeout=seconds + 1)
        except subprocess.TimeoutExpired:
            return Failure("tests", 0, f"still ran after {seconds} seconds")
        finally:
            _end(process)
    try:
        told = json.loads(reply.read_bytes())
    except ValueError:
        return Failure("tests", 0, _died(process.returncode, output, seconds))
    if told.get("passed") is True:
        return None
    error, text = str(told.get("error")), " ".join(str(told.get("text")).split())
    return Failure(told["part"], int(told["line"]), f"{error}: {text}" if text else error)


def _flags(code: str) -> list[str]:
    """Without installed packages, which start-up would have to look for, unless the code asks for one."""
    imported = set(_IMPORTS.findall(code))
    alone = ["-S"] if imported <= sys.stdlib_module_names else []
    return ["-I", *alone, "-B", "-X", "utf8"]


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    # Numeric libraries reserve memory for every thread they might start.
    return {**kept, "HOME": str(folder), "TMPDIR": str(folder), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _end(process: subprocess.Popen[str]) -> None:
    """End the process and whatever it started, which shares its session."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()


def _died(code: int, output: Path, seconds: int) -> str:
    if os.name == "posix" and code == -signal.SIGXCPU:
        return f"still ran after {seconds} seconds"
    if os.name == "posix" and code < 0:
        return f"the process was ended by {signal.Signals(-code).name}"
    with output.open("rb") as file:
        file.seek(max(0, output.stat().st_size - 300))
        said = file.read(300).decode("utf-8", "replace").strip().splitlines()
    last = f": {said[-1]}" if said and code else ""
    return f"the process ended by itself, with code {code}{last}"


def _problem(read: Read[Question], question: Question, layer: Layer, index: int, failure: Failure) -> Problem:
    path = ("layers", index, "expected", failure.part)
    code = (layer.expected.solution if failure.part == "solution" else layer.expected.tests).splitlines()
    written = code[failure.line - 1].strip() if 0 < failure.line <= len(code) else ""
    line, column = read.tree.position((*path, failure.line - 1) if written else path)
    where = f"question {quoted(question.id)}, layer {quoted(layer.id)}"
    said = f" at `{written}`" if written else ""
    wanted = "mend the solution, or the tests"
    return Problem(read.file, line, column, f"{where}: the {failure.part} failed{said} ({failure.what})", wanted)
