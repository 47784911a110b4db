"""Team pages that tests of the screen show: of an ordinary team, of one that nothing can be told of, of nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import numpy as np

from interview_desk.insights.details import Detail, details
from interview_desk.insights.simulate import World, simulate
from interview_desk.insights.simulate_beside import past_of_simulated
from interview_desk.insights.tables import History, Outcomes, empty_history
from interview_desk.insights.team import TeamPage, TeamPast, team_page

TODAY = datetime(2026, 9, 1, 12, tzinfo=UTC)


@cache
def ordinary_history() -> History:
    return simulate(318, 12, 3)[0]


@cache
def ordinary_past() -> TeamPast:
    history, truth = simulate(318, 12, 3)
    past = past_of_simulated(history, truth, 3)
    return TeamPast(history, past.answers, dict(past.feedback), recorded=frozenset(history.names.sessions[:9]))


@cache
def ordinary() -> TeamPage:
    return team_page(ordinary_past(), "chance", now=int(TODAY.timestamp()))


@cache
def ordinary_details() -> dict[str, Detail]:
    return details(ordinary().found)


@cache
def dark() -> TeamPage:
    """Nobody was scored twice, and no result is known."""
    history, _ = simulate(60, 4, 5, World(replayed=0.0))
    none = np.zeros(0, np.int64)
    return team_page(replace(history, outcomes=Outcomes(none, none > 0, none, none)), "unknown")


@cache
def nobody() -> TeamPage:
    return team_page(empty_history(), "unknown")


@cache
def crowd() -> TeamPage:
    return team_page(simulate(900, 60, 3)[0], "chance")
