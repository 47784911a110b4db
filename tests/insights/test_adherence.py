"""How the script was kept: each line says what happened, and opens the moment that it is about."""

from __future__ import annotations

from interview_desk.domain import rules
from interview_desk.domain.script import Place
from interview_desk.domain.state import fold
from interview_desk.insights.adherence import Line, LineId, adherence
from tests.conducting import Conducted


def line(desk: Conducted, id: LineId) -> Line:
    return next(it for it in adherence(desk.live.log) if it.id == id)


def in_the_question() -> Conducted:
    """On the first of two layers, a minute after the start."""
    desk = Conducted()
    desk.wait(minutes=1)
    desk.solve()
    return desk


def test_before_the_start_there_is_nothing_to_say() -> None:
    lines = adherence(Conducted(started=False).live.log)
    assert [(it.title, it.figure) for it in lines] == [
        ("Prompts asked as written", "–"),
        ("Layers in their order", "–"),
        ("Off the script", "0 %"),
        ("Hints in ladder order", "–"),
        ("First hint after par", "–"),
        ("Time for their questions", "–"),
        ("Scores with evidence", "–"),
    ]
    assert all(it.opens_ms(0) is None for it in lines)


def test_a_prompt_is_asked_as_written_in_other_words_or_not_marked() -> None:
    desk = in_the_question()
    desk.wait(seconds=20)
    desk.do(rules.ask_prompt(desk.state, True))
    desk.wait(minutes=5)
    desk.solve()
    desk.wait(seconds=30)
    found = line(desk, "prompts")
    assert (found.figure, found.about) == ("1 / 2", "1 not marked as asked")
    assert [(it.at_ms, it.words) for it in found.instances] == [
        (80_000, "Layer 1 · First: asked as written"),
        (380_000, "Layer 2 · Second: not marked as asked"),
    ]
    desk.do(rules.ask_prompt(desk.state, False))
    assert line(desk, "prompts").about == "1 in other words"


def test_an_undone_mark_of_a_prompt_does_not_count() -> None:
    desk = in_the_question()
    desk.wait(seconds=20)
    desk.do(rules.ask_prompt(desk.state, True))
    desk.do(rules.undo(desk.live.log))
    assert line(desk, "prompts").figure == "0 / 1"


def test_layers_in_their_turn_are_in_order() -> None:
    desk = in_the_question()
    desk.wait(minutes=5)
    desk.solve()
    desk.wait(minutes=1)
    found = line(desk, "order")
    assert (found.figure, found.about) == ("2 / 2", "As the plan has them.")


def test_a_layer_that_was_passed_over_is_skipped() -> None:
    desk = Conducted()
    desk.wait(minutes=1)
    desk.do(rules.go_to(desk.state, Place("question", "main", "second")))
    desk.wait(minutes=1)
    found = line(desk, "order")
    assert (found.figure, found.about) == ("0 / 1", "1 skipped")
    assert found.instances[0].words == "Layer 2 · Second: Layer 1 · First was skipped"
    assert found.opens_ms(999_000) == 60_000


def test_a_layer_that_came_later_than_the_one_after_it_is_reordered() -> None:
    desk = Conducted()
    desk.wait(minutes=1)
    desk.do(rules.go_to(desk.state, Place("question", "main", "second")))
    desk.wait(minutes=1)
    desk.do(rules.go_to(desk.state, Place("question", "main", "first")))
    desk.wait(minutes=1)
    found = line(desk, "order")
    assert (found.figure, found.about) == ("1 / 2", "1 before its turn")


def test_a_layer_that_was_left_at_once_was_not_reached() -> None:
    desk = in_the_question()
    desk.wait(minutes=5)
    desk.solve()
    desk.do(rules.leave(desk.state, "moved-on"))
    assert line(desk, "prompts").figure == "0 / 1"


