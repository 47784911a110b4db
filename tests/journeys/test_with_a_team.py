"""With a team's database: what is conducted here is there too, and an interview doesn't notice when that is away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from interview_desk.storage.care import check
from interview_desk.storage.journal import Journal, open_journal
from tests.calling import Call
from tests.faults.proxy import Proxy
from tests.journeys.conftest import KIT, NewDesk
from tests.journeys.driver import Driver, Place
from tests.servers import Server


@pytest.fixture
def line(server: Server, empty_server: str) -> Iterator[Proxy]:
    """The line to the team's server, which is empty."""
    assert server.url == empty_server
    proxy = Proxy(server.socket)
    yield proxy
    proxy.close()


@pytest.fixture
def with_team(desk_home: Path, line: Proxy) -> Place:
    return Place(desk_home, line.url())


@pytest.fixture
def team(server: Server, empty_server: str) -> Iterator[Journal]:
    """The team's database, as a colleague sees it."""
    assert server.url == empty_server
    with closing(open_journal(server.url)) as journal:
        yield journal


def entries_of(team: Journal) -> int:
    return sum(row.last_seq for row in team.sessions())


def delivers(desk: Driver, team: Journal) -> None:
    """Wait until the team has what is here."""
    desk.wait_saved()
    desk.wait_until(lambda: entries_of(team) == desk.state.seq)


def test_what_is_conducted_here_is_the_teams_while_it_goes_on(
    new_desk: NewDesk, with_team: Place, team: Journal
) -> None:
    desk = new_desk(with_team).open(KIT)
    desk.wait(minutes=2)
    desk.note("+ asked who the limit applies to")
    delivers(desk, team)
    assert desk.notice == ""
    (row,) = team.sessions()
    assert (row.candidate, row.phase, team.is_leased(row.id)) == ("Sample Candidate", "running", True)
    desk.note("? comes back to this")
    desk.close()
    assert not team.is_leased(row.id)
    with closing(open_journal(with_team.database)) as here:
        assert team.read(row.id) == here.read(row.id)
    assert check(team.engine) == []


def test_an_outage_is_said_quietly_and_made_up_for(
    new_desk: NewDesk, with_team: Place, team: Journal, line: Proxy
) -> None:
    desk = new_desk(with_team).open(KIT)
    delivers(desk, team)
    before = entries_of(team)
    line.open = False
    line.cut()
    for text in ("+ one", "+ two", "+ three"):
        desk.note(text)
    desk.wait_saved()  # here, as ever
    assert desk.app is not None
    desk.app.window.desk.trigger("team.deliver")
    desk.awaits("3 entries wait for the team's database: it can't be reached since")
    assert entries_of(team) == before
    desk.press("Ctrl+H")  # what is refused says why
    desk.note("+ four")
    desk.wait_saved()
    desk.app.window.desk.trigger("team.deliver")
    desk.awaits("4 entries wait for the team's database: it can't be reached since")
    line.open = True
    desk.app.window.desk.trigger("team.deliver")
    desk.awaits("Everything is with the team's database.")
    delivers(desk, team)
    desk.wait(seconds=5)
    desk.note("+ five")
    assert "wait for the team" not in desk.notice


def test_the_summary_is_set_against_the_teams_interviews(
    new_desk: NewDesk, with_team: Place, call: Call, server: Server, line: Proxy
) -> None:
    made = ("simulate", "--interviews", 2000, "--interviewers", 7, "--seed", 3)
    assert call("--database", server.url, *made).code == 0
    desk = new_desk(with_team).open(KIT)
    desk.wait(minutes=2)
    desk.press("Ctrl+Return")
    desk.wait(minutes=20)
    desk.press("Ctrl+E", "Ctrl+2")
    for digit in "32333":
        desk.press(digit, "Down")
    desk.awaits("interviews at senior level · who ran out of time counts as still")
    desk.awaits("compared with the team's interviews")
    line.open = False
    line.cut()
    desk.close()
    desk = new_desk(with_team).open(KIT)
    desk.press("Ctrl+E", "Ctrl+2")
    why = "the team's database can't be reached"
    desk.awaits(f"compared with the interviews on this computer alone: {why}")
