"""What the team reads: the scorecard with its Greenhouse shape, the debrief pack, and the candidate's briefing."""

from __future__ import annotations

import html
import json
from datetime import datetime
from typing import Any

import pytest

from interview_desk import reports
from interview_desk.domain import rules
from interview_desk.domain.rubric import NOT_ASSESSED, Scale, Score
from interview_desk.insights.recommendation import Calibration
from interview_desk.reports.briefing import briefing
from interview_desk.reports.debrief import Sitting, debrief
from interview_desk.reports.greenhouse import greenhouse, rating_of
from interview_desk.reports.scorecard import scorecard
from tests.reports.kits import PRIVATE, Interview, kit, rubric, whole_interview
from tests.reports.reading import pdf_text


def test_a_scorecard_says_nothing_of_a_recommendation_before_every_row_is_scored() -> None:
    it = Interview(kit())
    it.start()
    it.wait(5)
    it.end()
    it.score(4, 4)
    text = reports.render(it.state, "team", "md").decode()
    assert "No recommendation yet. Score this row, or mark as not assessed, to see it: Trade-offs." in text
    assert "Strong advance" not in text
    assert greenhouse(it.state)["overall_recommendation"] == "no_decision"


def test_a_scorecard_has_the_three_readings_beside_each_other() -> None:
    it = whole_interview()
    it.do(rules.make_call(it.state, "close", "not enough on concurrency", "one more talk on it"))
    card = scorecard(it.state, (), Calibration("calibrated", 0.21, 0.1, 64, 6, -0.05, fair_se=0.2))
    assert card.recommendation.startswith("Advance. fair score 3.26, 90 %: 2.93 to 3.59; the senior bar is 3.00.")
    assert "Without calibration: Advance, at the bar." in card.recommendation
    assert card.call == (
        "The interviewer’s own call: Close — could come up to speed, which differs.\nWhy: not enough on concurrency\n"
        "What would close the gap: one more talk on it"
    )
    assert [step.text for step in card.steps] == ["3.00", "+0.21", "+0.05", "3.26"]


def test_every_row_shows_what_it_rests_on_or_that_it_rests_on_nothing() -> None:
    it = whole_interview()
    rows = {row.competency: row for row in scorecard(it.state).rows}
    assert [(line.at_ms, line.text) for line in rows["trade-offs"].lines] == [
        (2_389_800, "read-then-write race, not seen unprompted")
    ]
    bare = Interview(kit())
    bare.start()
    bare.wait(1)
    bare.end()
    bare.score(2, 2, 2)
    remarks = {row.competency: row.remark for row in scorecard(bare.state).rows}
    assert remarks["requirements"] == "The score cites nothing."
    assert remarks["problem-solving"].startswith("Scored, although nothing in the layers that were reached")


def test_a_red_flag_is_a_risk_and_a_weak_row_an_open_question() -> None:
    it = whole_interview()
    it.note("come-back", "how would they test it?")
    card = scorecard(it.state)
    assert [line.text for line in card.open_questions] == ["how would they test it?", "Ask more on trade-offs."]
    flagged = Interview(kit())
    flagged.start()
    flagged.signal("tool-1")
    assert scorecard(flagged.state).risks[0].label == "red flag"


def test_criticism_that_stays_out_of_the_report_is_to_be_taken_up_in_person() -> None:
    it = whole_interview(kit(policy="positive-on-decline"))
    assert [line.at_ms for line in scorecard(it.state).take_up] == [826_800, 2_389_800]
    assert "To take up in person" in pdf_text(reports.render(it.state, "team", "pdf"))
    assert scorecard(whole_interview().state).take_up == ()


def test_the_script_kept_and_not_kept_is_told() -> None:
    it = Interview(kit())
    it.start()
    it.wait(5)
    it.do(rules.go_to(it.state, next(place for place in it.state.kit.places() if place.layer == "layer-3")))
    it.wait(5)
    it.do(rules.previous_layer(it.state))
    it.do(rules.branch(it.state))
    it.wait(2)
    it.do(rules.branch(it.state))
    it.wait(5)
    it.end()
    card = scorecard(it.state)
    assert card.course == ("Rate limiter: 3 of 4 layers reached.",)
    kept = {line.title: (line.figure, line.about) for line in card.adherence}
    assert kept["Layers in their order"] == ("2 / 3", "1 before its turn")
    assert kept["Off the script"] == ("9 %", "2:00 of 22:00, recorded and never compared.")
    text = reports.render(it.state, "team", "md").decode()
    assert "Prompts asked as written | 0 / 3 | 3 not marked as asked" in text


@pytest.mark.parametrize(
    ("call", "word"),
    [("strong-advance", "strong_yes"), ("advance", "yes"), ("close", "no"), ("not-now", "definitely_not")],
)
def test_greenhouse_gets_the_interviewers_call(call: str, word: str) -> None:
    it = whole_interview()
    assert greenhouse(it.state)["overall_recommendation"] == "no_decision"
    it.do(rules.make_call(it.state, call, "w", "g"))
    assert greenhouse(it.state)["overall_recommendation"] == word


@pytest.mark.parametrize(
    ("score", "highest", "word"),
    [
        (1, 4, "definitely_not"),
        (2, 4, "no"),
        (3, 4, "yes"),
        (4, 4, "strong_yes"),
        (3, 5, "mixed"),
        (NOT_ASSESSED, 4, "no_decision"),
        (None, 4, "no_decision"),
    ],
)
def test_a_score_has_its_word_at_greenhouse(score: Score | None, highest: int, word: str) -> None:
    assert rating_of(score, Scale(1, highest)) == word


