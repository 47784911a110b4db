"""Interviews of every kind, conducted by lot: each has all its reports, and none gives anything private away.

Forty of them by default; `--interviews 300` for the long form.
"""

from __future__ import annotations

import json
from functools import cache
from random import Random

import html5lib
import pytest
from jsonschema import Draft202012Validator

from interview_desk import reports
from interview_desk.domain import rules
from interview_desk.domain.events import Event
from interview_desk.domain.note_line import Line
from interview_desk.domain.rubric import NOT_ASSESSED, Score
from interview_desk.domain.rules import Refused
from interview_desk.insights.phrasebook import Language
from interview_desk.reports import AUDIENCES, FORMATS
from interview_desk.reports.debrief import Sitting
from interview_desk.reports.schema import schema
from tests.reports.kits import PRIVATE, Interview, history, kit, question
from tests.reports.reading import pdf_pages

KINDS = ("strength", "concern", "come-back", "key-moment", "plain")
COURSES = ("any", "concluded early", "pivoted", "without notes", "without a snippet", "two questions", "never scored")
DECISION = ("strong advance", "advance", "not now", "could come up to speed", "reject", "hire", "decline", "offer")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize("seed", range(metafunc.config.getoption("--interviews")))


def conducted(seed: int) -> Interview:
    """An interview of lawful deeds in any order, of each course in turn; what the rules refuse does not happen."""
    lot, course = Random(seed), COURSES[seed % len(COURSES)]
    storm = seed % 20 == 13  # three hours of notes, one every nine seconds
    questions = [question(layers=lot.randint(1, 6), author=lot.random() < 0.8)]
    if course == "two questions":
        questions.append(question("url-shortener", "URL shortener", lot.randint(1, 3)))
    it = Interview(kit(*questions, policy="constructive" if seed % 2 else "positive-on-decline"))
    if course != "any":
        it.start(lot.choice([0, 5]))
    for _ in range(1200 if storm else lot.choice([0, 3, 30, 120])):
        it.live.perform(note(it, lot) if storm and lot.random() < 0.95 else deed(it, lot, course))
        it.wait(0.15 if storm else lot.choice([0, 0.05, 1, 4]))
    if course == "pivoted":
        it.live.perform(rules.change_direction(it.state))
        it.wait(3)
    for _ in range(4 if course == "concluded early" else 0):
        it.live.perform(rules.conclude_early(it.state))
    if lot.random() < 0.8:
        it.live.perform(rules.end(it.state))
    scores: list[Score] = [1, 2, 3, 4, NOT_ASSESSED]
    for row in it.state.rubric.competencies if course != "never scored" else ():
        it.do(rules.score(it.state, row.id, lot.choice(scores)))
        if lot.random() < 0.6:
            it.do(rules.self_assess(it.state, row.id, lot.choice(scores)))
    category = it.state.rubric.recommendations[seed % 4]
    it.live.perform(rules.make_call(it.state, category.id, PRIVATE, PRIVATE))
    it.do(rules.write_passage(it.state, "reason", "The reads were not atomic."))
    return it


def note(it: Interview, lot: Random) -> Event | Refused:
    rows = [row.id for row in it.state.rubric.competencies]
    line = Line(lot.choice(KINDS), f"{PRIVATE} note", lot.choice([*rows, ""]), 0)  # type: ignore[arg-type]
    return rules.take_note(it.state, line, it.live.now_ms)


def deed(it: Interview, lot: Random, course: str) -> Event | Refused:
    """One deed by lot; whatever is private carries the marker."""
    state, now = it.state, it.live.now_ms
    rows = [row.id for row in state.rubric.competencies]
    moments = [moment.seq for moment in state.moments]
    signal = lot.choice(state.layer.signals).id if state.layer is not None else ""
    match lot.randrange(20):
        case 0 | 1:
            return rules.start(state)
        case 2 | 3:
            return rules.leave(state, lot.choice(["solved", "partly", "moved-on"]))
        case 4:
            return rules.go_to(state, lot.choice(state.track()))
        case 5:
            return rules.pause(state)
        case 6 | 7 | 8:
            return note(it, lot) if course != "without notes" else rules.say_dont_know(state)
        case 9 | 10:
            return rules.give_hint(state)
        case 11:
            return rules.give_own_hint(state, f"{PRIVATE} own")
        case 12:
            return rules.mark_signal(state, signal)
        case 13:
            return rules.reach_milestone(state, lot.choice(["first-code", "first-test", "it-runs"]))
        case 14:
            return rules.branch(state)
        case 15:
            return rules.change_direction(state) if lot.random() < 0.3 else rules.say_dont_know(state)
        case 16 if course != "without a snippet":
            return rules.take_snippet(state, f"x = {now}\ny = 2", lot.choice(["python", "", "no-such-language"]))
        case 17:
            cites = [seq for seq in moments if seq not in {snippet.seq for snippet in state.snippets}]
            heading = lot.choice(["went-well", "work-on", "next"])
            return rules.write_point(state, heading, f"Sentence {now}.", cites[-2:])  # type: ignore[arg-type]
        case 18:
            return rules.conclude_early(state) if lot.random() < 0.2 else rules.undo(it.live.log)
        case _:
            return rules.cite(state, lot.choice(rows), moments[-2:], "" if moments else PRIVATE)


@cache
def valid(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name))


def test_every_interview_has_every_report(seed: int) -> None:
    it = conducted(seed)
    bands = history() if seed % 2 else ()
    language: Language = "de" if seed % 3 == 2 else "en"
    for audience in AUDIENCES:
        if audience == "decision" and it.state.call is None:
            continue
        for paper in FORMATS:
            if paper == "greenhouse" and audience != "team":
                continue
            made = reports.render(
                it.state, audience, paper, bands=bands, others=(Sitting(it.state),), language=language
            )
            if paper in ("json", "greenhouse"):
                valid(audience if paper == "json" else paper).validate(json.loads(made))
            if paper == "html":
                html5lib.HTMLParser(strict=True).parse(made.decode())
            if audience in ("candidate", "briefing", "decision"):
                pages = pdf_pages(made) if paper == "pdf" else [made.decode()]
                assert PRIVATE not in " ".join(pages)
                if audience != "decision":
                    assert not [word for word in DECISION if word in pages[0].lower()]
