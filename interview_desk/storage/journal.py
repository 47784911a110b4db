"""The journal: every session's entries in a database, appended, read back and found, and never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from interview_desk.domain.draft import Draft
from interview_desk.domain.events import Opened, Retracted
from interview_desk.domain.log import Entry
from interview_desk.domain.state import State, apply, begin, fold
from interview_desk.errors import StorageError
from interview_desk.storage import cipher, results
from interview_desk.storage import rows as sql
from interview_desk.storage.chain import START, Row, missing, seal, to_entries, to_readable, to_row, to_sealed
from interview_desk.storage.engine import open_database, sqlite_path, writing
from interview_desk.storage.index import Listed, listed
from interview_desk.storage.lease import Lease, is_leased, lease_file, lock_file
from interview_desk.storage.names import (
    LATEST,
    chosen,
    erased,
    is_session_id,
    new_session_id,
    out_of_order,
    overwritten,
    unknown,
)
from interview_desk.storage.server import announce, is_leased_on_server, lease_on_server
from interview_desk.storage.trouble import told

_LIST = "The list of sessions can't be read"


@dataclass(frozen=True, slots=True)
class _Tail:
    """Where a session's journal ends: what the next entry is chained to, and the state it changes."""

    checksum: bytes
    state: State | None

    @property
    def seq(self) -> int:
        return self.state.seq if self.state is not None else 0


def open_journal(url: str, *, create: bool = True, make_folder: bool = False) -> Journal:
    """Open the journal in the database at `url`; see `open_database` for what is made and what is refused."""
    return Journal(open_database(url, create=create, make_folder=make_folder))


def _tail(connection: Connection, session_id: str) -> _Tail:
    rows = sql.entries(connection, session_id)
    return _Tail(rows[-1][6], fold(to_entries(session_id, rows))) if rows else _Tail(START, None)


def _is_there(connection: Connection, session_id: str, entry: Entry, sealed: Row | None) -> bool:
    stored = sql.entry_as_bytes(connection, session_id, entry.seq)
    if sealed is not None:
        return stored == [sealed]
    return bool(stored) and stored[0][:6] == to_row(session_id, entry, START)[:6]


