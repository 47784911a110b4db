"""What the lanes of a replay show: where layers, notes, hints and signals stand in its time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interview_desk.domain import timing
from interview_desk.domain.events import HintGiven, NoteAmended, NoteKind, NoteTaken, Retracted, SignalMarked
from interview_desk.domain.log import Entry
from interview_desk.domain.script import Kit, Place
from interview_desk.domain.state import LayerOutcome, Span, State, fold
from interview_desk.domain.timing import clock_text, short_clock_text
from interview_desk.insights.adherence import Instance
from interview_desk.insights.tracks import Track
from interview_desk.sessions.reviewing import Remark
from interview_desk.ui.models import heading_of, sentence

COMMENTS, SHADOW = "Comments", "Shadow"
_TRACK = 10**9  # what a shadow took down has numbers below this one, negative
LANES = ("Layers", "Notes", "Hints", "Signals", COMMENTS)
_GLYPHS: dict[LayerOutcome, str] = {"solved": "✓", "partly": "~", "moved-on": "→"}
_OUTCOMES: dict[LayerOutcome, str] = {"solved": "solved", "partly": "partly solved", "moved-on": "left unsolved"}
_KINDS: dict[NoteKind, tuple[str, str]] = {
    "strength": ("good", "+"),
    "concern": ("concern", "−"),
    "come-back": ("accent", "?"),
    "key-moment": ("good", "★"),
    "plain": ("muted", ""),
}
_MARKS = {"yes": ("good", "✓"), "partly": ("warm", "~"), "no": ("muted", "–"), "unmarked": ("muted", "")}


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot of a lane; `ink` is a token, `shape` a sign that goes with the colour."""

    at_ms: int
    seq: int
    ink: str
    shape: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of the lane of layers."""

    from_ms: int
    to_ms: int
    ink: str
    label: str
    words: str


Mark = tuple[int, str, str]
"""Where a dot is painted, in steps of pixels, its ink and its sign."""
_Table = tuple[list[int], list[Mark], list[Dot]]
"""From which entry on each mark is there, the marks, and the dots that come and go."""


def _seq_of(item: tuple[Mark, int]) -> int:
    return item[1]


class Course:
    """A whole session laid out in time. Of what lies ahead of a state it tells only that something is there."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        end = fold(entries)
        self.length_ms = end.offset_ms
        self.spans: tuple[Span, ...] = end.spans
        self._dots: dict[str, list[Dot]] = {lane: [] for lane in LANES[1:]}
        self._amended: list[tuple[int, int, NoteKind]] = []
        for entry in entries:
            self._lay_out(entry, end.kit)
        self._remarks: Sequence[Remark] = ()
        self._track: Sequence[Instance] = ()
        self.lanes: tuple[str, ...] = LANES
        self._seqs = {lane: [dot.seq for dot in dots] for lane, dots in self._dots.items()}
        # What is undone or amended at some time; all else is known from its entry on, and stays as it is.
        undone = {it.event.seq for it in entries if isinstance(it.event, Retracted)}
        self._changing = undone | {of for _, of, _ in self._amended}
        self._tables: dict[str, tuple[tuple[float, float, int], _Table]] = {}
        self._places = {
            lane: [dot.at_ms for dot in dots if dot.seq not in end.withdrawn] for lane, dots in self._dots.items()
        }

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Know the comments on the session, in order of their moments."""
        self._remarks = tuple(remarks)
        self._places[COMMENTS] = [it.at_ms for it in remarks]

    def remarked(self, now_ms: int) -> list[Dot]:
        """Return the comments on moments up to a session time."""
        known = bisect_right(self._remarks, now_ms, key=_at_ms)
        return [Dot(it.at_ms, -number, "warm", "") for number, it in enumerate(self._remarks[:known], 1)]

    def show_track(self, track: Track) -> None:
        """Know what a shadow took down: it gets a lane of its own."""
        self._track = track.moments
        self.lanes = (*LANES, SHADOW)
        self._places[SHADOW] = [it.at_ms for it in track.moments]

    def shadowed(self, now_ms: int) -> list[Dot]:
        """Return what the shadow had taken down by a session time; a sign says that the lead has it too."""
        return [
            Dot(it.at_ms, -_TRACK - number, "good" if it.kept else "warm", "=" if it.kept else "")
            for number, it in enumerate(self._track, 1)
            if it.at_ms <= now_ms
        ]

    def known(self, lane: str, state: State) -> list[Dot]:
        """Return the dots of a lane that are known and were not undone, in the order they came to be known."""
        dots = self._dots[lane][: bisect_right(self._seqs[lane], state.seq)]
        gone = state.withdrawn
        if gone:
            dots = [dot for dot in dots if dot.seq not in gone]
        amended = {of: kind for seq, of, kind in self._amended if seq <= state.seq and seq not in gone}
        return [_as(dot, amended[dot.seq]) if dot.seq in amended else dot for dot in dots] if amended else dots

    def marks(self, lane: str, state: State, left: float, scale: float, every: int) -> set[Mark]:
        """Return what of a lane is painted at a state, where time begins at `left` and a millisecond is `scale` wide.

        Thousands of dots lie on some hundreds of places, `every` so many pixels apart: of each colour one is enough.
        Which they are is worked out once for a width; a seek then costs as much as there are places.
        """
        key = (left, scale, every)
        known = self._tables.get(lane)
        if known is None or known[0] != key:
            known = self._tables[lane] = (key, self._table(lane, left, scale, every))
        seqs, marks, changing = known[1]
        found = set(marks[: bisect_right(seqs, state.seq)])
        if changing:
            gone = state.withdrawn
            amended = {of: kind for seq, of, kind in self._amended if seq <= state.seq and seq not in gone}
            for dot in changing:
                if dot.seq > state.seq:
                    break
                if dot.seq not in gone:
                    shown = _as(dot, amended[dot.seq]) if dot.seq in amended else dot
                    found.add((round((left + dot.at_ms * scale) / every), shown.ink, shown.shape))
        return found

    def _table(self, lane: str, left: float, scale: float, every: int) -> _Table:
        first: dict[Mark, int] = {}
        changing = []
        for dot in self._dots[lane]:
            if dot.seq in self._changing:
                changing.append(dot)
            else:
                first.setdefault((round((left + dot.at_ms * scale) / every), dot.ink, dot.shape), dot.seq)
        ordered = sorted(first.items(), key=_seq_of)
        return [seq for _, seq in ordered], [mark for mark, _ in ordered], changing

    def places(self, lane: str) -> list[int]:
        """Return where something is in a lane, known or not; what it is, `known` tells."""
        return self._places.get(lane, [])

    def bars(self, state: State, now_ms: int) -> list[Bar]:
        """Return the stretches that are known, the one that runs up to now."""
        spans = list(state.spans)
        if state.place is not None and state.phase == "running" and now_ms > state.since_ms:
            spans.append(Span(state.place, state.since_ms, now_ms, state.branch is not None))
        return [_bar(span, state, now_ms) for span in spans]

    def words(self, dot: Dot, state: State) -> str:
        """Return what a known dot is."""
        if dot.seq < -_TRACK:
            taken = self._track[-1 - dot.seq - _TRACK]
            also = "" if taken.kept else ", the shadow alone"
            return f"{clock_text(dot.at_ms - state.started_ms)} {taken.words}{also}"
        if dot.seq < 0:
            remark = self._remarks[-1 - dot.seq]
            return f"{clock_text(remark.at_ms - state.started_ms)} {remark.who}: {remark.text}"
        event = self._entries[dot.seq - 1].event
        if isinstance(event, SignalMarked):
            return _signal_words(event, dot.at_ms - state.started_ms, state.kit)
        moment = next((it for it in state.moments if it.seq == dot.seq), None)
        return sentence(moment, state) if moment is not None else ""

    def _lay_out(self, entry: Entry, kit: Kit) -> None:
        match entry.event:
            case NoteTaken(stamp_ms, kind):
                self._dots["Notes"].append(Dot(stamp_ms, entry.seq, *_KINDS[kind]))
            case NoteAmended(note, kind):
                self._amended.append((entry.seq, note, kind))
            case HintGiven():
                self._dots["Hints"].append(Dot(entry.offset_ms, entry.seq, "hint", ""))
            case SignalMarked() as event:
                ink, shape = _MARKS[event.mark]
                ink = "concern" if event.mark == "yes" and _is_red(event, kit) else ink
                self._dots["Signals"].append(Dot(entry.offset_ms, entry.seq, ink, shape))


def _at_ms(remark: Remark) -> int:
    return remark.at_ms


def _as(dot: Dot, kind: NoteKind) -> Dot:
    ink, shape = _KINDS[kind]
    return replace(dot, ink=ink, shape=shape)


def _bar(span: Span, state: State, now_ms: int) -> Bar:
    place = span.place
    outcome = state.outcome(place)
    words = f"{heading_of(state, place)}, {short_clock_text(span.from_ms)} – {short_clock_text(span.to_ms)}"
    if span.branch:
        return Bar(span.from_ms, span.to_ms, "muted", "↳", f"{words}, off the script")
    if place.section != "question":
        return Bar(span.from_ms, span.to_ms, "faint", "", words)
    stand = timing.stand(state, place, now_ms)
    words = f"{words}, {_OUTCOMES.get(outcome, 'current')}"
    if stand.over:
        words = f"{words}, {short_clock_text(stand.spent_ms - stand.par_ms)} over par"
    ink = "warm" if stand.over else "accent" if outcome == "running" else "good"
    return Bar(span.from_ms, span.to_ms, ink, f"{_number(state, place)} {_GLYPHS.get(outcome, '')}".strip(), words)


def _number(state: State, place: Place) -> int:
    question = state.kit.question(place.question)
    return next((n for n, it in enumerate(question.layers, 1) if it.id == place.layer), 0) if question else 0


def _is_red(event: SignalMarked, kit: Kit) -> bool:
    layer = kit.layer(Place("question", event.question, event.layer))
    return layer is not None and any(it.id == event.signal and it.flag == "red" for it in layer.signals)


def _signal_words(event: SignalMarked, at_ms: int, kit: Kit) -> str:
    layer = kit.layer(Place("question", event.question, event.layer))
    signal = next((it for it in layer.signals if it.id == event.signal), None) if layer is not None else None
    flag = "Red flag: " if signal is not None and signal.flag == "red" else ""
    return f"{clock_text(at_ms)} {flag}{signal.text if signal is not None else event.signal}: {event.mark}"
