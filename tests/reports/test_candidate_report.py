"""The candidate's report: what stands in it in every state of an interview, and what never does."""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Callable

import html5lib
import pytest

from interview_desk import reports
from interview_desk.domain import rules
from interview_desk.domain.rubric import NOT_ASSESSED
from interview_desk.domain.script import FeedbackPolicy
from interview_desk.insights.feedback import CandidateReport
from interview_desk.library.catalogue import Catalogue
from interview_desk.reports import Format
from tests.reports.kits import (
    PRIVATE,
    Interview,
    everything_private,
    history,
    kit,
    question,
    whole_interview,
)
from tests.reports.reading import pdf_text

PAPER: tuple[Format, ...] = ("pdf", "html", "md", "json")


def text_of(it: Interview, format: Format) -> str:
    """The report's text as a reader or a search would find it."""
    made = reports.render(it.state, "candidate", format)
    return pdf_text(made) if format == "pdf" else made.decode()


@pytest.mark.parametrize("format", PAPER)
@pytest.mark.parametrize("policy", ["constructive", "positive-on-decline"])
def test_nothing_private_is_in_any_format_under_either_policy(policy: FeedbackPolicy, format: Format) -> None:
    it = everything_private(whole_interview(kit(policy=policy)))
    uncited = it.snippet(f"# {PRIVATE} uncited code", (1, 1, f"{PRIVATE} comment"))
    assert uncited
    assert PRIVATE not in text_of(it, format)


def test_the_marker_really_is_in_what_the_team_reads() -> None:
    it = everything_private(whole_interview())
    assert reports.render(it.state, "team", "md").decode().count(PRIVATE) >= 4


@pytest.mark.parametrize("format", PAPER)
def test_no_word_of_the_decision_is_in_the_report(format: Format) -> None:
    it = whole_interview()
    without = text_of(it, format)
    for category in it.state.rubric.recommendations:
        it.do(rules.make_call(it.state, category.id, "because", "the gap"))
        assert text_of(it, format) == without
        assert category.title.lower() not in without.lower()


def test_the_report_does_not_depend_on_the_call_where_only_kind_words_are_sent() -> None:
    it = whole_interview(kit(policy="positive-on-decline"))
    texts = [text_of(it, "json")]
    for category in it.state.rubric.recommendations:
        it.do(rules.make_call(it.state, category.id))
        texts.append(text_of(it, "json"))
    assert len(set(texts)) == 1
    assert "What to work on" not in text_of(it, "md")
    assert "One counter and one timestamp" not in texts[0]
    assert "You asked who the limit applies to" in texts[0]


def test_the_type_of_the_report_has_no_place_for_anything_private() -> None:
    forbidden = {
        "note",
        "notes",
        "signal",
        "signals",
        "score",
        "scores",
        "call",
        "category",
        "recommendation",
        "verdict",
    }
    forbidden |= {
        "say",
        "expected",
        "approach",
        "pitfalls",
        "solution",
        "probes",
        "evidence",
        "flag",
        "why",
        "gap",
        "state",
    }

    def fields(shape: type, seen: set[type]) -> set[str]:
        if shape in seen:
            return set()
        seen.add(shape)
        names = set()
        for name, hint in typing.get_type_hints(shape).items():
            names.add(name)
            for inner in (
                hint,
                *typing.get_args(hint),
                *(b for a in typing.get_args(hint) for b in typing.get_args(a)),
            ):
                if isinstance(inner, type) and (dataclasses.is_dataclass(inner) or hasattr(inner, "_fields")):
                    names |= fields(inner, seen)
        return names

    assert fields(CandidateReport, set()) & forbidden == set()


def test_what_the_interviewer_wrote_stands_there_with_its_times() -> None:
    text = text_of(whole_interview(), "pdf")
    assert "05:32 You asked who the limit applies to and what a rejected client sees before writing code." in text
    assert "13:46 One counter and one timestamp per client" in text
    assert "return self.hits[key, w] <= self.limit" in text
    assert "line 3 · Old windows are never removed" in text
    assert "Read about atomic operations" in text
    assert "Your code is yours" in text


