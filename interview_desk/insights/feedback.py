"""The candidate's report as data: built only from what is theirs to read, in a type that can hold nothing else.

Named tuples, not dataclasses: making those takes a fifth of the time, and a first PDF is waited for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from interview_desk.domain.events import PointHeading
from interview_desk.domain.script import FeedbackPolicy
from interview_desk.domain.state import Milestone, Point, Snippet, State
from interview_desk.domain.timing import clock_text, elapsed_ms
from interview_desk.insights.course import Exercise, HintRow, exercises, hint_rows, levels_text
from interview_desk.insights.phrasebook import Language, Phrasebook, phrasebook
from interview_desk.insights.rubric_rows import rubric_rows
from interview_desk.insights.words import counted

if TYPE_CHECKING:
    from interview_desk.insights.benchmark import Band


class HintsTaken(NamedTuple):
    """The hints of one layer: par as a number, theirs by level, and the public topics of those from the script."""

    exercise: str
    layer: int
    title: str
    par: int
    given: int
    theirs: str
    about: tuple[str, ...]


class Remark(NamedTuple):
    """What the interviewer wrote about the lines `first` to `last` of an excerpt, counted from 1 within it."""

    first: int
    last: int
    text: str


class Excerpt(NamedTuple):
    """The candidate's own code at a session time, with the remarks on its lines."""

    at_ms: int
    code: str
    language: str
    first_line: int
    remarks: tuple[Remark, ...]


