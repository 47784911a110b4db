"""What figures are compared with: the team's interviews where they can be had, those here else, and it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_desk.domain import events as e
from interview_desk.domain.past import Past
from interview_desk.storage.history import read_past
from interview_desk.storage.journal import Journal, open_journal
from interview_desk.team.past import nearest
from tests.storage.logs import log_of

ONE = "20261123-one"


@pytest.fixture
def team(empty_server: str) -> str:
    journal = open_journal(empty_server)
    journal.extend(ONE, log_of(e.Started(), e.LayerReached("main", "first"), e.Ended()))
    journal.close()
    return empty_server


def sessions(journal: Journal) -> list[str]:
    return [row[0] for row in read_past(journal.engine).sessions]


def test_the_teams_interviews_are_taken_where_they_can_be_had(team: str) -> None:
    assert nearest(team, sessions, lambda: ["mine"]) == ([ONE], "compared with the team's interviews")


def test_without_a_team_nothing_is_said() -> None:
    assert nearest("", sessions, lambda: ["mine"]) == (["mine"], "")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://ada:s3cret@/desk?host={}", "the team's database can't be reached"),
        ("postgresql://ada:s3cret@127.0.0.1:1/desk", "the team's database can't be reached"),
        ("{}", "the team's database: nothing was kept there yet"),
    ],
)
def test_where_it_can_not_be_had_those_here_are_taken_and_that_is_said(
    url: str, why: str, empty_server: str, tmp_path: Path
) -> None:
    wrong = url.format(empty_server if url == "{}" else tmp_path)
    past, said = nearest(wrong, lambda journal: read_past(journal.engine), Past)
    assert past == Past()
    assert said == f"compared with the interviews on this computer alone: {why}"
