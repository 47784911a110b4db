"""The way out: names that every system takes, files written whole or not at all, failures in a sentence."""

from __future__ import annotations

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from interview_desk import reports
from interview_desk.errors import StorageError, UsageError
from interview_desk.reports import exporter
from tests.reports.kits import Interview, kit, whole_interview


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Sample Candidate", "Sample Candidate"),
        ("Zoë Šimůnek", "Zoë Šimůnek"),
        ('a<b>c:d"e/f\\g|h?i*j', "a b c d e f g h i j"),
        ("../../etc/passwd", "etc passwd"),
        ("..", ""),
        (" . ", ""),
        ("", ""),
        ("CON", "CON_"),
        ("nul.txt", "nul.txt_"),
        ("com1", "com1_"),
        ("LPT¹", "LPT¹_"),
        ("Conrad", "Conrad"),
        ("trailing. . ", "trailing"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\x00b\nc", "abc"),
        ("a\ud800b", "ab"),
        ("x" * 300, "x" * 80),
        ("🎉" * 100, "🎉" * 20),
    ],
)
def test_a_name_is_made_that_every_file_system_takes(name: str, safe: str) -> None:
    assert exporter.safe_name(name) == safe


def test_a_report_has_a_name_even_where_the_candidate_has_none() -> None:
    nameless, named = Interview(kit(), "").state, Interview(kit()).state
    assert named.prepared_at is not None
    began = (named.started_at or named.prepared_at).astimezone()
    assert reports.file_name(nameless, "candidate", "pdf") == f"Interview feedback, {began:%Y-%m-%d %H%M}.pdf"
    assert (
        reports.file_name(named, "team", "greenhouse")
        == f"Sample Candidate, scorecard, {began:%Y-%m-%d %H%M}.greenhouse.json"
    )


def test_a_second_interview_of_the_same_person_does_not_take_the_name_of_the_first() -> None:
    first = Interview(kit()).state
    assert first.prepared_at is not None
    second = replace(first, started_at=None, prepared_at=first.prepared_at + timedelta(minutes=90))
    assert reports.file_name(first, "candidate", "pdf") != reports.file_name(second, "candidate", "pdf")


def test_a_folder_gets_the_file_under_its_own_name(tmp_path: Path) -> None:
    written = reports.write(whole_interview().state, "candidate", "md", tmp_path)
    assert written.parent == tmp_path
    assert written.name.startswith("Sample Candidate, interview feedback, 20")
    assert written.read_text(encoding="utf-8").startswith("# Your interview feedback")
    assert [path.name for path in tmp_path.iterdir()] == [written.name]


def test_a_file_that_was_there_is_replaced(tmp_path: Path) -> None:
    goal = tmp_path / "report.json"
    goal.write_text("old", encoding="utf-8")
    reports.write(whole_interview().state, "briefing", "json", goal)
    assert json.loads(goal.read_text(encoding="utf-8"))["report"] == "briefing"


def test_a_link_keeps_being_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    exporter.write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        exporter.write_atomically(pipe, b"through")
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_missing_folder_is_named_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"there is no folder .*nowhere; choose another place") as refusal:
        exporter.write_atomically(tmp_path / "nowhere" / "a.pdf", b"x")
    assert refusal.value.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_the_old_file_and_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goal = tmp_path / "a.pdf"
    goal.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match=r"a\.pdf was not written: no space left on device"):
        exporter.write_atomically(goal, b"new")
    assert goal.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_format_that_a_report_does_not_have_is_a_wrong_argument() -> None:
    state = Interview(kit()).state
    with pytest.raises(UsageError, match="Only the team's scorecard goes to Greenhouse"):
        reports.render(state, "candidate", "greenhouse")
    with pytest.raises(UsageError, match="There is no report for boss as doc"):
        reports.render(state, "boss", "doc")  # type: ignore[arg-type]


def test_a_preview_is_drawn_while_an_export_is_written() -> None:
    state = whole_interview().state
    with ThreadPoolExecutor(2) as both:
        made = list(both.map(lambda audience: reports.render(state, audience, "pdf"), ["candidate", "team"] * 10))
    assert [it[:5] for it in made] == [b"%PDF-"] * 20
