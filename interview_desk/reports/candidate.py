"""The candidate's report laid out: what we worked on, time, hints, what went well, what to work on, both views."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from interview_desk.domain.timing import MINUTE, clock_text
from interview_desk.insights.course import Exercise
from interview_desk.insights.feedback import CandidateReport, Excerpt, HintsTaken, Sentence
from interview_desk.insights.others import chart_notes
from interview_desk.insights.words import counted
from interview_desk.reports.charts import describe, layers_chart, legend
from interview_desk.reports.document import Block, Chart, Code, Document, Heading, Item, Items, Lead, Table, Text

# Code that is longer is cut to so many lines around the remarks on it.
_LONG_CODE = 40
_AROUND = 6

# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on


def candidate_document(report: CandidateReport) -> Document:
    """Lay out a candidate's report, in the order of its reading."""
    exercise = ", ".join(part for part in (report.exercise, report.format) if part)
    ask = f"Questions about this feedback: ask for {report.interviewer} · " if report.interviewer else ""
    return Document(
        language=report.language,
        title=report.title,
        subject=f"{report.title} · {report.candidate}" if report.candidate else report.title,
        subtitle=tuple(part for part in (report.candidate, exercise, date_text(report.date), _length(report)) if part),
        footer=f"{ask}{report.ownership}",
        blocks=tuple(_blocks(report)),
    )


def date_text(at: datetime | None) -> str:
    """Return a date as one writes it, `22 November 2026`, where the reader is; empty without one."""
    if at is None:
        return ""
    local = at.astimezone()
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def minutes_text(ms: int) -> str:
    """Return a length in whole minutes, `57 minutes`; at least one, and empty for none."""
    return counted(max(1, round(ms / MINUTE)), "minute") if ms else ""


def chart_block(exercise: Exercise, *, par: bool, whose: str) -> Chart:
    """Return the chart of an exercise as a block."""
    marks = tuple(legend(exercise, par=par, whose=whose))
    svg = layers_chart(exercise, par=par, whose=whose)
    return Chart(svg, tuple(describe(exercise, whose=whose)), marks, chart_note(exercise))


def chart_note(exercise: Exercise) -> str:
    """Return what one must know to read the chart: where its zero is, and where the bands come from."""
    start = "The clock of the chart starts with the exercise"
    start += f", {clock_text(exercise.start_ms)} into the interview." if exercise.start_ms else "."
    behind = ""
    if "history" in exercise.sources:
        behind = f"From {exercise.interviews} interviews; people who ran out of time are counted as still working."
    return " ".join(part for part in (behind, *chart_notes(exercise), start) if part)


def code_block(excerpt: Excerpt) -> Code:
    """Return an excerpt of code as a block: of long code what the remarks are about, or its beginning."""
    lines = excerpt.code.splitlines()  # as the remarks count them, whatever ends them
    first, last = _lines_shown(excerpt, len(lines))
    offset = excerpt.first_line - 1
    remarks = []
    for remark in excerpt.remarks:
        start, end = remark.first + offset, remark.last + offset
        remarks.append((f"line {start}" if start == end else f"lines {start} to {end}", remark.text))
    title = f"Your code at {clock_text(excerpt.at_ms)}"
    if (first, last) != (1, len(lines)):
        title += f", lines {first + offset} to {last + offset} of {len(lines)}"
    shown = "\n".join(lines[first - 1 : last])
    return Code(shown, excerpt.language, first + offset, title, tuple(remarks))


def _lines_shown(excerpt: Excerpt, lines: int) -> tuple[int, int]:
    """The first and the last line to show, counted from 1 within the excerpt."""
    if lines <= _LONG_CODE:
        return 1, lines
    if not excerpt.remarks:
        return 1, _LONG_CODE
    first = min(remark.first for remark in excerpt.remarks) - _AROUND
    last = max(remark.last for remark in excerpt.remarks) + _AROUND
    return max(1, first), min(lines, last)


def _length(report: CandidateReport) -> str:
    return " with ".join(part for part in (minutes_text(report.duration_ms), report.interviewer) if part)


def _blocks(report: CandidateReport) -> Iterator[Block]:
    yield Lead(report.opening)
    drawn = [exercise for exercise in report.exercises if exercise.rows]
    if drawn:
        yield Heading("Time on each layer")
    for exercise in drawn:
        if len(drawn) > 1:
            yield Heading(exercise.title, 2)
        yield chart_block(exercise, par=False, whose="you")
    if report.facts:
        yield Text(f"On the way: {'; '.join(f'{fact.name} {clock_text(fact.at_ms)}' for fact in report.facts)}.")
    if report.hints:
        yield Heading("Hints")
        yield _hints(report.hints, several=len(drawn) > 1)
    for heading, sentences in (("What went well", report.went_well), ("What to work on", report.work_on)):
        if sentences:
            yield Heading(heading)
            yield from _sentences(sentences)
    if report.views:
        yield Heading("How you saw it, how we saw it")
        rows = tuple(
            (view.competency, f"{view.theirs} of {view.highest}", f"{view.ours} of {view.highest}", view.between)
            for view in report.views
        )
        yield Table("Your scores and ours", ("Competency", "You", "Us", "What lies between"), rows, (0, 0, 0, 1))
    if report.what_next:
        yield Heading("What next")
        yield from _sentences(report.what_next)
    read = " Times in front of sentences are minutes and seconds into the interview." if _times(report) else ""
    hints = " Hints are a normal part of the conversation; par is how many we expect." if report.hints else ""
    yield Text(f"{report.ownership}{hints}{read}", quiet=True)


def _hints(hints: tuple[HintsTaken, ...], several: bool) -> Table:
    rows = tuple(
        (
            f"{hint.exercise}, {hint.layer} · {hint.title}" if several else f"{hint.layer} · {hint.title}",
            counted(hint.par, "hint") if hint.par else "none",
            hint.theirs,
            "; ".join(hint.about) or "–",
        )
        for hint in hints
    )
    return Table("Hints on each layer", ("Layer", "Par", "You", "What the hint was about"), rows, (0, 0, 0, 1))


def _sentences(sentences: tuple[Sentence, ...]) -> Iterator[Block]:
    """Sentences on their lines; code stands right after the sentence that it belongs to."""
    waiting: list[Item] = []
    for sentence in sentences:
        waiting.append(Item(sentence.text, tuple(clock_text(ms) for ms in sentence.times_ms)))
        if sentence.excerpts:
            yield Items(tuple(waiting))
            waiting = []
            for excerpt in sentence.excerpts:
                yield code_block(excerpt)
    if waiting:
        yield Items(tuple(waiting))


def _times(report: CandidateReport) -> bool:
    return any(sentence.times_ms for sentence in (*report.went_well, *report.work_on, *report.what_next))
