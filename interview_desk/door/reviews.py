"""The reviews that are kept, as one person may see them: what they score blind is sealed to them until they submit."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from interview_desk.domain.listing import SessionLine
from interview_desk.domain.log import Entry
from interview_desk.errors import UsageError
from interview_desk.storage.files import is_there

# SQLAlchemy, and what reviews are, is imported by whoever asks first: never before the first paint.
if TYPE_CHECKING:
    from interview_desk.domain.past import Past
    from interview_desk.domain.review import ReviewEntry
    from interview_desk.insights.tracks import Beside
    from interview_desk.sessions.reviewing import Reviewable
    from interview_desk.storage.journal import Journal
    from interview_desk.storage.reviews import Reviews


MASKED = "Candidate, scored blind"
"""What stands in place of a name that is not to be known."""


class KeptReviews:
    """The reviews in one database, for one person. Each call opens the database, and closes it."""

    def __init__(self, database: str, reviewer: Callable[[], str]) -> None:
        self.database = database
        self._reviewer = reviewer

    @property
    def reviewer(self) -> str:
        """Who sits here."""
        return self._reviewer()

    def new_id(self) -> str:
        """Return a name that no review has."""
        from interview_desk.storage.names import new_session_id

        return new_session_id(datetime.now(UTC))

    def keep(self, review: str, entries: Sequence[ReviewEntry]) -> None:
        """Keep entries of a review, on the disk when this returns."""
        with self._reviews() as reviews:
            reviews.keep(review, entries)

    def sealed(self) -> frozenset[str]:
        """Return the sessions whose names, scores and outcome this person is not to know yet."""
        if not is_there(self.database):
            return frozenset()
        with self._reviews() as reviews:
            return reviews.sealed(self.reviewer)

    def reviewable(self, ref: str, entries: Sequence[Entry] | None = None) -> Reviewable:
        """Return a session and its reviews as this person may see them; `entries` where they are at hand already."""
        with closing(self._journal()) as journal:
            return self._seen(journal, journal.find(ref), entries)

    def blind(self, ref: str, training_set: str = "") -> Reviewable:
        """Begin to score a session blind, or go on with that; returns it without names and scores.

        Raises UsageError where this person conducted the session or has scored it already, and for one that has not
        ended.
        """
        from interview_desk.domain.review import ReviewBegun, ReviewEntry
        from interview_desk.storage.reviews import Reviews

        with closing(self._journal()) as journal:
            session = journal.find(ref)
            row, me, reviews = journal.session(session), self.reviewer, Reviews(journal.engine)
            what = "This session can't be scored blind"
            own = reviews.listed(session, reviewer=me, purpose="blind")
            if row.phase != "ended":
                raise UsageError(what, "it has not ended", "choose one that has")
            if row.interviewer.casefold() == me.casefold():
                raise UsageError(what, "you conducted it yourself, and know the scores", "choose a colleague's")
            if any(it.submitted for it in own):
                raise UsageError(what, "you have submitted your scores of it already", "replay it to compare them")
            if not own:
                began = ReviewEntry(1, 0, datetime.now(UTC), ReviewBegun(session, me, "blind", training_set))
                reviews.keep(self.new_id(), [began])
            return self._seen(journal, session, None)

    def beside(self, found: Reviewable) -> Beside:
        """Return how well people agree over a session's training set, or over all, and a shadow's track of it."""
        from interview_desk.domain.review import fold_review
        from interview_desk.insights.over_set import given_in, over_set, sentence
        from interview_desk.insights.tracks import Beside, beside
        from interview_desk.storage.history import read_past
        from interview_desk.storage.reviews import Reviews

        with closing(self._journal()) as journal:
            reviews = Reviews(journal.engine)
            tracks = [it.track for it in reviews.listed(found.session, purpose="shadow") if it.track]
            track = beside(found.entries, journal.read(tracks[-1])) if tracks else None
            words = ""
            if any(fold_review(log).begun.purpose == "blind" for log in found.reviews.values()):
                past = self.without_sealed(read_past(journal.engine, questions=()))
                chosen = reviews.training_sets().get(found.training_set) if found.training_set else None
                titles = {row.id: row.title for row in found.rubric.competencies}
                words = sentence(over_set(given_in(past, chosen), titles), self.reviewer)
        return Beside(words, track)

    def masked(self, lines: Sequence[SessionLine]) -> list[SessionLine]:
        """Return lines of sessions with what is sealed taken out of them."""
        sealed = self.sealed()
        return [replace(it, candidate=MASKED, interviewer="") if it.id in sealed else it for it in lines]

    def without_sealed(self, past: Past) -> Past:
        """Return a past without the sessions that are sealed to this person."""
        from interview_desk.domain.past import without_sessions

        sealed = self.sealed()
        return without_sessions(past, sealed) if sealed else past

    def expect_unsealed(self, session: str) -> None:
        """Raise UsageError where a session's names and scores are hidden from this person."""
        if session in self.sealed():
            raise UsageError(
                "You are scoring this session blind",
                "names, scores and outcome are hidden until you have submitted yours",
                "go on with it by Ctrl+Shift+B at home",
            )

    def _seen(self, journal: Journal, session: str, entries: Sequence[Entry] | None) -> Reviewable:
        from interview_desk.domain.review import SHARED, fold_review
        from interview_desk.sessions.reviewing import Reviewable, is_own_blind
        from interview_desk.storage.anonymous import blinded
        from interview_desk.storage.reviews import Reviews

        me, reviews = self.reviewer, Reviews(journal.engine)
        rows = [it for it in reviews.listed(session) if it.purpose in SHARED]
        logs = {it.id: reviews.read(it.id) for it in rows}
        titles = reviews.training_sets()
        in_set = next((it.training_set for it in reversed(rows) if it.training_set), "")
        in_set = in_set or next((title for title, sessions in titles.items() if session in sessions), "")
        known = list(entries) if entries is not None else journal.read(session)
        states = {id: fold_review(log) for id, log in logs.items()}
        own = [id for id, state in states.items() if is_own_blind(state, me)]
        if any(not states[id].submitted for id in own):
            mine = {id: logs[id] for id in own}
            return Reviewable(session, blinded(known), me, mine, in_set)
        return Reviewable(session, known, me, logs, in_set)

    def _journal(self) -> Journal:
        from interview_desk.storage.journal import open_journal

        return open_journal(self.database, create=False)

    @contextmanager
    def _reviews(self) -> Iterator[Reviews]:
        from interview_desk.storage.reviews import Reviews

        with closing(self._journal()) as journal:
            yield Reviews(journal.engine)


def user_name() -> str:
    """Return what the system calls whoever sits here, for a name that nobody has set."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user id without an account
        return "Interviewer"
