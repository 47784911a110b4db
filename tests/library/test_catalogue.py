"""The catalogue finds, lists and reads what is shipped and what the user wrote, each file only when it must."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from interview_desk import paths
from interview_desk.domain.script import Kit
from interview_desk.errors import ProblemsFound, UsageError
from interview_desk.library import catalogue, reader
from interview_desk.library.catalogue import Catalogue
from interview_desk.library.shelves import Shelf
from tests.library.samples import FILES, KIT, QUESTION, planted, write_library


def small(folder: Path, **changed: str | bytes) -> Catalogue:
    write_library(folder, **changed)
    return Catalogue([Shelf(folder / "question_banks", folder / "rubrics", "yours")])


def test_a_kit_comes_complete_with_questions_pivots_and_rubric(tmp_path: Path) -> None:
    kit = small(tmp_path).kit("one-hour")
    assert isinstance(kit, Kit)
    assert [question.id for question in kit.questions] == ["word-count"]
    assert [question.id for question in kit.pivots] == ["star-story"]
    assert kit.rubric.id == "plain-coding"
    assert kit.rubric.competencies[0].anchors[3] == "Reaches a working approach with one nudge."
    assert kit.sections[0].say == "Welcome"
    assert kit.minutes_for("their-questions") == 7


def test_a_planned_question_is_no_pivot_of_its_kit(tmp_path: Path) -> None:
    sections = "  - {kind: question, question: star-story, minutes: 5}\n"
    text = KIT.replace("  - {kind: feedback, minutes: 5}\n", sections)
    kit = small(tmp_path, kit=text).kit("one-hour")
    assert [question.id for question in kit.questions] == ["word-count", "star-story"]
    assert kit.pivots == ()


def test_reading_one_kit_reads_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = small(tmp_path)
    for number in range(5):
        (tmp_path / f"question_banks/plain/other-{number}.yaml").write_text("[")
    seen: list[str] = []

    def noted(path: Path, kind: reader.FileKind | None = None) -> reader.Read[object]:
        seen.append(path.name)
        return reader.read_file(path, kind)

    monkeypatch.setattr(catalogue, "read_file", noted)
    library.kit("one-hour")
    library.kit("one-hour")
    assert sorted(seen) == ["one-hour.yaml", "plain-coding.yaml", "star-story.yaml", "word-count.yaml"]


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    library = small(tmp_path)
    before = library.kit("one-hour")
    file = tmp_path / FILES["kit"]
    file.write_text(planted("kit", "title: One hour", "title: Another hour"))
    os.utime(file, ns=(1, 1))
    assert library.kit("one-hour").title == "Another hour"
    assert before.title == "One hour"


def test_an_unknown_id_is_wrong_usage_and_the_nearest_is_offered(tmp_path: Path) -> None:
    library = small(tmp_path)
    with pytest.raises(UsageError) as raised:
        library.kit("one-hoor")
    assert str(raised.value) == ('There is no kit "one-hoor"; name one that there is (did you mean "one-hour"?).')
    assert raised.value.exit_code == 2
    with pytest.raises(UsageError, match="There is no question"):
        library.question("")
    with pytest.raises(UsageError, match="There is no rubric"):
        library.rubric("../rubrics/plain-coding")


def test_a_broken_file_says_where_when_its_kit_is_wanted(tmp_path: Path) -> None:
    library = small(tmp_path, question=planted("question", "par: {minutes: 12", "par: {minutes: -1"))
    with pytest.raises(ProblemsFound) as raised:
        library.kit("one-hour")
    assert 'The question "word-count" can\'t be used: ' in str(raised.value)
    assert "word-count.yaml:19:20: -1 is too small; write a number of more than 0" in str(raised.value)
    assert raised.value.exit_code == 1
    assert library.kits()[0].broken is False
    assert library.rubric("plain-coding").title == "Plain coding"


def test_a_kit_with_a_name_that_leads_nowhere_says_so(tmp_path: Path) -> None:
    library = small(tmp_path, kit=planted("kit", "rubric: plain-coding", "rubric: plain-codin"))
    with pytest.raises(ProblemsFound, match='there is no rubric "plain-codin"'):
        library.kit("one-hour")
    library = small(tmp_path, question=planted("question", "[star-story]", "[gone]"))
    with pytest.raises(ProblemsFound, match='there is no question "gone"'):
        library.kit("one-hour")


def test_lists_have_what_a_page_shows(tmp_path: Path) -> None:
    library = small(tmp_path)
    (question,) = [entry for entry in library.questions() if entry.id == "word-count"]
    assert (question.title, question.kind, question.levels) == ("Word count", "coding", ("mid", "senior"))
    assert question.job_task == "Counting what customers write about"
    assert question.bank == "plain"
    (kit,) = library.kits()
    assert (kit.title, kit.level, kit.minutes, kit.questions) == ("One hour", "senior", 60, ("word-count",))
    (rubric,) = library.rubrics()
    assert (rubric.id, rubric.title, rubric.origin) == ("plain-coding", "Plain coding", "yours")


def test_a_broken_file_is_listed_as_broken_and_hides_no_other(tmp_path: Path) -> None:
    library = small(tmp_path, question="title: [", kit="minutes: x", rubric=b"\xff\xfe")
    assert {entry.id: entry.broken for entry in library.questions()} == {"star-story": False, "word-count": True}
    assert [entry.broken for entry in library.kits()] == [True]
    assert [(entry.title, entry.broken) for entry in library.rubrics()] == [("plain-coding", True)]


def test_headings_written_in_another_style_are_found_too(tmp_path: Path) -> None:
    folded = QUESTION.replace("title: Word count", "title: >-\n  Word\n  count").replace(
        "[mid, senior]", "\n- mid\n- senior"
    )
    library = small(tmp_path, question=folded)
    (entry,) = [entry for entry in library.questions() if entry.id == "word-count"]
    assert (entry.title, entry.levels) == ("Word count", ("mid", "senior"))
    flow = small(tmp_path, question='{"schema": 1, "id": "word-count", "title": "In JSON"}')
    assert [entry.title for entry in flow.questions()] == ["A hard week", "In JSON"]


def test_the_shipped_file_comes_before_the_users_of_the_same_name(tmp_path: Path) -> None:
    shipped, users = tmp_path / "shipped", tmp_path / "users"
    write_library(shipped)
    write_library(users, kit=planted("kit", "title: One hour", "title: Mine"))
    (users / "rubrics/mine.yaml").write_text("schema: 1\nid: mine\ntitle: My own\n")
    shelves = [
        Shelf(shipped / "question_banks", shipped / "rubrics", "shipped"),
        Shelf(users / "question_banks", users / "rubrics", "yours"),
    ]
    library = Catalogue(shelves)
    assert [(kit.title, kit.origin) for kit in library.kits()] == [("One hour", "shipped")]
    assert library.kit("one-hour").title == "One hour"
    assert [(rubric.id, rubric.origin) for rubric in library.rubrics()] == [
        ("plain-coding", "shipped"),
        ("mine", "yours"),
    ]


def test_a_library_that_is_not_there_is_empty(tmp_path: Path) -> None:
    library = Catalogue([Shelf(tmp_path / "none", tmp_path / "nor-here", "yours")])
    assert (library.kits(), library.questions(), library.rubrics()) == ((), (), ())
    with pytest.raises(UsageError, match="check that the library is where it should be"):
        library.kit("any")


def test_the_problems_of_a_kit_are_those_of_its_files(tmp_path: Path) -> None:
    library = small(
        tmp_path,
        question=planted("question", '    probes: ["And for a large text?"]\n', ""),
        rubric=planted("rubric", "      4: Compares two approaches before choosing one.\n", ""),
    )
    assert {problem.name for problem in library.kit_problems("one-hour")} == {"no-probe", "no-anchor"}
    assert {problem.name for problem in library.kit_problems("one-hour")} == {"no-probe", "no-anchor"}


@pytest.mark.skipif(
    not (paths.shipped_question_banks() / "backend/kits/backend-senior.yaml").exists(), reason="no kit yet"
)
def test_the_shipped_kit_for_senior_backend_engineers_is_complete(desk_home: Path) -> None:
    kit = Catalogue.standing(desk_home).kit("backend-senior")
    assert [question.id for question in kit.questions] == ["rate-limiter"]
    assert len(kit.questions[0].layers) == 4
    assert {pivot.id for pivot in kit.pivots} == {"log-search", "expiring-cache"}
    assert kit.rubric.id == "coding-generalist"
