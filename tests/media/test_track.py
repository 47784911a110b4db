"""One track out of pieces: each where it belongs, silence between them; files kept, moved and erased."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_desk.domain.events import PieceRecorded
from interview_desk.errors import StorageError
from interview_desk.media import files, wav
from interview_desk.media.level import STEPS, level
from interview_desk.media.track import make_track


def piece(folder: Path, name: str, letter: bytes, ms: int) -> None:
    samples = letter * wav.bytes_in(ms)
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(wav.header(len(samples)) + samples)


def test_each_piece_stands_at_its_session_time_with_silence_between(tmp_path: Path) -> None:
    piece(tmp_path, "000004.wav", b"a", 100)
    piece(tmp_path, "000009.wav", b"b", 50)
    track = make_track(tmp_path, [PieceRecorded("000004.wav", 200), PieceRecorded("000009.wav", 1_000)])
    assert track is not None
    samples = wav.read(track.file) or b""
    assert track.length_ms == 1_050
    assert [samples[wav.bytes_in(ms)] for ms in (0, 199, 200, 299, 300, 999, 1_000, 1_049)] == [
        *(0, 0, ord("a"), ord("a")),
        *(0, 0, ord("b"), ord("b")),
    ]
    track.close()
    assert sorted(it.name for it in tmp_path.iterdir()) == ["000004.wav", "000009.wav"]


def test_a_piece_that_is_gone_damaged_or_lies_elsewhere_is_silent(tmp_path: Path) -> None:
    inside = tmp_path / "session"
    piece(tmp_path, "000001.wav", b"x", 100)
    piece(inside, "000004.wav", b"a", 100)
    (inside / "000006.wav").write_bytes(b"no sound")
    pieces = [
        PieceRecorded("000004.wav", 0),
        PieceRecorded("000005.wav", 100),
        PieceRecorded("000006.wav", 200),
        PieceRecorded("../000001.wav", 300),
        PieceRecorded("000004.wav", 2**40),
    ]
    track = make_track(inside, pieces)
    assert track is not None
    assert track.length_ms == 100
    assert make_track(inside, pieces[1:]) is None
    assert make_track(tmp_path / "nothing", pieces) is None


def test_a_track_that_a_crash_left_behind_gives_way_to_the_next(tmp_path: Path) -> None:
    piece(tmp_path, "000004.wav", b"a", 100)
    (tmp_path / "track.wav").write_bytes(b"x" * 10**6)
    track = make_track(tmp_path, [PieceRecorded("000004.wav", 0)])
    assert track is not None
    assert track.file.stat().st_size == wav.HEADER + wav.bytes_in(100)


def test_what_is_erased_is_gone_with_its_folder_and_nothing_else_is(tmp_path: Path) -> None:
    for session in ("one", "two"):
        piece(tmp_path / session, "000004.wav", b"a", 100)
    (tmp_path / "one" / "track.wav").write_bytes(b"left by a crash")
    files.erase(tmp_path / "one")
    files.erase(tmp_path / "one")
    assert [it.name for it in tmp_path.iterdir()] == ["two"]


def test_what_can_not_be_erased_is_said(tmp_path: Path) -> None:
    (tmp_path / "one" / "a-folder").mkdir(parents=True)
    with pytest.raises(StorageError, match="was not erased"):
        files.erase(tmp_path / "one")


def test_pieces_from_elsewhere_are_kept_and_never_replace_what_is_here(tmp_path: Path) -> None:
    piece(tmp_path / "one", "000004.wav", b"a", 1)
    before = (tmp_path / "one" / "000004.wav").read_bytes()
    files.keep(tmp_path / "one", {"000004.wav": b"other", "000007.wav": b"new", "../escape.wav": b"no"})
    assert files.read(tmp_path / "one", ("000004.wav", "000007.wav", "000008.wav", "../one/000004.wav")) == {
        "000004.wav": before,
        "000007.wav": b"new",
    }
    assert sorted(it.name for it in (tmp_path / "one").iterdir()) == ["000004.wav", "000007.wav"]


@pytest.mark.parametrize(
    ("loudest", "steps"), [(0, 0), (20, 0), (300, 2), (3_000, 4), (20_000, STEPS), (-32_768, STEPS)]
)
def test_the_level_is_a_few_steps(loudest: int, steps: int) -> None:
    samples = [0, 1, loudest, 0, 2]
    assert level(b"".join(it.to_bytes(2, "little", signed=True) for it in samples) + b"\7") == steps
