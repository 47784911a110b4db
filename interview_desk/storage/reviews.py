"""Reviews kept beside the sessions they are about, and the sets of sessions chosen for training.

A review only grows, like a journal, and every entry's checksum is chained to the one before. What was scored blind and
submitted stands among the results as a second person's scores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from interview_desk.domain.review import (
    SHARED,
    Purpose,
    ReviewBegun,
    ReviewEntry,
    ReviewState,
    TrackLaid,
    apply_review,
    fold_review,
)
from interview_desk.errors import StorageError, UsageError
from interview_desk.storage import results, tables
from interview_desk.storage.anonymous import other_id
from interview_desk.storage.chain import START, Row, moment, stamp
from interview_desk.storage.engine import writing
from interview_desk.storage.names import is_copy, is_session_id, out_of_order, overwritten
from interview_desk.storage.review_codec import to_entries, to_row
from interview_desk.storage.trouble import told

_REVIEW = tables.review.c
_ENTRY = tables.review_entry.c
_SET = tables.training_set.c
_COLUMNS = ("seq", "offset_ms", "at", "kind", "version", "body", "checksum")
LONGEST_TITLE: Final = 120
_WHAT = "The review can't be saved"
_READ = "The reviews can't be read"


@dataclass(frozen=True, slots=True)
class ListedReview:
    """A review as lists show it."""

    id: str
    session: str
    reviewer: str
    purpose: Purpose
    training_set: str
    began_at: datetime
    submitted: bool
    track: str


class Reviews:
    """The reviews in one database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = writing(engine)

    def keep(self, review: str, entries: Sequence[ReviewEntry]) -> None:
        """Add entries in one commit; those that are there already, the same, are passed over.

        The first begins the review, of a session that is there or of one whose anonymous copy it is about. Raises
        StorageError, and has then kept nothing.
        """
        with told(_WHAT), self._writing.begin() as connection:
            self.extend(connection, review, entries)

    def keep_all(self, reviews: Mapping[str, Sequence[ReviewEntry]]) -> int:
        """Add several reviews in one commit; return of how many something was new."""
        with told(_WHAT), self._writing.begin() as connection:
            return sum(self.extend(connection, review, entries) > 0 for review, entries in reviews.items())

    def expect_same(self, reviews: Mapping[str, Sequence[ReviewEntry]]) -> None:
        """Raise StorageError where one of these says something else than what is kept under its name."""
        with told(_READ), self.engine.connect() as connection:
            for review, entries in reviews.items():
                for entry, row in zip(entries, _rows(connection, review), strict=False):
                    if row[:6] != to_row(review, entry, START)[:6]:
                        raise overwritten(review, entry.seq)

    def extend(self, connection: Connection, review: str, entries: Sequence[ReviewEntry]) -> int:
        """As `keep`, within a transaction of the caller's; return how many entries were new."""
        if not is_session_id(review):
            raise StorageError(_WHAT, f"{review!r} is no name of a review", "")
        rows = _rows(connection, review)
        state = fold_review(to_entries(review, rows)) if rows else None
        checksum = rows[-1][6] if rows else START
        fresh: list[Row] = []
        session = _session_of(connection, review)
        for entry in entries:
            if entry.seq <= len(rows):
                if rows[entry.seq - 1][:6] != to_row(review, entry, START)[:6]:
                    raise overwritten(review, entry.seq)
                continue
            last = len(rows) + len(fresh)
            if entry.seq != last + 1 or (state is None) != isinstance(entry.event, ReviewBegun):
                raise out_of_order(review, entry.seq, last)
            if state is None:
                session = _session_for(connection, cast("ReviewBegun", entry.event).session)
                state = fold_review([entry])
            else:
                state = apply_review(state, entry)
            if isinstance(entry.event, TrackLaid):
                _lay(connection, entry.event.track, session)
            fresh.append(to_row(review, entry, checksum))
            checksum = fresh[-1][6]
        if fresh:
            assert state is not None
            _index(connection, review, session, state)
            values = [{"review_id": review, **dict(zip(_COLUMNS, row, strict=True))} for row in fresh]
            connection.execute(insert(tables.review_entry), values)
            if state.begun.purpose == "blind" and state.submitted:
                results.keep_review(connection, session, state.begun.reviewer, state.scores)
        return len(fresh)

    def read(self, review: str) -> list[ReviewEntry]:
        """Return a review's entries, every checksum verified."""
        with told(_READ), self.engine.connect() as connection:
            rows = _rows(connection, review)
        if not rows:
            raise UsageError(f'There is no review "{review}"')
        return to_entries(review, rows)

    def listed(
        self, session: str = "", *, reviewer: str = "", purpose: str = "", training_set: str = ""
    ) -> list[ListedReview]:
        """Return the reviews, oldest first; of a session, by a person, of a purpose, in a set, where that is given."""
        query = select(tables.review).order_by(_REVIEW.began_at, _REVIEW.id)
        for column, value in (
            (_REVIEW.session_id, session), (_REVIEW.purpose, purpose), (_REVIEW.training_set, training_set),
        ):  # fmt: skip
            query = query.where(column == value) if value else query
        with told(_READ), self.engine.connect() as connection:
            found = [
                ListedReview(
                    it.id, it.session_id, it.reviewer, it.purpose, it.training_set, moment(it.began_at), it.submitted,
                    it.track,
                )
                for it in connection.execute(query)
            ]  # fmt: skip
        return [it for it in found if not reviewer or it.reviewer.casefold() == reviewer.casefold()]

    def of(self, session: str) -> list[tuple[str, list[ReviewEntry]]]:
        """Return the reviews of a session that may be shown to others, oldest first."""
        return [(it.id, self.read(it.id)) for it in self.listed(session) if it.purpose in SHARED]

    def sealed(self, reviewer: str) -> frozenset[str]:
        """Return the sessions that a person is scoring blind and has not submitted yet, shadows' tracks of them too."""
        open_ = {it.session for it in self.listed(reviewer=reviewer, purpose="blind") if not it.submitted}
        if open_:
            open_ |= {it.track for it in self.listed(purpose="shadow") if it.session in open_ and it.track}
        return frozenset(open_)

    def session_for(self, session: str) -> str:
        """Return the session here that is meant: the one of that id, or the one whose anonymous copy it names."""
        with told(_READ), self.engine.connect() as connection:
            return _session_for(connection, session)

    def problems(self) -> list[str]:
        """Return what is wrong with the reviews that are kept, each as a sentence."""
        found = []
        for it in self.listed():
            try:
                state = fold_review(self.read(it.id))
            except (StorageError, UsageError, ValueError) as error:
                found.append(str(error))
                continue
            if (state.submitted, state.begun.reviewer, state.track) != (it.submitted, it.reviewer, it.track):
                found.append(f"The row of review {it.id} is not what its entries say; restore a backup.")
        return found

    # Training sets ---------------------------------------------------------------------------------------------------

    def choose(self, title: str, sessions: Sequence[str]) -> None:
        """Make a training set of these sessions, in this order, in place of one of that title; of none, there is none.

        Raises UsageError for a title that says nothing.
        """
        title = " ".join(title.split())
        if not title or len(title) > LONGEST_TITLE:
            raise UsageError("The training set needs a title", f"of at most {LONGEST_TITLE} characters", "give it one")
        rows = [
            {"title": title, "session_id": session, "place": place}
            for place, session in enumerate(dict.fromkeys(sessions), 1)
        ]
        with told("The training set can't be saved"), self._writing.begin() as connection:
            connection.execute(delete(tables.training_set).where(_SET.title == title))
            if rows:
                connection.execute(insert(tables.training_set), rows)

    def training_sets(self) -> dict[str, tuple[str, ...]]:
        """Return the sessions of every training set, by its title."""
        with told("The training sets can't be read"), self.engine.connect() as connection:
            found: dict[str, tuple[str, ...]] = {}
            for title, session in connection.execute(
                select(_SET.title, _SET.session_id).order_by(_SET.title, _SET.place)
            ):
                found[title] = (*found.get(title, ()), session)
        return found


