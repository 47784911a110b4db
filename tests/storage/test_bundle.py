"""Sessions as files: out and in again the same to the millisecond, and everything hostile refused with its reason."""

from __future__ import annotations

import hashlib
import io
import json
import random
import stat
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from interview_desk.domain import events as e
from interview_desk.domain.log import Entry
from interview_desk.domain.state import fold
from interview_desk.errors import DeskError, StorageError, UsageError
from interview_desk.sessions.replay import Replay
from interview_desk.storage import archive
from interview_desk.storage import bundle as bundles
from interview_desk.storage.bundle import export, import_bundle, pack, read_bundle, unpack
from interview_desk.storage.engine import open_database
from interview_desk.storage.journal import Journal
from interview_desk.storage.review_lines import to_lines
from interview_desk.storage.reviews import Reviews
from tests.reviewing import blind, review_of
from tests.storage.anything import any_event
from tests.storage.logs import interview, log_of, note

SESSION = "20261123-k3f9x2m"


@pytest.fixture
def kept(sqlite_engine: Engine) -> Journal:
    """A journal on SQLite: what a file holds doesn't depend on the database that takes it in."""
    return Journal(sqlite_engine)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Journal]:
    """A journal in another database."""
    engine = open_database(f"sqlite:///{tmp_path / 'other.db'}")
    yield Journal(engine)
    engine.dispose()


def test_a_session_goes_to_another_database_and_replays_the_same_to_the_millisecond(
    kept: Journal, other: Journal, tmp_path: Path
) -> None:
    kept.extend(SESSION, interview(40))
    done = import_bundle(other, export(kept, SESSION, tmp_path / "one.desk"))
    assert (done.session, done.added) == (SESSION, 43)
    there, here = Replay(other.read(SESSION)), Replay(kept.read(SESSION))
    assert there.whole_log == here.whole_log
    chance = random.Random(7)
    for ms in [chance.randrange(here.length_ms) for _ in range(200)]:
        there.seek(ms)
        here.seek(ms)
        assert (there.state, there.now_ms) == (here.state, here.now_ms)
    assert other.session(SESSION) == kept.session(SESSION)


def test_the_same_session_gives_the_same_bytes(kept: Journal, tmp_path: Path) -> None:
    kept.extend(SESSION, interview())
    one = export(kept, "latest", tmp_path / "one.desk").read_bytes()
    two = export(kept, SESSION[:10], tmp_path / "two.desk").read_bytes()
    assert one == two


def test_a_bundle_says_what_is_inside(kept: Journal, tmp_path: Path) -> None:
    kept.extend(SESSION, interview(1))
    with zipfile.ZipFile(export(kept, SESSION, tmp_path / "one.desk")) as it:
        manifest = json.loads(it.read("manifest.json"))
        lines = it.read("events.jsonl")
    assert manifest["schema"] == 1
    assert manifest["session"] == SESSION
    assert manifest["files"]["events.jsonl"]["sha256"] == hashlib.sha256(lines).hexdigest()
    first, second, *_ = [json.loads(line) for line in lines.splitlines()]
    assert (first["seq"], first["kind"], first["body"]["kit"]["id"]) == (1, "opened", "small-kit")
    assert list(second) == ["seq", "offset_ms", "at", "kind", "version", "body"]
    assert second["at"].endswith("Z")


def test_twice_is_once(kept: Journal, other: Journal, tmp_path: Path) -> None:
    kept.extend(SESSION, interview())
    file = export(kept, SESSION, tmp_path / "one.desk")
    import_bundle(other, file)
    before = rows(other)
    assert import_bundle(other, file).added == 0
    assert rows(other) == before


def test_what_was_added_since_the_first_import_is_added(kept: Journal, other: Journal, tmp_path: Path) -> None:
    log = interview(5)
    kept.extend(SESSION, log[:4])
    import_bundle(other, export(kept, SESSION, tmp_path / "one.desk"))
    kept.extend(SESSION, log[4:])
    assert import_bundle(other, export(kept, SESSION, tmp_path / "two.desk")).added == 4
    assert other.read(SESSION) == log


