"""A damaged database is moved aside, and what can be read of it stands in a new one, with a list of what can't."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from interview_desk.domain.draft import Draft
from interview_desk.domain.events import EntryLost
from interview_desk.domain.log import Entry
from interview_desk.domain.past import Past
from interview_desk.domain.review import MomentCommented
from interview_desk.domain.state import fold
from interview_desk.errors import StorageError
from interview_desk.storage.care import check
from interview_desk.storage.history import add_past, read_past
from interview_desk.storage.journal import Journal, open_journal
from interview_desk.storage.reviews import Reviews
from interview_desk.storage.salvage import Salvaged, salvage
from tests.faults.keeper import planned
from tests.faults.kept import SESSION
from tests.reviewing import review_of

ENTRIES = 60
REVIEW = "20261124-aaaaaaa"
REVIEWED = review_of(SESSION, MomentCommented("Early? Wait for silence."))
PAST = Past(
    sessions=[("past-1", "Ada", "Ivan", "rate-limiter", "1", "senior", "Backend", 40.0, None, 1_700_000_000)],
    layers=[("past-1", 1, "done", 8.5, 1)],
    scores=[("past-1", "Ivan", True, "problem-solving", 3.0)],
    outcomes=[("Ada", "onsite", 1_700_100_000, True)],
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a session, its draft and an imported interview, closed."""
    database = tmp_path_factory.mktemp("sound") / "desk.db"
    with closing(open_journal(f"sqlite:///{database}")) as journal:
        journal.extend(SESSION, planned(ENTRIES), Draft("half a note", 5, 6))
        add_past(journal.engine, PAST)
        Reviews(journal.engine).keep(REVIEW, REVIEWED)
    return database


@pytest.fixture
def database(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "desk.db"))


def found_in(database: Path) -> tuple[list[Entry], Draft | None, Past]:
    """Return what the new database holds, which is sound."""
    with closing(open_journal(f"sqlite:///{database}", create=False)) as journal:
        assert [it for it in check(journal.engine) if "review" not in it.lower()] == []
        there = [row.id for row in journal.sessions()] == [SESSION]
        entries = journal.read(SESSION) if there else []
        draft = journal.draft(SESSION) if there else None
        return entries, draft, read_past(journal.engine)


def assert_true(done: Salvaged, database: Path, before: bytes) -> None:
    """Assert that all there is now was there, what is lost is named, and the damaged file is as it was."""
    entries, draft, past = found_in(database)
    plan = planned(ENTRIES)
    assert done.aside.read_bytes() == before
    lost = [entry.seq for entry in entries if isinstance(entry.event, EntryLost)]
    assert [entry for entry in entries if entry.seq not in lost] == [
        it for it in plan[: len(entries)] if it.seq not in lost
    ]
    assert draft in (None, Draft("half a note", 5, 6))
    assert past.sessions in ([], PAST.sessions)
    if len(entries) < ENTRIES or lost or draft is None or past != PAST:
        assert done.lost
        assert done.aside.with_name(done.aside.name + ".txt").read_text().splitlines() == list(done.lost)


def salvaged(database: Path, refusal: str) -> Salvaged | None:
    """Salvage a database; None where that is refused for this reason, and nothing was changed."""
    before = database.read_bytes()
    try:
        return salvage(database)
    except StorageError as error:
        told = str(error)
    assert refusal in told
    assert database.read_bytes() == before
    return None


