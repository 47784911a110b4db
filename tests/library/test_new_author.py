"""The guide's ten minutes, followed to the letter: its snippets end in a two-layer question whose solutions pass."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interview_desk.domain.script import Kit, Question
from interview_desk.library.check import check
from interview_desk.library.field_words import WORDS
from interview_desk.library.librarian import Shelves
from interview_desk.library.names import WARNINGS
from interview_desk.library.reader import SHAPES
from interview_desk.library.schema import schema, schema_file

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "bank-author.md").read_text("utf-8")
WALK = GUIDE.partition("## Ten minutes")[2].partition("\n## ")[0]


def blocks(kind: str) -> list[str]:
    """The walk-through's blocks of one kind, in order."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", WALK, re.MULTILINE | re.DOTALL)


def problems(file: Path, data: Path) -> list[str]:
    """What the check says of a file, as sentences."""
    return [f"{problem.what}; {problem.remedy}" for problem in check([file], data=data).problems]


class Author:
    """Somebody who knows the template, the guide and nothing else."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.file = Shelves(data).write_question("mine", "retry-call")
        self.text = self.file.read_text("utf-8")

    def replace(self, start: str, end: str, new: str) -> None:
        """Replace what stands from one mark to the next, or to the end of the file, and save."""
        before, found, rest = self.text.partition(start)
        assert found, start
        after = end + rest.partition(end)[2] if end else ""
        assert not end or end in rest, end
        self.text = before + new + after
        self.save()

    def save(self) -> None:
        self.file.write_text(self.text, "utf-8")


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path)


def follow(author: Author) -> None:
    about, seen, first, second = blocks("yaml")
    author.replace("schema: 1\n", "\n# The candidate sees the statement", about)
    author.replace("kind: codng", "\nlevels", "kind: coding")
    author.replace("statement: |", "\nlayers:", seen)
    author.replace("layers:\n", "", first)
    author.text += second
    author.save()


def test_the_walk_through_ends_in_a_valid_two_layer_question_whose_solutions_pass(author: Author) -> None:
    follow(author)
    report = check([author.file], run=True, data=author.data)
    assert [str(problem) for problem in report.problems] == []
    assert [run.outcome for run in report.runs] == ["passed", "passed"]
    shelves = Shelves(author.data)
    question = next(shelves.open(line) for line in shelves.lines() if line.id == "retry-call").holds
    assert isinstance(question, Question)
    assert [layer.id for layer in question.layers] == ["a-few-times", "in-time"]
    assert report.summary() in WALK


def test_the_problems_that_the_walk_through_shows_are_those_that_an_author_sees(author: Author) -> None:
    author.replace("schema: 1\n", "\n# The candidate sees the statement", blocks("yaml")[0])
    shown = [text.strip().partition(": ")[2] for text in blocks("problem")]
    found = problems(author.file, author.data)
    assert shown[0] in found
    assert shown[1] in found
    assert set(found) == set(shown)


def test_the_first_line_of_a_new_file_names_its_schema_as_the_guide_says(author: Author) -> None:
    line = author.text.splitlines()[0]
    assert line == f"# yaml-language-server: $schema={schema_file('question').absolute().as_uri()}"
    assert "# yaml-language-server: $schema=file:///…/resources/schema/question.schema.json" in WALK


def test_the_walk_throughs_kit_can_be_conducted(author: Author) -> None:
    follow(author)
    (text,) = blocks("kit")
    kit = author.data / "question_banks" / "mine" / "kits" / "retry-junior.yaml"
    kit.parent.mkdir()
    kit.write_text(text, "utf-8")
    assert problems(kit, author.data) == []
    shelves = Shelves(author.data)
    opened = next(shelves.open(line) for line in shelves.lines() if line.id == "retry-junior")
    assert isinstance(opened.holds, Kit)
    kit.write_text(text.replace("silence: [unfed-competency]\n", ""), "utf-8")
    assert [problem.name for problem in check([kit], data=author.data).problems] == ["unfed-competency"]


@pytest.mark.parametrize("kind", SHAPES)
def test_every_field_is_explained_in_the_words_of_the_schema(kind: str) -> None:
    whole = schema(next(known for known in SHAPES if known == kind))
    for part in (whole, *whole["$defs"].values()):
        for key, value in part["properties"].items():
            needed = "needed" if key in part["required"] else ""
            assert f"| `{key}` | {needed} | {value['description']} |" in GUIDE


def test_no_field_is_explained_that_there_is_not() -> None:
    told = re.findall(r"^\| `(\w+)` \| (?:needed)? \|", GUIDE.partition("## Every field")[2], re.MULTILINE)
    assert set(told) == {"schema", *(key for words in WORDS.values() for key in words)}


def test_every_warning_is_named_with_what_it_is_about() -> None:
    assert (
        dict(re.findall(r"^\| `([a-z-]+)` \| (.+?) \|$", GUIDE.partition("## Warnings")[2], re.MULTILINE)) == WARNINGS
    )
