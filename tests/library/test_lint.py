"""Each warning is given for its planted cause, at its place, by its name, and can be silenced in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_desk.library.check import check
from interview_desk.library.names import WARNINGS
from interview_desk.library.vague import why_vague
from tests.library.samples import QUESTION, TEXTS, planted, position, problems_of, write_library

HINTS = QUESTION[QUESTION.index("    hints:\n") : QUESTION.index("    probes:")]
BODY = "      found = {}\n      for word in text.split():\n          found[word] = found.get(word, 0) + 1\n"
BODY += "      return found\n"
DOUBTFUL: dict[str, tuple[str, str, str, str, str]] = {
    "a layer without hints": ("no-hints", "question", HINTS, "", "id: plain"),
    "an empty ladder": ("no-hints", "question", HINTS, "    hints: []\n", "hints: []"),
    "a reveal before the pointer": (
        "hint-order", "question", "id: nudge-one, level: nudge", "id: nudge-one, level: reveal", "pointer, say",
    ),
    "no probe": ("no-probe", "question", '    probes: ["And for a large text?"]\n', "", "id: plain"),
    "only an empty probe": ("no-probe", "question", '["And for a large text?"]', "['']", "probes"),
    "a row without one anchor": (
        "no-anchor", "rubric", "      4: Compares two approaches before choosing one.\n", "", "anchors",
    ),
    "an anchor left empty": ("no-anchor", "rubric", "Compares two approaches before choosing one.", "''", "anchors"),
    "an anchor that only praises": (
        "vague-anchor", "rubric", "Compares two approaches before choosing one.", "Good communicator", "Good comm",
    ),
    "an anchor of two words": (
        "vague-anchor", "rubric", "Compares two approaches before choosing one.", "Compares ideas", "Compares ideas",
    ),
    "a competency without a signal": (
        "unfed-competency", "question", "competencies: [problem-solving, correctness]",
        "competencies: [problem-solving, correctness, communication]", "communication]",
    ),
    "a kit over an hour": (
        "over-an-hour", "kit", "minutes: 60\n", "minutes: 62\nwhy_longer: Two people interview\n", "62\n",
    ),
    "no job task": ("no-job-task", "question", "job_task: Counting what customers write about\n", "", "schema"),
    "an empty job task": ("no-job-task", "question", "Counting what customers write about", "''", "''\nlanguage"),
    "a par far above the author's own": (
        "par-off", "question", "par: {minutes: 12, hints: 1}", "par: {minutes: 30, hints: 1}", "30,",
    ),
    "a par of many more hints": (
        "par-off", "question", "par: {minutes: 12, hints: 1}", "par: {minutes: 12, hints: 3}", "3}",
    ),
    "the strongest slower than the typical": (
        "par-off", "question", "strongest: {minutes: 8,", "strongest: {minutes: 20,", "{minutes: 20",
    ),
    "a hint in the statement": (
        "gives-away", "question", "Count the words of a text.",
        "Count the words of a text. But which structure maps words to numbers?", "Count the words",
    ),
    "the solution in the starter": (
        "gives-away", "question", "      ...\n",
        BODY,
        "found = {}",
    ),
    "the approach in the prompt": (
        "gives-away", "question", "Say how often each word stands in the text.",
        "Say how often each word stands in the text: one pass with a dictionary.", "Say how",
    ),
    "a question for another level": ("other-level", "kit", "level: senior", "level: junior", "word-count,"),
}  # fmt: skip


def _doubtful(name: str, old: str, new: str) -> str:
    text = planted(name, old, new)
    return text.replace("minutes: 43}", "minutes: 45}") if "why_longer" in text else text


@pytest.mark.parametrize("case", DOUBTFUL)
def test_a_planted_doubt_is_warned_of_by_its_name_and_at_its_place(case: str, tmp_path: Path) -> None:
    warning, name, old, new, marker = DOUBTFUL[case]
    text = _doubtful(name, old, new)
    report, problems = problems_of(tmp_path, name, text)
    found = [problem for problem in problems if problem.name == warning]
    assert len(found) == 1, [str(problem) for problem in report.problems]
    assert (found[0].line, found[0].column) == position(text, marker)
    assert found[0].severity == "warning"
    assert str(found[0]).endswith(f" [{warning}]")


@pytest.mark.parametrize("case", DOUBTFUL)
def test_a_file_can_silence_a_warning(case: str, tmp_path: Path) -> None:
    warning, name, old, new, _ = DOUBTFUL[case]
    text = _doubtful(name, old, new) + f"silence: [{warning}]\n"
    _, problems = problems_of(tmp_path, name, text)
    assert warning not in [problem.name for problem in problems]
    assert not [problem for problem in problems if '"silence"' in problem.what]


def test_the_small_library_is_without_any_problem_or_warning(tmp_path: Path) -> None:
    assert [str(problem) for problem in check([write_library(tmp_path)]).problems] == []


def test_too_little_time_for_their_questions_is_warned_of(tmp_path: Path) -> None:
    text = TEXTS["kit"].replace("minutes: 43}", "minutes: 46}").replace("minutes: 7}", "minutes: 4}")
    _, problems = problems_of(tmp_path, "kit", text)
    assert [(problem.name, problem.line) for problem in problems] == [("short-for-questions", 11)]
    text = TEXTS["kit"].replace("minutes: 43}", "minutes: 50}").replace("  - {kind: their-questions, minutes: 7}\n", "")
    _, problems = problems_of(tmp_path, "kit", text)
    assert [(problem.name, problem.line) for problem in problems] == [("short-for-questions", 8)]


def test_a_section_that_is_shorter_than_its_layers_is_warned_of(tmp_path: Path) -> None:
    text = TEXTS["kit"].replace("minutes: 43}", "minutes: 3}").replace("minutes: 7}", "minutes: 47}")
    _, problems = problems_of(tmp_path, "kit", text)
    assert [problem.name for problem in problems] == ["tight-section"]


def test_a_row_that_no_question_of_the_kit_feeds_is_warned_of_in_the_kit(tmp_path: Path) -> None:
    row = TEXTS["rubric"][TEXTS["rubric"].index("  - id: correctness") : TEXTS["rubric"].index("bars:")]
    more = row.replace("correctness", "teamwork").replace("Correctness", "Teamwork")
    write_library(tmp_path, rubric=TEXTS["rubric"].replace("bars:", more + "bars:"))
    warnings = check([tmp_path]).warnings
    assert [(warning.name, warning.line) for warning in warnings] == [("unfed-competency", 6)]
    assert "feeds teamwork" in warnings[0].what


def test_a_pivot_outside_the_rubric_is_warned_of_in_the_kit(tmp_path: Path) -> None:
    write_library(tmp_path, pivot=TEXTS["pivot"].replace("problem-solving", "collaboration"))
    warnings = check([tmp_path]).warnings
    assert [(warning.name, warning.line, warning.column) for warning in warnings] == [("pivot-outside-rubric", 10, 32)]


def test_code_to_mend_is_no_solution_given_away(tmp_path: Path) -> None:
    solution = QUESTION[QUESTION.index("        def count") : QUESTION.index("      tests: |")]
    starter = "".join(line[6:] + "\n" for line in solution.replace(" + 1", "").splitlines())
    text = QUESTION.replace("kind: coding", "kind: debugging").replace("  def count(text):\n      ...\n", starter)
    _, problems = problems_of(tmp_path, "question", text)
    assert problems == []


def test_every_warning_has_a_test_here() -> None:
    others = {"short-for-questions", "tight-section", "pivot-outside-rubric"}
    assert {warning for warning, *_ in DOUBTFUL.values()} | others == set(WARNINGS)


@pytest.mark.parametrize(
    "anchor",
    ["Good communicator", "Has excellent technical skills", "A strong team player", "Would be a great culture fit",
     "Very smart and quick", "Exceeds expectations in every way", "Fine"],
)  # fmt: skip
def test_judgements_are_vague(anchor: str) -> None:
    assert why_vague(anchor)


@pytest.mark.parametrize(
    "anchor",
    ["Asks about scope, input and edge cases before coding; states the assumptions that the code relies on.",
     "Says what comes next and why, in an order that can be followed.",
     "Names a good reason for the choice, and when the other would win."],
)  # fmt: skip
def test_observations_are_not_vague(anchor: str) -> None:
    assert not why_vague(anchor)
