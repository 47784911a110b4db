"""What the past says of a question and of one interview: truthful where there is much, little, or nothing at all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interview_desk.domain import rules
from interview_desk.domain.past import LayerRow, Past, SessionRow
from interview_desk.insights.benchmark import Band
from interview_desk.insights.known import Known, author_figures, know, own_calibration, question_bands, session_bands
from interview_desk.insights.past import (
    as_written,
    history_of,
    past_of_history,
    safe_for_spreadsheets,
    spread_to_parts,
    whole_sessions,
)
from interview_desk.insights.plainly import bands_in_words, calibration_in_words
from interview_desk.insights.recommendation import Needed, recommend
from interview_desk.insights.simulate import simulate
from interview_desk.insights.summary import summarise
from tests.conducting import Conducted
from tests.kits import layer, question

MAIN = question("main", layer("first"), layer("second"))


def session(id: str, *, level: str = "senior", version: str = "1", candidate: str = "", who: str = "Ann") -> SessionRow:
    return id, candidate or f"c-{id}", who, "main", version, level, "", 20.0, None, int(id[1:])


def interviews(
    n: int, *rows: tuple[int, str, float, int], level: str = "senior", version: str = "1", start: int = 0
) -> Past:
    """Return interviews that all went the same way."""
    ids = [f"s{k}" for k in range(start, start + n)]
    layers: list[LayerRow] = [(id, *row) for id in ids for row in rows]
    return Past([session(id, level=level, version=version) for id in ids], layers)


def together(*pasts: Past) -> Past:
    return Past(*([row for past in pasts for row in getattr(past, name)] for name in ("sessions", "layers", "scores")))


def found(past: Past) -> list[Band]:
    return question_bands(know(past, "unknown"), "main", MAIN)


def band(bands: list[Band], layer: int, *, level: str = "senior", version: str = "1", cohort: str = "everyone") -> Band:
    (one,) = (it for it in bands if (it.layer, it.level, it.version, it.cohort) == (layer, level, version, cohort))
    return one


def test_without_history_the_authors_figures_stand_in_added_up_and_labelled() -> None:
    bands = found(Past())
    assert {(it.source, it.level, it.version, it.n) for it in bands} == {("author", "senior", "1", 0)}
    assert [band(bands, k).p50 for k in (1, 2)] == [10, 20]
    assert [band(bands, k, cohort="strongest").p50 for k in (1, 2)] == [7, 14]
    words = "\n".join(bands_in_words("Main", bands))
    assert "about minute 20, 2 hints until then (the author's estimate; no interviews yet)" in words


def test_one_interview_is_counted_and_says_nothing_yet() -> None:
    one = band(found(interviews(1, (1, "done", 9.0, 0))), 1)
    assert (one.n, one.finishers, one.source, one.p50) == (1, 1, "author", 10)


def test_ties_and_zero_minutes_are_figures_like_others() -> None:
    one = band(found(interviews(20, (1, "done", 0.0, 0), (2, "done", 8.0, 0))), 1)
    two = band(found(interviews(20, (1, "done", 0.0, 0), (2, "done", 8.0, 0))), 2)
    assert (one.source, one.p25, one.p50, one.p75) == ("history", 0, 0, 0)
    assert (two.p25, two.p50, two.p75) == (8, 8, 8)


def test_a_layer_that_nobody_finished_has_no_invented_minute() -> None:
    bands = found(interviews(30, (1, "done", 12.0, 0), (2, "unfinished", 20.0, 1)))
    two = band(bands, 2)
    assert (two.n, two.finishers, two.source, two.followed) == (30, 0, "author", 20)
    words = bands_in_words("Main", bands)
    assert any("the author's estimate; 30 interviews so far, nobody finished it by minute 20" in it for it in words)
    bare = question_bands(know(interviews(30, (1, "unfinished", 20.0, 1)), "unknown"), "main", None)
    assert band(bare, 1).p50 is None
    assert any("not known yet: 30 interviews so far, nobody finished it" in it for it in bands_in_words("Main", bare))


def test_a_layer_that_nobody_even_began_counts_those_who_did_not_get_there() -> None:
    two = band(found(interviews(30, (1, "done", 12.0, 0))), 2)
    assert (two.n, two.finishers) == (30, 0)


def test_an_edited_question_is_a_new_benchmark_and_the_authors_figures_are_only_for_the_new_one() -> None:
    past = together(
        interviews(25, (1, "done", 5.0, 0), version="1"), interviews(3, (1, "done", 9.0, 0), version="2", start=100)
    )
    bands = question_bands(know(past, "unknown"), "main", replace(MAIN, version=2))
    assert (band(bands, 1).source, band(bands, 1).n, band(bands, 1).p50) == ("history", 25, 5)
    assert (band(bands, 1, version="2").source, band(bands, 1, version="2").n) == ("author", 3)
    assert (band(bands, 2).source, band(bands, 2).p50) == ("none", None)


def test_a_level_without_history_has_the_authors_figures_beside_the_others() -> None:
    bands = found(interviews(25, (1, "done", 5.0, 0), level="mid"))
    assert band(bands, 1, level="mid").source == "history"
    assert (band(bands, 1).source, band(bands, 1).n) == ("author", 0)
    assert [it.level for it in bands if it.layer == 1] == ["mid", "mid", "senior", "senior"]


def test_authors_figures_end_at_the_first_layer_that_has_none() -> None:
    silent = replace(layer("second"), benchmarks=None)
    figures = author_figures(question("main", layer("first"), silent, layer("third")))
    assert list(figures) == [("main", 1)]


def test_rows_become_tables_and_tables_rows() -> None:
    history, _ = simulate(80, 6, 3)
    past = past_of_history(history)
    again = history_of(past)
    assert past_of_history(again) == replace(
        past, scores=sorted(past.scores, key=lambda row: (row[0], again.names.people.index(row[1]), row[2], row[3]))
    )
    assert again.dated
    assert np.array_equal(again.raw_scores(), history.raw_scores())


def test_dates_and_places_in_a_sequence_make_one_order() -> None:
    row = session("s5")
    sequence = [("a", *row[1:8], 9, None), ("b", *row[1:8], 2, None)]
    assert history_of(Past([*sequence])).sessions.order.tolist() == [9, 2]
    mixed = history_of(Past([row, *sequence, session("s3")]))
    assert (mixed.sessions.order.tolist(), mixed.dated) == ([3, 1, 0, 2], False)


def test_what_belongs_to_no_session_is_left_out() -> None:
    past = Past(
        [session("s1")], [("gone", 1, "done", 1.0, 0)], [("gone", "Ann", True, "code", 1.0)], [("nobody", "", 0, True)]
    )
    history = history_of(past)
    assert (len(history), len(history.layers.end), len(history.ratings.rater), len(history.outcomes.date)) == (
        1,
        0,
        0,
        0,
    )


def test_a_further_question_has_the_interviews_fair_score_and_is_no_further_interview() -> None:
    one, part = session("s1"), ("s1/other", *session("s1")[1:])
    past = Past([one, part, session("s2")])
    whole = whole_sessions(past)
    assert [row[0] for row in whole.sessions] == ["s1", "s2"]
    spread = spread_to_parts(history_of(past), history_of(whole), np.array([3.0, 2.0]))
    assert spread.tolist() == [3.0, 3.0, 2.0]


@pytest.mark.parametrize("name", ["=cmd()", "+1", "-2", "@x", "'=x", "''=x", "＝cmd()"])
def test_a_name_that_a_spreadsheet_would_run_is_marked_as_text_and_read_as_itself(name: str) -> None:
    past = Past([("s1", name, "'Ann", name, "1", "mid", name, None, 1, None)], [], [("s1", "'Ann", True, name, 1.0)])
    safe = safe_for_spreadsheets(history_of(past))
    assert safe.names.candidates == (f"'{name}",)
    assert safe.names.competencies == (f"'{name}",)
    assert safe.names.people == ("'Ann",)
    assert past_of_history(as_written(safe)) == past


def concluded(score: int = 3) -> Conducted:
    desk = Conducted()
    desk.solve()
    desk.wait(minutes=8)
    desk.solve()
    desk.wait(minutes=5)
    desk.do(rules.end(desk.state))
    for row in desk.state.rubric.competencies:
        desk.do(rules.score(desk.state, row.id, score))
    return desk


@pytest.fixture(scope="module")
def made_up() -> Past:
    """Return a made-up history in which one interviewer has the name of the tests' and all questions are `main`."""
    past = past_of_history(simulate(600, 10, 4)[0])
    sessions = [
        (*row[:2], row[2].replace("Interviewer 07", "Interviewer 7"), "main", "1", "senior", *row[6:])
        for row in past.sessions
    ]
    scores = [(row[0], row[1].replace("Interviewer 07", "Interviewer 7"), *row[2:]) for row in past.scores]
    return replace(past, sessions=sessions, scores=scores)


