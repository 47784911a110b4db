"""Reads one file of the library into the domain, with every problem it has."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from interview_desk.domain import shape
from interview_desk.domain.rubric import Rubric
from interview_desk.domain.script import Question
from interview_desk.library import faults, yaml_text, yaml_tree
from interview_desk.library.kit_file import KitFile
from interview_desk.library.node import Node
from interview_desk.library.problems import Problem, Severity, shown
from interview_desk.library.yaml_tree import Tree

SCHEMA = 1
FileKind = Literal["question", "kit", "rubric"]
SHAPES: dict[FileKind, type[Any]] = {"question": Question, "kit": KitFile, "rubric": Rubric}

MOST_PROBLEMS = 100  # of one file: more help nobody

T = TypeVar("T")


@dataclass(slots=True)
class Read(Generic[T]):
    """One file as read: its value, None where there is any error in the file itself, and its problems so far."""

    kind: FileKind
    path: Path
    file: str
    tree: Tree
    value: T | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id that the file gives itself, else its name."""
        found = self.tree.data.get("id") if isinstance(self.tree.data, dict) else None
        return found if isinstance(found, str) else self.path.stem

    @property
    def broken(self) -> bool:
        """Whether any problem so far is an error."""
        return any(problem.severity == "error" for problem in self.problems)

    def add(self, flaw: shape.Flaw, name: str = "", severity: Severity = "error") -> None:
        """Note a flaw as a problem at its line and column."""
        line, column = self.tree.position(flaw.path, flaw.at_key)
        self.problems.append(Problem(self.file, line, column, flaw.what, _remedy(flaw, self.tree), name, severity))


def read_question(path: Path) -> Read[Question]:
    """Read a question; never raises, what is wrong stands in `problems`."""
    return read_file(path, "question")


def read_kit(path: Path) -> Read[KitFile]:
    """Read a kit, its questions and rubric still ids; never raises, what is wrong stands in `problems`."""
    return read_file(path, "kit")


def read_rubric(path: Path) -> Read[Rubric]:
    """Read a rubric; never raises, what is wrong stands in `problems`."""
    return read_file(path, "rubric")


def read_file(path: Path, kind: FileKind | None = None) -> Read[Any]:
    """Read a file of the kind named, or of the kind that its folder or else its keys tell."""
    tree = read_tree(path)
    return read(tree, path, kind or kind_of(path, tree))


def read_tree(path: Path) -> Tree:
    """Read a file as plain data with places; never raises."""
    try:
        text = yaml_text.load(path)
    except yaml_text.Unreadable as stop:
        return yaml_tree.unreadable(stop.fault)
    return yaml_tree.parse(text)


def read(tree: Tree, path: Path, kind: FileKind) -> Read[Any]:
    """Read plain data as a file of a kind: the schema first, then the shape, then what the parts say of each other."""
    found: Read[Any] = Read(kind, path, shown(path), tree)
    for fault in tree.faults:
        found.problems.append(Problem(found.file, fault.line, fault.column, fault.what, fault.remedy))
    if not tree.complete:
        return found
    taken = {(problem.line, problem.column) for problem in found.problems}
    data, newer = _without_schema(found)
    if newer:
        return found
    value, flaws = shape.read(SHAPES[kind], data)
    if isinstance(data, dict):
        flaws += faults.of(kind, Node(data), path.stem)
    for flaw in flaws:
        if tree.position(flaw.path, flaw.at_key) not in taken:  # what the YAML already complained of there is enough
            found.add(flaw)
    if not found.problems:
        found.value = value
    if (more := len(found.problems) - MOST_PROBLEMS) > 0:
        found.problems = sorted(found.problems)[:MOST_PROBLEMS]
        last = found.problems[-1]
        what = f"there are {more} more problems in this file"
        found.problems.append(Problem(found.file, last.line, last.column, what, "mend those above first"))
    return found


def kind_of(path: Path, tree: Tree) -> FileKind:
    """Return what a file is meant to be: by its folder where that tells, else by its keys."""
    if path.parent.name == "kits":
        return "kit"
    if path.parent.name == "rubrics":
        return "rubric"
    keys = set(tree.data) if isinstance(tree.data, dict) else set()
    if keys & {"sections", "role", "rubric"}:
        return "kit"
    return "rubric" if keys & {"scale", "bars", "recommendations"} else "question"


def _without_schema(found: Read[Any]) -> tuple[Any, bool]:
    """Return the data without its schema number, and whether that is one from the future."""
    data = found.tree.data
    if not isinstance(data, dict):
        return data, False
    rest = dict(data)
    if "schema" not in data:
        near = shape.nearest("schema", [str(key) for key in data])
        if near:
            found.add(shape.Flaw((near,), f'the key "{near}" is not known here', f"write schema: {SCHEMA}", True))
            del rest[near]
        else:
            found.add(shape.Flaw((), '"schema" is missing', f"begin the file with schema: {SCHEMA}"))
        return rest, False
    number = rest.pop("schema")
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        found.add(shape.Flaw(("schema",), f"{shape.quoted(number)} is no schema", f"write schema: {SCHEMA}"))
    elif number > SCHEMA:
        what = f"this file is of schema {number}, newer than what this version of Interview Desk reads ({SCHEMA})"
        found.add(shape.Flaw(("schema",), what, f"update Interview Desk, or write the file for schema: {SCHEMA}"))
        return rest, True
    return rest, False


def _remedy(flaw: shape.Flaw, tree: Tree) -> str:
    """Return a flaw's remedy; where it quotes a number, with the number as it was written (1.10, not 1.1)."""
    if flaw.remedy.startswith("put it in quotes: ") and (word := tree.spot(flaw.path).word):
        return f'put it in quotes: "{word}"'
    return flaw.remedy
