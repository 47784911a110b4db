"""What a person may ask of whoever kept something about them: all of it to read, or all of it gone.

Everything under the data folder is looked through, whatever its name: databases of any age (backups, copies from before
an upgrade, damaged ones moved aside), reports, rescued interviews, sound, earlier packs.
"""

from __future__ import annotations

import glob
import json
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interview_desk import paths
from interview_desk.domain.listing import PersonLine
from interview_desk.errors import DeskError, UsageError
from interview_desk.storage import cipher
from interview_desk.storage.files import file_of, is_there
from interview_desk.storage.lease import leased_in

if TYPE_CHECKING:
    from interview_desk.storage.index import Listed
    from interview_desk.storage.journal import Journal

NOBODY: Final = frozenset({"", "candidate"})
"""Names that nobody has: who was given none."""
PACK_ABOUT: Final = "about.json"

_BESIDE = ("-wal", "-shm", "-journal")
_REPORT = re.compile(
    r"(?P<name>.*?)(?:, |^)(?:interview feedback|scorecard|debrief|interview briefing)(?:, (?P<at>.{15}))?\."
)
_LIBRARY = ("question_banks", "rubrics")
# A laptop may have been in another time zone when the name was made.
_NEAR = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Person:
    """Who is meant: the names they have in lists, as names are compared; or, for who has none, the interviews."""

    shown: str
    names: frozenset[str]
    sessions: tuple[str, ...]
    began: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Remains:
    """What there is of a person: in words for each kind, and the files that are wholly theirs."""

    lines: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    databases: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines)


@dataclass(frozen=True, slots=True)
class Due:
    """An interview that was to be kept until `until`, and no longer."""

    session: str
    candidate: str
    kit: str
    at: datetime
    until: datetime