def test_a_session_that_says_something_else_here_is_left_as_it_is(
    kept: Journal, other: Journal, tmp_path: Path
) -> None:
    kept.extend(SESSION, interview(3))
    other.extend(SESSION, log_of(e.Started(), note("another")))
    before = rows(other)
    with pytest.raises(
        StorageError, match="can't be imported: it is kept here with other entries; nothing was changed"
    ):
        import_bundle(other, export(kept, SESSION, tmp_path / "one.desk"))
    assert rows(other) == before


def test_a_session_that_is_being_written_to_is_left_alone(kept: Journal, other: Journal, tmp_path: Path) -> None:
    kept.extend(SESSION, interview(3))
    file = export(kept, SESSION, tmp_path / "one.desk")
    with other.lease(SESSION), pytest.raises(StorageError):
        import_bundle(other, file)
    assert other.sessions() == []


def test_reviews_travel_with_their_session_and_twice_is_once(kept: Journal, other: Journal, tmp_path: Path) -> None:
    kept.extend(SESSION, interview(3))
    here, there = Reviews(kept.engine), Reviews(other.engine)
    entries = blind(SESSION, 3, "not-assessed")
    here.keep("20261124-aaaaaaa", entries[:-1])
    here.keep("20261124-private", review_of(SESSION, purpose="reflection"))
    file = export(kept, SESSION, tmp_path / "one.desk")
    assert import_bundle(other, file).reviewed == 1
    assert {it.id: there.read(it.id) for it in there.listed()} == {"20261124-aaaaaaa": entries[:-1]}
    here.keep("20261124-aaaaaaa", entries)
    again = export(kept, SESSION, tmp_path / "two.desk")
    assert import_bundle(other, again).reviewed == 1
    assert (import_bundle(other, again).added, import_bundle(other, again).reviewed) == (0, 0)
    assert there.read("20261124-aaaaaaa") == entries
    assert export(other, SESSION, tmp_path / "three.desk").read_bytes() == again.read_bytes()


def test_a_review_that_says_something_else_here_leaves_all_as_it_is(
    kept: Journal, other: Journal, tmp_path: Path
) -> None:
    for journal, score in ((kept, 3), (other, 2)):
        journal.extend(SESSION, interview(3)[: score + 3])
        Reviews(journal.engine).keep("20261124-aaaaaaa", blind(SESSION, score, score))
    before = rows(other)
    with pytest.raises(StorageError, match="it is kept here with other entries"):
        import_bundle(other, export(kept, SESSION, tmp_path / "one.desk"))
    assert rows(other) == before


def test_an_anonymous_bundle_has_no_review_in_it(kept: Journal, tmp_path: Path) -> None:
    kept.extend(SESSION, interview(3))
    Reviews(kept.engine).keep("20261124-aaaaaaa", blind(SESSION, 3, 2))
    assert read_bundle(export(kept, SESSION, tmp_path / "one.desk", hide_names=True)).reviews == {}


def test_an_export_takes_the_place_of_an_earlier_one_and_is_its_owners_alone(kept: Journal, tmp_path: Path) -> None:
    kept.extend(SESSION, interview())
    file = tmp_path / "one.desk"
    file.write_text("old", encoding="utf-8")
    export(kept, SESSION, file)
    assert read_bundle(file).session == SESSION
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(it.name for it in tmp_path.iterdir() if "part" in it.name) == []


def test_what_cant_be_written_is_said(kept: Journal, tmp_path: Path) -> None:
    kept.extend(SESSION, interview())
    with pytest.raises(StorageError, match="can't be written"):
        export(kept, SESSION, tmp_path / "no" / "folder" / "one.desk")


