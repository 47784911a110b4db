"""A question and a rubric make a kit on the spot, which obeys what a kit's file has to obey."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_desk.domain.plan import Plan
from interview_desk.library.own_kits import AROUND, OwnKits, kit_text
from tests.library.samples import QUESTION


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> OwnKits:
    return OwnKits(tmp_path_factory.mktemp("data"))


def test_every_question_that_is_shipped_has_a_rubric_that_fits(own: OwnKits) -> None:
    choices = own.choices()
    assert len(choices.questions) >= 16
    assert [it.id for it in choices.questions if not it.rubrics] == []
    assert [it.title for it in choices.questions] == sorted((it.title for it in choices.questions), key=str.casefold)
    assert dict(choices.rubrics)["coding-generalist"] == "Coding, general"


def test_every_question_makes_a_kit_with_the_rubric_that_fits_it(own: OwnKits) -> None:
    for line in own.choices().questions:
        made = own.put_together(Plan(line.id, line.rubrics[0], line.levels[0]))
        assert made.errors == ()
        assert made.kit is not None
        assert made.kit.minutes <= 60
        assert made.kit.questions[0].id == line.id


def test_a_plan_gets_the_minutes_of_its_par_and_what_stands_around_a_question(own: OwnKits) -> None:
    made = own.put_together(Plan("log-search", "coding-generalist", "junior")).kit
    assert made is not None
    par = sum(layer.par.minutes for layer in made.questions[0].layers)
    assert made.minutes == min(60, par + AROUND)
    assert [section.kind for section in made.sections] == [
        "introduction",
        "question",
        "their-questions",
        "self-assessment",
        "feedback",
    ]
    assert all(section.say for section in made.sections if section.question is None)
    assert made.minutes_for("their-questions") >= 5
    assert made.id == "own-log-search"
    assert made.pivots == tuple(made.question(id) for id in made.questions[0].pivots)


def test_over_an_hour_is_refused_with_its_surplus_unless_there_is_a_reason(own: OwnKits) -> None:
    plan = Plan("rate-limiter", "coding-generalist", "senior", 75)
    refused = own.put_together(plan)
    assert refused.kit is None
    assert refused.errors == ("the kit is 15 minutes over 60 and doesn't say why; say why, or shorten it",)
    made = own.put_together(Plan("rate-limiter", "coding-generalist", "senior", 75, 'They asked for "more" time'))
    assert made.kit is not None
    assert made.kit.why_longer == 'They asked for "more" time'
    assert "this kit is 15 minutes over 60" in made.warnings[0]


def test_too_little_time_says_how_much_is_needed(own: OwnKits) -> None:
    made = own.put_together(Plan("rate-limiter", "coding-generalist", "senior", 20))
    assert made.kit is None
    assert made.errors == ("20 minutes leave the question less than 5: the other parts take 18; give it 23 or more",)


def test_a_rubric_that_lacks_rows_is_refused_by_their_names(own: OwnKits) -> None:
    made = own.put_together(Plan("rate-limiter", "behavioural", "senior"))
    assert made.kit is None
    assert 'which "behavioural" has no row for' in made.errors[0]


def test_what_is_doubtful_is_said_as_of_a_kit(own: OwnKits) -> None:
    made = own.put_together(Plan("rate-limiter", "coding-generalist", "junior", 40))
    assert made.kit is not None
    said = " ".join(made.warnings)
    assert "is meant for" in said
    assert "have a par of" in said


def test_a_question_that_is_not_there_or_broken_is_said(tmp_path: Path) -> None:
    (tmp_path / "question_banks" / "mine").mkdir(parents=True)
    file = tmp_path / "question_banks" / "mine" / "word-count.yaml"
    file.write_text(QUESTION.replace("kind: coding", "kind: codding"), "utf-8")
    own = OwnKits(tmp_path)
    assert "There is no question" in own.put_together(Plan("nothing", "behavioural", "mid")).errors[0]
    assert "word-count.yaml:4:7" in own.put_together(Plan("word-count", "coding-generalist", "mid")).errors[0]
    file.write_text(QUESTION.replace('probes: ["And for a large text?"]', "probes: []"), "utf-8")
    made = own.put_together(Plan("word-count", "coding-generalist", "mid"))
    assert any("has no follow-up question" in it and "(word-count.yaml, line " in it for it in made.warnings)


def test_the_kit_reads_as_a_file_that_could_be_kept(own: OwnKits) -> None:
    made = own.put_together(Plan("rate-limiter", "coding-generalist", "senior", 60)).kit
    assert made is not None
    text = kit_text(made.questions[0], made.rubric, "senior", 60)
    assert text.startswith("schema: 1\nid: own-rate-limiter\n")
    assert "  - {kind: question, question: rate-limiter, minutes: 42}\n" in text