class People:
    """Everything that is kept: the database, the data folder, where backups go, and the team's database if any."""

    def __init__(self, data: Path, database: str, backups: Path, team: str = "") -> None:
        self.data = data
        self.database = database
        self.backups = backups
        self.team = team

    def find(self, who: str) -> Person:
        """Return the person of a name, or whoever a session was with; raises UsageError where there is nobody."""
        from interview_desk.storage.erasing import same_name

        rows = self.listed()
        name = same_name(who)
        if one := [row for row in rows if row.id == who.strip().lower()]:
            alone = sum(same_name(row.candidate) == same_name(one[0].candidate) for row in rows) == 1
            names = {same_name(one[0].candidate)} - NOBODY if alone else frozenset[str]()
            return Person(one[0].candidate, frozenset(names), (one[0].id,), _times(one))
        if name not in NOBODY:
            mine = [row for row in rows if same_name(row.candidate) == name]
            shown = " ".join((mine[0].candidate if mine else who).split())
            person = Person(shown, frozenset({name}), tuple(sorted(row.id for row in mine)), _times(mine))
            if mine or self.remains(person):
                return person
        near = get_close_matches(name, {same_name(row.candidate): row for row in rows} if rows else {}, 1)
        named = next(
            (" ".join(row.candidate.split()) for row in rows if near and same_name(row.candidate) == near[0]), ""
        )
        remedy = f"did you mean “{named}”?" if named else "name a candidate, or the id of a session"
        raise UsageError(f"Nothing is kept of “{who}”", "no interview has that candidate", remedy)

    def listed(self) -> list[Listed]:
        """Return every interview that is kept, newest first."""
        if not is_there(self.database):
            return []
        with closing(self._journal()) as journal:
            return journal.sessions()

    def remains(self, person: Person) -> Remains:
        """Return what there is of a person, without changing anything."""
        from interview_desk.storage.erasing import traces

        found = _Found(self.data)
        main = file_of(self.database)
        if is_there(self.database):
            with closing(self._journal()) as journal, journal.engine.connect() as connection:
                there = traces(connection, person.names, person.sessions)
            if there.sessions:
                found.lines.append(f"{_some(len(there.sessions), 'interview')}: {', '.join(there.sessions)}")
            if there.results:
                found.lines.append(f"{_some(len(there.results), 'row')} of results")
            if there.outcomes:
                found.lines.append(_some(there.outcomes, "later result"))
        for path in self._files():
            if path != main and not path.name.endswith(_BESIDE):
                self._look_at(path, person, found)
        for id in person.sessions:
            if (folder := paths.audio_dir(self.data, id)).is_dir():
                found.add("sound", folder)
            if (rescued := Path(tempfile.gettempdir()) / f"{id}.desk").is_file():
                found.add("a rescued interview", rescued)
        return Remains(tuple(found.lines), tuple(found.files), tuple(found.databases))

    def erase(self, person: Person, now: datetime, *, keep_results: bool = True) -> list[str]:
        """Erase a person; return what is left of them and where, which is nothing where all went well.

        `keep_results` keeps results in anonymous form. Raises StorageError where an interview of theirs is being
        written to, or a database can't be reached, the team's among them; then nothing was changed here.
        """
        from interview_desk.storage.erasing import erase, erase_from_server, scrub
        from interview_desk.storage.trouble import told

        remains = self.remains(person)
        copied = {id for path in remains.databases for id in _sessions_in(path, person)}
        gone = tuple(sorted({*person.sessions, *copied}))
        left: list[str] = []
        if is_there(self.database):
            with ExitStack() as held, told("Nobody was erased"):
                journal = held.enter_context(closing(self._journal()))
                for id in person.sessions:
                    held.enter_context(journal.lease(id))
                if self.team:
                    erase_from_server(self.team, person.names, gone, now, keep_results=keep_results)
                erase(journal.engine, person.names, gone, now, keep_results=keep_results)
                if not scrub(journal.engine):
                    left.append("The log beside the database is in use: close other windows, and erase once more.")
        for path in remains.databases:
            if leased_in(path):  # a database of its own, in which an interview goes on
                left.append(f"{path} is being written to: close that window, and erase once more.")
            elif path.exists() and not _erased_from(path, person, now, keep_results=keep_results):
                left += _dropped(path)  # too damaged to take anything out of it
        for path in remains.files:
            left += _dropped(path)
        return left + self.still_named(person)

    def still_named(self, person: Person) -> list[str]:
        """Return where a name is still to be read, a sentence each: such as in the notes on somebody else."""
        if not person.names:
            return []
        names = {person.shown, *person.names}
        library = [self.data / name for name in _LIBRARY]  # a question may have anybody's name in it
        return [
            f"{path} still has the name in it{self._where(path, names)}."
            for path in self._files()
            if not any(path.is_relative_to(folder) for folder in library) and _is_named_in(path, names)
        ]

    def due(self, months: int, now: datetime) -> list[Due]:
        """Return the interviews that were to be kept for so many months and no longer, the oldest first."""
        return self._due_of(self.listed(), months, now)

    def _due_of(self, rows: Sequence[Listed], months: int, now: datetime) -> list[Due]:
        if months <= 0:
            return []
        found = [Due(row.id, row.candidate, row.kit_title, _at(row), _months_later(_at(row), months)) for row in rows]
        return sorted((it for it in found if it.until <= now), key=lambda it: it.at)

    def lines(self, months: int, now: datetime) -> list[PersonLine]:
        """Return everybody of whom an interview is kept, those first who are due, then by name."""
        from interview_desk.storage.erasing import same_name

        rows = self.listed()
        due = {it.session for it in self._due_of(rows, months, now)}
        groups: dict[str, list[Listed]] = {}
        for row in rows:
            name = same_name(row.candidate)
            groups.setdefault(row.id if name in NOBODY else name, []).append(row)
        found = [
            PersonLine(
                mine[0].id if same_name(mine[0].candidate) in NOBODY else " ".join(mine[0].candidate.split()),
                " ".join(mine[0].candidate.split()) or "Candidate",
                len(mine),
                max(_at(row) for row in mine),
                sum(row.id in due for row in mine),
            )
            for mine in groups.values()
        ]
        return sorted(found, key=lambda it: (not it.due, same_name(it.name), it.key))

    def copies(self) -> list[Path]:
        """Return every other database in the data folder and among the backups, encrypted or not."""
        main = file_of(self.database)
        found = []
        for path in self._files():
            with path.open("rb") as file:
                head = file.read(len(cipher.MAGIC))
            if path != main and (head == cipher.MAGIC or cipher.is_encrypted(path)):
                found.append(path)
        return found

    def persons_of(self, due: Sequence[Due]) -> list[Person]:
        """Return who the interviews that are due were with: whole persons where nothing younger is kept of them."""
        from interview_desk.storage.erasing import same_name

        rows = {row.id: row for row in self.listed()}
        ids = {it.session for it in due}
        younger = {same_name(row.candidate) for row in rows.values() if row.id not in ids}
        persons = []
        for name in sorted({same_name(it.candidate) for it in due}):
            mine = [rows[it.session] for it in due if same_name(it.candidate) == name and it.session in rows]
            names = frozenset({name} - NOBODY) if name not in younger else frozenset[str]()
            persons.append(Person(mine[0].candidate, names, tuple(row.id for row in mine), _times(mine)))
        return persons

    def _journal(self) -> Journal:
        from interview_desk.storage.journal import open_journal

        return open_journal(self.database, create=False)

    def _where(self, path: Path, names: Iterable[str]) -> str:
        """Return in words in which interviews of the database a name is: those with somebody else."""
        if path != file_of(self.database):
            return ""
        with closing(self._journal()) as journal:
            mentions = sorted(
                row.id
                for row in journal.sessions()
                if any(
                    re.search(rf"\b{re.escape(it)}\b", text, re.IGNORECASE)
                    for it in names
                    for text in _texts(journal, row.id)
                )
            )
        return f", in the interview{'' if len(mentions) == 1 else 's'} {', '.join(mentions)}" if mentions else ""

    def _files(self) -> Iterator[Path]:
        """Return every file under the data folder, and backups and copies of the database where those are elsewhere."""
        main = file_of(self.database)
        if main is not None and not main.absolute().is_relative_to(self.data.absolute()):
            yield from sorted(path for path in main.parent.glob(f"{glob.escape(main.name)}*") if path.is_file())
        folders = [self.data]
        if not self.backups.absolute().is_relative_to(self.data.absolute()):
            folders.append(self.backups)
        for folder in folders:
            for place, _, names in os.walk(folder):
                for name in sorted(names):
                    path = Path(place) / name
                    if path.is_file() and not path.is_symlink():
                        yield path

    def _look_at(self, path: Path, person: Person, found: _Found) -> None:
        """Put a file on the list where it is theirs, or has them in it."""
        with path.open("rb") as file:
            head = file.read(len(cipher.MAGIC))
        if head == cipher.MAGIC or cipher.is_encrypted(path) or (".damaged" in path.name and path.suffix != ".txt"):
            if _is_in(path, person):
                found.databases.append(path)
                found.lines.append(f"a copy of the database: {found.shown(path)}")
        elif path.suffix == ".desk" and _is_bundle_of(path, person):
            found.add("a rescued interview", path)
        elif path.suffix == ".zip" and _is_pack_of(path, person):
            found.add("an access pack", path)
        elif path.parent == paths.reports_dir(self.data) and _is_report_of(path.name, person):
            found.add("a report", path)


