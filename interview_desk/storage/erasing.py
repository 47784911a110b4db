"""Erasing a person from one database: their interviews, what others said of them, every row that bears their name.

What may stay of an interview is its results in anonymous form: under another id, for nobody in particular, dated to
the month, without the group. Of each interview a tombstone stays, its id and when it was erased, so that no old copy
brings it back. Tables are taken as the file has them, so that a backup of any age is erased from in the same way: any
table with a `session_id` or a `candidate` is dealt with, whoever added it.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, MetaData, Table, delete, insert, or_, select, update

from interview_desk.domain.past import NO_DATE
from interview_desk.storage import tables
from interview_desk.storage.chain import stamp
from interview_desk.storage.engine import file_engine, open_database, writing
from interview_desk.storage.results import mark_changed
from interview_desk.storage.trouble import told

ANONYMOUS: Final = "anonymous"
_PATIENCE_S = 10.0
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_RESULTS = ("result_session", "result_layer", "result_score", "result_group", "result_outcome")


@dataclass(frozen=True, slots=True)
class Traces:
    """What one database has of a person: ids of interviews with a journal, of results, and how many later results."""

    sessions: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    outcomes: int = 0

    def __bool__(self) -> bool:
        return bool(self.sessions or self.results or self.outcomes)


def same_name(text: str) -> str:
    """Return a name as names are compared: in one form, without regard to capitals or how many blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def traces(connection: Connection, names: Collection[str], sessions: Collection[str]) -> Traces:
    """Return what a database has of a person by these names (as `same_name` has them), or of these sessions."""
    found = _tables(connection)
    own: set[str] = set()
    if (table := found.get("session")) is not None:
        rows = connection.execute(select(table.c.id, table.c.candidate))
        own = {row.id for row in rows if row.id in sessions or same_name(row.candidate) in names}
    if (table := found.get("entry")) is not None:  # a journal may outlast its row of the index
        own |= _in(connection, table.c.session_id, sessions)
    results: set[str] = set()
    outcomes = 0
    if (table := found.get("result_session")) is not None:
        for row in connection.execute(select(table.c.id, table.c.session_id, table.c.candidate)):
            if row.session_id in own or row.id in sessions or same_name(row.candidate) in names:
                results.add(row.id)
    if (table := found.get("result_outcome")) is not None:
        whose = connection.execute(select(table.c.candidate)).scalars()
        outcomes = sum(name in own or same_name(name) in names for name in whose)
    return Traces(tuple(sorted(own)), tuple(sorted(results)), outcomes)


def erase(
    engine: Engine, names: Collection[str], sessions: Collection[str], now: datetime, *, keep_results: bool
) -> Traces:
    """Erase a person, or some sessions, in one transaction; return what there was.

    Each of `sessions` gets its tombstone, whether or not it was here: a copy elsewhere may have had it.
    `keep_results` keeps results in anonymous form. Call `scrub` afterwards: until then the file's free pages have it.
    """
    with writing(engine).begin() as connection:
        there = traces(connection, names, sessions)
        found = _tables(connection)
        ids = sorted({*there.sessions, *sessions})
        _results(connection, found, there, names, keep=keep_results)
        if (there.results or there.outcomes) and "meta" in found:
            mark_changed(connection)
        for table in reversed(list(found.values())):
            if table.name in (*_RESULTS, "session", "erased"):
                continue
            for parent in table.foreign_keys:  # what belongs to a row that goes, such as the entries of a review
                owner = parent.column.table
                if "session_id" in owner.c:
                    gone = select(parent.column).where(owner.c.session_id.in_(ids))
                    connection.execute(delete(table).where(parent.parent.in_(gone)))
            for column in ("session_id", "session"):
                if column in table.c:
                    connection.execute(delete(table).where(table.c[column].in_([*ids, *there.results])))
            if "candidate" in table.c:
                whose = set(connection.execute(select(table.c.candidate)).scalars())
                connection.execute(delete(table).where(table.c.candidate.in_(_theirs(whose, names, ids))))
        if (table := found.get("session")) is not None:
            connection.execute(delete(table).where(table.c.id.in_(ids)))
        if (table := found.get("erased")) is not None and ids:
            known = _in(connection, table.c.session_id, ids)
            fresh = [{"session_id": id, "erased_at": stamp(now)} for id in ids if id not in known]
            if fresh:
                connection.execute(insert(table), fresh)
    return there


def scrub(engine: Engine) -> bool:
    """Write the file anew, so that nothing that was deleted is left in it; return whether its log is empty too.

    A server does that by itself, in its own time.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT", begins="") as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        connection.exec_driver_sql("VACUUM")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
    engine.dispose()
    return not busy


def traces_in(file: Path, names: Collection[str], sessions: Collection[str]) -> Traces:
    """Return what a file has of a person, such as a backup of any age. Raises StorageError where it can't be read."""
    with told(f"{file} can't be read"), _opened(file) as engine, engine.connect() as connection:
        return traces(connection, names, sessions)


def erase_from(
    file: Path, names: Collection[str], sessions: Collection[str], now: datetime, *, keep_results: bool
) -> None:
    """Erase a person from such a file, and write it anew. Raises StorageError where that can't be done."""
    with told(f"{file} can't be changed"), _opened(file) as engine:
        erase(engine, names, sessions, now, keep_results=keep_results)
        scrub(engine)


def erase_from_server(
    url: str, names: Collection[str], sessions: Collection[str], now: datetime, *, keep_results: bool
) -> None:
    """Erase a person from a team's database too. Raises StorageError where it can't be reached, or is an older one."""
    engine = open_database(url, create=False, patience_s=_PATIENCE_S)
    try:
        with told("Nobody was erased from the team's database"):
            erase(engine, names, sessions, now, keep_results=keep_results)
    finally:
        engine.dispose()


