"""One contract for every journal, in memory, on SQLite and on PostgreSQL: kept in order, whole, and found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_desk.domain import events as e
from interview_desk.domain.draft import Draft
from interview_desk.domain.events import Event
from interview_desk.domain.log import Entry
from interview_desk.domain.state import fold
from interview_desk.errors import StorageError, UsageError
from interview_desk.storage.journal import Journal
from interview_desk.storage.memory import MemoryJournal
from tests.storage.anything import any_event, any_text
from tests.storage.logs import BEGAN, interview, log_of, note, opening

AnyJournal = Journal | MemoryJournal


def keep(journal: AnyJournal, log: list[Entry], session_id: str | None = None) -> str:
    session_id = journal.create(log[0], session_id)
    for entry in log[1:]:
        journal.append(session_id, entry)
    return session_id


def test_what_was_appended_is_read_as_it_was(journal: AnyJournal) -> None:
    log = interview(notes=5)
    session_id = keep(journal, log)
    assert journal.read(session_id) == log
    assert fold(journal.read(session_id)) == fold(log)


def test_an_id_is_the_day_and_something_random(journal: AnyJournal) -> None:
    first, second = journal.create(opening()), journal.create(opening())
    assert first != second
    assert first.startswith("20261123-")


def test_many_entries_are_kept_in_one_commit(journal: AnyJournal) -> None:
    log = interview(notes=40)
    journal.extend("20261123-many", log, Draft("half a n", 9_000, 12_000))
    assert journal.read("20261123-many") == log
    assert journal.draft("20261123-many") == Draft("half a n", 9_000, 12_000)


def test_two_sessions_do_not_mix(journal: AnyJournal) -> None:
    one, other = interview(notes=2), log_of(e.Started(), note("other"), candidate="Other")
    first, second = journal.create(one[0]), journal.create(other[0])
    for mine, yours in zip(one[1:3], other[1:3], strict=True):
        journal.append(first, mine)
        journal.append(second, yours)
    assert journal.read(first) == one[:3]
    assert journal.read(second) == other


def test_an_entry_that_is_there_already_is_passed_over(journal: AnyJournal) -> None:
    log = interview()
    session_id = keep(journal, log)
    journal.append(session_id, log[-1])
    journal.extend(session_id, log)
    assert journal.read(session_id) == log


def test_an_entry_in_the_place_of_another_is_refused(journal: AnyJournal) -> None:
    log = interview()
    session_id = keep(journal, log)
    with pytest.raises(StorageError, match=f"somebody else has written its entry {len(log)}"):
        journal.append(session_id, Entry(len(log), log[-1].offset_ms, log[-1].at, note("something else")))
    assert journal.read(session_id) == log


def test_a_number_left_out_is_refused_and_nothing_of_it_kept(journal: AnyJournal) -> None:
    log = interview()
    session_id = keep(journal, log[:2])
    with pytest.raises(StorageError, match="entry 4 does not follow entry 2"):
        journal.append(session_id, log[3])
    with pytest.raises(StorageError, match="entry 5 does not follow entry 3"):
        journal.extend(session_id, [log[2], log[4]])
    assert journal.read(session_id) == log[:2]
    assert journal.session(session_id).last_seq == 2
    journal.extend(session_id, log[2:])
    assert journal.read(session_id) == log


def test_a_session_begins_with_its_opening_and_has_but_one(journal: AnyJournal) -> None:
    log = interview()
    with pytest.raises(StorageError, match="begins with its opening"):
        journal.append("20261123-none", log[1])
    with pytest.raises(StorageError):
        journal.append("20261123-none", Entry(1, 0, BEGAN, e.Started()))
    session_id = journal.create(log[0])
    with pytest.raises(StorageError):
        journal.append(session_id, Entry(2, 0, BEGAN, log[0].event))
    assert [row.id for row in journal.sessions()] == [session_id]


def test_a_session_that_is_not_there_is_named(journal: AnyJournal) -> None:
    for look in (journal.read, journal.session, journal.find, journal.salvage):
        with pytest.raises(UsageError, match='There is no session "20261123-none"; see `interview-desk sessions`'):
            look("20261123-none")
    assert journal.draft("20261123-none") is None
    with pytest.raises(UsageError, match="There is no session"):
        journal.keep_draft("20261123-none", "x", 0, 0)


def test_the_newest_draft_is_the_one_that_is_kept(journal: AnyJournal) -> None:
    session_id = keep(journal, interview())
    assert journal.draft(session_id) is None
    journal.keep_draft(session_id, "half", 4_000, 5_000)
    journal.keep_draft(session_id, "half a note\ud83d\0", 4_000, 6_000)
    assert journal.draft(session_id) == Draft("half a note\ud83d\0", 4_000, 6_000)


def test_a_list_shows_what_the_log_adds_up_to(journal: AnyJournal) -> None:
    log = log_of(e.Started(), e.LayerReached("main", "first"), e.Paused(), e.Resumed(), e.Ended(), note("after"))
    session_id = journal.create(log[0])
    phases = [journal.session(session_id).phase]
    for entry in log[1:]:
        journal.append(session_id, entry)
        phases.append(journal.session(session_id).phase)
    assert phases == ["prepared", "running", "running", "paused", "running", "ended", "ended"]
    row = journal.session(session_id)
    assert (row.candidate, row.interviewer, row.level) == ("Sample Candidate", "Interviewer 7", "senior")
    assert (row.kit_id, row.kit_title, row.role, row.questions) == (
        "small-kit",
        "Small interview",
        "Engineer",
        ("Main",),
    )
    assert (row.created_at, row.started_at, row.ended_at) == (log[0].at, log[1].at, log[5].at)
    assert (row.elapsed_ms, row.last_seq, row.practice) == (log[-1].offset_ms, len(log), False)


def test_a_list_follows_what_is_undone_and_done_again(journal: AnyJournal) -> None:
    session_id = keep(journal, log_of(e.Started(), e.Ended(), e.Retracted(3)))
    row = journal.session(session_id)
    assert (row.phase, row.ended_at, row.last_seq) == ("running", None, 4)
    journal.append(session_id, log_of(e.Started(), e.Ended(), e.Retracted(3), e.Retracted(4))[-1])
    assert journal.session(session_id).phase == "ended"


def test_a_list_has_the_newest_first_and_can_be_cut(journal: AnyJournal) -> None:
    ids = [journal.create(opening(at=BEGAN + timedelta(hours=hour))) for hour in (2, 0, 1)]
    newest_first = [ids[0], ids[2], ids[1]]
    assert [row.id for row in journal.sessions()] == newest_first
    assert [row.id for row in journal.sessions(limit=2)] == newest_first[:2]
    assert [row.id for row in journal.sessions("sample", limit=1)] == newest_first[:1]


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("", ["ÉMILE 100%_", "Ada"]),
        ("ada", ["Ada"]),
        ("émile", ["ÉMILE 100%_"]),
        ("small engineer interview", ["ÉMILE 100%_", "Ada"]),
        ("small ada", ["Ada"]),
        ("%_", ["ÉMILE 100%_"]),
        ("0% main", ["ÉMILE 100%_"]),
        ("ad%", []),
        ("ada\0", []),
        ("nobody", []),
    ],
)
def test_every_word_of_a_search_is_looked_for(journal: AnyJournal, search: str, names: list[str]) -> None:
    journal.create(opening("Ada"))
    journal.create(opening("ÉMILE 100%_", BEGAN + timedelta(hours=1)))
    assert [row.candidate for row in journal.sessions(search)] == names


def test_a_session_is_found_by_its_id_a_unique_start_of_it_or_as_the_latest(journal: AnyJournal) -> None:
    for number, id in enumerate(["20261123-aaa", "20261123-aab", "20261124-b", "20261124"]):
        journal.create(opening(at=BEGAN + timedelta(hours=number)), id)
    assert journal.find("20261123-aab") == "20261123-aab"
    assert journal.find(" 20261123-AAB ") == "20261123-aab"
    assert journal.find("20261124-") == "20261124-b"
    assert journal.find("20261124") == "20261124"
    assert journal.find("latest") == "20261124"
    with pytest.raises(UsageError, match='begins with "20261123": 20261123-aab, 20261123-aaa; write more of the id'):
        journal.find("20261123")
    for unknown in ("2025", "", "%", "20261123-a_", "'; DROP TABLE session"):
        with pytest.raises(UsageError, match="There is no session"):
            journal.find(unknown)


def test_an_interview_that_is_only_due_is_the_latest_where_there_is_no_other(journal: AnyJournal) -> None:
    due = log_of(e.Scheduled(1_796_000_000_000))
    keep(journal, [replace(entry, at=BEGAN + timedelta(hours=1)) for entry in due], "20261123-due")
    assert journal.find("latest") == "20261123-due"
    keep(journal, interview(), "20261123-begun")
    assert journal.find("latest") == "20261123-begun"


def test_without_any_session_there_is_no_latest(journal: AnyJournal) -> None:
    with pytest.raises(UsageError, match="There is no latest session: none was kept yet; begin one"):
        journal.find("latest")


def test_a_second_writer_is_refused_until_the_first_has_gone(journal: AnyJournal) -> None:
    session_id = journal.create(opening())
    lease = journal.lease(session_id)
    assert journal.is_leased(session_id)
    with pytest.raises(StorageError, match="another window or another copy of Interview Desk is writing to it"):
        journal.lease(session_id)
    lease.release()
    lease.release()
    assert not journal.is_leased(session_id)
    with journal.lease(session_id):
        assert journal.is_leased(session_id)
    assert not journal.is_leased(session_id)


def test_what_was_begun_and_not_ended_and_has_no_writer_was_interrupted(journal: AnyJournal) -> None:
    keep(journal, log_of(), "20261123-prepared")
    keep(journal, log_of(e.Started()), "20261123-running")
    keep(journal, log_of(e.Started(), e.Paused()), "20261123-paused")
    keep(journal, log_of(e.Started(), e.Ended()), "20261123-ended")
    assert {row.id for row in journal.interrupted()} == {"20261123-running", "20261123-paused"}
    with journal.lease("20261123-running"):
        assert [row.id for row in journal.interrupted()] == ["20261123-paused"]


def test_hostile_names_are_kept_as_they_are_and_listed_as_they_can_be(journal: AnyJournal) -> None:
    name = "<b>\u202eX\ud83d\0 ../../con\n'); --"
    session_id = journal.create(opening(name))
    opened = journal.read(session_id)[0].event
    assert isinstance(opened, e.Opened)
    assert opened.candidate == name
    listed = journal.session(session_id).candidate
    assert listed == "<b>\u202eX\ufffd\ufffd ../../con '); --"


def test_what_is_no_id_names_no_lock_file(journal: AnyJournal) -> None:
    with pytest.raises(UsageError):
        journal.lease("../../etc/passwd")


def test_a_journal_goes_on_after_its_connections_were_dropped(journal: AnyJournal) -> None:
    log = interview()
    session_id = keep(journal, log[:2])
    journal.reopen()
    journal.extend(session_id, log[2:])
    assert journal.read(session_id) == log


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(events=st.lists(any_event(), max_size=12), candidate=any_text())
def test_any_log_comes_back_as_the_same_state(journal: AnyJournal, events: list[Event], candidate: str) -> None:
    log = log_of(*events, candidate=candidate)
    session_id = journal.create(log[0])
    journal.extend(session_id, log[1:])
    stored = journal.read(session_id)
    assert stored == log
    assert fold(stored) == fold(log)
    assert journal.salvage(session_id) == (log, [])
