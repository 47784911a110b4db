"""The replay in the window: which session is gone through, as whoever sits here may see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from interview_desk.domain.clock import Clock
from interview_desk.insights.tracks import Beside
from interview_desk.sessions.reviewing import Keeping, Reviewable, Reviewing
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.replaying import Replaying


class Seen(Keeping, Protocol):
    """Whoever keeps sessions and reviews, and knows what this person may see of them."""

    def reviewable(self, ref: str) -> Reviewable:
        """Return a session with its reviews."""

    def blind(self, ref: str, training_set: str = "") -> Reviewable:
        """Begin, or go on, to score a session blind."""

    def beside(self, found: Reviewable) -> Beside:
        """Return what else is known of a session that is replayed."""


class ReplayDesk(QObject):
    """Holds the replay that is open. Sessions are read in the background; `hear` lets one be heard."""

    left = Signal()

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        clock: Clock,
        seen: Seen,
        hear: Callable[[Replaying, str], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._clock = clock
        self._seen = seen
        self._hear = hear
        self.replaying: Replaying | None = None
        self.came_from: QWidget | None = None
        """The page that was shown before the replay."""

    def show(self, found: Reviewable, at_ms: int = 0) -> None:
        """Replay a session from a time on."""
        if self.replaying is None:
            self.came_from = self._window.page
        self.close()
        reviewing = Reviewing(found, self._clock, self._seen)
        self.replaying = Replaying(self._window, found.entries, self._clock, at_ms, reviewing)
        self.replaying.left.connect(self.left)
        self.replaying.submitted.connect(self._show_as_it_is)
        self.replaying.open()
        if found.session and not reviewing.hides:  # a voice is a name
            self._hear(self.replaying, found.session)
            shown = self.replaying
            self._background.run(lambda: self._seen.beside(found), lambda it: self._show_beside(shown, it))

    def _show_beside(self, shown: Replaying, beside: Beside) -> None:
        """Show what was worked out meanwhile, where that session is still the one that is gone through."""
        if self.replaying is shown and shown.review is not None:
            shown.review.show_beside(beside)

    def open_kept(self, session: str, at_ms: int = 0) -> None:
        """Replay a session that is kept."""
        self._background.run(lambda: self._seen.reviewable(session), lambda found: self.show(found, at_ms))

    def open_blind(self, session: str, training_set: str = "") -> None:
        """Replay a session without names and scores, to be scored again."""
        self._background.run(lambda: self._seen.blind(session, training_set), self.show)

    def close(self) -> None:
        """Let the replay go, where one is open."""
        if self.replaying is not None:
            replaying, self.replaying = self.replaying, None
            replaying.close()

    def _show_as_it_is(self) -> None:
        """Show the session whose blind scores were just submitted, at the second one is at, with nothing hidden."""
        if self.replaying is not None and self.replaying.review is not None:
            session = self.replaying.review.reviewing.found.session
            self.open_kept(session, self.replaying.replay.now_ms)
