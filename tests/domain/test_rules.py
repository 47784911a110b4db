"""What may happen when, and the sentence when it may not."""

from interview_desk.domain import events as e
from interview_desk.domain import rules
from interview_desk.domain.note_line import Line
from interview_desk.domain.rules import Refused
from interview_desk.domain.script import Place
from tests.conducting import Conducted


def test_a_hint_given_after_time_still_counts() -> None:
    desk = Conducted()
    desk.solve()
    desk.wait(minutes=25)
    desk.hint()
    assert len(desk.state.hints) == 1


def test_hints_come_in_the_order_of_the_ladder_until_there_is_none() -> None:
    desk = Conducted()
    desk.solve()
    for _ in range(3):
        desk.hint()
    assert [hint.level for hint in desk.state.hints] == ["nudge", "pointer", "reveal"]
    refused = rules.give_hint(desk.state)
    assert isinstance(refused, Refused)
    assert "Ctrl+Shift+H" in refused.reason


def test_a_hint_out_of_order_leaves_the_next_one_where_it_was() -> None:
    desk = Conducted()
    desk.solve()
    desk.do(rules.give_hint(desk.state, "first-pointer"))
    following = rules.next_hint(desk.state)
    assert following is not None
    assert following.id == "first-nudge"
    assert isinstance(rules.give_hint(desk.state, "first-pointer"), Refused)


def test_a_hint_of_ones_own_counts_and_has_no_rung() -> None:
    desk = Conducted()
    desk.solve()
    desk.do(rules.give_own_hint(desk.state, " draw it "))
    assert (desk.state.hints[0].level, desk.state.hints[0].hint, desk.state.hints[0].text) == ("ad-hoc", "", "draw it")


def test_there_is_no_hint_in_the_introduction_before_the_start_or_in_a_pause() -> None:
    desk = Conducted(started=False)
    assert isinstance(rules.give_hint(desk.state), Refused)
    desk.do(rules.start(desk.state))
    assert isinstance(rules.give_hint(desk.state), Refused)
    desk.solve()
    desk.do(rules.pause(desk.state))
    refused = rules.give_hint(desk.state)
    assert refused == Refused("The interview is paused: Ctrl+P goes on.")


def test_leaving_walks_the_plan_to_its_end() -> None:
    desk = Conducted()
    seen = [desk.state.place]
    while not isinstance(rules.leave(desk.state, "solved"), Refused):
        desk.solve()
        seen.append(desk.state.place)
    assert seen == list(desk.state.kit.places())
    assert desk.state.outcome(Place("question", "main", "first")) == "solved"


def test_changing_direction_puts_the_pivot_on_the_track_and_only_once() -> None:
    desk = Conducted()
    desk.solve()
    desk.do(rules.change_direction(desk.state))
    assert desk.state.place == Place("question", "other", "third")
    assert [place.layer for place in desk.state.track()] == ["", "first", "second", "third", "", ""]
    assert isinstance(rules.change_direction(desk.state), Refused)


def test_a_signal_goes_round_yes_partly_no_and_back() -> None:
    desk = Conducted()
    desk.solve()
    marks = []
    for _ in range(4):
        desk.do(rules.mark_signal(desk.state, "first-asks"))
        assert desk.state.place is not None
        marks.append(desk.state.mark(desk.state.place, "first-asks"))
    assert marks == ["yes", "partly", "no", "unmarked"]
    assert desk.state.tallies["problem-solving"].strengths == 0


def test_a_red_flag_that_is_heard_speaks_against_its_competency() -> None:
    desk = Conducted()
    desk.solve()
    desk.do(rules.mark_signal(desk.state, "first-guesses", "yes"))
    assert desk.state.tallies["communication"].concerns == 1


def test_an_empty_note_is_refused_and_a_note_before_the_start_is_kept() -> None:
    desk = Conducted(started=False)
    assert isinstance(rules.take_note(desk.state, Line("plain", "", "", 0), 0), Refused)
    desk.note("their CV names Go")
    assert desk.state.notes()[0].place is None