def test_the_time_off_the_script_is_a_share_of_the_interview() -> None:
    desk = in_the_question()
    desk.do(rules.branch(desk.state))
    desk.do(rules.name_branch(desk.state, "their last project"))
    desk.wait(minutes=1)
    desk.do(rules.branch(desk.state))
    desk.wait(minutes=2)
    desk.note("end")
    found = line(desk, "off-script")
    assert (found.figure, found.about) == ("25 %", "1:00 of 4:00, recorded and never compared.")
    assert (found.instances[0].words, found.opens_ms(999_000)) == ("their last project", 60_000)


def test_hints_are_in_ladder_order_where_all_rungs_below_were_given() -> None:
    desk = in_the_question()
    desk.hint()
    desk.do(rules.give_hint(desk.state, "first-reveal"))
    desk.do(rules.give_hint(desk.state, "first-pointer"))
    desk.do(rules.give_own_hint(desk.state, "look again"))
    found = line(desk, "ladder")
    assert (found.figure, found.about) == ("2 / 3", "1 of the interviewer's own besides.")
    assert [it.kept for it in found.instances] == [True, False, True]


def test_only_the_first_hint_of_a_layer_is_held_against_par() -> None:
    desk = in_the_question()
    desk.wait(minutes=10)
    desk.hint()
    desk.hint()
    desk.solve()
    desk.wait(minutes=4)
    desk.hint()
    found = line(desk, "par")
    assert found.figure == "1 / 2"
    assert [it.words for it in found.instances] == [
        "Layer 1 · First: 10:00 into it, par 10:00",
        "Layer 2 · Second: 4:00 into it, par 10:00",
    ]
    assert found.opens_ms(9_999_000) == 15 * 60_000


def test_a_branch_does_not_bring_a_layer_to_its_par() -> None:
    desk = in_the_question()
    desk.wait(minutes=5)
    desk.do(rules.branch(desk.state))
    desk.wait(minutes=8)
    desk.do(rules.branch(desk.state))
    desk.hint()
    assert line(desk, "par").instances[0].words == "Layer 1 · First: 5:00 into it, par 10:00"


def test_the_time_for_their_questions_is_what_was_spent_of_what_was_kept_back() -> None:
    desk = in_the_question()
    assert line(desk, "their-questions").about == "Not reached yet. Of 5:00 kept back."
    desk.wait(minutes=5)
    desk.do(rules.go_to(desk.state, Place("their-questions")))
    desk.wait(minutes=3)
    desk.note("asked about the team")
    found = line(desk, "their-questions")
    assert (found.figure, found.about, found.opens_ms(999_000)) == ("3:00", "Of 5:00 kept back.", 360_000)
    assert not found.instances[0].kept


def test_a_score_has_evidence_where_what_it_cites_still_stands() -> None:
    desk = in_the_question()
    note = desk.note("+ asked first @communication")
    desk.do(rules.score(desk.state, "communication", 3))
    desk.do(rules.cite(desk.state, "communication", [note.seq], ""))
    desk.do(rules.score(desk.state, "problem-solving", "not-assessed"))
    assert line(desk, "evidence").figure == "1 / 1"
    desk.do(rules.retract(desk.state, desk.live.log, note.seq))
    assert line(desk, "evidence").figure == "0 / 1"


def test_a_line_opens_what_strayed_from_the_last_to_the_first() -> None:
    desk = in_the_question()
    for _ in range(2):
        desk.wait(minutes=1)
        desk.hint()
        desk.wait(minutes=1)
        desk.solve()
    found = line(desk, "par")
    times = [it.at_ms for it in found.instances]
    assert [found.opens_ms(ms) for ms in (9_999_000, times[1], times[0])] == [times[1], times[0], times[1]]


def test_what_is_said_of_a_second_needs_nothing_after_it() -> None:
    desk = in_the_question()
    desk.wait(minutes=3)
    desk.hint()
    before = adherence(list(desk.live.log))
    count = len(desk.live.log)
    desk.wait(minutes=3)
    desk.solve()
    assert adherence(desk.live.log[:count]) == before
    assert adherence(desk.live.log[:count], fold(desk.live.log[:count])) == before