@dataclass(slots=True)
class _Found:
    data: Path
    lines: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    databases: list[Path] = field(default_factory=list)

    def add(self, what: str, path: Path) -> None:
        self.files.append(path)
        self.lines.append(f"{what}: {self.shown(path)}")

    def shown(self, path: Path) -> str:
        """Return where a file is, within the data folder where it is in there."""
        return str(path.relative_to(self.data) if path.is_relative_to(self.data) else path)


def _texts(journal: Journal, session: str) -> list[str]:
    from interview_desk.storage.codec import encode

    return [encode(entry.event)[2] for entry in journal.salvage(session)[0]]


def _at(row: Listed) -> datetime:
    return row.ended_at or row.started_at or row.created_at


def _times(rows: Sequence[Listed]) -> tuple[datetime, ...]:
    return tuple(at for row in rows for at in (row.created_at, row.started_at) if at is not None)


def _is_in(path: Path, person: Person) -> bool:
    """Whether a database has anything of a person; one that can't be read is searched for their name and sessions."""
    from interview_desk.storage.erasing import traces_in

    try:
        if traces_in(path, person.names, person.sessions):
            return True
    except DeskError:
        pass
    return ".damaged" in path.name and _is_named_in(path, {person.shown, *person.names, *person.sessions})


def _sessions_in(path: Path, person: Person) -> tuple[str, ...]:
    """Return which interviews of a person a copy of the database has, as far as it can be read."""
    from interview_desk.storage.erasing import traces_in

    try:
        return traces_in(path, person.names, person.sessions).sessions
    except DeskError:
        return ()


