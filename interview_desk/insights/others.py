"""What is known of everybody else who did the question, in sentences: to be spoken, and to read a chart by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Literal

from interview_desk.domain.rubric import Level
from interview_desk.domain.timing import MINUTE, clock_text
from interview_desk.insights.course import DoneBy, Exercise, LayerTime
from interview_desk.insights.phrasebook import Phrasebook, phrasebook
from interview_desk.insights.words import counted, number_word

ENOUGH_SESSIONS = 20
"""So many interviews make a band; fewer are provisional, and the author's figures stand in."""
ENOUGH_FINISHERS = 10

HINTS_DIFFER = "Interviewers differ in how freely they hint: take it as a note."


Seen = Literal["shown", "hidden", "waiting"]
"""Whether others' times are shown, hidden until every row is scored, or still being looked up."""


def about_times(exercise: Exercise, level: Level, seen: Seen = "shown") -> str:
    """Return what one must know to read the times of an exercise: where they start, and whom they are set against."""
    start = f"done by which minute of the exercise, which began at {clock_text(exercise.start_ms)}"
    if seen != "shown":
        others = "hidden until every row is scored" if seen == "hidden" else "being looked up"
        return f"{start} · others' times are {others}"
    at = f"at {level} level"
    if exercise.version > 1:
        at = f"with version {exercise.version} of the question {at}"
    so_far = exercise.interviews_so_far
    if "history" in exercise.sources:
        behind = f"against {exercise.interviews} interviews {at}"
        return f"{start}, {behind} · who ran out of time counts as still running"
    if "author" not in exercise.sources:
        too_few = f"{counted(so_far, 'interview')} {at} so far, too few to compare with"
        return f"{start} · {too_few if so_far else 'nobody else’s times are known yet'}"
    if so_far < ENOUGH_SESSIONS:
        kept = f"provisional, {so_far} so far" if so_far else "none so far"
        return f"{start} · the author's estimates stand in until {ENOUGH_SESSIONS} interviews {at} are kept ({kept})"
    few = f"of {so_far} interviews {at} fewer than {ENOUGH_FINISHERS} finished a layer"
    return f"{start} · {few}, so the author's estimates stand in"


def chart_notes(exercise: Exercise, book: Phrasebook | None = None) -> list[str]:
    """Return what a chart of the exercise can't draw: an end that was never reached, and where estimates stand in.

    It is said as `book` does, in English by default.
    """
    book = book or phrasebook("en")
    found = [note for row in exercise.rows for note in _notes(row, book)]
    if {"history", "author"} <= exercise.sources:
        found.append(book.say("chart.stands-in", sessions=ENOUGH_SESSIONS, finishers=ENOUGH_FINISHERS))
    return found


def spoken_benchmarks(done: Sequence[Exercise]) -> list[str]:
    """Return the benchmark of each reached layer as one would say it."""
    return [text for exercise in done for row in exercise.rows if (text := _spoken(row))]


def last_benchmarks(done: Sequence[Exercise]) -> list[str]:
    """Return the benchmark of the furthest layer of each exercise, as one would say it."""
    told = [(exercise, found[-1]) for exercise in done if (found := spoken_benchmarks([exercise]))]
    if len(done) < 2:
        return [text for _, text in told]
    return [f"{exercise.title}: {text[:1].lower()}{text[1:]}" for exercise, text in told]


def hints_of_others(done: Sequence[Exercise]) -> list[str]:
    """Return with how many hints others came as far, for each exercise: by its furthest layer that has figures."""
    found = []
    for exercise in done:
        name = f"{exercise.title}: " if len(done) > 1 else ""
        found += [f"{name}{text}" for row in exercise.rows[::-1] if (text := _hints(row))][:1]
    return found


def _notes(row: LayerTime, book: Phrasebook) -> Iterator[str]:
    for band in row.bands:
        if band.source == "history" and band.late_ms is None:
            share = "three-quarters" if band.early_ms is None else "half" if band.middle_ms is None else "quarter"
            who = book.say(f"chart.still-{band.cohort}")
            yield book.say(f"chart.still-{share}", layer=row.number, who=who, minute=_minute(band.followed_ms))
        elif band.source != "history" and band.cohort == "everyone" and band.n >= ENOUGH_SESSIONS:
            yield _few_finished(row, band, book)