def test_a_note_begun_on_one_layer_and_saved_on_the_next_belongs_to_the_first() -> None:
    desk = Conducted()
    desk.solve()
    desk.wait(minutes=2)
    begun = desk.now_ms
    desk.wait(seconds=20)
    desk.solve()
    desk.wait(seconds=5)
    desk.do(rules.take_note(desk.state, Line("strength", "saw it", "", 0), begun))
    note = desk.state.notes()[0]
    assert note.at_ms == 120_000
    assert note.place == Place("question", "main", "first")


def test_a_stamp_that_is_set_back_never_goes_before_the_start() -> None:
    desk = Conducted()
    desk.wait(seconds=10)
    desk.note("-30s early")
    assert desk.state.notes()[0].at_ms == 0


def test_amending_a_note_moves_its_weight_to_the_other_row() -> None:
    desk = Conducted()
    taken = desk.note("+ asked @problem-solving")
    desk.do(rules.amend_note(desk.state, taken.seq, Line("concern", "asked late", "communication", 0)))
    assert desk.state.notes()[0].amended
    assert desk.state.tallies["problem-solving"].strengths == 0
    assert desk.state.tallies["communication"].concerns == 1


def test_a_score_off_the_scale_or_on_no_row_is_refused() -> None:
    desk = Conducted()
    assert isinstance(rules.score(desk.state, "problem-solving", 5), Refused)
    assert isinstance(rules.score(desk.state, "charm", 3), Refused)
    assert isinstance(rules.score(desk.state, "problem-solving", "not-assessed"), e.Scored)


def test_the_call_waits_until_every_row_is_scored() -> None:
    desk = Conducted()
    assert isinstance(rules.make_call(desk.state, "advance"), Refused)
    desk.do(rules.score(desk.state, "problem-solving", 3))
    desk.do(rules.score(desk.state, "communication", "not-assessed"))
    assert isinstance(rules.make_call(desk.state, "advance"), e.CallMade)


def test_i_dont_know_is_followed_once() -> None:
    desk = Conducted()
    desk.do(rules.say_dont_know(desk.state))
    desk.do(rules.follow_dont_know(desk.state, "reasoned"))
    assert isinstance(rules.follow_dont_know(desk.state, "bare"), Refused)


def test_the_same_code_twice_is_one_snippet_and_lines_outside_it_have_no_comment() -> None:
    desk = Conducted()
    taken = desk.do(rules.take_snippet(desk.state, "a = 1\nb = 2\n", "python"))
    assert isinstance(rules.take_snippet(desk.state, "a = 1\nb = 2\n", "python"), Refused)
    assert rules.comment_snippet(desk.state, taken.seq, 1, 3, "?") == Refused("The snippet has lines 1 to 2.")
    desk.do(rules.comment_snippet(desk.state, taken.seq, 2, 2, "a better name"))
    assert desk.state.snippets[0].comments[0].text == "a better name"


def test_concluding_early_takes_four_steps_in_order() -> None:
    desk = Conducted()
    for _ in range(4):
        desk.do(rules.conclude_early(desk.state))
    assert desk.state.conclusion == rules.CONCLUSION
    assert isinstance(rules.conclude_early(desk.state), Refused)


def test_undoing_everything_one_by_one_returns_to_the_opening_state() -> None:
    desk = Conducted()
    opening = desk.live.log[:1]
    desk.solve()
    desk.hint()
    desk.note("+ x @problem-solving")
    desk.do(rules.score(desk.state, "communication", 2))
    desk.do(rules.end(desk.state))
    for _ in range(6):
        assert not isinstance(desk.live.undo(), Refused)
    assert isinstance(desk.live.undo(), Refused)
    state = desk.state
    assert state.phase == "prepared"
    assert (len(state.moments), state.scores, state.hints, state.place) == (0, {}, (), None)
    assert desk.live.log[:1] == opening
    assert len(desk.live.log) == 13