@given(st.lists(any_event(), max_size=8))
def test_whatever_was_typed_comes_back_as_it_was(events: list[e.Event]) -> None:
    harmless = [it for it in events if not isinstance(it, _REFERRING)]
    log = log_of(*harmless)
    assert unpack(pack(SESSION, log)).entries == log


_REFERRING = (e.LayerReached, e.DirectionChanged, e.SectionReached, e.Retracted)


def test_a_log_that_repeats_itself_can_be_imported_though_it_packs_like_a_bomb() -> None:
    log = log_of(*[note("a" * 90_000) for _ in range(40)])
    assert unpack(pack(SESSION, log)).entries == log


# What is damaged or hostile ----------------------------------------------------------------------------------------


@dataclass
class Made:
    """A bundle put together by hand, whole until it is told otherwise."""

    lines: list[dict[str, Any]]
    manifest: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, bytes] = field(default_factory=dict)
    raw: dict[str, bytes] = field(default_factory=dict)
    names: list[tuple[zipfile.ZipInfo, bytes]] = field(default_factory=list)
    kind: int = zipfile.ZIP_DEFLATED

    def events(self) -> bytes:
        return self.raw.get(
            "events.jsonl", "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in self.lines).encode()
        )

    def bytes(self) -> bytes:
        parts = {"events.jsonl": self.events(), **self.extra}
        files = {name: {"sha256": hashlib.sha256(it).hexdigest(), "bytes": len(it)} for name, it in parts.items()}
        manifest = {"schema": 1, "application": "0", "session": SESSION, "files": files, **self.manifest}
        parts = {"manifest.json": self.raw.get("manifest.json", json.dumps(manifest).encode()), **parts}
        target = io.BytesIO()
        with warnings.catch_warnings(), zipfile.ZipFile(target, "w", self.kind) as it:
            warnings.simplefilter("ignore")  # zipfile warns of a name that is there twice
            for name, content in parts.items():
                it.writestr(name, content)
            for info, content in self.names:
                it.writestr(info, content)
        return target.getvalue()


def made() -> Made:
    content = unpack_lines(pack(SESSION, interview(4)))
    return Made([json.loads(line) for line in content.splitlines()])


