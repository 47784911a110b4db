"""Reviewing in the window: comments on the moment that is shown, blind scores, and the comparison afterwards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from interview_desk.domain.rubric import NOT_ASSESSED, Score
from interview_desk.domain.rules import Refused
from interview_desk.errors import DeskError
from interview_desk.insights.comparison import compare
from interview_desk.insights.tracks import Beside
from interview_desk.sessions.replay import Playing
from interview_desk.sessions.reviewing import Remark, Reviewing
from interview_desk.ui.actions import Deed
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.models import sentence
from interview_desk.ui.replay.replay_page import ReplayPage

HIDDEN = "blind · names and scores are hidden"
_KEYED: tuple[Score, ...] = (1, 2, 3, 4)


class ReviewDesk(QObject):
    """Ties the replay page's wishes about reviews to the reviews of the session that is replayed."""

    submitted = Signal()
    """The blind scores were handed in: the session may be shown as it is."""

    def __init__(self, window: MainWindow, page: ReplayPage, playing: Playing, reviewing: Reviewing) -> None:
        super().__init__(page)
        self._window = window
        self._page = page
        self._playing = playing
        self._replay = playing.replay
        self.reviewing = reviewing
        self._amended: Remark | None = None
        page.line.written.connect(self._write)
        page.line.closed.connect(page.setFocus)
        page.score_wanted.connect(self._score)
        reviewing.subscribe(self.show)
        # What is shown here has no scores in it: to compare anything, the session has to be opened as it is.
        self._is_blind = reviewing.hides
        if self._is_blind:
            page.score_blind()
        self.show()

    def deeds(self) -> dict[str, Deed]:
        """Return what the commands of a review do."""

        def score(score: Score) -> Deed:
            return lambda: self._score(self._chosen_row(), score)

        return {
            "review.comment": self._comment,
            "review.amend": self._amend,
            "review.submit": self._submit,
            "review.row-above": lambda: self._step(-1),
            "review.row-below": lambda: self._step(1),
            **{f"review.score-{number}": score(number) for number in _KEYED},
            "review.not-assessed": score(NOT_ASSESSED),
        }

    def stops(self) -> list[int]:
        """Return the moments that are commented on."""
        return sorted({it.at_ms for it in self.reviewing.remarks})

    def show(self) -> None:
        """Show what is said and scored."""
        page, reviewing, state = self._page, self.reviewing, self._replay.state
        page.show_remarks(reviewing.remarks, state.started_ms, self._replay.now_ms)
        own = reviewing.blind
        if self._is_blind and own is not None:
            page.header.show_review(self._set_words(), HIDDEN)
            page.blind.show_review(own)
            return
        whole = self._replay.whole_state
        found = compare(whole, self._replay.whole_log, own, reviewing.submitted)
        if found is not None:
            page.show_comparison(found, self._words_of, whole.started_ms, own=own is not None)
        page.header.show_review(self._set_words(), "scores submitted" if own is not None else "")

    def show_beside(self, beside: Beside) -> None:
        """Show what was worked out meanwhile: how well everybody agrees over the set, and a shadow's track."""
        if beside.words and self._page.compared:
            self._page.compare.show_over_set(beside.words)
        if beside.track is not None and not self.reviewing.hides:
            self._page.show_track(beside.track, self._replay.now_ms)

    def _set_words(self) -> str:
        title = self.reviewing.found.training_set
        return f"training set “{title}”" if title else ""

    def _words_of(self, seq: int) -> str:
        whole = self._replay.whole_state
        moment = next((it for it in whole.moments if it.seq == seq), None)
        return sentence(moment, whole) if moment is not None else f"entry {seq}"

    def _comment(self) -> None:
        self._playing.stop()
        self._amended = None
        self._page.line.open_at(self._replay.now_ms, self._shown_ms(self._replay.now_ms))

    def _amend(self) -> None:
        """Put one's own comment on this moment, or the one before it, in other words."""
        own = [it for it in self.reviewing.remarks if it.mine and it.at_ms <= self._replay.now_ms]
        if not own:
            self._window.notices.say("You have not commented on this moment, or on one before it.")
            return
        self._playing.stop()
        self._amended = own[-1]
        self._page.line.open_at(own[-1].at_ms, self._shown_ms(own[-1].at_ms), own[-1].text)

    def _write(self, text: str) -> None:
        amended, self._amended = self._amended, None
        if amended is not None:
            self._do(lambda: self.reviewing.amend(amended, text))
        elif text.strip():
            self._do(lambda: self.reviewing.comment(self._page.line.at_ms, text))

    def _score(self, competency: str, score: object) -> None:
        given: Score = score if isinstance(score, int) else NOT_ASSESSED
        self._do(lambda: self.reviewing.score(self._replay.now_ms, competency, given))

    def _submit(self) -> None:
        if self._do(lambda: self.reviewing.submit(self._replay.now_ms)):
            self.submitted.emit()

    def _do(self, deed: Callable[[], object]) -> bool:
        """Do something that is kept at once; what can't be is said."""
        try:
            done = deed()
        except DeskError as error:
            self._window.notices.say(str(error))
            return False
        if isinstance(done, Refused):
            self._window.notices.say(done.reason)
            return False
        self._window.notices.clear()
        return True

    def _chosen_row(self) -> str:
        return self._page.blind.chosen if self.reviewing.hides else ""

    def _step(self, by: int) -> None:
        if self.reviewing.hides:
            self._page.blind.step(by)
        elif self._page.compared:
            self._page.compare.step(by)
        else:
            self._page.scores.step(by)

    def _shown_ms(self, ms: int) -> int:
        return max(0, ms - self._replay.state.started_ms)