def test_greenhouses_shape_is_whole() -> None:
    it = whole_interview()
    data: dict[str, Any] = json.loads(reports.render(it.state, "team", "greenhouse"))
    assert data["interviewed_at"] == "2026-11-23T09:00:00.000Z"
    assert data["ratings"] == {
        "definitely_not": [],
        "no": ["Trade-offs"],
        "mixed": [],
        "yes": ["Problem solving"],
        "strong_yes": ["Requirements"],
    }
    assert [it["question"] for it in data["questions"]] == ["Key Take-Aways", "Private Notes"]
    assert data["attributes"][0] == {
        "name": "Requirements",
        "type": "Skills",
        "note": "05:32 asked who the limit applies to and what a rejected client sees",
        "rating": "strong_yes",
    }


def test_a_debrief_sets_interviews_side_by_side_and_asks_about_the_widest_spread_first() -> None:
    first, second = whole_interview(), whole_interview()
    second.score(1, 3, 3)
    pack = debrief((Sitting(first.state, Calibration("provisional", -0.3, 0.1, 12)), Sitting(second.state)))
    assert [(row.title, row.scores, row.spread) for row in pack.rows] == [
        ("Requirements", (4, 1), 3),
        ("Problem solving", (3, 3), 0),
        ("Trade-offs", (2, 3), 1),
    ]
    assert [seat.strictness for seat in pack.seats] == [
        "0.30 more lenient than peers (provisional, 12 interviews)",
        "uncalibrated",
    ]
    assert pack.prompts[0].startswith("Requirements: Interviewer 7 4 and Interviewer 7 1.")
    assert "Interviewer 7 scores 0.30 more lenient than peers. Does the evidence still say the same" in pack.prompts[2]
    text = pdf_text(reports.render(first.state, "debrief", "pdf", others=(Sitting(second.state),)))
    assert text.index("Scores side by side") < text.index("For the meeting")
    page = reports.render(first.state, "debrief", "html", others=(Sitting(second.state),)).decode()
    evidence, _, rest = page.partition("<details")
    assert "Scores side by side" in evidence
    assert "What did each of you see?" in rest.partition("</details>")[0]
    assert "What did each of you see?" not in evidence


def test_a_debrief_shows_flags_of_both_colours_with_their_times_and_levels_against_the_one_applied_for() -> None:
    first, second = whole_interview(), Interview(kit(), interviewer="Interviewer 8")
    second.start()
    second.wait(2.5)
    second.signal("tool-1")
    second.wait(1)
    second.end()
    second.score(1, 3, NOT_ASSESSED)
    others = (Sitting(second.state),)
    pack = debrief((Sitting(first.state), *others))
    assert [(line.at_ms, line.label) for line in pack.seats[0].green_flags] == [(332_400, "green flag")]
    assert [(line.at_ms, line.label) for line in pack.seats[1].red_flags] == [(450_000, "red flag")]
    assert [row.levels for row in pack.rows] == [("lead", None), ("senior", "senior"), ("junior", None)]
    assert any(prompt.endswith("(Interviewer 8). Did anyone else see it, or the opposite?") for prompt in pack.prompts)
    text = pdf_text(reports.render(first.state, "debrief", "pdf", others=others))
    for said in (
        "Level evidence against senior",
        "Requirements lead (4) below junior (1)",
        "05:32 green flag, Interviewer 7",
        "07:30 red flag, Interviewer 8",
        "Strictness uncalibrated uncalibrated",
    ):
        assert said in text


def test_a_debrief_shows_nobody_elses_scores_before_every_row_of_ones_own_is_scored() -> None:
    mine, theirs = Interview(kit()), whole_interview()
    mine.start()
    mine.wait(5)
    mine.end()
    mine.score(4, 4)
    pack = debrief((Sitting(mine.state), Sitting(theirs.state, Calibration("provisional", -0.3, 0.1, 12))))
    assert len(pack.seats) == 1
    assert [row.scores for row in pack.rows] == [(4,), (4,), (None,)]
    text = reports.render(mine.state, "debrief", "md", others=(Sitting(theirs.state),)).decode()
    assert "other interviews are left out" in text
    assert "Trade-offs" in text


@pytest.mark.parametrize("format", ["pdf", "html", "md", "json"])
def test_a_briefing_gives_nothing_of_the_exercise_away(format: reports.Format) -> None:
    it = whole_interview()
    made = reports.render(it.state, "briefing", format)
    text = pdf_text(made) if format == "pdf" else html.unescape(made.decode())
    for secret in (PRIVATE, "Rate limiter", "One process", "limiter", "Build part"):
        assert secret not in text
    for said in ("60", "live coding", "Hints are a normal part", "I don’t know", "Your code is yours"):
        assert said in text


def test_a_briefing_names_what_is_looked_at() -> None:
    assert briefing(kit(), "Ann").looked_at == tuple(row.title for row in rubric().competencies)


def test_a_briefing_says_when_it_is_with_the_distance_from_utc_where_there_is_a_date() -> None:
    it = Interview(kit())
    due = datetime(2026, 12, 4, 14, 30).astimezone()
    it.do(rules.schedule(it.state, due))
    offset = f"{due:%z}"
    said = f"Friday, 4 December 2026, 14:30 (UTC{offset[:3]}:{offset[3:]})"
    text = reports.render(it.state, "briefing", "md").decode()
    assert f"It takes place on {said}. We will take" in text
    assert (
        "Es findet statt am Freitag, 4. Dezember 2026, 14:30 Uhr (UTC"
        in reports.render(it.state, "briefing", "md", language="de").decode()
    )
    assert json.loads(reports.render(it.state, "briefing", "json"))["when"] == said
    assert json.loads(reports.render(whole_interview().state, "briefing", "json"))["when"] == ""
    assert "UTC" not in reports.render(whole_interview().state, "briefing", "md").decode()
