"""A small sound library as text, and ways to plant a fault in a copy of it."""

from __future__ import annotations

from pathlib import Path

from interview_desk.library.check import Report, check
from interview_desk.library.problems import Problem

QUESTION = """\
schema: 1
id: word-count
title: Word count
kind: coding
levels: [mid, senior]
job_task: Counting what customers write about
language: python
competencies: [problem-solving, correctness]
statement: |
  Count the words of a text.
starter: |
  def count(text):
      ...
layers:
  - id: plain
    title: Plain
    say: |
      Say how often each word stands in the text.
    par: {minutes: 12, hints: 1}
    signals:
      - {id: asks, text: Asks what a word is, competency: problem-solving, flag: green}
      - {id: tries, text: Tries the empty text, competency: correctness, flag: red}
    hints:
      - {id: nudge-one, level: nudge, say: "What would you keep in mind?", about: state}
      - {id: pointer-one, level: pointer, say: "Which structure maps words to numbers?", about: structure}
      - {id: reveal-one, level: reveal, say: Take a dictionary., about: the dictionary}
    probes: ["And for a large text?"]
    expected:
      approach: |
        One pass with a dictionary.
      complexity: {time: O(n), space: O(w)}
      pitfalls: ["Capital letters"]
      solution: |
        def count(text):
            found = {}
            for word in text.split():
                found[word] = found.get(word, 0) + 1
            return found
      tests: |
        assert count("") == {}
        assert count("a b a") == {"a": 2, "b": 1}
    benchmarks:
      strongest: {minutes: 8, hints: 0}
      typical: {minutes: 12, hints: 1}
pivots: [star-story]
"""

PIVOT = """\
schema: 1
id: star-story
title: A hard week
kind: behavioural
levels: [mid, senior]
job_task: Working through a hard week
competencies: [problem-solving]
statement: Tell me about a hard week.
layers:
  - id: story
    title: The story
    say: Tell me about a hard week.
    par: {minutes: 10, hints: 1}
    signals: [{id: names-own-part, text: Names their own part, competency: problem-solving}]
    hints: [{id: then-what, level: nudge, say: "What came after?", about: the result}]
    probes: ["What would you do now?"]
    expected: {approach: "A situation, a task, what they did and what came of it."}
"""

KIT = """\
schema: 1
id: one-hour
title: One hour
role: Engineer
level: senior
rubric: plain-coding
minutes: 60
sections:
  - {kind: introduction, minutes: 5, say: Welcome}
  - {kind: question, question: word-count, minutes: 43}
  - {kind: their-questions, minutes: 7}
  - {kind: feedback, minutes: 5}
feedback_policy: constructive
"""

RUBRIC = """\
schema: 1
id: plain-coding
title: Plain coding
scale: {lowest: 1, highest: 4}
competencies:
  - id: problem-solving
    title: Problem solving
    weight: 2
    anchors:
      1: Tries changes without saying what they should show.
      2: Reaches a working approach after several hints.
      3: Reaches a working approach with one nudge.
      4: Compares two approaches before choosing one.
    self_assessment: How well did you find a way?
    floor: 2
  - id: correctness
    title: Correctness
    weight: 1.5
    anchors:
      1: The code does not run at all.
      2: The plain case runs and others fail.
      3: Tests an edge of the input.
      4: Names all edges before the first test.
    self_assessment: How sure are you that it is right?
bars: {junior: 2.0, mid: 2.5, senior: 3.0, lead: 3.3}
recommendations:
  - {id: strong-advance, title: Strong advance, from: 0.5}
  - {id: advance, title: Advance, from: 0.0}
  - {id: close, title: Close, from: -0.4}
  - {id: not-now, title: Not now}
"""

FILES = {
    "question": "question_banks/plain/word-count.yaml",
    "pivot": "question_banks/plain/star-story.yaml",
    "kit": "question_banks/plain/kits/one-hour.yaml",
    "rubric": "rubrics/plain-coding.yaml",
}
TEXTS = {"question": QUESTION, "pivot": PIVOT, "kit": KIT, "rubric": RUBRIC}


def write_library(folder: Path, **changed: str | bytes) -> Path:
    """Write the small library below a folder, with other texts in the place of some."""
    for name, file in FILES.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        text = changed.get(name, TEXTS[name])
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def planted(name: str, old: str, new: str) -> str:
    """Return a sample with one thing changed; what is to be changed must stand there once."""
    assert TEXTS[name].count(old) == 1, f"{old!r} stands in the {name} {TEXTS[name].count(old)} times"
    return TEXTS[name].replace(old, new)


def position(text: str, marker: str) -> tuple[int, int]:
    """Return line and column at which a marker stands in a text for the first time; the start for no marker."""
    index = text.index(marker)
    return text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1


def problems_of(folder: Path, name: str, text: str | bytes) -> tuple[Report, list[Problem]]:
    """Check the library with one file changed; return the report and the problems of that file."""
    report = check([write_library(folder, **{name: text})])
    return report, [problem for problem in report.problems if problem.file.endswith(FILES[name])]
