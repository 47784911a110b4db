"""A shadow's own track beside the lead's: what they missed, what they saw later, and where they judged otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from interview_desk.domain.events import Opened
from interview_desk.domain.log import Entry
from interview_desk.domain.state import GivenHint, Note, Reached, State, fold
from interview_desk.domain.timing import clock_text, short_clock_text
from interview_desk.insights.adherence import Instance, Line

LATE_MS, NEAR_MS = 30_000, 240_000
"""A note that comes so much later than the lead's is late; one further away is about something else."""
_APART_MS = 15 * 60_000


@dataclass(frozen=True, slots=True)
class Track:
    """What a shadow took down, in the lead's time."""

    shadow: str
    lines: tuple[Line, ...]
    moments: tuple[Instance, ...]
    """Each note and hint of the shadow's; `kept` where the lead has it too."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a session that is replayed: how well people agree over its set, and a shadow's track."""

    words: str = ""
    track: Track | None = None


def beside(lead: Sequence[Entry], shadow: Sequence[Entry]) -> Track:
    """Set a shadow's log beside the lead's of the same interview. Times are aligned by the clocks on the wall.

    Where those differ by more than a quarter of an hour, both are taken to have started together.
    """
    one, other = fold(lead), fold(shadow)
    opened = shadow[0].event
    assert isinstance(opened, Opened)
    shift = _shift(one, other)
    hints, hint_moments = _hints(one, other, shift)
    notes, note_moments = _notes(one, other, shift)
    lines = (hints, notes, _layers(one, other, shift), _scores(one, other))
    moments = tuple(sorted((*hint_moments, *note_moments), key=lambda it: it.at_ms))
    return Track(opened.interviewer or "Shadow", lines, moments)


def up_to(track: Track, now_ms: int) -> tuple[Line, ...]:
    """Return the lines of a track as far as they are known at a session time."""
    lines = []
    for line in track.lines:
        known = tuple(it for it in line.instances if it.at_ms <= now_ms)
        lines.append(replace(line, figure=_count(known), instances=known))
    return tuple(lines)


def _shift(one: State, other: State) -> int:
    """What is added to the shadow's session time to get the lead's."""
    if one.started_at is None or other.started_at is None:
        return 0
    apart = round((other.started_at - one.started_at).total_seconds() * 1000)
    return one.started_ms - other.started_ms + (apart if abs(apart) <= _APART_MS else 0)


def _hints(one: State, other: State, shift: int) -> tuple[Line, list[Instance]]:
    left = list(other.hints)
    instances = []
    for given in one.hints:
        seen = next((it for it in left if _is_same_hint(given, it, shift)), None)
        name = f"{given.level} on {given.place.layer}"
        if seen is not None:
            left.remove(seen)
            late = seen.at_ms + shift - given.at_ms
            words = f"{name}: seen {'' if late <= LATE_MS else f'{short_clock_text(late)} later'}".rstrip()
            instances.append(Instance(given.at_ms, words, late <= LATE_MS))
        else:
            instances.append(Instance(given.at_ms, f"{name}: missed", False))
    moments = [Instance(it.at_ms + shift, f"Hint, {it.level}", it not in left) for it in other.hints]
    return Line(
        "hints-seen", "Hints seen", _count(instances), "Of the lead's; seen within half a minute.", _sorted(instances)
    ), moments


def _is_same_hint(one: GivenHint, other: GivenHint, shift: int) -> bool:
    if one.hint or other.hint:
        return one.hint == other.hint and one.place == other.place
    return abs(one.at_ms - other.at_ms - shift) <= NEAR_MS


def _notes(one: State, other: State, shift: int) -> tuple[Line, list[Instance]]:
    """Pair each of the lead's notes with the shadow's nearest on the same thing, each of theirs once."""
    left = other.notes()
    instances = []
    matched: set[int] = set()
    for note in one.notes():
        near = [it for it in left if it.seq not in matched and _is_about_the_same(note, it, shift)]
        found = min(near, key=lambda it: abs(it.at_ms + shift - note.at_ms), default=None)
        words = f"“{note.text[:60]}”"
        if found is None:
            instances.append(Instance(note.at_ms, f"{words}: not noted", False))
            continue
        matched.add(found.seq)
        late = found.at_ms + shift - note.at_ms
        if late > LATE_MS:
            instances.append(Instance(note.at_ms, f"{words}: noted {short_clock_text(late)} later", False))
        else:
            instances.append(Instance(note.at_ms, f"{words}: noted in time", True))
    moments = [Instance(it.at_ms + shift, it.text, it.seq in matched) for it in left]
    return Line(
        "notes-in-time",
        "Notes in time",
        _count(instances),
        "Of the lead's; half a minute is in time.",
        _sorted(instances),
    ), moments


def _is_about_the_same(one: Note, other: Note, shift: int) -> bool:
    if abs(other.at_ms + shift - one.at_ms) > NEAR_MS:
        return False
    if one.competency and other.competency:
        return one.competency == other.competency
    return one.kind == other.kind or "plain" in (one.kind, other.kind)


def _layers(one: State, other: State, shift: int) -> Line:
    theirs = {it.place: it.at_ms + shift for it in reversed(other.moments) if isinstance(it, Reached)}
    instances = []
    for it in one.moments:
        if not isinstance(it, Reached) or it.again:
            continue
        at_ms = theirs.get(it.place)
        name = it.place.layer or it.place.section
        if at_ms is None:
            instances.append(Instance(it.at_ms, f"{name}: not followed", False))
        else:
            apart = abs(at_ms - it.at_ms)
            instances.append(Instance(it.at_ms, f"{name}: {short_clock_text(apart)} apart", apart <= LATE_MS))
    return Line("layers-followed", "Layers followed", _count(instances), "Within half a minute.", _sorted(instances))


def _scores(one: State, other: State) -> Line:
    instances = []
    for row in one.rubric.competencies:
        mine, theirs = one.scores.get(row.id), other.scores.get(row.id)
        if mine is None or theirs is None:
            continue
        words = f"{row.title}: lead {mine}, shadow {theirs}"
        instances.append(Instance(one.offset_ms, words, mine == theirs))
    return Line("same-scores", "Same scores", _count(instances), "Of the rows that both scored.", tuple(instances))


def _sorted(instances: Sequence[Instance]) -> tuple[Instance, ...]:
    return tuple(sorted(instances, key=lambda it: it.at_ms))


def _count(instances: Sequence[Instance]) -> str:
    return f"{sum(it.kept for it in instances)} / {len(instances)}" if instances else "–"


def in_words(track: Track) -> list[str]:
    """Return the differences as lines of text."""
    lines = [f"{track.shadow}'s track beside the lead's"]
    for line in track.lines:
        lines.append(f"  {line.title}: {line.figure}")
        lines += [f"    {clock_text(it.at_ms)}  {it.words}" for it in line.instances if not it.kept]
    return lines