def test_of_long_code_the_part_that_is_talked_about_is_shown_with_its_own_line_numbers() -> None:
    it = whole_interview()
    long = "\n".join(f"value_{number} = {number}" for number in range(1, 501))
    it.point("work-on", "See this.", it.snippet(long, (250, 252, "three in a row")))
    it.point("work-on", "And this.", it.snippet(long + "\n"))
    text = text_of(it, "md")
    assert "lines 244 to 258 of 500:\n\n```python\nvalue_244 = 244\n" in text
    assert "**lines 250 to 252** · three in a row" in text
    assert "lines 1 to 40 of 500:" in text
    assert "value_41 " not in text


def test_times_agree_to_the_second_with_the_session() -> None:
    it = whole_interview()
    data = json.loads(text_of(it, "json"))
    rows = data["exercises"][0]["rows"]
    for row in rows:
        spans = [span for span in it.state.spans if span.place.layer == row["place"]["layer"]]
        assert row["pieces"] == [[spans[0].from_ms, spans[-1].to_ms]]
        assert row["active_ms"] == sum(span.ms for span in spans)
    assert [fact["at_ms"] for fact in data["facts"]] == [560_400, 939_600]
    assert [hint["theirs"] for hint in data["hints"]] == ["1 nudge", "1 nudge", "1 nudge, 1 pointer, 1 of our own"]
    assert data["duration_ms"] == it.state.offset_ms


def test_benchmarks_are_the_authors_until_there_is_history() -> None:
    it = whole_interview()
    assert "author’s estimate" in text_of(it, "pdf")
    with_history = pdf_text(reports.render(it.state, "candidate", "pdf", bands=history()))
    assert "author’s estimate" not in with_history
    assert "From 212 interviews; people who ran out of time are counted as still working." in with_history
    assert "On layer 3 more than a quarter of everyone were still working at minute 45." in with_history
    assert "everyone who has done this exercise" in with_history


def test_benchmarks_of_another_question_version_or_level_are_passed_over() -> None:
    it = whole_interview()
    own = reports.render(it.state, "candidate", "json")
    for bands in (history("other"), history(version="2"), history(level="mid")):
        assert reports.render(it.state, "candidate", "json", bands=bands) == own


def unstarted() -> Interview:
    return Interview(kit())


def no_layer_begun() -> Interview:
    it = Interview(kit())
    it.do(rules.start(it.state))
    it.wait(4)
    it.end()
    return it


def no_layer_finished() -> Interview:
    it = Interview(kit())
    it.start()
    it.wait(20)
    it.end()
    return it


def concluded_early() -> Interview:
    it = Interview(kit())
    it.start()
    it.wait(15)
    for _ in range(4):
        it.do(rules.conclude_early(it.state))
    it.end()
    it.score(1, 1, 1, self_scores=(1, 2, 1))
    return it


def pivoted() -> Interview:
    it = Interview(kit())
    it.start()
    it.wait(16)
    it.do(rules.change_direction(it.state))
    it.wait(9)
    it.leave("partly")
    it.wait(8)
    it.leave()
    it.end()
    it.score(3, 3, 3)
    return it


def not_assessed() -> Interview:
    it = no_layer_finished()
    it.score(NOT_ASSESSED, NOT_ASSESSED, NOT_ASSESSED, self_scores=(2, NOT_ASSESSED, 3))
    return it


def all_layers() -> Interview:
    it = Interview(kit())
    it.start()
    for _ in range(4):
        it.wait(8)
        it.leave()
    it.end()
    it.score(4, 4, 4)
    return it


def two_questions() -> Interview:
    it = Interview(kit(question(layers=2), question("log-search", "Log search", 2)))
    it.start()
    for _ in range(3):
        it.wait(7)
        it.leave()
    it.wait(5)
    it.end()
    return it


