"""A process that keeps an interview and says what was saved, for tests that kill it or take the disk away.

Run as `python keeper.py URL SESSION ENTRIES [COMMAND…]`. It says, each in a line of its own and unbuffered: `saved N`,
every entry up to N is on the disk; `trouble …` and `well`, as the writer does; `done`, or `left N` where N entries were
not saved. Without a COMMAND entries come one by one, each when the one before was saved. Otherwise they come at once,
and after them, in turn: `await-trouble`, `await-saved`, `remove PATH`, `unlimit` (of file sizes),
`give-up` (after a moment, when closing). `limit BYTES`, of file sizes, comes first and holds from the start.

As `python keeper.py --each SESSION ENTRIES` it reads URLs, a line each, and keeps an interview in every one of them, in
a process of its own, which says `pid N` first; when that has ended, `gone`.
"""

from __future__ import annotations

import functools
import os
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from interview_desk.domain import rules
from interview_desk.domain.draft import Draft
from interview_desk.domain.events import Event
from interview_desk.domain.log import Entry
from interview_desk.storage.writer import Writer, later
from tests.conducting import Conducted
from tests.storage.logs import interview

PATIENCE_S = 60


def planned(count: int) -> list[Entry]:
    """Return the log that is kept, to compare with what is found afterwards: so many entries, or 45 minutes for 0."""
    return interview(notes=count - 3) if count else script()


@functools.cache
def script() -> list[Entry]:
    """An interview of 45 minutes, with something every eight seconds: notes, hints, signals, layers, milestones."""
    desk = Conducted()
    for step in range(1, 45 * 60 // 8):
        desk.wait(seconds=8)
        layer = desk.state.layer
        deeds: list[Event | rules.Refused] = []
        if step % 84 == 0:  # after eleven minutes or so
            deeds.append(rules.leave(desk.state, "solved"))
        elif step % 30 == 7:
            deeds.append(rules.give_hint(desk.state))
        elif step % 30 == 16 and layer is not None:
            deeds.append(rules.mark_signal(desk.state, layer.signals[0].id))
        if deeds and not isinstance(deeds[0], rules.Refused):
            desk.do(deeds[0])
        else:
            desk.note(f"+ Note {step} — сказал “ok” \U0001f642")
    return list(desk.live.log)


def draft_after(entry: Entry) -> Draft:
    """Return the draft that is handed over together with an entry."""
    return Draft(f"half a note after entry {entry.seq}", entry.offset_ms, entry.offset_ms + 1)


class Keeper:
    """The writer with somebody who listens to it."""

    def __init__(self, url: str, session_id: str) -> None:
        self.heard = threading.Condition()
        self.saved = 0
        self.troubled = False
        self.patience_s: float = PATIENCE_S
        self.writer = Writer(later(url), session_id, self.on_saved, self.on_trouble, first_retry_s=0.01)

    def on_saved(self, seq: int) -> None:
        say(f"saved {seq}")
        with self.heard:
            self.saved = seq
            self.heard.notify_all()

    def on_trouble(self, trouble: str | None) -> None:
        say(f"trouble {trouble}" if trouble else "well")
        with self.heard:
            self.troubled = self.troubled or bool(trouble)
            self.heard.notify_all()

    def run(self, entries: list[Entry], commands: list[str]) -> None:
        if commands[:1] == ["limit"]:
            limit_file_size(int(commands[1]))
            commands = commands[2:]
        self.writer.start()
        for entry in entries:
            self.writer.append(entry, draft_after(entry))
            if not commands:  # one commit an entry, as when a person types
                self.wait(entry.seq)
        while commands:
            match commands.pop(0):
                case "await-trouble":
                    with self.heard:
                        assert self.heard.wait_for(lambda: self.troubled, PATIENCE_S)
                case "await-saved":
                    self.wait(entries[-1].seq)
                case "remove":
                    Path(commands.pop(0)).unlink()
                case "unlimit":
                    limit_file_size(None)
                case "give-up":
                    self.patience_s = 0.1
                case other:
                    raise SystemExit(f"{other} is no command")
        say("done" if self.writer.close(self.patience_s) else f"left {len(self.writer.unsaved)}")

    def wait(self, seq: int) -> None:
        with self.heard:
            assert self.heard.wait_for(lambda: self.saved >= seq, PATIENCE_S)


def limit_file_size(size: int | None) -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard if size is None else size, hard))


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def keep_each(session_id: str, count: int) -> None:
    """Fork for each URL: twenty processes then cost the imports of one."""
    import interview_desk.storage.journal  # noqa: F401  # what each of them would import

    for url in sys.stdin:
        pid = os.fork()
        if pid == 0:
            say(f"pid {os.getpid()}")
            Keeper(url.strip(), session_id).run(planned(count), [])
            os._exit(0)
        os.waitpid(pid, 0)
        say("gone")


if __name__ == "__main__" and sys.argv[1] == "--each":
    keep_each(sys.argv[2], int(sys.argv[3]))
elif __name__ == "__main__":
    Keeper(sys.argv[1], sys.argv[2]).run(planned(int(sys.argv[3])), sys.argv[4:])
