"""A person is erased from every database in the same way: a tombstone and results of nobody in particular stay."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from interview_desk.domain import events as e
from interview_desk.domain.draft import Draft
from interview_desk.domain.past import Past
from interview_desk.domain.review import MomentCommented
from interview_desk.door.people import People
from interview_desk.errors import StorageError
from interview_desk.storage import tables
from interview_desk.storage.care import check
from interview_desk.storage.erasing import Traces, erase, rows_about, same_name, scrub, tombstones, traces
from interview_desk.storage.history import add_past, changes_of, read_past
from interview_desk.storage.journal import Journal, open_journal
from interview_desk.storage.reviews import Reviews
from tests.reviewing import review_of
from tests.storage.logs import log_of

NOW = datetime(2026, 12, 24, tzinfo=UTC)
NAMES = {same_name("Zerlina  QUUXLEY")}
HERS, MINE = "20261123-hers", "20261123-mine"


def fill(engine: Engine) -> Journal:
    journal = Journal(engine)
    for id, candidate in ((HERS, "Zerlina Quuxley"), (MINE, "Pat Sample")):
        events = (e.Started(), e.LayerReached("main", "first"), e.Scored("problem-solving", 3), e.Ended())
        journal.extend(id, log_of(*events, candidate=candidate), Draft(f"of {candidate}", 1, 2))
        Reviews(engine).keep(f"{id}-review", review_of(id, MomentCommented("Early?"), purpose="comments"))
    Reviews(engine).choose("Strict ones", [HERS, MINE])
    add_past(engine, Past(outcomes=[("Zerlina Quuxley", "onsite", 1_700_000_000, True)]))
    return journal


def test_nothing_of_a_person_is_left_but_a_tombstone_and_what_is_nobodys(engine: Engine) -> None:
    journal = fill(engine)
    with engine.connect() as connection:
        assert traces(connection, NAMES, ()) == Traces((HERS,), (HERS,), 1)
        about = rows_about(connection, NAMES, [HERS])
    assert set(about) == {
        "result_session", "result_layer", "result_score", "result_outcome", "review", "review_entry", "training_set",
    }  # fmt: skip
    assert erase(engine, NAMES, [HERS], NOW, keep_results=True) == Traces((HERS,), (HERS,), 1)
    assert scrub(engine)
    with engine.connect() as connection:
        assert not traces(connection, NAMES, [HERS])
        everything = [
            str(row) for table in tables.METADATA.sorted_tables for row in connection.execute(select(table)).all()
        ]
    assert [row for row in everything if HERS in row] == [f"('{HERS}', '2026-12-24T00:00:00.000000Z')"]
    assert not [row for row in everything if "quuxley" in row.lower()]
    assert tombstones(engine) == {HERS: "2026-12-24T00:00:00.000000Z"}
    assert len(read_past(engine).sessions) == 2
    assert (check(engine), [row.id for row in journal.sessions()]) == ([], [MINE])
    assert [it.session for it in Reviews(engine).listed()] == [MINE]
    assert Reviews(engine).training_sets() == {"Strict ones": (MINE,)}


def test_an_erased_session_is_not_begun_again(engine: Engine) -> None:
    journal = fill(engine)
    entries = journal.read(HERS)
    erase(engine, NAMES, [HERS], NOW, keep_results=True)
    journal.forget(HERS)
    with pytest.raises(StorageError, match="it was erased there on 2026-12-24; erase it here too"):
        journal.extend(HERS, entries)


def test_erasing_twice_is_erasing_once(engine: Engine) -> None:
    fill(engine)
    before = changes_of(engine)
    erase(engine, NAMES, [HERS], NOW, keep_results=False)
    erased = changes_of(engine)
    assert erased > before  # whoever keeps the history in mind reads it again
    assert not erase(engine, NAMES, [HERS], NOW, keep_results=False)
    assert changes_of(engine) == erased
    assert [row[0] for row in read_past(engine).sessions] == [MINE]


def test_a_person_is_erased_from_the_teams_database_too_or_from_neither(empty_server: str, desk_home: Path) -> None:
    with (
        closing(open_journal(empty_server)) as theirs,
        closing(open_journal(home(desk_home), make_folder=True)) as mine,
    ):
        for journal in (theirs, mine):
            fill(journal.engine)
        away = People(desk_home, home(desk_home), desk_home / "backups", "postgresql://127.0.0.1:1/desk")
        with pytest.raises(StorageError, match="does not answer"):
            away.erase(away.find("Zerlina Quuxley"), NOW)
        assert len(mine.sessions()) == 2
        people = People(desk_home, home(desk_home), desk_home / "backups", empty_server)
        assert people.erase(people.find("Zerlina Quuxley"), NOW) == []
        for journal in (theirs, mine):
            assert [row.id for row in journal.sessions()] == [MINE]
            assert set(tombstones(journal.engine)) == {HERS}


def home(data: Path) -> str:
    return f"sqlite:///{data / 'desk.db'}"
