"""A whole interview with sound at the real desk, in a process of its own; prints what came of it as JSON.

Run as `python -m tests.media.at_the_desk FOLDER` within `virtual_sound`, while a tone is played into the call.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop

from interview_desk import paths, settings
from interview_desk.app import Desk
from interview_desk.domain.clock import SystemClock
from interview_desk.door.options import Conduct, Options
from interview_desk.library.catalogue import Catalogue
from interview_desk.media import wav
from interview_desk.ui.application import make_application

PATIENCE_S = 15.0


def until(look: Callable[[], object], what: str) -> None:
    """Let the application work until something is so."""
    end = time.monotonic() + PATIENCE_S
    while not look():
        assert time.monotonic() < end, f"waited in vain for {what}"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
        time.sleep(0.002)


def main(folder: Path) -> int:
    app = make_application(settings.Settings(audio=True))
    options = Options(folder, paths.default_database_url(folder))
    desk = Desk(options, settings.Settings(audio=True), Catalogue.standing(folder), SystemClock())
    told: dict[str, Any] = {}
    try:
        interview(desk, folder, told)
    finally:
        desk.close()
        app.quit()
    print(json.dumps(told))
    return 0


def interview(desk: Desk, folder: Path, told: dict[str, Any]) -> None:
    do, notices = desk.window.desk.trigger, desk.window.notices
    desk.conduct(Catalogue.standing(folder).kit("backend-senior"), Conduct("backend-senior", "Ada Example", start=True))
    desk.window.show()
    until(lambda: desk.window.desk.is_open("audio.record"), "the desk")
    conducting = desk.conducting
    assert conducting is not None
    page, live = conducting.page, conducting.live
    do("audio.record")
    until(lambda: notices.text, "the refusal")
    told["without_consent"] = notices.text
    do("audio.consent")
    told["asked"] = page.line.text
    do("note.save")
    assert live.state.consent is not None
    told["consent_by"] = live.state.consent.by
    do("audio.record")
    where = paths.audio_dir(folder, desk._session)

    def size(piece: int) -> int:
        pieces = live.state.pieces
        file = where / pieces[piece].file if len(pieces) > piece else where
        return wav.ms_of(file.stat().st_size) if file.is_file() else 0

    sound = page.header.who._sound
    assert sound is not None
    until(lambda: size(0) > 1_000, "the first piece")
    until(lambda: sound.level > 0, "the level")
    told["while_recording"] = sound.words
    do("interview.pause")
    told["in_the_pause"] = sound.words
    paused_at = live.now_ms
    until(lambda: conducting.adapter.stage.state.phase == "paused", "the pause")
    do("interview.pause")
    until(lambda: size(1) > 500, "the second piece")
    do("interview.wrap-up")
    told["pieces"] = [[piece.from_ms, size(at)] for at, piece in enumerate(live.state.pieces)]
    told["paused_at"] = paused_at
    told["ended_at"] = live.now_ms
    hear(desk, told)
    do("replay.leave")
    told["track_is_gone"] = sorted(file.name for file in where.iterdir()) == [it.file for it in live.state.pieces]
    do("audio.erase")
    until(lambda: "once more" in notices.text, "the question")
    told["asked_to_erase"] = notices.text
    assert where.is_dir()
    do("audio.erase")
    told["erased"] = not where.exists() and not live.state.pieces
    until(lambda: "deleted" in notices.text, "the answer")
    told["said"] = notices.text


def hear(desk: Desk, told: dict[str, Any]) -> None:
    """Replay with sound: to and fro, faster and too fast."""
    from interview_desk.ui.hearing import Hearing

    desk._replay_moment(0)
    replaying = desk.replaying
    assert replaying is not None
    (hearing,) = replaying.findChildren(Hearing)
    until(lambda: hearing._player is not None, "the player")
    player = hearing._player
    assert player is not None
    playing, replay = replaying.playing, replaying.replay
    told["length_ms"] = player.length_ms
    playing.toggle()
    until(lambda: replay.now_ms > 400, "the replay")
    apart: list[int] = []
    for goal in (replay.length_ms // 2, 200, 100):  # far ahead, far back, and a little
        playing.seek(goal)
        if not playing.is_on:  # the end may have come meanwhile
            playing.toggle()
        apart.append(abs(player.at_ms - goal))
        playing.advance()
        apart.append(abs(replay.now_ms - goal))
        until(lambda goal=goal: replay.now_ms > goal + 100, "the replay to go on")  # type: ignore[misc]
        apart.append(abs(replay.now_ms - player.at_ms))
    told["apart_ms"] = apart
    playing.seek(100)
    playing.set_speed(2.0)
    told["heard_at_2"] = player.is_on
    playing.set_speed(4.0)
    told["heard_at_4"] = player.is_on
    until(lambda: not playing.is_on, "the end")
    told["at_the_end"] = replay.now_ms == replay.length_ms


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
