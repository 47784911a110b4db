"""A zip with a manifest: what every file that one desk hands to another is, written evenly and read trusting nothing.

`manifest.json` lists every other part with its SHA-256. What is refused is refused before anything is written, each
with its own reason.
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
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from interview_desk import __version__
from interview_desk.errors import StorageError, UsageError

SCHEMA: Final = 1
MANIFEST: Final = "manifest.json"

LARGEST_FILE: Final = 256 * 2**20
"""The largest file that is read, in bytes, as it lies on the disk."""
LARGEST_MANIFEST: Final = 2**20
LARGEST_INSIDE: Final = 512 * 2**20
"""The most that all parts may come to, unpacked."""
MOST_PARTS: Final = 1_000
LONGEST_LINE: Final = 16 * 2**20
MOST_RATIO: Final = 200
"""How many times larger a part may be unpacked than packed, once it is larger than `SMALL`."""
SMALL: Final = 2**20
LATEST_OFFSET: Final = 2**40

AGAIN: Final = "ask whoever sent it to export it again"
UPDATE: Final = "update Interview Desk and import it again"

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 2**18
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_KEYS = {"seq", "offset_ms", "at", "kind", "version", "body"}

LimitOf = Callable[[str], int | None]
"""How large the part of a name may be; None where there is no such part."""


def packed(manifest: Mapping[str, Any], parts: Mapping[str, bytes]) -> bytes:
    """Return the bytes of an archive; the same parts give the same bytes."""
    files = {name: {"sha256": hashlib.sha256(it).hexdigest(), "bytes": len(it)} for name, it in parts.items()}
    whole = {"schema": SCHEMA, "application": __version__, **manifest, "files": files}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _add(archive, MANIFEST, (json.dumps(whole, indent=2) + "\n").encode())
        for name, content in parts.items():
            _add(archive, name, content)
    return target.getvalue()


def checked(
    data: bytes, what: str, needed: Sequence[str], limit_of: LimitOf
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the manifest and the parts of an archive, once everything in it has been checked; `what` begins a refusal.

    `needed` are the parts without which it is none.
    """
    _look_at_end(data, what)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = _parts(archive, what, needed)
            manifest = _manifest(_read(archive, infos[MANIFEST], LARGEST_MANIFEST, what), what)
            parts = {}
            for name, (digest, size, limit) in _files(manifest, infos, what, needed, limit_of).items():
                content = _read(archive, infos[name], limit, what)
                if size is not None and size != len(content):
                    raise refused(what, f"{name} is {len(content)} bytes long, its manifest says {size}")
                if hashlib.sha256(content).hexdigest() != digest:
                    raise refused(what, f"{name} is not what its manifest says: the SHA-256 differs")
                parts[name] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, ValueError) as error:
        raise refused(what, "it is damaged, or no bundle at all") from error
    return manifest, parts


def read_file(file: Path, what: str, suffix: str, largest: int = LARGEST_FILE) -> bytes:
    """Return a file's bytes; raises UsageError where there is no such file, StorageError where it can't be read."""
    try:
        if not file.is_file():
            why = "it is a folder" if file.is_dir() else "there is no such file"
            raise UsageError(what, why, f"name a file that ends in {suffix}")
        if file.stat().st_size > largest:
            raise refused(what, f"it is larger than the {largest // 2**20} MB that a bundle may be")
        return file.read_bytes()
    except OSError as error:
        raise StorageError(what, error.strerror or str(error), "make it readable") from error


def save(file: Path, data: bytes) -> Path:
    """Write a file whole or not at all, its owner's only, in place of one of that name."""
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


def line(seq: int, offset_ms: int, at: str, kind: str, version: int, body: str) -> bytes:
    """Return an entry as a line of JSON; `body` is JSON already."""
    head = f'"seq":{seq},"offset_ms":{offset_ms},"at":"{at}","kind":"{kind}"'
    return f'{{{head},"version":{version},"body":{body}}}\n'.encode()


