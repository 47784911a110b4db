"""Replaying in the window: the replay page's wishes and the commands' keys move through the time of one session."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from interview_desk.domain.clock import Clock
from interview_desk.domain.events import HintGiven, NoteTaken, SnippetTaken
from interview_desk.domain.log import Entry, standing
from interview_desk.domain.state import Reached, State, fold
from interview_desk.sessions.replay import Playing, Replay
from interview_desk.sessions.reviewing import Reviewing
from interview_desk.ui.actions import Deed
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.replay.replay_page import ReplayPage
from interview_desk.ui.reviewing import ReviewDesk
from interview_desk.ui.stage_adapter import StageAdapter

JUMP_MS = 10_000


class Replaying(QObject):
    """One session in the replay, from its opening until one goes back to where one came from."""

    left = Signal()
    submitted = Signal()
    """Blind scores were handed in: the session may be shown as it is."""
    closed = Signal()

    def __init__(
        self,
        window: MainWindow,
        entries: Sequence[Entry],
        clock: Clock,
        at_ms: int | None = 0,
        reviewing: Reviewing | None = None,
    ) -> None:
        """Begin at a session time; at the end where it is None. `reviewing` is what is said of the session."""
        super().__init__(window)
        self.replay = Replay(entries)
        self.playing = Playing(self.replay, clock)
        self.adapter = StageAdapter(self.replay, self, self.playing)
        self.page = ReplayPage()
        self._window = window
        stands = standing(entries)
        # Where jumps stop: at what stands in the end, at the moment in which it came to be known.
        self._stops = {
            "layer": sorted({it.at_ms for it in fold(entries).moments if isinstance(it, Reached)}),
            "note": sorted({it.offset_ms for it in stands if isinstance(it.event, NoteTaken | SnippetTaken)}),
            "hint": sorted({it.offset_ms for it in stands if isinstance(it.event, HintGiven)}),
        }
        self.page.show_session(entries)
        self.review = ReviewDesk(window, self.page, self.playing, reviewing) if reviewing is not None else None
        self._connect()
        if at_ms is not None:
            self.replay.seek(self.replay.known_ms(at_ms))
        self._show(self.replay.state)
        if self.review is not None:
            self.review.show()
        self.page.show_playing(self.playing)

    def open(self) -> None:
        """Show the replay page, with its commands open."""
        self._window.desk.bind(self._deeds())
        candidate = self.replay.state.opened.candidate
        title = f"{candidate} · replay" if candidate else "Replay"
        if self.review is not None and self.review.reviewing.hides:
            title = "Blind review"
        self._window.show_page(self.page, title, "replay")

    def show_moment(self, ms: int) -> None:
        """Go to a session time; where a note bears it, to when that note was there."""
        self.playing.seek(self.replay.known_ms(ms))

    def close(self) -> None:
        """Let the session go."""
        self.playing.stop()
        self.closed.emit()
        self.adapter.close()
        self._window.drop_page(self.page)

    def _connect(self) -> None:
        page = self.page
        self.adapter.changed.connect(self._show)
        self.adapter.ticked.connect(page.show_time)
        self.playing.subscribe(lambda: page.show_playing(self.playing))
        page.moment_wanted.connect(self.show_moment)
        page.entry_wanted.connect(lambda seq: self.playing.seek(self.replay.offset_of(seq)))
        page.command_wanted.connect(self._window.desk.trigger)
        page.speed_wanted.connect(self.playing.set_speed)
        if self.review is not None:
            self.review.submitted.connect(self.submitted)

    def _deeds(self) -> dict[str, Deed]:
        replay, playing = self.replay, self.playing

        def jump(stop: str, by: int) -> Deed:
            return lambda: self._jump(stop, by)

        return {
            "replay.play": playing.toggle,
            "replay.back": lambda: playing.seek(replay.now_ms - JUMP_MS),
            "replay.ahead": lambda: playing.seek(replay.now_ms + JUMP_MS),
            "replay.previous": lambda: playing.seek(replay.previous_ms(replay.now_ms)),
            "replay.next": lambda: playing.seek(replay.next_ms(replay.now_ms)),
            "replay.slower": lambda: playing.step_speed(-1),
            "replay.faster": lambda: playing.step_speed(1),
            "replay.start": lambda: playing.seek(0),
            "replay.end": lambda: playing.seek(replay.length_ms),
            "replay.skip-silence": lambda: playing.set_skips_silence(not playing.skips_silence),
            **{f"replay.next-{stop}": jump(stop, 1) for stop in (*self._stops, "comment")},
            **{f"replay.previous-{stop}": jump(stop, -1) for stop in (*self._stops, "comment")},
            **(self.review.deeds() if self.review is not None else {}),
            "replay.leave": self.left.emit,
        }

    def _jump(self, stop: str, by: int) -> None:
        """Go to the next layer, note, hint or comment, or to the one before."""
        now, times = self.replay.now_ms, self._stops.get(stop, [])
        if stop == "comment" and self.review is not None:
            times = self.review.stops()
        found = min((ms for ms in times if ms > now), default=None) if by > 0 else None
        if by < 0:
            found = max((ms for ms in times if ms < now), default=None)
        if found is None:
            self._window.notices.say(f"There is no {stop} {'after' if by > 0 else 'before'} this moment.")
        else:
            self._window.notices.clear()
            self.playing.seek(found)

    def _show(self, state: State) -> None:
        self.page.show_stage(state, self.replay.now_ms)
