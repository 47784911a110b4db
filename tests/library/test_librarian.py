"""What the library page is given: every file with its problems, read anew as it changes, and new questions written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from interview_desk.domain.script import Kit, Question
from interview_desk.domain.shelf import Librarian, ShelfLine
from interview_desk.errors import StorageError, UsageError
from interview_desk.library.check import check
from interview_desk.library.librarian import Shelves
from interview_desk.paths import shipped_question_banks
from tests.library.samples import FILES, planted, position, write_library


@pytest.fixture
def shelves(tmp_path: Path) -> Shelves:
    return Shelves(write_library(tmp_path))


def line_of(shelves: Librarian, id: str, *, yours: bool = True) -> ShelfLine:
    return next(line for line in shelves.lines() if line.id == id and line.yours is yours)


def test_every_file_has_a_line_and_the_users_own_come_first(shelves: Shelves) -> None:
    lines = shelves.lines()
    assert [line.id for line in lines if line.yours] == ["one-hour", "star-story", "word-count", "plain-coding"]
    assert all(line.yours for line in lines[:4])
    assert len([line for line in lines if not line.yours]) > 40


def test_a_kit_is_found_by_what_its_questions_are_about(shelves: Shelves) -> None:
    kit = line_of(shelves, "one-hour")
    assert (kit.kinds, kit.levels, kit.minutes, kit.about) == (("coding",), ("senior",), 60, "Word count")


def test_a_line_tells_what_a_question_is_from_its_headings(shelves: Shelves) -> None:
    line = line_of(shelves, "word-count")
    assert (line.title, line.bank, line.kinds, line.levels) == ("Word count", "plain", ("coding",), ("mid", "senior"))
    assert "problem-solving" in line.words


def test_a_sound_file_is_opened_whole(shelves: Shelves) -> None:
    question = shelves.open(line_of(shelves, "word-count"))
    assert isinstance(question.holds, Question)
    assert (question.remarks, question.why_not) == ((), "")
    kit = shelves.open(line_of(shelves, "one-hour"))
    assert isinstance(kit.holds, Kit)
    assert kit.holds.questions[0].id == "word-count"


def test_problems_come_with_their_place_and_are_gone_once_it_is_saved_right(shelves: Shelves) -> None:
    line = line_of(shelves, "word-count")
    sound = line.path.read_text("utf-8")
    wrong = planted("question", "kind: coding", "kind: codin")
    line.path.write_text(wrong, "utf-8")
    opened = shelves.open(line)
    assert opened.holds is None
    assert (opened.remarks[0].line, opened.remarks[0].column) == position(wrong, "codin\n")
    assert "did you mean" in opened.remarks[0].remedy
    line.path.write_text(sound, "utf-8")
    os.utime(line.path, (1, 1))  # however fast it was saved
    assert shelves.open(line).remarks == ()


def test_a_kit_with_a_broken_question_says_why_it_cannot_be_used(shelves: Shelves) -> None:
    line_of(shelves, "word-count").path.write_text("schema: 1\n", "utf-8")
    opened = shelves.open(line_of(shelves, "one-hour"))
    assert opened.holds is None
    assert 'The question "word-count" can\'t be used' in opened.why_not


def test_a_file_that_another_hides_is_shown_and_says_so(tmp_path: Path) -> None:
    library = write_library(tmp_path)
    shipped = shipped_question_banks() / "backend" / "rate-limiter.yaml"
    copy = library / "question_banks" / "plain" / "rate-limiter.yaml"
    copy.write_text(shipped.read_text("utf-8"), "utf-8")
    twin = library / "question_banks" / "second" / "word-count.yaml"
    twin.parent.mkdir()
    twin.write_text((library / FILES["question"]).read_text("utf-8"), "utf-8")
    shelves = Shelves(library)
    found = {line.path: shelves.open(line) for line in shelves.lines() if line.yours}
    assert "shipped, which comes first" in found[copy].remarks[0].what
    assert "plain/word-count.yaml" in found[twin].remarks[0].what
    assert found[library / FILES["question"]].remarks == ()


def test_a_file_that_cannot_be_read_keeps_its_place_in_the_list(shelves: Shelves) -> None:
    line_of(shelves, "word-count").path.write_bytes(b"\xff\xfe\x00")
    line = line_of(shelves, "word-count")
    assert (line.title, line.broken) == ("word-count", True)
    assert shelves.open(line).errors == 1


def test_a_new_question_is_written_into_the_users_folder_and_passes_as_it_is(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    path = shelves.write_question("mine", "burst-limit")
    assert path == tmp_path / "question_banks" / "mine" / "burst-limit.yaml"
    assert "yaml-language-server: $schema=file://" in path.read_text("utf-8")
    assert check([path], run=True, data=tmp_path).problems == ()
    assert line_of(shelves, "burst-limit").title == "Burst limit"


def test_a_new_question_never_takes_the_place_of_another(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    path = shelves.write_question("mine", "burst-limit")
    path.write_text("my own words", "utf-8")
    for bank, id in (("mine", "burst-limit"), ("other", "burst-limit"), ("mine", "rate-limiter")):
        with pytest.raises(UsageError, match="already"):
            shelves.write_question(bank, id)
    assert path.read_text("utf-8") == "my own words"


@pytest.mark.parametrize(("bank", "id"), [("mine", "Burst Limit"), ("mine", ""), ("../x", "a"), ("mine", "../a")])
def test_a_name_that_is_no_id_is_refused(tmp_path: Path, bank: str, id: str) -> None:
    with pytest.raises(UsageError, match="can't be the"):
        Shelves(tmp_path).write_question(bank, id)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "question_banks").write_text("a file where the folder would be", "utf-8")
    with pytest.raises(StorageError, match="could not be written"):
        Shelves(tmp_path).write_question("mine", "burst-limit")
