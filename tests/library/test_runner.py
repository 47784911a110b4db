"""Solutions run against their tests in processes that can't hang, eat the memory, or reach the network."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from interview_desk.library.check import check
from interview_desk.library.runner import run_code
from tests.library.samples import FILES, planted, position, write_library


def test_a_solution_that_holds_passes(tmp_path: Path) -> None:
    report = check([write_library(tmp_path)], run=True)
    assert [(run.question, run.layer, run.outcome) for run in report.runs] == [("word-count", "plain", "passed")]
    assert report.problems == ()
    assert "1 of 1 solutions passed their tests" in report.summary()


def test_a_failure_names_question_layer_and_assertion_at_its_line(tmp_path: Path) -> None:
    text = planted("question", "found.get(word, 0) + 1", "found.get(word, 0) + 2")
    report = check([write_library(tmp_path, question=text)], run=True)
    (problem,) = report.errors
    assert problem.file.endswith(FILES["question"])
    assert (problem.line, problem.column) == position(text, 'assert count("a b a")')
    assert 'question "word-count", layer "plain"' in problem.what
    assert 'assert count("a b a") == {"a": 2, "b": 1}' in problem.what
    assert report.exit_code == 1
    assert report.as_json()["runs"][0]["outcome"] == "failed"


def test_a_solution_that_does_not_even_parse_is_told_at_its_line(tmp_path: Path) -> None:
    text = planted("question", "found = {}", "found = {")
    (problem,) = check([write_library(tmp_path, question=text)], run=True).errors
    assert problem.line == position(text, "found = {")[0]
    assert "SyntaxError" in problem.what


def test_a_language_that_cannot_be_run_is_said_to_be_skipped(tmp_path: Path) -> None:
    text = planted("question", "language: python", "language: sql")
    report = check([write_library(tmp_path, question=text)], run=True)
    assert [(run.outcome, run.why) for run in report.runs] == [("skipped", "sql can't be run here")]
    assert report.errors == ()


def test_an_error_in_the_solution_is_told_at_the_assertion_that_met_it() -> None:
    failure = run_code("def f():\n    raise KeyError('x')\n", "\n\nassert f()\n")
    assert failure is not None
    assert (failure.part, failure.line, failure.what) == ("tests", 3, "KeyError: 'x'")


def test_functions_named_test_are_called() -> None:
    failure = run_code("x = 1", "def test_x():\n    assert x == 2, 'x is two'\n")
    assert failure is not None
    assert (failure.line, failure.what) == (2, "AssertionError: x is two")


def test_dataclasses_threads_files_and_the_standard_library_are_there() -> None:
    solution = "from dataclasses import dataclass\n@dataclass\nclass Point:\n    x: int = 0\n"
    tests = (
        "import json, os, pathlib, sqlite3, statistics\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(8) as pool:\n    assert sum(pool.map(abs, range(100))) == 4950\n"
        "pathlib.Path('a.txt').write_text('x')\nassert os.listdir('.') == ['a.txt']\nassert Point(1) == Point(1)\n"
    )
    assert run_code(solution, tests) is None


def test_an_installed_package_is_there_where_the_code_asks_for_it() -> None:
    assert run_code("import numpy", "assert numpy.arange(3).sum() == 3") is None


def test_a_solution_sees_neither_the_users_folder_nor_their_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "secret")
    assert run_code("import os", "assert 'DATABASE_PASSWORD' not in os.environ") is None
    assert run_code("import os", f"assert os.getcwd() != {str(Path.cwd())!r}") is None


def test_a_solution_that_never_ends_is_ended() -> None:
    began = time.perf_counter()
    for solution in ("while True: pass", "import time\ntime.sleep(60)"):
        failure = run_code(solution, "assert True", seconds=1)
        assert failure is not None
        assert failure.what == "still ran after 1 seconds"
    assert time.perf_counter() - began < 8


def test_what_a_solution_left_running_is_ended_with_it(tmp_path: Path) -> None:
    mark = tmp_path / "still-there"
    later = f"import time; time.sleep(1); open({str(mark)!r}, 'w')"
    child = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {later!r}])"
    assert run_code(child, "assert True") is None
    time.sleep(1.5)
    assert not mark.exists()


def test_a_solution_that_takes_all_memory_fails_alone() -> None:
    failure = run_code("x = [0] * 10**9", "assert x", megabytes=300)
    assert failure is not None
    assert failure.what == "MemoryError"


def test_a_solution_that_leaves_early_has_not_passed() -> None:
    for leaving in (
        "import os; os._exit(0)",
        "raise SystemExit",
        "import sys; sys.exit(0)",
        "import os; os.kill(os.getpid(), 9)",
    ):
        failure = run_code("x = 1", leaving + "\nassert False")
        assert failure is not None, leaving


def test_a_flood_of_output_is_stopped() -> None:
    failure = run_code("while True: print('x' * 10_000)", "assert True", seconds=5)
    assert failure is not None


def test_there_is_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        failure = run_code("import socket", f"assert socket.create_connection(('127.0.0.1', {port}), 2)")
    assert failure is not None
    assert "without a network" in failure.what


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run_code("open('left', 'w').write('x')", "assert True") is None
    assert list(tmp_path.iterdir()) == []
