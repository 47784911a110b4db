"""A session as one file, `*.desk`: written so that the same session gives the same bytes, read trusting nothing.

A bundle is a zip of `manifest.json` and `events.jsonl`; `audio/…` and `reviews/*.jsonl` may stand beside them and are
checked, but not taken over. What is refused is refused before anything is written, each with its own reason.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from interview_desk import __version__
from interview_desk.domain import events as e
from interview_desk.domain.log import Entry
from interview_desk.domain.script import Place
from interview_desk.domain.state import fold
from interview_desk.errors import StorageError, UsageError
from interview_desk.storage.anonymous import anonymous
from interview_desk.storage.chain import stamp
from interview_desk.storage.codec import KINDS, VERSIONS, encode, revive
from interview_desk.storage.erasing import tombstones
from interview_desk.storage.journal import Journal
from interview_desk.storage.names import is_session_id

SCHEMA: Final = 1
SUFFIX: Final = ".desk"
MANIFEST, EVENTS = "manifest.json", "events.jsonl"

LARGEST_FILE: Final = 256 * 2**20
"""The largest bundle that is read, in bytes, as it lies on the disk."""
LARGEST_MANIFEST: Final = 2**20
LARGEST_EVENTS: Final = 128 * 2**20
LARGEST_INSIDE: Final = 512 * 2**20
"""The most that all parts may come to, unpacked."""
MOST_PARTS: Final = 1_000
LONGEST_LINE: Final = 16 * 2**20
MOST_RATIO: Final = 200
"""How many times larger a part may be unpacked than packed, once it is larger than `SMALL`."""
SMALL: Final = 2**20
LATEST_OFFSET: Final = 2**40

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 2**18
_AUDIO = re.compile(r"audio/[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_REVIEW = re.compile(r"reviews/[A-Za-z0-9][A-Za-z0-9._-]{0,90}\.jsonl")
_KEYS = {"seq", "offset_ms", "at", "kind", "version", "body"}
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_AGAIN = "ask whoever sent it to export it again"
_UPDATE = "update Interview Desk and import it again"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle holds: a session's id and entries, and the names of the parts that are not taken over."""

    session: str
    entries: list[Entry]
    anonymous: bool = False
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: `added` entries are new, none where the session was there already."""

    session: str
    added: int
    left_out: tuple[str, ...] = ()


def export(journal: Journal, ref: str, file: Path, *, hide_names: bool = False) -> Path:
    """Write a session to a file, in place of one of that name; with `hide_names`, as `storage.anonymous` says.

    Raises UsageError for an unknown session, StorageError where the journal is damaged or the file can't be written.
    """
    session = journal.find(ref)
    entries = journal.read(session)
    if hide_names:
        session, entries = anonymous(session, entries)
    data = pack(session, entries, hide_names=hide_names)
    part = file.with_name(f"{file.name}.part")
    try:
        descriptor = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as written:
            written.write(data)
            written.flush()
            os.fsync(written.fileno())
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        why = error.strerror or str(error)
        raise StorageError(f"{file} can't be written", why, "name a file in a folder that can be written to") from error
    return file


def import_bundle(journal: Journal, file: Path) -> Imported:
    """Add the session in a bundle to a journal, in one commit; one that is there already changes nothing.

    Raises UsageError where there is no such file; StorageError where the bundle is refused, where the session here
    says something else, or where somebody is writing to it.
    """
    bundle = read_bundle(file)
    if (erased_at := tombstones(journal.engine).get(bundle.session)) is not None:
        why = f"session {bundle.session} was erased here on {erased_at[:10]}"
        raise StorageError(f"{file.name} can't be imported", why, "nothing was changed")
    known = {row.id: row.last_seq for row in journal.sessions() if row.id == bundle.session}
    before = known.get(bundle.session, 0)
    with journal.lease(bundle.session):
        journal.extend(bundle.session, bundle.entries)
    return Imported(bundle.session, max(0, len(bundle.entries) - before), bundle.left_out)


def pack(session: str, entries: Sequence[Entry], *, hide_names: bool = False) -> bytes:
    """Return a bundle's bytes; the same entries give the same bytes."""
    lines = b"".join(line_of(entry) for entry in entries)
    manifest = {
        "schema": SCHEMA,
        "application": __version__,
        "session": session,
        "anonymous": hide_names,
        "files": {EVENTS: {"sha256": hashlib.sha256(lines).hexdigest(), "bytes": len(lines)}},
    }
    if len(lines) > LARGEST_EVENTS:
        raise StorageError(f"Session {session} can't be exported", "it is larger than a bundle may be", "")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as bundle:
        _add(bundle, MANIFEST, (json.dumps(manifest, indent=2) + "\n").encode())
        _add(bundle, EVENTS, lines)
    return target.getvalue()