def unpack_lines(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as it:
        return it.read("events.jsonl")


def _set(line: int, key: str, value: object) -> Callable[[Made], None]:
    return lambda it: it.lines[line].__setitem__(key, value)


def _body(line: int, **changed: object) -> Callable[[Made], None]:
    return lambda it: it.lines[line]["body"].update(changed)


def _part(name: str, mode: int = stat.S_IFREG | 0o600) -> Callable[[Made], None]:
    def add(it: Made) -> None:
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = mode << 16
        it.names.append((info, b"x"))

    return add


def _raw(name: str, content: bytes) -> Callable[[Made], None]:
    return lambda it: it.raw.__setitem__(name, content)


def _manifest(**changed: object) -> Callable[[Made], None]:
    return lambda it: it.manifest.update(changed)


def _without_line(it: Made) -> None:
    del it.lines[3]


def _bomb(it: Made) -> None:
    it.extra["audio/voice.flac"] = b"\0" * 40 * 2**20


def _deep(it: Made) -> None:
    it.raw["events.jsonl"] = it.events() + b"[" * 100_000 + b"\n"


def _twice_a_key(it: Made) -> None:
    it.raw["events.jsonl"] = it.events().replace(b'{"seq": 2,', b'{"seq": 2, "seq": 2,', 1)


def _two_openings(it: Made) -> None:
    it.lines[2] = {**it.lines[0], "seq": 3, "offset_ms": it.lines[2]["offset_ms"]}


def _reached(it: Made) -> None:
    it.lines[2] = {**it.lines[2], "kind": "section-reached", "body": {"section": "self-assessment"}}


def _undoes(it: Made) -> None:
    it.lines[2] = {**it.lines[2], "kind": "retracted", "body": {"seq": 9}}


def _review(*lines: dict[str, Any], name: str = "reviews/trainer.jsonl", drop: int = 0) -> Callable[[Made], None]:
    """Put a review into the bundle: a whole blind one, some of whose lines say something else."""

    def add(it: Made) -> None:
        whole = [json.loads(line) for line in to_lines(blind(SESSION, 3, 2)).splitlines()]
        for line in lines:
            at = line["seq"] - 1
            whole[at : at + 1] = [{**(whole[at] if at < len(whole) else whole[-1]), **line}]
        it.extra[name] = "".join(json.dumps(line) + "\n" for line in whole[drop:]).encode()

    return add


def _line(seq: int, kind: str = "", /, **body: object) -> dict[str, Any]:
    return {"seq": seq, "body": body, **({"kind": kind} if kind else {})}


def _score(**changed: object) -> dict[str, Any]:
    return _line(3, **{"competency": "problem-solving", "score": 3, **changed})


def _begun(seq: int = 1, **changed: object) -> dict[str, Any]:
    body = {"session": SESSION, "reviewer": "T", "purpose": "blind", "training_set": "", **changed}
    return _line(seq, "review-begun", **body)


def _reviews(name: str, content: bytes) -> Callable[[Made], None]:
    return lambda it: it.extra.__setitem__(f"reviews/{name}.jsonl", content)


HOSTILE_REVIEWS: list[tuple[str, Callable[[Made], None], str]] = [
    ("a review of another session", _review(_begun(session="20261123-another")), "of another session"),
    ("a review of what is no session", _review(_begun(session="../x")), "of another session"),
    ("a private one", _review(_begun(purpose="reflection")), "is private"),
    ("a shadow's", _review(_begun(purpose="shadow")), "is private"),
    ("a purpose of none", _review(_begun(purpose="revenge")), "purpose"),
    ("a score off the scale", _review(_score(score=9)), "scores go from 1 to 4"),
    ("a score of no row", _review(_score(competency="charm")), "no such row"),
    ("a score of words", _review(_score(score="great")), "line 3"),
    ("a score after it was submitted", _review({**_score(), "seq": 6, "kind": "re-scored"}), "submitted"),
    ("submitted with a row open", _review(_line(4, "moment-commented", text="x")), "still to be"),
    ("a comment on nothing", _review(_line(2, "comment-amended", comment=7, text="")), "yours"),
    ("a comment that says nothing", _review(_line(2, text=" ")), "says nothing"),
    ("a track of another session", _review(_line(2, "track-laid", track="x")), "leaves a database"),
    ("an event of a session", _review(_line(2, "scored")), "that kind is not known"),
    ("a newer event", _review({"seq": 2, "version": 2}), "that version is not known"),
    ("a review without its beginning", _review(drop=1), "entry 1 is expected"),
    ("begun twice", _review(_begun(2)), "begun once"),
    ("a moment without end", _review({"seq": 2, "offset_ms": 10**30}), "no time of an interview"),
    ("a moment before", _review({"seq": 2, "offset_ms": -1}), "no time of an interview"),
    ("a review of no lines", _reviews("a", b""), "is empty"),
    ("a review that breaks off", _reviews("a", b'{"seq'), "breaks off"),
    ("a review that leaves", _reviews("../a", b"{}\n"), "lies outside"),
    ("a review in a folder", _reviews("a/b", b"{}\n"), "no part that a bundle has"),
    ("a review with a shouting name", _review(name="reviews/TRAINER.jsonl"), "no part that a bundle has"),
]

HOSTILE: list[tuple[str, Callable[[Made], None], str]] = [
    ("a path that leaves", _part("../../evil.txt"), "lies outside"),
    ("an absolute path", _part("/etc/passwd"), "lies outside"),
    ("a drive letter", _part("C:evil.txt"), "lies outside"),
    ("a path for Windows", _part("audio\\..\\..\\evil"), "lies outside"),
    ("a link", _part("audio/link", stat.S_IFLNK | 0o777), "is a link"),
    ("a device", _part("audio/device", stat.S_IFCHR | 0o600), "is no file"),
    ("a folder", _part("audio/"), "is no file"),
    ("a part twice", _part("events.jsonl"), "is there twice"),
    ("the manifest twice", _part("manifest.json"), "is there twice"),
    ("a part that is not listed", _part("audio/hidden.flac"), "is not in its manifest"),
    ("a bomb", _bomb, "times its size"),
    ("a part of another sort", lambda it: it.extra.__setitem__("run.sh", b"x"), "no part that a bundle has"),
    ("another packing", lambda it: setattr(it, "kind", zipfile.ZIP_LZMA), "packed in a way"),
    ("a newer schema", _manifest(schema=2), "newer version"),
    ("schema nought", _manifest(schema=0), "never was"),
    ("no schema", _manifest(schema=None), "which schema"),
    ("a schema that is no number", _manifest(schema=True), "which schema"),
    ("a session that leaves", _manifest(session="../x"), "no session that could be"),
    ("a session of none", _manifest(session=7), "no session that could be"),
    ("no files", _manifest(files={}), "does not list"),
    ("files of none", _manifest(files=[]), "does not list"),
    ("no digest", _manifest(files={"events.jsonl": {}}), "no SHA-256"),
    ("a wrong digest", _manifest(files={"events.jsonl": {"sha256": "0" * 64}}), "the SHA-256 differs"),
    ("a manifest that is no JSON", _raw("manifest.json", b"{"), "manifest.json is not JSON"),
    ("a manifest of another sort", _raw("manifest.json", b"[]"), "which schema"),
    ("a manifest in UTF-16", _raw("manifest.json", "{}".encode("utf-16")), "not UTF-8"),
    ("NaN", _raw("manifest.json", b'{"schema": NaN}'), "not JSON"),
    ("no entries", _raw("events.jsonl", b""), "is empty"),
    ("half a line", _raw("events.jsonl", b'{"seq": 1'), "breaks off"),
    ("an empty line", _raw("events.jsonl", b"\n"), "not JSON"),
    ("nesting", _deep, "not JSON"),
    ("a key twice", _twice_a_key, "not JSON"),
    ("bytes that are no text", _raw("events.jsonl", b"\xff\xfe\n"), "not UTF-8"),
    ("a gap", _without_line, "entry 4 is expected"),
    ("a number that is none", _set(1, "seq", "2"), "entry 2 is expected"),
    ("a number that is true", _set(0, "seq", True), "entry 1 is expected"),
    ("time backwards", _set(3, "offset_ms", 0), "runs backwards"),
    ("time before the start", _set(1, "offset_ms", -1), "no time of an interview"),
    ("time without end", _set(6, "offset_ms", 10**30), "no time of an interview"),
    ("an unknown kind", _set(2, "kind", "hacked"), "that kind is not known"),
    ("an unknown version", _set(2, "version", 99), "that version is not known"),
    ("a version of none", _set(2, "version", "1"), "that version is not known"),
    ("no date", _set(2, "at", "yesterday"), "none in UTC"),
    ("a date without a zone", _set(2, "at", "2026-11-23T09:00:00"), "none in UTC"),
    ("a key too many", _set(2, "extra", 1), "has the keys"),
    ("a body that does not fit", _body(3, text=7), "text is expected here"),
    ("a body with another key", _body(3, evil=7), "is not known here"),
    ("a body of none", _set(3, "body", None), "expected here"),
    ("two openings", _two_openings, "opened once"),
    ("no opening", lambda it: it.lines[0].update(kind="started", body={}), "opened once"),
    ("a layer that is not", _body(2, layer="nowhere"), "no such layer"),
    ("a section that is not", _reached, "no such section"),
    ("what is undone before it is", _undoes, "had not happened"),
    ("a note from before", _body(3, stamp_ms=-5), "no time of an interview"),
]


_EVERY = HOSTILE + HOSTILE_REVIEWS


@pytest.mark.parametrize(("damage", "reason"), [it[1:] for it in _EVERY], ids=[it[0] for it in _EVERY])
def test_what_is_damaged_or_hostile_is_refused_with_its_reason_and_changes_nothing(
    damage: Callable[[Made], None], reason: str, kept: Journal, tmp_path: Path
) -> None:
    kept.extend("20261122-0000000", interview(1))
    before = rows(kept)
    bundle = made()
    damage(bundle)
    file = tmp_path / "hostile.desk"
    file.write_bytes(bundle.bytes())
    with pytest.raises(StorageError) as refused:
        import_bundle(kept, file)
    assert reason in str(refused.value)
    assert "nothing was changed" in str(refused.value)
    assert rows(kept) == before


def test_a_bundle_put_together_by_hand_is_welcome_where_it_is_whole() -> None:
    bundle = made()
    bundle.extra = {"audio/voice-1.flac": b"fLaC"}
    found = unpack(bundle.bytes())
    assert len(found.entries) == 7
    assert found.left_out == ("audio/voice-1.flac",)


def test_a_part_that_claims_to_be_small_is_read_no_further_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "LARGEST_EVENTS", 1_000)
    with pytest.raises(StorageError, match="larger than"):
        unpack(made().bytes())


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "LARGEST_FILE", 100)
    file = tmp_path / "large.desk"
    file.write_bytes(made().bytes())
    with pytest.raises(StorageError, match="larger than"):
        read_bundle(file)


