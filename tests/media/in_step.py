"""Records a session through the virtual microphone, plays it, and measures how far sound and session time are apart.

Run as `python -m tests.media.in_step --minutes 60` within `virtual_sound`; prints JSON. Bursts of a tone are played
into the call. A second listener beside ours (`parec`, by the computer's clock) says when each was to be heard.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from threading import Thread
from typing import IO

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer

from interview_desk.domain import rules
from interview_desk.domain.clock import SystemClock
from interview_desk.media import support, wav
from interview_desk.media.track import Track, make_track
from interview_desk.sessions.live import Live, open_live
from interview_desk.ui.recording import Recording
from interview_desk.ui.stage_adapter import StageAdapter
from tests.conducting import Remembering
from tests.kits import small_kit

_LOUD = 3_000
_BURST_MS = 60
Errors = list[tuple[float, float]]
"""Session times, and how much later something was found than it should have been."""


class Listener:
    """Hears a sink, and remembers when its bursts began, by the clock that it is given."""

    def __init__(self, sink: str, now_ms: Callable[[], int], apart_ms: float) -> None:
        command = ["parec", "-d", f"{sink}.monitor", "--raw", "--format=s16le", f"--rate={wav.RATE}", "--channels=1"]
        self._parec = subprocess.Popen(
            [*command, "--latency-msec=20"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._now_ms = now_ms
        self._apart = round(apart_ms * wav.RATE / 1_000)
        self.bursts_ms: list[float] = []
        assert self._parec.stdout is not None
        self._thread = Thread(target=self._listen, args=(self._parec.stdout,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._parec.kill()
        self._parec.wait()
        self._thread.join()

    def _listen(self, stream: IO[bytes]) -> None:
        heard, next_at = 0, 0
        begun: list[float] = []
        while chunk := stream.read(640):
            samples = array("h", chunk)
            heard += len(samples)
            # The quickest of the last chunks says best when sample 0 was heard.
            begun = [*begun[-150:], self._now_ms() - heard * 1_000 / wav.RATE]
            if heard >= next_at and (loud := _first_loud(samples)) is not None:
                at = heard - len(samples) + loud
                if at >= next_at:
                    self.bursts_ms.append(min(begun) + at * 1_000 / wav.RATE)
                    next_at = at + self._apart


def bursts_in(track: Path, apart_ms: float) -> list[float]:
    """Return the session times at which bursts begin in a track."""
    samples = array("h", wav.read(track) or b"")
    apart, step = round(apart_ms * wav.RATE / 1_000), wav.RATE // 10
    found: list[float] = []
    at = 0
    while at < len(samples):
        loud = _first_loud(samples[at : at + step])
        if loud is None:
            at += step
        else:
            found.append((at + loud) * 1_000 / wav.RATE)
            at += loud + apart
    return found


def record(app: QCoreApplication, live: Live, folder: Path, minutes: float, apart_ms: float) -> tuple[Errors, Track]:
    """Record for so long; returns how much later than in truth each burst stands in the track."""
    parent = QObject()
    recording = Recording(live, StageAdapter(live, parent), folder, lambda: True, parent)
    recording.told.connect(lambda words: print(words, file=sys.stderr))
    live.perform(rules.start(live.state))
    live.perform(rules.give_consent(live.state, "Sample Candidate"))
    truth = Listener("call", lambda: live.now_ms, apart_ms / 2)
    recording.toggle()
    one = array("h", [round(12_000 * math.sin(2 * math.pi * 1_000 * at / wav.RATE)) for at in range(_BURST_MS * 16)])
    one.extend([0] * (round(apart_ms) * 16 - len(one)))
    call = ["pacat", "-d", "call", "--raw", "--format=s16le", f"--rate={wav.RATE}", "--channels=1"]
    talking = subprocess.Popen([*call, "--latency-msec=50"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert talking.stdin is not None
    talk = Thread(target=_talk, args=(talking.stdin, one.tobytes()), daemon=True)
    talk.start()
    QTimer.singleShot(round(minutes * 60_000), app.quit)
    app.exec()
    talking.kill()
    talking.wait()
    talk.join()
    truth.close()
    recording.close()
    track = make_track(folder, live.state.pieces)
    assert track is not None, "nothing was recorded"
    found = bursts_in(track.file, apart_ms / 2)
    near = [(true, min(found, key=lambda it: abs(it - true), default=math.inf)) for true in truth.bursts_ms]
    return [(true, it - true) for true, it in near if abs(it - true) < apart_ms / 2], track


def play(app: QCoreApplication, track: Track, speed: float, seconds: float, apart_ms: float) -> Errors:
    """Play the end of a track; returns how much further the position was than what was heard, in milliseconds passed.

    It lasts for so many seconds, and starts halfway between two bursts, lest half of one is heard first.
    """
    in_track = bursts_in(track.file, apart_ms / 2)
    end = track.length_ms - seconds * 1_000 * speed
    from_ms = round(next((at - apart_ms / 2 for at in in_track if at - apart_ms / 2 > end), 0))
    support.prepare()
    from interview_desk.media.player import Player

    clock = SystemClock()
    player = Player(Track(track.file, track.length_ms))
    player.failed.connect(lambda words: print(words, file=sys.stderr))
    heard = Listener("out", clock.awake_ms, apart_ms / 2 / speed)
    positions: list[tuple[int, int]] = []
    looking = QTimer()
    looking.setTimerType(Qt.TimerType.PreciseTimer)
    looking.timeout.connect(lambda: positions.append((clock.awake_ms(), player.at_ms)) if player.is_on else None)
    looking.start(5)
    QTimer.singleShot(500, lambda: player.play(from_ms, speed))
    QTimer.singleShot(round(800 + seconds * 1_000), app.quit)
    app.exec()
    looking.stop()
    player.stop()
    heard.close()
    errors: Errors = []
    for at in heard.bursts_ms:
        before = [position for ms, position in positions if ms <= at]
        if before and before[-1] > from_ms:
            true = min(in_track, key=lambda it: abs(it - before[-1]))
            errors.append((true, (before[-1] - true) / speed))
    return errors


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=0.1)
    parser.add_argument("--listen", type=float, default=3.0, help="how many seconds of its end to play at each speed")
    parser.add_argument("--speeds", type=float, nargs="*", default=[1.0, 2.0, 0.5])
    parser.add_argument("--whole", action="store_true", help="play all of it first")
    parser.add_argument("--apart", type=float, default=1.0, help="how many seconds lie between two bursts")
    asked = parser.parse_args(arguments)
    apart_ms = asked.apart * 1_000
    app = QCoreApplication([])
    opening = rules.open_session(small_kit(), "Sample Candidate", "Interviewer 7", "senior")
    live = open_live(SystemClock(), Remembering(), opening)
    with tempfile.TemporaryDirectory() as folder:
        recorded, track = record(app, live, Path(folder), asked.minutes, apart_ms)
        told: dict[str, object] = {"minutes": asked.minutes, "pieces": len(live.state.pieces)}
        told["recorded"] = _told(recorded)
        if asked.whole:
            told["whole"] = _told(play(app, track, 1, track.length_ms / 1_000, apart_ms))
        told["played"] = {str(at): _told(play(app, track, at, asked.listen, apart_ms)) for at in asked.speeds}
    print(json.dumps(told))
    return 0


def _first_loud(samples: Sequence[int]) -> int | None:
    if max(samples) < _LOUD and min(samples) > -_LOUD:
        return None
    return next(at for at, sample in enumerate(samples) if abs(sample) >= _LOUD)


def _talk(stream: IO[bytes], one: bytes) -> None:
    try:
        with stream:
            while True:
                stream.write(one)
                stream.flush()
    except OSError:
        pass  # the call is over


def _told(errors: Errors) -> dict[str, object]:
    if not errors:
        return {"bursts": 0}
    by_time = [error for _, error in errors]
    tenths = [by_time[len(by_time) * at // 10 : len(by_time) * (at + 1) // 10] for at in range(10)]
    return {
        "bursts": len(by_time),
        "least_ms": round(min(by_time), 1),
        "median_ms": round(median(by_time), 1),
        "most_ms": round(max(by_time), 1),
        "tenths_ms": [round(median(tenth), 1) for tenth in tenths if tenth],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
