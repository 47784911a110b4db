"""Saving what can be read of a damaged database into a new one; the damaged file is moved aside, never changed.

An entry is taken over where its checksum proves it. Where one is lost in the midst of a session, its place is kept
(`EntryLost`), so that the others keep their numbers and what refers to them. What has no checksum (imported history,
half-typed notes) is taken over where SQLite can still read it.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, Table, select

from interview_desk.domain.events import EntryLost, Opened
from interview_desk.domain.log import Entry
from interview_desk.domain.state import fold
from interview_desk.errors import DeskError, StorageError
from interview_desk.storage import cipher, review_codec, schema, tables
from interview_desk.storage.care import check
from interview_desk.storage.carving import carve
from interview_desk.storage.chain import START, Row, moment, seal
from interview_desk.storage.codec import revive
from interview_desk.storage.copying import put_in_place
from interview_desk.storage.encrypting import encrypt
from interview_desk.storage.engine import writing
from interview_desk.storage.journal import Journal, open_journal
from interview_desk.storage.lease import leased_in
from interview_desk.storage.names import is_session_id
from interview_desk.storage.trouble import told

_HEADER = 100
_ROWS = {column.name: at for at, column in enumerate(tables.entry.columns)}


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came of it: how much stands in the new database, where the damaged one is, and what was not readable."""

    sessions: int
    entries: int
    aside: Path
    lost: tuple[str, ...]


