"""The template of a new question is sound as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_desk.library.check import check
from interview_desk.library.reader import read_question
from interview_desk.library.schema import schema_file
from interview_desk.library.templates import new_question


def test_the_template_passes_check_and_run_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "my-question.yaml"
    file.write_text(new_question("my-question", schema=schema_file("question")), "utf-8")
    report = check([file], run=True)
    assert [str(problem) for problem in report.problems] == []
    assert [run.outcome for run in report.runs] == ["passed", "passed"]
    assert file.read_text("utf-8").startswith("# yaml-language-server: $schema=file:///")


@pytest.mark.parametrize(
    ("id", "title"),
    [
        ("1984", "Plain"),
        ("null", 'He said: "x" # y'),
        ("true", "\\ back\nslash\t\0"),
        ("a-b", "${id} $title 100 %"),
        ("x", "ü – 😀"),
    ],
)
def test_whatever_the_title_the_file_can_be_read(tmp_path: Path, id: str, title: str) -> None:
    file = tmp_path / f"{id}.yaml"
    file.write_text(new_question(id, title), "utf-8")
    read = read_question(file)
    assert read.problems == []
    assert read.value is not None
    assert read.value.id == id
    assert read.value.title == " ".join(title.replace("\0", " ").split())
