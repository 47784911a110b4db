"""The writer: in order, never a false *saved*, nothing lost while a disk sulks, and the screen never waits."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

from interview_desk.domain import events as e
from interview_desk.domain.draft import Draft
from interview_desk.domain.log import Entry
from interview_desk.errors import StorageError
from interview_desk.storage.engine import open_database
from interview_desk.storage.journal import Journal
from interview_desk.storage.lease import Lease
from interview_desk.storage.memory import MemoryJournal
from interview_desk.storage.writer import Keeper, Writer, later
from tests.storage.logs import interview, log_of, note

ID = "20261123-writer"
PATIENCE_S = 20


class Ear:
    """Hears what a writer says, and waits for it."""

    def __init__(self) -> None:
        self._heard = threading.Condition()
        self.saved: list[int] = []
        self.troubles: list[str | None] = []

    def on_saved(self, seq: int) -> None:
        with self._heard:
            self.saved.append(seq)
            self._heard.notify_all()

    def on_trouble(self, trouble: str | None) -> None:
        with self._heard:
            self.troubles.append(trouble)
            self._heard.notify_all()

    def wait(self, until: Callable[[], bool]) -> None:
        with self._heard:
            assert self._heard.wait_for(until, PATIENCE_S), (self.saved, self.troubles)

    def wait_for(self, seq: int) -> None:
        self.wait(lambda: seq in self.saved)


class Sulking(MemoryJournal):
    """A journal that fails where and as long as it is told to, and can be held up in the middle of a commit."""

    def __init__(self) -> None:
        super().__init__()
        self.failure: Exception | None = None
        self.commits: list[tuple[list[int], Draft | None]] = []
        self.attempts = 0
        self.reopened = 0
        self.closed = 0
        self.entered = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()

    def extend(self, session_id: str, entries: Sequence[Entry], draft: Draft | None = None) -> None:
        self.attempts += 1
        self.entered.set()
        assert self.go_on.wait(PATIENCE_S)
        if self.failure is not None:
            raise self.failure
        super().extend(session_id, entries, draft)
        self.commits.append(([entry.seq for entry in entries], draft))

    def reopen(self) -> None:
        self.reopened += 1

    def close(self) -> None:
        self.closed += 1


@contextmanager
def written(journal: Keeper | Callable[[], Keeper], ear: Ear, session_id: str = ID) -> Iterator[Writer]:
    writer = Writer(journal, session_id, ear.on_saved, ear.on_trouble, draft_rest_s=0.001, first_retry_s=0.001)
    try:
        writer.start()
        yield writer
    finally:
        writer.close(PATIENCE_S)


@pytest.fixture
def ear() -> Ear:
    return Ear()


def test_entries_are_saved_in_order(kept: Journal, ear: Ear) -> None:
    log = interview(notes=60)
    with written(kept, ear) as writer:
        for entry in log:
            writer.append(entry)
        ear.wait_for(len(log))
    assert ear.saved == sorted(ear.saved)
    assert ear.troubles == []
    assert kept.read(ID) == log


def test_saved_is_said_only_after_the_commit(ear: Ear) -> None:
    journal = Sulking()
    journal.go_on.clear()
    with written(journal, ear) as writer:
        writer.append(interview()[0])
        assert journal.entered.wait(PATIENCE_S)
        assert ear.saved == []
        assert len(writer.unsaved) == 1
        journal.go_on.set()
        ear.wait_for(1)
        assert not writer.unsaved


def test_what_was_handed_over_before_the_start_is_written_then(ear: Ear) -> None:
    journal = MemoryJournal()
    writer = Writer(journal, ID, ear.on_saved, ear.on_trouble)
    writer.append(interview()[0])
    assert not journal.is_leased(ID)
    assert writer.close()
    assert journal.read(ID) == interview()[:1]


def test_what_came_during_a_commit_goes_together_with_the_newest_draft_only(ear: Ear) -> None:
    journal, log = Sulking(), interview()
    journal.go_on.clear()
    with written(journal, ear) as writer:
        writer.append(log[0])
        assert journal.entered.wait(PATIENCE_S)
        for entry in log[1:]:
            writer.append(entry)
        for length in range(1, 20):
            writer.keep_draft("half a note, still being typed"[:length], 4_000, 4_000 + length)
        journal.go_on.set()
        ear.wait_for(len(log))
    newest = Draft("half a note, still being typed"[:19], 4_000, 4_019)
    assert journal.commits == [([1], None), ([entry.seq for entry in log[1:]], newest)]


def test_an_entry_and_the_draft_that_goes_with_it_are_kept_in_one_commit(ear: Ear) -> None:
    journal, log = Sulking(), interview()
    with written(journal, ear) as writer:
        writer.append(log[0])
        ear.wait_for(1)
        writer.append(log[1], Draft("", 0, 7_000))
        ear.wait_for(2)
    assert journal.commits[-1] == ([2], Draft("", 0, 7_000))


def test_drafts_rest_and_entries_do_not_wait_for_them(ear: Ear) -> None:
    journal, log = Sulking(), interview()
    writer = Writer(journal, ID, ear.on_saved, ear.on_trouble, draft_rest_s=PATIENCE_S * 10)
    writer.append(log[0], Draft("h", 0, 1))
    writer.start()
    ear.wait_for(1)
    writer.keep_draft("ha", 0, 2)
    writer.keep_draft("hal", 0, 3)
    writer.append(log[1])
    ear.wait_for(2)
    writer.keep_draft("half", 0, 4)
    assert writer.close(PATIENCE_S)
    assert journal.commits == [([1], Draft("h", 0, 1)), ([2], Draft("hal", 0, 3)), ([], Draft("half", 0, 4))]


def test_while_a_disk_is_full_entries_wait_in_order_and_are_saved_when_there_is_room(ear: Ear) -> None:
    journal, log = Sulking(), interview(notes=10)
    with written(journal, ear) as writer:
        writer.append(log[0])
        ear.wait_for(1)
        journal.failure = StorageError("Session can't be saved", "the disk is full", "free some space")
        for entry in log[1:]:
            writer.append(entry)
        ear.wait(lambda: bool(ear.troubles))
        told = "Not saved yet: the disk is full. Free some space. It is kept in memory and tried again."
        assert writer.trouble == told
        assert ear.saved == [1]
        assert writer.unsaved == tuple(log[1:])
        journal.failure = None
        ear.wait_for(len(log))
        ear.wait(lambda: ear.troubles[-1] is None)
        assert ear.troubles == [told, None]
        assert journal.reopened >= 1
    assert journal.read(ID) == log


def test_an_unexpected_fault_is_told_without_its_words_and_tried_again(ear: Ear) -> None:
    journal = Sulking()
    journal.failure = ZeroDivisionError("the note said: secret")
    with written(journal, ear) as writer:
        writer.append(interview()[0])
        ear.wait(lambda: bool(ear.troubles))
        assert ear.troubles[0] is not None
        assert "ZeroDivisionError" in ear.troubles[0]
        assert "secret" not in ear.troubles[0]
        journal.failure = None
        ear.wait_for(1)


def test_closing_during_trouble_tries_once_more_and_says_what_was_not_saved(ear: Ear) -> None:
    journal, log = Sulking(), interview()
    journal.failure = StorageError("Session can't be saved", "the disk is full", "free some space")
    writer = Writer(journal, ID, ear.on_saved, ear.on_trouble, first_retry_s=PATIENCE_S * 10)
    writer.append(log[0])
    writer.start()
    ear.wait(lambda: bool(ear.troubles))
    attempts = journal.attempts
    assert not writer.close(0.05)
    assert journal.attempts == attempts + 1
    assert writer.unsaved == (log[0],)
    assert not journal.is_leased(ID)


def test_closing_saves_what_is_left_as_soon_as_it_can_be(ear: Ear) -> None:
    journal, log = Sulking(), interview(notes=30)
    journal.go_on.clear()
    writer = Writer(journal, ID, ear.on_saved, ear.on_trouble)
    writer.start()
    for entry in log:
        writer.append(entry)
    writer.keep_draft("half", 1, 2)
    journal.go_on.set()
    assert writer.close(PATIENCE_S)
    assert writer.close(PATIENCE_S)
    assert journal.read(ID) == log
    assert journal.draft(ID) == Draft("half", 1, 2)
    assert journal.closed == 0  # it was given open, and is left so


def test_the_thread_opens_the_journal_takes_the_lease_and_closes_both(url: str, ear: Ear) -> None:
    log = interview()
    with written(later(url), ear) as writer:
        for entry in log:
            writer.append(entry)
        ear.wait_for(len(log))
        engine = open_database(url)
        other = Journal(engine)
        assert other.is_leased(ID)
        assert other.interrupted() == []
    assert other.read(ID) == log
    assert [row.id for row in other.interrupted()] == [ID]
    engine.dispose()


def test_a_journal_that_can_not_be_opened_is_told_of_and_tried_again(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "later" / "desk.db"
    with written(later(f"sqlite:///{path}"), ear) as writer:
        writer.append(interview()[0])
        ear.wait(lambda: bool(ear.troubles))
        assert ear.troubles[0] is not None
        assert ear.troubles[0].startswith("Not saved yet: its folder is not there.")
        path.parent.mkdir()
        ear.wait_for(1)
        ear.wait(lambda: ear.troubles[-1] is None)


def test_a_second_writer_is_told_and_goes_on_when_the_first_has_gone(kept: Journal, ear: Ear) -> None:
    log = interview()
    lease: Lease = kept.lease(ID)
    with written(kept, ear) as writer:
        writer.append(log[0])
        ear.wait(lambda: bool(ear.troubles))
        assert ear.troubles[0] is not None
        assert "another window or another copy of Interview Desk is writing to it" in ear.troubles[0]
        lease.release()
        ear.wait_for(1)


def test_a_locked_database_is_waited_for(url: str, ear: Ear, tmp_path: Path) -> None:
    engine = open_database(url, busy_ms=10)
    log = interview()
    other = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    with closing(other), written(Journal(engine), ear) as writer:
        writer.append(log[0])
        ear.wait_for(1)
        other.execute("BEGIN IMMEDIATE")
        writer.append(log[1])
        ear.wait(lambda: bool(ear.troubles))
        assert ear.troubles[0] is not None
        assert ear.troubles[0].startswith("Not saved yet: another program holds the database.")
        assert ear.saved == [1]
        other.execute("ROLLBACK")
        ear.wait_for(2)
    assert Journal(engine).read(ID) == log[:2]
    engine.dispose()


def test_a_database_that_may_not_grow_is_written_to_when_it_may(sqlite_engine: Engine, ear: Ear) -> None:
    kept = Journal(sqlite_engine)
    log = log_of(e.Started(), *[note("x" * 5_000, number) for number in range(40)])
    with written(kept, ear) as writer:
        writer.append(log[0])
        ear.wait_for(1)
        limit_pages(sqlite_engine)
        for entry in log[1:]:
            writer.append(entry)
        ear.wait(lambda: bool(ear.troubles))
        assert ear.troubles[0] is not None
        assert ear.troubles[0].startswith("Not saved yet: the disk is full. Free some space.")
        # The writer opens a new connection, which knows of no limit.
        ear.wait_for(len(log))
        ear.wait(lambda: ear.troubles[-1] is None)
    assert kept.read(ID) == log


def limit_pages(engine: Engine) -> None:
    """Let the connections that are open add no page to the file."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")


def test_a_listener_that_fails_does_not_stop_the_writer(
    kept: Journal, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: told.append(kind))

    def broken(seq: int) -> None:
        ear.on_saved(seq)
        raise RuntimeError("the window is gone")

    writer = Writer(kept, ID, broken, ear.on_trouble)
    writer.start()
    for entry in interview():
        writer.append(entry)
    ear.wait_for(len(interview()))
    assert writer.close(PATIENCE_S)
    assert kept.read(ID) == interview()
    assert set(told) == {RuntimeError}


def test_a_resumed_session_goes_on_where_it_ended(url: str, ear: Ear) -> None:
    log = interview(notes=6)
    with written(later(url), ear) as writer:
        for entry in log[:4]:
            writer.append(entry)
    with written(later(url), ear) as writer:
        writer.keep_draft("only a sign of life", 0, 9_999)
        for entry in log[4:]:
            writer.append(entry)
    engine = open_database(url)
    assert Journal(engine).read(ID) == log
    assert Journal(engine).draft(ID) == Draft("only a sign of life", 0, 9_999)
    engine.dispose()
