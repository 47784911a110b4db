"""The warnings: what is allowed in a question or rubric, and yet seldom meant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from interview_desk.domain.rubric import Rubric
from interview_desk.domain.script import Layer, Question
from interview_desk.domain.shape import Flaw, Path, quoted
from interview_desk.library import links
from interview_desk.library.giveaways import giveaways
from interview_desk.library.kit_file import KitFile
from interview_desk.library.reader import Read
from interview_desk.library.vague import why_vague

Named = tuple[str, Flaw]  # the warning's name, and what is doubtful
_LADDER = ("nudge", "pointer", "reveal")
_FAR = 1.5  # times the author's typical minutes, either way, and
_FAR_MINUTES = 3  # minutes apart, and no less
_FAR_HINTS = 1


def warn(read: Read[object], library: links.Library) -> None:
    """Add the warnings of a file that was read without an error, except those that the file silences."""
    value = read.value
    found: Iterator[Named] = iter(())
    if isinstance(value, Question):
        found = question(value)
    elif isinstance(value, Rubric):
        found = rubric(value)
    elif isinstance(value, KitFile):
        found = links.kit_warnings(value, library)
    silenced = getattr(value, "silence", ())
    for name, flaw in found:
        if name not in silenced:
            read.add(flaw, name, "warning")


def question(question: Question) -> Iterator[Named]:
    """What is doubtful in a question, each with the warning's name."""
    if not question.job_task.strip():
        remedy = "add job_task: and the task on the job that this is like"
        yield "no-job-task", Flaw(("job_task",), "the question doesn't say what it is good for", remedy)
    fed = {signal.competency for layer in question.layers for signal in layer.signals}
    for index, id in enumerate(question.competencies):
        if id not in fed:
            remedy = "add a signal to listen for, or remove the competency"
            yield "unfed-competency", Flaw(("competencies", index), f"no signal feeds {quoted(id)}", remedy)
    for index, layer in enumerate(question.layers):
        yield from _layer(layer, ("layers", index))
    for path, what in giveaways(question):
        yield "gives-away", Flaw(path, what, "reword it; the candidate reads or hears this")


def rubric(rubric: Rubric) -> Iterator[Named]:
    """What is doubtful in a rubric, each with the warning's name."""
    for index, row in enumerate(rubric.competencies):
        path: Path = ("competencies", index, "anchors")
        missing = [score for score in rubric.scale.scores if not row.anchors.get(score, "").strip()]
        if missing:
            scores = " and ".join(str(score) for score in missing)
            what = f"{quoted(row.id)} has no anchor for {scores}"
            yield "no-anchor", Flaw(path, what, "write what one would see or hear at that score", True)
        for score, anchor in row.anchors.items():
            if anchor.strip() and (why := why_vague(anchor)):
                what = f"this anchor {why}"
                yield "vague-anchor", Flaw((*path, score), what, "write what one would see or hear at that score")


def _layer(layer: Layer, path: Path) -> Iterator[Named]:
    if not layer.hints:
        what = f"the layer {quoted(layer.id)} has no hints"
        yield "no-hints", Flaw((*path, "hints"), what, "add a nudge, a pointer and a reveal", True)
    rungs = [_LADDER.index(hint.level) for hint in layer.hints]
    for index, (before, rung) in enumerate(pairwise(rungs), start=1):
        if rung < before:
            what = f"a {_LADDER[rung]} comes after a {_LADDER[before]}"
            yield "hint-order", Flaw((*path, "hints", index, "level"), what, "go from nudge over pointer to reveal")
    if not any(probe.strip() for probe in layer.probes):
        what = f"the layer {quoted(layer.id)} has no follow-up question"
        yield "no-probe", Flaw((*path, "probes"), what, "add probes: with one at least", True)
    yield from _par(layer, path)


def _par(layer: Layer, path: Path) -> Iterator[Named]:
    if layer.benchmarks is None:
        return
    par, typical, strongest = layer.par, layer.benchmarks.typical, layer.benchmarks.strongest
    apart = abs(par.minutes - typical.minutes)
    if apart >= _FAR_MINUTES and max(par.minutes, typical.minutes) > _FAR * min(par.minutes, typical.minutes):
        what = f"par is {par.minutes:g} minutes, the author's own typical {typical.minutes:g}"
        yield "par-off", Flaw((*path, "par", "minutes"), what, "bring the two together")
    if abs(par.hints - typical.hints) > _FAR_HINTS:
        what = f"par is {par.hints} hints, the author's own typical {typical.hints}"
        yield "par-off", Flaw((*path, "par", "hints"), what, "bring the two together")
    if strongest.minutes > typical.minutes or strongest.hints > typical.hints:
        what = "the strongest take longer, or more hints, than the typical"
        yield "par-off", Flaw((*path, "benchmarks", "strongest"), what, "check the figures")
