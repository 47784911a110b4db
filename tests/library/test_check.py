"""What `check` looks at, what it counts, and how it says it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from interview_desk import paths
from interview_desk.library.check import check
from tests.library.samples import FILES, planted, write_library

PROBLEM = re.compile(r"(?P<file>.+):(?P<line>\d+):(?P<column>\d+): (?P<what>.+); (?P<remedy>.+)")


def test_a_problem_reads_file_line_column_what_and_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_library(tmp_path, question=planted("question", "kind: coding", "kind: codeing"))
    monkeypatch.chdir(tmp_path)
    (problem,) = check([Path("question_banks")]).problems
    assert str(problem) == (
        'question_banks/plain/word-count.yaml:4:7: "codeing" is not known here; write coding, debugging, code-review, '
        'system-design, data-ml, behavioural or take-home-review (did you mean "coding"?)'
    )
    assert PROBLEM.fullmatch(str(problem))


def test_a_file_elsewhere_is_named_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = write_library(tmp_path / "there", kit="")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert check([library]).problems[0].file == str(library / FILES["kit"])


def test_a_single_file_is_checked_against_the_library_around_it(tmp_path: Path) -> None:
    write_library(tmp_path)
    report = check([tmp_path / FILES["kit"]])
    assert report.problems == ()
    assert (report.counts.kits, report.counts.questions) == (1, 0)


def test_a_file_named_twice_is_checked_once(tmp_path: Path) -> None:
    write_library(tmp_path)
    report = check([tmp_path, tmp_path / FILES["question"], tmp_path])
    assert report.problems == ()
    assert report.counts.questions == 2


def test_files_outside_any_library_are_known_by_their_keys(tmp_path: Path) -> None:
    for name, file in FILES.items():
        text = (write_library(tmp_path / "there") / file).read_text()
        (tmp_path / Path(file).name).write_text(text)
        assert name
    report = check([tmp_path / Path(file).name for file in FILES.values()])
    assert report.problems == ()
    assert (report.counts.questions, report.counts.kits, report.counts.rubrics) == (2, 1, 1)


def test_the_users_own_library_may_build_on_its_own_and_on_what_is_shipped(tmp_path: Path) -> None:
    kit = planted("kit", "rubric: plain-coding", "rubric: coding-generalist")
    write_library(tmp_path, kit=kit)
    errors = check([tmp_path / "question_banks"], data=tmp_path).errors
    shipped = (paths.shipped_rubrics() / "coding-generalist.yaml").exists()
    assert (errors == ()) is shipped


@pytest.mark.skipif(not (paths.shipped_rubrics() / "coding-generalist.yaml").exists(), reason="no rubric yet")
def test_a_file_of_the_users_that_a_shipped_one_hides_is_told(tmp_path: Path) -> None:
    text = planted("rubric", "id: plain-coding", "id: coding-generalist")
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics/coding-generalist.yaml").write_text(text)
    (problem,) = check([tmp_path / "rubrics"], data=tmp_path).errors
    assert (problem.line, problem.column) == (2, 5)
    assert "a rubric that is shipped, which comes first" in problem.what
    assert check([tmp_path / "rubrics"]).errors == ()


def test_as_json_has_all_that_the_text_has(tmp_path: Path) -> None:
    report = check([write_library(tmp_path, kit=planted("kit", "minutes: 60", "minutes: 61"))])
    told = json.loads(json.dumps(report.as_json()))
    assert told["counts"] == {"questions": 2, "kits": 1, "rubrics": 1}
    assert told["errors"] == len(told["problems"]) - told["warnings"]
    assert {"file", "line", "column", "severity", "name", "what", "remedy"} == set(told["problems"][0])


def test_warnings_alone_are_no_failure(tmp_path: Path) -> None:
    report = check(
        [write_library(tmp_path, question=planted("question", "hints: 1}\n    signals", "hints: 9}\n    signals"))]
    )
    assert len(report.warnings) == 1
    assert report.exit_code == 0
    assert report.summary() == "2 questions, 1 kit, 1 rubric: 0 problems, 1 warning"


def test_the_shipped_library_is_sound() -> None:
    assert [str(problem) for problem in check().errors] == []


def test_checking_needs_no_window_and_no_database() -> None:
    code = "import sys; from interview_desk.library import check; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    modules = set(ran.stdout.split())
    assert not modules & {
        "PySide6",
        "sqlalchemy",
        "numpy",
        "click",
        "pydantic",
        "concurrent.futures",
        "subprocess",
        "asyncio",
    }