@dataclass(slots=True)
class _Read:
    """What SQLite could still read: rows by table, the last entry each session should have, and what failed."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Session:
    """A session's entries, with a place kept for each that is lost; without its opening it can't be one any more."""

    id: str
    entries: list[Entry]
    lost: list[int]

    @property
    def is_whole_enough(self) -> bool:
        if not self.entries or not isinstance(self.entries[0].event, Opened):
            return False
        try:
            fold(self.entries)
        except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
            return False
        return True


def salvage(path: Path) -> Salvaged:
    """Put a new database in the place of a damaged one, with every session that can still be read and wasn't erased.

    The damaged file, and a list of what could not be read, stay beside it. Raises StorageError, and has then changed
    nothing, where the database is whole, newer, in use, or holds nothing that can be read.
    """
    what = f"The database {path} can't be salvaged"
    if not path.is_file():
        raise StorageError(what, "there is no such file", "name another with --database")
    if leased_in(path):
        raise StorageError(what, "a window of Interview Desk is writing to it", "close it first")
    with told(what), tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
        copy = Path(folder) / "damaged.db"
        for ending in ("", "-wal"):
            if (beside := path.with_name(path.name + ending)).exists():
                shutil.copyfile(beside, f"{copy}{ending}")
        if _is_whole(copy):
            raise StorageError(what, "it is not damaged", "nothing was changed")
        found = carve(copy)
        read = _read_rows(copy, what)
        erased = {row[0] for row in read.rows.get(tables.erased.name, [])}
        sessions = [
            _session(id, candidates, last) for id, candidates, last in _candidates(found, read) if id not in erased
        ]
        if not any(it.entries for it in sessions):
            raise StorageError(what, "no interview can be read in it", "it was left as it is; restore a backup")
        new = Path(folder) / "new.db"
        lost = _write(new, sessions, read)
        if cipher.is_encrypted(copy):
            encrypt(new)
        aside = put_in_place(new, path, "damaged")
        broken = [it for it in sessions if it.entries and not it.is_whole_enough]
        if broken:
            rest = aside.with_name(aside.name + ".rest.jsonl")
            _write_rest(rest, broken)
            lost += [
                f"Session {it.id}: its opening can't be read; what else it holds is in {rest.name}." for it in broken
            ]
        if lost:
            _write_private(aside.with_name(aside.name + ".txt"), "\n".join(lost) + "\n")
    kept = [it for it in sessions if it.is_whole_enough]
    return Salvaged(len(kept), sum(len(it.entries) - len(it.lost) for it in kept), aside, tuple(lost))


def _is_whole(copy: Path) -> bool:
    """Whether a database opens and has nothing wrong that a rebuild would not mend."""
    twin = copy.with_name("twin.db")
    for ending in ("", "-wal"):
        if (beside := copy.with_name(copy.name + ending)).exists():
            shutil.copyfile(beside, f"{twin}{ending}")
    try:
        with closing(open_journal(f"sqlite:///{twin}", create=False)) as journal:
            return not [problem for problem in check(journal.engine) if "db rebuild" not in problem]
    except DeskError as error:
        if "newer version" in error.why or "another program" in error.why:
            raise
        return False


def _read_rows(copy: Path, what: str) -> _Read:
    """Read what SQLite can still read of every table, with a sound header in the place of a damaged one."""
    read = _Read()
    try:
        connection = _opened(copy)
    except cipher.errors():
        _mend_header(copy)
        try:
            connection = _opened(copy)
        except cipher.errors():
            read.failed = [table.name for table in tables.METADATA.sorted_tables if table.name != tables.entry.name]
            return read
    with closing(connection):
        try:
            versions = [version for (version,) in connection.execute("SELECT version_num FROM alembic_version")]
        except cipher.errors():
            versions = []
        if versions and versions[0] not in schema.REVISIONS and str(versions[0]).isdecimal():
            why = f"a newer version of Interview Desk made it (schema {versions[0]}, this one knows {schema.HEAD})"
            raise StorageError(what, why, "update Interview Desk; the database was left as it was")
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in tables.METADATA.sorted_tables:
            if table.name in there:
                rows, whole = _rows_of(connection, table)
                read.rows[table.name] = rows
                if not whole:
                    read.failed.append(table.name)
            elif not versions or versions[0] == schema.HEAD:
                read.failed.append(table.name)
    return read


def _opened(copy: Path) -> Any:
    connection = cipher.unlock(copy) if cipher.is_encrypted(copy) else sqlite3.connect(copy)
    connection.text_factory = lambda raw: raw.decode(errors="surrogateescape")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except cipher.errors():
        connection.close()
        raise
    return connection


def _mend_header(copy: Path) -> None:
    """Give the copy the header that every database of this application has."""
    content = bytearray(copy.read_bytes())
    with tempfile.TemporaryDirectory(dir=copy.parent) as folder:
        with closing(sqlite3.connect(Path(folder) / "sound.db")) as sound:
            sound.execute("PRAGMA journal_mode = WAL")
            sound.execute("CREATE TABLE it (x)")
            sound.commit()
        header = bytearray((Path(folder) / "sound.db").read_bytes()[:_HEADER])
    size = int.from_bytes(header[16:18], "big")
    header[28:32] = (len(content) // size).to_bytes(4, "big")
    header[32:40] = bytes(8)  # free pages are of no interest
    content[:_HEADER] = header
    copy.write_bytes(content)


def _rows_of(connection: Any, table: Table) -> tuple[list[tuple[Any, ...]], bool]:
    """Return the rows that can be read, from the front and from the back, and whether that is all of them."""
    try:
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")}
    except cipher.errors():
        return [], False
    columns = [column.name for column in table.columns if column.name in there]
    query = f"SELECT {', '.join(columns)} FROM {table.name} ORDER BY "
    found: dict[tuple[Any, ...], None] = {}
    whole = False
    for direction in ("ASC", "DESC"):
        order = ", ".join(f"{column.name} {direction}" for column in table.primary_key.columns)
        try:
            for row in connection.execute(query + order):
                found[tuple(row)] = None
            whole = True
        except cipher.errors(OverflowError, MemoryError):
            continue
        break
    blank = {column.name: 0 if column.server_default is not None else None for column in table.columns}
    rows = [tuple({**blank, **dict(zip(columns, row, strict=True))}.values()) for row in found]
    fitting = [row for row in rows if all(map(_fits, table.columns, row))]
    return fitting, whole and len(fitting) == len(rows)


def _fits(column: Column[Any], value: Any) -> bool:
    """Whether a value could have been written into a column."""
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, LargeBinary):
        return isinstance(value, bytes)
    if isinstance(column.type, Boolean):
        return value in (0, 1)
    if isinstance(column.type, Integer):
        return isinstance(value, int)
    if isinstance(column.type, Float):
        return isinstance(value, int | float)
    return isinstance(value, str) and _is_text(value)


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _candidates(found: Any, read: _Read) -> Iterable[tuple[str, dict[int, list[Row]], int]]:
    """Yield for every session the rows there are for each of its numbers, and its last number where that is known."""
    rows: dict[str, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for id, by_number in found.items():
        for seq, some in by_number.items():
            # Reviews are kept in rows of the same shape; those come with their table.
            if own := [row for row in some if row[3] not in review_codec.KINDS]:
                rows[id][seq].extend(own)
    for session_id, *columns in read.rows.get(tables.entry.name, []):
        row: Row = tuple(columns)  # `_fits` has looked at each
        if row not in rows[session_id][row[0]]:
            rows[session_id][row[0]].append(row)
    names = [column.name for column in tables.session.columns]
    id_at, last_at = names.index("id"), names.index("last_seq")
    lasts = {row[id_at]: row[last_at] for row in read.rows.get(tables.session.name, []) if is_session_id(row[id_at])}
    for id in sorted({*rows, *lasts}):
        yield id, rows[id], lasts.get(id, 0)


def _session(id: str, candidates: dict[int, list[Row]], last: int) -> _Session:
    """Return a session's proven entries; where one is lost, what is chained to it is proved by its row all the same."""
    entries: list[Entry] = []
    lost: list[int] = []
    before: set[bytes] = {START}
    proven = 0
    for seq in range(1, max([0, *candidates]) + 1):
        rows = candidates.get(seq, [])
        row = next((it for it in rows for previous in before if seal(id, it, previous) == it[6]), None)
        before = {row[6]} if row is not None else {it[6] for it in rows}
        if row is not None:
            # What this version doesn't know is refused, not lost: the words for it come from the codec.
            event = revive(row[3], row[4], json.loads(row[5]))
            entries.append(Entry(seq, row[1], moment(row[2]), event))
            proven = seq
        elif entries:
            entries.append(Entry(seq, entries[-1].offset_ms, entries[-1].at, EntryLost()))
            lost.append(seq)
        else:
            lost.append(seq)
    # Nothing is made of what stands behind the last proven entry: it may be from a page that was never committed.
    tail = [seq for seq in lost if seq > proven]
    if tail and entries:
        entries = [entry for entry in entries if entry.seq <= proven]
    return _Session(id, entries, [seq for seq in lost if seq < proven] + list(range(proven + 1, last + 1)))


