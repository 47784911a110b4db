"""The results of sessions conducted here are what their journals say, at every moment and after a rebuild."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from interview_desk.domain import events as e
from interview_desk.domain import rules
from interview_desk.domain.events import Event
from interview_desk.domain.log import Entry
from interview_desk.domain.past import past_of
from interview_desk.domain.rules import Refused
from interview_desk.domain.state import fold
from interview_desk.storage.care import check, rebuild
from interview_desk.storage.engine import open_database
from interview_desk.storage.history import add_past, read_feedback
from interview_desk.storage.journal import Journal
from interview_desk.storage.results import same, stored
from tests.conducting import Conducted
from tests.storage.logs import BEGAN, opening

ONE = "20261123-one"
ENDED: Sequence[Event] = (
    e.Started(),
    e.LayerReached("main", "first"),
    e.LayerReached("main", "second", "solved"),
    e.Ended(),
)


def log(*events: Event, candidate: str = "Sample Candidate") -> list[Entry]:
    """Return a log with one event a minute."""
    entries = [
        Entry(seq, (seq - 2) * 60_000, BEGAN + timedelta(minutes=seq), event) for seq, event in enumerate(events, 2)
    ]
    return [opening(candidate), *entries]


def results(engine: Engine, session_id: str = ONE) -> object:
    with engine.connect() as connection:
        return stored(connection, session_id)


def count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_results_appear_with_the_end_and_follow_what_comes_after(kept: Journal, engine: Engine) -> None:
    entries = log(*ENDED, e.Scored("problem-solving", 3), e.Scored("problem-solving", 2), e.Retracted(7))
    for entry in entries:
        kept.append(ONE, entry)
        state = fold(entries[: entry.seq])
        with engine.connect() as connection:
            there = stored(connection, ONE)
        assert (there is not None) == (entry.seq >= 5)
        assert same(there, past_of(ONE, state)), f"after entry {entry.seq}"
    assert check(engine) == []


def test_the_call_says_when_feedback_stood_ready(kept: Journal, engine: Engine) -> None:
    entries = log(*ENDED, e.Scored("problem-solving", 3), e.CallMade("advance"))
    kept.extend(ONE, entries)
    assert read_feedback(engine) == [(ONE, int(entries[-1].at.timestamp()))]
    assert check(engine) == []


def test_results_are_gone_while_the_end_is_undone(kept: Journal, engine: Engine) -> None:
    entries = log(*ENDED, e.Retracted(5), e.Retracted(6))
    kept.extend(ONE, entries[:6])
    assert results(engine) is None
    assert (count(engine, "result_layer"), count(engine, "result_score")) == (0, 0)
    kept.append(ONE, entries[6])
    assert results(engine) == past_of(ONE, fold(entries))


def test_a_rehearsal_leaves_no_results(kept: Journal, engine: Engine) -> None:
    entries = log(*ENDED)
    first = entries[0].event
    assert isinstance(first, e.Opened)
    practice = e.Opened(first.kit, first.candidate, first.interviewer, first.level, practice=True)
    kept.extend(ONE, [Entry(1, 0, BEGAN, practice), *entries[1:]])
    assert results(engine) is None
    assert check(engine) == []


def test_the_list_knows_what_is_scored_and_called(kept: Journal) -> None:
    scores = e.Scored("problem-solving", 3), e.Scored("communication", "not-assessed")
    kept.extend(ONE, log(*ENDED, *scores))
    row = kept.session(ONE)
    assert (row.fully_scored, row.called) == (True, False)
    kept.append(ONE, log(*ENDED, *scores, e.CallMade("advance"))[-1])
    assert kept.session(ONE).called
    kept.append(ONE, log(*ENDED, *scores, e.CallMade("advance"), e.Retracted(6))[-1])
    row = kept.session(ONE)
    assert (row.fully_scored, row.called) == (False, True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE result_session SET candidate = 'Nobody'",
        "UPDATE result_layer SET end_min = end_min + 1 WHERE layer = 1",
        "UPDATE result_layer SET version = '2'",
        "DELETE FROM result_layer WHERE layer = 2",
        "DELETE FROM result_score",
        "INSERT INTO result_score VALUES ('20261123-one', 'Interviewer 7', TRUE, 'charm', 4)",
        "DELETE FROM result_session",
    ],
)
def test_results_that_say_something_else_are_found_and_rebuilt(kept: Journal, engine: Engine, statement: str) -> None:
    kept.extend(ONE, log(*ENDED, e.Scored("problem-solving", 3)))
    before = results(engine)
    with engine.begin() as connection:
        connection.execute(text(statement))
    said = f"The results of session {ONE} are not what its journal says; run `interview-desk db rebuild`."
    assert check(engine) == [said]
    assert rebuild(engine) == (1, [])
    assert results(engine) == before
    assert rebuild(engine) == (0, [])
    assert check(engine) == []


def test_results_of_a_session_that_is_not_there_are_found_and_dropped(kept: Journal, engine: Engine) -> None:
    kept.extend(ONE, log(*ENDED, e.Scored("problem-solving", 3)))
    with engine.begin() as connection:
        connection.execute(text("UPDATE result_session SET id = 'ghost', session_id = 'ghost'"))
        connection.execute(text("UPDATE result_score SET session = 'ghost'"))
    problems = check(engine)
    assert "There are results of a session ghost that isn't there; run `interview-desk db rebuild`." in problems
    assert rebuild(engine) == (2, [])
    assert check(engine) == []
    assert count(engine, "result_score") == 1


def test_an_interview_that_was_imported_gives_way_to_its_own_journal(kept: Journal, engine: Engine) -> None:
    entries = log(*ENDED, e.Scored("problem-solving", 3))
    past = past_of(ONE, fold(entries))
    assert past is not None
    assert add_past(engine, past).sessions == 1
    assert check(engine) == []
    kept.extend(ONE, entries)
    assert results(engine) == past
    assert check(engine) == []


def test_scores_of_a_replay_stay_whatever_the_journal_does(kept: Journal, engine: Engine) -> None:
    kept.extend(ONE, log(*ENDED, e.Scored("problem-solving", 3)))
    with engine.begin() as connection:
        connection.execute(
            text(f"INSERT INTO result_score VALUES ('{ONE}', 'Interviewer 9', FALSE, 'problem-solving', 2)")
        )
    assert check(engine) == []
    kept.extend(ONE, log(*ENDED, e.Scored("problem-solving", 3), e.Scored("communication", 4), e.Retracted(5)))
    assert count(engine, "result_score") == 1
    kept.append(
        ONE, log(*ENDED, e.Scored("problem-solving", 3), e.Scored("communication", 4), *[e.Retracted(5)] * 2)[-1]
    )
    assert rebuild(engine)[1] == []
    with engine.connect() as connection:
        raters = connection.execute(text("SELECT DISTINCT rater FROM result_score ORDER BY rater")).scalars().all()
    assert "Interviewer 9" in raters


def test_a_name_too_long_for_an_index_keeps_nobody_from_saving(journal: Journal) -> None:
    entries = log(*ENDED, candidate="Ann\n\0 " + "x" * 10_000)
    assert journal.create(entries[0], ONE) == ONE
    journal.extend(ONE, entries)
    assert journal.session(ONE).phase == "ended"


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            ["wait", "solved", "partly", "moved-on", "back", "hint", "pivot", "pause", "score", "end", "undo", "call"]
        ),
        st.integers(0, 600),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DEEDS)
def test_after_any_lawful_session_the_results_are_those_of_a_rebuild(deeds: list[tuple[str, int]]) -> None:
    desk = Conducted()
    for deed, seconds in deeds:
        desk.wait(seconds=seconds)
        perform(desk, deed, seconds)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'desk.db'}")
        journal = Journal(engine)
        for entry in desk.live.log:
            journal.append(ONE, entry)
        with engine.connect() as connection:
            there = stored(connection, ONE)
        assert same(there, past_of(ONE, fold(desk.live.log)))
        if there is not None:
            ends = [(row[0], row[3]) for row in sorted(there.layers)]
            assert ends == sorted(ends)
            assert all(row[3] >= 0 for row in there.layers)
        assert check(engine) == []
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM result_session"))
            connection.execute(text("DELETE FROM result_score"))
            connection.execute(text("UPDATE result_layer SET hints = 99"))
        rebuild(engine)
        with engine.connect() as connection:
            assert same(stored(connection, ONE), there)
        engine.dispose()


def perform(desk: Conducted, deed: str, number: int) -> None:
    """Do what is wished, where it is allowed."""
    state = desk.state
    event: Event | Refused | None = None
    match deed:
        case "solved" | "partly" | "moved-on":
            event = rules.leave(state, deed)
        case "back":
            event = rules.previous_layer(state)
        case "hint":
            event = rules.give_hint(state)
        case "pivot":
            event = rules.change_direction(state)
        case "pause":
            event = rules.pause(state)
        case "score":
            row = "problem-solving" if number % 2 else "communication"
            event = rules.score(state, row, "not-assessed" if number % 5 == 0 else number % 4 + 1)
        case "end":
            event = rules.end(state)
        case "call":
            event = rules.make_call(state, "close", "because", "practice")
        case "undo":
            desk.live.undo()
    if event is not None:
        desk.live.perform(event)