def read_bundle(file: Path) -> Bundle:
    """Return what a bundle holds, once everything in it has been checked."""
    what = f"{file.name} can't be imported"
    try:
        if not file.is_file():
            why = "it is a folder" if file.is_dir() else "there is no such file"
            raise UsageError(what, why, "name a file that ends in .desk")
        if file.stat().st_size > LARGEST_FILE:
            raise _refused(what, f"it is larger than the {LARGEST_FILE // 2**20} MB that a bundle may be", _AGAIN)
        data = file.read_bytes()
    except OSError as error:
        raise StorageError(what, error.strerror or str(error), "make it readable") from error
    return unpack(data, what)


def unpack(data: bytes, what: str = "The bundle can't be imported") -> Bundle:
    """Return what a bundle's bytes hold; `what` begins the refusal."""
    _look_at_end(data, what)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            parts = _parts(bundle, what)
            manifest = _manifest(_read(bundle, parts[MANIFEST], LARGEST_MANIFEST, what), what)
            files = _files(manifest, parts, what)
            texts = {}
            for name, (digest, size) in files.items():
                limit = LARGEST_EVENTS if name == EVENTS else LARGEST_INSIDE
                content = _read(bundle, parts[name], limit, what)
                if size is not None and size != len(content):
                    raise _refused(what, f"{name} is {len(content)} bytes long, its manifest says {size}", _AGAIN)
                if hashlib.sha256(content).hexdigest() != digest:
                    raise _refused(what, f"{name} is not what its manifest says: the SHA-256 differs", _AGAIN)
                if name == EVENTS:
                    texts[name] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, ValueError) as error:
        raise _refused(what, "it is damaged, or no bundle at all", _AGAIN) from error
    entries = _entries(texts[EVENTS], what)
    left_out = tuple(sorted(name for name in files if name != EVENTS))
    return Bundle(manifest["session"], entries, manifest.get("anonymous") is True, left_out)


def line_of(entry: Entry) -> bytes:
    """Return an entry as a line of JSON."""
    kind, version, body = encode(entry.event)
    head = f'"seq":{entry.seq},"offset_ms":{entry.offset_ms},"at":"{stamp(entry.at)}","kind":"{kind}"'
    return f'{{{head},"version":{version},"body":{body}}}\n'.encode()


