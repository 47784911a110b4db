"""The team's side of a delivery: which database it is, how much of each session it has, and what it is given more."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, insert, select
from sqlalchemy.exc import IntegrityError

from interview_desk.domain.review import ReviewEntry
from interview_desk.errors import StorageError
from interview_desk.storage import tables
from interview_desk.storage.chain import Row
from interview_desk.storage.engine import open_database, writing
from interview_desk.storage.journal import Journal
from interview_desk.storage.lease import Lease
from interview_desk.storage.reviews import Reviews
from interview_desk.storage.trouble import told

_IDENTITY = "identity"
_CHUNK = 1_000
_WHAT = "The team's database can't be read"


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry that a database has of a session."""

    seq: int
    checksum: bytes


def open_inbox(url: str, patience_s: float) -> Inbox:
    """Open a team's database to deliver to; an empty one is given its tables, an older one is left as it is.

    Raises UsageError and StorageError, as `open_database` does.
    """
    # Behind a new connection there may be another server: whoever delivers has to know, and look again what is there.
    return Inbox(Journal(open_database(url, patience_s=patience_s, renew=False)))


class Inbox:
    """A team's database, while it can be reached; every call may raise StorageError."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def identity(self) -> str:
        """Return what tells this database from every other; given to it by whoever comes first."""
        meta = tables.meta.c
        query = select(meta.value).where(meta.name == _IDENTITY)
        with told(_WHAT):
            with self._journal.engine.connect() as connection:
                found = connection.execute(query).scalar_one_or_none()
            if found is None:
                try:
                    with writing(self._journal.engine).begin() as connection:
                        connection.execute(insert(tables.meta).values(name=_IDENTITY, value=secrets.token_hex(16)))
                except IntegrityError:
                    pass  # a colleague was quicker
                with self._journal.engine.connect() as connection:
                    found = connection.execute(query).scalar_one()
        return str(found)

    def heads(self, sessions: Sequence[str]) -> dict[str, Head]:
        """Return the last entry of each of these sessions that is there."""
        session, entry = tables.session.c, tables.entry.c
        last = and_(entry.session_id == session.id, entry.seq == session.last_seq)
        query = select(session.id, entry.seq, entry.checksum).join_from(tables.session, tables.entry, last)
        found: dict[str, Head] = {}
        with told(_WHAT), self._journal.engine.connect() as connection:
            for start in range(0, len(sessions), _CHUNK):
                some = query.where(session.id.in_(sessions[start : start + _CHUNK]))
                found.update({id: Head(seq, bytes(checksum)) for id, seq, checksum in connection.execute(some)})
        return found

    def checksum(self, session_id: str, seq: int) -> bytes | None:
        """Return the checksum of an entry, None where it isn't there."""
        entry = tables.entry.c
        query = select(entry.checksum).where(entry.session_id == session_id, entry.seq == seq)
        with told(_WHAT), self._journal.engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def erased(self, session_id: str) -> str:
        """Return the day on which a session was erased there, empty where it never was."""
        erased = tables.erased.c
        with told(_WHAT), self._journal.engine.connect() as connection:
            query = select(erased.erased_at).where(erased.session_id == session_id)
            return (connection.execute(query).scalar_one_or_none() or "")[:10]

    def receive(self, session_id: str, rows: Sequence[Row]) -> None:
        """Add rows in one commit, with the index and the results that follow from them; see `Journal.receive`."""
        self._journal.receive(session_id, rows)

    def review_heads(self, reviews: Sequence[str]) -> dict[str, int]:
        """Return the number of the last entry of each of these reviews that is there."""
        review = tables.review.c
        found: dict[str, int] = {}
        with told(_WHAT), self._journal.engine.connect() as connection:
            for start in range(0, len(reviews), _CHUNK):
                some = select(review.id, review.last_seq).where(review.id.in_(reviews[start : start + _CHUNK]))
                found.update({row[0]: row[1] for row in connection.execute(some)})
        return found

    def receive_review(self, review_id: str, entries: Sequence[ReviewEntry]) -> None:
        """Add what is new of a review; see `Reviews.keep`."""
        Reviews(self._journal.engine).keep(review_id, entries)

    def hold(self, session_id: str) -> Lease | None:
        """Let colleagues see that a session is going on; None where that can't be, which is no harm."""
        try:
            return self._journal.lease(session_id)
        except StorageError:
            return None

    def forget(self, session_id: str) -> None:
        """Keep nothing of a session in memory."""
        self._journal.forget(session_id)

    def close(self) -> None:
        self._journal.close()
