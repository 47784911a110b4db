"""The command line on many interviews: tables in and out, later results, benchmarks, strictness, made-up history."""

from __future__ import annotations

import csv
import filecmp
import os
import pty
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from interview_desk.domain import rules
from interview_desk.insights.simulate import simulate
from interview_desk.insights.table_writer import write_history
from interview_desk.library.catalogue import Catalogue
from interview_desk.storage.journal import open_journal
from tests.calling import Call, caller
from tests.conducting import Conducted

TABLES = ("sessions.csv", "ratings.csv", "layers.csv", "outcomes.csv")
REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "sim" / "s300_seed1"


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    return caller(capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with 200 made-up interviews."""
    write_history(simulate(200, 8, 1)[0], tmp_path / "tables")
    return tmp_path / "tables"


def conducted(desk_home: Path, session: str, *, fully: bool = True) -> None:
    """Keep an interview of the shipped kit that has ended."""
    desk = Conducted(Catalogue.standing().kit("backend-senior"))
    desk.wait(minutes=2)
    desk.solve()
    desk.wait(minutes=9)
    desk.solve()
    desk.wait(minutes=15)
    desk.do(rules.end(desk.state))
    for row in desk.state.rubric.competencies[: None if fully else 2]:
        desk.do(rules.score(desk.state, row.id, 3))
    journal = open_journal(f"sqlite:///{desk_home / 'desk.db'}", make_folder=True)
    journal.extend(session, desk.live.log)
    journal.close()


def table(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text("utf-8").splitlines()))


def rewrite(file: Path, line: int, before: str, after: str) -> None:
    lines = file.read_text("utf-8").splitlines()
    assert before in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(before, after)
    file.write_text("\n".join(lines) + "\n", "utf-8")


def test_tables_come_in_once_and_go_out_as_they_came(call: Call, folder: Path, tmp_path: Path) -> None:
    first = call("history", "import", folder)
    assert (first.code, first.err) == (0, "")
    assert first.out.startswith("Imported 200 interviews and ")
    assert call("history", "import", folder).out == "Nothing new: every row was kept already.\n"
    out = tmp_path / "out" / "tables"
    called = call("history", "export", out)
    assert (called.code, called.out) == (0, "")
    assert called.err == f"Wrote 200 interviews to {out}\n"
    assert sorted(path.name for path in out.parent.iterdir()) == ["tables"]
    for name in TABLES:
        rows, again = (sorted(map(sorted, map(dict.items, table(place / name)))) for place in (folder, out))
        assert rows == again, name
    assert call("history", "import", out).out == "Nothing new: every row was kept already.\n"
    assert call("history", "export", tmp_path / "again").code == 0
    assert filecmp.cmpfiles(out, tmp_path / "again", TABLES, shallow=False)[0] == list(TABLES)


def test_problems_are_told_by_file_and_line_and_nothing_is_imported(call: Call, folder: Path, desk_home: Path) -> None:
    rewrite(folder / "layers.csv", 4, ",", ",-")
    rewrite(folder / "ratings.csv", 3, "Interviewer", "Stranger")
    called = call("history", "import", folder)
    assert (called.code, called.out) == (1, "")
    assert "layers.csv:4: " in called.err
    assert "ratings.csv:3: 'Stranger " in called.err
    assert f"Nothing was imported from {folder}: it has " in called.err
    assert not (desk_home / "desk.db").exists()


@pytest.mark.parametrize("minutes", ["-1", "99999", "nan", "ten", ""])
def test_negative_and_absurd_times_are_problems(call: Call, folder: Path, minutes: str) -> None:
    lines = (folder / "layers.csv").read_text("utf-8").splitlines()
    cells = lines[1].split(",")
    lines[1] = ",".join([*cells[:3], minutes, cells[4]])
    (folder / "layers.csv").write_text("\n".join(lines), "utf-8")
    called = call("history", "import", folder)
    assert called.code == 1
    assert "layers.csv:2: end_min is" in called.err


def test_a_line_that_contradicts_what_is_kept_is_told_with_its_number(call: Call, folder: Path) -> None:
    call("history", "import", folder)
    rewrite(folder / "sessions.csv", 2, table(folder / "sessions.csv")[0]["level"], "lead")
    called = call("history", "import", folder)
    assert called.code == 1
    assert called.err.startswith("sessions.csv:2: the session is kept already with another level; ")
    assert called.err.endswith("it has 1 problem.\n")


def test_names_that_fit_no_store_are_problems(call: Call, folder: Path) -> None:
    (folder / "outcomes.csv").unlink()
    rewrite(folder / "sessions.csv", 3, "Candidate", "x" * 300)
    called = call("history", "import", folder)
    assert called.code == 1
    assert "sessions.csv:3: candidate is 'xxx" in called.err


def test_a_folder_that_is_not_there_is_wrong_usage(call: Call, tmp_path: Path) -> None:
    assert call("history", "import", tmp_path / "none").code == 2
    assert call("outcomes", "import", tmp_path / "none.csv").code == 2
    assert call("history", "export", tmp_path / "out").code == 3


def test_a_folder_that_can_not_be_written_is_told_and_left(call: Call, folder: Path, tmp_path: Path) -> None:
    call("history", "import", folder)
    (tmp_path / "file").write_text("mine")
    called = call("history", "export", tmp_path / "file" / "out")
    assert called.code == 3
    assert "The history was not written to" in called.err
    assert (tmp_path / "file").read_text() == "mine"


def test_formulas_leave_as_text_and_come_back_as_names(call: Call, folder: Path, tmp_path: Path) -> None:
    for name in TABLES:
        content = (folder / name).read_text("utf-8").replace("Candidate 001", "=cmd()").replace("rate-limiter", "@sum")
        (folder / name).write_text(content, "utf-8")
    assert call("history", "import", folder).code == 0
    call("history", "export", tmp_path / "out")
    for name in TABLES:
        cells = (tmp_path / "out" / name).read_text("utf-8").replace("\n", ",").split(",")
        assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    assert call("history", "import", tmp_path / "out").out == "Nothing new: every row was kept already.\n"
    assert call("benchmarks", "@sum").code == 0


def test_interviews_conducted_here_go_out_with_the_others(
    call: Call, folder: Path, tmp_path: Path, desk_home: Path
) -> None:
    conducted(desk_home, "20261123-mine")
    call("history", "import", folder)
    call("history", "export", tmp_path / "out")
    rows = table(tmp_path / "out" / "layers.csv")
    mine = [(row["layer"], row["status"], row["end_min"]) for row in rows if row["session"] == "20261123-mine"]
    assert mine == [("1", "done", "9"), ("2", "unfinished", "24")]
    assert call("history", "import", tmp_path / "out").out == "Nothing new: every row was kept already.\n"
    assert call("db", "check").out == "All is well.\n"


def test_later_results_come_in_by_candidate_or_session(call: Call, folder: Path, tmp_path: Path) -> None:
    (folder / "outcomes.csv").unlink()
    call("history", "import", folder)
    file = tmp_path / "later.csv"
    file.write_text("session,candidate,stage,passed,date\nS001,,onsite,1,2026-03-01\n,Candidate 002,,0,\n", "utf-8")
    assert call("outcomes", "import", file).out == "Imported 2 later results.\n"
    assert call("outcomes", "import", file).out == "Imported 0 later results; 2 were kept already.\n"
    file.write_text("session,stage,passed,date\nS001,onsite,0,2026-03-01\nS001,hired,1,2026-05-01\n", "utf-8")
    called = call("outcomes", "import", file)
    assert called.code == 1
    assert called.err.startswith("later.csv:2: the outcome is kept as passed already; ")
    call("history", "export", tmp_path / "out")
    assert len((tmp_path / "out" / "outcomes.csv").read_text("utf-8").splitlines()) == 3


def test_every_wrong_line_of_later_results_is_told(call: Call, folder: Path, tmp_path: Path) -> None:
    call("history", "import", folder)
    file = tmp_path / "later.csv"
    lines = [
        "session,candidate,stage,passed,date", "S001,,x,1,", "S001,,x,1,", "S001,,x,0,", "S999,,x,1,", ",Nobody,x,1,",
        ",,x,1,", "S001,Candidate 150,x,1,", "S002,,x,2,", "S002,,y,1,soon",
    ]  # fmt: skip
    file.write_text("\n".join(lines), "utf-8")
    called = call("outcomes", "import", file)
    assert called.code == 1
    told = called.err.splitlines()
    assert [line.split(":")[1] for line in told[:-1]] == ["3", "4", "5", "6", "7", "8", "9", "10"]
    assert "stood on line 2 already" in told[0]
    assert "stood, with another result, on line 2 already" in told[1]
    assert "session 'S999' is not known" in told[2]
    assert "candidate 'Nobody' is not known" in told[3]
    assert "neither candidate nor session" in told[4]
    assert "is of candidate" in told[5]
    file.write_text("who,passed\nx,1\n", "utf-8")
    assert "neither a column candidate nor a column session" in call("outcomes", "import", file).err


def test_candidates_answers_come_in_once_and_leave_with_the_history(call: Call, folder: Path, tmp_path: Path) -> None:
    call("history", "import", folder)
    file = tmp_path / "answers.csv"
    file.write_text("session,clear,treated,again,date\nS001,5,4,3,2026-03-01\n", "utf-8")
    assert call("experience", "import", file).out == "Imported 1 answer.\n"
    assert call("experience", "import", file).out == "Imported 0 answers; 1 was kept already.\n"
    file.write_text("session,clear,treated,again,date\nS001,1,4,3,2026-03-01\n", "utf-8")
    called = call("experience", "import", file)
    assert called.code == 1
    assert called.err.startswith("answers.csv:2: the session's answers are kept already, and other ones; ")
    call("history", "export", tmp_path / "out")
    assert (tmp_path / "out" / "experience.csv").read_text("utf-8").splitlines()[1].startswith("S001,5,4,3,2026-03-01")


def test_made_up_history_comes_out_and_goes_in_with_all_beside_it(call: Call, tmp_path: Path) -> None:
    call("simulate", "--interviews", 40, "--interviewers", 4, "--seed", 7)
    call("history", "export", tmp_path / "out")
    assert {"experience.csv", "feedback.csv"} <= {path.name for path in (tmp_path / "out").iterdir()}
    assert call("history", "import", tmp_path / "out").out == "Nothing new: every row was kept already.\n"
    (tmp_path / "out" / "feedback.csv").write_text("session,date\nnobody,2026-01-01\n", "utf-8")
    assert call("history", "import", tmp_path / "out").err.startswith("feedback.csv:2: session 'nobody' is not known")


def test_benchmarks_of_a_question_with_history_and_of_one_without(call: Call, folder: Path) -> None:
    call("history", "import", folder)
    called = call("benchmarks", "rate-limiter", "--format", "json")
    assert (called.code, called.err) == (0, "")
    keys = ["question", "version", "level", "layer", "cohort", "n", "finishers", "p25", "p50", "p75", "lower", "upper"]
    assert all(list(row)[: len(keys) + 1] == [*keys, "source"] for row in called.data)
    assert {(row["question"], row["version"]) for row in called.data} == {("rate-limiter", 1)}
    assert {row["cohort"] for row in called.data} == {"everyone", "strongest"}
    text = call("benchmarks", "rate-limiter").out
    assert "strongest quarter" in text
    assert "the author's estimate" in text
    alone = call("benchmarks", "notification-delivery", "--format", "json")
    assert {(row["source"], row["n"]) for row in alone.data} == {("author", 0)}


def test_benchmarks_need_no_history_and_a_known_question(call: Call, desk_home: Path) -> None:
    assert {row["source"] for row in call("benchmarks", "rate-limiter", "--format", "json").data} == {"author"}
    called = call("benchmarks", "rate-limter")
    assert called.code == 2
    assert called.err.startswith('There is no question "rate-limter": ')
    assert not desk_home.exists()


def test_strictness_is_told_as_the_settings_or_the_call_assume(call: Call, folder: Path, desk_home: Path) -> None:
    call("history", "import", folder)
    called = call("calibrate", "--format", "json")
    assert (called.code, called.err) == (0, "")
    assert list(called.data) == ["interviewers", "sessions", "assumptions", "variances"]
    assert list(called.data["interviewers"][0]) == ["id", "severity", "se", "reliability", "state", "n", "links"]
    assert list(called.data["sessions"][0]) == ["id", "raw", "fair", "fair_se", "category", "chance"]
    assert any("is not known to be by chance" in it for it in called.data["assumptions"])
    declared = call("calibrate", "--assignment", "chance", "--format", "json")
    assert any("The team declared" in it for it in declared.data["assumptions"])
    (desk_home / "settings.toml").write_text('assignment = "chance"\n')
    assert call("calibrate", "--format", "json").out == declared.out
    assert "How interviewers' scores compare" in call("calibrate").out


def test_turned_off_in_the_settings_nothing_is_corrected(call: Call, folder: Path, desk_home: Path) -> None:
    call("history", "import", folder)
    (desk_home / "settings.toml").write_text('assignment = "chance"\ncalibrate = false\n')
    data = call("calibrate", "--format", "json").data
    assert all(row["raw"] == row["fair"] for row in data["sessions"])
    assert {row["state"] for row in data["interviewers"]} == {"uncalibrated"}
    assert "The team has turned calibration off" in call("calibrate").out
    assert "with calibration" in call("calibrate", "--what-if").out


def test_what_if_compares_the_newest_month(call: Call, folder: Path) -> None:
    call("history", "import", folder)
    assumed = ("calibrate", "--assignment", "chance", "--what-if")
    told = call(*assumed).out
    assert told.startswith("How would recommendations have read without calibration?\nOf ")
    data = call(*assumed, "--format", "json").data["what_if"]
    assert data["n"] == sum(row["stands"] for row in data["counts"]) == sum(row["otherwise"] for row in data["counts"])


def test_the_whole_page_is_written_as_a_table_or_for_paper(call: Call, folder: Path, tmp_path: Path) -> None:
    call("history", "import", folder)
    for form, start in (("csv", "\ufeffpart,name".encode()), ("pdf", b"%PDF")):
        called = call("calibrate", "--format", form, "-o", tmp_path / f"page.{form}")
        assert (called.code, called.out) == (0, "")
        assert (tmp_path / f"page.{form}").read_bytes().startswith(start)
        assert call("calibrate", "--format", form).code == 2
    assert call("calibrate", "-o", tmp_path / "x").code == 2
    assert call("calibrate", "--format", "csv", "--what-if", "-o", tmp_path / "x").code == 2


def test_strictness_without_any_interview_says_so(call: Call) -> None:
    assert call("calibrate", "--format", "json").data["sessions"] == []
    assert "There are no scored interviews yet." in call("calibrate").out


def test_made_up_history_fills_an_empty_database_and_no_other(call: Call, desk_home: Path) -> None:
    arguments = ("simulate", "--interviews", 60, "--interviewers", 4, "--seed", 7)
    called = call(*arguments)
    assert (called.code, called.out) == (0, "")
    truth = desk_home / "simulated-truth"
    assert sorted(path.name for path in truth.iterdir()) == ["candidates.csv", "interviewers.csv", "sessions.csv"]
    assert len((truth / "sessions.csv").read_text("utf-8").splitlines()) == 61
    assert len(call("calibrate", "--format", "json").data["sessions"]) == 60
    again = call(*arguments)
    assert again.code == 2
    assert "there are interviews in this one" in again.err
    assert call("simulate", "--interviews", 0, "--interviewers", 4, "--seed", 7).code == 2


def test_made_up_history_keeps_away_from_real_interviews(call: Call, desk_home: Path) -> None:
    conducted(desk_home, "20261123-mine")
    assert call("simulate", "--interviews", 5, "--interviewers", 2, "--seed", 7).code == 2
    assert not (desk_home / "simulated-truth").exists()


def test_a_report_is_set_against_history_once_every_row_is_scored(call: Call, tmp_path: Path, desk_home: Path) -> None:
    call("simulate", "--interviews", 2000, "--interviewers", 6, "--seed", 3)
    conducted(desk_home, "20261123-mine")
    conducted(desk_home, "20261124-half", fully=False)
    for session in ("20261123", "20261124"):
        called = call("report", session, "--for", "candidate", "--format", "md", "-o", tmp_path / f"{session}.md")
        assert called.code == 0, called.err
    scored, half = ((tmp_path / f"{session}.md").read_text("utf-8") for session in ("20261123", "20261124"))
    assert "the middle half of everyone between" in scored
    assert "author" not in scored
    assert "middle half" not in half


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference data are not on this machine")
def test_the_reference_tables_come_in_with_their_own_columns(call: Call) -> None:
    assert call("history", "import", REFERENCE).out == "Imported 300 interviews and 153 later results.\n"
    assert len(call("calibrate", "--assignment", "chance", "--format", "json").data["interviewers"]) == 12


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of this kind is a matter of Unix")
def test_stopped_on_a_terminal_nothing_was_changed(tmp_path: Path, call: Call) -> None:
    write_history(simulate(20_000, 50, 1)[0], tmp_path / "many")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "interview_desk", "history", "import", str(tmp_path / "many")]
    # Where the tests themselves run in a shell's background, what they start would ignore a Ctrl+C.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE, preexec_fn=heard) as importing:
        os.close(theirs)
        shown = b""
        while b"Keeping the interviews: " not in shown:
            shown += os.read(ours, 1024)
        importing.send_signal(signal.SIGINT)
        assert importing.wait(60) == 3
        shown += os.read(ours, 4096)
    os.close(ours)
    assert b"Reading the tables: 20 %" in shown
    assert b"Stopped; nothing was changed." in shown
    assert call("calibrate", "--format", "json").data["sessions"] == []
