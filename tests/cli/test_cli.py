"""The command line: every call with right and wrong use, its exit code, and a sentence and remedy for every error."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfReader

from interview_desk import __version__
from interview_desk.commands import COMMANDS
from interview_desk.domain import rules
from interview_desk.domain.draft import Draft
from interview_desk.domain.script import Kit
from interview_desk.library.catalogue import Catalogue
from interview_desk.storage.journal import open_journal
from tests.calling import Call, Called, caller
from tests.conducting import Conducted

KIT = "backend-senior"
SESSION = "20261123-sample"


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    """`conduct` puts garbage collection off until its window is painted, and here none ever is."""
    yield
    gc.enable()


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    return caller(capsys)


@pytest.fixture(scope="session")
def kit() -> Kit:
    return Catalogue.standing().kit(KIT)


@pytest.fixture
def file(desk_home: Path) -> Path:
    return desk_home / "desk.db"


def interview(kit: Kit) -> Conducted:
    """Conduct twelve minutes: two layers, three notes, two hints, every row scored but the last."""
    desk = Conducted(kit)
    desk.wait(minutes=2)
    desk.note("? ask about scale")
    desk.wait(minutes=3)
    desk.solve()
    desk.wait(minutes=1, seconds=30)
    desk.note("+ asked who the limit applies to @requirements")
    desk.hint()
    desk.wait(minutes=2)
    desk.solve()
    desk.hint()
    desk.note("- did not see the race @correctness")
    for row in desk.state.rubric.competencies[:-1]:
        desk.do(rules.score(desk.state, row.id, 3))
    desk.wait(minutes=3, seconds=30)
    return desk


@pytest.fixture
def ended(kit: Kit, desk_home: Path, file: Path) -> Conducted:
    """A session that has ended, fully scored, in the database of the test's own home."""
    desk = interview(kit)
    desk.do(rules.score(desk.state, desk.state.rubric.competencies[-1].id, 3))
    desk.do(rules.end(desk.state))
    keep(desk, desk_home, file)
    return desk


def keep(desk: Conducted, home: Path, file: Path, draft: Draft | None = None) -> None:
    home.mkdir(exist_ok=True)
    journal = open_journal(f"sqlite:///{file}")
    journal.extend(SESSION, desk.live.log, draft)
    journal.close()


def refused(called: Called, code: int, *words: str) -> None:
    """Assert that a call was refused in one sentence that says these words, and that nothing else was said."""
    assert (called.code, called.out) == (code, "")
    assert called.err.count("\n") == 1
    assert called.err.endswith(".\n")
    assert "Traceback" not in called.err
    for word in words:
        assert word in called.err


