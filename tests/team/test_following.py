"""Following a colleague's interview: every entry once and in order, through an outage, and never another's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text

from interview_desk.errors import StorageError, UsageError
from interview_desk.storage.journal import Journal, open_journal
from interview_desk.team.following import Following, watch
from tests.faults.proxy import Proxy
from tests.servers import Server
from tests.storage.logs import interview, log_of, note

ONE = "20261123-one"


@pytest.fixture(params=["sqlite", "postgresql"])
def team(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'team.db'}"
    return str(request.getfixturevalue("empty_server"))


@pytest.fixture
def lead(team: str) -> Iterator[Journal]:
    """Where the colleague's entries are delivered to."""
    journal = open_journal(team)
    yield journal
    journal.close()


@pytest.fixture
def following(team: str, lead: Journal) -> Iterator[Following]:
    log = interview(notes=3)
    lead.extend(ONE, log[:2])
    it = Following(lambda: watch(team, lambda _: None), ONE)
    yield it
    it.close()


def test_every_entry_is_heard_once_and_in_order(following: Following, lead: Journal) -> None:
    log = interview(notes=3)
    assert following.turn() == log[:2]
    assert following.turn(0.01) == []
    lead.extend(ONE, log[2:4])
    assert following.turn() == log[2:4]
    lead.extend(ONE, log[4:])
    assert following.turn() == log[4:]


def test_it_is_woken_by_what_is_delivered(empty_server: str) -> None:
    log = interview(notes=3)
    lead = open_journal(empty_server)
    lead.extend(ONE, log[:3])
    following = Following(lambda: watch(empty_server), ONE)
    assert following.turn() == log[:3]
    later = Thread(target=lead.extend, args=(ONE, log[3:]))
    later.start()
    assert following.turn(30) == log[3:]
    later.join()
    following.close()
    lead.close()


def test_an_outage_is_told_of_and_followed_through(server: Server, empty_server: str) -> None:
    log = interview(notes=5)
    lead = open_journal(empty_server)
    lead.extend(ONE, log[:3])
    line = Proxy(server.socket)
    following = Following(lambda: watch(line.url()), ONE)
    assert following.turn() == log[:3]
    line.open = False
    line.cut()
    for _ in range(2):
        with pytest.raises(StorageError, match="the database server does not answer"):
            following.turn()
    lead.extend(ONE, log[3:])
    line.open = True
    assert following.turn() == log[3:]
    following.close()
    line.close()
    lead.close()


def test_another_interview_in_its_place_is_not_taken_for_it(following: Following, lead: Journal) -> None:
    following.turn()
    with lead.engine.begin() as connection:
        connection.execute(text("DELETE FROM entry"))
        connection.execute(text("DELETE FROM session"))
    lead.reopen()
    assert following.turn(0.01) == []
    lead.extend(ONE, log_of(*[note("another's") for _ in range(4)], candidate="Bob"))
    with pytest.raises(StorageError, match="somebody else has written its entry 2"):
        following.turn()


def test_it_only_reads(team: str, lead: Journal) -> None:
    lead.extend(ONE, interview())
    it = watch(team, lambda _: None)
    assert it.find("latest") == ONE
    with pytest.raises(UsageError, match="There is no session"):
        it.find("none")
    with lead.lease(ONE):  # whoever conducts it is not in the way, nor minds
        assert len(it.entries(ONE, 0, b"")[0]) == len(interview())
    it.close()