def _erased_from(path: Path, person: Person, now: datetime, *, keep_results: bool) -> bool:
    """Erase a person from a copy of the database; whether that could be done, and they are gone."""
    from interview_desk.storage.erasing import erase_from

    if path.suffix == ".jsonl":  # what was left of interviews in a damaged database, an entry a line
        words = {person.shown, *person.names, *person.sessions}
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join(line for line in lines if not _names_in(line, words)))
        return True
    try:
        erase_from(path, person.names, person.sessions, now, keep_results=keep_results)
    except DeskError:
        return False
    return not _is_in(path, person)


def _is_bundle_of(path: Path, person: Person) -> bool:
    from interview_desk.domain.events import Opened
    from interview_desk.storage.bundle import read_bundle
    from interview_desk.storage.erasing import same_name

    if path.stem in person.sessions:
        return True
    try:
        bundle = read_bundle(path)
    except DeskError:
        return False
    opened = bundle.entries[0].event
    theirs = isinstance(opened, Opened) and same_name(opened.candidate) in person.names
    return theirs or bundle.session in person.sessions


def _is_pack_of(path: Path, person: Person) -> bool:
    from interview_desk.storage.erasing import same_name

    try:
        with zipfile.ZipFile(path) as pack:
            about = json.loads(pack.read(PACK_ABOUT))
        name, sessions = same_name(about["candidate"]), about["sessions"]
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError):
        return False
    return name in person.names or bool({*sessions} & {*person.sessions})


def _is_report_of(name: str, person: Person) -> bool:
    """Whether a report's name, such as `Ada, scorecard, 2026-11-23 0905.pdf`, is that of one on this person."""
    from interview_desk.reports.exporter import safe_name
    from interview_desk.storage.erasing import same_name

    if (found := _REPORT.match(name)) is None:
        return False
    whose = same_name(found["name"])
    if whose in {same_name(safe_name(it)) for it in person.names}:
        return True
    if whose != same_name(safe_name(person.shown)) or found["at"] is None:
        return False
    try:
        at = datetime.strptime(found["at"], "%Y-%m-%d %H%M").replace(tzinfo=UTC)
    except ValueError:
        return False
    return any(abs(at - began) < _NEAR for began in person.began)


def _is_named_in(path: Path, names: Iterable[str]) -> bool:
    try:
        return _names_in(path.read_bytes(), names)
    except OSError:
        return False


def _names_in(content: bytes, names: Iterable[str]) -> bool:
    """Whether one of these names is in a file's content, as words of their own, in capitals or not."""
    content = content.lower()
    forms = {form for name in names for form in (name, name.casefold(), json.dumps(name)[1:-1])}
    needles = [re.escape(form.encode("utf-8", "surrogatepass").lower()) for form in forms if len(form) > 1]
    return any(re.search(rb"(?<![a-z0-9])" + needle + rb"(?![a-z0-9])", content) for needle in needles)


def _dropped(path: Path) -> list[str]:
    """Delete a file with what lies beside it, or a folder; return a sentence where that fails."""
    try:
        if path.is_dir():
            shutil.rmtree(path)
            return []
        for beside in (*(path.with_name(path.name + it) for it in _BESIDE), path):
            beside.unlink(missing_ok=True)
    except OSError as error:
        return [f"{path} was not deleted: {error.strerror or error}; delete it yourself."]
    return []


def _months_later(at: datetime, months: int) -> datetime:
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    for day in range(at.day, 27, -1):
        try:
            return at.replace(year=year, month=month + 1, day=day)
        except ValueError:  # a shorter month
            continue
    return at.replace(year=year, month=month + 1, day=min(at.day, 28))


def _some(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
