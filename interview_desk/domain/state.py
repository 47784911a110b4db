"""The state of a session: a fold of its entries, and nothing else.

Everybody who wants to know anything of a session (the live window, the replay, the report, the insights) reads it
here. Parts are immutable, so a panel can tell by identity whether what it drew has changed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, assert_never

from interview_desk.domain import events as e
from interview_desk.domain.chronicle import Chronicle
from interview_desk.domain.frozen import dataclass
from interview_desk.domain.log import Entry, standing, withdrawn
from interview_desk.domain.rubric import Level, Rubric, Score
from interview_desk.domain.script import Kit, Layer, Place

Phase = Literal["prepared", "running", "paused", "ended"]
LayerOutcome = e.Outcome | Literal["running", "not-reached"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of session time spent at one place; `branch` where the talk was off the script."""

    place: Place
    from_ms: int
    to_ms: int
    branch: bool = False

    @property
    def ms(self) -> int:
        return self.to_ms - self.from_ms


@dataclass(frozen=True, slots=True)
class Note:
    """A note; `at_ms` is the session time of its first keystroke, `seq` the entry that took it.

    `before` is what it said before it was amended, the oldest words first.
    """

    seq: int
    at_ms: int
    place: Place | None
    kind: e.NoteKind
    text: str
    competency: str
    before: tuple[str, ...] = ()

    @property
    def amended(self) -> bool:
        """Whether it was put in other words, or made one of another kind."""
        return bool(self.before)


@dataclass(frozen=True, slots=True)
class GivenHint:
    """A hint that was given; `hint` is empty where it was the interviewer's own."""

    seq: int
    at_ms: int
    place: Place
    hint: str
    level: e.GivenLevel
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on the lines `first` to `last` of a snippet, counted from 1 within it."""

    seq: int
    at_ms: int
    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """The candidate's code at a time, with the comments on it."""

    seq: int
    at_ms: int
    place: Place | None
    code: str
    language: str
    source: str
    first_line: int
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """A section or layer that began; `again` where it had been left before."""

    seq: int
    at_ms: int
    place: Place
    again: bool


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone and its time."""

    seq: int
    at_ms: int
    place: Place | None
    milestone: e.MilestoneName


@dataclass(frozen=True, slots=True)
class DontKnow:
    """An "I don't know", and what followed it, where that was said."""

    seq: int
    at_ms: int
    place: Place | None
    manner: e.Manner | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """An off-script branch, from where it was opened."""

    seq: int
    at_ms: int
    place: Place | None
    topic: str


@dataclass(frozen=True, slots=True)
class TheirQuestion:
    """A question that the candidate asked."""

    seq: int
    at_ms: int
    place: Place | None
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A time during which the application was gone or the computer slept; the clock stood unless `counted`."""

    seq: int
    at_ms: int
    gap_ms: int
    cause: e.GapCause
    counted: bool = False


_SnippetChange = Callable[["Snippet"], "Snippet"]
Moment = Note | GivenHint | Snippet | Reached | Milestone | DontKnow | Branch | TheirQuestion | Gap


@dataclass(frozen=True, slots=True)
class Marked:
    """The entry that marked a signal as it stands now, and its time."""

    seq: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What speaks for and against a competency so far."""

    strengths: int = 0
    concerns: int = 0


_NOTHING = Tally()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence that the interviewer wrote for the candidate's report."""

    seq: int
    heading: e.PointHeading
    text: str
    cites: tuple[int, ...]