def entry_lines(
    content: bytes, name: str, versions: Mapping[str, int], what: str
) -> Iterator[tuple[str, int, int, datetime, str, int, Any]]:
    """Yield each line of a log as `where, seq, offset_ms, at, kind, version, body`, where they could be an entry's."""
    for number, text in enumerate(_lines(content, name, what), 1):
        where = f"{name}, line {number}"
        data = from_json(text, what, where)
        if not isinstance(data, dict) or set(data) != _KEYS:
            raise refused(what, f"{where}: an entry has the keys {', '.join(sorted(_KEYS))}")
        seq, offset_ms, kind, version = data["seq"], data["offset_ms"], data["kind"], data["version"]
        if not is_whole(seq) or seq != number:
            raise refused(what, f"{where}: entry {number} is expected here")
        if not is_whole(offset_ms) or not 0 <= offset_ms <= LATEST_OFFSET:
            raise refused(what, f"{where}: its time is no time of an interview")
        if not isinstance(kind, str) or kind not in versions:
            raise refused(what, f"{where}: an entry of that kind is not known", UPDATE)
        if not is_whole(version) or not 1 <= version <= versions[kind]:
            raise refused(what, f"{where}: an entry of that version is not known", UPDATE)
        at = _moment(data["at"])
        if at is None:
            raise refused(what, f"{where}: its date is none in UTC")
        yield where, seq, offset_ms, at, kind, version, data["body"]


