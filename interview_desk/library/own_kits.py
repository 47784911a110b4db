"""Kits put together on the spot from a question and a rubric, held to every check that a kit's file is held to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from pathlib import Path

from interview_desk.domain.plan import Choices, Plan, PutTogether, QuestionLine
from interview_desk.domain.rubric import Level, Rubric
from interview_desk.domain.scoring import LEVELS
from interview_desk.domain.script import Question, SectionKind
from interview_desk.errors import DeskError
from interview_desk.library import yaml_tree
from interview_desk.library.catalogue import Catalogue
from interview_desk.library.kit_file import LONGEST_WITHOUT_REASON, KitFile
from interview_desk.library.problems import Problem
from interview_desk.library.reader import Read, read

_WELCOME = (
    "Welcome, and thank you for making the time. First a few words about each of us, then we work on one thing "
    "together, then your questions, and feedback from me at the end. Hints are a normal part of the conversation, and "
    "“I don't know” is a fine answer: tell me how you would find out. I'll be typing while you talk; those are notes "
    "for your feedback. Is there anything you need before we start?"
)
_YOURS = "Let's stop here. This part is yours: what would you like to know about the work, the team, or how we decide?"
_SELF = (
    "Before I say anything about how it went, I'd like to hear it from you. I'll read a few short questions; give "
    "yourself a number for each, and a word on why if you like."
)
_MINE = (
    "Thank you. Now my side, as concretely as I can: what stood out, and what I would work on. You will get it in "
    "writing too."
)
# What there is besides the question, in minutes: as in the kits that are shipped.
_OTHERS: tuple[tuple[SectionKind, float, str], ...] = (
    ("introduction", 5, _WELCOME),
    ("their-questions", 6, _YOURS),
    ("self-assessment", 3, _SELF),
    ("feedback", 4, _MINE),
)
AROUND = sum(minutes for _, minutes, _ in _OTHERS)
LEAST = AROUND + 5


class OwnKits:
    """Offers what there is to choose from, and makes a kit of what was chosen. Threads may share it."""

    def __init__(self, data: Path) -> None:
        self._catalogue = Catalogue.standing(data)
        self._lock = threading.Lock()

    def choices(self) -> Choices:
        """Return every question and rubric that can be read, by title."""
        with self._lock:
            rubrics = [rubric for it in self._catalogue.rubrics() if (rubric := self._rubric(it.id)) is not None]
            lines = [
                QuestionLine(
                    it.id,
                    it.title,
                    it.kind,
                    tuple(level for level in LEVELS if level in it.levels),
                    tuple(rubric.id for rubric in rubrics if all(map(rubric.competency, it.competencies))),
                )
                for it in self._catalogue.questions()
                if not it.broken
            ]
        named = sorted((rubric.id, rubric.title) for rubric in rubrics)
        return Choices(tuple(sorted(lines, key=lambda it: it.title.casefold())), tuple(named))

    def put_together(self, plan: Plan) -> PutTogether:
        """Return the kit of a plan, with all that is wrong or doubtful in it and in the files it needs."""
        with self._lock:
            try:
                return self._put_together(plan)
            except DeskError as error:
                return PutTogether(None, (str(error),))

    def _put_together(self, plan: Plan) -> PutTogether:
        question, rubric = self._catalogue.question(plan.question), self._catalogue.rubric(plan.rubric)
        par = sum(layer.par.minutes for layer in question.layers)
        minutes = plan.minutes if plan.minutes is not None else min(par + AROUND, LONGEST_WITHOUT_REASON)
        if minutes < LEAST:
            what = f"{minutes:g} minutes leave the question less than 5: the other parts take {AROUND:g}"
            return PutTogether(None, (f"{what}; give it {LEAST:g} or more",))
        text = kit_text(question, rubric, plan.level, minutes, plan.why_longer)
        made = read(yaml_tree.parse(text), Path(f"own-{question.id}.yaml"), "kit")
        found = [(problem, "") for problem in self._catalogue.problems(made)]
        for file in self._files(question, rubric):
            found += [(it, f" ({file.path.name}, line {it.line})") for it in self._catalogue.problems(file)]
        plan_file: KitFile | None = made.value
        errors = tuple(_sentence(it, where) for it, where in found if it.severity == "error")
        warnings = tuple(_sentence(it, where) for it, where in found if it.severity == "warning")
        kit = self._catalogue.complete(plan_file) if plan_file is not None and not errors else None
        return PutTogether(kit, errors, warnings)

    def _files(self, question: Question, rubric: Rubric) -> Iterable[Read[object]]:
        files = (self._catalogue.find("rubric", rubric.id), self._catalogue.find("question", question.id))
        return [it for it in files if it is not None]

    def _rubric(self, id: str) -> Rubric | None:
        try:
            return self._catalogue.rubric(id)
        except DeskError:
            return None


def kit_text(question: Question, rubric: Rubric, level: Level, minutes: float, why_longer: str = "") -> str:
    """Return the kit as its file would be written; what is left of the minutes is the question's."""
    lines = [
        "schema: 1",
        f"id: own-{question.id}",
        f"title: {_quoted(question.title)}",
        f"role: {_quoted(_ROLES.get(question.kind, 'Software engineer'))}",
        f"level: {level}",
        f"rubric: {rubric.id}",
        f"minutes: {minutes:g}",
        *([f"why_longer: {_quoted(why_longer)}"] if why_longer else []),
        "sections:",
    ]
    for kind, length, say in _OTHERS:
        lines.append(f"  - {{kind: {kind}, minutes: {length:g}, say: {_quoted(say)}}}")
        if kind == "introduction":
            lines.append(f"  - {{kind: question, question: {question.id}, minutes: {minutes - AROUND:g}}}")
    return "\n".join(lines) + "\n"


_ROLES = {"data-ml": "Data and ML engineer"}


def _quoted(text: str) -> str:
    return json.dumps(text)  # JSON's strings are YAML's


def _sentence(problem: Problem, where: str) -> str:
    remedy = problem.remedy if where else problem.remedy.replace("add why_longer: and the reason", "say why")
    return f"{problem.what}; {remedy}{where}"
