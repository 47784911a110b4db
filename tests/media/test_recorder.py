"""Pieces begin where the session's clock says, however the microphone's clock runs."""

from __future__ import annotations

import random

import pytest

from interview_desk.media import wav
from interview_desk.media.recorder import APART_MS, PIECE_MS, Recorder

CHUNK = 2_048
CHUNK_MS = CHUNK * 1_000 / (wav.RATE * wav.BYTES)


class Pieces:
    """Keeps pieces in memory."""

    def __init__(self) -> None:
        self.begun: list[tuple[int, bytearray]] = []
        self.ended = 0
        self.allowed = True

    def may_begin(self, from_ms: int) -> str | None:
        if not self.allowed:
            return None
        self.begun.append((from_ms, bytearray()))
        return f"{len(self.begun):06d}.wav"

    def begin(self, file: str) -> None:
        pass

    def write(self, samples: bytes) -> None:
        self.begun[-1][1].extend(samples)

    def end(self) -> None:
        self.ended += 1


class Talk:
    """A microphone whose clock runs wrong, heard by a thread that is now and then late."""

    def __init__(self, pieces: Pieces, parts_per_million: float = 0, late_ms: int = 0) -> None:
        self.now = 0.0
        self.true = 0.0
        self.pieces = pieces
        self.late = late_ms
        self.chunk_ms = CHUNK_MS * (1 + parts_per_million / 1e6)
        self.chance = random.Random(7)
        self.recorder = Recorder(lambda: round(self.now), pieces.may_begin, pieces)
        self.when: list[float] = []
        """When each chunk really began, in session time."""

    def talk(self, ms: float) -> None:
        end = self.true + ms
        while self.true < end:
            self.when.append(self.true)
            self.true += self.chunk_ms
            self.now = max(self.now, self.true + self.chance.random() * self.late)
            self.recorder.take(len(self.when).to_bytes(4, "little") * (CHUNK // 4))

    def errors_ms(self) -> list[float]:
        """How far each chunk stands from where it belongs."""
        errors = []
        for from_ms, samples in self.pieces.begun:
            for at in range(0, len(samples), CHUNK):
                number = int.from_bytes(samples[at : at + 4], "little")
                errors.append(from_ms + at * 1_000 / (wav.RATE * wav.BYTES) - self.when[number - 1])
        return errors


@pytest.mark.parametrize("parts_per_million", [0, 100, -100, 500, -500])
def test_an_hour_later_sound_and_session_are_as_close_as_in_the_first_minute(parts_per_million: float) -> None:
    pieces = Pieces()
    talk = Talk(pieces, parts_per_million, late_ms=60)
    talk.talk(3_600_000)
    errors = talk.errors_ms()
    assert len(errors) == len(talk.when)
    assert max(map(abs, errors)) < 50
    assert sum(errors[-900:]) / 900 == pytest.approx(sum(errors[:900]) / 900, abs=20)
    assert 59 <= len(pieces.begun) <= 62


def test_a_clock_that_runs_wrong_by_a_lot_begins_pieces_sooner() -> None:
    pieces = Pieces()
    talk = Talk(pieces, 5_000)
    talk.talk(PIECE_MS * 2)
    assert len(pieces.begun) > 8
    assert max(map(abs, talk.errors_ms())) < APART_MS + 20


def test_sound_that_was_lost_costs_no_more_than_itself() -> None:
    talk = Talk(Pieces())
    talk.talk(10_000)
    talk.true += 700
    talk.talk(10_000)
    assert len(talk.pieces.begun) == 2
    wrong = [error for error in talk.errors_ms() if abs(error) > APART_MS]
    assert len(wrong) * CHUNK_MS <= 1_700


def test_a_screen_that_is_busy_for_a_second_begins_no_piece() -> None:
    talk = Talk(Pieces())
    talk.talk(5_000)
    talk.now += 1_000
    talk.talk(500)
    talk.talk(5_000)
    assert len(talk.pieces.begun) == 1


def test_nothing_is_kept_of_a_piece_that_may_not_begin() -> None:
    talk = Talk(Pieces())
    talk.pieces.allowed = False
    talk.talk(1_000)
    talk.pieces.allowed = True
    talk.talk(1_000)
    assert talk.pieces.begun == []


def test_after_the_stop_nothing_is_kept() -> None:
    talk = Talk(Pieces())
    talk.talk(1_000)
    talk.recorder.stop()
    kept = len(talk.pieces.begun[0][1])
    talk.talk(1_000)
    assert (len(talk.pieces.begun[0][1]), talk.pieces.ended) == (kept, 1)