class Journal:
    """The sessions in one database. Any thread may read; whoever appends to a session holds its lease."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = writing(engine)
        self._tails: dict[str, _Tail] = {}

    def create(self, opening: Entry, session_id: str | None = None) -> str:
        """Begin a session with its opening, entry 1, and return its id: the one given, or a new one."""
        session_id = session_id or new_session_id(opening.at)
        self.extend(session_id, [opening])
        return session_id

    def append(self, session_id: str, entry: Entry) -> None:
        """Add one entry in one commit; when this returns, the entry is on the disk. See `extend`."""
        self.extend(session_id, [entry])

    def extend(self, session_id: str, entries: Sequence[Entry], draft: Draft | None = None) -> None:
        """Add entries, and keep the draft that goes with them, in one commit.

        Entry 1 must be the opening and begins the session. Entries that are there already, the same, are passed
        over, so that a commit whose answer was lost can be repeated. Raises StorageError, and has then added
        nothing: where a number is left out or taken by another entry, or the database can't be written to.
        """
        self._add(session_id, entries, draft, {})

    def receive(self, session_id: str, rows: Sequence[Row]) -> None:
        """Add rows as another journal has sealed them, in one commit; those that are there already are passed over.

        Raises StorageError, and has then added nothing: as `extend` does, and where the rows don't follow, by their
        checksums, what is there.
        """
        try:
            entries = to_sealed(session_id, rows)
        except StorageError as error:
            raise StorageError(error.what, error.why, error.remedy) from None  # no fault of this database's
        self._add(session_id, entries, None, {row[0]: row for row in rows})

    def forget(self, session_id: str) -> None:
        """Keep nothing in memory of where a session ends; the next time, it is read."""
        self._tails.pop(session_id, None)

    def keep_draft(self, session_id: str, text: str, stamp_ms: int, alive_ms: int) -> None:
        """Keep the half-typed note in place of the one kept before. Raises UsageError for an unknown session."""
        self.extend(session_id, (), Draft(text, stamp_ms, alive_ms))

    def draft(self, session_id: str) -> Draft | None:
        """Return the draft last kept, or None."""
        with told("The half-typed note can't be read"), self.engine.connect() as connection:
            return sql.draft(connection, session_id)

    def read(self, session_id: str) -> list[Entry]:
        """Return a session's entries, every checksum verified.

        Raises UsageError for an unknown session, StorageError naming the first entry that is missing or damaged;
        `salvage` gives the others.
        """
        with told(f"Session {session_id} can't be read"):
            try:
                with self.engine.connect() as connection:  # one transaction: both queries see the same instant
                    rows = sql.entries(connection, session_id)
                    last = sql.last_seq(connection, session_id)
            except cipher.errors(DBAPIError, UnicodeDecodeError):  # rows come straight from the driver
                _, problems = self.salvage(session_id)
                if problems:
                    raise problems[0] from None
                raise
            if not rows:
                raise unknown(session_id)
            entries = to_entries(session_id, rows)
            if last is not None and last > len(entries):
                raise missing(session_id, len(entries) + 1)
            return entries

    def salvage(self, session_id: str) -> tuple[list[Entry], list[StorageError]]:
        """Return every entry that is whole, and what is wrong with each of the others."""
        rows: list[Row] = []
        with told(f"Session {session_id} can't be read"), self.engine.connect() as connection:
            last = sql.last_seq(connection, session_id)
            if last is None:
                raise unknown(session_id)
            for seq in range(1, last + 1):
                try:
                    rows.extend(sql.entry_as_bytes(connection, session_id, seq))
                except DBAPIError:  # this page is damaged; the next may not be
                    continue
        return to_readable(session_id, rows, last)

    def sessions(self, search: str = "", *, limit: int | None = None) -> list[Listed]:
        """Return the sessions in which every word of the search is found, newest first, at most `limit`."""
        with told(_LIST), self.engine.connect() as connection:
            return sql.sessions(connection, search, limit=limit)

    def session(self, session_id: str) -> Listed:
        """Return the index row of a session; raises UsageError where there is none."""
        with told(_LIST), self.engine.connect() as connection:
            row = sql.session(connection, session_id)
        if row is None:
            raise unknown(session_id)
        return row

    def find(self, ref: str) -> str:
        """Return the id that `ref` stands for: an id, a unique start of one, or `latest`. Raises UsageError."""
        start = ref.strip().lower()
        if start != LATEST and not is_session_id(start):
            raise unknown(ref)
        with told(_LIST), self.engine.connect() as connection:
            if sql.session(connection, start) is not None:
                return start
            return chosen(ref, sql.newest_ids(connection, "" if start == LATEST else start, limit=4))

    def interrupted(self) -> list[Listed]:
        """Return the sessions that were begun and not ended, and that nobody is writing to; newest first."""
        with told(_LIST), self.engine.connect() as connection:
            rows = sql.sessions(connection, phases=("running", "paused"))
        return [row for row in rows if not self.is_leased(row.id)]

    def lease(self, session_id: str) -> Lease:
        """Take the lease on a session, whether or not it exists yet.

        Raises StorageError where another window or process, or this one, holds it.
        """
        if not is_session_id(session_id):
            raise unknown(session_id)
        with told(f"Session {session_id} can't be written to"):
            if (path := sqlite_path(self.engine)) is not None:
                return lease_file(lock_file(path, session_id), session_id)
            return lease_on_server(self.engine, session_id)

    def is_leased(self, session_id: str) -> bool:
        """Tell whether somebody is writing to a session."""
        if (path := sqlite_path(self.engine)) is not None:
            return is_leased(lock_file(path, session_id))
        with told(_LIST):
            return is_leased_on_server(self.engine, session_id)

    def reopen(self) -> None:
        """Drop every connection, so that the next use opens a fresh one."""
        self._tails.clear()
        self.engine.dispose()

    def close(self) -> None:
        """Close every connection. Using the journal again opens new ones."""
        self.reopen()

    def _add(self, session_id: str, entries: Sequence[Entry], draft: Draft | None, sealed: Mapping[int, Row]) -> None:
        with told(f"Session {session_id} can't be saved"):
            try:
                tail = self._extend(session_id, entries, draft, sealed)
            except IntegrityError:  # somebody else has added to it: look again at where it ends
                self._tails.pop(session_id, None)
                tail = self._extend(session_id, entries, draft, sealed)
            except BaseException:
                self._tails.pop(session_id, None)  # what we know of the disk is doubtful now
                raise
        self._tails[session_id] = tail

    def _extend(
        self, session_id: str, entries: Sequence[Entry], draft: Draft | None, sealed: Mapping[int, Row]
    ) -> _Tail:
        with self._writing.begin() as connection:
            tail = self._tails.get(session_id) or _tail(connection, session_id)
            rows: list[Row] = []
            checksum, state, retracted = tail.checksum, tail.state, False
            for entry in entries:
                if entry.seq <= tail.seq:
                    if not _is_there(connection, session_id, entry, sealed.get(entry.seq)):
                        raise overwritten(session_id, entry.seq)
                    continue
                last = state.seq if state is not None else 0
                if entry.seq != last + 1 or (state is None) != isinstance(entry.event, Opened):
                    raise out_of_order(session_id, entry.seq, last)
                row = sealed.get(entry.seq) or to_row(session_id, entry, checksum)
                if sealed and seal(session_id, row, checksum) != row[6]:
                    raise overwritten(session_id, last)
                rows.append(row)
                checksum = row[6]
                state = begin(entry) if state is None else apply(state, entry)
                retracted = retracted or isinstance(entry.event, Retracted)
            if state is None:
                raise unknown(session_id)
            if rows:
                if tail.state is None:
                    if (at := sql.erased_at(connection, session_id)) is not None:
                        raise erased(session_id, at)
                    sql.add_session(connection, listed(session_id, state))
                sql.add_entries(connection, session_id, rows)
                if retracted:  # what an undone entry had done can't be taken off a state: a new one is folded
                    state = fold(to_entries(session_id, sql.entries(connection, session_id)))
                sql.advance_session(connection, listed(session_id, state))
                results.keep(connection, session_id, tail.state, state)
                announce(connection, session_id)
            if draft is not None:
                sql.put_draft(connection, session_id, draft)
        return _Tail(checksum, state)
