"""A person can have all that is kept of them; after they were erased no file has their name or words, byte by byte."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
import sys
import zipfile
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interview_desk import reports
from interview_desk.domain import events as e
from interview_desk.domain.draft import Draft
from interview_desk.domain.log import Entry
from interview_desk.domain.past import Past
from interview_desk.domain.review import MomentCommented
from interview_desk.domain.state import fold
from interview_desk.door.access import write_pack
from interview_desk.door.kept import rescue
from interview_desk.door.people import People
from interview_desk.errors import StorageError, UsageError
from interview_desk.storage.backups import Plan, back_up
from interview_desk.storage.bundle import export, import_bundle
from interview_desk.storage.care import check, restore
from interview_desk.storage.history import add_past, read_groups, read_past
from interview_desk.storage.journal import Journal, open_journal
from interview_desk.storage.reviews import Reviews
from interview_desk.storage.salvage import salvage
from tests.reviewing import review_of
from tests.storage.logs import BEGAN, log_of, note

NAME = "Zerlina Quuxley"
WORDS = ("Zerlina", "Quuxley", "zwölf Boxkämpfer", "hesitated by the frobnicator", "halfway typed wombat")
OTHER = "Pat Sample"
MINE, HERS, YOUNGER = "20261123-mine", "20261123-hers", "20261201-hers"
NOW = datetime(2026, 12, 24, tzinfo=UTC)


def interview(candidate: str, words: Sequence[str], at: datetime = BEGAN) -> list[Entry]:
    return log_of(
        e.Started(),
        e.LayerReached("main", "first"),
        *(note(text, 1000) for text in words),
        e.SnippetTaken(f"# {words[0]}", "python"),
        e.LayerReached("main", "second", "solved"),
        e.Scored("problem-solving", 3),
        e.Ended(),
        e.PointWritten("went-well", words[0], (4,)),
        candidate=candidate,
        at=at,
    )


@pytest.fixture
def journal(desk_home: Path) -> Journal:
    """A journal with one interview of somebody else's and two of hers, and imported history."""
    made = open_journal(f"sqlite:///{desk_home / 'desk.db'}", make_folder=True)
    made.extend(MINE, interview(OTHER, ["quick and calm"]))
    made.extend(HERS, interview(NAME, WORDS[2:4]), Draft(WORDS[4], 5, 6))
    made.extend(YOUNGER, interview(f"  {NAME.upper()} ", WORDS[2:3], BEGAN + timedelta(days=8)))
    past = Past(
        sessions=[("past-1", NAME, "Ivan", "limiter", "1", "senior", "Backend", 40.0, None, 1_700_000_000)],
        layers=[("past-1", 1, "done", 8.5, 1)],
        scores=[("past-1", "Ivan", True, "problem-solving", 3.0), (HERS, "Rita", False, "problem-solving", 2.0)],
        outcomes=[(NAME, "onsite", 1_700_100_000, True), (OTHER, "onsite", 1_700_100_000, False)],
        groups=[("past-1", "a group")],
    )
    add_past(made.engine, past)
    Reviews(made.engine).keep("20261124-aaaaaaa", review_of(HERS, MomentCommented(WORDS[3]), purpose="comments"))
    return made


