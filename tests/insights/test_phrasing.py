"""The wording check: it points at what has no place in feedback, and leaves the talk of engineers alone."""

from __future__ import annotations

import pytest

from interview_desk.insights.phrasing import check_wording, secrets_of
from tests.reports.kits import PRIVATE, kit, whole_interview


@pytest.mark.parametrize(
    ("text", "concern", "found"),
    [
        ("You would be a good culture fit.", "fit", "culture fit"),
        ("You're too young for this.", "trait", "You're too young"),
        ("Your accent was hard to follow.", "trait", "Your accent"),
        ("Rare to see a woman do this.", "trait", "woman"),
        ("We regret that you were rejected.", "decision", "We regret"),
        ("See you in the next round!", "decision", "next round"),
        ("You are very smart.", "verdict", "You are very smart"),
        ("Great job!", "verdict", "Great job"),
    ],
)
def test_it_points_at_the_words_and_suggests_better_ones(text: str, concern: str, found: str) -> None:
    first = check_wording(text)[0]
    assert (first.concern, first.found) == (concern, found)
    assert text[first.start : first.end] == found
    assert first.suggestion


@pytest.mark.parametrize(
    "text",
    [
        "The read-then-write race at 38:05 is worth a second look.",
        "Old windows are never removed, so memory grows with time.",
        "You asked who the limit applies to and what a rejected client sees.",
        "The child process inherits it; the health check fails; a foreign key is missing.",
        "You handled the font family, the parent node, the master branch's age and the man page.",
        "Name the trade-offs in advance. A good test fits in one line.",
        "You were the first to notice that retries are not bounded.",
    ],
)
def test_it_does_not_cry_wolf_over_the_words_of_the_trade(text: str) -> None:
    assert check_wording(text) == []


def test_hints_and_solutions_given_away_are_found_as_one_run() -> None:
    secret = "Keep one dictionary from client to count. Divide the time by sixty and round down."
    text = "Next time keep one dictionary from client to count, divide the time by sixty and so on."
    found = check_wording(text, [secret])
    assert [it.concern for it in found] == ["given-away"]
    assert found[0].found == "keep one dictionary from client to count, divide the time by sixty and"
    assert check_wording("Keep one dictionary from client, perhaps.", [secret]) == []


def test_the_secrets_of_a_session_are_what_its_kit_hides() -> None:
    secrets = secrets_of(whole_interview().state)
    assert all(PRIVATE in secret for secret in secrets)
    assert len(secrets) == sum(len(question.layers) * 6 for question in (*kit().questions, *kit().pivots))


def test_other_candidates_names_are_found_whole() -> None:
    assert [it.found for it in check_wording("Unlike Ann Lee, you …", other_names=["Ann Lee", "Bo"])] == ["Ann Lee"]
    assert check_wording("Annabel asked.", other_names=["Ann"]) == []
