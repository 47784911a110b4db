"""What can be wrong between files: names of questions, pivots and rubrics that lead nowhere, or to what doesn't fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from interview_desk.domain.rubric import Rubric
from interview_desk.domain.script import Question
from interview_desk.domain.shape import Flaw, did_you_mean, quoted
from interview_desk.library.kit_file import LONGEST_WITHOUT_REASON, KitFile
from interview_desk.library.reader import FileKind, Read


class Library(Protocol):
    """What a file may refer to."""

    def find(self, kind: FileKind, id: str) -> Read[Any] | None:
        """Return the file of that id as read, or None where there is none."""

    def ids(self, kind: FileKind) -> Iterable[str]:
        """Every id of a kind that there is."""


def question(question: Question, library: Library) -> Iterator[Flaw]:
    """Pivots of a question that don't exist."""
    for index, pivot in enumerate(question.pivots):
        if library.find("question", pivot) is None:
            yield _unknown("question", pivot, ("pivots", index), library)


def kit(kit: KitFile, library: Library) -> Iterator[Flaw]:
    """Questions and rubrics of a kit that don't exist, and questions with a competency that its rubric lacks."""
    found = library.find("rubric", kit.rubric)
    if found is None:
        yield _unknown("rubric", kit.rubric, ("rubric",), library)
    rubric: Rubric | None = found.value if found is not None else None
    for index, section in enumerate(kit.sections):
        if section.question is None:
            continue
        planned = library.find("question", section.question)
        if planned is None:
            yield _unknown("question", section.question, ("sections", index, "question"), library)
        elif rubric is not None and (lacking := outside(planned.value, rubric)):
            what = f"{quoted(section.question)} is about {_no_row(lacking, kit)}"
            remedy = "name another rubric or question, or add the row"
            yield Flaw(("sections", index, "question"), what, remedy)


def outside(question: Question | None, rubric: Rubric) -> list[str]:
    """Return those competencies of a question that a rubric has no row for."""
    return [id for id in question.competencies if rubric.competency(id) is None] if question is not None else []


def kit_warnings(kit: KitFile, library: Library) -> Iterator[tuple[str, Flaw]]:
    """What is doubtful in a kit, each with the warning's name."""
    if kit.minutes > LONGEST_WITHOUT_REASON:
        surplus = kit.minutes - LONGEST_WITHOUT_REASON
        what = f"this kit is {surplus:g} minutes over {LONGEST_WITHOUT_REASON}"
        yield "over-an-hour", Flaw(("minutes",), what, "shorten it; attention and diaries end at the hour")
    yield from _time_for_them(kit)
    found = library.find("rubric", kit.rubric)
    rubric: Rubric | None = found.value if found is not None else None
    fed: set[str] = set()
    whole = True
    for index, section in enumerate(kit.sections):
        read = library.find("question", section.question) if section.question else None
        question: Question | None = read.value if read is not None else None
        if question is None:
            whole = whole and section.question is None
            continue
        fed.update(signal.competency for layer in question.layers for signal in layer.signals)
        if (par := sum(layer.par.minutes for layer in question.layers)) > section.minutes:
            what = (
                f"the layers of {quoted(question.id)} have a par of {par:g} minutes, their section {section.minutes:g}"
            )
            remedy = f"give it {par:g} minutes, or choose another question: the interview would begin behind its plan"
            yield "tight-section", Flaw(("sections", index, "minutes"), what, remedy)
        path = ("sections", index, "question")
        if kit.level not in question.levels:
            what = f"{quoted(question.id)} is meant for {' and '.join(question.levels)}, this kit for {kit.level}"
            yield "other-level", Flaw(path, what, "choose another question, or add the level to it")
        for id in question.pivots if rubric is not None else ():
            pivot = library.find("question", id)
            if rubric is not None and pivot is not None and (lacking := outside(pivot.value, rubric)):
                what = f"the pivot {quoted(id)} is about {_no_row(lacking, kit)}"
                yield "pivot-outside-rubric", Flaw(path, what, "choose another pivot in the question, or add the row")
    unfed = [row.id for row in rubric.competencies if row.id not in fed] if rubric is not None and whole else []
    if unfed:
        what = f"no signal of this kit's questions feeds {' and '.join(unfed)}"
        yield "unfed-competency", Flaw(("rubric",), what, "add a signal to a question, or choose another rubric")


def _time_for_them(kit: KitFile) -> Iterator[tuple[str, Flaw]]:
    theirs = [index for index, section in enumerate(kit.sections) if section.kind == "their-questions"]
    minutes = sum(kit.sections[index].minutes for index in theirs)
    if minutes < 5:
        path = ("sections", theirs[0], "minutes") if theirs else ("sections",)
        what = f"there are {minutes:g} minutes for the candidate's questions"
        remedy = "give them 5 minutes or more" if theirs else "add a section of kind their-questions, 5 minutes or more"
        yield "short-for-questions", Flaw(path, what, remedy, not theirs)


def _no_row(lacking: list[str], kit: KitFile) -> str:
    return f"{' and '.join(lacking)}, which {quoted(kit.rubric)} has no row for"


def _unknown(kind: str, id: str, path: tuple[str | int, ...], library: Any) -> Flaw:
    near = did_you_mean(id, library.ids(kind))
    return Flaw(path, f"there is no {kind} {quoted(id)}", f"name one that there is{near}")
