"""What a score may rest on: notes, hints, signals, code and the rest, in the order in which they happened."""

from __future__ import annotations

from interview_desk.domain import rules
from interview_desk.domain.rules import Refused
from interview_desk.insights.evidence import citable, signals
from interview_desk.insights.rubric_rows import rubric_rows
from tests.reports.kits import Interview, kit, whole_interview


def begun() -> Interview:
    it = Interview(kit())
    it.start()
    it.wait(2)
    return it


def test_everything_that_was_seen_or_heard_can_be_cited_in_its_order() -> None:
    found = citable(whole_interview().state)
    assert [it.at_ms for it in found] == sorted(it.at_ms for it in found)
    assert {it.kind for it in found} == {
        "strength", "concern", "key-moment", "signal", "hint", "milestone", "snippet", "dont-know",
    }  # fmt: skip
    assert "begun" not in " ".join(it.text for it in found)


def test_a_marked_signal_is_a_moment_that_a_score_can_rest_on() -> None:
    it = begun()
    it.signal("weighs-1")
    (signal,) = signals(it.state)
    assert (signal.at_ms, signal.kind, signal.competency) == (7 * 60_000, "signal", "trade-offs")
    assert signal.text.startswith("heard: ")
    it.score(3, 3, 3)
    assert rubric_rows(it.state)[2].suggested == (signal,)
    it.do(rules.cite(it.state, "trade-offs", [signal.seq]))
    assert rubric_rows(it.state)[2].evidence == (signal,)


def test_a_signal_is_cited_as_it_is_marked_now_and_not_once_it_is_taken_back() -> None:
    it = begun()
    it.signal("weighs-1")
    before = signals(it.state)[0]
    it.do(rules.mark_signal(it.state, "weighs-1", "no"))
    assert [found.text.split(":")[0] for found in signals(it.state)] == ["not heard"]
    assert isinstance(rules.cite(it.state, "trade-offs", [before.seq]), Refused)
    it.do(rules.mark_signal(it.state, "weighs-1", "unmarked"))
    assert signals(it.state) == []


def test_a_red_flag_that_was_not_heard_speaks_of_no_row() -> None:
    it = begun()
    it.do(rules.mark_signal(it.state, "tool-1", "no"))
    assert (signals(it.state)[0].competency, signals(it.state)[0].text[:20]) == ("", "red flag, not heard:")
    it.do(rules.mark_signal(it.state, "tool-1", "partly"))
    assert signals(it.state)[0].competency == "trade-offs"


def test_a_note_that_is_tagged_is_suggested_before_a_signal() -> None:
    it = begun()
    it.signal("asks-1")
    it.note("strength", "asked who is limited", "requirements")
    it.score(3, 3, 3)
    assert [found.kind for found in rubric_rows(it.state)[0].suggested] == ["strength"]


def test_undoing_a_mark_takes_its_moment_away() -> None:
    it = begun()
    it.signal("asks-1")
    it.live.undo()
    assert citable(it.state) == ()
