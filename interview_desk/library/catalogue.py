"""The library that there is: what is shipped, then the user's own; one kit is read without reading the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from interview_desk.domain.frozen import dataclass
from interview_desk.domain.rubric import Rubric
from interview_desk.domain.script import Kit, Question
from interview_desk.domain.shape import Flaw, name_one, quoted
from interview_desk.errors import ProblemsFound, UsageError
from interview_desk.library import kit_file, links
from interview_desk.library.headings import headings, text, words
from interview_desk.library.kit_file import KitFile
from interview_desk.library.problems import Problem
from interview_desk.library.reader import FileKind, Read, read_file
from interview_desk.library.shelves import Origin, Shelf, shelves


@dataclass(frozen=True, slots=True)
class KitEntry:
    """A kit in a list. Where its file is broken, `broken` is true and what couldn't be told is empty."""

    id: str
    title: str
    role: str
    level: str
    minutes: float
    rubric: str
    questions: tuple[str, ...]
    bank: str
    path: Path
    origin: Origin
    broken: bool = False


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """A question in a list, from the headings of its file alone. `broken` as in `KitEntry`."""

    id: str
    title: str
    kind: str
    levels: tuple[str, ...]
    competencies: tuple[str, ...]
    tags: tuple[str, ...]
    language: str
    job_task: str
    bank: str
    path: Path
    origin: Origin
    broken: bool = False


@dataclass(frozen=True, slots=True)
class RubricEntry:
    """A rubric in a list, from the headings of its file alone. `broken` as in `KitEntry`."""

    id: str
    title: str
    path: Path
    origin: Origin
    broken: bool = False


