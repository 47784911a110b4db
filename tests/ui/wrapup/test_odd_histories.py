"""Histories that could mislead, each on the summary page itself: what it says of them is true, and it never breaks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.domain.past import LayerRow, Past, SessionRow
from interview_desk.domain.rubric import Level
from interview_desk.domain.script import Kit
from interview_desk.domain.state import State
from interview_desk.insights.known import know, own_calibration, session_bands
from interview_desk.ui.wrapup.layers_chart import LayersChart
from interview_desk.ui.wrapup.moments import MomentsLabel
from interview_desk.ui.wrapup.summary_page import SummaryPage
from tests.ui.wrapup.interviews import Desk, assess, conduct

QUESTION = "rate-limiter"


@pytest.fixture
def page(qtbot: QtBot) -> SummaryPage:
    page = SummaryPage()
    qtbot.addWidget(page)
    page.resize(1440, 1100)
    page.show()
    return page


def interviews(n: int, *layers: tuple[int, str, float, int], level: str = "senior", version: str = "1") -> Past:
    """Interviews that all went the same way."""
    sessions: list[SessionRow] = [
        (f"{level}-{version}-{k}", f"c{level}{version}{k}", "Ann", QUESTION, version, level, "", 45.0, None, k)
        for k in range(n)
    ]
    rows: list[LayerRow] = [(row[0], *layer) for row in sessions for layer in layers]
    return Past(sessions, rows)


def shown(page: SummaryPage, state: State, past: Past) -> str:
    """What the page says of an interview against a history, its charts' descriptions included."""
    known = know(past, "unknown")
    page.show_stage(state, session_bands(known, state), own_calibration(known, state))
    page.grab()  # everything is painted
    labels = [label for label in page.findChildren(QLabel) if label.isVisible()]
    words = [label.plain() if isinstance(label, MomentsLabel) else label.text() for label in labels]
    charts = [chart.accessibleDescription() for chart in page.findChildren(LayersChart) if chart.isVisible()]
    return " ".join([*words, *charts])


def test_a_layer_that_nobody_finished_is_said_to_be_one(page: SummaryPage, scored: Desk) -> None:
    past = interviews(30, (1, "done", 12.0, 0), (2, "done", 20.0, 1), (3, "unfinished", 45.0, 2))
    said = shown(page, scored.state, past)
    assert "against 30 interviews at senior level" in said
    assert "In 30 interviews nobody finished layer 3 by minute 45." in said
    assert "most by 35:00 in the author’s estimate" in said


def test_an_upper_band_that_was_never_reached_is_said_in_words(page: SummaryPage, scored: Desk) -> None:
    fast = interviews(12, (1, "done", 10.0, 0), (2, "done", 20.0, 0), (3, "done", 30.0, 0))
    slow = interviews(18, (1, "done", 10.0, 0), (2, "done", 20.0, 0), (3, "unfinished", 45.0, 0), version="x")
    past = Past([*fast.sessions, *((*row[:4], "1", *row[5:]) for row in slow.sessions)], [*fast.layers, *slow.layers])
    said = shown(page, scored.state, past)
    assert "On layer 3 more than half of everyone were still working at minute 45." in said
    assert "the middle half of everyone from 30:00 on, its end not reached" in said


def test_one_interview_is_counted_and_provisional(page: SummaryPage, scored: Desk) -> None:
    said = shown(page, scored.state, interviews(1, (1, "done", 9.0, 0)))
    assert "until 20 interviews at senior level are kept (provisional, 1 so far)" in said
    assert "against 1 interview" not in said


@pytest.mark.parametrize("minutes", [0.0, 0.01, 8.0, 1440.0])
def test_ties_zero_minutes_and_whole_days_are_drawn(page: SummaryPage, scored: Desk, minutes: float) -> None:
    layers = tuple((k, "done", minutes, 0) for k in (1, 2, 3))
    said = shown(page, scored.state, interviews(40, *layers))
    assert "against 40 interviews at senior level" in said
    assert f"by minute {int(minutes + 0.5)}, without a hint." in said or "Half of everyone is done" in said
    assert "stands in" in said  # nobody has a score, so nobody is among the strongest


def test_an_edited_question_begins_anew_and_the_old_version_is_not_mixed_in(page: SummaryPage, kit: Kit) -> None:
    edited = replace(
        kit,
        sections=tuple(
            replace(it, question=replace(it.question, version=2)) if it.question is not None else it
            for it in kit.sections
        ),
    )
    state = assess(conduct(edited)).state
    said = shown(page, state, interviews(200, (1, "done", 5.0, 0), (2, "done", 9.0, 0), (3, "done", 12.0, 0)))
    assert "interviews with version 2 of the question at senior level are kept (none so far)" in said
    assert "200" not in said


@pytest.mark.parametrize("level", ["junior", "lead"])
def test_a_level_with_no_history_is_not_measured_by_another(page: SummaryPage, kit: Kit, level: Level) -> None:
    opened = conduct(kit, level)
    said = shown(page, assess(opened).state, interviews(200, (1, "done", 5.0, 0), (2, "done", 9.0, 0)))
    assert f"until 20 interviews at {level} level are kept (none so far)" in said
    assert "200" not in said


def test_everybody_gave_up_at_once(page: SummaryPage, scored: Desk) -> None:
    said = shown(page, scored.state, interviews(25, (1, "unfinished", 0.0, 0)))
    assert "In 25 interviews nobody finished layer 1 by minute 0." in said


def test_every_solution_was_revealed(page: SummaryPage, scored: Desk) -> None:
    said = shown(page, scored.state, interviews(25, (1, "revealed", 15.0, 3), (2, "done", 25.0, 0)))
    assert "In 25 interviews nobody finished layer 1 by minute 15." in said
    assert "In 25 interviews nobody finished layer 2 by minute 15." in said


@pytest.mark.parametrize("minutes", [0, 1, 60 * 24 * 30])
def test_an_interview_of_no_time_and_one_of_a_month_have_their_page(page: SummaryPage, kit: Kit, minutes: int) -> None:
    desk = conduct(kit, until="4:00")
    desk.clock.advance(minutes * 60_000)
    desk.do(rules.end)
    desk.score(requirements=4, problem_solving=3, correctness=2, trade_offs=3, communication=3)
    past = interviews(40, (1, "done", 8.0, 0), (2, "done", 12.0, 0), (3, "done", 20.0, 0))
    said = shown(page, desk.state, past)
    assert "Recommendation, uncalibrated" in said
    assert "Level evidence" in said


def test_an_interviewer_without_a_name_is_nobody_the_history_knows(page: SummaryPage, kit: Kit) -> None:
    state = assess(conduct(kit, interviewer="")).state
    said = shown(page, state, interviews(40, (1, "done", 8.0, 0)))
    assert "Recommendation, uncalibrated" in said
    assert "What would calibrate it:" in said
