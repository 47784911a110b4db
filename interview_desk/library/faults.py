"""What can be wrong within one well-formed file: parts that contradict each other.

These look at plain data, part by part, so that a flaw in one part hides none in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from interview_desk.domain.shape import Flaw, Path, did_you_mean, quoted
from interview_desk.library.kit_file import LONGEST_WITHOUT_REASON
from interview_desk.library.names import WARNINGS
from interview_desk.library.node import Node

KINDS_THAT_RUN = ("coding", "debugging", "data-ml")
LEVELS = ("junior", "mid", "senior", "lead")
MOST_SCORES = 10


def of(kind: str, file: Node, stem: str) -> list[Flaw]:
    """Return what is wrong between the parts of a question, kit or rubric whose file name is `stem`."""
    found = {"question": question, "kit": kit, "rubric": rubric}[kind](file)
    return [*_named_as_file(file, stem), *_silence(file), *found]


def question(file: Node) -> Iterator[Flaw]:
    """What contradicts itself in a question."""
    competencies = [word for _, word in file.words("competencies")]
    yield from _twice(file.words("competencies"), "competency")
    yield from _twice(file.words("levels"), "level")
    yield from _twice(file.words("pivots"), "pivot")
    yield from _ids(file.nodes("layers"), "layer")
    for path, pivot in file.words("pivots"):
        if pivot == file.text("id"):
            yield Flaw(path, "a question can't be its own pivot", "name another question, or remove it")
    runs = file.text("kind") in KINDS_THAT_RUN
    for layer in file.nodes("layers"):
        yield from _ids(layer.nodes("signals"), "signal")
        yield from _ids(layer.nodes("hints"), "hint")
        for signal in layer.nodes("signals"):
            competency = signal.text("competency")
            if competency and competencies and competency not in competencies:
                yield Flaw(
                    signal.at("competency"),
                    f"{quoted(competency)} is not among the question's competencies",
                    f"add it there, or name one of them{did_you_mean(competency, competencies)}",
                )
        if runs and (expected := layer.node("expected")) is not None:
            yield from _runs(expected, file.text("kind") or "")


def kit(file: Node) -> Iterator[Flaw]:
    """What contradicts itself in a kit, its questions and rubric aside."""
    sections = file.nodes("sections")
    planned: list[tuple[Path, str]] = []
    for section in sections:
        kind, named = section.text("kind"), section.text("question")
        if named is not None:
            planned.append((section.at("question"), named))
            if kind is not None and kind != "question":
                yield Flaw(
                    section.at("question"),
                    f"a section of kind {kind} has no question",
                    "remove the question, or write kind: question",
                    True,
                )
        elif kind == "question" and "question" not in section.data:
            yield Flaw(section.path, '"question" is missing', "add question: and the id of one")
    yield from _twice(planned, "question")
    # Where one is in the interview is told by the kind alone: after a second one of a kind, the first would follow on.
    others = [(section.at("kind"), kind) for section in sections if (kind := section.text("kind")) != "question"]
    yield from _twice([(path, kind) for path, kind in others if kind is not None], "section", "make one of the two")
    if sections and not planned and all(section.text("kind") != "question" for section in sections):
        yield Flaw(("sections",), "there is no question in this kit", "add a section of kind question", True)
    minutes = file.number("minutes")
    parts = [section.number("minutes") for section in sections]
    if minutes is not None and parts and None not in parts:
        total = sum(part for part in parts if part is not None)
        if abs(total - minutes) > 1e-6:
            remedy = f"write minutes: {total:g}, or change the sections"
            yield Flaw(("minutes",), f"the sections come to {total:g} minutes, not {minutes:g}", remedy)
    if minutes is not None and minutes > LONGEST_WITHOUT_REASON and not (file.text("why_longer") or "").strip():
        surplus = minutes - LONGEST_WITHOUT_REASON
        what = f"the kit is {surplus:g} minutes over {LONGEST_WITHOUT_REASON} and doesn't say why"
        yield Flaw(("minutes",), what, "add why_longer: and the reason, or shorten it")


def rubric(file: Node) -> Iterator[Flaw]:
    """What contradicts itself in a rubric."""
    rows = file.nodes("competencies")
    yield from _ids(rows, "competency")
    scores = _scores(file)
    lowest, highest = _ends(file)
    if scores is None and lowest is not None and highest is not None:
        remedy = f"write 2 to {MOST_SCORES} scores, such as 1 to 4"
        yield Flaw(("scale", "highest"), f"{lowest} to {highest} is no scale", remedy)
    if scores is not None:
        for row in rows:
            yield from _row(row, scores)
    yield from _bars(file, scores)
    yield from _recommendations(file)
    closes = [item.text("id") for item in file.nodes("recommendations")]
    for row in rows:
        if row.number("floor") is not None and closes and "close" not in closes:
            remedy = "add a recommendation with the id close, or remove the floor"
            yield Flaw(row.at("floor"), "a floor needs the recommendation it leads to", remedy, True)


def _row(row: Node, scores: range) -> Iterator[Flaw]:
    floor = row.number("floor")
    if floor is not None and floor not in scores:
        yield Flaw(row.at("floor"), f"the floor {floor:g} is not a score", _from_to(scores))
    anchors = row.node("anchors")
    for key in anchors.data if anchors else ():
        if (isinstance(key, int) or str(key).isdecimal()) and int(key) not in scores:
            path = (*row.at("anchors"), key)
            yield Flaw(path, f"{key} is not a score of this rubric", f"{_from_to(scores)}, or widen the scale", True)


def _bars(file: Node, scores: range | None) -> Iterator[Flaw]:
    bars = file.node("bars")
    if bars is None:
        return
    below: tuple[str, float] | None = None
    for level in LEVELS:
        bar = bars.number(level)
        if bar is None:
            continue
        if scores is not None and not scores[0] <= bar <= scores[-1]:
            yield Flaw(bars.at(level), f"the bar {bar:g} is not within the scale", _from_to(scores))
        if below is not None and bar < below[1]:
            what = f"the bar for {level} ({bar:g}) is below that for {below[0]} ({below[1]:g})"
            yield Flaw(bars.at(level), what, f"write {below[1]:g} or more")
        below = (level, bar)


def _recommendations(file: Node) -> Iterator[Flaw]:
    items = file.nodes("recommendations")
    yield from _ids(items, "recommendation")
    above: float | None = None
    for index, item in enumerate(items):
        last = index == len(items) - 1
        start = item.number("from")
        if last and item.data.get("from") is not None:
            yield Flaw(item.at("from"), "the last recommendation takes all that is left", "remove its from", True)
        elif not last and item.data.get("from") is None:
            yield Flaw(item.path, '"from" is missing', "add from: only the last recommendation goes without")
        elif start is not None:
            if above is not None and start >= above:
                what = f"from {start:g} is not below the {above:g} of the better one before it"
                yield Flaw(item.at("from"), what, "write the best recommendation first, each from lower than the last")
            above = start


def _runs(expected: Node, kind: str) -> Iterator[Flaw]:
    for key, what in (("solution", "a solution that runs"), ("tests", "tests that assert over the solution")):
        found = expected.data.get(key)
        if found is None or (isinstance(found, str) and not found.strip()):
            path = expected.at(key) if key in expected.data else expected.path
            yield Flaw(path, f'"{key}" is missing', f"add {key}: a {kind} layer has {what}", key in expected.data)
        elif key == "tests" and isinstance(found, str) and "assert" not in found:
            yield Flaw(expected.at(key), "these tests assert nothing", "write assert … for what must hold")


def _ends(file: Node) -> tuple[int | None, int | None]:
    scale = file.node("scale")
    return (scale.whole("lowest"), scale.whole("highest")) if scale else (None, None)


def _scores(file: Node) -> range | None:
    lowest, highest = _ends(file)
    if lowest is None or highest is None or not 1 <= highest - lowest < MOST_SCORES:
        return None
    return range(lowest, highest + 1)


def _from_to(scores: range) -> str:
    return f"write {scores[0]} to {scores[-1]}"


def _named_as_file(file: Node, stem: str) -> Iterator[Flaw]:
    id = file.text("id")
    if id is not None and id != stem:
        what = f"the id {quoted(id)} is not the file's name"
        yield Flaw(("id",), what, f"write id: {stem}, or name the file {id}.yaml")


def _silence(file: Node) -> Iterator[Flaw]:
    for path, name in file.words("silence"):
        if name not in WARNINGS:
            yield Flaw(path, f"{quoted(name)} is not the name of a warning", f"remove it{did_you_mean(name, WARNINGS)}")


def _ids(items: Iterable[Node], what: str) -> Iterator[Flaw]:
    named = [(item.at("id"), id) for item in items if (id := item.text("id")) is not None]
    return _twice(named, what)


def _twice(
    named: Iterable[tuple[Path, Any]], what: str, remedy: str = "give it another name, or remove one"
) -> Iterator[Flaw]:
    seen: set[str] = set()
    for path, id in named:
        if id in seen:
            yield Flaw(path, f"the {what} {quoted(id)} stands here twice", remedy)
        seen.add(id)