class Catalogue:
    """Finds, lists and reads what lies on some shelves; where an id is on several, the first shelf counts.

    A file is read again only when it has changed. Not for use by several threads at once.
    """

    def __init__(self, shelves: Iterable[Shelf]) -> None:
        self.shelves = tuple(shelves)
        self._reads: dict[Path, tuple[tuple[int, int], Read[Any]]] = {}
        self._headings: dict[Path, tuple[tuple[int, int], dict[str, Any] | None]] = {}

    @classmethod
    def standing(cls, data: Path | None = None) -> Catalogue:
        """Return the catalogue of what is shipped and, where a data folder is given, of what the user wrote."""
        return cls(shelves(data))

    def kit(self, id: str) -> Kit:
        """Return a kit complete with its questions, their pivots and its rubric.

        Raises `UsageError` where there is no such kit, and `ProblemsFound` where it, or a file it needs, is broken.
        """
        return self.complete(self._linked(self._known("kit", id), links.kit))

    def complete(self, plan: KitFile) -> Kit:
        """Return the kit of a plan whose names all lead somewhere; raises as `kit` does for the files it needs."""
        questions = {id: self._linked(self._known("question", id), links.question) for id in plan.questions}
        for pivot in kit_file.pivot_ids(plan, questions):
            questions[pivot] = self.question(pivot)
        return kit_file.resolve(plan, questions, self.rubric(plan.rubric))

    def question(self, id: str) -> Question:
        """Return a question; raises as `kit` does."""
        question: Question = self._sound(self._known("question", id))
        return question

    def rubric(self, id: str) -> Rubric:
        """Return a rubric; raises as `kit` does."""
        rubric: Rubric = self._sound(self._known("rubric", id))
        return rubric

    def kit_problems(self, id: str) -> tuple[Problem, ...]:
        """Return every problem and warning of a kit and of the files it needs; `UsageError` where there is none."""
        kit: Read[Any] = self._known("kit", id)
        reads = [kit]
        if isinstance(kit.value, KitFile):
            named = [("rubric", kit.value.rubric), *(("question", question) for question in kit.value.questions)]
            reads += [read for kind, id in named if (read := self.find(kind, id)) is not None]  # type: ignore[arg-type]
        return tuple(problem for read in reads for problem in self.problems(read))

    def problems(self, read: Read[Any]) -> list[Problem]:
        """Return the problems of one file, its links to others and its warnings included, in the file's order."""
        from interview_desk.library import lint  # not needed to conduct an interview, so not at its start

        whole = _copy(read)
        value = read.value
        if isinstance(value, KitFile):
            for flaw in links.kit(value, self):
                whole.add(flaw)
        elif isinstance(value, Question):
            for flaw in links.question(value, self):
                whole.add(flaw)
        lint.warn(whole, self)
        return sorted(whole.problems)

    def find(self, kind: FileKind, id: str) -> Read[Any] | None:
        """Return the file of that id as read, sound or not, or None where there is none."""
        if not id or "/" in id or "\\" in id or id.startswith("."):
            return None  # an id is a name, never a way out of the library
        for shelf in self.shelves:
            if (path := shelf.find(kind, id)) is not None:
                return self.read(path, kind)
        return None

    def read(self, path: Path, kind: FileKind) -> Read[Any]:
        """Return a file as read, again only where it has changed."""
        stamp = _stamp(path)
        if (kept := self._reads.get(path)) is None or kept[0] != stamp:
            kept = self._reads[path] = (stamp, read_file(path, kind))
        return kept[1]

    def ids(self, kind: FileKind) -> list[str]:
        """Return every id of a kind that has a file, by file name alone."""
        return [path.stem for path, _ in self._files(kind)]

    def kits(self) -> tuple[KitEntry, ...]:
        """Return every kit, in the order of shelf, bank and name."""
        return tuple(self._kit_entry(path, shelf) for path, shelf in self._files("kit"))

    def questions(self) -> tuple[QuestionEntry, ...]:
        """Return every question, in the order of shelf, bank and name; only the headings are read."""
        return tuple(self._question_entry(path, shelf) for path, shelf in self._files("question"))

    def rubrics(self) -> tuple[RubricEntry, ...]:
        """Return every rubric, in the order of shelf and name; only the headings are read."""
        found = []
        for path, shelf in self._files("rubric"):
            head = self.heading(path)
            title = text(head, "title") or path.stem
            found.append(RubricEntry(path.stem, title, path, shelf.origin, head is None))
        return tuple(found)

    def _files(self, kind: FileKind) -> Iterator[tuple[Path, Shelf]]:
        seen: set[str] = set()
        for shelf in self.shelves:
            for path in shelf.files(kind):
                if path.stem not in seen:
                    seen.add(path.stem)
                    yield path, shelf

    def _kit_entry(self, path: Path, shelf: Shelf) -> KitEntry:
        read: Read[KitFile] = self.read(path, "kit")
        kit, bank = read.value, path.parent.parent.name
        if kit is None:
            data = read.tree.data if isinstance(read.tree.data, dict) else {}
            title = text(data, "title") or path.stem
            return KitEntry(path.stem, title, "", "", 0, "", (), bank, path, shelf.origin, True)
        told = (kit.id, kit.title, kit.role, kit.level, kit.minutes, kit.rubric, kit.questions)
        return KitEntry(*told, bank, path, shelf.origin)

    def _question_entry(self, path: Path, shelf: Shelf) -> QuestionEntry:
        head = self.heading(path)
        return QuestionEntry(
            id=path.stem,
            title=text(head, "title") or path.stem,
            kind=text(head, "kind"),
            levels=words(head, "levels"),
            competencies=words(head, "competencies"),
            tags=words(head, "tags"),
            language=text(head, "language"),
            job_task=text(head, "job_task"),
            bank=path.parent.name,
            path=path,
            origin=shelf.origin,
            broken=head is None,
        )

    def heading(self, path: Path) -> dict[str, Any] | None:
        """Return the headings of a file, None where it can't be read; again only where it has changed."""
        stamp = _stamp(path)
        if (kept := self._headings.get(path)) is None or kept[0] != stamp:
            kept = self._headings[path] = (stamp, headings(path))
        return kept[1]

    def _known(self, kind: FileKind, id: str) -> Read[Any]:
        read = self.find(kind, id)
        if read is None:
            known = self.ids(kind)
            remedy = name_one(id, known) if known else "check that the library is where it should be"
            raise UsageError(f"There is no {kind} {quoted(id)}", "", remedy)
        return read

    def _linked(self, read: Read[Any], flaws: Callable[[Any, links.Library], Iterable[Flaw]]) -> Any:
        """Return the value of a file that is sound itself, and whose names all lead somewhere."""
        value = self._sound(read)
        whole = _copy(read)
        for flaw in flaws(value, self):
            whole.add(flaw)
        return self._sound(whole)

    def _sound(self, read: Read[Any]) -> Any:
        if read.broken:
            errors = sorted(problem for problem in read.problems if problem.severity == "error")
            first = errors[0]
            why = f"{first.file}:{first.line}:{first.column}: {first.what}"
            others = f" (and see the {len(errors) - 1} other problems there)" if len(errors) > 1 else ""
            raise ProblemsFound(f"The {read.kind} {quoted(read.path.stem)} can't be used", why, first.remedy + others)
        return read.value


def _copy(read: Read[Any]) -> Read[Any]:
    return Read(read.kind, read.path, read.file, read.tree, read.value, list(read.problems))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = os.stat(path)  # noqa: PTH116 - called for every file of a list
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
