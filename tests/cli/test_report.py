"""`report` on the command line: its language, the decision notice, and wording that goes out on record."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from interview_desk.domain import rules
from interview_desk.domain.state import State, fold
from interview_desk.library.catalogue import Catalogue
from interview_desk.storage.journal import open_journal
from tests.calling import Call, caller
from tests.conducting import Conducted

SESSION = "20261123-sample"


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    return caller(capsys)


@pytest.fixture
def desk() -> Conducted:
    """An interview that is over, scored, and kept when `keep` is called."""
    desk = Conducted(Catalogue.standing().kit("backend-senior"))
    desk.wait(minutes=2)
    desk.note("+ asked who is limited")
    desk.do(rules.end(desk.state))
    for row in desk.state.rubric.competencies:
        desk.do(rules.score(desk.state, row.id, 3))
    desk.do(rules.write_point(desk.state, "went-well", "You are very smart."))
    return desk


def keep(desk: Conducted, home: Path) -> None:
    with closing(open_journal(f"sqlite:///{home / 'desk.db'}", make_folder=True)) as journal:
        journal.extend(SESSION, desk.live.log)


def kept(home: Path) -> State:
    with closing(open_journal(f"sqlite:///{home / 'desk.db'}")) as journal:
        return fold(journal.read(SESSION))


def written(call: Call, tmp_path: Path, *words: str) -> str:
    file = tmp_path / "report.md"
    assert call("report", "latest", "--format", "md", "-o", file, *words).code == 0
    return file.read_text("utf-8")


def test_the_language_is_the_one_named_or_else_the_settings(
    call: Call, desk: Conducted, desk_home: Path, tmp_path: Path
) -> None:
    keep(desk, desk_home)
    assert written(call, tmp_path).startswith("# Your interview feedback")
    assert written(call, tmp_path, "--language", "de").startswith("# Ihr Feedback zum Interview")
    (desk_home / "settings.toml").write_text('report_language = "de"\n', encoding="utf-8")
    assert written(call, tmp_path, "--for", "briefing").startswith("# Ihr Interview bei uns")
    assert written(call, tmp_path, "--for", "team", "--language", "en").startswith("# Interview scorecard")


def test_the_decision_notice_waits_for_the_call_and_the_sentence_why(
    call: Call, desk: Conducted, desk_home: Path, tmp_path: Path
) -> None:
    keep(desk, desk_home)
    file = tmp_path / "notice.pdf"
    refused = call("report", "latest", "--for", "decision", "--format", "pdf", "-o", file)
    assert (refused.code, refused.err) == (
        2,
        "There is no decision notice yet: no call was made; make it on the summary page.\n",
    )
    assert not file.exists()
    desk.do(rules.make_call(desk.state, "not-now"))
    desk.do(rules.write_passage(desk.state, "reason", "Two reads and a write were not seen as a race."))
    keep(desk, desk_home)
    text = written(call, tmp_path, "--for", "decision")
    assert "We will not go on with your application" in text
    assert "Two reads and a write were not seen as a race." in text


def test_wording_that_goes_out_all_the_same_is_said_and_goes_on_record_once(
    call: Call, desk: Conducted, desk_home: Path, tmp_path: Path
) -> None:
    keep(desk, desk_home)
    file = tmp_path / "report.pdf"
    words = ("report", "latest", "--format", "pdf", "-o", file)
    first, second = call(*words), call(*words)
    assert "Wording to look at again: “You are very smart”; say what was done or said" in first.err
    assert second.err == f"Wrote {file}\n"
    assert kept(desk_home).overruled == {("You are very smart.", "verdict")}
    assert kept(desk_home).seq == desk.state.seq + 1


def test_where_it_can_not_go_on_record_that_is_said_and_the_report_is_written(
    call: Call, desk: Conducted, desk_home: Path, tmp_path: Path
) -> None:
    keep(desk, desk_home)
    file = tmp_path / "report.pdf"
    with closing(open_journal(f"sqlite:///{desk_home / 'desk.db'}")) as journal, journal.lease(SESSION):
        called = call("report", "latest", "--format", "pdf", "-o", file)
    assert called.code == 0
    assert "another window or another copy of Interview Desk is writing to it" in called.err
    assert file.exists()
    assert kept(desk_home).overruled == frozenset()
