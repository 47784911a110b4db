"""What a team's database has not got yet: the local journal itself, and a mark for each session of how far it came.

A mark is where to go on, and no proof: it may be lost, or older than the truth, and nothing is delivered twice for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Engine, and_, delete, event, func, insert, select, update

from interview_desk.domain.review import ReviewEntry
from interview_desk.errors import masked
from interview_desk.storage import tables
from interview_desk.storage.chain import START, Row
from interview_desk.storage.engine import open_database, writing
from interview_desk.storage.names import COPY
from interview_desk.storage.reviews import Reviews
from interview_desk.storage.trouble import told

_ENTRY = tables.entry.c
_SESSION = tables.session.c
_MARK = tables.delivery.c
_WHAT = "What waits for the team's database can't be read"
_PASSFILE = r"[?&]passfile=[^&]*"  # where the password is makes no other database
_NO_COPY = _SESSION.id.not_like(f"{COPY}%")  # a session without its names is somebody's training, not the record


_OF_A_TEAM = ("comments", "blind", "shadow")  # whoever looks back on an interview does so for themselves
_REVIEW = tables.review.c
_REVIEW_MARK = "review "


@dataclass(frozen=True, slots=True)
class Waiting:
    """A session, or a review of one, of which a team's database has not got everything, as far as is known."""

    session: str
    delivered: int
    last: int
    review: str = ""

    @property
    def entries(self) -> int:
        return self.last - self.delivered


def open_outbox(url: str, team_url: str) -> Outbox:
    """Open a local journal to deliver from, for the team's database at a URL; it need not be reached for that."""
    engine = open_database(url, create=False)

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        # Only marks are written here. Lost with the power, they are found out again: the entries that wait for the disk
        # needn't wait for them.
        connection.execute("PRAGMA synchronous = NORMAL")

    engine.dispose()  # the connection that looked at the schema
    return Outbox(engine, team_url)


class Outbox:
    """The local side of a delivery to the team's database at a URL."""

    def __init__(self, engine: Engine, team_url: str) -> None:
        self._engine = engine
        self._name = f"identity of {re.sub(_PASSFILE, '', masked(team_url))}"
        self.team = self._known()
        """The identity that the team's database had when it was last reached, empty where it never was."""

    def rest(self) -> None:
        """Let the file go until the next use: meanwhile another may be put in its place."""
        self._engine.dispose()

    def close(self) -> None:
        self._engine.dispose()

    def waiting(self) -> list[Waiting]:
        """Return the sessions that have something to deliver, those that began first at the head."""
        mark = func.coalesce(_MARK.seq, 0)
        of = and_(_MARK.session_id == _SESSION.id, _MARK.team == self.team)
        query = (
            select(_SESSION.id, mark, _SESSION.last_seq)
            .join_from(tables.session, tables.delivery, of, isouter=True)
            .where(_SESSION.last_seq > mark, ~_SESSION.practice, _NO_COPY)
            .order_by(_SESSION.created_at, _SESSION.id)
        )
        with told(_WHAT), self._engine.connect() as connection:
            return [Waiting(*row) for row in connection.execute(query)]

    def reviews_waiting(self) -> list[Waiting]:
        """Return the reviews that have something to deliver, those that began first at the head."""
        mark = func.coalesce(_MARK.seq, 0)
        of = and_(_MARK.session_id == _REVIEW_MARK + _REVIEW.id, _MARK.team == self.team)
        query = (
            select(_REVIEW.session_id, mark, _REVIEW.last_seq, _REVIEW.id)
            .join_from(tables.review, tables.delivery, of, isouter=True)
            .where(_REVIEW.last_seq > mark, _REVIEW.purpose.in_(_OF_A_TEAM), _REVIEW.session_id.not_like(f"{COPY}%"))
            .order_by(_REVIEW.began_at, _REVIEW.id)
        )
        with told(_WHAT), self._engine.connect() as connection:
            return [Waiting(*row) for row in connection.execute(query)]

    def review(self, review_id: str) -> list[ReviewEntry]:
        """Return the entries of a review, every checksum verified."""
        return Reviews(self._engine).read(review_id)

    def mark_review(self, review_id: str, seq: int) -> None:
        """Remember how far a review has come."""
        self.mark(_REVIEW_MARK + review_id, seq)

    def marks(self) -> dict[str, tuple[int, int]]:
        """Return how far each session came that anything was delivered of, and how far it goes here."""
        query = select(_MARK.session_id, _MARK.seq, _SESSION.last_seq).where(_MARK.team == self.team)
        query = query.join_from(tables.delivery, tables.session, _MARK.session_id == _SESSION.id)
        with told(_WHAT), self._engine.connect() as connection:
            return {row[0]: (row[1], row[2]) for row in connection.execute(query)}

    def review_marks(self) -> dict[str, tuple[int, int]]:
        """Return the same of each review."""
        query = select(_REVIEW.id, _MARK.seq, _REVIEW.last_seq).where(_MARK.team == self.team)
        query = query.join_from(tables.delivery, tables.review, _MARK.session_id == _REVIEW_MARK + _REVIEW.id)
        with told(_WHAT), self._engine.connect() as connection:
            return {row[0]: (row[1], row[2]) for row in connection.execute(query)}

    def rows(self, session_id: str, after: int, limit: int) -> list[Row]:
        """Return the next rows of a session, as they are sealed."""
        columns = (_ENTRY.seq, _ENTRY.offset_ms, _ENTRY.at, _ENTRY.kind, _ENTRY.version, _ENTRY.body, _ENTRY.checksum)
        query = select(*columns).where(_ENTRY.session_id == session_id, _ENTRY.seq > after)
        with told(_WHAT), self._engine.connect() as connection:
            found = connection.execute(query.order_by(_ENTRY.seq).limit(limit)).all()
        return cast("list[Row]", [tuple(row) for row in found])

    def checksum(self, session_id: str, seq: int) -> bytes | None:
        """Return the checksum of an entry, None where it isn't there."""
        if seq == 0:
            return START
        query = select(_ENTRY.checksum).where(_ENTRY.session_id == session_id, _ENTRY.seq == seq)
        with told(_WHAT), self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def mark(self, session_id: str, seq: int) -> None:
        """Remember how far a session has come."""
        self.mark_all([(session_id, seq)])

    def mark_all(self, marks: Sequence[tuple[str, int]]) -> None:
        """Remember how far some sessions have come."""
        with told("How far the delivery came can't be kept"), writing(self._engine).begin() as connection:
            for session_id, seq in marks:
                mine = (_MARK.team == self.team, _MARK.session_id == session_id)
                if connection.execute(update(tables.delivery).where(*mine).values(seq=seq)).rowcount == 0:
                    values = {"team": self.team, "session_id": session_id, "seq": seq}
                    connection.execute(insert(tables.delivery).values(values))

    def know(self, identity: str) -> None:
        """Remember the identity of the team's database."""
        if identity == self.team:
            return
        self.team = identity
        with told("How far the delivery came can't be kept"), writing(self._engine).begin() as connection:
            connection.execute(delete(tables.meta).where(tables.meta.c.name == self._name))
            connection.execute(insert(tables.meta).values(name=self._name, value=identity))

    def _known(self) -> str:
        query = select(tables.meta.c.value).where(tables.meta.c.name == self._name)
        with told(_WHAT), self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none() or ""