def test_thousands_of_parts_are_not_listed() -> None:
    bundle = made()
    for number in range(1_100):
        _part(f"audio/{number}")(bundle)
    with pytest.raises(StorageError, match="more than 1000 parts"):
        unpack(bundle.bytes())


def test_a_table_of_contents_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(made().bytes())
    end = data.rfind(b"PK\x05\x06")
    data[end + 12 : end + 16] = (2**31).to_bytes(4, "little")
    with pytest.raises(StorageError, match="parts"):
        unpack(bytes(data))


def test_wherever_a_bundle_is_cut_off_or_has_another_byte_it_is_refused_or_the_same() -> None:
    whole = pack(SESSION, interview(2))
    entries = unpack(whole).entries
    for length in range(0, len(whole), 37):
        with pytest.raises(StorageError):
            unpack(whole[:length])
    for at in range(0, len(whole), 5):
        damaged = bytearray(whole)
        damaged[at] ^= 0x15
        try:
            assert unpack(bytes(damaged)).entries == entries
        except StorageError as refused:
            assert "nothing was changed" in str(refused)  # noqa: PT017  most are refused, none may do anything else


@given(st.binary(max_size=300))
def test_no_bytes_at_all_do_anything_but_be_refused(data: bytes) -> None:
    with pytest.raises(StorageError, match=r"no bundle at all|parts"):
        unpack(data)