class Sentence(NamedTuple):
    """One sentence that the interviewer wrote for the candidate, with the session times it rests on and any code."""

    text: str
    times_ms: tuple[int, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()


class Fact(NamedTuple):
    """Something that was reached, and when: `first test`, in ms of session time."""

    name: str
    at_ms: int


class TwoViews(NamedTuple):
    """A competency as both sides scored it, out of `highest`, and what lies between in one sentence."""

    competency: str
    theirs: int
    ours: int
    highest: int
    between: str


class CandidateReport(NamedTuple):
    """Everything in a candidate's report.

    There is no place in it for notes, hints' words, signals, expected answers, another person's scores, a
    recommendation or a call: what this type can't hold, no template can print. Nothing in it depends on the call, so
    that its silence tells nothing either. Times are session times in ms.
    """

    language: Language
    title: str
    candidate: str
    exercise: str
    format: str
    date: datetime | None
    duration_ms: int
    interviewer: str
    opening: str
    exercises: tuple[Exercise, ...]
    hints: tuple[HintsTaken, ...]
    facts: tuple[Fact, ...]
    went_well: tuple[Sentence, ...]
    work_on: tuple[Sentence, ...]
    views: tuple[TwoViews, ...]
    what_next: tuple[Sentence, ...]
    ownership: str


class Routing(NamedTuple):
    """Where criticism goes under the kit's feedback policy, in a sentence for the interviewer."""

    policy: FeedbackPolicy
    in_report: bool
    held_back: int
    text: str


def candidate_report(state: State, bands: Sequence[Band] = (), language: Language = "en") -> CandidateReport:
    """Return the candidate's report of a session as it stands."""
    book = phrasebook(language)
    done = exercises(state, state.offset_ms, bands)
    criticism = routing(state).in_report
    kinds = list(dict.fromkeys(book.say(f"kind.{exercise.kind}") for exercise in done))
    return CandidateReport(
        language=language,
        title=book.say("report.title"),
        candidate=state.opened.candidate,
        exercise=book.joined([exercise.title for exercise in done]),
        format=book.joined(kinds),
        date=state.started_at or state.prepared_at,
        duration_ms=elapsed_ms(state, state.offset_ms),
        interviewer=state.opened.interviewer,
        opening=state.passages.get(("opening", "")) or opening(state, done, book),
        exercises=done,
        hints=tuple(_hints(row, done, book) for row in hint_rows(state, done)),
        facts=tuple(_facts(state, book)),
        went_well=_sentences(state, "went-well", remarks=criticism),
        work_on=_sentences(state, "work-on", remarks=True) if criticism else (),
        views=_views(state, book) if criticism else (),
        what_next=_sentences(state, "next", remarks=criticism),
        ownership=book.say("report.ownership"),
    )


def routing(state: State) -> Routing:
    """Return where what-to-work-on goes.

    Under `positive-on-decline` it never stands in the report, whatever the call: criticism of the declined is left
    out, that of the advanced goes to the next interviewer in person, and a report that differed would tell which.
    """
    policy = state.kit.feedback_policy
    if policy == "constructive":
        return Routing(policy, True, 0, "Everyone gets specific strengths and specific things to work on.")
    held = sum(point.heading == "work-on" for point in state.points)
    about = f"{counted(held, 'sentence')} on what to work on" if held else "What to work on"
    advances = _advances(state)
    if advances is None:
        where = "once you have made your call, to the next interviewer if you advance them"
    else:
        where = "to the next interviewer, in person" if advances else "nowhere: only strengths are sent"
    stays = "stays out of the report and goes" if held <= 1 else "stay out of the report and go"
    return Routing(policy, False, held, f"{about} {stays} {where}.")


def _advances(state: State) -> bool | None:
    if state.call is None:
        return None
    chosen = state.rubric.recommendation(state.call.category)
    return chosen is not None and chosen.advances


def opening(state: State, done: Sequence[Exercise], book: Phrasebook) -> str:
    """Return the opening paragraph: what was worked on, and nothing of how it was judged."""
    sentences = [_worked_on(done, book)]
    if turned := [exercise.title for exercise in done if exercise.pivot]:
        sentences.append(book.say("opening.turned", titles=book.joined(turned)))
    if state.concluding:
        sentences.append(book.say("opening.early"))
    if charts := sum(bool(exercise.rows) for exercise in done):
        many = any(exercise.layers > 1 for exercise in done)
        key = "opening.chart-of-many" if many else "opening.chart"
        sentences.append(book.count(key, charts, beside=_beside(done, book)))
    return " ".join(sentences)


def _worked_on(done: Sequence[Exercise], book: Phrasebook) -> str:
    begun = [exercise for exercise in done if exercise.rows]
    if not begun:
        return book.say("opening.talked")
    if len(begun) > 1:
        parts = [book.say("opening.part", share=_share(exercise, book), title=exercise.title) for exercise in begun]
        return book.say("opening.several", count=book.word(len(begun)), parts=book.joined(parts))
    exercise = begun[0]
    if exercise.layers == 1:
        return book.say("opening.one")
    if len(exercise.rows) == 1:
        return book.say("opening.first", layers=book.word(exercise.layers))
    through = all(row.outcome in ("solved", "partly") for row in exercise.rows)
    return book.say("opening.through" if through else "opening.on", share=_share(exercise, book))


def _share(exercise: Exercise, book: Phrasebook) -> str:
    reached, layers = len(exercise.rows), exercise.layers
    if layers == 1:
        return book.say("share.whole")
    if reached == layers:
        return book.say("share.both") if layers == 2 else book.say("share.all", layers=book.word(layers))
    return book.say("share.some", reached=book.word(reached), layers=book.word(layers))


def _beside(done: Sequence[Exercise], book: Phrasebook) -> str:
    sources = frozenset[str]().union(*(exercise.sources for exercise in done))
    if "history" in sources:
        return book.say("opening.beside-everyone")
    return book.say("opening.beside-author") if sources else ""


def _facts(state: State, book: Phrasebook) -> Iterator[Fact]:
    for moment in state.moments:
        if isinstance(moment, Milestone):
            yield Fact(book.say(f"milestone.{moment.milestone}"), moment.at_ms)


def _hints(row: HintRow, done: Sequence[Exercise], book: Phrasebook) -> HintsTaken:
    title = next(exercise.title for exercise in done if exercise.question == row.question)
    about = tuple(hint.about for hint in row.given if hint.about)
    return HintsTaken(title, row.number, row.title, row.par, len(row.given), levels_text(row.given, book), about)


def _sentences(state: State, heading: PointHeading, *, remarks: bool) -> tuple[Sentence, ...]:
    return tuple(_sentence(state, point, remarks) for point in state.points if point.heading == heading)


def _sentence(state: State, point: Point, remarks: bool) -> Sentence:
    """A point with what it cites: of a moment only the time, of the candidate's code the code too.

    The remarks on the code are left out where criticism is: nobody can tell which of them are kind.
    """
    cited = [moment for moment in state.moments if moment.seq in point.cites]
    code = tuple(_excerpt(moment, remarks) for moment in cited if isinstance(moment, Snippet))
    return Sentence(point.text, tuple(sorted({moment.at_ms for moment in cited})), code)


def _excerpt(snippet: Snippet, remarks: bool) -> Excerpt:
    found = [Remark(it.first, it.last, it.text) for it in snippet.comments if remarks]
    found.sort(key=lambda remark: (remark.first, remark.last))
    return Excerpt(snippet.at_ms, snippet.code, snippet.language, snippet.first_line, tuple(found))


def _views(state: State, book: Phrasebook) -> tuple[TwoViews, ...]:
    """The rows that both sides scored; a time is named only where the report speaks of that moment anyway."""
    told = {seq for point in state.points for seq in point.cites}
    found = []
    for row in rubric_rows(state):
        if not (isinstance(row.self_score, int) and isinstance(row.score, int)):
            continue
        times = sorted({it.at_ms for it in (row.evidence or row.suggested) if it.seq in told})[:3]
        between = book.say(_between(row.score - row.self_score))
        if times:
            between += " " + book.say("between.see", times=book.joined([clock_text(ms) for ms in times]))
        between = state.passages.get(("view", row.competency)) or between
        found.append(TwoViews(row.title, row.self_score, row.score, state.rubric.scale.highest, between))
    return tuple(found)


def _between(gap: int) -> str:
    if gap == 0:
        return "between.agree"
    if gap > 0:
        return "between.stronger" if gap == 1 else "between.much-stronger"
    return "between.less" if gap == -1 else "between.apart"