@contextmanager
def _opened(file: Path) -> Iterator[Engine]:
    engine = file_engine(file)
    try:
        yield engine
    finally:
        engine.dispose()


def tombstones(engine: Engine) -> dict[str, str]:
    """Return when each session that was erased here was, by its id."""
    with engine.connect() as connection:
        rows = connection.execute(select(tables.erased.c.session_id, tables.erased.c.erased_at))
        return {row.session_id: row.erased_at for row in rows}


def bury(engine: Engine, gone: Mapping[str, str]) -> None:
    """Erase sessions that were erased elsewhere, given when by their ids, from a database at the newest schema."""
    if not gone:
        return
    erase(engine, (), tuple(gone), datetime.now(UTC), keep_results=True)
    with writing(engine).begin() as connection:
        connection.execute(delete(tables.erased).where(tables.erased.c.session_id.in_(list(gone))))
        connection.execute(insert(tables.erased), [{"session_id": id, "erased_at": at} for id, at in gone.items()])
    scrub(engine)


def rows_about(connection: Connection, names: Collection[str], sessions: Collection[str]) -> dict[str, list[Any]]:
    """Return every row that an erasure would take, by table, each as a mapping; the journal's own are left out."""
    there = traces(connection, names, sessions)
    ids = {*there.sessions, *there.results, *sessions}
    found: dict[str, list[Any]] = {}
    for table in _tables(connection).values():
        if table.name in ("session", "entry", "draft", "erased"):
            continue
        wanted = [table.c[name].in_(ids) for name in ("session_id", "session") if name in table.c]
        if "candidate" in table.c:
            whose = set(connection.execute(select(table.c.candidate)).scalars())
            wanted.append(table.c.candidate.in_(_theirs(whose, names, ids)))
        for parent in table.foreign_keys:
            owner = parent.column.table
            if "session_id" in owner.c:
                wanted.append(parent.parent.in_(select(parent.column).where(owner.c.session_id.in_(ids))))
        if wanted and (rows := connection.execute(select(table).where(or_(*wanted))).all()):
            found[table.name] = [row._asdict() for row in rows]
    return found


def _tables(connection: Connection) -> dict[str, Table]:
    """Return the tables that the database has, parents first."""
    found = MetaData()
    found.reflect(connection)
    return {table.name: table for table in found.sorted_tables}


def _in(connection: Connection, column: Any, wanted: Collection[str]) -> set[str]:
    return set(connection.execute(select(column).distinct().where(column.in_(list(wanted)))).scalars())


def _theirs(stored: Iterable[str], names: Collection[str], ids: Collection[str]) -> list[str]:
    return [name for name in stored if name in ids or same_name(name) in names]


def _results(
    connection: Connection, found: dict[str, Table], there: Traces, names: Collection[str], *, keep: bool
) -> None:
    """Take a person out of the results, or the results with them."""
    if not {*_RESULTS} <= found.keys():
        return
    session, layer, score, group, outcome = (found[name] for name in _RESULTS)
    ids = sorted({*there.results, *there.sessions})
    connection.execute(delete(group).where(group.c.session.in_(ids)))
    for name in ("result_answer", "result_feedback"):
        if name in found:
            connection.execute(delete(found[name]).where(found[name].c.session.in_(ids)))
    stored = connection.execute(select(session.c.candidate).where(session.c.id.in_(ids))).scalars()
    every = {*stored, *connection.execute(select(outcome.c.candidate)).scalars()}
    whose = sorted({*_theirs(every, names, ids), *_theirs(every, names, there.sessions)})
    if not keep:
        for table in (layer, score):
            connection.execute(delete(table).where(table.c.session.in_(ids)))
        connection.execute(delete(session).where(session.c.id.in_(ids)))
        connection.execute(delete(outcome).where(outcome.c.candidate.in_(whose)))
        return
    nobody = _other_id()
    others = {id: _other_id() for id in ids if "/" not in id}
    for row in connection.execute(select(session).where(session.c.id.in_(ids))).all():
        start, slash, question = row.id.partition("/")
        other = f"{others.setdefault(start, _other_id())}{slash}{question}"
        values = {"id": other, "session_id": None, "candidate": nobody, "origin": ANONYMOUS, "at_s": _month(row.at_s)}
        connection.execute(update(session).where(session.c.id == row.id).values(values))
        for table in (layer, score):
            connection.execute(update(table).where(table.c.session == row.id).values(session=other))
    _nobodys(connection, outcome, whose, nobody)
    for table in (layer, score):  # of an interview that has no results there may be scores of a replay
        connection.execute(delete(table).where(table.c.session.in_(ids)))


def _nobodys(connection: Connection, outcome: Table, whose: Sequence[str], nobody: str) -> None:
    mine = outcome.c.candidate.in_(whose)
    rows = connection.execute(select(outcome).where(mine)).all()
    connection.execute(delete(outcome).where(mine))
    kept = {(row.stage, _month(row.at_s)): row.passed for row in rows}
    if kept:
        values = [
            {"candidate": nobody, "stage": stage, "at_s": at_s, "passed": passed}
            for (stage, at_s), passed in kept.items()
        ]
        connection.execute(insert(outcome), values)


def _month(at_s: int | None) -> int | None:
    """Return the start of the month in which a moment lies."""
    if at_s is None or at_s == NO_DATE:
        return at_s
    try:
        at = datetime.fromtimestamp(at_s, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return int(at.replace(day=1, hour=0, minute=0, second=0, microsecond=0).timestamp())


def _other_id() -> str:
    return f"{ANONYMOUS}-{''.join(secrets.choice(_LETTERS) for _ in range(10))}"