@pytest.fixture
def home(journal: Journal, desk_home: Path) -> Path:
    """The data folder, with everything in it that a person can leave behind."""
    database = desk_home / "desk.db"
    assert back_up(database, Plan(desk_home / "backups", 3, timedelta(days=1)), BEGAN) is not None
    shutil.copyfile(Path(__file__).parents[1] / "storage" / "old" / "0001.db", desk_home / "desk.db.before-0002")
    with closing(sqlite3.connect(desk_home / "desk.db.before-0002")) as old, old:
        old.execute("UPDATE session SET candidate = ?, haystack = ?", (NAME, NAME.lower()))
        old.execute("UPDATE entry SET body = replace(body, 'Ada Sample', ?)", (NAME,))
    shutil.copyfile(desk_home / "backups" / f"desk-{BEGAN:%Y%m%dT%H%M%SZ}.db", desk_home / "desk.db.damaged")
    with (desk_home / "desk.db.damaged").open("r+b") as damaged:
        damaged.seek(100)
        damaged.write(bytes(3000))
    (desk_home / "desk.db.damaged.txt").write_text(f"Session {HERS}: its entry 3 can't be read.\n")
    (desk_home / "desk.db.damaged.rest.jsonl").write_text(
        "".join(json.dumps({"session": id, "text": text}) + "\n" for id, text in ((HERS, WORDS[3]), (MINE, "calm")))
    )
    entries = journal.read(HERS)
    rescue(desk_home, HERS, entries)
    export(journal, YOUNGER, desk_home / "sent to Rita.desk")
    (desk_home / "reports").mkdir()
    for audience, form in (("candidate", "html"), ("candidate", "md"), ("team", "pdf"), ("team", "greenhouse")):
        for state in (fold(entries), fold(journal.read(MINE))):
            reports.write(state, audience, form, desk_home / "reports")  # type: ignore[arg-type]
    for id in (HERS, MINE):
        (desk_home / "audio" / id).mkdir(parents=True)
        (desk_home / "audio" / id / "1.flac").write_bytes(b"fLaC" + WORDS[0].encode() if id == HERS else b"fLaC")
    people = people_of(desk_home)
    write_pack(people, people.find(NAME), desk_home / "pack.zip", NOW)
    return desk_home


def people_of(home: Path) -> People:
    return People(home, f"sqlite:///{home / 'desk.db'}", home / "backups")


def found_under(folder: Path) -> list[str]:
    """Return every file that has one of her words in it, as it lies there or unpacked."""
    needles = [form.lower().encode() for word in WORDS for form in (word, json.dumps(word)[1:-1])]
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        contents = [path.name.encode(), path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                contents += [packed.read(name) for name in packed.namelist()]
        if any(needle in content.lower() for needle in needles for content in contents):
            found.append(path.relative_to(folder).as_posix())
    return found


def test_after_an_erasure_no_file_has_the_name_or_the_words(journal: Journal, home: Path) -> None:
    before = found_under(home)
    assert {"desk.db-wal", "desk.db.before-0002", "desk.db.damaged", "pack.zip"} <= {*before}
    assert len(before) > 10
    people = people_of(home)
    assert people.erase(people.find("zerlina  quuxley"), NOW) == []
    assert found_under(home) == []
    assert check(journal.engine) == []
    assert [row.id for row in journal.sessions()] == [MINE]
    assert journal.read(MINE) == interview(OTHER, ["quick and calm"])
    left = sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())
    assert [name for name in left if name.startswith("audio")] == [f"audio/{MINE}/1.flac"]
    assert len([name for name in left if name.startswith(f"reports/{OTHER}")]) == 4
    assert not [name for name in left if name.endswith((".damaged", ".desk", ".zip"))]
    assert (home / "desk.db.damaged.rest.jsonl").read_text() == json.dumps({"session": MINE, "text": "calm"}) + "\n"
    backup = next((home / "backups").iterdir())
    with closing(open_journal(f"sqlite:///{backup}", create=False)) as copy:
        assert [row.id for row in copy.sessions()] == [MINE]
        assert check(copy.engine) == []
    journal.close()
    with pytest.raises(UsageError, match="Nothing is kept of “Zerlina Quuxley”"):
        people.find(NAME)


def test_results_stay_for_nobody_in_particular(journal: Journal, home: Path) -> None:
    people = people_of(home)
    people.erase(people.find(NAME), NOW)
    past = read_past(journal.engine)
    mine = [row for row in past.sessions if row[0] != MINE]
    assert len(mine) == 3
    assert len({row[1] for row in mine}) == 1  # still one and the same person
    assert all(row[0].startswith("anonymous-") and row[1].startswith("anonymous-") for row in mine)
    assert {datetime.fromtimestamp(row[9] or 0, UTC).day for row in mine} == {1}
    assert {row[0] for row in past.layers} - {MINE} == {row[0] for row in mine}
    assert len([row for row in past.scores if row[0] != MINE]) == 4  # a replay's among them
    assert sorted(row[3] for row in past.outcomes) == [False, True]
    assert read_groups(journal.engine) == []
    journal.close()


