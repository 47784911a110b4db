"""Past interviews come in all or not at all, twice changes nothing, and what contradicts is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from interview_desk.domain import events as e
from interview_desk.domain.past import NO_DATE, Past
from interview_desk.storage.care import check, rebuild
from interview_desk.storage.history import (
    Added,
    Clash,
    add_past,
    answer,
    candidates_of_sessions,
    changes_of,
    has_others,
    is_empty,
    layer_rows,
    read_answers,
    read_feedback,
    read_groups,
    read_past,
)
from interview_desk.storage.journal import Journal
from interview_desk.storage.results import stored
from tests.storage.logs import log_of

ONE = "20261123-one"


def some(sessions: int = 3) -> Past:
    """Return interviews of one question by one person, two layers each, scored twice, with an outcome for the first."""
    ids = [f"s{k}" for k in range(1, sessions + 1)]
    return Past(
        [(id, f"c{id}", "Ann", "main", "1", "senior", "", 45.0, None, 1_000 * k) for k, id in enumerate(ids)],
        [row for id in ids for row in ((id, 1, "done", 12.5, 1), (id, 2, "unfinished", 45.0, 0))],
        [(id, who, who == "Ann", row, 3.0) for id in ids for who in ("Ann", "Ben") for row in ("code", "talk")],
        [("cs1", "hired", 5_000, True), ("cs1", "", NO_DATE, False)],
        [("s1", "A")],
    )


def test_answers_and_feedback_are_kept_beside_and_contradiction_is_named(engine: Engine) -> None:
    past = replace(some(), answers=[("s1", 5, 4, 3, NO_DATE)], feedback=[("s1", 9_000)])
    assert add_past(engine, past) == Added(3, 6, 12, 2, 1, 1)
    assert (read_answers(engine), read_feedback(engine)) == (past.answers, past.feedback)
    assert add_past(engine, past) == Added()
    other = Past(answers=[("s1", 1, 4, 3, NO_DATE)], feedback=[("s1", 1)])
    assert {clash.table for clash in add_past(engine, other).clashes} == {"answers", "feedback"}
    assert answer(engine, ("s1", 1, 1, 1, 5)) is True
    assert answer(engine, ("s2", 2, 2, 2, 5)) is False
    assert read_answers(engine) == [("s1", 1, 1, 1, 5), ("s2", 2, 2, 2, 5)]


def test_what_goes_in_comes_out_and_twice_changes_nothing(engine: Engine) -> None:
    past = some()
    assert is_empty(engine)
    assert add_past(engine, past) == Added(3, 6, 12, 2)
    assert not is_empty(engine)
    found = read_past(engine)
    assert (found.sessions, found.layers, found.scores) == (past.sessions, past.layers, past.scores)
    assert sorted(found.outcomes) == sorted(past.outcomes)
    assert read_groups(engine) == past.groups
    assert add_past(engine, past) == Added()
    assert add_past(engine, some(4)) == Added(1, 2, 4, 0)
    assert candidates_of_sessions(engine)["s4"] == "cs4"
    assert check(engine) == []
    assert rebuild(engine) == (0, [])
    assert len(read_past(engine).sessions) == 4


def test_ids_come_in_the_same_order_from_every_database(engine: Engine) -> None:
    past = some(1)
    ids = ["S2", "_a", "a-1", "a1", "s 1", "s-10", "s10", "s2", "é"]
    assert ids == sorted(ids)
    add_past(
        engine, Past([(id, *past.sessions[0][1:]) for id in reversed(ids)], [(id, 1, "done", 1.0, 0) for id in ids])
    )
    found = read_past(engine)
    assert [row[0] for row in found.sessions] == ids
    assert [row[0] for row in found.layers] == ids


def test_rows_that_contradict_are_named_and_nothing_is_added(engine: Engine) -> None:
    add_past(engine, some(2))
    other = some(3)
    other.sessions[0] = (*other.sessions[0][:5], "mid", *other.sessions[0][6:])
    other.layers[1] = ("s1", 2, "done", 44.0, 0)
    other.scores[4] = ("s2", "Ann", True, "code", 4.0)
    other.outcomes[0] = ("cs1", "hired", 5_000, False)
    other.groups[0] = ("s1", "B")
    assert add_past(engine, other).clashes == (
        Clash("sessions", ("s1",), "the session is kept already with another level"),
        Clash("layers", ("s1", 2), "the layer is kept already with other figures"),
        Clash("ratings", ("s2", "Ann"), "the rating is kept already with another score for code"),
        Clash("outcomes", ("cs1", "hired", 5_000), "the outcome is kept as passed already"),
    )
    assert len(read_past(engine).sessions) == 2


def test_a_place_in_a_sequence_is_no_contradiction_and_a_date_is(engine: Engine) -> None:
    past = some(1)
    add_past(engine, past)
    row = past.sessions[0]
    assert add_past(engine, replace(past, sessions=[(*row[:8], 7, None)])) == Added()
    clashes = add_past(engine, replace(past, sessions=[(*row[:9], 77)])).clashes
    assert [clash.what for clash in clashes] == ["the session is kept already with another date"]


def test_stopped_half_way_everything_is_as_it_was(engine: Engine) -> None:
    def stop(done: int, total: int) -> None:
        assert (done, total) == (3, 24)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_past(engine, some(), on_progress=stop)
    assert is_empty(engine)
    assert add_past(engine, some()).sessions == 3


def test_an_interview_conducted_here_takes_replays_and_nothing_else(kept: Journal, engine: Engine) -> None:
    kept.extend(ONE, log_of(e.Started(), e.LayerReached("main", "first"), e.Ended(), e.Scored("communication", 3)))
    own = read_past(engine)
    assert add_past(engine, own) == Added()
    replay = (ONE, "Ben", False, "communication", 2.0)
    assert add_past(engine, replace(own, scores=[*own.scores, replay])) == Added(scores=1)
    invented = Past(own.sessions, [(ONE, 2, "done", 9.0, 0)], [(ONE, "Interviewer 7", True, "problem-solving", 4.0)])
    what = [clash.what for clash in add_past(engine, invented).clashes]
    assert what == [
        "the session was conducted here, and its own journal has no such layer",
        "the session was conducted here, and its own journal has no such score for problem-solving",
    ]
    assert rebuild(engine) == (0, [])
    assert replay in [(*row[:2], bool(row[2]), *row[3:]) for row in read_past(engine).scores]


def test_reading_can_be_kept_to_what_is_needed(kept: Journal, engine: Engine) -> None:
    kept.extend(ONE, log_of(e.Started(), e.LayerReached("main", "first"), e.Ended(), e.Scored("communication", 3)))
    add_past(engine, some(2))
    told: list[tuple[int, int]] = []
    past = read_past(engine, questions=["other"], means=True, on_progress=lambda *it: told.append(it))
    assert [row[0] for row in past.sessions] == [ONE, "s1", "s2"]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert past.layers == []
    assert {(row[0], row[1], row[4]) for row in past.scores} >= {("s1", "Ann", 3.0), ("s2", "Ben", 3.0)}
    assert [row[0] for row in read_past(engine).sessions] == [ONE, "s1", "s2"]


def test_a_look_up_of_one_layer_reads_the_index_alone(sqlite_engine: Engine) -> None:
    add_past(sqlite_engine, some(3))
    with sqlite_engine.connect() as connection:
        rows = layer_rows(connection, "main", "1", "senior", 1)
        query = "SELECT session, layer, status, end_min, hints FROM result_layer"
        where = "question = 'main' AND version = '1' AND level = 'senior' AND layer <= 1"
        plan = connection.execute(text(f"EXPLAIN QUERY PLAN {query} WHERE {where}")).all()
    assert rows == [(f"s{k}", 1, "done", 12.5, 1) for k in (1, 2, 3)]
    assert "USING COVERING INDEX ix_result_layer_bands" in plan[0][3]


def test_imported_interviews_have_no_journal_and_stay(engine: Engine) -> None:
    add_past(engine, some(1))
    with engine.connect() as connection:
        assert stored(connection, "s1") is None
    assert rebuild(engine) == (0, [])
    assert len(read_past(engine).sessions) == 1


def test_every_change_of_what_the_figures_rest_on_is_counted_and_nothing_else_is(kept: Journal, engine: Engine) -> None:
    assert changes_of(engine) == 0
    add_past(engine, some(2))
    after_import = changes_of(engine)
    assert after_import == 1
    add_past(engine, some(2))  # the same again
    log = log_of(e.Started(), e.LayerReached("main", "first"), e.Ended(), e.Scored("communication", 3))
    kept.extend(ONE, log[:3])
    assert changes_of(engine) == after_import
    kept.extend(ONE, log[3:4])
    ended = changes_of(engine)
    assert ended > after_import
    kept.extend(ONE, log[4:])
    assert changes_of(engine) > ended


def test_others_are_told_from_the_one_interview_that_was_conducted_here(kept: Journal, engine: Engine) -> None:
    kept.extend(ONE, log_of(e.Started(), e.LayerReached("main", "first"), e.Ended()))
    assert not has_others(engine, ONE)
    assert has_others(engine, "another")
    add_past(engine, some(1))
    assert has_others(engine, ONE)