def _write(new: Path, sessions: Sequence[_Session], read: _Read) -> list[str]:
    """Write the new database, check it, and return what could not be read, a sentence each."""
    lost: list[str] = []
    with closing(open_journal(f"sqlite:///{new}")) as journal:
        for it in sessions:
            if not it.is_whole_enough:
                if not it.entries:
                    lost.append(f"Session {it.id}: none of its entries can be read.")
                continue
            journal.extend(it.id, it.entries)
            if it.lost:
                lost.append(f"Session {it.id}: {_entries(it.lost)} can't be read.")
        lost += _copy_others(journal, read)
        lost += check(journal.engine)  # such as a review whose entries aren't all there: it is kept as it was found
    return lost


def _copy_others(journal: Journal, read: _Read) -> list[str]:
    """Take over what doesn't come from journals; what a journal gave already stays as it gave it."""
    with writing(journal.engine).begin() as connection:
        present = {tables.session.name: set(connection.execute(select(tables.session.c.id)).scalars())}
        for table in tables.METADATA.sorted_tables:
            if table in (tables.session, tables.entry):
                continue
            names = [column.name for column in table.columns]
            owners = [(names.index(key.parent.name), key.column.table.name) for key in table.foreign_keys]
            marks = ", ".join("?" * len(names))
            kept = present.setdefault(table.name, set())
            for row in read.rows.get(table.name, []):
                if any(row[at] is not None and row[at] not in present[owner] for at, owner in owners):
                    continue  # what it belongs to can't be read
                if table is tables.result_session and row[names.index("session_id")] is not None:
                    continue  # its journal says so, or nobody does
                statement = f"INSERT OR IGNORE INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
                connection.exec_driver_sql(statement, row)
                kept.add(row[0])
    said = {
        tables.draft.name: "Half-typed notes can't all be read.",
        tables.result_session.name: "Imported interviews can't all be read; import them again.",
        tables.result_layer.name: "Imported interviews' layers can't all be read; import them again.",
        tables.result_score.name: "Imported interviews' scores can't all be read; import them again.",
        tables.result_outcome.name: "Later results can't all be read; import them again.",
        tables.result_group.name: "Groups for the adverse-impact check can't all be read; import them again.",
    }
    known = (tables.session.name, tables.entry.name, tables.meta.name)
    return [said.get(name, f"The table {name} can't be read whole.") for name in read.failed if name not in known]


def _entries(numbers: Sequence[int]) -> str:
    """Return numbers in words: `its entries 3, 5 to 9`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    words = ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in spans)
    return f"its entry {words}" if len(numbers) == 1 else f"its entries {words}"


def _write_rest(file: Path, sessions: Sequence[_Session]) -> None:
    from interview_desk.storage.bundle import line_of

    lines = [
        json.dumps({"session": it.id, **json.loads(line_of(entry))}, ensure_ascii=False)
        for it in sessions
        for entry in it.entries
        if not isinstance(entry.event, EntryLost)
    ]
    _write_private(file, "\n".join(lines) + "\n")


def _write_private(file: Path, text: str) -> None:
    file.touch(mode=0o600)
    if sys.platform != "win32":
        file.chmod(0o600)
    file.write_text(text, "utf-8", "backslashreplace")
