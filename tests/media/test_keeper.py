"""Pieces on the disk: whole when complete, readable when everything stopped, and a full disk is a sentence."""

from __future__ import annotations

import signal
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from interview_desk.media import wav
from interview_desk.media.keeper import PieceKeeper

ROOT = Path(__file__).parents[2]
SECOND = bytes(range(256)) * (wav.RATE * wav.BYTES // 256)


def test_pieces_are_wav_files_that_any_program_reads(tmp_path: Path) -> None:
    keeper = PieceKeeper(tmp_path / "deep" / "session", pytest.fail)
    for name in ("000002.wav", "000005.wav"):
        keeper.begin(name)
        keeper.write(SECOND[:1_000])
        keeper.write(SECOND[1_000:])
    keeper.end()
    keeper.write(SECOND)  # nothing was begun for it
    keeper.close()
    for name in ("000002.wav", "000005.wav"):
        with wave.open(str(tmp_path / "deep" / "session" / name)) as piece:
            assert (piece.getframerate(), piece.getnchannels(), piece.getsampwidth()) == (wav.RATE, 1, wav.BYTES)
            assert piece.readframes(piece.getnframes()) == SECOND


_WRITER = """
import sys
from pathlib import Path
from interview_desk.media.keeper import PieceKeeper
keeper = PieceKeeper(Path(sys.argv[1]), print)
second = bytes(range(256)) * 125
number = 0
while True:
    number += 1
    keeper.begin(f"{number:06d}.wav")
    for _ in range(20):
        keeper.write(second[:2048])
    while keeper._orders.qsize() > 40:
        pass
    print(number, flush=True)
"""


def test_after_kill_9_every_piece_can_be_heard_and_only_the_last_may_be_short(tmp_path: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    for _ in range(7):
        assert writer.stdout.readline()
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    pieces = sorted(tmp_path.iterdir())
    assert len(pieces) > 3
    for piece in pieces[:-1]:
        with wave.open(str(piece)) as complete:
            assert complete.getnframes() == 20 * 2048 // wav.BYTES
    assert wav.read(pieces[-1]) is not None or pieces[-1].stat().st_size < wav.HEADER


def test_a_file_that_is_in_the_way_stops_the_recording_with_a_reason_and_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "000002.wav").write_text("mine")
    said: list[str] = []
    keeper = PieceKeeper(tmp_path, said.append)
    keeper.begin("000002.wav")
    keeper.write(SECOND)
    keeper.close()
    assert said == ["File exists"]
    assert (tmp_path / "000002.wav").read_text() == "mine"


def test_a_full_disk_stops_the_recording_with_a_reason() -> None:
    said: list[str] = []
    keeper = PieceKeeper(Path("/dev/full/nothing"), said.append)
    keeper.begin("000002.wav")
    keeper.close()
    assert len(said) == 1


@pytest.mark.parametrize(
    "content", [b"", b"RIFF", b"x" * 100, wav.header(4)[:20] + b"\2" + wav.header(4)[21:] + b"abcd"]
)
def test_what_is_no_piece_of_ours_is_not_heard(content: bytes) -> None:
    assert wav.samples_in(content) is None


def test_what_was_written_counts_and_not_what_the_head_says_to_the_last_whole_sample() -> None:
    assert wav.samples_in(wav.header(2) + b"abcde") == b"abcd"
    assert wav.samples_in(wav.header(1_000) + b"ab") == b"ab"
