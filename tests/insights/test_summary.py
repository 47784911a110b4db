"""The summary page: where the time went on one axis, hints against par, evidence, and what to say first."""

from __future__ import annotations

from interview_desk.domain import rules
from interview_desk.insights.summary import summarise
from tests.reports.kits import Interview, history, kit, place, question, whole_interview

MINUTE = 60_000


def test_the_header_says_who_what_how_long_and_how_far() -> None:
    it = whole_interview()
    page = summarise(it.state)
    assert (page.candidate, page.title) == ("Sample Candidate", "Rate limiter")
    assert (page.layers_reached, page.layers) == (3, 4)
    assert page.length_ms == it.state.offset_ms
    assert page.ended_at == it.state.ended_at
    assert page.hidden == ""


def test_the_authors_minutes_on_each_layer_add_up_to_done_by() -> None:
    rows = summarise(whole_interview().state).exercises[0].rows
    assert [row.par_ms // MINUTE for row in rows] == [10, 20, 30]
    assert [(band.cohort, band.source, band.middle_ms) for band in rows[2].bands] == [
        ("strongest", "author", 21 * MINUTE),
        ("everyone", "author", 30 * MINUTE),
    ]


def test_the_axis_starts_with_the_question_and_not_with_the_interview() -> None:
    page = summarise(whole_interview().state)
    assert page.exercises[0].start_ms == 5 * MINUTE
    assert page.exercises[0].rows[0].pieces[0][0] == 5 * MINUTE


def test_history_takes_the_place_of_the_authors_figures() -> None:
    exercise = summarise(whole_interview().state, bands=history()).exercises[0]
    assert (exercise.sources, exercise.interviews) == (frozenset({"history"}), 212)
    band = exercise.rows[2].band("everyone")
    assert band is not None
    assert (band.early_ms, band.late_ms, band.followed_ms) == (33 * MINUTE, None, 45 * MINUTE)


def test_benchmarks_are_worded_for_speaking() -> None:
    state = whole_interview().state
    assert summarise(state, bands=history()).benchmarks[2] == (
        "The strongest are done with layer 3 by minute 24 to 33, with one hint in all."
    )
    assert summarise(state).benchmarks[0] == (
        "The author's estimate: the strongest are done with layer 1 by minute 7, without a hint."
    )


def test_a_band_that_was_never_reached_is_said_so_and_never_made_up() -> None:
    it = Interview(kit())
    it.start()
    for _ in range(3):
        it.wait(8)
        it.leave()
    it.wait(8)
    it.end()
    it.score(3, 3, 3)
    bands = history()
    assert summarise(it.state, bands=bands).benchmarks[3] == (
        "The strongest are done with layer 4 from minute 38 on, with one hint in all; more than half were still "
        "working at minute 45."
    )


def test_a_layer_gone_back_to_has_two_pieces_and_a_branch_does_not_break_one() -> None:
    it = Interview(kit())
    it.start(0)
    it.wait(4)
    it.do(rules.branch(it.state))
    it.wait(2)
    it.do(rules.branch(it.state))
    it.wait(1)
    it.leave()
    it.wait(3)
    it.do(rules.previous_layer(it.state))
    it.wait(2)
    rows = summarise(it.state, it.live.now_ms).exercises[0].rows
    assert [(a // MINUTE, b // MINUTE) for a, b in rows[0].pieces] == [(0, 7), (10, 12)]
    assert rows[0].active_ms == 7 * MINUTE
    assert rows[0].outcome == "running"


def test_a_layer_that_one_only_stood_on_when_time_was_up_does_not_count_as_reached() -> None:
    def stood_on(minutes: float, *, with_a_hint: bool = False) -> int:
        it = Interview(kit())
        it.start()
        it.wait(9)
        it.leave()
        if with_a_hint:
            it.hint()
        it.wait(minutes)
        it.end()
        return summarise(it.state).layers_reached

    assert stood_on(0.5) == 1
    assert stood_on(0.5, with_a_hint=True) == 2
    assert stood_on(1.5) == 2


def test_a_pivot_has_an_axis_of_its_own() -> None:
    it = Interview(kit())
    it.start()
    it.wait(10)
    it.do(rules.change_direction(it.state))
    it.wait(6)
    it.end()
    page = summarise(it.state)
    assert [(exercise.title, exercise.pivot) for exercise in page.exercises] == [
        ("Rate limiter", False),
        ("Log search", True),
    ]
    assert page.title == "Rate limiter and Log search"
    assert page.exercises[1].start_ms == 15 * MINUTE


def test_hints_stand_against_par_with_their_times() -> None:
    page = summarise(whole_interview().state)
    assert page.hints_text == "3 nudges, 1 pointer, 1 of our own · par 3"
    assert page.hints_of_others == ("to the end of layer 3, the strongest need 0, most 3 (author's estimate)",)
    assert [(len(row.given), row.par) for row in page.hints] == [(1, 1), (1, 1), (3, 1)]
    assert [hint.about for hint in page.hints[2].given] == ["topic 3 of the nudge", "topic 3 of the pointer", ""]


def test_nothing_that_could_steer_is_shown_before_every_row_is_scored() -> None:
    it = Interview(kit())
    it.start()
    it.wait(8)
    it.end()
    it.score(3, 3)
    page = summarise(it.state, bands=history())
    assert page.recommendation is None
    assert page.benchmarks == ()
    assert page.hidden.startswith("Score this row")
    assert page.hints_of_others == ()
    assert all(row.bands == () for row in page.exercises[0].rows)


def test_a_score_shows_its_evidence_or_what_might_be_it() -> None:
    it = whole_interview()
    rows = {row.competency: row for row in summarise(it.state).rubric}
    assert [(it.at_ms, it.text) for it in rows["problem-solving"].evidence] == [
        (1_279_200, "drew the edge-burst case without being asked"),
        (1_510_800, "said that they didn't know the name of the method and derived it"),
    ]
    assert rows["trade-offs"].anchor == "Trade-offs as at 2"
    it.do(rules.cite(it.state, "trade-offs", [], "seen in the code only"))
    row = {row.competency: row for row in summarise(it.state).rubric}["trade-offs"]
    assert (row.evidence, row.why_none, len(row.suggested)) == ((), "seen in the code only", 2)


def test_a_row_scored_without_an_opportunity_is_pointed_out() -> None:
    it = Interview(kit())
    it.start()
    it.wait(8)
    it.end()
    it.score(3, 3, 3)
    assert [row.no_opportunity for row in summarise(it.state).rubric] == [False, True, False]
    it.note("plain", "took the counter-example at once", "problem-solving")
    assert not any(row.no_opportunity for row in summarise(it.state).rubric)


def test_the_guide_begins_with_the_widest_gap_and_leaves_the_outcome_out() -> None:
    it = Interview(kit())
    it.start()
    it.wait(1)
    sums = it.note("strength", "sums up before going on")
    it.wait(7)
    it.end()
    it.score(3, 4, 2, self_scores=(3, 2, 3))
    lines = summarise(it.state).guide
    assert [line.kind for line in lines] == ["gap", "gap", "agreement", "strength", "benchmark"]
    assert lines[0].text == "Problem solving: they said 2, you saw 4."
    assert lines[1].text == "Trade-offs: they said 3, you saw 2."
    assert lines[3].times_ms == (6 * MINUTE,)
    assert sums
    said = " ".join(line.text for line in lines).lower()
    assert not any(category.title.lower() in said for category in it.state.rubric.recommendations)


def test_two_questions_are_two_exercises() -> None:
    it = Interview(kit(question(layers=1), question("log-search", "Log search", 1)))
    it.start()
    it.wait(4)
    it.leave()
    it.wait(4)
    it.end()
    assert [exercise.question for exercise in summarise(it.state).exercises] == ["rate-limiter", "log-search"]
    assert it.state.outcome(place(1)) == "solved"


def test_while_one_waits_for_others_nothing_is_said_of_them() -> None:
    state = whole_interview().state
    page = summarise(state, waiting=True)
    assert (page.seen, page.recommendation, page.benchmarks, page.hints_of_others) == ("waiting", None, (), ())
    assert page.hidden == "Your scores are being compared with past interviews."
    assert all(row.bands == () for row in page.exercises[0].rows)
    assert summarise(state).seen == "shown"
    unscored = Interview(kit())
    assert summarise(unscored.state, waiting=True).seen == "hidden"
