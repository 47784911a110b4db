"""The debrief pack: one candidate's interviews side by side, where they differ, and then prompts to talk about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interview_desk.domain.rubric import Level, Score
from interview_desk.domain.state import State
from interview_desk.insights.phrasebook import Language, Phrasebook, phrasebook
from interview_desk.insights.recommendation import (
    Calibration,
    LevelEvidence,
    hidden_because,
    level_evidence,
    recommend,
)
from interview_desk.reports.document import Block, Document, Heading, Lead, Table, Text
from interview_desk.reports.scorecard import Line, flags, scorecard
from interview_desk.reports.scorecard_page import items, score_text

# A strictness that would be shown as 0.00 is none.
_VISIBLE = 0.005


@dataclass(frozen=True, slots=True)
class Sitting:
    """One interview of the candidate, as it goes in, and the calibration that history gives it."""

    state: State
    calibration: Calibration | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """One interview in the pack; `strictness` in words, `recommendation` and `call` as titles or why there are none."""

    interviewer: str
    interview: str
    date: str
    strictness: str
    recommendation: str
    call: str
    level_evidence: str
    levels: tuple[LevelEvidence, ...]
    strengths: tuple[Line, ...]
    risks: tuple[Line, ...]
    green_flags: tuple[Line, ...]
    red_flags: tuple[Line, ...]
    open_questions: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Across:
    """One competency across the interviews, in the order of the seats; `spread` is highest less lowest score.

    `levels` are the highest levels that the scores reach, None where there is no score or none is reached.
    """

    title: str
    scores: tuple[Score | None, ...]
    spread: int | None
    levels: tuple[Level | None, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything in a debrief pack. The prompts come after the evidence, and stand on a page of their own.

    `hidden` says why the other interviews are left out, and is empty where none is.
    """

    language: Language
    candidate: str
    role: str
    level: Level
    seats: tuple[Seat, ...]
    rows: tuple[Across, ...]
    prompts: tuple[str, ...]
    hidden: str = ""


def debrief(sittings: Sequence[Sitting], language: Language = "en") -> Debrief:
    """Return the pack over interviews of one candidate.

    It is made for whoever conducted the first: until every row of that one is scored, the others are left out.
    """
    book, first = phrasebook(language), sittings[0].state
    hidden = ""
    if len(sittings) > 1 and not first.fully_scored:
        hidden = book.say("debrief.left-out", why=hidden_because(first, book))
        sittings = sittings[:1]
    rows = tuple(_across([it.state for it in sittings]))
    seats = tuple(_seat(it, book) for it in sittings)
    prompts = tuple(_prompts(first.level, seats, rows, sittings, book))
    return Debrief(language, first.opened.candidate, first.kit.role, first.level, seats, rows, prompts, hidden)


def _seat(sitting: Sitting, book: Phrasebook) -> Seat:
    state, calibration = sitting.state, sitting.calibration
    card = scorecard(state, (), calibration, book.language)
    known = recommend(state, calibration, book)
    call = state.rubric.recommendation(state.call.category) if state.call is not None else None
    flagged = flags(state, book)
    red = tuple(line for flag, line in flagged if flag == "red")
    return Seat(
        state.opened.interviewer or book.say("an-interviewer"),
        state.kit.title,
        book.date(card.date),
        _strictness(calibration, book),
        known.category.title if known is not None else hidden_because(state, book),
        call.title if call is not None else book.say("debrief.no-call"),
        card.level_evidence,
        tuple(level_evidence(state)),
        card.strengths,
        tuple(line for line in card.risks if line not in red),
        tuple(line for flag, line in flagged if flag == "green"),
        red,
        card.open_questions,
    )


def _strictness(calibration: Calibration | None, book: Phrasebook) -> str:
    if calibration is None or calibration.state == "uncalibrated":
        return book.say("debrief.uncalibrated")
    state = book.say(f"debrief.{calibration.state}")
    how = _side(calibration.strictness, book)
    return book.say(
        "debrief.known-from", strictness=how, state=state, interviews=book.count("interviews", calibration.n)
    )


def _side(strictness: float, book: Phrasebook) -> str:
    if abs(strictness) < _VISIBLE:
        return book.say("debrief.as-peers")
    return book.say("debrief.stricter" if strictness > 0 else "debrief.lenient", points=book.number(abs(strictness)))


def _across(states: Sequence[State]) -> Iterator[Across]:
    """Every row that any of the rubrics has; a state that lacks it, or has not scored it, has None."""
    titles = {row.id: row.title for state in states for row in state.rubric.competencies}
    reached = [{it.competency: it.reaches for it in level_evidence(state)} for state in states]
    for id, title in titles.items():
        scores = tuple(state.scores.get(id) for state in states)
        given = [score for score in scores if isinstance(score, int)]
        spread = max(given) - min(given) if len(given) > 1 else None
        yield Across(title, scores, spread, tuple(levels.get(id) for levels in reached))