def test_an_interview_is_set_against_the_others_at_its_version_and_level(made_up: Past) -> None:
    known = know(made_up, "chance")
    state = concluded().state
    bands = session_bands(known, state)
    assert {(it.question, it.version, it.level, it.source) for it in bands if it.layer == 1} == {
        ("main", "1", "senior", "history")
    }
    summary = summarise(state, bands=bands, calibration=own_calibration(known, state))
    assert summary.exercises[0].interviews == 600
    assert "history" in summary.exercises[0].sources


def test_a_calibrated_interviewers_score_is_moved_by_their_strictness(made_up: Past) -> None:
    known = know(made_up, "chance")
    own = own_calibration(known, concluded().state)
    assert own is not None
    assert own.state == "calibrated"
    assert own.n == sum(row[2] == "Interviewer 7" for row in made_up.sessions)
    assert own.fair == pytest.approx(3 + own.strictness - own.question_effect)
    assert own.fair_se is not None
    assert own.chance is not None
    assert 0 < own.chance.lower < own.chance.value < own.chance.upper < 1
    assert sum(own.chances.values()) == pytest.approx(1)
    assert list(own.chances) == ["strong-advance", "advance", "close", "not-now"]
    better = own_calibration(known, concluded(4).state)
    assert better is not None
    assert better.chance is not None
    assert better.chance.value > own.chance.value
    assert better.chances["strong-advance"] > own.chances["strong-advance"]


