"""A process that conducts an interview on the computer's own clocks, for tests that set those or send it to sleep.

Run as `python timekeeper.py URL SESSION FAULT [FILE]`: it starts the clock, takes a note, lets the fault happen, takes
another note, and says the session time. FAULT is `set` (the wall clock, by what libfaketime reads from FILE: `+3600`),
or `sleep` (an hour: its own time namespace is one in which an hour more has passed since the start of the machine).
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from interview_desk.domain import rules
from interview_desk.domain.clock import SystemClock
from interview_desk.domain.log import Entry
from interview_desk.domain.note_line import read_line
from interview_desk.sessions.live import Live, open_live
from interview_desk.storage.journal import open_journal
from tests.conducting import Remembering
from tests.kits import small_kit

_NEW_TIME = 0x80


def note(live: Live, text: str) -> None:
    assert isinstance(live.perform(rules.take_note(live.state, read_line(text, []), live.now_ms)), Entry)


def sleep_an_hour() -> None:
    """Go on in a time namespace that is an hour ahead in what counts sleep, and nowhere else."""
    system = ctypes.CDLL(None, use_errno=True)
    if system.unshare(_NEW_TIME):
        raise SystemExit(f"no time namespace here: {os.strerror(ctypes.get_errno())}")
    Path("/proc/self/timens_offsets").write_text("boottime 3600 0")
    handle = os.open("/proc/self/ns/time_for_children", os.O_RDONLY)
    if system.setns(handle, _NEW_TIME):
        raise SystemExit(f"no way into it: {os.strerror(ctypes.get_errno())}")
    os.close(handle)


def main(url: str, session: str, fault: str, *more: str) -> None:
    keeper = Remembering()
    live = open_live(SystemClock(), keeper, rules.open_session(small_kit(), "Ada", "Ivan", "senior"))
    live.perform(rules.start(live.state))
    note(live, "before")
    if fault == "sleep":
        sleep_an_hour()
    else:
        Path(more[0]).write_text(more[1])
    note(live, "after")
    print(live.now_ms, live.state.phase)
    journal = open_journal(url)
    journal.extend(session, keeper.entries)
    journal.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
