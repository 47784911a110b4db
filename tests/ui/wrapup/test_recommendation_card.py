"""The recommendation: hidden until all is scored, then with what it rests on."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from interview_desk.insights.recommendation import Calibration, Chance, Needed, hidden_because, recommend
from interview_desk.ui.wrapup.recommendation_card import CategoryStrip, RecommendationCard
from tests.ui.wrapup.interviews import Desk


@pytest.fixture
def card(qtbot: QtBot) -> RecommendationCard:
    card = RecommendationCard()
    qtbot.addWidget(card)
    card.resize(460, 500)
    card.show()
    return card


def show(card: RecommendationCard, desk: Desk, calibration: Calibration | None = None) -> str:
    state = desk.state
    card.show_recommendation(state.rubric, recommend(state, calibration), hidden_because(state))
    card.grab()
    return " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def test_it_is_hidden_and_says_which_rows_are_left(card: RecommendationCard, ended: Desk) -> None:
    ended.score(requirements=4, problem_solving=3, correctness=2, trade_offs=3)
    said = show(card, ended)
    assert "Hidden until all is scored" in said
    assert "Communication" in said
    strip = card.findChild(CategoryStrip)
    assert strip is not None
    assert not strip.isVisible()


def test_uncalibrated_says_what_would_change_that(card: RecommendationCard, scored: Desk) -> None:
    said = show(card, scored)
    assert "Recommendation, uncalibrated" in said
    assert "What would calibrate it:\n– at least 50 later outcomes" in said
    assert "2.86" in said
    assert "3.00" in said


def test_calibrated_shows_what_moved_it(card: RecommendationCard, scored: Desk) -> None:
    known = Calibration("calibrated", 0.21, 0.1, 64, 22, -0.05, chance=Chance(0.71, 0.58, 0.82))
    said = show(card, scored, known)
    assert "Recommendation, calibrated" in said
    assert "71\u00a0% chance of meeting the senior bar (58\u00a0–\u00a082\u00a0%)" in said
    assert "+0.21" in said
    assert "What would calibrate it" not in said


def test_calibration_that_changes_the_category_says_so_outright(card: RecommendationCard, scored: Desk) -> None:
    said = show(card, scored, Calibration("provisional", 0.5, 0.1, 12, needed=(Needed("surer", 9),)))
    assert "△ Calibration changes the category to Advance. Without calibration: Close" in said
    assert "What would calibrate it: some 9 more scored interviews by this interviewer." in said
    assert "12 interviews; 90 %: +0.34 to +0.66" in said
    assert "△" not in show(card, scored, Calibration("calibrated", 0.05, 0.1, 64))


def test_a_score_taken_back_hides_it_again(card: RecommendationCard, scored: Desk) -> None:
    show(card, scored)
    scored.live.undo()
    assert "Hidden until all is scored" in show(card, scored)


def test_the_recommended_category_is_said_not_only_coloured(card: RecommendationCard, scored: Desk) -> None:
    show(card, scored)
    strip = card.findChild(CategoryStrip)
    assert strip is not None
    assert "Close, could come up to speed, recommended" in strip.accessibleName()
    assert strip.heightForWidth(200) > strip.heightForWidth(900)
