"""The reader takes any damage to a file without an exception, and places what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_desk.domain.rubric import Rubric
from interview_desk.domain.script import Question
from interview_desk.library import lint, yaml_tree
from interview_desk.library.catalogue import Catalogue
from interview_desk.library.kit_file import KitFile
from interview_desk.library.reader import FileKind, kind_of, read, read_file, read_kit, read_question, read_rubric
from tests.library.samples import FILES, KIT, PIVOT, QUESTION, RUBRIC, write_library

TEXTS: dict[FileKind, str] = {"question": QUESTION, "kit": KIT, "rubric": RUBRIC}
PIECES = st.sampled_from(
    ["", "\n", " ", "-", "- ", ":", ": ", "{", "}", "[", "]", ",", "'", '"', "|", "&a ", "*a", "#", "~", "1", "-1",
     "1.5", "true", "x", "[]", "{}", ".nan", "!t ", "\t", "<<: ", "1000000000", "silence: [x]\n", "null", "id: x"]
)  # fmt: skip
WOUNDS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), PIECES), min_size=1, max_size=3)


@given(st.sampled_from(["question", "kit", "rubric"]), WOUNDS)
def test_no_damage_makes_the_reader_raise(kind: FileKind, wounds: list[tuple[float, int, str]]) -> None:
    text = TEXTS[kind]
    for place, length, piece in wounds:
        start = int(place * len(text))
        text = text[:start] + piece + text[start + length :]
    found = read(yaml_tree.parse(text), Path(f"{kind}s/{kind}.yaml"), kind)
    lint.warn(found, Catalogue(()))
    lines = text.count("\n") + 1
    for problem in found.problems:
        assert 1 <= problem.line <= lines + 1
        assert problem.column >= 1
        assert problem.what
        assert problem.remedy
    assert (found.value is None) == found.broken


def test_each_kind_of_file_becomes_its_own_value(tmp_path: Path) -> None:
    write_library(tmp_path)
    question = read_question(tmp_path / FILES["question"]).value
    assert isinstance(question, Question)
    assert question.layers[0].hints[1].id == "pointer-one"
    assert question.layers[0].expected.solution.startswith("def count(text):\n")
    kit = read_kit(tmp_path / FILES["kit"]).value
    assert isinstance(kit, KitFile)
    assert kit.questions == ("word-count",)
    rubric = read_rubric(tmp_path / FILES["rubric"]).value
    assert isinstance(rubric, Rubric)
    assert rubric.recommendations[-1].from_ is None
    assert list(rubric.competencies[0].anchors) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("bank/kits/x.yaml", "", "kit"),
        ("rubrics/x.yaml", QUESTION, "rubric"),
        ("x.yaml", KIT, "kit"),
        ("x.yaml", RUBRIC, "rubric"),
        ("x.yaml", PIVOT, "question"),
        ("bank/x.yaml", "[]", "question"),
    ],
)
def test_a_file_is_what_its_folder_or_its_keys_say(path: str, text: str, kind: FileKind) -> None:
    assert kind_of(Path(path), yaml_tree.parse(text)) == kind


def test_a_file_that_is_gone_or_a_folder_is_a_problem_like_any_other(tmp_path: Path) -> None:
    assert read_file(tmp_path / "gone.yaml").problems[0].what == "the file can't be read: No such file or directory"
    assert read_file(tmp_path).problems[0].what == "this is not an ordinary file"


def test_what_follows_from_a_fault_in_the_yaml_is_not_told_again() -> None:
    found = read(
        yaml_tree.parse(QUESTION.replace("minutes: 12, hints: 1}\n    s", "minutes: .inf, hints: 1}\n    s")),
        Path("word-count.yaml"),
        "question",
    )
    assert [problem.what for problem in found.problems] == [".inf is not a number that can be reckoned with"]