def in_a_process(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Call the command line as a shell does."""
    command = [sys.executable, "-m", "interview_desk", *words]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | variables
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=env)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_an_answer_that_finds_no_room_is_told_so_and_one_that_nobody_reads_to_its_end_is_none_the_worse() -> None:
    keys = [sys.executable, "-m", "interview_desk", "keys"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(keys, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "could not be read or written: No space left on device; " in done.stderr
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(keys, stdout=writing, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


# What there is to be asked


def test_help_names_every_command_in_a_sentence(call: Call) -> None:
    for words in (("--help",), ("-h",)):
        called = call(*words)
        assert called.code == 0
        for command in ("conduct", "check", "sessions", "show", "report", "keys", "db"):
            assert f"\n  {command} " in called.out


@pytest.mark.parametrize("command", ["conduct", "check", "sessions", "show", "report", "keys", "db"])
def test_every_command_explains_itself(call: Call, command: str) -> None:
    called = call(command, "--help")
    assert called.code == 0
    assert f"Usage: interview-desk {command}" in called.out


def test_the_version_is_the_package_s(call: Call) -> None:
    assert call("--version").out == f"interview-desk, version {__version__}\n"


def test_keys_lists_every_command_in_aligned_columns(call: Call) -> None:
    called = call("keys")
    assert called.code == 0
    lines = {line for line in called.out.splitlines() if line.startswith("  ")}
    assert len(lines) == len(COMMANDS)
    for command in COMMANDS:
        (line,) = (line for line in lines if command.help in line and f"  {command.title}  " in line)
        assert line.startswith(f"  {command.keys[0] if command.keys else '—'} ")
    assert len({line.index(command.help) for command in COMMANDS for line in lines if line.endswith(command.help)}) == 1


# Wrong words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frobnicate"], "`interview-desk --help`"),
        (["--frobnicate"], "`interview-desk --help`"),
        (["conduct"], "`interview-desk conduct --help`"),
        (["conduct", KIT, "--level", "principal"], "`interview-desk conduct --help`"),
        (["conduct", KIT, "surplus"], "`interview-desk conduct --help`"),
        (["show"], "`interview-desk show --help`"),
        (["show", "latest", "--format", "xml"], "`interview-desk show --help`"),
        (["report", "latest"], "`interview-desk report --help`"),
        (["report", "latest", "--format", "docx", "-o", "x"], "`interview-desk report --help`"),
        (["db", "mend"], "`interview-desk db --help`"),
        (["db"], "one word more to say what it shall do: backup, check, "),
        (["history"], "one word more to say what it shall do: export, import; see `interview-desk history --help`"),
    ],
)
def test_a_wrong_word_is_named_with_the_help_to_look_at(call: Call, words: list[str], said: str) -> None:
    refused(call(*words), 2, said)


def test_a_wrong_kit_is_answered_with_the_one_that_was_meant(call: Call, desk_home: Path) -> None:
    refused(call("conduct", "backend-senor"), 2, '"backend-senor"', 'did you mean "backend-senior"?')
    refused(call("conduct", "x"), 2, "name one of backend-junior, ", " system-design-senior, ")
    assert not desk_home.exists()


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize("time", ["14", "14:5", "14:60", "-1:00", "quarter past", "99999:00"])
def test_a_wrong_time_is_answered_with_a_right_one(call: Call, time: str) -> None:
    refused(call("show", "latest", f"--at={time}"), 2, "write minutes and seconds, such as 14:50")


@pytest.mark.parametrize("command", ["show", "replay", "follow"])
def test_where_nothing_was_kept_there_is_nothing_to_look_at(call: Call, command: str, desk_home: Path) -> None:
    refused(call(command, "latest"), 3, "No interview was kept here yet; `interview-desk conduct backend-senior`")
    assert not desk_home.exists()


@pytest.mark.usefixtures("ended")
def test_a_wrong_session_is_answered_with_a_remedy(call: Call) -> None:
    refused(call("show", "19991231"), 2, "19991231", ";")


@pytest.mark.parametrize("url", ["foo", "mysql://here/desk", "sqlite://", "sqlite:///:memory:", ""])
def test_a_wrong_database_url_is_answered_with_a_right_one(call: Call, url: str, desk_home: Path) -> None:
    called = call("--database", url, "show", "latest")
    if url:
        refused(called, 2, "sqlite:////folder/desk.db")
    else:
        refused(called, 3, "begins one")
    assert not desk_home.exists()


def test_an_empty_data_folder_is_named(call: Call) -> None:
    refused(call("--data-dir", "", "sessions"), 2, "--data-dir names no folder")


# A machine on which nothing was done yet


def test_a_fresh_machine_has_no_sessions_and_that_is_no_error(call: Call, desk_home: Path) -> None:
    called = call("sessions")
    assert (called.code, called.out) == (0, "")
    assert called.err == "No sessions yet: `interview-desk conduct backend-senior` begins one.\n"
    assert call("sessions", "--format", "json").data == []
    assert not desk_home.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["show", "latest"],
        ["report", "latest", "--format", "pdf", "-o", "x.pdf"],
        ["db", "upgrade"],
        ["db", "check"],
        ["conduct", KIT, "--resume"],
    ],
)
def test_a_fresh_machine_says_how_to_begin(call: Call, desk_home: Path, words: list[str]) -> None:
    if words[0] == "conduct":
        refused(call(*words), 3, "No interview of backend-senior was interrupted", "leave --resume out")
    else:
        refused(call(*words), 3, "No interview was kept here yet; `interview-desk conduct backend-senior` begins one.")
    assert not desk_home.exists()


# A database that is none


def text_file(file: Path) -> None:
    file.write_text("Dear diary, today I wrote a text file and called it a database. " * 10)


def empty_folder(file: Path) -> None:
    file.mkdir()


def newer_schema(file: Path) -> None:
    open_journal(f"sqlite:///{file}").close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def another_program(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")


def half_copied(file: Path) -> None:
    open_journal(f"sqlite:///{file}").close()
    file.write_bytes(file.read_bytes()[:5000])


def nothing(file: Path) -> None:
    pass


WRONG = {
    text_file: "it is not a database",
    empty_folder: "it is a folder",
    newer_schema: "a newer version of Interview Desk made it",
    another_program: "it belongs to another program",
    half_copied: "only a part of it is there",
    nothing: "nothing was kept there yet",
}
READING = (["sessions"], ["show", "latest"], ["db", "upgrade"], ["db", "check"])


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.__name__)
@pytest.mark.parametrize("words", [*READING, ["conduct", KIT]], ids=" ".join)
def test_a_wrong_database_is_told_in_a_sentence_and_left_as_it_was(
    call: Call, tmp_path: Path, wrong: object, words: list[str]
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    file = folder / "mine.db"
    wrong(file)  # type: ignore[operator]
    before = contents(folder)
    if wrong is nothing and words[0] == "conduct":
        return  # that is how a database is begun
    refused(call("--database", f"sqlite:///{file}", *words), 3, str(file), WRONG[wrong], "; ")  # type: ignore[index]
    assert contents(folder) == before


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file that there is: a refusal leaves nothing beside the database either."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_missing_folder_is_not_made_by_reading(call: Call, tmp_path: Path) -> None:
    refused(call("--database", f"sqlite:///{tmp_path / 'none' / 'desk.db'}", "sessions"), 3, "its folder is not there")
    assert not (tmp_path / "none").exists()


@pytest.mark.usefixtures("ended")
def test_debug_shows_where_it_went_wrong_and_ends_with_the_same_code(call: Call) -> None:
    called = call("--debug", "show", "19991231")
    assert (called.code, called.out) == (2, "")
    assert called.err.startswith("Traceback (most recent call last):")
    assert called.err.splitlines()[-1] == call("show", "19991231").err.strip()


def test_a_process_ends_with_the_code_and_one_sentence(tmp_path: Path) -> None:
    done = in_a_process("--database", f"sqlite:///{tmp_path}", "conduct", KIT)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"The database {tmp_path} can't be opened: it is a folder; name a file in it.\n"


def test_without_a_display_conduct_says_so_instead_of_crashing(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("other systems always have one")
    nowhere = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"), "")
    done = in_a_process("conduct", KIT, INTERVIEW_DESK_HOME=str(tmp_path / "home"), **nowhere)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 1
    assert "there is no display" in done.stderr
    assert not (tmp_path / "home").exists()


# Sessions and what they hold


@pytest.mark.usefixtures("ended")
def test_sessions_are_listed_in_a_line_each(call: Call) -> None:
    called = call("sessions")
    assert (called.code, called.err) == (0, "")
    assert called.out.startswith(f"{SESSION}  2026-11-23 ")
    assert "ended" in called.out
    assert "12:00" in called.out
    assert "Sample Candidate · Senior backend engineer, live coding" in called.out


@pytest.mark.usefixtures("ended")
def test_sessions_as_json_agree_with_show(call: Call) -> None:
    (line,) = call("sessions", "--format", "json").data
    data = call("show", "latest", "--format", "json").data
    for name in ("id", "candidate", "interviewer", "kit", "level", "state", "elapsed_ms"):
        assert line[name] == data[name]


@pytest.mark.usefixtures("ended")
def test_sessions_can_be_searched(call: Call) -> None:
    assert SESSION in call("sessions", "--search", "sample backend").out
    called = call("sessions", "--search", "nobody")
    assert (called.code, called.out, called.err) == (0, "", "No session has these words.\n")


def test_an_interrupted_session_ran_until_its_last_sign_of_life(
    call: Call, kit: Kit, desk_home: Path, file: Path
) -> None:
    desk = interview(kit)
    keep(desk, desk_home, file, Draft("half a note", 11 * 60_000, desk.now_ms))
    (line,) = call("sessions", "--format", "json").data
    data = call("show", "latest", "--format", "json").data
    for found in (line, data):
        assert (found["state"], found["elapsed_ms"]) == ("interrupted", 12 * 60_000)
    assert data["draft"] == {"text": "half a note", "at_ms": 11 * 60_000}
    assert data["current"] == {"question": "rate-limiter", "layer": kit.questions[0].layers[1].id}
    assert data["recommendation"] is None


def test_the_list_and_a_session_agree_on_how_long_it_has_been_running(
    call: Call, kit: Kit, desk_home: Path, file: Path
) -> None:
    keep(interview(kit), desk_home, file, Draft("", 0, 13 * 60_000))
    with closing(open_journal(f"sqlite:///{file}")) as journal, journal.lease(SESSION):
        (listed,), shown = call("sessions", "--format", "json").data, call("show", SESSION, "--format", "json").data
    assert {(it["state"], it["elapsed_ms"]) for it in (listed, shown)} == {("running", 13 * 60_000)}


@pytest.mark.usefixtures("ended")
def test_show_as_json_has_all_that_was_promised(call: Call) -> None:
    called = call("show", "latest", "--format", "json")
    assert (called.code, called.err) == (0, "")
    data = called.data
    assert (data["state"], data["elapsed_ms"], data["current"]) == ("ended", 720_000, None)
    assert [(it["at_ms"], it["kind"], it["competency"]) for it in data["notes"]] == [
        (120_000, "come-back", None),
        (390_000, "strength", "requirements"),
        (510_000, "concern", "correctness"),
    ]
    assert [(it["at_ms"], it["level"]) for it in data["hints"]] == [(390_000, "nudge"), (510_000, "nudge")]
    assert [(it["active_ms"], it["outcome"], it["hints"]) for it in data["layers"]][:1] == [(210_000, "solved", 1)]
    assert set(data["scores"].values()) == {3}
    assert data["recommendation"]["category"] == "advance"
    assert {"self_assessment", "signals", "milestones"} <= set(data)


@pytest.mark.usefixtures("ended")
def test_show_at_a_time_knows_nothing_of_what_came_after(call: Call) -> None:
    data = call("show", "latest", "--at", "06:29", "--format", "json").data
    assert (data["state"], data["elapsed_ms"] // 1000) == ("running", 389 if data["elapsed_ms"] > 300_000 else 300)
    assert len(data["notes"]) == 1
    assert data["hints"] == []
    assert data["scores"] == {}
    later = call("show", "latest", "--at", "06:30", "--format", "json").data
    assert (len(later["notes"]), len(later["hints"])) == (2, 1)


@pytest.mark.usefixtures("ended")
def test_show_reads_well_in_a_shell(call: Call) -> None:
    called = call("show", SESSION[:10])
    lines = called.out.splitlines()
    assert lines[:2] == [
        "Sample Candidate · Senior backend engineer, live coding · senior · ended",
        "12:00 on the clock",
    ]
    assert "1 hint" in called.out
    assert "1 hints" not in called.out
    assert "  06:30  strength   asked who the limit applies to" in lines


@pytest.mark.usefixtures("ended")
def test_json_is_alone_on_stdout_of_a_process(desk_home: Path) -> None:
    done = in_a_process("show", "latest", "--format", "json", INTERVIEW_DESK_HOME=str(desk_home))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["id"] == SESSION


# Reports


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize("audience", ["candidate", "team", "debrief", "briefing"])
@pytest.mark.parametrize("form", ["pdf", "html", "md", "json"])
def test_every_report_is_written_in_every_format(call: Call, tmp_path: Path, audience: str, form: str) -> None:
    file = tmp_path / f"report.{form}"
    called = call("report", "latest", "--for", audience, "--format", form, "-o", file)
    assert (called.code, called.out, called.err) == (0, "", f"Wrote {file}\n")
    if form == "pdf":
        assert len(PdfReader(file).pages) >= 1
    elif form == "json":
        assert json.loads(file.read_text("utf-8"))["schema"] == 1
    else:
        assert len(file.read_text("utf-8")) > 200


@pytest.mark.usefixtures("ended")
def test_the_scorecard_is_written_for_greenhouse_and_no_other_report_is(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "card.json"
    assert call("report", "latest", "--for", "team", "--format", "greenhouse", "-o", file).code == 0
    assert json.loads(file.read_text("utf-8"))
    other = tmp_path / "other.json"
    refused(call("report", "latest", "--format", "greenhouse", "-o", other), 2, "use --for team")
    assert not other.exists()


@pytest.mark.usefixtures("ended")
def test_a_report_goes_into_a_folder_under_a_name_of_its_own(call: Call, tmp_path: Path) -> None:
    call("report", "latest", "--format", "md", "-o", tmp_path)
    assert len(list(tmp_path.glob("Sample Candidate, interview feedback, 20*.md"))) == 1


@pytest.mark.usefixtures("ended")
def test_a_report_that_can_not_be_written_changes_nothing(call: Call, tmp_path: Path) -> None:
    refused(call("report", "latest", "--format", "pdf", "-o", tmp_path / "none" / "x.pdf"), 3, "there is no folder")
    assert not (tmp_path / "none").exists()


# Checking files


def test_the_shipped_files_are_in_order(call: Call) -> None:
    called = call("check", "--format", "json")
    assert (called.code, called.err) == (0, "")
    assert called.data["problems"] == []


def test_a_wrong_file_is_told_with_line_and_column(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("schema: 1\nid: broken\ntitel: Broken\n")
    called = call("check", file)
    assert called.code == 1
    assert f"{file}:3:1: " in called.out
    assert '"title"' in called.out
    assert file.read_text() == "schema: 1\nid: broken\ntitel: Broken\n"


def test_a_file_that_is_not_there_is_told(call: Call, tmp_path: Path) -> None:
    called = call("check", tmp_path / "none.yaml")
    assert called.code in (2, 3)
    assert str(tmp_path / "none.yaml") in called.err


# The database


@pytest.mark.usefixtures("ended")
def test_upgrade_tells_that_there_is_nothing_to_do(call: Call) -> None:
    called = call("db", "upgrade")
    assert (called.code, called.err) == (0, "")
    assert "up to date" in called.out


@pytest.mark.usefixtures("ended")
def test_the_database_is_checked_and_copied(call: Call, tmp_path: Path) -> None:
    assert call("db", "check").out == "All is well.\n"
    assert call("db", "backup", tmp_path / "copy.db").code == 0
    data = call("--database", f"sqlite:///{tmp_path / 'copy.db'}", "show", "latest", "--format", "json").data
    assert data == call("show", "latest", "--format", "json").data
    refused(call("db", "backup", tmp_path / "copy.db"), 3, str(tmp_path / "copy.db"))


@pytest.mark.usefixtures("ended")
def test_a_byte_flipped_in_a_note_is_found_by_check_and_refused_by_show(call: Call, file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[content.index(b"did not see the race")] ^= 1
    file.write_bytes(content)
    called = call("db", "check")
    assert called.code == 1
    assert called.out.count("\n") >= 2
    refused(call("show", "latest"), 3, SESSION)