def test_results_go_too_where_that_is_wished(journal: Journal, home: Path) -> None:
    people = people_of(home)
    people.erase(people.find(NAME), NOW, keep_results=False)
    past = read_past(journal.engine)
    assert [row[0] for row in past.sessions] == [MINE]
    assert {row[0] for row in past.layers} | {row[0] for row in past.scores} == {MINE}
    assert [row[0] for row in past.outcomes] == [OTHER]
    journal.close()


def test_what_was_erased_does_not_come_back_by_an_old_copy(journal: Journal, home: Path, tmp_path: Path) -> None:
    shutil.copy(next((home / "backups").iterdir()), tmp_path / "elsewhere.db")
    shutil.copy(home / f"{HERS}.desk", tmp_path / "hers.desk")
    people = people_of(home)
    people.erase(people.find(NAME), NOW)
    with pytest.raises(StorageError, match=f"session {HERS} was erased here on 2026-12-24; nothing was changed"):
        import_bundle(journal, tmp_path / "hers.desk")
    journal.close()
    restore(home / "desk.db", tmp_path / "elsewhere.db")
    assert [row.id for row in people.listed()] == [MINE]
    with pytest.raises(StorageError, match="was erased here"), closing(people._journal()) as again:
        import_bundle(again, tmp_path / "hers.desk")


def test_who_is_only_in_a_copy_does_not_come_back_either(journal: Journal, home: Path, tmp_path: Path) -> None:
    shutil.copy(home / f"{HERS}.desk", tmp_path / "hers.desk")
    journal.close()
    (home / "desk.db").rename(home / "desk.db.before-restore")
    open_journal(f"sqlite:///{home / 'desk.db'}").close()
    people = people_of(home)
    people.erase(people.find(NAME), NOW)
    with pytest.raises(StorageError, match=f"session {HERS} was erased here"), closing(people._journal()) as again:
        import_bundle(again, tmp_path / "hers.desk")


def test_salvage_brings_nobody_back(journal: Journal, home: Path) -> None:
    with closing(sqlite3.connect(home / "desk.db")) as connection, connection:
        connection.execute("INSERT INTO erased VALUES (?, '2026-12-24T00:00:00Z')", (HERS,))
        connection.execute("UPDATE entry SET body = replace(body, 'quick', 'slow') WHERE session_id = ?", (MINE,))
    journal.close()
    salvage(home / "desk.db")
    assert sorted(row.id for row in people_of(home).listed()) == [MINE, YOUNGER]


def test_nothing_is_erased_while_an_interview_of_theirs_is_written_to(journal: Journal, home: Path) -> None:
    before = found_under(home)
    people = people_of(home)
    with journal.lease(HERS), pytest.raises(StorageError, match="is writing to it"):
        people.erase(people.find(NAME), NOW)
    assert found_under(home) == before
    journal.close()


