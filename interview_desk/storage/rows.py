"""The statements of the journal: its rows in, its rows out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Insert, LargeBinary, Update, bindparam, func, insert, select, update
from sqlalchemy import Row as SqlRow
from sqlalchemy import cast as cast_sql

from interview_desk.domain.draft import Draft
from interview_desk.storage import tables
from interview_desk.storage.chain import Row, moment, stamp
from interview_desk.storage.codec import to_json
from interview_desk.storage.index import Listed, haystack, needles

_ENTRY = tables.entry.c
_SESSION = tables.session.c
_DRAFT = tables.draft.c
_COLUMNS = ("seq", "offset_ms", "at", "kind", "version", "body", "checksum")
_TEXTS = ("at", "kind", "body")

_ENTRIES = select(*[_ENTRY[name] for name in _COLUMNS]).where(_ENTRY.session_id == bindparam("id")).order_by(_ENTRY.seq)
_LISTED = select(*[column for column in _SESSION if column.name != "haystack"])
_NEWEST_FIRST = (_SESSION.created_at.desc(), _SESSION.id.desc())
_INSERT_SESSION = insert(tables.session)
_INSERT_DRAFT = insert(tables.draft)
_ADVANCE = update(tables.session).where(_SESSION.id == bindparam("this"))
_REPLACE_DRAFT = update(tables.draft).where(_DRAFT.session_id == bindparam("this"))


class _Prepared:
    """A statement whose text is made once for each kind of database: for what is written with every entry."""

    def __init__(self, statement: Insert | Update) -> None:
        self._statement = statement
        self._made: dict[str, tuple[str, list[str] | None]] = {}

    def __call__(self, connection: Connection, values: Sequence[dict[str, Any]]) -> None:
        text, order = self._made.get(connection.dialect.name) or self._make(connection.dialect)
        parameters = values if order is None else [tuple(it[name] for name in order) for it in values]
        connection.exec_driver_sql(text, cast("Any", parameters if len(parameters) > 1 else parameters[0]))

    def _make(self, dialect: Dialect) -> tuple[str, list[str] | None]:
        made = self._statement.compile(dialect=dialect)
        self._made[dialect.name] = (str(made), list(made.positiontup or ()) if made.positional else None)
        return self._made[dialect.name]


_PROGRESS = (
    "phase",
    "started_at",
    "ended_at",
    "elapsed_ms",
    "last_seq",
    "fully_scored",
    "called",
    "due_at",
    "called_off",
)
_INSERT_ENTRY = _Prepared(insert(tables.entry))
_ADVANCE_INDEX = _Prepared(_ADVANCE.values({name: bindparam(name) for name in _PROGRESS}))


def entries(connection: Connection, session_id: str) -> list[Row]:
    """Return the rows of a session, in order."""
    # Straight from the driver: a named tuple for each of thousands of rows would cost more than reading them.
    cursor = connection.execute(_ENTRIES, {"id": session_id}).cursor
    assert cursor is not None
    return cast("list[Row]", cursor.fetchall())


def entry_as_bytes(connection: Connection, session_id: str, seq: int) -> list[Row]:
    """Return the row of one entry, or none, whatever its texts hold: bytes that aren't UTF-8 come as surrogates."""
    as_bytes = connection.dialect.name == "sqlite"
    columns = [
        cast_sql(_ENTRY[name], LargeBinary).label(name) if as_bytes and name in _TEXTS else _ENTRY[name]
        for name in _COLUMNS
    ]
    query = select(*columns).where(_ENTRY.session_id == session_id, _ENTRY.seq == seq)
    rows = [
        tuple(
            value.decode(errors="surrogateescape") if name in _TEXTS and as_bytes else value
            for name, value in zip(_COLUMNS, row, strict=True)
        )
        for row in connection.execute(query)
    ]
    return cast("list[Row]", rows)


def add_entries(connection: Connection, session_id: str, rows: Sequence[Row]) -> None:
    _INSERT_ENTRY(connection, [{"session_id": session_id, **dict(zip(_COLUMNS, row, strict=True))} for row in rows])


def last_seq(connection: Connection, session_id: str) -> int | None:
    """Return the number of a session's last entry by the index, None where the session isn't there."""
    return connection.execute(select(_SESSION.last_seq).where(_SESSION.id == session_id)).scalar_one_or_none()


def erased_at(connection: Connection, session_id: str) -> str | None:
    """Return when a session was erased, None for one that never was."""
    query = select(tables.erased.c.erased_at).where(tables.erased.c.session_id == session_id)
    return connection.execute(query).scalar_one_or_none()


