"""The command line on a team's PostgreSQL: every command says what it says on SQLite, of the same interviews."""

from __future__ import annotations

import csv
from pathlib import Path

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
