"""Delivery: in order, exactly once, by the checksums; what the team's database lost is brought again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from interview_desk.domain import events as e
from interview_desk.domain.clock import ManualClock
from interview_desk.domain.log import Entry
from interview_desk.domain.review import TrackLaid
from interview_desk.errors import StorageError
from interview_desk.storage.care import check, rebuild
from interview_desk.storage.erasing import erase
from interview_desk.storage.history import read_past
from interview_desk.storage.inbox import Inbox, open_inbox
from interview_desk.storage.journal import Journal, open_journal
from interview_desk.storage.outbox import open_outbox
from interview_desk.storage.reviews import Reviews
from interview_desk.team.delivery import ROWS, Delivery
from tests.reviewing import blind, review_of
from tests.storage.logs import BEGAN, interview, log_of, note

ONE, TWO = "20261123-one", "20261124-two"
SERVER = StorageError("The database can't be opened", "the database server does not answer", "check the network")


class Laptop:
    """A local journal and its delivery, on a clock that is moved by hand."""

    def __init__(self, folder: Path, team: str) -> None:
        folder.mkdir(exist_ok=True)
        self.url = f"sqlite:///{folder / 'desk.db'}"
        self.journal = open_journal(self.url)
        self.clock = ManualClock()
        self.away: Exception | None = None
        self.team = team
        self.delivery = self.new_delivery()

    def new_delivery(self) -> Delivery:
        return Delivery(lambda: open_outbox(self.url, self.team), self._knock, self.clock)

    def _knock(self) -> Inbox:
        if self.away is not None:
            raise self.away
        return open_inbox(self.team, 10)

    def lose_the_line(self) -> None:
        """From now on the team's database is away, and no connection to it is left."""
        self.away = SERVER
        self.delivery.close()

    def restart(self) -> None:
        """End the application and start it again."""
        self.delivery.close()
        self.delivery = self.new_delivery()

    def close(self) -> None:
        self.delivery.close()
        self.journal.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def team(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a team's database that is empty."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'team.db'}"
    return str(request.getfixturevalue("empty_server"))


@pytest.fixture
def laptop(tmp_path: Path, team: str) -> Iterator[Laptop]:
    laptop = Laptop(tmp_path / "laptop", team)
    yield laptop
    laptop.close()


@pytest.fixture
def there(laptop: Laptop) -> Iterator[Journal]:
    """The team's database, as anybody may look at it."""
    laptop.delivery.turn()
    journal = open_journal(laptop.team)
    yield journal
    journal.close()


def scored(candidate: str = "Sample Candidate") -> list[Entry]:
    deeds = (e.Started(), e.LayerReached("main", "first"), e.Ended(), e.Scored("problem-solving", 3))
    return log_of(*deeds, candidate=candidate)


def rows(journal: Journal) -> list[tuple[object, ...]]:
    with journal.engine.connect() as connection:
        query = "SELECT session_id, seq, at, kind, body, checksum FROM entry"
        return sorted((*row[:5], bytes(row[5])) for row in connection.execute(text(query)))


def spoil(journal: Journal, *statements: str) -> None:
    with journal.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    journal.reopen()


def test_what_is_kept_here_is_there_row_for_row_with_its_index_and_results(laptop: Laptop, there: Journal) -> None:
    laptop.journal.extend(ONE, interview(notes=4))
    laptop.journal.extend(TWO, scored())
    standing = laptop.delivery.turn()
    assert (standing.waiting, standing.delivered, standing.sentence()) == (0, len(interview(4)) + len(scored()), "")
    assert rows(there) == rows(laptop.journal)
    assert there.sessions() == laptop.journal.sessions()
    assert read_past(there.engine) == read_past(laptop.journal.engine)
    assert (check(there.engine), rebuild(there.engine)) == ([], (0, []))


def test_entries_come_as_they_are_saved_and_twice_is_once(laptop: Laptop, there: Journal) -> None:
    for number, entry in enumerate(interview(notes=5), 1):
        laptop.journal.append(ONE, entry) if number > 1 else laptop.journal.create(entry, ONE)
        assert laptop.delivery.turn().delivered == number
        assert len(there.read(ONE)) == number
    laptop.restart()
    assert laptop.delivery.turn().delivered == 0


def test_a_long_interview_goes_in_several_commits_and_an_undo_is_undone_there_too(
    laptop: Laptop, there: Journal
) -> None:
    log = log_of(e.Started(), *[note(f"note {number}") for number in range(ROWS + 20)], e.Retracted(3), e.Ended())
    laptop.journal.extend(ONE, log)
    assert laptop.delivery.turn().delivered == len(log)
    assert there.session(ONE) == laptop.journal.session(ONE)
    assert check(there.engine) == []


def test_ten_minutes_away_are_told_of_and_made_up_for(laptop: Laptop, there: Journal) -> None:
    log = interview(notes=10)
    laptop.journal.extend(ONE, log[:4])
    laptop.delivery.turn()
    laptop.lose_the_line()
    laptop.clock.advance(1_000)
    at = laptop.clock.wall().astimezone()
    attempts = 0
    for entry in log[4:]:
        laptop.journal.append(ONE, entry)
        for _ in range(60):
            laptop.clock.advance(1_000)
            before = laptop.delivery.standing.failures
            attempts += laptop.delivery.turn().failures - before
    waits = f"{len(log) - 4} entries wait for the team's database: it can't be reached since {at:%H:%M}."
    assert laptop.delivery.standing.sentence() == waits
    assert 8 < attempts < 20  # less and less often, and at least once a minute
    assert len(there.read(ONE)) == 4
    laptop.away = None
    assert laptop.delivery.turn().waiting == len(log) - 4  # it is too soon
    laptop.clock.sleep(60_000)  # and a laptop that slept tries again at once
    assert laptop.delivery.turn().sentence() == ""
    assert there.read(ONE) == log


def test_whoever_asks_need_not_wait(laptop: Laptop) -> None:
    laptop.journal.extend(ONE, interview())
    laptop.lose_the_line()
    for _ in range(8):
        laptop.delivery.turn(now=True)
    assert laptop.delivery.wait_ms == 60_000
    laptop.away = None
    assert laptop.delivery.turn(now=True).waiting == 0


def test_what_waits_is_known_before_the_team_was_ever_reached(laptop: Laptop) -> None:
    laptop.away = SERVER
    laptop.journal.create(interview()[0], ONE)
    assert laptop.delivery.turn().sentence().startswith("1 entry waits for the team's database: it can't be reached")


def test_a_commit_whose_answer_was_lost_is_recognised(
    laptop: Laptop, there: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = interview(notes=6)
    laptop.journal.extend(ONE, log[:3])
    laptop.delivery.turn()
    laptop.journal.extend(ONE, log[3:])
    receive = Inbox.receive

    def unheard(inbox: Inbox, session_id: str, rows: Sequence[object]) -> None:
        receive(inbox, session_id, rows)  # type: ignore[arg-type]
        raise SERVER from ConnectionError()

    with monkeypatch.context() as changed:
        changed.setattr(Inbox, "receive", unheard)
        assert laptop.delivery.turn().failures == 1
    laptop.clock.advance(60_000)
    assert laptop.delivery.turn().waiting == 0
    assert there.read(ONE) == log
    assert rows(there) == rows(laptop.journal)


def test_what_the_team_lost_after_it_had_said_yes_is_brought_again(laptop: Laptop, there: Journal) -> None:
    """As where a stand-in takes over that lagged behind, or a backup is restored."""
    laptop.journal.extend(ONE, scored())
    laptop.journal.extend(TWO, interview(notes=6))
    laptop.delivery.turn()
    before = rows(there)
    spoil(
        there,
        f"DELETE FROM entry WHERE session_id = '{ONE}'", f"DELETE FROM session WHERE id = '{ONE}'",
        f"DELETE FROM entry WHERE session_id = '{TWO}' AND seq > 5",
        f"UPDATE session SET last_seq = 5 WHERE id = '{TWO}'",
    )  # fmt: skip
    laptop.restart()
    assert laptop.delivery.turn().waiting == 0
    assert rows(there) == before
    assert check(there.engine) == []


def test_a_mark_that_was_lost_costs_nothing(laptop: Laptop, there: Journal) -> None:
    laptop.journal.extend(ONE, scored())
    laptop.delivery.turn()
    spoil(laptop.journal, "DELETE FROM delivery", "DELETE FROM meta")
    laptop.restart()
    assert laptop.delivery.turn().delivered == 0
    assert laptop.delivery.standing.waiting == 0
    assert there.read(ONE) == scored()


def test_a_new_database_at_the_same_place_is_given_everything(laptop: Laptop, there: Journal) -> None:
    laptop.journal.extend(ONE, scored())
    laptop.delivery.turn()
    emptied = ("result_session", "result_layer", "result_score", "entry", "session", "meta")
    spoil(there, *(f"DELETE FROM {name}" for name in emptied))
    laptop.restart()
    assert laptop.delivery.turn().delivered == len(scored())
    assert check(there.engine) == []


def test_two_people_deliver_side_by_side_and_nothing_is_mixed(laptop: Laptop, there: Journal, tmp_path: Path) -> None:
    other = Laptop(tmp_path / "other", laptop.team)
    mine = log_of(e.Started(), *[note(f"mine {n}") for n in range(6)], candidate="Ada")
    theirs = log_of(e.Started(), *[note(f"theirs {n}") for n in range(6)], candidate="Bob")
    for my_entry, their_entry in zip(mine, theirs, strict=True):
        laptop.journal.extend(ONE, [my_entry])
        other.journal.extend(TWO, [their_entry])
        laptop.delivery.turn()
        other.delivery.turn()
    assert (there.read(ONE), there.read(TWO)) == (mine, theirs)
    assert check(there.engine) == []
    other.close()


def test_the_same_id_with_another_interview_is_refused_and_the_rest_goes_on(
    laptop: Laptop, there: Journal, tmp_path: Path
) -> None:
    other = Laptop(tmp_path / "other", laptop.team)
    other.journal.extend(ONE, log_of(e.Started(), note("theirs"), candidate="Bob"))
    other.delivery.turn()
    laptop.journal.extend(ONE, log_of(e.Started(), note("mine"), note("more"), candidate="Ada"))
    laptop.journal.extend(TWO, scored("Ada"))
    standing = laptop.delivery.turn()
    assert standing.waiting == 0
    assert standing.sentence().startswith(f"Session {ONE} can't be delivered to the team's database: ")
    assert there.read(ONE) == other.journal.read(ONE)
    assert there.read(TWO) == scored("Ada")
    laptop.restart()
    assert laptop.delivery.turn().sentence().startswith(f"Session {ONE} can't be delivered to the team's database: ")
    assert there.read(ONE) == other.journal.read(ONE)
    other.close()


def test_a_session_that_went_on_from_an_older_copy_is_refused(laptop: Laptop, there: Journal) -> None:
    log = interview(notes=6)
    laptop.journal.extend(ONE, log)
    laptop.delivery.turn()
    spoil(
        laptop.journal, f"DELETE FROM entry WHERE session_id = '{ONE}' AND seq > 5", "UPDATE session SET last_seq = 5"
    )
    laptop.restart()
    assert laptop.delivery.turn().sentence() == ""  # the team has more of it, and all that is here
    later = Entry(6, log[4].offset_ms, BEGAN + timedelta(hours=1), note("another"))
    laptop.journal.append(ONE, later)
    laptop.restart()
    assert "its entry 6 is another one there" in laptop.delivery.turn().sentence()
    assert there.read(ONE) == log


def test_a_damaged_entry_here_keeps_only_its_own_session_back(laptop: Laptop, there: Journal) -> None:
    laptop.journal.extend(ONE, interview(notes=6))
    laptop.journal.extend(TWO, scored())
    spoil(laptop.journal, f"UPDATE entry SET body = replace(body, 'Note 2', 'Note 9') WHERE session_id = '{ONE}'")
    assert "its entry 5 is not what was written" in laptop.delivery.turn().sentence()
    assert [row.id for row in there.sessions()] == [TWO]


def test_rehearsals_and_copies_without_names_stay_here(laptop: Laptop, there: Journal) -> None:
    first = scored()
    opened = first[0].event
    assert isinstance(opened, e.Opened)
    practice = e.Opened(opened.kit, opened.candidate, opened.interviewer, opened.level, practice=True)
    laptop.journal.extend(ONE, [Entry(1, 0, BEGAN, practice), *first[1:]])
    laptop.journal.extend("anonymous-abcdefghjk", scored())
    assert laptop.delivery.turn().waiting == 0
    assert there.sessions() == []


def test_colleagues_see_that_an_interview_is_going_on(laptop: Laptop, there: Journal) -> None:
    laptop.journal.extend(ONE, interview())
    laptop.delivery.follow(ONE)
    laptop.delivery.turn()
    assert there.is_leased(ONE)
    assert there.interrupted() == []
    laptop.delivery.follow("")
    assert [row.id for row in there.interrupted()] == [ONE]


def test_a_team_of_another_version_is_waited_for(laptop: Laptop, there: Journal) -> None:
    laptop.journal.extend(ONE, interview())
    spoil(there, "UPDATE alembic_version SET version_num = '9999'")
    laptop.restart()
    assert "a newer version of Interview Desk made it" in laptop.delivery.turn().sentence()
    assert laptop.delivery.standing.waiting == len(interview())


def test_reviews_follow_their_session_and_count_there_as_they_do_here(laptop: Laptop, there: Journal) -> None:
    laptop.journal.extend(ONE, scored())
    here = Reviews(laptop.journal.engine)
    whole = blind(ONE, 2, 4)
    here.keep("20261124-review0", whole[:2])
    assert laptop.delivery.turn().waiting == 0
    here.keep("20261124-review0", whole)
    assert laptop.delivery.turn().delivered == len(scored()) + len(whole)
    assert Reviews(there.engine).read("20261124-review0") == whole
    assert read_past(there.engine) == read_past(laptop.journal.engine)
    assert [row[1:] for row in read_past(there.engine).scores if not row[2]] != []
    laptop.restart()
    assert laptop.delivery.turn().delivered == 0
    assert check(there.engine) == []


def test_a_shadows_track_counts_in_no_figure_there_either(laptop: Laptop, there: Journal) -> None:
    laptop.journal.extend(ONE, scored())
    laptop.journal.extend(TWO, scored())
    laptop.delivery.turn()
    assert len(read_past(there.engine).sessions) == 2
    Reviews(laptop.journal.engine).keep("20261124-shadow0", review_of(ONE, TrackLaid(TWO), purpose="shadow"))
    laptop.delivery.turn()
    assert [row[0] for row in read_past(there.engine).sessions] == [ONE]
    assert check(there.engine) == []


def test_a_private_look_back_stays_here(laptop: Laptop, there: Journal) -> None:
    laptop.journal.extend(ONE, scored())
    Reviews(laptop.journal.engine).keep("20261124-mine000", review_of(ONE, purpose="reflection"))
    assert laptop.delivery.turn().waiting == 0
    assert Reviews(there.engine).listed() == []


def test_a_review_that_the_team_lost_is_brought_again_and_one_that_differs_is_refused(
    laptop: Laptop, there: Journal
) -> None:
    laptop.journal.extend(ONE, scored())
    here = Reviews(laptop.journal.engine)
    here.keep("20261124-review0", blind(ONE, 2, 4))
    laptop.delivery.turn()
    spoil(there, "DELETE FROM review_entry", "DELETE FROM review")
    laptop.restart()
    assert laptop.delivery.turn().trouble is None
    assert Reviews(there.engine).read("20261124-review0") == blind(ONE, 2, 4)
    Reviews(there.engine).keep("20261124-review1", blind(ONE, 1, 1, reviewer="Somebody Else"))
    here.keep("20261124-review1", blind(ONE, 3, 3))
    standing = laptop.delivery.turn()
    assert standing.waiting == 0
    assert standing.sentence().startswith(f"A review of session {ONE} can't be delivered to the team's database: ")


def test_what_was_erased_there_is_not_brought_back(laptop: Laptop, there: Journal) -> None:
    laptop.journal.extend(ONE, scored())
    laptop.journal.extend(TWO, scored("Somebody Else"))
    laptop.delivery.turn()
    erase(there.engine, {"sample candidate"}, (), BEGAN, keep_results=False)
    there.reopen()
    laptop.restart()
    standing = laptop.delivery.turn()
    assert standing.waiting == 0
    assert standing.sentence() == (
        f"Session {ONE} can't be delivered to the team's database: it was erased there on 2026-11-23; "
        "erase that person here too, with `interview-desk erase`."
    )
    assert [row.id for row in there.sessions()] == [TWO]
    erase(laptop.journal.engine, {"sample candidate"}, (), BEGAN, keep_results=False)
    laptop.restart()
    assert laptop.delivery.turn().sentence() == ""


def test_what_is_erased_there_while_it_is_delivered_stays_erased(laptop: Laptop, there: Journal) -> None:
    log = interview(notes=4)
    laptop.journal.extend(ONE, log[:4])
    laptop.delivery.follow(ONE)
    laptop.delivery.turn()
    erase(there.engine, {"sample candidate"}, (), BEGAN, keep_results=False)
    there.reopen()
    laptop.journal.extend(ONE, log[4:])
    assert laptop.delivery.turn().waiting == 0
    assert there.sessions() == []
    laptop.delivery.follow("")


def test_another_file_that_was_put_in_the_place_of_the_journal_is_delivered_from(
    laptop: Laptop, there: Journal, tmp_path: Path
) -> None:
    laptop.journal.extend(ONE, scored())
    laptop.delivery.turn()
    laptop.journal.close()
    restored = open_journal(f"sqlite:///{tmp_path / 'restored.db'}")
    restored.extend(TWO, scored("Somebody Else"))
    restored.close()
    (tmp_path / "restored.db").replace(tmp_path / "laptop" / "desk.db")
    assert laptop.delivery.turn().trouble is None
    assert there.read(TWO) == scored("Somebody Else")


def test_after_however_many_failures_it_is_tried_each_minute(laptop: Laptop) -> None:
    laptop.journal.extend(ONE, interview())
    laptop.lose_the_line()
    laptop.delivery.standing = replace(laptop.delivery.standing, failures=100_000)
    laptop.delivery.turn()
    assert laptop.delivery.wait_ms == 60_000