@dataclasses.dataclass(frozen=True)
class State:
    """All that is known of a session after the entry `seq`."""

    opened: e.Opened
    seq: int = 1
    offset_ms: int = 0
    phase: Phase = "prepared"
    prepared_at: datetime | None = None
    due_at: datetime | None = None
    called_off: bool = False
    started_at: datetime | None = None
    started_ms: int = 0
    ended_at: datetime | None = None
    place: Place | None = None
    since_ms: int = 0
    branch: int | None = None
    quiet: bool = False
    spans: tuple[Span, ...] = ()
    verdicts: Mapping[Place, e.Outcome] = field(default_factory=dict)
    asked: Mapping[Place, bool] = field(default_factory=dict)
    moments: Chronicle[Moment] = field(default_factory=Chronicle)
    note_count: int = 0
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    hints: tuple[GivenHint, ...] = ()
    signals: Mapping[tuple[str, str, str], e.Mark] = field(default_factory=dict)
    marked: Mapping[tuple[str, str, str], Marked] = field(default_factory=dict)
    heard_ms: int | None = None  # when a green signal was last marked as heard
    snippets: tuple[Snippet, ...] = ()
    gaps: tuple[Gap, ...] = ()
    unanswered: int | None = None
    conclusion: tuple[e.ConclusionStep, ...] = ()
    dismissed: frozenset[e.Suggestion] = frozenset()
    scores: Mapping[str, Score] = field(default_factory=dict)
    evidence: Mapping[str, e.EvidenceCited] = field(default_factory=dict)
    self_assessment: Mapping[str, Score] = field(default_factory=dict)
    call: e.CallMade | None = None
    called_at: datetime | None = None
    points: tuple[Point, ...] = ()
    consent: e.ConsentGiven | None = None
    pieces: tuple[e.PieceRecorded, ...] = ()
    passages: Mapping[tuple[e.Passage, str], str] = field(default_factory=dict)  # by passage and competency
    overruled: frozenset[tuple[str, e.WordingConcern]] = frozenset()  # sentences, and what the wording check said
    withdrawn: frozenset[int] = frozenset()

    @property
    def kit(self) -> Kit:
        return self.opened.kit

    @property
    def rubric(self) -> Rubric:
        return self.opened.kit.rubric

    @property
    def level(self) -> Level:
        return self.opened.level

    @property
    def layer(self) -> Layer | None:
        """The layer that is current, or None in every other section."""
        return self.kit.layer(self.place) if self.place is not None else None

    @property
    def branch_topic(self) -> str:
        """What the off-script branch that is open is about; empty where that was not said, or none is open."""
        return next((it.topic for it in reversed(self.moments) if isinstance(it, Branch) and it.seq == self.branch), "")

    @property
    def concluding(self) -> bool:
        """Whether the interview is being, or was, concluded early."""
        return bool(self.conclusion)

    @property
    def fully_scored(self) -> bool:
        """Whether every competency is scored or marked not assessed; until then nothing that could steer is shown."""
        return all(row.id in self.scores for row in self.rubric.competencies)

    def notes(self) -> list[Note]:
        """Every note, in the order they were saved."""
        return [moment for moment in self.moments if isinstance(moment, Note)]

    def hints_in(self, place: Place) -> list[GivenHint]:
        """The hints given in a layer, in order."""
        return [given for given in self.hints if given.place == place]

    def mark(self, place: Place, signal: str) -> e.Mark:
        """What was marked of a signal of a layer."""
        return self.signals.get((place.question, place.layer, signal), "unmarked")

    def outcome(self, place: Place) -> LayerOutcome:
        """How a layer stands: its verdict where it was left with one."""
        if place == self.place and self.phase != "ended":
            return "running"
        if place in self.verdicts:
            return self.verdicts[place]
        return "moved-on" if place == self.place or any(span.place == place for span in self.spans) else "not-reached"

    def place_at(self, ms: int) -> Place | None:
        """The place at a session time, None before the start."""
        if self.place is not None and ms >= self.since_ms:
            return self.place
        return next((span.place for span in reversed(self.spans) if ms >= span.from_ms), None)

    def track(self) -> tuple[Place, ...]:
        """The places of the plan and of any pivot that was taken, in the order they stand on the layer track."""
        places = list(self.kit.places())
        been = [span.place for span in self.spans] + ([self.place] if self.place is not None else [])
        for place in been:
            if place not in places:  # a pivot question: its layers stand after the question it was taken from
                question = self.kit.question(place.question)
                layers = [Place("question", place.question, layer.id) for layer in question.layers] if question else []
                before = [i for i, known in enumerate(places) if known.section == "question"]
                at = before[-1] + 1 if before else len(places)
                places[at:at] = layers
        return tuple(places)


