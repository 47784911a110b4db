"""The courier: a thread that delivers what is saved, is told to, is patient, and ends with what is left delivered."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Condition
from typing import Any

import pytest

from interview_desk.domain.clock import ManualClock
from interview_desk.errors import StorageError
from interview_desk.storage.inbox import open_inbox
from interview_desk.storage.journal import Journal, open_journal
from interview_desk.storage.outbox import open_outbox
from interview_desk.team.courier import Courier
from interview_desk.team.delivery import Delivery
from interview_desk.team.standing import Standing
from tests.storage.logs import interview

ONE = "20261123-one"
ROOT = Path(__file__).parents[2]


class Ear:
    """Hears how things stand."""

    def __init__(self) -> None:
        self._changed = Condition()
        self.heard: list[Standing] = []
        self.answers = 0

    def __call__(self, standing: Standing, asked: bool) -> None:
        with self._changed:
            self.heard.append(standing)
            self.answers += asked
            self._changed.notify_all()

    def wait(self, delivered: int = 0, failures: int = 0) -> None:
        with self._changed:
            assert self._changed.wait_for(
                lambda: any(it.delivered >= delivered and it.failures >= failures for it in self.heard), 20
            )


class Team:
    """A team's database that can be away."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'team.db'}"
        self.away = False
        self.knocks = 0
        self.meanwhile: Callable[[], None] | None = None
        """What happens here while entries are on their way there."""

    def open(self) -> object:
        self.knocks += 1
        if self.away:
            raise StorageError("It can't be opened", "the database server does not answer", "")
        inbox = open_inbox(self.url, 10)
        receive = inbox.receive

        def received(*rows: Any) -> Any:
            done = receive(*rows)
            if self.meanwhile is not None:
                self.meanwhile()
            return done

        inbox.receive = received  # type: ignore[assignment,method-assign]
        return inbox


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Journal]:
    journal = open_journal(f"sqlite:///{tmp_path / 'desk.db'}")
    journal.extend(ONE, interview(notes=3)[:2])
    yield journal
    journal.close()


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def courier(tmp_path: Path, here: Journal, team: Team, ear: Ear) -> Iterator[Courier]:
    assert here.find("latest") == ONE
    local = f"sqlite:///{tmp_path / 'desk.db'}"
    it = Courier(Delivery(lambda: open_outbox(local, team.url), team.open, ManualClock()), ear)  # type: ignore[arg-type]
    yield it
    it.close()


def there(team: Team) -> int:
    journal = open_journal(team.url)
    try:
        return len(journal.read(ONE))
    finally:
        journal.close()


def test_it_delivers_what_there_is_and_each_entry_as_it_is_woken(courier: Courier, here: Journal, ear: Ear) -> None:
    courier.start()
    courier.start()
    ear.wait(delivered=2)
    for entry in interview(notes=3)[2:]:
        here.append(ONE, entry)
        courier.wake()
        ear.wait(delivered=entry.seq)
    assert all(it.failures == 0 for it in ear.heard)


def test_it_does_not_knock_again_for_each_entry_and_does_where_it_is_asked_to(
    courier: Courier, here: Journal, team: Team, ear: Ear
) -> None:
    team.away = True
    courier.start()
    ear.wait(failures=1)
    knocks = team.knocks
    for entry in interview(notes=3)[2:]:
        here.append(ONE, entry)
        courier.wake()
    assert team.knocks == knocks  # its clock stands still: it is too soon
    courier.deliver_now()
    ear.wait(failures=2)
    team.away = False
    courier.deliver_now()
    ear.wait(delivered=len(interview(notes=3)))
    assert ear.answers == 2


def test_whoever_asks_while_something_is_saved_is_answered_when_that_is_there_too(
    courier: Courier, here: Journal, team: Team, ear: Ear
) -> None:
    later = interview(notes=3)

    def while_it_delivers() -> None:
        team.meanwhile = None
        here.extend("20261123-two", later)

    team.meanwhile = while_it_delivers
    courier.deliver_now()
    courier.start()
    ear.wait(delivered=2 + len(later))
    assert ear.answers == 1
    assert ear.heard[-1].waiting == 0


def test_at_the_end_what_was_just_saved_is_delivered_too(courier: Courier, here: Journal, team: Team, ear: Ear) -> None:
    courier.start()
    ear.wait(delivered=2)
    here.extend(ONE, interview(notes=3)[2:])
    courier.close()
    assert there(team) == len(interview(notes=3))


def test_the_end_is_not_put_off_for_a_server_that_is_away(courier: Courier, team: Team, ear: Ear) -> None:
    team.away = True
    courier.start()
    ear.wait(failures=1)
    knocks = team.knocks
    courier.close()
    assert team.knocks == knocks


def test_one_that_never_began_can_be_ended(courier: Courier, team: Team) -> None:
    courier.close()
    courier.start()
    assert team.knocks == 0


def test_it_costs_a_start_nothing_until_it_runs() -> None:
    code = """
import sys
from interview_desk.team.courier import courier
courier("sqlite:////none/desk.db", "postgresql://none/none", print).close()
assert not {"sqlalchemy", "psycopg"} & sys.modules.keys()
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=60)