def _rows(connection: Connection, review: str) -> list[Row]:
    columns = [_ENTRY[name] for name in _COLUMNS]
    query = select(*columns).where(_ENTRY.review_id == review).order_by(_ENTRY.seq)
    return [cast("Row", tuple(row)) for row in connection.execute(query)]


def _session_of(connection: Connection, review: str) -> str:
    query = select(_REVIEW.session_id).where(_REVIEW.id == review)
    return connection.execute(query).scalar_one_or_none() or ""


def _session_for(connection: Connection, session: str) -> str:
    """Return the session here that a review is about: the one it names, or the one whose anonymous copy it names."""
    # Whoever handed out copies may have taken one back in: what is said of a copy is said of the session.
    if original := _original(connection, session):
        return original
    ids = tables.session.c.id
    if connection.execute(select(ids).where(ids == session)).first() is not None:
        return session
    why = f"the session {session} that it is about is not here"
    raise StorageError("The review can't be kept", why, "import that session first")


def _original(connection: Connection, copy: str) -> str:
    if not is_copy(copy):
        return ""
    ids = connection.execute(select(tables.session.c.id)).scalars()
    return next((id for id in ids if id != copy and other_id(id) == copy), "")


def _index(connection: Connection, review: str, session: str, state: ReviewState) -> None:
    values = {"submitted": state.submitted, "last_seq": state.seq, "track": state.track}
    if connection.execute(update(tables.review).where(_REVIEW.id == review).values(values)).rowcount:
        return
    begun = state.begun
    connection.execute(
        insert(tables.review).values(
            id=review, session_id=session, reviewer=begun.reviewer, purpose=begun.purpose,
            training_set=begun.training_set, began_at=stamp(state.began_at), **values,
        )
    )  # fmt: skip


def _lay(connection: Connection, track: str, session: str) -> None:
    """Let a second track of the same interview count in no figure: it would be a second interview."""
    there = select(func.count()).select_from(tables.session).where(tables.session.c.id == track)
    if track == session:
        raise UsageError("A session can't be its own shadow", "", "choose the session that the shadow took down")
    if connection.execute(there).scalar_one():
        results.replace(connection, track, None)
