"""The library as its page shows it: every file with all its problems, read anew as it changes, and new questions."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interview_desk.domain.rubric import Rubric
from interview_desk.domain.script import Kit, Question
from interview_desk.domain.shape import Kebab, quoted
from interview_desk.domain.shelf import OpenedFile, Remark, ShelfKind, ShelfLine
from interview_desk.errors import DeskError, StorageError, UsageError
from interview_desk.library.catalogue import Catalogue
from interview_desk.library.headings import text, words
from interview_desk.library.kit_file import KitFile
from interview_desk.library.problems import Problem
from interview_desk.library.reader import Read
from interview_desk.library.schema import schema_file
from interview_desk.library.shelves import Shelf, shelves, subfolders
from interview_desk.library.templates import new_question

_KINDS: tuple[ShelfKind, ...] = ("kit", "question", "rubric")


class Shelves:
    """Lists, opens and begins files of the shipped library and of the user's folder under `data`.

    Unlike a catalogue it also shows a file that no kit can reach because another has its id, and says so. It has a
    catalogue of its own behind a lock, so that threads may share it.
    """

    def __init__(self, data: Path) -> None:
        self._shelves = shelves(data)
        self._catalogue = Catalogue(self._shelves)
        self._lock = threading.Lock()

    @property
    def _yours(self) -> Shelf:
        return self._shelves[-1]

    def lines(self) -> list[ShelfLine]:
        """Return a line for every file, the user's own first, by kind, bank and name."""
        with self._lock:
            return [
                self._line(path, kind, shelf)
                for shelf in (self._yours, *self._shelves[:-1])
                for kind in _KINDS
                for path in shelf.files(kind)
            ]

    def open(self, line: ShelfLine) -> OpenedFile:
        """Read the file of a line, with all its problems; what it holds is None where it can't be used."""
        with self._lock:
            read = self._catalogue.read(line.path, line.kind)
            problems = sorted({*self._catalogue.problems(read), *self._unreachable(read)})
            remarks = tuple(_remark(problem) for problem in problems)
            holds: Kit | Question | Rubric | None = None
            why_not = ""
            try:
                holds = self._held(read)
            except DeskError as error:
                why_not = str(error)
            return OpenedFile(line, holds, remarks, why_not)

    def write_question(self, bank: str, id: str) -> Path:
        """Write the commented template as a new question of the user's; refuses an id that there is already."""
        for what, name in (("bank", bank), ("id", id)):
            if (flaw := Kebab().flaw(name)) is not None:
                raise UsageError(f"This can't be the {what} of a question", flaw[0], flaw[1])
        with self._lock:
            for shelf in self._shelves:
                if (there := shelf.find("question", id)) is not None:
                    raise UsageError(f"There is a question {quoted(id)} already", str(there), "choose another id")
        path = self._yours.banks / bank / f"{id}.yaml"
        template = new_question(id, re.sub(r"-+", " ", id).capitalize(), schema_file("question"))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(template)
        except OSError as error:
            if path.exists():
                raise UsageError(f"There is a file {path} already", "", "choose another id") from error
            why = error.strerror or str(error)
            raise StorageError(f"{path} could not be written", why, "choose a folder that can be written") from error
        return path

    def places(self) -> list[Path]:
        """Return the folders in which files of the library may come and go; not all of them need exist."""
        found: list[Path] = []
        for shelf in self._shelves:
            found += [shelf.banks, shelf.rubrics]
            for bank in subfolders(shelf.banks):
                found += [bank, bank / "kits"]
        return found

    def _line(self, path: Path, kind: ShelfKind, shelf: Shelf) -> ShelfLine:
        yours = shelf.origin == "yours"
        if kind == "kit":
            read: Read[KitFile] = self._catalogue.read(path, "kit")  # short enough to be read for a list
            if read.value is not None:
                return self._kit_line(read.value, path, yours)
        head = self._catalogue.heading(path)
        bank = "" if kind == "rubric" else (path.parent.parent if kind == "kit" else path.parent).name
        known = head or {}
        title = text(known, "title") or path.stem
        if kind != "question":
            return ShelfLine(kind, path.stem, title, path, yours, bank, broken=kind == "kit" or head is None)
        question_kind = tuple(filter(None, [text(known, "kind")]))
        return ShelfLine(
            kind,
            path.stem,
            title,
            path,
            yours,
            bank,
            question_kind,
            words(known, "levels"),
            words(known, "tags"),
            text(known, "job_task"),
            (*words(known, "competencies"), text(known, "language")),
            broken=head is None,
        )

    def _kit_line(self, kit: KitFile, path: Path, yours: bool) -> ShelfLine:
        heads = []
        for id in kit.questions:
            found = (shelf.find("question", id) for shelf in self._shelves)
            there = next((path for path in found if path is not None), None)
            heads.append((there and self._catalogue.heading(there)) or {})
        kinds = (text(head, "kind") for head in heads)
        topics = (tag for head in heads for tag in words(head, "tags"))
        titles = [text(head, "title") or id for head, id in zip(heads, kit.questions, strict=True)]
        return ShelfLine(
            "kit",
            path.stem,
            kit.title,
            path,
            yours,
            path.parent.parent.name,
            tuple(dict.fromkeys(filter(None, kinds))),
            (kit.level,),
            tuple(dict.fromkeys(topics)),
            ", ".join(titles),
            (kit.role, kit.rubric, *kit.questions),
            kit.minutes,
        )

    def _held(self, read: Read[Any]) -> Kit | Question | Rubric | None:
        value = read.value
        if isinstance(value, KitFile):
            # By its id it may be another kit that is found: this one is out of reach then.
            reached = self._catalogue.find("kit", value.id)
            return self._catalogue.kit(value.id) if reached is not None and reached.path == read.path else None
        return value if isinstance(value, Question | Rubric) else None

    def _unreachable(self, read: Read[Any]) -> Iterator[Problem]:
        """Say where a file is out of reach because another one with its name comes first."""
        first = self._catalogue.find(read.kind, read.path.stem)
        if first is None or first.path == read.path:
            return
        line, column = read.tree.position(("id",))
        shipped = not any(first.path.is_relative_to(folder) for folder in (self._yours.banks, self._yours.rubrics))
        where = f"a {read.kind} that is shipped, which comes first" if shipped else first.file
        what = f"{quoted(read.path.stem)} is also the id of {where}"
        yield Problem(read.file, line, column, what, "give yours another id, and its file that name")


def _remark(problem: Problem) -> Remark:
    warning = problem.severity == "warning"
    return Remark(problem.line, problem.column, problem.what, problem.remedy, problem.name, warning)