def _prompts(
    level: Level, seats: Sequence[Seat], rows: Sequence[Across], sittings: Sequence[Sitting], book: Phrasebook
) -> Iterator[str]:
    for row in sorted(rows, key=lambda row: -(row.spread or 0)):
        if row.spread is not None and row.spread >= 1:
            said = [
                book.say("debrief.score-of", interviewer=seat.interviewer, score=score)
                for seat, score in zip(seats, row.scores, strict=True)
                if isinstance(score, int)
            ]
            yield book.say("debrief.what-seen", row=row.title, scores=book.joined(said))
    for row in rows:
        if not any(isinstance(score, int) for score in row.scores):
            yield book.say("debrief.nobody", row=row.title)
    for seat in seats:
        for line in seat.red_flags:
            yield book.say("debrief.red", text=line.text, interviewer=seat.interviewer)
    for seat, sitting in zip(seats, sittings, strict=True):
        known = sitting.calibration
        if known is not None and known.state != "uncalibrated" and abs(known.strictness) >= 2 * known.se > 0:
            side = _side(known.strictness, book)
            yield book.say("debrief.strict-beside", interviewer=seat.interviewer, strictness=side)
    yield book.say("debrief.most", level=book.say(f"level.{level}"))
    yield book.say("debrief.change")


def debrief_document(pack: Debrief) -> Document:
    """Lay out a debrief pack: evidence first, then the prompts."""
    book = phrasebook(pack.language)
    title = book.say("debrief.title")
    role = book.say("card.role", role=pack.role, level=book.say(f"level.{pack.level}"))
    return Document(
        pack.language,
        title,
        f"{title} · {pack.candidate}" if pack.candidate else title,
        tuple(it for it in (pack.candidate, role, book.count("interviews", len(pack.seats))) if it),
        book.say("team-only"),
        tuple(_blocks(pack, book)),
    )


def _blocks(pack: Debrief, book: Phrasebook) -> Iterator[Block]:
    yield Lead(book.say("debrief.lead"))
    if pack.hidden:
        yield Text(pack.hidden)
    yield Heading(book.say("debrief.side-by-side"))
    names, narrow = tuple(seat.interviewer for seat in pack.seats), tuple(0 for _ in pack.seats)
    yield _scores(pack, names, narrow, book)
    columns = tuple(book.say(f"debrief.{name}") for name in ("interviewer", "interview", "rubric-says", "their-call"))
    seats = tuple((it.interviewer, it.interview, it.recommendation, it.call) for it in pack.seats)
    yield Table(book.say("debrief.interviewers"), columns, seats, (0, 1, 1, 1))
    yield Heading(book.say("debrief.levels", level=book.say(f"level.{pack.level}")))
    levels = tuple((row.title, *_levels(row, book)) for row in pack.rows)
    yield Table(book.say("debrief.levels-table"), (book.say("debrief.competency"), *names), levels, (1, *narrow))
    yield from _flags(pack, book)
    for seat in pack.seats:
        named = book.say("debrief.seat", interviewer=seat.interviewer, date=seat.date)
        yield Heading(named if seat.date else seat.interviewer)
        if seat.level_evidence:
            yield Text(book.say("card.level-evidence", sentence=seat.level_evidence))
        for title, lines in (
            ("debrief.for", seat.strengths),
            ("debrief.against", seat.risks),
            ("debrief.still-open", seat.open_questions),
        ):
            if lines:
                yield Heading(book.say(title), 2)
                yield items(lines)
    yield Heading(book.say("debrief.meeting"), new_page=True)
    yield items([Line(prompt) for prompt in pack.prompts])


def _scores(pack: Debrief, names: tuple[str, ...], narrow: tuple[int, ...], book: Phrasebook) -> Table:
    """The rows by interviewers with their spread, and under each interviewer how strict they are."""
    rows = [
        (row.title, *(score_text(score, book) for score in row.scores), "–" if row.spread is None else str(row.spread))
        for row in pack.rows
    ]
    rows.append((book.say("debrief.strictness"), *(seat.strictness for seat in pack.seats), ""))
    columns = (book.say("debrief.competency"), *names, book.say("debrief.spread"))
    shares = (0, *(1 for _ in narrow), 0)
    return Table(book.say("debrief.scores"), columns, tuple(rows), shares)


def _levels(row: Across, book: Phrasebook) -> Iterator[str]:
    for score, level in zip(row.scores, row.levels, strict=True):
        if not isinstance(score, int):
            yield score_text(score, book)
        else:
            reached = book.say("evidence.below-junior") if level is None else book.say(f"level.{level}")
            yield book.say("debrief.level-cell", level=reached, score=score)


def _flags(pack: Debrief, book: Phrasebook) -> Iterator[Block]:
    yield Heading(book.say("debrief.flags"))
    green = [_of(line, seat, pack) for seat in pack.seats for line in seat.green_flags]
    red = [_of(line, seat, pack) for seat in pack.seats for line in seat.red_flags]
    for title, lines in (("debrief.flags-green", green), ("debrief.flags-red", red)):
        if lines:
            yield Heading(book.say(title), 2)
            yield items(lines)
    if not green and not red:
        yield Text(book.say("debrief.no-flags"), quiet=True)


def _of(line: Line, seat: Seat, pack: Debrief) -> Line:
    """A flag with the name of who marked it, where there are several."""
    return replace(line, label=f"{line.label}, {seat.interviewer}") if len(pack.seats) > 1 else line
