"""Conducting a session: the clock, the log that grows, and whoever keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from interview_desk.domain import rules
from interview_desk.domain.clock import Clock
from interview_desk.domain.draft import Draft
from interview_desk.domain.events import Event, GapCounted, Interrupted, NoteTaken, Opened, Retracted
from interview_desk.domain.log import Entry
from interview_desk.domain.rules import Refused
from interview_desk.domain.state import State, apply, fold
from interview_desk.sessions.stage import Listener

# A stop of the clocks that is shorter is noise; a longer one is an event and a question.
LONGEST_UNNOTICED_SLEEP_MS = 2_000


class Keeper(Protocol):
    """Whoever keeps the log: neither call waits for a disk."""

    def append(self, entry: Entry, draft: Draft | None = None) -> None:
        """Keep an entry, and what the draft is from then on; entries come in order."""

    def keep_draft(self, text: str, stamp_ms: int, alive_ms: int) -> None:
        """Keep the half-typed note, and the session time at which all was well."""


class Live:
    """A session that is being conducted. Wishes come in as events from `rules`; the state goes out.

    While the interview runs, session time is the computer's awake time since the last entry added to that entry's
    offset; it stands before the start, in a pause and after the end.
    """

    def __init__(self, clock: Clock, keeper: Keeper, entries: Sequence[Entry]) -> None:
        self._clock = clock
        self._keeper = keeper
        self._log: list[Entry] = list(entries)
        self._state = fold(self._log)
        self._listeners: list[Listener] = []
        self._anchor(self._state.offset_ms)

    @property
    def state(self) -> State:
        return self._state

    @property
    def log(self) -> Sequence[Entry]:
        return self._log

    @property
    def now_ms(self) -> int:
        if self._state.phase != "running":
            return self._anchored_ms
        slept = self._slept()
        awake = self._clock.awake_ms() - self._awake
        # Two clocks are read one after the other: between them they may seem to have run back by a millisecond.
        return self._anchored_ms + max(0, awake + (slept if slept <= LONGEST_UNNOTICED_SLEEP_MS else 0))

    def wall(self) -> datetime:
        """Return the time of day, in UTC."""
        return self._clock.wall()

    def perform(self, event: Event | Refused) -> Entry | Refused:
        """Let an event happen now; a refusal is handed back as it came."""
        if isinstance(event, Refused):
            return event
        self.notice_sleep()
        return self._happen(event)

    def undo(self) -> Entry | Refused:
        """Undo the last deed that stands."""
        return self.perform(rules.undo(self._log))

    def notice_sleep(self) -> Entry | None:
        """Record that the computer slept, where it did since the last look; the clock stood meanwhile."""
        slept = self._slept()
        if self._state.phase != "running" or slept <= LONGEST_UNNOTICED_SLEEP_MS:
            return None
        return self._happen(Interrupted(slept, "slept"))

    def keep_draft(self, text: str, stamp_ms: int) -> None:
        """Keep the half-typed note; an empty one clears it and still says that all is well."""
        self._keeper.keep_draft(text, stamp_ms, self.now_ms)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _happen(self, event: Event) -> Entry:
        offset = self.now_ms
        if isinstance(event, GapCounted):
            offset += self._uncounted_ms(event.gap)
        entry = Entry(len(self._log) + 1, offset, self._clock.wall(), event)
        self._log.append(entry)
        self._anchor(offset)
        self._state = fold(self._log) if isinstance(event, Retracted) else apply(self._state, entry)
        # A note that is kept is no longer half typed: both are one commit, so that no crash can show it twice.
        self._keeper.append(entry, Draft("", 0, offset) if isinstance(event, NoteTaken) else None)
        for listener in tuple(self._listeners):
            listener()
        return entry

    def _uncounted_ms(self, gap: int) -> int:
        """What counting an interruption adds to the clock: once, for session time never runs back when it is undone."""
        if any(isinstance(entry.event, GapCounted) and entry.event.gap == gap for entry in self._log):
            return 0
        return next((known.gap_ms for known in self._state.gaps if known.seq == gap), 0)

    def _anchor(self, offset_ms: int) -> None:
        self._anchored_ms = offset_ms
        self._awake = self._clock.awake_ms()
        self._asleep = self._clock.boot_ms() - self._awake

    def _slept(self) -> int:
        return self._clock.boot_ms() - self._clock.awake_ms() - self._asleep


def open_live(clock: Clock, keeper: Keeper, opening: Opened) -> Live:
    """Prepare a new session; its opening is the first thing kept."""
    entry = Entry(1, 0, clock.wall(), opening)
    keeper.append(entry)
    return Live(clock, keeper, [entry])


def resume_live(clock: Clock, keeper: Keeper, entries: Sequence[Entry], alive_ms: int) -> Live:
    """Go on with a session that was interrupted.

    Session time goes on from the last moment at which the application was known to be alive (`alive_ms`, or the last
    entry where that is later); how long it was gone is recorded, so that it can be counted on request.
    """
    live = Live(clock, keeper, entries)
    state = live.state
    if state.phase == "running":
        alive = max(alive_ms, state.offset_ms)
        live._anchor(alive)
        since = entries[-1].at
        gone = (clock.wall() - since).total_seconds() * 1000 - (alive - state.offset_ms)
        live._happen(Interrupted(max(0, round(gone)), "stopped"))
    return live
