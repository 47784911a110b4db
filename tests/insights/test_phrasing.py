"""The wording check: it points at what has no place in feedback, and leaves the talk of engineers alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_desk.domain import rules
from interview_desk.insights.phrasing import (
    Secrets,
    check_wording,
    kept_wording,
    open_findings,
    secrets_of,
    unsettled,
)
from tests.reports.kits import Interview, kit, question, whole_interview


@pytest.mark.parametrize(
    ("text", "concern", "found"),
    [
        ("You would be a good culture fit.", "fit", "culture fit"),
        ("We look for a fit with our team.", "fit", "a fit with our team"),
        ("You're too young for this.", "trait", "You're too young"),
        ("Your accent was hard to follow.", "trait", "Your accent"),
        ("Rare to see a woman do this.", "trait", "woman"),
        ("Tell us where you come from.", "trait", "where you come from"),
        ("With your health in mind, rest.", "trait", "your health"),
        ("Think of your family first.", "trait", "your family"),
        ("We regret that you were rejected.", "decision", "We regret"),
        ("See you in the next round!", "decision", "next round"),
        ("You are very smart.", "verdict", "You are very smart"),
        ("Great job!", "verdict", "Great job"),
        ("Das passt leider nicht in unser Team.", "fit", "passt leider nicht in unser Team"),
        ("Sie sind noch sehr jung dafür.", "trait", "Sie sind noch sehr jung"),
        ("Ihre Herkunft spielte eine Rolle.", "trait", "Ihre Herkunft"),
        ("Als Mutter haben Sie wenig Zeit.", "trait", "Als Mutter"),
        ("Trotz Ihrer Krankheit ging es.", "trait", "Krankheit"),
        ("Ihre Kinder gehen vor.", "trait", "Ihre Kinder"),
        ("Mit starkem Akzent erklärt.", "trait", "starkem Akzent"),
        ("Wir sehen uns in der nächsten Runde.", "decision", "nächsten Runde"),
        ("Leider müssen wir Ihnen mitteilen …", "decision", "Leider müssen wir"),
        ("Sie waren wirklich brillant.", "verdict", "Sie waren wirklich brillant"),
        ("Tolle Leistung!", "verdict", "Tolle Leistung"),
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
        "Your health check passed, and your background job and its origin header were fine.",
        "You handled the font family, the parent node, the master branch's age and the man page.",
        "Name the trade-offs in advance. A good test fits in one line.",
        "You were the first to notice that retries are not bounded.",
        "Der Test passt zum Code, und der Elternknoten kennt das Alter seiner Einträge.",
        "Den Randfall haben Sie nicht berücksichtigt; wenn Sie nicht weiterkommen, fragen Sie.",
        "Sie haben den Fremdschlüssel vergessen und das mit einem Test gut gezeigt. Alle Tests bestanden.",
        "Sie haben zuerst gefragt, für wen die Grenze gilt.",
    ],
)
def test_it_does_not_cry_wolf_over_the_words_of_the_trade(text: str) -> None:
    assert check_wording(text) == []


def secret(text: str) -> Secrets:
    words = tuple(word.strip(".,").lower() for word in text.split())
    return Secrets(frozenset(words[i : i + 6] for i in range(len(words) - 5)))


def test_hints_and_solutions_given_away_are_found_as_one_run() -> None:
    hidden = secret("Keep one dictionary from client to count. Divide the time by sixty and round down.")
    text = "Next time keep one dictionary from client to count, divide the time by sixty and so on."
    found = check_wording(text, hidden)
    assert [it.concern for it in found] == ["given-away"]
    assert found[0].found == "keep one dictionary from client to count, divide the time by sixty and"
    assert check_wording("Keep one dictionary from client, perhaps.", hidden) == []


def test_the_secrets_of_a_session_are_its_hints_approaches_pitfalls_and_solutions() -> None:
    asked = question()
    expected = replace(
        asked.layers[0].expected,
        approach="a b c d e f of the approach",
        pitfalls=("g h i j k l is a pitfall",),
        solution="def m(n, o): p = q + r",
    )
    hint = replace(asked.layers[0].hints[0], say="think of s t u v w")
    layer = replace(asked.layers[0], expected=expected, hints=(hint,))
    state = Interview(kit(replace(asked, layers=(layer,)))).state
    secrets = secrets_of(state)
    for text in ("A b c d e f!", "G, h, i, j, k, l.", "def m n o p q r", "Think of s t u v."):
        assert [it.concern for it in check_wording(text, secrets)] == ["given-away"]


def test_other_candidates_are_found_by_their_whole_names_and_the_candidate_may_be_named() -> None:
    secrets = secrets_of(Interview(kit(), "Sam Ple", "Inga Viewer").state, ["Ann  Lee", "Bo", "Sam Ple", "Inga Viewer"])
    assert [it.found for it in check_wording("Unlike ann lee, you …", secrets)] == ["ann lee"]
    assert check_wording("Annabel Leeds asked, Sam Ple and Inga Viewer too; Bo as well.", secrets) == []


def test_wording_that_the_interviewer_keeps_is_no_longer_pointed_at_until_it_changes() -> None:
    it = whole_interview()
    it.point("went-well", "You are very smart.")
    assert [text for text, _ in unsettled(it.state)] == ["You are very smart."]
    it.do(rules.overrule_wording(it.state, "You are very smart.", ["verdict"]))
    assert unsettled(it.state) == []
    assert kept_wording(it.state, "You are very smart.")
    assert not kept_wording(it.state, "You asked first.")
    assert open_findings(it.state, "You are very smart.") == []
    assert [found.found for found in open_findings(it.state, "You are very smart!")] == ["You are very smart"]
    it.point("went-well", "You are a very smart one.")
    assert [found.concern for _, findings in unsettled(it.state) for found in findings] == ["verdict"]


def test_every_text_that_goes_out_is_looked_at_and_the_decision_only_has_its_place_in_the_notice() -> None:
    it = whole_interview()
    code = it.snippet("x = 1", (1, 1, "Poor work."))
    assert unsettled(it.state) == []  # nobody gets to see it
    it.point("work-on", "See your code.", code)
    it.do(rules.write_passage(it.state, "opening", "We regret that the hour was short."))
    it.do(rules.write_passage(it.state, "view", "Your accent got in the way.", "requirements"))
    it.do(rules.write_passage(it.state, "reason", "We regret it, and it was no good fit."))
    assert [text for text, _ in unsettled(it.state)] == [
        "Poor work.",
        "We regret that the hour was short.",
        "Your accent got in the way.",
    ]
    assert [found.found for _, findings in unsettled(it.state, notice=True) for found in findings] == ["good fit"]
