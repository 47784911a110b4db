"""The calibration page as data: verdicts in words, chances out of sample, shares with intervals, what would help."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest

from interview_desk.insights.calibration import Assignment
from interview_desk.insights.chance import wilson
from interview_desk.insights.simulate import World, simulate
from interview_desk.insights.tables import NO_DATE, Bools, History, Ints, Outcomes, empty_history, only
from interview_desk.insights.team import Choice, Figure, TeamPage, TeamPast, page_for, team_page
from interview_desk.insights.team_csv import as_csv


def with_outcomes(
    history: History, candidate: Ints, passed: Bools, stages: tuple[str, ...] = (), stage: int = -1, date: int = NO_DATE
) -> History:
    n = len(candidate)
    outcomes = Outcomes(candidate, passed, np.full(n, stage), np.full(n, date))
    return replace(history, names=replace(history.names, stages=stages), outcomes=outcomes)


def without_outcomes(history: History) -> History:
    none = np.zeros(0, np.int64)
    return with_outcomes(history, none, none > 0)


def figure(page: TeamPage, id: str) -> Figure:
    return next(it for it in page.figures if it.id == id)


def test_interviewers_stand_strictest_first_and_below_zero_means_stricter() -> None:
    history, truth = simulate(600, 8, 6)
    page = team_page(history, "chance")
    points = [row.points for row in page.rows]
    assert None not in points
    assert points == sorted(points, key=lambda it: it or 0.0)
    strictest = history.names.people[int(np.argmax(truth.strictness_points))]
    assert page.rows[0].name == strictest
    assert page.rows[0].verdict == "stricter"
    assert page.rows[-1].verdict == "lenient"


def test_a_verdict_is_only_spoken_where_the_interval_leaves_no_doubt() -> None:
    for row in team_page(simulate(400, 12, 2)[0], "chance").rows:
        assert row.low is not None
        assert row.high is not None
        assert row.points is not None
        assert row.low < row.points < row.high
        if row.state != "uncalibrated":
            doubt = row.low <= 0 <= row.high
            assert (row.verdict == "alike") == doubt


def test_the_sentence_has_the_number_its_interval_and_what_it_rests_on() -> None:
    row = team_page(simulate(600, 8, 4)[0], "chance").rows[0]
    assert row.points is not None
    assert f"{abs(row.points):.2f} points below colleagues on comparable candidates" in row.sentence
    assert "90 %:" in row.sentence
    assert f"{row.interviews} interviews, {row.replays} shared replay" in row.sentence


def test_without_links_nobody_is_called_strict_and_the_page_says_what_would_change_that() -> None:
    history = without_outcomes(simulate(600, 8, 4, World(replayed=0.0))[0])
    page = team_page(history, "unknown")
    assert {row.verdict for row in page.rows} == {"unknown"}
    assert all(row.points is None for row in page.rows)
    assert all("Can't tell yet" in row.sentence for row in page.rows)
    assert [line.split()[0] for line in page.needed] == ["50", "Or", "Or"]


def test_with_enough_of_everything_nothing_more_is_needed() -> None:
    assert team_page(simulate(900, 6, 1)[0], "chance").needed == ()


def test_chances_are_held_against_results_that_the_fit_had_not_seen() -> None:
    history, _ = simulate(600, 10, 7)
    # Results by the toss of a coin: whoever looked at them beforehand would seem to know better than the coin.
    random = np.random.default_rng(3)
    candidate = np.arange(len(history.names.candidates))
    coin = with_outcomes(history, candidate, random.random(len(candidate)) < 0.5)
    promise = team_page(coin, "chance").promise
    assert promise.after is not None
    assert promise.before is not None
    assert promise.after.brier > 0.249
    assert promise.before.brier > 0.249


def test_each_candidate_counts_once_in_the_bins() -> None:
    history, _ = simulate(800, 10, 5, World(returning=0.5))
    promise = team_page(history, "chance").promise
    assert sum(it.n for it in promise.bins) == promise.n
    assert promise.n == len(np.unique(history.outcomes.candidate))


def test_each_bin_has_the_share_that_passed_and_its_wilson_interval() -> None:
    for it in team_page(simulate(800, 10, 5)[0], "chance").promise.bins:
        assert it.happened == it.passed / it.n
        assert (it.low, it.high) == wilson(it.passed, it.n)
        assert it.start <= it.stated <= it.end
        assert f"{it.passed} of {it.n} passed" in it.sentence


def test_correction_brings_chances_nearer_where_strictness_is_large() -> None:
    promise = team_page(simulate(3000, 30, 3, World(strictness=1.0))[0], "chance").promise
    assert promise.before is not None
    assert promise.after is not None
    assert promise.after.brier < promise.before.brier
    assert not promise.worse
    assert "nearer to what happened, more than chance would" in promise.sentence


def test_the_page_says_when_correction_makes_chances_worse() -> None:
    # Whoever decides on the result goes by the raw score, strict or not, so that to correct it can only do harm.
    history, _ = simulate(1500, 12, 7, World(strictness=2.0, returning=0.0, replayed=0.0))
    raw = history.raw_scores()
    random = np.random.default_rng(1)
    passed = random.random(len(raw)) < 1 / (1 + np.exp(-4 * (raw - np.median(raw))))
    promise = team_page(with_outcomes(history, history.sessions.candidate, passed), "chance").promise
    assert promise.before is not None
    assert promise.after is not None
    assert promise.after.brier > promise.before.brier
    assert promise.worse
    assert promise.sentence.endswith("makes stated chances worse, more than chance would: better go by raw scores.")


@pytest.mark.parametrize("assignment", ["chance", "unknown"])
def test_the_parts_of_the_brier_score_add_up(assignment: Assignment) -> None:
    parts = team_page(simulate(800, 10, 5)[0], assignment).promise.after
    assert parts is not None
    assert parts.brier == pytest.approx(parts.reliability - parts.resolution + parts.uncertainty)


def test_too_few_results_state_no_chance() -> None:
    history, _ = simulate(60, 4, 1)
    candidate = np.arange(20)
    page = team_page(with_outcomes(history, candidate, candidate % 2 > 0), "chance")
    assert page.promise.bins == ()
    assert "Too few later results" in page.promise.sentence
    assert "now 20, of which 10 passed" in page.promise.sentence
    assert figure(page, "brier").value == "—"


def test_scores_that_do_not_differ_state_no_chance() -> None:
    history, _ = simulate(200, 6, 1)
    same = replace(history, ratings=replace(history.ratings, scores=np.full_like(history.ratings.scores, 3.0)))
    page = team_page(same, "chance")
    assert page.promise.bins == ()
    assert {row.verdict for row in page.rows} == {"unknown"}
    assert page.needed


def test_offers_and_hires_are_counted_by_stage_with_their_intervals() -> None:
    history, _ = simulate(100, 4, 1)
    candidate = np.r_[np.arange(40), np.arange(20)]
    outcomes = Outcomes(
        candidate, np.r_[np.arange(40) < 20, np.arange(20) < 15], np.r_[np.zeros(40, np.int64), np.ones(20, np.int64)],
        np.full(60, NO_DATE),
    )  # fmt: skip
    history = replace(history, names=replace(history.names, stages=("On-site", "offer")), outcomes=outcomes)
    page = team_page(history, "unknown")
    onsite, offer = figure(page, "onsite-to-offer"), figure(page, "offer-to-hire")
    assert (onsite.value, onsite.n) == ("50 %", 40)
    assert (onsite.low, onsite.high) == wilson(20, 40)
    assert (offer.value, offer.n) == ("75 %", 20)
    assert any("is read as an offer" in line for line in page.assumptions)
    assert any("at several stages the latest" in line for line in page.assumptions)


def test_of_two_results_of_one_stage_the_later_one_counts() -> None:
    history, _ = simulate(10, 2, 1)
    outcomes = Outcomes(np.array([0, 0]), np.array([True, False]), np.zeros(2, np.int64), np.array([9, 5]))
    history = replace(history, names=replace(history.names, stages=("onsite",)), outcomes=outcomes)
    assert figure(team_page(history, "unknown"), "onsite-to-offer").note.startswith("1 of 1")


def test_a_stage_nobody_named_is_not_guessed() -> None:
    page = team_page(simulate(100, 4, 1)[0], "unknown")
    assert figure(page, "onsite-to-offer").value == "—"
    assert figure(page, "offer-to-hire").number is None


def test_agreement_is_between_different_people_on_the_same_interview() -> None:
    history, _ = simulate(300, 6, 2, World(replayed=0.3))
    agreed = figure(team_page(history, "chance"), "agreement")
    assert agreed.n == 90
    assert agreed.low is not None
    assert agreed.number is not None
    assert agreed.high is not None
    assert agreed.low < agreed.number < agreed.high
    alone = replace(history, ratings=replace(history.ratings, rater=np.zeros_like(history.ratings.rater)))
    assert figure(team_page(alone, "chance"), "agreement").value == "—"


def test_a_filter_leaves_the_interviews_that_fit() -> None:
    history, _ = simulate(300, 6, 2)
    whole = team_page(history, "chance")
    page = team_page(history, "chance", Choice(level="senior", question="log-search"))
    s, names = history.sessions, history.names
    fits = (s.level == names.levels.index("senior")) & (s.question == names.questions.index("log-search"))
    assert page.interviews == int(fits.sum())
    assert sum(row.interviews for row in page.rows) == page.interviews
    assert (page.levels, page.questions) == (whole.levels, whole.questions)
    assert page.about.startswith("senior · log search · ")


def test_a_period_counts_back_from_today_and_needs_dates() -> None:
    history, _ = simulate(300, 6, 2)
    now = int(history.sessions.order.max())
    assert 0 < team_page(history, "chance", Choice(months=3), now=now).interviews < 100
    assert team_page(replace(history, dated=False), "chance", Choice(months=3), now=now).interviews == 300


def test_one_competency_can_be_looked_at_alone() -> None:
    history, _ = simulate(400, 6, 2)
    one = team_page(history, "chance", Choice(competency="correctness"))
    assert [row.points for row in one.rows] != [row.points for row in team_page(history, "chance").rows]


@pytest.mark.parametrize("wanted", [{"level": "no such"}, {"question": "no such"}, {"role": "no such"}])
def test_a_choice_of_what_is_not_there_finds_nothing(wanted: dict[str, str | int]) -> None:
    page = page_for(TeamPast(simulate(30, 3, 1)[0]), "chance", wanted, 0)
    assert page.interviews == 0
    assert page.rows == ()


def test_an_empty_history_makes_a_page_that_says_so() -> None:
    page = team_page(empty_history(), "unknown")
    assert page.rows == ()
    assert page.about == "no interviews"
    assert {it.value for it in page.figures} == {"—"}
    assert "none are kept yet" in page.needed[0]


@pytest.mark.parametrize("assignment", ["chance", "unknown"])
def test_one_interviewer_alone_can_not_be_compared(assignment: Assignment) -> None:
    page = team_page(simulate(80, 1, 1)[0], assignment)
    assert [row.verdict for row in page.rows] == ["unknown"]
    assert page.needed


def test_interviews_that_nobody_scored_make_a_page() -> None:
    history, _ = simulate(50, 3, 1)
    unscored = replace(history, ratings=replace(history.ratings, scores=np.full_like(history.ratings.scores, np.nan)))
    page = team_page(unscored, "chance")
    assert figure(page, "bar").note == "no scored interviews"
    assert len(page.rows) == 3


def test_taking_some_sessions_keeps_their_ratings_layers_and_results_together() -> None:
    history, _ = simulate(60, 4, 3)
    chosen = np.arange(60) % 3 == 0
    some = only(history, chosen)
    assert some.names.sessions == tuple(history.names.sessions[k] for k in range(0, 60, 3))
    assert np.array_equal(some.raw_scores(), history.raw_scores()[chosen])
    assert set(some.outcomes.candidate) <= set(some.sessions.candidate)
    assert int(some.layers.session.max()) < len(some)


def test_the_table_has_every_row_and_no_cell_that_a_spreadsheet_would_run() -> None:
    history, _ = simulate(300, 4, 2)
    people = ("=cmd()|' /C calc'!A0", "+1", "@sum", "-2")
    page = team_page(replace(history, names=replace(history.names, people=people)), "chance")
    rows = list(csv.DictReader(io.StringIO(as_csv(page))))
    named = [row["name"] for row in rows if row["part"] == "interviewer"]
    assert sorted(named) == sorted(f"'{name}" for name in people)
    for row in rows:
        assert all(not text.startswith(("=", "+", "@", "-")) for text in (row["name"], row["says"], row["sentence"]))
    assert len([row for row in rows if row["part"] == "stated chance"]) == len(page.promise.bins)
    assert float(rows[0]["value"]) == pytest.approx(page.rows[0].points or 0, abs=1e-4)


def test_the_same_history_gives_the_same_page() -> None:
    assert team_page(simulate(300, 6, 2)[0], "chance") == team_page(simulate(300, 6, 2)[0], "chance")
