"""Histories with little in them, or nothing that tells: the page is truthful about each, and stands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from interview_desk.insights.calibration import Assignment
from interview_desk.insights.details import details
from interview_desk.insights.simulate import World, simulate
from interview_desk.insights.tables import History, Outcomes
from interview_desk.insights.team import team_page
from interview_desk.ui.pages.calibration import CalibrationPage


def without_results(history: History) -> History:
    none = np.zeros(0, np.int64)
    return replace(history, outcomes=Outcomes(none, none > 0, none, none))


def one_interviewer() -> History:
    return simulate(60, 1, 1)[0]


def one_question() -> History:
    return simulate(200, 6, 1, World(questions=("one",), questions_each=1))[0]


def all_equal() -> History:
    history, _ = simulate(120, 5, 1)
    return replace(history, ratings=replace(history.ratings, scores=np.full_like(history.ratings.scores, 3.0)))


def nobody_twice() -> History:
    return without_results(simulate(200, 6, 1, World(returning=0, replayed=0))[0])


def contradictory() -> History:
    """Every candidate passed, and at another stage did not, on the same day."""
    history, _ = simulate(200, 6, 1)
    who = np.arange(len(history.names.candidates))
    both = np.repeat([True, False], len(who))
    outcomes = Outcomes(np.r_[who, who], both, np.repeat([0, 1], len(who)), np.zeros(2 * len(who), np.int64))
    return replace(history, names=replace(history.names, stages=("onsite", "screen")), outcomes=outcomes)


def single() -> History:
    return simulate(1, 1, 1)[0]


@pytest.mark.parametrize("assignment", ["chance", "unknown"])
@pytest.mark.parametrize(
    ("history", "says"),
    [
        (one_interviewer, "can't tell yet"),
        (one_question, ""),
        (all_equal, "can't tell yet"),
        (nobody_twice, ""),
        (contradictory, "Too few later results to say"),
        (single, "can't tell yet"),
    ],
    ids=lambda it: getattr(it, "__name__", ""),
)
def test_the_page_stands_and_is_truthful(qtbot: QtBot, history: object, says: str, assignment: Assignment) -> None:
    made: History = history()  # type: ignore[operator]
    told = team_page(made, assignment, now=int(made.sessions.order.max()))
    page = CalibrationPage()
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.show_page(told)
    page.show_details(details(told.found))
    assert not page.picture().isNull()
    shown = "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    spoken = f"{shown}\n" + "\n".join(row.says for row in told.rows)
    assert says in spoken
    if says == "can't tell yet":
        assert {row.verdict for row in told.rows} == {"unknown"}
        assert "Can't tell yet whether" in shown
    if assignment == "unknown" and history is nobody_twice:
        assert {row.verdict for row in told.rows} == {"unknown"}
        assert "50 later results" in shown
    assert "nan" not in spoken.lower()
