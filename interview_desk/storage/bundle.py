"""A session as one file, `*.desk`: written so that the same session gives the same bytes, read trusting nothing.

A bundle is an archive of `events.jsonl`, the session's reviews, `reviews/*.jsonl`, and its recording, `audio/…`, which
an anonymous one never has. What is refused is refused before anything is written, each with its own reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from interview_desk.domain import events as e
from interview_desk.domain.log import Entry
from interview_desk.domain.pieces import is_piece_name
from interview_desk.domain.review import ReviewEntry
from interview_desk.domain.script import Place
from interview_desk.domain.state import fold
from interview_desk.errors import StorageError
from interview_desk.storage import archive
from interview_desk.storage.anonymous import anonymous, other_id
from interview_desk.storage.archive import LATEST_OFFSET, entry_lines, refused
from interview_desk.storage.chain import stamp
from interview_desk.storage.codec import VERSIONS, encode, revive
from interview_desk.storage.erasing import tombstones
from interview_desk.storage.journal import Journal
from interview_desk.storage.names import Overwritten, is_session_id
from interview_desk.storage.review_lines import LARGEST_REVIEW, REVIEW, from_lines, review_of, to_lines
from interview_desk.storage.reviews import Reviews

SUFFIX: Final = ".desk"
EVENTS: Final = "events.jsonl"

LARGEST_FILE: Final = archive.LARGEST_FILE
LARGEST_EVENTS: Final = 128 * 2**20

_AUDIO = re.compile(r"audio/[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle holds: a session's id, entries and reviews, and the names of the parts that are not taken over."""

    session: str
    entries: list[Entry]
    anonymous: bool = False
    left_out: tuple[str, ...] = ()
    reviews: Mapping[str, list[ReviewEntry]] = field(default_factory=dict)
    sound: Mapping[str, bytes] = field(default_factory=dict)
    """The pieces of the recording that the log names, by their names there."""


ReadSound = Callable[[str, tuple[str, ...]], Mapping[str, bytes]]
"""Takes a session's id and the names of pieces; returns those that there are."""
KeepSound = Callable[[str, Mapping[str, bytes]], None]
"""Takes a session's id and pieces of its recording, to keep them."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: `added` entries and `reviewed` reviews are new, none where all was there already."""

    session: str
    added: int
    left_out: tuple[str, ...] = ()
    reviewed: int = 0


def export(
    journal: Journal,
    ref: str,
    file: Path,
    *,
    hide_names: bool = False,
    scores: bool = False,
    sound: ReadSound | None = None,
) -> Path:
    """Write a session to a file, in place of one of that name; with `hide_names`, as `storage.anonymous` says.

    What others said of it and its recording go with it, unless names are hidden: a voice tells whose it is.

    Raises UsageError for an unknown session, StorageError where the journal is damaged or the file can't be written.
    """
    session = journal.find(ref)
    entries = journal.read(session)
    reviews = dict(Reviews(journal.engine).of(session)) if not hide_names else {}
    pieces: Mapping[str, bytes] = {}
    if hide_names:
        session, entries = anonymous(session, entries, scores=scores)
    elif sound is not None and (names := _piece_names(entries)):
        pieces = sound(session, names)
    return archive.save(file, pack(session, entries, hide_names=hide_names, reviews=reviews, sound=pieces))


def import_bundle(journal: Journal, file: Path, keep_sound: KeepSound | None = None) -> Imported:
    """Add the session in a bundle to a journal, in one commit, then its reviews; what is there already changes nothing.

    Its recording is kept last, but for what was erased here meanwhile.

    Raises UsageError where there is no such file; StorageError where the bundle is refused, where the session or a
    review here says something else, or where somebody is writing to it.
    """
    bundle = read_bundle(file)
    if (erased_at := tombstones(journal.engine).get(bundle.session)) is not None:
        why = f"session {bundle.session} was erased here on {erased_at[:10]}"
        raise StorageError(f"{file.name} can't be imported", why, "nothing was changed")
    return add(journal, bundle, keep_sound)


def add(journal: Journal, bundle: Bundle, keep_sound: KeepSound | None = None) -> Imported:
    """Add what a bundle holds to a journal; as `import_bundle`."""
    known = {row.id: row.last_seq for row in journal.sessions() if row.id == bundle.session}
    before = known.get(bundle.session, 0)
    reviews = Reviews(journal.engine)
    try:
        reviews.expect_same(bundle.reviews)
        with journal.lease(bundle.session):
            journal.extend(bundle.session, bundle.entries)
    except Overwritten as error:
        why, remedy = "it is kept here with other entries", "nothing was changed; find out which of the two is right"
        raise StorageError(f"Session {bundle.session} can't be imported", why, remedy) from error
    reviewed = reviews.keep_all(bundle.reviews)
    if keep_sound is not None and bundle.sound:
        standing = _piece_names(journal.read(bundle.session))
        keep_sound(bundle.session, {name: it for name, it in bundle.sound.items() if name in standing})
    return Imported(bundle.session, max(0, len(bundle.entries) - before), bundle.left_out, reviewed)


