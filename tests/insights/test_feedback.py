"""Feedback as data: where criticism goes, and sentences suggested from notes but never put in by themselves."""

from __future__ import annotations

import pytest

from interview_desk.domain import rules
from interview_desk.domain.events import NoteKind
from interview_desk.insights.feedback import candidate_report, routing
from interview_desk.insights.suggestions import suggest_points
from tests.reports.kits import Interview, kit, whole_interview


def noted(kind: NoteKind, text: str) -> Interview:
    it = Interview(kit())
    it.start()
    it.wait(3)
    it.note(kind, text)
    return it


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("asked who the limit applies to", "You asked who the limit applies to."),
        ("Drew the edge burst!", "You drew the edge burst!"),
        ("found own off-by-one by a test", "You found your own off-by-one by a test."),
        ("compared  two\ndesigns", "You compared two designs."),
    ],
)
def test_a_strength_that_says_what_was_done_is_suggested_in_the_second_person(note: str, said: str) -> None:
    found = suggest_points(noted("strength", note).state)
    assert [(it.heading, it.text, it.needs_editing) for it in found] == [("went-well", said, False)]


@pytest.mark.parametrize("note", ["very clear", "asked me about their age", "fast!", "said he knew it", "no tests"])
def test_any_other_note_keeps_its_words_and_asks_for_editing(note: str) -> None:
    found = suggest_points(noted("strength", note).state)
    assert [(it.text, it.needs_editing) for it in found] == [(note, True)]


def test_a_concern_always_asks_for_editing() -> None:
    found = suggest_points(noted("concern", "missed the boundary").state)
    assert [(it.heading, it.text, it.needs_editing) for it in found] == [("work-on", "You missed the boundary.", True)]


def test_plain_notes_and_notes_in_use_are_not_suggested() -> None:
    assert suggest_points(noted("plain", "asked about scope").state) == ()
    it = noted("strength", "asked about scope")
    it.point("went-well", "You asked about scope.", suggest_points(it.state)[0].cites[0])
    assert suggest_points(it.state) == ()


def test_a_concern_brings_the_code_that_was_remarked_on() -> None:
    it = Interview(kit())
    it.start()
    code = it.snippet("x = 1", (1, 1, "why one?"))
    note = it.note("concern", "named nothing")
    assert suggest_points(it.state)[0].cites == (note, code)


def test_a_suggestion_is_never_in_the_report_until_it_is_written() -> None:
    it = noted("strength", "asked about scope")
    it.score(3, 3, 3)
    report = candidate_report(it.state)
    assert (report.went_well, report.work_on, report.what_next) == ((), (), ())


def test_a_point_shows_its_times_and_only_the_code_that_it_cites() -> None:
    it = whole_interview()
    it.snippet("other = 1", (1, 1, "a remark of the interviewer's own"))
    first = candidate_report(it.state).work_on[0]
    assert first.times_ms == (826_800,)
    assert [excerpt.code.splitlines()[0] for excerpt in first.excerpts] == ["def allow(self, key):"]
    assert "remark of the interviewer" not in str(candidate_report(it.state))


def test_a_point_that_was_undone_or_reworded_is_gone_or_reworded() -> None:
    it = whole_interview()
    before = candidate_report(it.state)
    last = it.state.points[-1]
    it.do(rules.reword_point(it.state, last.seq, "Read about locks."))
    assert [sentence.text for sentence in candidate_report(it.state).what_next] == ["Read about locks."]
    it.live.undo()
    assert candidate_report(it.state) == before
    it.do(rules.retract(it.state, it.live.log, last.seq))
    assert candidate_report(it.state).what_next == ()


def test_criticism_is_for_everyone_under_the_constructive_policy() -> None:
    told = routing(whole_interview().state)
    assert (told.in_report, told.held_back) == (True, 0)


@pytest.mark.parametrize(
    ("call", "where"),
    [
        (None, "once you have made your call"),
        ("advance", "to the next interviewer, in person"),
        ("not-now", "nowhere: only strengths are sent"),
    ],
)
def test_under_the_other_policy_the_interviewer_is_told_where_it_goes(call: str | None, where: str) -> None:
    it = whole_interview(kit(policy="positive-on-decline"))
    if call is not None:
        it.do(rules.make_call(it.state, call))
    told = routing(it.state)
    assert (told.in_report, told.held_back) == (False, 2)
    assert told.text.startswith("2 sentences on what to work on stay out of the report and go ")
    assert where in told.text
    report = candidate_report(it.state)
    assert (report.work_on, report.views) == ((), ())
    assert len(report.went_well) == 3


def test_own_hints_are_counted_and_never_quoted() -> None:
    hints = candidate_report(whole_interview().state).hints
    assert hints[2].given == 3
    assert hints[2].theirs == "1 nudge, 1 pointer, 1 of our own"
    assert hints[2].about == ("topic 3 of the nudge", "topic 3 of the pointer")


def test_remarks_on_code_count_as_criticism() -> None:
    for policy, remarks in (("constructive", 1), ("positive-on-decline", 0)):
        it = whole_interview(kit(policy=policy))  # type: ignore[arg-type]
        it.point("went-well", "You kept it short.", it.state.snippets[0].seq)
        excerpt = candidate_report(it.state).went_well[-1].excerpts[0]
        assert len(excerpt.remarks) == remarks
