"""Malformed and hostile files: each has its own clear problem at its place, soon, and the others still load."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from interview_desk.errors import UsageError
from interview_desk.library import yaml_text
from interview_desk.library.check import check
from interview_desk.library.reader import read_question
from tests.library.samples import FILES, PIVOT, QUESTION, planted, position, problems_of, write_library

SOLUTION = QUESTION[QUESTION.index("      solution: |") : QUESTION.index("      tests: |")]
LAYER = "  - id: plain\n    title: Plain\n"
TESTS = '      tests: |\n        assert count("") == {}\n        assert count("a b a") == {"a": 2, "b": 1}\n'

# what it is called: the file, what is changed into what, where the problem is to be, and what it says
PLANTED: dict[str, tuple[str, str, str, str, str]] = {
    "a key twice": (
        "question",
        "kind: coding\n",
        "kind: coding\ntitle: Again\n",
        "title: Again",
        "twice, first on line 3",
    ),
    "a key twice deep down": (
        "question",
        "{minutes: 12, hints: 1}\n    sig",
        "{minutes: 12, minutes: 3, hints: 1}\n    sig",
        "minutes: 3,",
        'the key "minutes" stands here twice',
    ),
    "a tab that indents": ("question", "    title: Plain\n", "\ttitle: Plain\n", "\ttitle", "a tab can't indent"),
    "a tab before a list": (
        "question",
        "levels: [mid, senior]\n",
        "levels:\n\t- mid\n",
        "\t- mid",
        "a tab can't indent",
    ),
    "text for a number": (
        "question",
        "par: {minutes: 12",
        "par: {minutes: twelve",
        "twelve",
        "a number is expected here",
    ),
    "a number for text": ("question", "title: Word count", "title: 1.10", "1.10", 'put it in quotes: "1.10"'),
    "a flag for text": ("question", "title: Word count", "title: true", "true", 'put it in quotes: "true"'),
    "nothing for text": ("question", "title: Word count", "title:", "\nkind", "text is expected here, not nothing"),
    "empty text": ("question", "title: Word count", "title: ''", "''", "this text is empty"),
    "a list for text": (
        "question",
        "title: Word count",
        "title: [Word, count]",
        "[Word",
        "text is expected here, not a list",
    ),
    "text for a list": ("question", "levels: [mid, senior]", "levels: senior", "senior", "a list is expected here"),
    "text for keys": (
        "question",
        "par: {minutes: 12, hints: 1}",
        "par: quick",
        "quick",
        "keys with values are expected",
    ),
    "half a hint": (
        "question",
        "par: {minutes: 12, hints: 1}",
        "par: {minutes: 12, hints: 1.5}",
        "1.5",
        "a whole number is expected here",
    ),
    "an unknown key": ("question", "language: python", "langauge: python", "langauge", 'did you mean "language"?'),
    "an unknown key deep down": ("question", "    probes: [", "    probs: [", "probs", 'did you mean "probes"?'),
    "a missing key": ("question", "title: Word count\n", "", "schema", '"title" is missing; add title: …'),
    "a missing key deep down": ("question", LAYER, "  - id: plain\n", "id: plain", '"title" is missing'),
    "an id in capitals": ("question", "id: word-count", "id: Word Count", "Word Count", 'did you mean "word-count"?'),
    "an id that is not the file's name": (
        "question",
        "id: word-count",
        "id: words-count",
        "words-count",
        "not the file's name",
    ),
    "an unknown kind": ("question", "kind: coding", "kind: codeing", "codeing", 'did you mean "coding"?'),
    "an unknown level": (
        "question",
        "levels: [mid, senior]",
        "levels: [mid, seniour]",
        "seniour",
        'did you mean "senior"?',
    ),
    "no level": ("question", "levels: [mid, senior]", "levels: []", "[]", "this list is empty"),
    "a par of minus one": ("question", "par: {minutes: 12", "par: {minutes: -1", "-1", "-1 is too small"),
    "a par of not a number": ("question", "par: {minutes: 12", "par: {minutes: .nan", ".nan", "not a number"),
    "an infinite par": ("question", "par: {minutes: 12", "par: {minutes: -.inf", "-.inf", "not a number"),
    "a par beyond all numbers": ("question", "par: {minutes: 12", "par: {minutes: 1e999", "1e999", "too large"),
    "a par of many digits": (
        "question",
        "par: {minutes: 12",
        "par: {minutes: " + "9" * 5000,
        "9" * 9,
        "too many digits",
    ),
    "a missing solution": (
        "question",
        SOLUTION,
        "",
        "approach",
        '"solution" is missing; add solution: a coding layer has',
    ),
    "missing tests": ("question", TESTS, "", "approach", '"tests" is missing'),
    "empty tests": ("question", TESTS, "      tests: ''\n", "tests: ''", '"tests" is missing'),
    "tests that assert nothing": ("question", TESTS, "      tests: count('')\n", "count('')\n", "assert nothing"),
    "the same signal twice": (
        "question",
        "{id: tries,",
        "{id: asks,",
        "asks, text: Tries",
        'the signal "asks" stands here twice',
    ),
    "the same hint twice": (
        "question",
        "id: pointer-one",
        "id: nudge-one",
        "nudge-one, level: pointer",
        'the hint "nudge-one"',
    ),
    "a signal for no competency": (
        "question",
        "competency: correctness",
        "competency: corectness",
        "corectness",
        'did you mean "correctness"?',
    ),
    "a pivot that isn't there": (
        "question",
        "pivots: [star-story]",
        "pivots: [star-storey]",
        "star-storey",
        'there is no question "star-storey"; name one that there is (did you mean "star-story"?)',
    ),
    "a question that is its own pivot": (
        "question",
        "pivots: [star-story]",
        "pivots: [word-count]",
        "word-count]",
        "its own pivot",
    ),
    "a name that silences nothing": (
        "question",
        "pivots: ",
        "silence: [no-hint]\npivots: ",
        "no-hint]",
        'did you mean "no-hints"?',
    ),
    "no schema": ("question", "schema: 1\n", "", "id", '"schema" is missing; begin the file with schema: 1'),
    "a schema misspelt": ("question", "schema: 1\n", "shema: 1\n", "shema", "write schema: 1"),
    "a schema in words": ("question", "schema: 1\n", "schema: one\n", "one", '"one" is no schema'),
    "a schema to come": ("question", "schema: 1\n", "schema: 2\n", "2", "newer than what this version"),
    "a tag": (
        "question",
        "title: Word count",
        "title: !!python/name:os.system x",
        "!!python",
        "is not read; remove the tag",
    ),
    "a tag of one's own": ("question", "par: {minutes: 12", "par: !mine {minutes: 12", "!mine", "is not read"),
    "a merge key": (
        "question",
        "par: {minutes: 12",
        "par: {<<: {minutes: 1}, minutes: 12",
        "<<",
        "merge keys (<<) are not read",
    ),
    "a second document": ("question", "layers:\n", "---\nlayers:\n", "---", "a second document begins here"),
    "an escaped NUL": ("question", "title: Word count", 'title: "Word\\0count"', '"Word', "a NUL character"),
    "an alias to nothing": (
        "question",
        "title: Word count",
        "title: *title",
        "*title",
        "nothing above is anchored as &title",
    ),
    "an alias inside itself": (
        "question",
        "pivots: [star-story]",
        "pivots: &all [*all]",
        "*all",
        "inside what it stands for",
    ),
    "a key that is a list": (
        "question",
        "title: Word count",
        "[title]: Word count",
        "[title]",
        "a key can't be a list",
    ),
    "a quote never closed": (
        "question",
        "title: Word count",
        'title: "Word count',
        '"Word',
        "this quote is closed only on line 24",
    ),
    "a bracket never closed": ("question", "levels: [mid, senior]", "levels: [mid, senior", "[mid", "not closed"),
    "a colon in plain text": (
        "question",
        "title: Word count",
        "title: Word: count",
        ": count",
        "a colon can't stand here",
    ),
    "a line out of line": ("question", "    title: Plain\n", "   title: Plain\n", "title: Plain", "doesn't fit the l"),
    "an at sign": ("question", "title: Word count", "title: @count", "@count", "text can't begin with @"),
    "a wrong escape": ("question", "title: Word count", 'title: "\\q"', "\\q", "this backslash escape is not known"),
    "a rubric that isn't there": (
        "kit",
        "rubric: plain-coding",
        "rubric: plain-codin",
        "plain-codin\n",
        'did you mean "plain-coding"?',
    ),
    "a question that isn't there": (
        "kit",
        "question: word-count",
        "question: word-cont",
        "word-cont,",
        'did you mean "word-count"?',
    ),
    "a section without its question": ("kit", "question: word-count, ", "", "{kind: question", '"question" is missing'),
    "a question in the wrong section": (
        "kit",
        "{kind: feedback,",
        "{kind: feedback, question: star-story,",
        "question: star-story",
        "a section of kind feedback has no question",
    ),
    "a question twice": (
        "kit",
        "{kind: feedback, minutes: 5}",
        "{kind: question, question: word-count, minutes: 5}",
        "word-count, minutes: 5",
        'the question "word-count" stands here twice',
    ),
    "a section of one kind twice": (
        "kit",
        "{kind: feedback, minutes: 5}",
        "{kind: introduction, minutes: 5}",
        "introduction, minutes: 5}",
        'the section "introduction" stands here twice',
    ),
    "sections that don't add up": (
        "kit",
        "minutes: 43}",
        "minutes: 40}",
        "60\n",
        "the sections come to 57 minutes, not 60",
    ),
    "over an hour without a reason": (
        "kit",
        "minutes: 60",
        "minutes: 75",
        "75",
        "15 minutes over 60 and doesn't say why",
    ),
    "an unknown policy": (
        "kit",
        "policy: constructive",
        "policy: kind",
        "kind\n",
        "write constructive or positive-on-decline",
    ),
    "a kit without a question": (
        "kit",
        "{kind: question, question: word-count, minutes: 43}",
        "{kind: feedback, minutes: 43}",
        "sections",
        "there is no question in this kit",
    ),
    "a row twice": (
        "rubric",
        "  - id: correctness",
        "  - id: problem-solving",
        "problem-solving\n    title: Correctness",
        'the competency "problem-solving" stands here twice',
    ),
    "an anchor for no score": (
        "rubric",
        "      4: Compares",
        "      5: Compares",
        "5: Compares",
        "5 is not a score of this rubric",
    ),
    "an anchor in words": (
        "rubric",
        "      4: Compares",
        "      best: Compares",
        "best: Compares",
        '"best" is not a whole number',
    ),
    "one score in two spellings": (
        "rubric",
        "      4: Compares",
        "      '3': Compares",
        "'3': Compares",
        'the key "3" stands here twice',
    ),
    "a scale upside down": ("rubric", "lowest: 1, highest: 4", "lowest: 4, highest: 1", "1}", "4 to 1 is no scale"),
    "a scale without end": ("rubric", "highest: 4", "highest: 1000000000", "1000000000", "is no scale"),
    "a floor beyond the scale": ("rubric", "floor: 2", "floor: 9", "9\n", "the floor 9 is not a score"),
    "a weight of nothing": ("rubric", "weight: 1.5", "weight: 0", "0\n", "0 is too small"),
    "bars that fall": (
        "rubric",
        "senior: 3.0",
        "senior: 2.0",
        "2.0, lead",
        "the bar for senior (2) is below that for mid (2.5)",
    ),
    "a bar beyond the scale": ("rubric", "lead: 3.3", "lead: 9", "9}", "the bar 9 is not within the scale"),
    "recommendations out of order": ("rubric", "from: 0.5", "from: -0.1", "0.0}", "from 0 is not below the -0.1"),
    "a last recommendation with a start": (
        "rubric",
        "title: Not now}",
        "title: Not now, from: -1}",
        "from: -1",
        "takes all that is left",
    ),
    "a better recommendation without a start": (
        "rubric",
        "title: Advance, from: 0.0}",
        "title: Advance}",
        "{id: advance",
        '"from" is missing',
    ),
    "a floor that leads nowhere": (
        "rubric",
        "{id: close,",
        "{id: nearly,",
        "floor",
        "a floor needs the recommendation",
    ),
}


@pytest.mark.parametrize("case", PLANTED)
def test_a_planted_fault_is_reported_once_at_its_line_and_column(case: str, tmp_path: Path) -> None:
    name, old, new, marker, says = PLANTED[case]
    text = planted(name, old, new)
    began = time.perf_counter()
    report, problems = problems_of(tmp_path, name, text)
    assert time.perf_counter() - began < 1
    errors = [problem for problem in problems if problem.severity == "error"]
    assert len({(problem.line, problem.column, problem.what) for problem in errors}) == len(errors)
    found = [problem for problem in errors if says in f"{problem.what}; {problem.remedy}"]
    assert len(found) == 1, [str(problem) for problem in problems]
    where = position(text, marker)
    if case == "nothing for text":
        where = (3, 7)
    assert (found[0].line, found[0].column) == where, str(found[0])
    assert report.exit_code == 1


def test_the_same_layer_twice_is_told_at_the_second(tmp_path: Path) -> None:
    layer = QUESTION[QUESTION.index(LAYER) : QUESTION.index("pivots")]
    text = planted("question", "pivots: [star-story]\n", layer)
    _, problems = problems_of(tmp_path, "question", text)
    assert [problem.what for problem in problems] == ['the layer "plain" stands here twice']
    assert problems[0].line == text.count("\n", 0, text.rindex(LAYER)) + 1


def test_a_kit_whose_rubric_lacks_a_row_says_so_at_the_question(tmp_path: Path) -> None:
    write_library(tmp_path, rubric=planted("rubric", "  - id: correctness", "  - id: rightness"))
    errors = check([tmp_path]).errors
    assert len(errors) == 1
    assert errors[0].file.endswith("one-hour.yaml")
    assert (errors[0].line, errors[0].column) == (10, 32)
    assert '"word-count" is about correctness, which "plain-coding" has no row for' in errors[0].what


HOSTILE: dict[str, tuple[bytes, tuple[int, int], str]] = {
    "empty": (b"", (1, 1), "the file is empty"),
    "only remarks": (b"# nothing yet\n", (1, 1), "the file is empty"),
    "UTF-16": (QUESTION.encode("utf-16"), (1, 1), "the file is in UTF-16; save it as UTF-8"),
    "UTF-16 without a mark": (QUESTION.encode("utf-16-le"), (1, 1), "UTF-16"),
    "UTF-32": (QUESTION.encode("utf-32"), (1, 1), "the file is in UTF-32; save it as UTF-8"),
    "Latin-1": (QUESTION.replace("Word count", "Wörter").encode("latin-1"), (3, 9), "this character is not UTF-8"),
    "NUL": (QUESTION.replace("Word count", "Word\0count").encode(), (3, 12), "a NUL character can't stand in a file"),
    "an escape character": (QUESTION.replace("Word count", "\x1b[31m").encode(), (3, 8), "U+001B"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), (1, 1), "not UTF-8"),
    "lists 100,000 deep": (b"a: " + b"[" * 100_000, (1, 43), "more than 40 levels deep"),
    "keys 100,000 deep": (b"{a: " * 100_000, (1, 161), "more than 40 levels deep"),
    "hyphens 100,000 deep": (b"- " * 100_000, (1, 81), "more than 40 levels deep"),
    "a million values": (b"a: [" + b"1," * 400_000 + b"]", (1, 40_001), "more than 20,000 values"),
    "exploding aliases": (
        b"a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + b"".join(b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 10)),
        (4, 10),
        "more than 20 aliases",
    ),
    "aliases of something large": (
        b"a: &a [" + b"x, " * 5_000 + b"]\nb: [*a, *a, *a, *a, *a]\n",
        (2, 13),
        "more than 20,000 values",
    ),
    "a merge bomb": (
        b"a: &a {k0: 1}\n" + b"".join(b"b%d: {<<: [%s]}\n" % (n, b",".join([b"*a"] * 99)) for n in range(999)),
        (2, 6),
        "merge keys (<<) are not read",
    ),
    "a list at the top": (b"- schema: 1\n", (1, 1), "keys with values are expected here, not a list"),
    "text at the top": (b"once upon a time\n", (1, 1), "keys with values are expected here"),
    "a long line of nonsense": (b"{" + b"a" * 900_000, (1, 1), ""),
    "many anchors": (b"".join(b"k%d: &a%d 1\n" % (n, n) for n in range(9_000)), (501, 1), "more than 500 keys"),
    "thousands of flaws": (b"levels: [" + b"x, " * 9_000 + b"]\n", (1, 148), "there are 17906 more problems"),
    "colons": (b": " * 300_000, (1, 1), ""),
    "question marks": (b"? " * 300_000, (1, 1), ""),
    "a huge quote": (b'a: "' + b"x\n" * 400_000, (1, 4), "this quote is never closed"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_has_a_clear_problem_and_hides_no_other(case: str, tmp_path: Path) -> None:
    raw, where, says = HOSTILE[case]
    began = time.perf_counter()
    report, problems = problems_of(tmp_path, "question", raw)
    took = time.perf_counter() - began
    assert took < 1
    assert problems
    told = [problem for problem in problems if says in f"{problem.what}; {problem.remedy}"]
    assert told
    if says:
        assert (told[0].line, told[0].column) == where
    others = [problem for problem in report.errors if not problem.file.endswith(FILES["question"])]
    assert others == []
    assert (report.counts.questions, report.counts.kits, report.counts.rubrics) == (2, 1, 1)


def test_a_file_of_100_megabytes_is_refused_by_its_size_without_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "large.yaml"
    with file.open("wb") as large:
        large.truncate(100_000_000)

    def never(_: bytes) -> str:
        raise AssertionError("the file was read")

    monkeypatch.setattr(yaml_text, "decode", never)
    problems = read_question(file).problems
    assert [problem.what for problem in problems] == ["the file is 100.0 MB large"]
    assert problems[0].remedy == "keep a file under 1 MB; split it in several"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX's")
def test_a_named_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "not an ordinary file" in read_question(tmp_path / "pipe.yaml").problems[0].what
    assert "not an ordinary file" in read_question(Path("/dev/zero")).problems[0].what


def test_every_fault_of_a_file_is_told_in_one_pass(tmp_path: Path) -> None:
    text = (
        QUESTION.replace("kind: coding", "kind: codeing")
        .replace("title: Word count", "title: 3")
        .replace("id: pointer-one", "id: nudge-one")
        .replace("competency: correctness", "competency: corectness")
        .replace("par: {minutes: 12", "par: {minutes: .nan")
        .replace("language: python", "language: python\nlanguage: python")
    )
    _, problems = problems_of(tmp_path, "question", text)
    assert [problem.line for problem in problems] == [3, 4, 8, 20, 23, 26]
    assert all(problem.severity == "error" for problem in problems)


def test_a_broken_file_is_told_once_and_not_again_for_each_file_that_names_it(tmp_path: Path) -> None:
    report, problems = problems_of(tmp_path, "question", "title: [")
    assert len(problems) == 1
    assert report.errors == tuple(problems)


def test_the_same_id_in_two_banks_is_told_with_the_other_file(tmp_path: Path) -> None:
    write_library(tmp_path)
    other = tmp_path / "question_banks" / "second" / "star-story.yaml"
    other.parent.mkdir()
    other.write_text(PIVOT)
    errors = check([tmp_path]).errors
    assert len(errors) == 1
    assert (errors[0].line, errors[0].column) == (2, 5)
    assert errors[0].what.startswith('"star-story" is also the id of ')
    assert errors[0].what.endswith("plain/star-story.yaml")


def test_a_file_ending_in_yml_is_told_to_be_renamed(tmp_path: Path) -> None:
    write_library(tmp_path)
    (tmp_path / FILES["pivot"]).rename(tmp_path / "question_banks/plain/star-story.yml")
    assert "rename it to star-story.yaml" in [problem.remedy for problem in check([tmp_path]).errors]


def test_a_path_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no file or folder"):
        check([tmp_path / "nowhere"])
