"""Candidates' answers from CSV or JSON: all of them, or every line that is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interview_desk.domain.past import NO_DATE
from interview_desk.insights.beside_files import read_answers, read_feedback, write_beside

KNOWN = ("s1", "s2", "=s3")


def test_answers_come_from_csv_and_from_json_alike(tmp_path: Path) -> None:
    table, listed = tmp_path / "a.csv", tmp_path / "a.json"
    table.write_text("session,clear,treated,again,date\ns1,5,4,3,2026-03-01\ns2,1,2,3,\n", "utf-8")
    rows = [
        {"session": "s1", "clear": 5, "treated": 4, "again": 3, "date": "2026-03-01"},
        {"session": "s2", "clear": 1, "treated": 2, "again": 3},
    ]
    listed.write_text(json.dumps(rows), "utf-8")
    expected = [("s1", 5, 4, 3, 1772323200), ("s2", 1, 2, 3, NO_DATE)]
    for path in (table, listed):
        found, problems = read_answers(path, KNOWN)
        assert problems == []
        assert list(found) == expected


def test_every_wrong_line_is_told_and_nothing_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "session,clear,treated,again\ns1,5,4,3\ns1,5,4,3\nnobody,1,1,1\ns2,6,1,1\ns2,1,,1\n,1,1,1\n", "utf-8"
    )
    found, problems = read_answers(path, KNOWN)
    assert found == {}
    assert sorted({problem.line for problem in problems}) == [3, 4, 5, 6, 7]
    assert "stood on line 2 already" in problems[0].what


@pytest.mark.parametrize("text", ["{", "[1]", '{"session": "s1"}', '[{"session": "s1", "clear": true}]', "[" * 100_000])
def test_a_json_file_that_is_none_is_a_problem_and_no_crash(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    found, problems = read_answers(path, KNOWN)
    assert found == {}
    assert problems


def test_what_is_written_is_read_again_and_is_no_formula(tmp_path: Path) -> None:
    answers, feedback = [("=s3", 1, 2, 3, NO_DATE), ("s1", 5, 5, 5, 86_400)], [("=s3", 3_600)]
    write_beside(answers, feedback, tmp_path)
    assert "\n'=s3," in (tmp_path / "experience.csv").read_text("utf-8")
    assert list(read_answers(tmp_path / "experience.csv", KNOWN)[0]) == answers
    assert read_feedback(tmp_path / "feedback.csv", KNOWN) == (feedback, [])
    assert read_feedback(tmp_path / "feedback.csv", ())[1][0].what == "session '=s3' is not known"