def _add(bundle: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a part with nothing of this machine in it; stored where packed it would look like a bomb."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    packed = len(zlib.compress(content, 9)) * MOST_RATIO // 2
    bombs = len(content) > SMALL and len(content) > packed
    info.compress_type = zipfile.ZIP_STORED if bombs else zipfile.ZIP_DEFLATED
    bundle.writestr(info, content, compresslevel=9)


def _look_at_end(data: bytes, what: str) -> None:
    """Look at how much the table of contents claims before it is read: millions of names would fill the memory."""
    at = data.rfind(_END, max(0, len(data) - 65_557))
    if at < 0 or len(data) < at + 22:
        raise _refused(what, "it is damaged, or no bundle at all", _AGAIN)
    if data[max(0, at - 20) : at].startswith(_END_64):
        raise _refused(what, "it is larger than a bundle may be", _AGAIN)
    count, size = struct.unpack_from("<HI", data, at + 10)
    if count > MOST_PARTS or size > MOST_PARTS * 1_024:
        raise _refused(what, f"it has more than {MOST_PARTS} parts", _AGAIN)


def _parts(bundle: zipfile.ZipFile, what: str) -> dict[str, zipfile.ZipInfo]:
    """Return the parts by name, where every name and size is one that a bundle may have."""
    parts: dict[str, zipfile.ZipInfo] = {}
    for info in bundle.infolist():
        name = info.orig_filename
        if _leaves(name):
            raise _refused(what, f"its part {name!r} lies outside of the bundle", "don't trust who sent it")
        kind = stat.S_IFMT(info.external_attr >> 16)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise _refused(what, f"its part {name!r} is a link", "don't trust who sent it")
        if kind not in (0, stat.S_IFREG) or name.endswith("/"):
            raise _refused(what, f"its part {name!r} is no file", _AGAIN)
        if name in parts:
            raise _refused(what, f"its part {name!r} is there twice", _AGAIN)
        if info.flag_bits & 0x1:
            raise _refused(what, f"its part {name!r} is locked with a password", _AGAIN)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _refused(what, f"its part {name!r} is packed in a way that bundles are not", _AGAIN)
        if info.file_size > SMALL and info.file_size > MOST_RATIO * max(1, info.compress_size):
            raise _refused(what, f"its part {name!r} unpacks to more than {MOST_RATIO} times its size", _AGAIN)
        parts[name] = info
    if sum(info.file_size for info in parts.values()) > LARGEST_INSIDE:
        raise _refused(what, f"it unpacks to more than {LARGEST_INSIDE // 2**20} MB", _AGAIN)
    for needed in (MANIFEST, EVENTS):
        if needed not in parts:
            raise _refused(what, f"{needed} is missing", _AGAIN)
    return parts


def _leaves(name: str) -> bool:
    """Whether a name could lead out of the folder that it is unpacked into, on any system."""
    pieces = name.replace("\\", "/").split("/")
    return not name or "\0" in name or ":" in pieces[0] or pieces[0] == "" or ".." in pieces or "\\" in name


def _read(bundle: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, what: str) -> bytes:
    """Unpack a part, and stop as soon as it is larger than it may be, whatever it claims to be."""
    chunks: list[bytes] = []
    size = 0
    if info.file_size > limit:
        raise _refused(what, f"{info.filename} is larger than the {limit // 2**20} MB that it may be", _AGAIN)
    with bundle.open(info) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise _refused(what, f"{info.filename} is larger than the {limit // 2**20} MB that it may be", _AGAIN)
            chunks.append(chunk)
    return b"".join(chunks)


def _manifest(content: bytes, what: str) -> dict[str, Any]:
    manifest = _json(content, f"{what}", MANIFEST)
    if not isinstance(manifest, dict) or not _is_whole(manifest.get("schema")):
        raise _refused(what, f"{MANIFEST} does not say which schema it has", _AGAIN)
    if manifest["schema"] > SCHEMA:
        why = f"a newer version of Interview Desk made it (schema {manifest['schema']}, this one knows {SCHEMA})"
        raise _refused(what, why, _UPDATE)
    if manifest["schema"] < 1:
        raise _refused(what, f"{MANIFEST} names a schema that never was", _AGAIN)
    session = manifest.get("session")
    if not isinstance(session, str) or not is_session_id(session):
        raise _refused(what, f"{MANIFEST} names no session that could be", _AGAIN)
    return manifest


def _files(manifest: dict[str, Any], parts: dict[str, zipfile.ZipInfo], what: str) -> dict[str, tuple[str, int | None]]:
    """Return what the manifest says of each part, where it says so of every one and of nothing else."""
    listed = manifest.get("files")
    if not isinstance(listed, dict) or EVENTS not in listed:
        raise _refused(what, f"{MANIFEST} does not list {EVENTS}", _AGAIN)
    files: dict[str, tuple[str, int | None]] = {}
    for name, said in listed.items():
        if name != EVENTS and not _AUDIO.fullmatch(name) and not _REVIEW.fullmatch(name):
            raise _refused(what, f"{name!r} is no part that a bundle has", _AGAIN)
        digest, size = (said.get("sha256"), said.get("bytes")) if isinstance(said, dict) else (None, None)
        if not isinstance(digest, str) or not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise _refused(what, f"{MANIFEST} has no SHA-256 of {name}", _AGAIN)
        if name not in parts:
            raise _refused(what, f"{name} is missing", _AGAIN)
        files[name] = (digest, size if _is_whole(size) else None)
    if unknown := sorted(parts.keys() - files.keys() - {MANIFEST}):
        raise _refused(what, f"its part {unknown[0]!r} is not in its manifest", _AGAIN)
    return files


def _entries(content: bytes, what: str) -> list[Entry]:
    """Return the entries of `events.jsonl`, where they are a log that could have been written here."""
    entries: list[Entry] = []
    for number, line in enumerate(_lines(content, what), 1):
        entries.append(_entry(line, number, entries[-1].offset_ms if entries else 0, what))
    if not entries:
        raise _refused(what, f"{EVENTS} is empty", _AGAIN)
    _look_through(entries, what)
    try:
        fold(entries)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:
        raise _refused(what, f"{EVENTS} is no interview that could have been", _AGAIN) from error
    return entries


def _lines(content: bytes, what: str) -> Iterator[bytes]:
    if content and not content.endswith(b"\n"):
        raise _refused(what, f"{EVENTS} breaks off in its last line", _AGAIN)
    at = 0
    while at < len(content):
        end = content.index(b"\n", at)
        if end - at > LONGEST_LINE:
            raise _refused(what, f"a line of {EVENTS} is longer than {LONGEST_LINE // 2**20} MB", _AGAIN)
        yield content[at:end]
        at = end + 1


def _entry(line: bytes, number: int, least_ms: int, what: str) -> Entry:
    where = f"{EVENTS}, line {number}"
    data = _json(line, what, where)
    if not isinstance(data, dict) or set(data) != _KEYS:
        raise _refused(what, f"{where}: an entry has the keys {', '.join(sorted(_KEYS))}", _AGAIN)
    seq, offset_ms, kind, version = data["seq"], data["offset_ms"], data["kind"], data["version"]
    if not _is_whole(seq) or seq != number:
        raise _refused(what, f"{where}: entry {number} is expected here", _AGAIN)
    if not _is_whole(offset_ms) or not 0 <= offset_ms <= LATEST_OFFSET:
        raise _refused(what, f"{where}: its time is no time of an interview", _AGAIN)
    if offset_ms < least_ms:
        raise _refused(what, f"{where}: its time runs backwards", _AGAIN)
    if not isinstance(kind, str) or kind not in KINDS:
        raise _refused(what, f"{where}: an entry of that kind is not known", _UPDATE)
    if not _is_whole(version) or not 1 <= version <= VERSIONS[kind]:
        raise _refused(what, f"{where}: an entry of that version is not known", _UPDATE)
    if (kind == "opened") != (number == 1):
        raise _refused(what, f"{where}: a session is opened once, by its first entry", _AGAIN)
    at = _moment(data["at"])
    if at is None:
        raise _refused(what, f"{where}: its date is none in UTC", _AGAIN)
    try:
        return Entry(seq, offset_ms, at, revive(kind, version, data["body"]))
    except (StorageError, RecursionError) as error:
        why = error.why if isinstance(error, StorageError) else "its body is nested too deep"
        raise _refused(what, f"{where}: {why}", _AGAIN) from error


def _moment(text: object) -> datetime | None:
    if not isinstance(text, str) or not text.endswith("Z") or len(text) > 40:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo is not None else None


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
                    raise _refused(what, f"{where}: the kit has no such layer", _AGAIN)
            case e.SectionReached(section) if section not in sections:
                raise _refused(what, f"{where}: the kit has no such section", _AGAIN)
            case e.Retracted(seq) if not 1 < seq < entry.seq:
                raise _refused(what, f"{where}: it undoes what had not happened", _AGAIN)
            case e.NoteTaken(stamp_ms) if not 0 <= stamp_ms <= LATEST_OFFSET:
                raise _refused(what, f"{where}: its time is no time of an interview", _AGAIN)


def _json(content: bytes, what: str, where: str) -> Any:
    """Parse JSON that says each key once and holds nothing that JSON doesn't have."""
    try:
        return json.loads(content.decode(), object_pairs_hook=_unique, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise _refused(what, f"{where} is not UTF-8", _AGAIN) from error
    except (ValueError, RecursionError) as error:
        raise _refused(what, f"{where} is not JSON", _AGAIN) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(data := dict(pairs)) != len(pairs):
        raise ValueError("a key is there twice")
    return data


def _no_constant(text: str) -> None:
    raise ValueError(f"{text} is no JSON")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _refused(what: str, why: str, remedy: str) -> StorageError:
    return StorageError(what, why, f"nothing was changed; {remedy}")