def pack(
    session: str,
    entries: Sequence[Entry],
    *,
    hide_names: bool = False,
    reviews: Mapping[str, Sequence[ReviewEntry]] | None = None,
    sound: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a bundle's bytes; the same entries give the same bytes."""
    lines = b"".join(line_of(entry) for entry in entries)
    if len(lines) > LARGEST_EVENTS:
        raise StorageError(f"Session {session} can't be exported", "it is larger than a bundle may be", "")
    parts = {EVENTS: lines, **{f"reviews/{id}.jsonl": to_lines(log) for id, log in sorted((reviews or {}).items())}}
    parts |= {f"audio/{name}": content for name, content in sorted((sound or {}).items())}
    if sound and (sum(map(len, parts.values())) > LARGEST_FILE - archive.SMALL or len(parts) > archive.MOST_PARTS - 2):
        why, remedy = "its recording is larger than a bundle may be", "export it with --anonymous, which leaves it out"
        raise StorageError(f"Session {session} can't be exported", why, remedy)
    return archive.packed({"session": session, "anonymous": hide_names}, parts)


def read_bundle(file: Path) -> Bundle:
    """Return what a bundle holds, once everything in it has been checked."""
    what = f"{file.name} can't be imported"
    return unpack(archive.read_file(file, what, SUFFIX, LARGEST_FILE), what)


def unpack(data: bytes, what: str = "The bundle can't be imported") -> Bundle:
    """Return what a bundle's bytes hold; `what` begins the refusal."""
    manifest, parts = archive.checked(data, what, [EVENTS], _limit_of)
    session = manifest.get("session")
    if not isinstance(session, str) or not is_session_id(session):
        raise refused(what, f"{archive.MANIFEST} names no session that could be")
    entries = _entries(parts[EVENTS], what)
    opened = entries[0].event
    assert isinstance(opened, e.Opened)
    about = {session, other_id(session)}
    reviews = {
        review_of(name): from_lines(content, name, what, about, opened.kit.rubric)
        for name, content in sorted(parts.items())
        if REVIEW.fullmatch(name)
    }
    hides_names = manifest.get("anonymous") is True
    names = () if hides_names else _piece_names(entries)
    sound = {name: parts[f"audio/{name}"] for name in names if f"audio/{name}" in parts}
    taken = {EVENTS, *(f"audio/{name}" for name in sound)}
    left_out = tuple(sorted(name for name in parts if name not in taken and not REVIEW.fullmatch(name)))
    return Bundle(session, entries, hides_names, left_out, reviews, sound)


def _piece_names(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return the names of the pieces that a session's recording has."""
    return tuple(piece.file for piece in fold(entries).pieces)


def _limit_of(name: str) -> int | None:
    if name == EVENTS:
        return LARGEST_EVENTS
    if REVIEW.fullmatch(name):
        return LARGEST_REVIEW
    return archive.LARGEST_INSIDE if _AUDIO.fullmatch(name) else None


def line_of(entry: Entry) -> bytes:
    """Return an entry as a line of JSON."""
    return archive.line(entry.seq, entry.offset_ms, stamp(entry.at), *encode(entry.event))


def _entries(content: bytes, what: str) -> list[Entry]:
    """Return the entries of `events.jsonl`, where they are a log that could have been written here."""
    entries: list[Entry] = []
    for where, seq, offset_ms, at, kind, version, body in entry_lines(content, EVENTS, VERSIONS, what):
        if entries and offset_ms < entries[-1].offset_ms:
            raise refused(what, f"{where}: its time runs backwards")
        if (kind == "opened") != (seq == 1):
            raise refused(what, f"{where}: a session is opened once, by its first entry")
        try:
            entries.append(Entry(seq, offset_ms, at, revive(kind, version, body)))
        except (StorageError, RecursionError) as error:
            why = error.why if isinstance(error, StorageError) else "its body is nested too deep"
            raise refused(what, f"{where}: {why}") from error
    if not entries:
        raise refused(what, f"{EVENTS} is empty")
    _look_through(entries, what)
    try:
        fold(entries)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:
        raise refused(what, f"{EVENTS} is no interview that could have been") from error
    return entries


def _look_through(entries: Sequence[Entry], what: str) -> None:
    """Refuse what each entry alone can't tell: places that the kit doesn't have, and what is undone before it is."""
    opened = entries[0].event
    assert isinstance(opened, e.Opened)
    sections = {place.section for place in opened.kit.places()}
    for entry in entries[1:]:
        where = f"{EVENTS}, line {entry.seq}"
        match entry.event:
            case e.LayerReached(question, layer) | e.DirectionChanged(question, layer):
                if opened.kit.layer(Place("question", question, layer)) is None:
                    raise refused(what, f"{where}: the kit has no such layer")
            case e.SectionReached(section) if section not in sections:
                raise refused(what, f"{where}: the kit has no such section")
            case e.Retracted(seq) if not 1 < seq < entry.seq:
                raise refused(what, f"{where}: it undoes what had not happened")
            case e.PieceRecorded(name, from_ms) if not (is_piece_name(name) and 0 <= from_ms <= LATEST_OFFSET):
                raise refused(what, f"{where}: it names no piece of a recording")
            case e.NoteTaken(stamp_ms) if not 0 <= stamp_ms <= LATEST_OFFSET:
                raise refused(what, f"{where}: its time is no time of an interview")