if TYPE_CHECKING:
    from dataclasses import replace as _with  # so that names and types of what changes are checked
else:
    _new, _hold = object.__new__, vars(State)["__dict__"].__set__

    def _with(state: State, **changes: Any) -> State:
        """Return the state with some parts changed; a tenth of the time that `replace` takes, at every entry."""
        changed = _new(State)
        _hold(changed, state.__dict__ | changes)
        return changed


def fold(entries: Sequence[Entry]) -> State:
    """Fold a log into the state after its last entry; what was undone is left out.

    Raises ValueError where the log is empty or does not begin with the opening.
    """
    if not entries or not isinstance(entries[0].event, e.Opened):
        raise ValueError("a log begins with the opening of its session")
    gone = withdrawn(entries)
    state = begin(entries[0])
    for entry in standing(entries[1:]) if gone else entries[1:]:
        state = _record(state, entry.seq, entry.offset_ms, entry.event, entry.at)
    last = entries[-1]
    return _with(state, seq=last.seq, offset_ms=last.offset_ms, withdrawn=gone)


def begin(entry: Entry) -> State:
    """Return the state that an opening makes."""
    assert isinstance(entry.event, e.Opened)
    return State(entry.event, seq=entry.seq, offset_ms=entry.offset_ms, prepared_at=entry.at)


def apply(state: State, entry: Entry) -> State:
    """Return the state after one more entry. Retractions need the whole log and are resolved by `fold`."""
    state = _record(state, entry.seq, entry.offset_ms, entry.event, entry.at)
    return _with(state, seq=entry.seq, offset_ms=entry.offset_ms)


