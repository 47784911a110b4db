"""The command line on a team's PostgreSQL: every command says what it says on SQLite, of the same interviews."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from threading import Thread

import pytest

from interview_desk.domain import rules
from interview_desk.insights.simulate import simulate
from interview_desk.insights.table_writer import write_history
from interview_desk.library.catalogue import Catalogue
from interview_desk.storage.journal import open_journal
from tests.calling import Call, Called, caller
from tests.conducting import Conducted

SESSION = "20261123-sample"


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    return caller(capsys)


@pytest.fixture
def both(empty_server: str, tmp_path: Path, call: Call) -> Call:
    """Calls a command on a file and on a server, and hands back what both said alike."""
    urls = [f"sqlite:///{tmp_path / 'desk.db'}", empty_server]
    desk = Conducted(Catalogue.standing().kit("backend-senior"))
    desk.wait(minutes=2)
    desk.note("+ asked who the limit applies to @requirements")
    desk.solve()
    desk.hint()
    desk.wait(minutes=9)
    desk.solve()
    for row in desk.state.rubric.competencies:
        desk.do(rules.score(desk.state, row.id, 3))
    desk.do(rules.end(desk.state))
    for url in urls:
        journal = open_journal(url)
        journal.extend(SESSION, desk.live.log)
        journal.close()

    def call_both(*words: object) -> Called:
        one, other = (call("--database", url, *words) for url in urls)
        assert one == other
        return one

    return call_both


def test_every_command_answers_from_a_server_as_from_a_file(both: Call, tmp_path: Path) -> None:
    write_history(simulate(150, 6, 1)[0], tmp_path / "tables")
    assert both("history", "import", tmp_path / "tables").out.startswith("Imported 150 interviews and ")
    assert both("history", "import", tmp_path / "tables").out == "Nothing new: every row was kept already.\n"
    with (tmp_path / "tables" / "sessions.csv").open(encoding="utf-8") as file:
        question = next(csv.DictReader(file))["question"]
    (tmp_path / "later.csv").write_text(f"session,stage,passed,date\n{SESSION},hired,1,2026-12-01\n")
    assert both("outcomes", "import", tmp_path / "later.csv").code == 0
    for words in (
        ("sessions", "--format", "json"), ("sessions", "--search", "sample"),
        ("show", "latest", "--format", "json"), ("show", SESSION[:12], "--at", "02:00"), ("show", "latest"),
        ("benchmarks", question, "--format", "json"), ("benchmarks", "rate-limiter"), ("calibrate", "--format", "json"),
        ("db", "check"), ("db", "upgrade"), ("db", "rebuild"), ("history", "export", tmp_path / "out"),
    ):  # fmt: skip
        assert both(*words).code == 0, words
    for audience, form in (("candidate", "html"), ("team", "greenhouse"), ("debrief", "md")):
        paper = tmp_path / f"{audience}.{form}"
        assert both("report", "latest", "--for", audience, "--format", form, "-o", paper).code == 0
    assert both("export", "latest", "-o", tmp_path / "one.desk").code == 0
    assert "there already" in both("import", tmp_path / "one.desk").err
    assert both("show", "nobody").code == 2


def test_a_server_is_backed_up_to_a_file_and_restored(
    both: Call, call: Call, empty_server: str, tmp_path: Path
) -> None:
    listed = both("sessions", "--format", "json").out
    file = tmp_path / "backup.db"
    assert call("--database", empty_server, "db", "backup", file).err == f"Wrote {file}\n"
    assert call("--database", f"sqlite:///{file}", "sessions", "--format", "json").out == listed
    new = tmp_path / "new" / "desk.db"
    done = call("--database", f"sqlite:///{new}", "db", "restore", file)
    assert (done.code, done.err) == (0, f"Restored 1 session from {file}\n")
    assert call("--database", f"sqlite:///{new}", "db", "check").out == "All is well.\n"
    refused = call("--database", empty_server, "db", "restore", file)
    assert (refused.code, "is not empty" in refused.err) == (3, True)


def test_made_up_history_fills_an_empty_server(call: Call, empty_server: str) -> None:
    words = ("simulate", "--interviews", 40, "--interviewers", 4, "--seed", 1)
    assert call("--database", empty_server, *words).code == 0
    assert "empty database only" in call("--database", empty_server, *words).err


def test_the_database_may_be_named_by_the_environment(
    both: Call, call: Call, empty_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    both("db", "check")
    monkeypatch.setenv("INTERVIEW_DESK_DATABASE", empty_server)
    assert [row["id"] for row in call("sessions", "--format", "json").data] == [SESSION]


def test_what_waits_here_is_delivered_on_demand(call: Call, desk_home: Path, empty_server: str) -> None:
    assert call("deliver").code == 2
    assert "none is chosen; choose one on the settings page" in call("deliver").err
    desk_home.mkdir(exist_ok=True)
    (desk_home / "settings.toml").write_text(f'team_database = "{empty_server}"\n')
    assert call("deliver").out == "Everything was with the team's database already.\n"
    desk = Conducted(Catalogue.standing().kit("backend-senior"))
    desk.note("+ said hello")
    journal = open_journal(f"sqlite:///{desk_home / 'desk.db'}")
    journal.extend(SESSION, desk.live.log)
    assert call("deliver").out == f"Delivered {len(desk.live.log)} entries.\n"
    assert (
        call("--database", empty_server, "show", SESSION, "--format", "json").data["notes"][0]["text"] == "said hello"
    )
    assert call("--database", empty_server, "deliver").out == "Everything was with the team's database already.\n"
    desk.note("+ said more")
    journal.extend(SESSION, desk.live.log)
    journal.close()
    (desk_home / "settings.toml").write_text('team_database = "postgresql://ada@127.0.0.1:1/desk"\n')
    away = call("deliver")
    assert away.code == 3
    assert f"{len(desk.live.log)} entries wait for the team's database: it can't be reached since" in away.err


def test_an_interview_of_the_same_id_is_refused_with_its_reason(call: Call, desk_home: Path, empty_server: str) -> None:
    for url, text in ((empty_server, "+ theirs"), (f"sqlite:///{desk_home / 'desk.db'}", "+ mine")):
        desk = Conducted(Catalogue.standing().kit("backend-senior"))
        desk.note(text)
        journal = open_journal(url, make_folder=True)
        journal.extend(SESSION, desk.live.log)
        journal.close()
    done = call("--database", empty_server, "deliver")
    assert done.code == 1
    assert done.err.splitlines()[0].startswith(f"Session {SESSION} can't be delivered to the team's database: ")
    assert done.err.splitlines()[-1] == "1 session could not be delivered."


def test_figures_are_the_teams_where_there_is_one_and_that_is_said(
    both: Call, call: Call, desk_home: Path, empty_server: str
) -> None:
    both("db", "check")
    desk_home.mkdir(exist_ok=True)
    (desk_home / "settings.toml").write_text(f'team_database = "{empty_server}"\n')
    called = call("benchmarks", "rate-limiter", "--format", "json")
    assert called.err == "Compared with the team's interviews.\n"
    assert called.out == call("--database", empty_server, "benchmarks", "rate-limiter", "--format", "json").out
    (desk_home / "settings.toml").write_text('team_database = "postgresql://ada@127.0.0.1:1/desk"\n')
    assert call("calibrate", "--format", "json").err == (
        "Compared with the interviews on this computer alone: the team's database can't be reached.\n"
    )


def test_an_interview_is_followed_until_it_ends(call: Call, desk_home: Path, empty_server: str) -> None:
    desk = Conducted(Catalogue.standing().kit("backend-senior"))
    desk.wait(minutes=2)
    desk.note("+ said hello @requirements")
    journal = open_journal(empty_server)
    journal.extend(SESSION, desk.live.log)
    desk.solve()
    desk.do(rules.end(desk.state))
    later = Thread(target=journal.extend, args=(SESSION, desk.live.log))
    later.start()
    followed = call("--database", empty_server, "follow", SESSION[:12])
    later.join()
    journal.close()
    lines = followed.out.splitlines()
    assert (followed.code, len(lines)) == (0, len(desk.live.log))
    assert lines[0].endswith("Sample Candidate · Senior backend engineer, live coding · senior")
    assert any(line.startswith(" 02:00  note-taken") and "said hello" in line for line in lines)
    assert lines[-1].split() == ["02:00", "ended"]
    as_json = call("--database", empty_server, "follow", "latest", "--format", "json").out.splitlines()
    assert [json.loads(line)["seq"] for line in as_json] == [entry.seq for entry in desk.live.log]
    assert call("--database", empty_server, "follow", "nobody").code == 2
    assert not (desk_home / "desk.db").exists()


def test_a_person_is_given_all_of_it_and_erased_from_a_server(
    both: Call, call: Call, empty_server: str, tmp_path: Path
) -> None:
    both("db", "check")
    on_server = ("--database", empty_server)
    assert call(*on_server, "access-pack", "Sample Candidate", "-o", tmp_path / "pack.zip").code == 0
    assert call(*on_server, "retention", "--months", 240).code == 0
    assert call(*on_server, "erase", "Sample Candidate", "--yes").code == 0
    assert call(*on_server, "sessions", "--format", "json").data == []
    assert call(*on_server, "db", "check").out == "All is well.\n"
