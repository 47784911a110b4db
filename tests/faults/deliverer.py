"""Processes that deliver a local journal to a team's database and say how far they came, for tests that kill them.

Run as `python deliverer.py LOCAL TEAM`: for each line that it reads it forks one, which says `pid N` first, then
`delivered N` after each commit, and `rest N` at its end; when that has ended, `gone`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from interview_desk.domain.clock import SystemClock
from interview_desk.team import delivery as module
from interview_desk.team.courier import delivery


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def deliver(local: str, team: str) -> None:
    module.ROWS = 1  # type: ignore[misc]  # a commit for each entry, so that there are many instants to be killed at
    from interview_desk.storage.inbox import Inbox

    receive = Inbox.receive

    def told(inbox: Inbox, session_id: str, rows: object) -> None:
        receive(inbox, session_id, rows)  # type: ignore[arg-type]
        say(f"delivered {session_id}")

    Inbox.receive = told  # type: ignore[assignment, method-assign]
    it = delivery(local, team, SystemClock())
    standing = it.turn()
    it.close()
    say(f"rest {standing.waiting}")


if __name__ == "__main__":
    import interview_desk.storage.inbox
    import interview_desk.storage.outbox  # noqa: F401  # what each of them would import

    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            say(f"pid {os.getpid()}")
            deliver(sys.argv[1], sys.argv[2])
            os._exit(0)
        os.waitpid(child, 0)
        say("gone")
