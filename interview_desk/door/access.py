"""Everything that is kept about one person, as one file they can read: a zip of texts, reports and sound."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_desk import paths
from interview_desk.domain import shape
from interview_desk.domain.events import Opened
from interview_desk.domain.log import Entry
from interview_desk.domain.record import record
from interview_desk.domain.state import State, fold
from interview_desk.domain.timing import clock_text
from interview_desk.door.people import PACK_ABOUT, People, Person
from interview_desk.errors import DeskError, StorageError
from interview_desk.storage.files import is_there

if TYPE_CHECKING:
    from interview_desk.storage.journal import Journal

_READ_ME = """\
What is kept about {name}
=========================

Made on {day} with Interview Desk. For each interview there is a folder with

  interview.txt       everything that was recorded, in order, with the time; what was taken back is there and marked
  record.json         the same as it stood at the end, for a program
  entries.jsonl       every entry exactly as it is kept
  feedback.html       the feedback report, where the interview was finished
  half-typed.txt      a note that was being typed, where there is one
  audio/              the sound, where it was recorded

and beside them

  figures.json        what is kept for figures across interviews: times, hints, scores, later results, reviews
  reports/            reports that were written on this machine

{copies}
"""


def write_pack(people: People, person: Person, file: Path, now: datetime) -> Path:
    """Write everything about a person to a new file, readable by its owner only; return it.

    Raises StorageError where it can't be written, or a journal can't be read; then there is no such file.
    """
    what = f"The pack about {person.shown} was not written to {file}"
    if file.exists():
        raise StorageError(what, "there is a file of that name", "name another, or move that one away")
    part = file.with_name(f"{file.name}.part")
    try:
        handle = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as written:
            with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as pack:
                _fill(pack, people, person, now)
            written.flush()
            os.fsync(written.fileno())
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        why = error.strerror or type(error).__name__
        raise StorageError(what, why, "name a file in a folder that can be written to") from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return file


def pack_into(folder: Path, people: People, who: str, now: datetime) -> Path:
    """Write everything about whoever `People.find` finds into a folder, under a name made for it; as `write_pack`."""
    from interview_desk.reports.exporter import safe_name
    from interview_desk.storage.copying import free_name

    person = people.find(who)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StorageError("The pack was not written", str(error), f"make {folder} writable") from error
    name = f"{safe_name(person.shown) or 'Candidate'}, all that is kept, {now.astimezone():%Y-%m-%d %H%M}.zip"
    return write_pack(people, person, free_name(folder / name), now)


def _fill(pack: zipfile.ZipFile, people: People, person: Person, now: datetime) -> None:
    about = {"access_pack": 1, "candidate": person.shown, "sessions": list(person.sessions), "made_at": now.isoformat()}
    pack.writestr(PACK_ABOUT, _json(about))
    remains = people.remains(person)
    copies = [f"  {path.name}" for path in remains.databases]
    words = "Copies of the same are in backups:\n\n" + "\n".join(copies) if copies else ""
    pack.writestr("READ ME.txt", _text([_READ_ME.format(name=person.shown, day=f"{now:%Y-%m-%d}", copies=words)]))
    if is_there(people.database):
        from interview_desk.storage.erasing import rows_about
        from interview_desk.storage.journal import open_journal

        with closing(open_journal(people.database, create=False)) as journal:
            for id in person.sessions:
                _session(pack, people.data, journal, id)
            with journal.engine.connect() as connection:
                rows = rows_about(connection, person.names, person.sessions)
        pack.writestr("figures.json", _json(rows))
    for path in remains.files:
        if path.parent == paths.reports_dir(people.data):
            pack.write(path, f"reports/{path.name}")


def _session(pack: zipfile.ZipFile, data: Path, journal: Journal, id: str) -> None:
    from interview_desk import reports
    from interview_desk.insights.recommendation import recommend
    from interview_desk.storage.bundle import line_of

    entries = journal.read(id)
    state = fold(entries)
    draft = journal.draft(id)
    pack.writestr(f"{id}/interview.txt", _text(_told(id, entries, state)))
    made = recommend(state)
    whole = record(id, state, state.offset_ms, state.phase, made.as_json() if made is not None else None)
    pack.writestr(f"{id}/record.json", _json(whole))
    pack.writestr(f"{id}/entries.jsonl", b"".join(map(line_of, entries)))
    if draft is not None and draft.text:
        pack.writestr(f"{id}/half-typed.txt", _text([draft.text]))
    if state.phase == "ended":
        try:
            pack.writestr(f"{id}/feedback.html", reports.render(state, "candidate", "html"))
        except DeskError as error:  # a character that no page can show: the text has it
            pack.writestr(f"{id}/feedback.txt", _text([str(error)]))
    folder = paths.audio_dir(data, id)
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and not path.is_symlink():
            pack.write(path, f"{id}/audio/{path.relative_to(folder).as_posix()}")


def _told(id: str, entries: list[Entry], state: State) -> Iterable[str]:
    """Yield every entry as a line a person can read, what was taken back among them."""
    from interview_desk.storage.codec import kind_of

    opened = state.opened
    yield f"Interview {id}"
    yield f"Candidate: {opened.candidate}   Interviewer: {opened.interviewer}   Level: {opened.level}"
    yield f"Kit: {opened.kit.title} ({opened.kit.role})"
    yield f"Prepared: {_day(state.prepared_at)}   Begun: {_day(state.started_at)}   Ended: {_day(state.ended_at)}"
    yield ""
    for entry in entries:
        if isinstance(entry.event, Opened):
            continue
        kind = kind_of(type(entry.event)).replace("-", " ").capitalize()
        said = "; ".join(
            f"{name.replace('_', ' ')}: {_said(value)}" for name, value in shape.write(entry.event).items()
        )
        undone = "  [taken back]" if entry.seq in state.withdrawn else ""
        yield f"{entry.seq:>5}  {clock_text(entry.offset_ms):>6}  {kind}{' – ' if said else ''}{said}{undone}"


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return str(value) if value not in ("", None) else "none"


def _day(at: datetime | None) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if at is not None else "not"


def _text(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _json(data: Any) -> bytes:
    text = json.dumps(
        data, ensure_ascii=False, indent=2, default=lambda it: it.hex() if isinstance(it, bytes) else str(it)
    )
    return (text + "\n").encode("utf-8", "replace")
