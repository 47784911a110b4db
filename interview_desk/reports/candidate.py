"""The candidate's report laid out: what we worked on, time, hints, what went well, what to work on, both views."""

from __future__ import annotations

from collections.abc import Iterator

from interview_desk.domain.timing import MINUTE, clock_text
from interview_desk.insights.course import Exercise
from interview_desk.insights.feedback import CandidateReport, Excerpt, HintsTaken, Sentence, TwoViews
from interview_desk.insights.others import chart_notes
from interview_desk.insights.phrasebook import Phrasebook, phrasebook
from interview_desk.reports.charts import describe, layers_chart, legend
from interview_desk.reports.document import Block, Chart, Code, Document, Heading, Item, Items, Lead, Table, Text

# Code that is longer is cut to so many lines around the remarks on it.
_LONG_CODE = 40
_AROUND = 6


def candidate_document(report: CandidateReport) -> Document:
    """Lay out a candidate's report, in the order of its reading."""
    book = phrasebook(report.language)
    exercise = ", ".join(part for part in (report.exercise, report.format) if part)
    ask = book.say("report.ask", interviewer=report.interviewer) if report.interviewer else report.title
    length = minutes_text(report.duration_ms, book)
    if report.interviewer and length:
        length = book.say("report.length", minutes=length, interviewer=report.interviewer)
    return Document(
        language=report.language,
        title=report.title,
        subject=f"{report.title} · {report.candidate}" if report.candidate else report.title,
        subtitle=tuple(part for part in (report.candidate, exercise, book.date(report.date), length) if part),
        footer=ask,
        blocks=tuple(_blocks(report, book)),
    )


def minutes_text(ms: int, book: Phrasebook) -> str:
    """Return a length in whole minutes, `57 minutes`; at least one, and empty for none."""
    return book.count("minutes", max(1, round(ms / MINUTE))) if ms else ""


def chart_block(exercise: Exercise, book: Phrasebook, *, par: bool, whose: str) -> Chart:
    """Return the chart of an exercise as a block; `whose` names the person whose time it is."""
    marks = tuple(legend(exercise, par=par, whose=whose, book=book))
    svg = layers_chart(exercise, par=par, whose=whose, book=book)
    return Chart(svg, tuple(describe(exercise, whose=whose, book=book)), marks, chart_note(exercise, book))


def chart_note(exercise: Exercise, book: Phrasebook) -> str:
    """Return what one must know to read the chart: where its zero is, and where the bands come from."""
    start = book.say("chart.start")
    if exercise.start_ms:
        start = book.say("chart.start-at", time=clock_text(exercise.start_ms))
    behind = book.count("chart.from", exercise.interviews) if "history" in exercise.sources else ""
    return " ".join(part for part in (behind, *chart_notes(exercise, book), start) if part)


def code_block(excerpt: Excerpt, book: Phrasebook) -> Code:
    """Return an excerpt of code as a block: of long code what the remarks are about, or its beginning."""
    lines = excerpt.code.splitlines()  # as the remarks count them, whatever ends them
    first, last = _lines_shown(excerpt, len(lines))
    offset = excerpt.first_line - 1
    remarks = []
    for remark in excerpt.remarks:
        start, end = remark.first + offset, remark.last + offset
        where = book.say("code.line", line=start) if start == end else book.say("code.span", first=start, last=end)
        remarks.append((where, remark.text))
    title = book.say("code.title", time=clock_text(excerpt.at_ms))
    if (first, last) != (1, len(lines)):
        part = {"first": first + offset, "last": last + offset, "lines": len(lines)}
        title = book.say("code.part", time=clock_text(excerpt.at_ms), **part)
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


def _blocks(report: CandidateReport, book: Phrasebook) -> Iterator[Block]:
    yield Lead(report.opening)
    drawn = [exercise for exercise in report.exercises if exercise.rows]
    if drawn:
        yield Heading(book.say("report.time"))
    for exercise in drawn:
        if len(drawn) > 1:
            yield Heading(exercise.title, 2)
        yield chart_block(exercise, book, par=False, whose=book.say("chart.you"))
    if report.facts:
        facts = "; ".join(f"{fact.name} {clock_text(fact.at_ms)}" for fact in report.facts)
        yield Text(book.say("report.on-the-way", facts=facts))
    if report.hints:
        yield Heading(book.say("report.hints"))
        yield _hints(report.hints, len(drawn) > 1, book)
    for heading, sentences in (("report.went-well", report.went_well), ("report.work-on", report.work_on)):
        if sentences:
            yield Heading(book.say(heading))
            yield from _sentences(sentences, book)
    if report.views:
        yield Heading(book.say("report.views"))
        yield _views(report.views, book)
    if report.what_next:
        yield Heading(book.say("report.next"))
        yield from _sentences(report.what_next, book)
    # A footer is no part of what a screen reader reads: whatever stands in it stands here too.
    last = [f"{book.say('report.ask', interviewer=report.interviewer)}."] if report.interviewer else []
    last.append(report.ownership)
    last += [book.say("report.hints-read")] if report.hints else []
    last += [book.say("report.times-read")] if _times(report) else []
    yield Text(" ".join(last), quiet=True)


def _views(views: tuple[TwoViews, ...], book: Phrasebook) -> Table:
    def of(score: int, view: TwoViews) -> str:
        return book.say("score-of", score=score, highest=view.highest)

    columns = tuple(book.say(f"report.views-{name}") for name in ("competency", "you", "us", "between"))
    rows = tuple((view.competency, of(view.theirs, view), of(view.ours, view), view.between) for view in views)
    return Table(book.say("report.views-table"), columns, rows, (0, 0, 0, 1))


def _hints(hints: tuple[HintsTaken, ...], several: bool, book: Phrasebook) -> Table:
    rows = tuple(
        (
            f"{hint.exercise}, {hint.layer} · {hint.title}" if several else f"{hint.layer} · {hint.title}",
            book.count("hints", hint.par) if hint.par else book.say("hints.none"),
            hint.theirs,
            "; ".join(hint.about) or "–",
        )
        for hint in hints
    )
    columns = tuple(book.say(f"report.hints-{name}") for name in ("layer", "par", "you", "about"))
    return Table(book.say("report.hints-table"), columns, rows, (0, 0, 0, 1))


def _sentences(sentences: tuple[Sentence, ...], book: Phrasebook) -> Iterator[Block]:
    """Sentences on their lines; code stands right after the sentence that it belongs to."""
    waiting: list[Item] = []
    for sentence in sentences:
        waiting.append(Item(sentence.text, tuple(clock_text(ms) for ms in sentence.times_ms)))
        if sentence.excerpts:
            yield Items(tuple(waiting))
            waiting = []
            for excerpt in sentence.excerpts:
                yield code_block(excerpt, book)
    if waiting:
        yield Items(tuple(waiting))


def _times(report: CandidateReport) -> bool:
    return any(sentence.times_ms for sentence in (*report.went_well, *report.work_on, *report.what_next))