def _record(state: State, seq: int, at: int, event: e.Event, wall: datetime) -> State:
    match event:
        case e.NoteTaken():
            return _note(state, seq, event)
        case e.SignalMarked():
            key = (event.question, event.layer, event.signal)
            marked = {other: it for other, it in state.marked.items() if other != key}
            if event.mark != "unmarked":
                marked[key] = Marked(seq, at)
            signals = {**state.signals, key: event.mark}
            return _tallied(_with(state, signals=signals, marked=marked), key, state, at)
        case e.HintGiven():
            place = Place("question", event.question, event.layer)
            given = GivenHint(seq, at, place, event.hint, event.level, event.text, event.about)
            return _with(state, hints=(*state.hints, given), moments=state.moments.added(given))
        case e.Scored():
            return _with(state, scores={**state.scores, event.competency: event.score})
        case e.LayerReached():
            return _reach(state, seq, at, Place("question", event.question, event.layer), event.left)
        case e.SectionReached():
            return _reach(state, seq, at, Place(event.section), event.left)
        case e.DirectionChanged():
            return _reach(state, seq, at, Place("question", event.question, event.layer), None)
        case e.Started():
            started = _with(state, phase="running", started_at=wall, started_ms=at, called_off=False)
            first = next(iter(state.kit.places()))
            return _reach(started, seq, at, first, None)
        case e.Paused():
            return _with(_closed_span(state, at), phase="paused")
        case e.Resumed():
            return _with(state, phase="running", since_ms=at)
        case e.Interrupted():
            gap = Gap(seq, at, event.gap_ms, event.cause)
            return _with(state, gaps=(*state.gaps, gap), moments=state.moments.added(gap))
        case e.GapCounted():
            return _counted(state, event.gap)
        case e.PromptAsked():
            place = Place("question", event.question, event.layer)
            return _with(state, asked={**state.asked, place: event.as_written})
        case e.NoteAmended():
            return _amended(state, event)
        case e.MilestoneReached():
            return _added(state, Milestone(seq, at, state.place, event.milestone))
        case e.DontKnowSaid():
            return _with(_added(state, DontKnow(seq, at, state.place)), unanswered=seq)
        case e.DontKnowFollowed():
            return _followed(state, event)
        case e.BranchOpened():
            opened = _added(_closed_span(state, at), Branch(seq, at, state.place, ""))
            return _with(opened, branch=seq, since_ms=at)
        case e.BranchNamed():
            named, topic = event.branch, event.topic
            return _with(
                state,
                moments=state.moments.changed(
                    lambda it: it.seq == named, lambda it: replace(it, topic=topic) if isinstance(it, Branch) else it
                ),
            )
        case e.BranchClosed():
            return _with(_closed_span(state, at), branch=None, since_ms=at)
        case e.QuietBegan():
            return _with(state, quiet=True)
        case e.QuietEnded():
            return _with(state, quiet=False)
        case e.SnippetTaken():
            snippet = Snippet(seq, at, state.place, event.code, event.language, event.source, event.first_line)
            return _with(_added(state, snippet), snippets=(*state.snippets, snippet))
        case e.SnippetCommented():
            comment = Comment(seq, at, event.first, event.last, event.text)
            return _resnipped(state, event.snippet, lambda it: replace(it, comments=(*it.comments, comment)))
        case e.SnippetRelabelled():
            language = event.language
            return _resnipped(state, event.snippet, lambda it: replace(it, language=language))
        case e.CandidateAsked():
            return _added(state, TheirQuestion(seq, at, state.place, event.text))
        case e.ConclusionStepTaken():
            return _with(state, conclusion=(*state.conclusion, event.step))
        case e.Scheduled():
            due = _EPOCH + timedelta(milliseconds=event.due_ms) if event.due_ms is not None else None
            return _with(state, due_at=due, called_off=False)
        case e.CalledOff():
            return _with(state, called_off=True)
        case e.SuggestionDismissed():
            return _with(state, dismissed=state.dismissed | {event.suggestion})
        case e.EvidenceCited():
            return _with(state, evidence={**state.evidence, event.competency: event})
        case e.SelfAssessed():
            return _with(state, self_assessment={**state.self_assessment, event.competency: event.score})
        case e.Ended():
            ended = _closed_span(state, at) if state.phase == "running" else state
            return _with(ended, phase="ended", ended_at=wall, quiet=False, branch=None)
        case e.CallMade():
            return _with(state, call=event, called_at=wall)
        case e.PointWritten():
            point = Point(seq, event.heading, event.text, event.cites)
            return _with(state, points=(*state.points, point))
        case e.PointReworded():
            target, text = event.point, event.text
            points = tuple(replace(point, text=text) if point.seq == target else point for point in state.points)
            return _with(state, points=points)
        case e.ConsentGiven():
            return _with(state, consent=event)
        case e.ConsentWithdrawn():
            return _with(state, consent=None)
        case e.PieceRecorded():
            return _with(state, pieces=(*state.pieces, event))
        case e.AudioErased():
            return _with(state, pieces=())
        case e.PassageWritten():
            return _with(state, passages={**state.passages, (event.passage, event.competency): event.text})
        case e.WordingOverruled():
            return _with(state, overruled=state.overruled | {(event.text, concern) for concern in event.concerns})
        case e.Opened() | e.Withheld() | e.Retracted() | e.EntryLost():
            return state
        case _:
            assert_never(event)


def _added(state: State, moment: Moment) -> State:
    return _with(state, moments=state.moments.added(moment))


