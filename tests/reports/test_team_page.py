"""The calibration page on paper: one sheet, tagged, whatever is in it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from interview_desk.insights.simulate import simulate
from interview_desk.insights.simulate_beside import past_of_simulated
from interview_desk.insights.tables import empty_history
from interview_desk.insights.team import TeamPast, team_page
from interview_desk.reports.team_page import team_pdf
from tests.reports.reading import pdf_text

TODAY = datetime(2026, 11, 27, tzinfo=UTC)


def pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def test_it_is_one_tagged_sheet_with_all_figures() -> None:
    history, truth = simulate(400, 8, 7)
    past = past_of_simulated(history, truth, 7)
    page = team_page(TeamPast(history, past.answers, dict(past.feedback)), "chance", now=int(TODAY.timestamp()))
    made = team_pdf(page, TODAY)
    assert b"/StructTreeRoot" in made
    assert b"pdfuaid:part" in made
    assert pages(made) == 1
    assert team_pdf(page, TODAY) == made
    text = pdf_text(made)
    for words in ("How strict is each interviewer?", page.rows[0].name, page.figures[0].value, "Brier score"):
        assert words in text
    assert page.assumptions[0] in text


@pytest.mark.parametrize("interviewers", [60, 1])
def test_a_large_team_with_hostile_names_still_fits_one_sheet(interviewers: int) -> None:
    history, _ = simulate(700, interviewers, 7)
    hostile = ["#panic()", "<b>&\"'", "=cmd()", "A" * 200, "\u202eabc", "x\x00y"]
    people = tuple(f"{hostile[k % len(hostile)]}{k}" for k in range(interviewers))
    assumed = tuple(f"{'long ' * 90}{k}" for k in range(30))
    page = team_page(replace(history, names=replace(history.names, people=people)), "chance", applied=False)
    made = team_pdf(replace(page, assumptions=assumed, about="many " * 200), TODAY)
    assert pages(made) == 1
    assert "turned off for the team" in pdf_text(made)


def test_an_empty_history_is_a_sheet_too() -> None:
    assert pages(team_pdf(team_page(empty_history(), "unknown"), TODAY)) == 1