def test_turned_off_for_the_team_the_summary_goes_by_the_score_as_given(made_up: Past) -> None:
    own = own_calibration(know(made_up, "chance", applied=False), concluded().state)
    assert own is not None
    assert own.state == "uncalibrated"
    assert [it.what for it in own.needed] == ["switched-off"]
    made = summarise(concluded().state, calibration=own).recommendation
    assert made is not None
    assert made.score == made.raw.score


def test_whose_own_links_speak_against_declared_chance_is_told_what_would_help(made_up: Past) -> None:
    known = know(made_up, "chance")
    found = known.calibration
    person = found.history.names.people.index("Interviewer 7")
    state = found.state.copy()
    state[person] = 0
    held_back = replace(found, against=np.array([person]), state=state)
    own = own_calibration(replace(known, calibration=held_back), concluded().state)
    assert own is not None
    assert (own.state, [it.what for it in own.needed]) == ("uncalibrated", ["against"])


def test_the_strictness_known_of_an_interview_is_the_one_that_moved_the_interviewers_other_scores(
    made_up: Past,
) -> None:
    known = know(made_up, "chance")
    found = known.calibration
    own = own_calibration(known, concluded().state)
    mine = found.history.sessions.interviewer == found.history.names.people.index("Interviewer 7")
    moved = (found.fair - found.raw)[mine]
    assert own is not None
    assert own.fair is not None
    assert moved == pytest.approx(np.full(len(moved), own.fair - 3))


def test_nothing_is_said_before_every_row_is_scored(made_up: Past) -> None:
    desk = Conducted()
    desk.solve()
    desk.do(rules.end(desk.state))
    assert own_calibration(know(made_up, "chance"), desk.state) is None


@pytest.mark.parametrize("past", [Past(), interviews(5, (1, "done", 5.0, 0))])
def test_without_links_a_score_is_uncalibrated_and_what_would_change_that_is_said(past: Past) -> None:
    state = concluded().state
    own = own_calibration(know(past, "unknown"), state)
    assert own is not None
    assert own.state == "uncalibrated"
    shown = recommend(state, own)
    assert shown is not None
    assert shown.needed[0] == "at least 50 later outcomes (who was hired, who passed the next stage); now 0"
    assert shown.score == shown.raw.score


def test_a_newcomer_among_calibrated_colleagues_is_uncalibrated(made_up: Past) -> None:
    others = replace(made_up, sessions=[row for row in made_up.sessions if row[2] != "Interviewer 7"])
    own = own_calibration(know(others, "chance"), concluded().state)
    assert own is not None
    assert (own.state, own.needed) == (
        "uncalibrated",
        (Needed("more", 0),),
    )


def test_a_provisional_strictness_says_about_how_many_interviews_would_calibrate_it() -> None:
    few = past_of_history(simulate(40, 7, 3)[0])
    own = own_calibration(know(few, "chance"), concluded().state)
    assert own is not None
    assert (own.state, own.n) == ("provisional", 8)
    assert own.needed == (Needed("surer", 2),)


def test_interviewers_who_hardly_differ_need_more_than_a_few_interviews() -> None:
    own = own_calibration(know(past_of_history(simulate(50, 7, 3)[0]), "chance"), concluded().state)
    assert own is not None
    assert own.state == "uncalibrated"
    assert own.needed == (Needed("alike", 10),)


def test_a_large_history_is_known_quickly_and_almost_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    past = past_of_history(simulate(4000, 60, 2)[0])
    whole = know(past, "chance")
    monkeypatch.setattr("interview_desk.insights.known._MANY", 1000)
    monkeypatch.setattr("interview_desk.insights.known._SOME", 1500)
    quick: Known = know(past, "chance", quick=True)
    assert quick.calibration.variances != whole.calibration.variances
    assert np.corrcoef(quick.fair, whole.fair)[0, 1] > 0.998
    assert len(quick.fair) == 4000


def test_strictness_is_told_in_plain_words(made_up: Past) -> None:
    lines = calibration_in_words(know(made_up, "chance").calibration)
    assert any(line.startswith("  Interviewer 7") and "interviews" in line for line in lines)
    assert any("(90 %: " in line for line in lines)
    nothing = calibration_in_words(know(Past(), "unknown").calibration)
    assert nothing[0] == "What this rests on:"
    one = calibration_in_words(know(interviews(2), "unknown").calibration)
    assert any("can't be told yet" in line for line in one)