def test_a_file_that_is_not_there_is_wrong_usage(kept: Journal, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        import_bundle(kept, tmp_path / "none.desk")
    with pytest.raises(UsageError, match="it is a folder"):
        import_bundle(kept, tmp_path)


def test_a_wrong_checksum_of_the_zip_itself_is_damage() -> None:
    data = made().bytes()
    assert zlib.crc32(data)
    with zipfile.ZipFile(io.BytesIO(data)) as it:
        at = it.getinfo("events.jsonl").header_offset + 60
    with pytest.raises(DeskError):
        unpack(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])


def rows(journal: Journal) -> list[tuple[Any, ...]]:
    """Everything that is kept, as it lies in the database."""
    with journal.engine.connect() as connection:
        return [
            tuple(row)
            for table in ("session", "entry", "draft", "review", "review_entry")
            for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2"))
        ]


def test_what_is_imported_can_be_folded(kept: Journal, tmp_path: Path) -> None:
    kept.extend(SESSION, interview())
    entries: list[Entry] = read_bundle(export(kept, SESSION, tmp_path / "one.desk")).entries
    assert fold(entries).note_count == 3


RECORDED = {"000003.wav": b"RIFF first", "000005.wav": b"RIFF second"}


def recorded() -> list[Entry]:
    """A session with two pieces of a recording."""
    begun: list[e.Event] = [e.ConsentGiven("Sample Candidate"), e.PieceRecorded("000003.wav", 0)]
    return log_of(e.Started(), *begun, note("+ asked", 4_000), e.PieceRecorded("000005.wav", 5_000))