def _few_finished(row: LayerTime, band: DoneBy, book: Phrasebook) -> str:
    key = "chart.few-finished" if band.finishers else "chart.none-finished"
    minute = _minute(band.followed_ms)
    return book.say(key, finishers=band.finishers, interviews=band.n, layer=row.number, minute=minute)


def _share(band: DoneBy) -> str:
    """How many were still running when the last was followed."""
    return "three quarters" if band.early_ms is None else "half" if band.middle_ms is None else "a quarter"


def _spoken(row: LayerTime) -> str:
    strongest, everyone = row.band("strongest"), row.band("everyone")
    for band in (strongest, everyone):
        if band is not None and band.source == "history":
            return _from_history(row, band)
    if everyone is not None and everyone.n >= ENOUGH_SESSIONS:
        return _few_finished(row, everyone, phrasebook("en"))
    if strongest is None or strongest.source != "author":
        return ""
    by = f"by minute {_minute(strongest.middle_ms)}{_with_hints(row, strongest)}"
    return f"The author's estimate: the strongest are done with layer {row.number} {by}."


def _from_history(row: LayerTime, band: DoneBy) -> str:
    layer, hints = f"layer {row.number}", _with_hints(row, band)
    everyone = band.cohort == "everyone"
    if band.early_ms is None:
        of = "everyone" if everyone else "the strongest"
        return f"More than three quarters of {of} were still working on {layer} at {_at(band)}."
    early = _minute(band.early_ms)
    if band.late_ms is None:
        later = f"more than {_share(band)} were still working at {_at(band)}"
        who = "A quarter of everyone is" if everyone else "The strongest are"
        when = f"by minute {early}" if everyone else f"from minute {early} on"
        return f"{who} done with {layer} {when}{hints}; {later}."
    late = _minute(band.late_ms)
    if everyone:
        return f"Half of everyone is done with {layer} between minute {early} and {late}{hints}."
    span = f"minute {early}" if early == late else f"minute {early} to {late}"
    return f"The strongest are done with {layer} by {span}{hints}."


def _with_hints(row: LayerTime, band: DoneBy) -> str:
    """Hints as they count: from the question's start to the layer's end."""
    if band.hints is None:
        return ""
    whole = ceil(band.hints)
    if not whole:
        return ", without a hint"
    in_all = " in all" if row.number > 1 else ""
    return f", with {number_word(whole)} {'hint' if whole == 1 else 'hints'}{in_all}"


def _hints(row: LayerTime) -> str:
    """With how many hints others came to the end of a layer; of both cohorts, or the author's estimate."""
    bands = [band for band in (row.band("strongest"), row.band("everyone")) if band is not None]
    measured = [band for band in bands if band.source == "history" and band.hints is not None]
    if measured:
        return f"to the end of layer {row.number}, {'; '.join(map(_half_had, measured))}"
    estimated = [
        f"{'the strongest need' if band.cohort == 'strongest' else 'most'} {ceil(band.hints)}"
        for band in bands
        if band.source == "author" and band.hints is not None
    ]
    return f"to the end of layer {row.number}, {', '.join(estimated)} (author's estimate)" if estimated else ""


def _half_had(band: DoneBy) -> str:
    who = "the strongest quarter" if band.cohort == "strongest" else "everyone"
    half, most = (_or_fewer(count) for count in (band.hints, band.most_hints))
    if half == most:
        return f"three quarters of {who} had {most}"
    return f"half of {who} had {half}, three quarters {most}"


def _or_fewer(count: float | None) -> str:
    whole = ceil(count or 0)
    return f"{whole} or fewer" if whole else "none"


def _at(band: DoneBy) -> str:
    return f"minute {_minute(band.followed_ms)}"


def _minute(ms: int | None) -> int:
    return int((ms or 0) / MINUTE + 0.5)  # round() would say 14 for 14:30 and 16 for 15:30
