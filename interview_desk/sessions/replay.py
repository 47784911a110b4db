"""Going back to a session: any second of it, folded from its own log, and played on a clock."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from interview_desk.domain.clock import Clock
from interview_desk.domain.events import NoteTaken, Opened, PieceRecorded, Retracted
from interview_desk.domain.frozen import dataclass
from interview_desk.domain.log import Entry
from interview_desk.domain.state import State, apply, begin, fold
from interview_desk.sessions.stage import Listener

# A fold of 5,000 entries takes longer than a frame: states are kept this many apart, and a seek folds on from one.
_APART = 50
_MOST_KEPT = 400

SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
# What goes on longer than this without an entry is silence; skipping it leaves a little on both sides.
SILENCE_MS = 12_000
LEAD_MS = 3_000


@dataclass(frozen=True, slots=True)
class _Kept:
    """The state after the first `count` entries, of which those in `gone` were undone by then or later."""

    count: int
    gone: frozenset[int]
    state: State


class Replay:
    """A recorded session at a chosen second; what was not yet known then is not in its state."""

    def __init__(self, entries: Sequence[Entry], apart: int = _APART) -> None:
        """Open a log at its end; a folded state is kept every `apart` entries, less often in a very long log."""
        if not entries or not isinstance(entries[0].event, Opened):
            raise ValueError("a log begins with the opening of its session")
        self._entries = list(entries)
        self._offsets = [entry.offset_ms for entry in self._entries]
        # A piece of the recording that begins is nothing to see: one doesn't stop there, and silence goes on.
        self._stops = [entry.offset_ms for entry in self._entries if not isinstance(entry.event, PieceRecorded)]
        self._undoing = [(entry.seq, entry.event.seq) for entry in entries if isinstance(entry.event, Retracted)]
        self._apart = max(apart, len(self._entries) * 2 // _MOST_KEPT)
        self._kept: list[_Kept] = []
        self._listeners: list[Listener] = []
        self._now_ms = self._offsets[-1]
        self._here = _Kept(1, frozenset(), begin(self._entries[0]))
        self._state: State = self._here.state
        self._log = self._entries[:1]
        self._go(len(self._entries))

    @property
    def length_ms(self) -> int:
        """Session time of the last entry."""
        return self._offsets[-1]

    @property
    def state(self) -> State:
        return self._state

    @property
    def now_ms(self) -> int:
        return self._now_ms

    @property
    def log(self) -> Sequence[Entry]:
        return self._log

    @cached_property
    def whole_state(self) -> State:
        """The state at the end: for whoever compares or leads there, never for what is shown of a moment."""
        return fold(self._entries)

    @property
    def whole_log(self) -> Sequence[Entry]:
        """Every entry, those after now as well: for whoever leads there, never for what is shown."""
        return self._entries

    def seek(self, ms: int) -> None:
        """Go to a session time; the state is that after the last entry at or before it."""
        self._now_ms = min(max(0, ms), self.length_ms)
        self._go(max(1, bisect_right(self._offsets, self._now_ms)))
        for listener in tuple(self._listeners):
            listener()

    def next_ms(self, ms: int) -> int:
        """Return the time of the next entry after a session time, the end where there is none."""
        at = bisect_right(self._stops, ms)
        return self._stops[at] if at < len(self._stops) else self.length_ms

    def previous_ms(self, ms: int) -> int:
        """Return the time of the entry before a session time, 0 where there is none."""
        at = bisect_left(self._stops, ms)
        return self._stops[at - 1] if at else 0

    def known_ms(self, ms: int) -> int:
        """Return when what bears a session time came to be known: a note bears that of its first keystroke."""
        later = (it.offset_ms for it in self._entries if isinstance(it.event, NoteTaken) and it.event.stamp_ms == ms)
        return next(later, ms) if ms not in self._offsets else ms

    def offset_of(self, seq: int) -> int:
        """Return the session time of an entry."""
        return self._offsets[min(max(1, seq), len(self._offsets)) - 1]

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _go(self, count: int) -> None:
        if count == self._here.count and self._state.seq == count:
            return
        gone = self._withdrawn(count)
        start = self._nearest(count, gone)
        state = start.state
        for entry in self._entries[start.count : count]:
            if entry.seq not in gone and not isinstance(entry.event, Retracted):
                state = apply(state, entry)
            if entry.seq % self._apart == 0:
                self._keep(_Kept(entry.seq, _until(gone, entry.seq), state))
        self._here = _Kept(count, _until(gone, count), state)
        self._log = self._entries[:count]
        last = self._log[-1]
        self._state = replace(state, seq=last.seq, offset_ms=last.offset_ms, withdrawn=gone)

    def _withdrawn(self, count: int) -> frozenset[int]:
        """What was undone after so many entries; as `log.withdrawn`, which would look at every entry."""
        gone: set[int] = set()
        for seq, target in reversed(self._undoing):
            if seq <= count and seq not in gone:
                gone.add(target)
        return frozenset(gone)

    def _nearest(self, count: int, gone: frozenset[int]) -> _Kept:
        """Return the latest state to go on from: an earlier one, in which the same was undone."""
        ordered = sorted(gone)
        candidates = [*self._kept[: bisect_right(self._kept, count, key=_count)], self._here]
        for kept in sorted(candidates, key=_count, reverse=True):
            same = len(kept.gone) == bisect_right(ordered, kept.count) and kept.gone <= gone
            if kept.count <= count and same:
                return kept
        return _Kept(1, frozenset(), begin(self._entries[0]))

    def _keep(self, state: _Kept) -> None:
        at = bisect_left(self._kept, state.count, key=_count)
        while at < len(self._kept) and self._kept[at].count == state.count:
            if self._kept[at].gone == state.gone:
                return
            at += 1
        self._kept.insert(at, state)
        if len(self._kept) > _MOST_KEPT:
            self._kept = self._kept[::2]


def _count(kept: _Kept) -> int:
    return kept.count


class Playing:
    """Plays a replay on a clock. Whoever has a timer calls `advance` when `due_ms` have passed."""

    def __init__(self, replay: Replay, clock: Clock) -> None:
        self.replay = replay
        self._clock = clock
        self._listeners: list[Listener] = []
        self._speed = 1.0
        self._is_on = False
        self._skips_silence = False
        self._from_ms = 0
        self._since = 0
        self._heard_ms: Callable[[], int | None] = lambda: None

    def follow(self, heard_ms: Callable[[], int | None]) -> None:
        """Go where the sound is, for as long as it says: the session time of what is heard, None in silence."""
        self._heard_ms = heard_ms

    @property
    def is_on(self) -> bool:
        """Whether it plays now."""
        return self._is_on

    @property
    def speed(self) -> float:
        return self._speed

    @property
    def skips_silence(self) -> bool:
        return self._skips_silence

    def toggle(self) -> None:
        """Play from here, or stop; at the end, from the start."""
        if self._is_on:
            self.advance()
            self._is_on = False
        else:
            if self.replay.now_ms >= self.replay.length_ms:
                self.replay.seek(0)
            self._is_on = True
            self._anchor()
        self._tell()

    def stop(self) -> None:
        """Stop, where it plays."""
        if self._is_on:
            self.toggle()

    def set_speed(self, speed: float) -> None:
        """Play faster or slower, at one of `SPEEDS`."""
        self.advance()
        self._speed = min(SPEEDS, key=lambda known: abs(known - speed))
        self._anchor()
        self._tell()

    def step_speed(self, by: int) -> None:
        """Take the next of `SPEEDS` up or down; stays at the ends."""
        at = SPEEDS.index(self._speed) + by
        self.set_speed(SPEEDS[min(max(0, at), len(SPEEDS) - 1)])

    def set_skips_silence(self, skips: bool) -> None:
        """Leave out what goes on long without an entry, or not."""
        self.advance()
        self._skips_silence = skips
        self._anchor()
        self._tell()

    def seek(self, ms: int) -> None:
        """Go to a session time, and play on from there where it plays."""
        self.replay.seek(ms)
        self._anchor()

    def advance(self) -> None:
        """Go to where the clock says that it is now; stops at the end."""
        if not self._is_on:
            return
        if (heard := self._heard_ms()) is not None:
            to_ms = self._walked(min(heard, self.replay.length_ms), 0)
        else:
            to_ms = self._walked(self._from_ms, round((self._clock.awake_ms() - self._since) * self._speed))
        if to_ms != self.replay.now_ms:
            self.replay.seek(to_ms)
        if heard is not None:  # the clock goes on from here once nothing is heard any more
            self._anchor()
        if to_ms >= self.replay.length_ms:
            self._is_on = False
            self._tell()

    def due_ms(self) -> int | None:
        """Return after how long something is to be seen again: the next second or entry; None where it stands."""
        if not self._is_on:
            return None
        now = self.replay.now_ms
        ahead = min(1_000 - now % 1_000, max(1, self.replay.next_ms(now) - now))
        return min(1_000, max(33, round(ahead / self._speed)))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` when it begins, ends or changes how it plays; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _walked(self, from_ms: int, by_ms: int) -> int:
        """Return where one is after playing for so long, with silence left out where it is to be."""
        replay = self.replay
        if not self._skips_silence:
            return min(from_ms + by_ms, replay.length_ms)
        at = from_ms
        while at < replay.length_ms:
            before = replay.previous_ms(at + 1)
            after = replay.next_ms(at)
            silent = after - before > SILENCE_MS
            begins, ends = (before + LEAD_MS, after - LEAD_MS) if silent else (after, after)
            if silent and begins <= at < ends:
                at = ends
                continue
            here = begins if at < begins else after
            if by_ms < here - at:
                return at + by_ms
            by_ms -= here - at
            at = here
        return replay.length_ms

    def _anchor(self) -> None:
        self._from_ms = self.replay.now_ms
        self._since = self._clock.awake_ms()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def _until(gone: frozenset[int], count: int) -> frozenset[int]:
    return frozenset(seq for seq in gone if seq <= count) if gone else gone