def test_a_database_elsewhere_is_erased_from_with_the_copies_beside_it(tmp_path: Path, desk_home: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with closing(open_journal(f"sqlite:///{elsewhere / 'team.db'}")) as journal:
        journal.extend(HERS, interview(NAME, WORDS[2:3]))
    shutil.copy(elsewhere / "team.db", elsewhere / "team.db.before-0003")
    with closing(open_journal(f"sqlite:///{desk_home / 'desk.db'}", make_folder=True)) as busy:
        busy.extend(HERS, interview(NAME, WORDS[2:3]))
        people = People(desk_home, f"sqlite:///{elsewhere / 'team.db'}", desk_home / "backups")
        with busy.lease(HERS):
            left = people.erase(people.find(NAME), NOW)
        assert left[0] == f"{desk_home / 'desk.db'} is being written to: close that window, and erase once more."
        assert found_under(elsewhere) == []
        assert people.erase(people.find(NAME), NOW) == []
    assert found_under(desk_home) == []


def test_a_name_in_the_notes_on_somebody_else_is_pointed_out(journal: Journal, desk_home: Path) -> None:
    journal.extend("20261202-third", interview("Third Person", [f"better than {NAME}"]))
    journal.close()
    people = people_of(desk_home)
    left = people.erase(people.find(NAME), NOW)
    assert left == [f"{desk_home / 'desk.db'} still has the name in it, in the interview 20261202-third."]


def test_somebody_without_a_name_is_found_by_the_session(journal: Journal, desk_home: Path) -> None:
    journal.extend("20261202-none", interview("Candidate", ["nameless"]))
    journal.close()
    people = people_of(desk_home)
    with pytest.raises(UsageError, match="Nothing is kept of “Candidate”"):
        people.find("Candidate")
    with pytest.raises(UsageError, match="did you mean “ZERLINA QUUXLEY”"):
        people.find("Zerlina Quuxly")
    assert people.erase(people.find("20261202-none"), NOW) == []
    assert "nameless" not in str((desk_home / "desk.db").read_bytes())
    assert len(people.listed()) == 3


def test_what_is_due_is_said_and_erased_with_the_person_where_nothing_younger_is_kept(
    journal: Journal, desk_home: Path
) -> None:
    journal.close()
    people = people_of(desk_home)
    day = datetime(2027, 2, 25, tzinfo=UTC)
    assert people.due(0, day) == people.due(6, day) == []
    due = people.due(3, day)
    assert sorted((it.session, it.until.date().isoformat()) for it in due) == [
        (HERS, "2027-02-23"),
        (MINE, "2027-02-23"),
    ]
    persons = people.persons_of(due)
    assert [(it.shown, sorted(it.names)) for it in persons] == [(OTHER, ["pat sample"]), (NAME, [])]
    for person in persons:
        assert people.erase(person, day) == []
    assert [row.id for row in people.listed()] == [YOUNGER]
    due = people.due(3, datetime(2028, 1, 1, tzinfo=UTC))
    for person in people.persons_of(due):
        assert people.erase(person, day) == []
    assert found_under(desk_home) == []


def test_a_pack_has_all_of_one_person_and_nothing_of_another(home: Path, journal: Journal, tmp_path: Path) -> None:
    journal.close()
    people = people_of(home)
    file = write_pack(people, people.find(NAME), tmp_path / "hers.zip", NOW)
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as pack:
        names = pack.namelist()
        text = {name: pack.read(name).decode(errors="replace") for name in names}
    assert {f"{HERS}/{it}" for it in ("interview.txt", "record.json", "entries.jsonl", "feedback.html")} <= {*names}
    assert f"{HERS}/audio/1.flac" in names
    assert text[f"{HERS}/half-typed.txt"] == "halfway typed wombat\n"
    assert WORDS[3] in text[f"{HERS}/interview.txt"]
    assert "Note taken – stamp ms: 1000; kind: strength;" in text[f"{HERS}/interview.txt"]
    figures = json.loads(text["figures.json"])
    assert {row["candidate"] for row in figures["result_session"]} == {NAME, NAME.upper()}
    assert [row["label"] for row in figures["result_group"]] == ["a group"]
    assert WORDS[3] in "".join(row["body"] for row in figures["review_entry"])
    assert len([name for name in names if name.startswith("reports/")]) == 4
    assert not any(OTHER in content or "quick and calm" in content for content in text.values())
    with pytest.raises(StorageError, match="there is a file of that name"):
        write_pack(people, people.find(NAME), file, NOW)
    with pytest.raises(StorageError, match="No such file"):
        write_pack(people, people.find(NAME), tmp_path / "none" / "hers.zip", NOW)