def from_json(content: bytes, what: str, where: str) -> Any:
    """Parse JSON that says each key once and holds nothing that JSON doesn't have."""
    try:
        return json.loads(content.decode(), object_pairs_hook=_unique, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise refused(what, f"{where} is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise refused(what, f"{where} is not JSON") from error


def is_whole(value: object) -> bool:
    """Whether a value of JSON is a whole number, which true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def refused(what: str, why: str, remedy: str = AGAIN) -> StorageError:
    """Return the refusal of a file: nothing was changed for it."""
    return StorageError(what, why, f"nothing was changed; {remedy}")


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a part with nothing of this machine in it; stored where packed it would look like a bomb, or is sound."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    stays = name.endswith(".wav") or (
        len(content) > SMALL and len(content) > len(zlib.compress(content, 9)) * MOST_RATIO // 2
    )
    info.compress_type = zipfile.ZIP_STORED if stays else zipfile.ZIP_DEFLATED
    archive.writestr(info, content, compresslevel=9)


def _look_at_end(data: bytes, what: str) -> None:
    """Look at how much the table of contents claims before it is read: millions of names would fill the memory."""
    at = data.rfind(_END, max(0, len(data) - 65_557))
    if at < 0 or len(data) < at + 22:
        raise refused(what, "it is damaged, or no bundle at all")
    if data[max(0, at - 20) : at].startswith(_END_64):
        raise refused(what, "it is larger than a bundle may be")
    count, size = struct.unpack_from("<HI", data, at + 10)
    if count > MOST_PARTS or size > MOST_PARTS * 1_024:
        raise refused(what, f"it has more than {MOST_PARTS} parts")


def _parts(archive: zipfile.ZipFile, what: str, needed: Sequence[str]) -> dict[str, zipfile.ZipInfo]:
    """Return the parts by name, where every name and size is one that a bundle may have."""
    parts: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = info.orig_filename
        if _leaves(name):
            raise refused(what, f"its part {name!r} lies outside of the bundle", "don't trust who sent it")
        kind = stat.S_IFMT(info.external_attr >> 16)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise refused(what, f"its part {name!r} is a link", "don't trust who sent it")
        if kind not in (0, stat.S_IFREG) or name.endswith("/"):
            raise refused(what, f"its part {name!r} is no file")
        if name in parts:
            raise refused(what, f"its part {name!r} is there twice")
        if info.flag_bits & 0x1:
            raise refused(what, f"its part {name!r} is locked with a password")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refused(what, f"its part {name!r} is packed in a way that bundles are not")
        if info.file_size > SMALL and info.file_size > MOST_RATIO * max(1, info.compress_size):
            raise refused(what, f"its part {name!r} unpacks to more than {MOST_RATIO} times its size")
        parts[name] = info
    if sum(info.file_size for info in parts.values()) > LARGEST_INSIDE:
        raise refused(what, f"it unpacks to more than {LARGEST_INSIDE // 2**20} MB")
    for name in (MANIFEST, *needed):
        if name not in parts:
            raise refused(what, f"{name} is missing")
    return parts


def _leaves(name: str) -> bool:
    """Whether a name could lead out of the folder that it is unpacked into, on any system."""
    pieces = name.replace("\\", "/").split("/")
    return not name or "\0" in name or ":" in pieces[0] or pieces[0] == "" or ".." in pieces or "\\" in name


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, what: str) -> bytes:
    """Unpack a part, and stop as soon as it is larger than it may be, whatever it claims to be."""
    chunks: list[bytes] = []
    size = 0
    if info.file_size > limit:
        raise refused(what, f"{info.filename} is larger than the {limit // 2**20} MB that it may be")
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise refused(what, f"{info.filename} is larger than the {limit // 2**20} MB that it may be")
            chunks.append(chunk)
    return b"".join(chunks)


def _manifest(content: bytes, what: str) -> dict[str, Any]:
    manifest = from_json(content, what, MANIFEST)
    if not isinstance(manifest, dict) or not is_whole(manifest.get("schema")):
        raise refused(what, f"{MANIFEST} does not say which schema it has")
    if manifest["schema"] > SCHEMA:
        why = f"a newer version of Interview Desk made it (schema {manifest['schema']}, this one knows {SCHEMA})"
        raise refused(what, why, UPDATE)
    if manifest["schema"] < 1:
        raise refused(what, f"{MANIFEST} names a schema that never was")
    return manifest


def _files(
    manifest: dict[str, Any], parts: Mapping[str, zipfile.ZipInfo], what: str, needed: Sequence[str], limit_of: LimitOf
) -> dict[str, tuple[str, int | None, int]]:
    """Return what the manifest says of each part, where it says so of every one and of nothing else."""
    listed = manifest.get("files")
    if not isinstance(listed, dict):
        raise refused(what, f"{MANIFEST} does not list {needed[0] if needed else 'what is inside'}")
    for name in needed:
        if name not in listed:
            raise refused(what, f"{MANIFEST} does not list {name}")
    files: dict[str, tuple[str, int | None, int]] = {}
    for name, said in listed.items():
        limit = limit_of(name)
        if limit is None:
            raise refused(what, f"{name!r} is no part that a bundle has")
        digest, size = (said.get("sha256"), said.get("bytes")) if isinstance(said, dict) else (None, None)
        if not isinstance(digest, str) or not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise refused(what, f"{MANIFEST} has no SHA-256 of {name}")
        if name not in parts:
            raise refused(what, f"{name} is missing")
        files[name] = (digest, size if is_whole(size) else None, limit)
    if unknown := sorted(parts.keys() - files.keys() - {MANIFEST}):
        raise refused(what, f"its part {unknown[0]!r} is not in its manifest")
    return files


def _lines(content: bytes, name: str, what: str) -> Iterator[bytes]:
    if content and not content.endswith(b"\n"):
        raise refused(what, f"{name} breaks off in its last line")
    at = 0
    while at < len(content):
        end = content.index(b"\n", at)
        if end - at > LONGEST_LINE:
            raise refused(what, f"a line of {name} is longer than {LONGEST_LINE // 2**20} MB")
        yield content[at:end]
        at = end + 1


def _moment(text: object) -> datetime | None:
    if not isinstance(text, str) or not text.endswith("Z") or len(text) > 40:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo is not None else None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(data := dict(pairs)) != len(pairs):
        raise ValueError("a key is there twice")
    return data


def _no_constant(text: str) -> None:
    raise ValueError(f"{text} is no JSON")