def one_layer_without_benchmarks() -> Interview:
    it = Interview(kit(question(layers=1, author=False)))
    it.start()
    it.wait(10)
    it.leave()
    it.end()
    it.score(3, 3, 3)
    return it


def went_back_and_off_the_script() -> Interview:
    it = Interview(kit())
    it.start()
    it.wait(8)
    it.do(rules.branch(it.state))
    it.wait(3)
    it.do(rules.branch(it.state))
    it.leave()
    it.wait(5)
    it.do(rules.previous_layer(it.state))
    it.wait(2)
    it.do(rules.pause(it.state))
    it.wait(30)
    it.do(rules.pause(it.state))
    it.wait(2)
    it.end()
    return it


def nobody_named() -> Interview:
    it = Interview(kit(), candidate="", interviewer="")
    it.start()
    it.wait(3)
    return it


STATES: tuple[tuple[Callable[[], Interview], str], ...] = (
    (unstarted, "We talked, and did not get to the exercise this time."),
    (no_layer_begun, "We talked, and did not get to the exercise this time."),
    (no_layer_finished, "We worked on one of four layers of one problem; each layer adds a new constraint."),
    (concluded_early, "We ended earlier than planned, and talk here about the part that we did together."),
    (pivoted, "Partway we turned to another area, Log search, as interviews often do."),
    (not_assessed, "We worked on one of four layers"),
    (all_layers, "We worked through all four layers of one problem, each adding a new constraint."),
    (two_questions, "We worked on two problems: both layers of Rate limiter and both layers of Log search."),
    (one_layer_without_benchmarks, "We worked on one problem together. The chart below shows where your time went."),
    (went_back_and_off_the_script, "We worked on two of four layers"),
    (nobody_named, "We worked on one of four layers"),
)


@pytest.mark.parametrize(("conduct", "said"), STATES, ids=[conduct.__name__ for conduct, _ in STATES])
def test_every_state_of_an_interview_has_its_report(conduct: Callable[[], Interview], said: str) -> None:
    it = conduct()
    for paper in PAPER:
        text = text_of(it, paper)
        assert said in text
        assert "None" not in text
    html5lib.HTMLParser(strict=True).parse(text_of(it, "html"))


def test_self_assessment_stands_beside_ours_only_where_there_are_both() -> None:
    it = no_layer_finished()
    it.score(3, NOT_ASSESSED, 2, self_scores=(1, 2, NOT_ASSESSED))
    data = json.loads(text_of(it, "json"))
    assert [(row["competency"], row["theirs"], row["ours"]) for row in data["views"]] == [("Requirements", 1, 3)]
    assert data["views"][0]["between"] == "A good deal stronger than you thought."


def test_benchmarks_stay_hidden_until_every_row_is_scored() -> None:
    it = no_layer_finished()
    it.score(3, 3)
    assert json.loads(text_of(it, "json"))["exercises"][0]["rows"][0]["bands"] == []
    it.do(rules.score(it.state, "trade-offs", 2))
    assert json.loads(text_of(it, "json"))["exercises"][0]["rows"][0]["bands"] != []


def test_the_shipped_kit_makes_a_report_without_hint_words_or_solutions() -> None:
    it = Interview(Catalogue.standing().kit("backend-senior"))
    it.start()
    hints = []
    for _ in range(3):
        it.wait(9)
        it.hint()
        hints += [hint.text for hint in it.state.hints[-1:]]
        it.leave()
    it.end()
    it.score(3, 3, 3, 3, 3, self_scores=(2, 3, 4, 3, 3))
    for paper in PAPER:
        text = text_of(it, paper)
        assert "three of four layers" in text
        assert it.state.hints[0].about in text
        assert not any(hint in text for hint in hints)
        for layer in it.state.kit.questions[0].layers:
            assert not any(pitfall in text for pitfall in layer.expected.pitfalls)
            assert layer.expected.solution.splitlines()[-1] not in text