def test_a_damaged_note_is_lost_alone_and_its_place_is_kept(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[content.index(b"Note 17 ") + 2] ^= 0xFF
    database.write_bytes(content)
    done = salvage(database)
    entries, draft, past = found_in(database)
    plan = planned(ENTRIES)
    assert [entry.event for entry in entries if entry.seq == 20] == [EntryLost()]
    assert [entry for entry in entries if entry.seq != 20] == [entry for entry in plan if entry.seq != 20]
    assert draft == Draft("half a note", 5, 6)
    assert past.outcomes == PAST.outcomes
    with closing(open_journal(f"sqlite:///{database}")) as journal:
        assert Reviews(journal.engine).read(REVIEW) == REVIEWED
    assert done.lost == (f"Session {SESSION}: its entry 20 can't be read.",)
    assert (done.sessions, done.entries) == (1, ENTRIES - 1)
    assert fold(entries).note_count == fold(plan).note_count - 1


def test_whatever_page_is_damaged_the_rest_is_saved_and_the_loss_is_named(database: Path) -> None:
    content = database.read_bytes()
    pages = len(content) // 4096
    whole = 0
    for page in range(pages):
        for offset, length in ((0, 8), (30, 60), (2000, 300)) if page < 2 else ((0, 8), (2000, 300))[page % 2 :]:
            start = page * 4096 + offset
            flipped = bytes(byte ^ 0xA5 for byte in content[start : start + length])
            damaged = content[:start] + flipped + content[start + length :]
            folder = database.parent / f"{page}-{offset}"
            folder.mkdir()
            (folder / "desk.db").write_bytes(damaged)
            done = salvaged(folder / "desk.db", "it is not damaged")  # where nobody reads these bytes
            if done is not None:
                assert_true(done, folder / "desk.db", damaged)
            whole += done is None or done.entries == ENTRIES
    assert whole > pages  # most damage costs no entry at all


def test_a_page_of_nothing_costs_no_more_than_stood_in_it(database: Path) -> None:
    content = database.read_bytes()
    best = []
    for page in range(0, len(content) // 4096, 4):
        damaged = content[: page * 4096] + bytes(4096) + content[(page + 1) * 4096 :]
        folder = database.parent / str(page)
        folder.mkdir()
        (folder / "desk.db").write_bytes(damaged)
        if (done := salvaged(folder / "desk.db", "it is not damaged")) is not None:
            assert_true(done, folder / "desk.db", damaged)
            best.append(done.entries)
    assert best.count(ENTRIES) > len(best) // 2
    assert best[0] == ENTRIES  # the first page, with header and schema: every entry is there all the same


@pytest.mark.parametrize("size", [5000, 20_000, 40_000])
def test_a_file_cut_short_gives_what_is_in_the_part_that_is_there(database: Path, size: int) -> None:
    content = database.read_bytes()[:size]
    database.write_bytes(content)
    if (done := salvaged(database, "no interview can be read in it")) is not None:
        assert_true(done, database, content)


def test_what_stands_in_the_log_beside_a_damaged_file_is_saved_too(database: Path, tmp_path: Path) -> None:
    journal = open_journal(f"sqlite:///{database}")
    longer = planned(ENTRIES + 5)
    journal.extend(SESSION, longer[ENTRIES:])
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in ("desk.db", "desk.db-wal"):
        shutil.copy(tmp_path / file, crashed / file)
    journal.close()
    content = bytearray((crashed / "desk.db").read_bytes())
    content[content.index(b"Note 17 ") + 2] ^= 0xFF
    (crashed / "desk.db").write_bytes(content)
    log = bytearray((crashed / "desk.db-wal").read_bytes())
    log[4] ^= 0xFF  # and SQLite can't read the log either
    (crashed / "desk.db-wal").write_bytes(log)
    done = salvage(crashed / "desk.db")
    entries, _, _ = found_in(crashed / "desk.db")
    assert [entry for entry in entries if entry.seq != 20] == [entry for entry in longer if entry.seq != 20]
    assert done.aside.with_name(done.aside.name + "-wal").read_bytes() == log


def test_a_session_without_its_opening_is_written_out_as_lines(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE entry SET body = replace(body, 'Sample C', 'Simple C') WHERE seq = 1")
    with closing(open_journal(f"sqlite:///{database}")) as journal:
        other = planned(10)
        journal.extend("20261123-other", other)
    done = salvage(database)
    with closing(open_journal(f"sqlite:///{database}")) as journal:
        assert journal.read("20261123-other") == other
        assert [row.id for row in journal.sessions()] == ["20261123-other"]
    rest = done.aside.with_name(done.aside.name + ".rest.jsonl")
    assert len(rest.read_text().splitlines()) == ENTRIES - 1
    assert any("its opening can't be read" in sentence and rest.name in sentence for sentence in done.lost)


@pytest.fixture
def others(tmp_path: Path) -> Iterator[Journal]:
    journal = open_journal(f"sqlite:///{tmp_path / 'desk.db'}")
    yield journal
    journal.close()


def test_a_sound_database_is_left_as_it_is(database: Path) -> None:
    before = database.read_bytes()
    with pytest.raises(StorageError, match="it is not damaged; nothing was changed"):
        salvage(database)
    assert database.read_bytes() == before
    assert sorted(path.name for path in database.parent.glob("desk.db*")) == ["desk.db"]


def test_a_newer_database_and_no_database_are_left_as_they_are(database: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    text = tmp_path / "letter.db"
    text.write_text("Dear all, this is no database at all, and yet it is longer than a header.\n" * 20)
    for file, why in ((database, "a newer version"), (text, "no interview can be read in it")):
        before = file.read_bytes()
        with pytest.raises(StorageError, match=why):
            salvage(file)
        assert file.read_bytes() == before


def test_a_database_that_somebody_writes_to_is_not_moved(others: Journal, tmp_path: Path) -> None:
    others.extend(SESSION, planned(ENTRIES))
    with others.lease(SESSION), pytest.raises(StorageError, match="a window of Interview Desk is writing to it"):
        salvage(tmp_path / "desk.db")