def _note(state: State, seq: int, event: e.NoteTaken) -> State:
    place = state.place_at(event.stamp_ms)
    note = Note(seq, event.stamp_ms, place, event.kind, event.text, event.competency)
    moments, count = state.moments.added(note), state.note_count + 1
    if event.competency and (event.kind == "strength" or event.kind == "concern"):
        tallies = _plus(state.tallies, event.competency, event.kind == "strength", 1)
        return _with(state, moments=moments, note_count=count, tallies=tallies)
    return _with(state, moments=moments, note_count=count)


def _plus(tallies: Mapping[str, Tally], competency: str, strength: bool, by: int) -> Mapping[str, Tally]:
    was = tallies.get(competency, _NOTHING)
    now = Tally(was.strengths + by, was.concerns) if strength else Tally(was.strengths, was.concerns + by)
    return {**tallies, competency: now}


def _tallied(state: State, key: tuple[str, str, str], before: State, at: int) -> State:
    """Count a marked signal: a green one heard speaks for its competency, a red one heard against it."""
    layer = state.kit.layer(Place("question", key[0], key[1]))
    signal = next((signal for signal in layer.signals if signal.id == key[2]), None) if layer else None
    if signal is None:
        return state
    was, now = before.signals.get(key) == "yes", state.signals[key] == "yes"
    if was == now:
        return state
    green = signal.flag == "green"
    tallies = _plus(state.tallies, signal.competency, green, 1 if now else -1)
    return _with(state, tallies=tallies, heard_ms=at if green and now else state.heard_ms)


def _amended(state: State, event: e.NoteAmended) -> State:
    tallies = state.tallies

    def amend(moment: Moment) -> Moment:
        nonlocal tallies
        assert isinstance(moment, Note)
        for note, by in ((moment, -1), (event, 1)):
            if note.competency and note.kind in ("strength", "concern"):
                tallies = _plus(tallies, note.competency, note.kind == "strength", by)
        return replace(
            moment,
            kind=event.kind,
            text=event.text,
            competency=event.competency,
            before=(*moment.before, moment.text),
        )

    moments = state.moments.changed(lambda it: isinstance(it, Note) and it.seq == event.note, amend)
    return _with(state, moments=moments, tallies=tallies)


def _followed(state: State, event: e.DontKnowFollowed) -> State:
    def follow(moment: Moment) -> Moment:
        return replace(moment, manner=event.manner) if isinstance(moment, DontKnow) else moment

    moments = state.moments.changed(lambda it: it.seq == event.said, follow)
    return _with(state, moments=moments, unanswered=None)


def _counted(state: State, seq: int) -> State:
    gaps = tuple(replace(gap, counted=True) if gap.seq == seq else gap for gap in state.gaps)
    gap = next((gap for gap in gaps if gap.seq == seq), None)
    if gap is None:
        return state
    return _with(state, gaps=gaps, moments=state.moments.changed(lambda it: it.seq == seq, lambda _: gap))


def _resnipped(state: State, seq: int, change: _SnippetChange) -> State:
    snippets = tuple(change(snippet) if snippet.seq == seq else snippet for snippet in state.snippets)
    changed = next((snippet for snippet in snippets if snippet.seq == seq), None)
    if changed is None:
        return state
    moments = state.moments.changed(lambda it: it.seq == seq, lambda _: changed)
    return _with(state, snippets=snippets, moments=moments)


def _closed_span(state: State, at: int) -> State:
    """End the stretch that is open, where one is."""
    if state.place is None or state.phase != "running" or at <= state.since_ms:
        return state
    span = Span(state.place, state.since_ms, at, state.branch is not None)
    return _with(state, spans=(*state.spans, span), since_ms=at)


def _reach(state: State, seq: int, at: int, place: Place, left: e.Outcome | None) -> State:
    closed = _closed_span(state, at)
    verdicts = {**state.verdicts, state.place: left} if left is not None and state.place is not None else state.verdicts
    again = any(span.place == place for span in closed.spans)
    moments = state.moments.added(Reached(seq, at, place, again))
    return _with(closed, place=place, since_ms=at, branch=None, verdicts=verdicts, moments=moments)