def add_session(connection: Connection, row: Listed) -> None:
    connection.execute(_INSERT_SESSION, index_values(row))


def advance_session(connection: Connection, row: Listed) -> None:
    """Bring an index row up to date with what entries after the opening can change."""
    _ADVANCE_INDEX(connection, [{"this": row.id, **_progress(row)}])


def replace_session(connection: Connection, row: Listed) -> bool:
    """Write an index row anew; return whether it was missing or said something else."""
    if session(connection, row.id) is None:
        add_session(connection, row)
        return True
    values = index_values(row)
    stored = connection.execute(select(tables.session).where(_SESSION.id == row.id)).one()
    if stored._asdict() == values:
        return False
    connection.execute(_ADVANCE, {"this": row.id, **values})
    return True


def sessions(
    connection: Connection, search: str = "", *, phases: Sequence[str] = (), limit: int | None = None
) -> list[Listed]:
    """Return the index rows in which every word of the search is found, newest first."""
    query = _LISTED.order_by(*_NEWEST_FIRST).limit(limit)
    for word in needles(search):
        query = query.where(_SESSION.haystack.contains(word, autoescape=True))
    if phases:
        query = query.where(_SESSION.phase.in_(phases))
    return [to_listed(row) for row in connection.execute(query)]


def session(connection: Connection, session_id: str) -> Listed | None:
    row = connection.execute(_LISTED.where(_SESSION.id == session_id)).one_or_none()
    return to_listed(row) if row is not None else None


def newest_ids(connection: Connection, start: str, *, limit: int) -> list[str]:
    """Return the ids that begin with `start`, of the newest sessions first; without `start`, what is only due last."""
    waits = _SESSION.due_at.is_not(None) & (_SESSION.phase == "prepared")
    query = select(_SESSION.id).order_by(*(() if start else (waits,)), *_NEWEST_FIRST).limit(limit)
    if start:
        query = query.where(_SESSION.id >= start, func.substr(_SESSION.id, 1, len(start)) == start)
    return list(connection.execute(query).scalars())


def draft(connection: Connection, session_id: str) -> Draft | None:
    query = select(_DRAFT.text, _DRAFT.stamp_ms, _DRAFT.alive_ms).where(_DRAFT.session_id == session_id)
    row = connection.execute(query).one_or_none()
    return Draft(json.loads(row.text), row.stamp_ms, row.alive_ms) if row is not None else None


def put_draft(connection: Connection, session_id: str, draft: Draft) -> None:
    """Keep a draft in place of the one before."""
    values = {"text": to_json(draft.text), "stamp_ms": draft.stamp_ms, "alive_ms": draft.alive_ms}
    if connection.execute(_REPLACE_DRAFT, {"this": session_id, **values}).rowcount == 0:
        connection.execute(_INSERT_DRAFT, {"session_id": session_id, **values})


def index_values(row: Listed) -> dict[str, Any]:
    """Return the columns of an index row."""
    return {
        "id": row.id,
        "candidate": row.candidate,
        "interviewer": row.interviewer,
        "kit_id": row.kit_id,
        "kit_title": row.kit_title,
        "questions": "\n".join(row.questions),
        "role": row.role,
        "level": row.level,
        "practice": row.practice,
        "created_at": stamp(row.created_at),
        "haystack": haystack(row),
        **_progress(row),
    }


def to_listed(row: SqlRow[Any]) -> Listed:
    """Return an index row as lists show it."""
    return Listed(
        id=row.id,
        candidate=row.candidate,
        interviewer=row.interviewer,
        kit_id=row.kit_id,
        kit_title=row.kit_title,
        questions=tuple(row.questions.split("\n")) if row.questions else (),
        role=row.role,
        level=row.level,
        phase=row.phase,
        practice=row.practice,
        created_at=moment(row.created_at),
        started_at=moment(row.started_at) if row.started_at else None,
        ended_at=moment(row.ended_at) if row.ended_at else None,
        elapsed_ms=row.elapsed_ms,
        last_seq=row.last_seq,
        fully_scored=row.fully_scored,
        called=row.called,
        due_at=moment(row.due_at) if row.due_at else None,
        called_off=row.called_off,
    )


def _progress(row: Listed) -> dict[str, Any]:
    return {
        "phase": row.phase,
        "started_at": stamp(row.started_at) if row.started_at else None,
        "ended_at": stamp(row.ended_at) if row.ended_at else None,
        "elapsed_ms": row.elapsed_ms,
        "last_seq": row.last_seq,
        "fully_scored": row.fully_scored,
        "called": row.called,
        "due_at": stamp(row.due_at) if row.due_at else None,
        "called_off": row.called_off,
    }
