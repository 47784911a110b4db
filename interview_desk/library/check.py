"""Checks files of the library: all their problems and warnings and, when asked, every solution against its tests."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_desk import paths as places
from interview_desk.domain.script import Question
from interview_desk.domain.shape import quoted
from interview_desk.errors import UsageError
from interview_desk.library.catalogue import Catalogue
from interview_desk.library.problems import Problem, shown
from interview_desk.library.reader import FileKind, Read, read_file
from interview_desk.library.shelves import Shelf, every_file, shelf_around, shelves

if TYPE_CHECKING:
    from interview_desk.library.runner import Run


@dataclass(frozen=True, slots=True)
class Counts:
    """How many files of each kind were looked at."""

    questions: int = 0
    kits: int = 0
    rubrics: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found; `runs` is empty unless solutions were run. Failed runs are among the problems too."""

    problems: tuple[Problem, ...]
    counts: Counts
    runs: tuple[Run, ...] = field(default=())

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep a file from being used."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that a file could silence."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    @property
    def exit_code(self) -> int:
        """1 where there is an error, else 0: warnings are advice."""
        return 1 if self.errors else 0

    def summary(self) -> str:
        """Return one line that says what was looked at and what was found."""
        counts = self.counts
        looked = ", ".join(
            _some(number, what)
            for number, what in ((counts.questions, "question"), (counts.kits, "kit"), (counts.rubrics, "rubric"))
        )
        found = f"{_some(len(self.errors), 'problem')}, {_some(len(self.warnings), 'warning')}"
        ran = ""
        if self.runs:
            passed = sum(run.outcome == "passed" for run in self.runs)
            skipped = sum(run.outcome == "skipped" for run in self.runs)
            ran = f"; {passed} of {len(self.runs) - skipped} solutions passed their tests"
            ran += f", {skipped} not run" if skipped else ""
        return f"{looked}: {found}{ran}"

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data."""
        counts = self.counts
        return {
            "schema": 1,
            "counts": {"questions": counts.questions, "kits": counts.kits, "rubrics": counts.rubrics},
            "errors": len(self.errors),
            "warnings": len(self.warnings),
            "problems": [problem.as_json() for problem in self.problems],
            "runs": [run.as_json() for run in self.runs],
        }


def check(paths: Sequence[Path] = (), run: bool = False, data: Path | None = None) -> Report:
    """Check files and whole folders, the shipped library where none is named.

    Whatever the files contain is reported, never raised; a path that doesn't exist raises `UsageError`.
    What they refer to is looked for among them, then in the library they lie in, then in the user's folder under
    `data`, then in what is shipped. `run` also runs every solution against its tests.
    """
    chosen = [Path(path) for path in paths] or [places.shipped_question_banks(), places.shipped_rubrics()]
    for path in chosen:
        if not path.exists():
            raise UsageError(f"There is no file or folder {shown(path)}", "", "name one that there is")
    with _without_collecting():
        library = _Checked(chosen, data)
        problems = [*library.misplaced, *library.twice(), *library.hidden(data)]
        for read in library.reads:
            problems += library.problems(read)
    runs: tuple[Run, ...] = ()
    if run:
        from interview_desk.library.runner import run_questions  # processes and threads: not needed to read files

        runs = run_questions([read for read in library.reads if isinstance(read.value, Question)])
        problems += [outcome.problem for outcome in runs if outcome.problem is not None]
    return Report(tuple(sorted(set(problems))), _counted(library.reads), runs)


class _Checked(Catalogue):
    """The files being checked come before those that they merely may refer to."""

    def __init__(self, chosen: Iterable[Path], data: Path | None) -> None:
        self.reads: list[Read[Any]] = []
        self.misplaced: list[Problem] = []
        around: dict[Shelf, None] = {}
        seen: set[Path] = set()
        for start in chosen:
            if (shelf := shelf_around(start.absolute())) is not None:
                around[shelf] = None
            for path in every_file(start):
                if (absolute := path.absolute()) in seen:
                    continue
                seen.add(absolute)
                if path.suffix == ".yml":
                    remedy = f"rename it to {path.stem}.yaml"
                    self.misplaced.append(Problem(shown(path), 1, 1, "files of the library end in .yaml", remedy))
                self.reads.append(read_file(path))
        super().__init__((*around, *reversed(shelves(data))))
        self._own: dict[tuple[FileKind, str], Read[Any]] = {}
        for read in self.reads:
            self._own.setdefault((read.kind, read.id), read)
            self._own.setdefault((read.kind, read.path.stem), read)

    def find(self, kind: FileKind, id: str) -> Read[Any] | None:
        return self._own.get((kind, id)) or super().find(kind, id)

    def ids(self, kind: FileKind) -> list[str]:
        own = [id for own, id in self._own if own == kind]
        return list(dict.fromkeys([*own, *super().ids(kind)]))

    def hidden(self, data: Path | None) -> list[Problem]:
        """Files of the user's folder that are out of reach behind a shipped file of the same name."""
        if data is None:
            return []
        shipped, users = shelves(data)
        found = []
        for read in self.reads:
            behind = shipped.find(read.kind, read.path.stem)
            path = read.path.absolute()
            if behind is not None and (path.is_relative_to(users.banks) or path.is_relative_to(users.rubrics)):
                line, column = read.tree.position(("id",))
                what = f"{quoted(read.path.stem)} is also the id of a {read.kind} that is shipped, which comes first"
                found.append(Problem(read.file, line, column, what, "give yours another id, and its file that name"))
        return found

    def twice(self) -> list[Problem]:
        """Ids that two of the files being checked have."""
        first: dict[tuple[FileKind, str], Read[Any]] = {}
        found = []
        for read in self.reads:
            earlier = first.setdefault((read.kind, read.id), read)
            if earlier is not read:
                line, column = read.tree.position(("id",))
                what = f"{quoted(read.id)} is also the id of {earlier.file}"
                remedy = "give one of the two another id: an id is unique across banks"
                found.append(Problem(read.file, line, column, what, remedy))
        return found


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Spare the garbage collector, which a tenth of the time would go to: nothing that is read refers in circles."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _counted(reads: Iterable[Read[Any]]) -> Counts:
    kinds = [read.kind for read in reads]
    return Counts(kinds.count("question"), kinds.count("kit"), kinds.count("rubric"))


def _some(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
