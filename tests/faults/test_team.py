"""A team's server that stops, freezes, is killed, cut off or replaced: nothing is lost, all in order, exactly once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Condition

import pytest
from sqlalchemy import text

from interview_desk.domain.clock import ManualClock
from interview_desk.domain.log import Entry
from interview_desk.storage.care import check
from interview_desk.storage.journal import Journal, open_journal
from interview_desk.storage.writer import Writer, later
from interview_desk.team.courier import Courier, delivery
from interview_desk.team.delivery import Delivery
from interview_desk.team.standing import Standing
from tests.faults.kept import environment
from tests.faults.proxy import Proxy
from tests.servers import Server, copied, running
from tests.storage.logs import interview

ONE, TWO = "20261123-one", "20261124-two"
DELIVERER = Path(__file__).with_name("deliverer.py")
PATIENCE_S = 15.0
LITTLE_PATIENCE_S = 3.0
"""For a server that is frozen, which costs as long as one waits for it."""
CUTS = 40


@pytest.fixture(scope="module")
def team_server(unused_server: Server) -> Iterator[Server]:
    """A server that tests may do anything to, and which they leave running."""
    with copied(unused_server) as fresh, running(fresh) as server:
        yield server


@pytest.fixture
def empty_team(team_server: Server) -> Server:
    team_server.thaw()  # what failed before must not fail what comes after
    if not team_server.runs:
        team_server.start()
    with closing(open_journal(team_server.url)) as journal, journal.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return team_server


@pytest.fixture
def line(empty_team: Server) -> Iterator[Proxy]:
    """The line to the server."""
    proxy = Proxy(empty_team.socket)
    yield proxy
    proxy.close()


@pytest.fixture
def local(tmp_path: Path) -> str:
    """The URL of the local journal."""
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def here(local: str) -> Iterator[Journal]:
    """The local journal."""
    with closing(open_journal(local)) as journal:
        yield journal


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def sent(local: str, line: Proxy, clock: ManualClock) -> Iterator[Delivery]:
    """The delivery from the local journal, along the line."""
    it = delivery(local, line.url(), clock, PATIENCE_S)
    yield it
    it.close()


def rows(journal: Journal) -> list[tuple[object, ...]]:
    with journal.engine.connect() as connection:
        query = (
            "SELECT session_id, seq, offset_ms, at, kind, version, body, checksum FROM entry ORDER BY session_id, seq"
        )
        return [(*row[:7], bytes(row[7])) for row in connection.execute(text(query))]


def assert_delivered(here: Journal, server: Server) -> None:
    """Assert that the team has row for row what is here, and that its index and results follow from it."""
    with closing(open_journal(server.url, create=False)) as there:
        assert rows(there) == rows(here)
        assert there.sessions() == here.sessions()
        assert check(there.engine) == []


def away_since(clock: ManualClock, entries: int) -> str:
    return (
        f"{entries} entries wait for the team's database: it can't be reached since {clock.wall().astimezone():%H:%M}."
    )


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_a_server_that_is_stopped_or_killed_is_waited_for(
    how: str, here: Journal, sent: Delivery, empty_team: Server, clock: ManualClock
) -> None:
    log = interview(notes=12)
    here.extend(ONE, log[:5])
    assert sent.turn().sentence() == ""
    getattr(empty_team, how)()
    try:
        began = ManualClock(clock.wall())
        for entry in log[5:]:
            here.append(ONE, entry)
            assert sent.turn().failures > 0
            clock.advance(60_000)
        assert sent.standing.sentence() == away_since(began, len(log) - 5)
        assert sent.standing.failures == len(log) - 5
    finally:
        empty_team.start()
    assert sent.turn().sentence() == ""
    assert_delivered(here, empty_team)


def test_a_frozen_server_is_given_up_and_gone_on_with_when_it_thaws(
    local: str, here: Journal, line: Proxy, empty_team: Server, clock: ManualClock
) -> None:
    log = interview(notes=6)
    sent = delivery(local, line.url(), clock, LITTLE_PATIENCE_S)
    here.extend(ONE, log[:4])
    sent.turn()
    here.extend(ONE, log[4:])
    empty_team.freeze()
    assert sent.turn().sentence() == away_since(clock, len(log) - 4)
    empty_team.thaw()
    sent.close()
    assert sent.turn(now=True).sentence() == ""
    assert_delivered(here, empty_team)
    sent.close()


@pytest.mark.parametrize("at", ["asked", "answered"])
def test_a_line_that_is_cut_in_the_middle_of_a_commit_repeats_what_was_not_and_not_what_was(
    at: str, here: Journal, sent: Delivery, line: Proxy, empty_team: Server
) -> None:
    here.extend(ONE, interview(notes=5))
    sent.turn()
    here.extend(TWO, interview(notes=8))
    line.cut_at_commit = at
    assert sent.turn().failures == 1
    assert sent.turn(now=True).sentence() == ""
    assert_delivered(here, empty_team)


def test_a_line_that_is_cut_at_any_byte_loses_nothing_and_repeats_nothing(
    here: Journal, sent: Delivery, line: Proxy, empty_team: Server
) -> None:
    chance = random.Random(20261123)
    log = interview(notes=CUTS)
    here.extend(ONE, log[:3])
    sent.turn()
    line.count = 0
    sent.close()
    sent.turn(now=True)
    whole = line.count + 4_000  # a connection, what is compared, and an entry
    failed = 0
    for entry in log[3:]:
        here.append(ONE, entry)
        line.bytes_left = chance.randrange(whole)
        if chance.random() < 0.5:
            sent.close()
        failed += sent.turn(now=True).failures
        line.bytes_left = None
        assert sent.turn(now=True).sentence() == ""
    assert failed > CUTS / 4
    assert_delivered(here, empty_team)


def test_a_stand_in_that_lagged_behind_is_brought_what_it_never_had(
    here: Journal, sent: Delivery, line: Proxy, empty_team: Server
) -> None:
    log = interview(notes=12)
    here.extend(ONE, log[:6])
    sent.turn()
    empty_team.stop()
    with copied(empty_team) as stand_in:
        empty_team.start()
        sent.close()
        here.extend(ONE, log[6:10])
        assert sent.turn(now=True).sentence() == ""  # acknowledged, by a server that now burns
        here.extend(TWO, log)
        line.cut_at_commit = "answered"
        assert sent.turn(now=True).failures == 1
        empty_team.kill()
        here.extend(ONE, log[10:])
        with running(stand_in) as successor:
            line.leads_to = successor.socket
            assert sent.turn(now=True).sentence() == ""
            assert_delivered(here, successor)


def test_a_server_that_only_lets_itself_be_read_is_told_of(
    here: Journal, sent: Delivery, empty_team: Server, clock: ManualClock
) -> None:
    here.extend(ONE, interview(notes=3))
    sent.turn()
    here.extend(TWO, interview(notes=3))
    admin = open_journal(empty_team.url)
    with admin.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ALTER SYSTEM SET default_transaction_read_only = on"))
        connection.execute(text("SELECT pg_reload_conf()"))
        sent.close()
        said = sent.turn(now=True).sentence()
        connection.execute(text("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE"))
        connection.execute(text("ALTER SYSTEM RESET default_transaction_read_only"))
        connection.execute(text("SELECT pg_reload_conf()"))
    admin.close()
    since = f"{clock.wall().astimezone():%H:%M}"
    assert said.startswith(f"6 entries wait for the team's database: it lets itself only be read since {since}; ")
    sent.close()
    assert sent.turn(now=True).sentence() == ""
    assert_delivered(here, empty_team)


class Ears:
    """Hears what the writer and the courier say, each on its own thread."""

    def __init__(self) -> None:
        self._changed = Condition()
        self.saved = 0
        self.standing = Standing()
        self.sentences: list[str] = []

    def on_saved(self, seq: int) -> None:
        with self._changed:
            self.saved = seq
            self._changed.notify_all()

    def on_told(self, standing: Standing, _asked: bool) -> None:
        with self._changed:
            self.standing = standing
            self.sentences.append(standing.sentence())
            self._changed.notify_all()

    def wait_saved(self, seq: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.saved >= seq, 30)

    def wait_delivered(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.standing.delivered >= count and not self.standing.waiting, 30)

    def wait_trouble(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: bool(self.standing.failures), 30)


def type_all(writer: Writer, courier: Courier, log: list[Entry], ears: Ears) -> None:
    for entry in log:
        writer.append(entry)
        ears.wait_saved(entry.seq)
        courier.wake()


@pytest.mark.parametrize("fault", ["frozen", "slow", "gone"])
def test_whatever_the_server_does_every_entry_is_saved_here_at_once(
    fault: str, local: str, here: Journal, line: Proxy, empty_team: Server, clock: ManualClock
) -> None:
    log, ears = interview(notes=20), Ears()
    patience_s = LITTLE_PATIENCE_S if fault == "frozen" else PATIENCE_S
    courier = Courier(delivery(local, line.url(), clock, patience_s), ears.on_told)
    writer = Writer(later(local), ONE, ears.on_saved, lambda _: None)
    writer.start()
    courier.follow(ONE)
    courier.start()
    type_all(writer, courier, log[:4], ears)
    ears.wait_delivered(4)
    if fault == "frozen":
        empty_team.freeze()
    elif fault == "gone":
        line.open = False
        line.cut()
    else:
        line.delay_s = 0.02
    type_all(writer, courier, log[4:], ears)
    if fault != "slow":
        ears.wait_trouble()
        empty_team.thaw()
        line.open = True
        courier.deliver_now()
    ears.wait_delivered(len(log))
    assert writer.close()
    courier.close()
    assert ears.sentences[-1] == ""
    assert_delivered(here, empty_team)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_a_laptop_that_is_killed_while_it_delivers_goes_on_where_the_team_is(
    local: str, here: Journal, empty_team: Server
) -> None:
    entries = 60
    here.extend(ONE, interview(notes=entries - 3))
    chance = random.Random(20261123)
    command = [sys.executable, str(DELIVERER), local, empty_team.url]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment()) as laptop:
        assert laptop.stdin is not None
        assert laptop.stdout is not None
        commits, done = 0, False
        while not done:
            laptop.stdin.write("again\n")
            laptop.stdin.flush()
            pid = int(laptop.stdout.readline().removeprefix("pid "))
            instant = chance.randrange(1, 16)
            heard = []
            while (said := laptop.stdout.readline().strip()) != "gone":
                heard.append(said)
                if len(heard) == instant and commits < 5 * entries:
                    os.kill(pid, signal.SIGKILL)
            commits += sum(it.startswith("delivered") for it in heard)
            done = heard[-1:] == ["rest 0"]
        laptop.stdin.close()
    assert entries - 10 <= commits <= entries  # of a killed one the last commit may not have been heard of
    assert_delivered(here, empty_team)