def test_a_recording_goes_along_with_its_hashes_and_comes_in_again(
    kept: Journal, other: Journal, tmp_path: Path
) -> None:
    kept.extend(SESSION, recorded())
    asked: list[tuple[str, tuple[str, ...]]] = []

    def read(session: str, names: tuple[str, ...]) -> dict[str, bytes]:
        asked.append((session, names))
        return RECORDED

    file = export(kept, SESSION, tmp_path / "one.desk", sound=read)
    assert asked == [(SESSION, tuple(RECORDED))]
    with zipfile.ZipFile(file) as bundle:
        listed = json.loads(bundle.read(archive.MANIFEST))["files"]
        for name, content in RECORDED.items():
            assert bundle.read(f"audio/{name}") == content
            assert listed[f"audio/{name}"]["sha256"] == hashlib.sha256(content).hexdigest()
    came: dict[str, Any] = {}
    done = import_bundle(other, file, came.__setitem__)
    assert came == {SESSION: RECORDED}
    assert done.left_out == ()


def test_an_anonymous_bundle_has_no_recording_and_never_brings_one_in(kept: Journal, tmp_path: Path) -> None:
    kept.extend(SESSION, recorded())
    file = export(kept, SESSION, tmp_path / "one.desk", hide_names=True, sound=lambda *_: RECORDED)
    with zipfile.ZipFile(file) as bundle:
        assert bundle.namelist() == [archive.MANIFEST, bundles.EVENTS]
    smuggled = pack(SESSION, recorded(), hide_names=True, sound=RECORDED)
    assert unpack(smuggled).sound == {}


def test_a_piece_that_the_log_does_not_name_is_left_out() -> None:
    found = unpack(pack(SESSION, recorded(), sound={**RECORDED, "000099.wav": b"RIFF"}))
    assert found.sound == RECORDED
    assert found.left_out == ("audio/000099.wav",)


def test_what_was_erased_here_does_not_come_back_with_a_bundle(kept: Journal, tmp_path: Path) -> None:
    file = tmp_path / "one.desk"
    file.write_bytes(pack(SESSION, recorded(), sound=RECORDED))
    entries = recorded()
    kept.extend(SESSION, [*entries, Entry(len(entries) + 1, entries[-1].offset_ms, entries[-1].at, e.AudioErased())])
    came: dict[str, Any] = {}
    import_bundle(kept, file, came.__setitem__)
    assert came == {SESSION: {}}


@pytest.mark.parametrize("piece", [e.PieceRecorded("../000003.wav", 0), e.PieceRecorded("000003.wav", 2**41)])
def test_a_log_whose_recording_lies_elsewhere_is_refused(piece: e.PieceRecorded) -> None:
    with pytest.raises(StorageError, match="names no piece of a recording"):
        unpack(pack(SESSION, log_of(e.Started(), piece)))


def test_a_recording_that_is_too_large_is_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "LARGEST_FILE", 100)
    with pytest.raises(StorageError, match="--anonymous"):
        pack(SESSION, recorded(), sound={"000003.wav": b"x" * 200})
