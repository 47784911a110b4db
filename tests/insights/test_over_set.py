"""Agreement over a set of interviews, and who drifts where: the figures, and the words for them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from interview_desk.domain.past import Past
from interview_desk.insights.agreement import agreement, alpha_interval, largest_complete, light_kappa, weighted_kappa
from interview_desk.insights.over_set import Given, Shift, drift_said, given_in, in_words, over_set, said, sentence

TITLES = {"ps": "Problem solving", "co": "Communication"}


def a_set(sessions: int = 14, strict: float = 1.0) -> list[Given]:
    """Three people on each session; Cy gives `strict` points less in problem solving."""
    random = np.random.default_rng(3)
    given: list[Given] = []
    for n in range(sessions):
        for row in TITLES:
            truth = int(random.integers(2, 5))
            for who in ("Al", "Bo", "Cy"):
                score = truth - (strict if who == "Cy" and row == "ps" else 0)
                given.append((f"s{n}", who, row, float(max(1, score))))
    return given


def test_who_drifts_where_is_found_and_the_rest_is_noise() -> None:
    found = over_set(a_set(), TITLES)
    assert (found.interviews, found.raters) == (14, ("Al", "Bo", "Cy"))
    cy = next(it for it in found.drifts if it.rater == "Cy")
    assert [(title, round(shift.mean, 2), shift.is_told) for title, shift in cy.rows] == [
        ("Problem solving", -1.0, True), ("Communication", 0.0, False),
    ]  # fmt: skip
    assert drift_said(cy, "You") == (
        "You score 0.5 points below the others over all rows, 1.0 points below the others on problem solving; "
        "the rest is within noise"
    ).replace("1.0 points", "1.0 point")
    assert [row.title for row in found.rows] == ["Problem solving", "Communication"]
    assert found.rows[1].found.exact == 1.0
    assert found.rows[0].found.within_one == 1.0


def test_the_sentence_below_ones_scores_has_alpha_its_range_and_the_own_drift() -> None:
    words = sentence(over_set(a_set(), TITLES), "cy")
    assert words.startswith("Krippendorff's α over this set: 0.")
    assert "14 interviews). You score" in words
    assert sentence(over_set([], TITLES), "cy") == ""
    assert sentence(over_set(a_set(), TITLES), "Nobody").endswith("interviews).")


def test_interviews_that_one_person_scored_count_in_nothing() -> None:
    assert over_set([("s1", "Al", "ps", 3.0), ("s2", "Bo", "ps", 1.0)]).interviews == 0
    assert in_words(over_set([]))[0].startswith("No interview was scored by more than one person")


def test_few_interviews_are_not_told_from_noise() -> None:
    found = over_set(a_set(2), TITLES)
    assert {drift_said(it) for it in found.drifts} == {"too few interviews to tell"}
    assert drift_said(found.drifts[0], "You") == "You have scored too few interviews to tell"
    assert not Shift(40, 0.01, 0.005, 0.02).is_told  # it would be shown as 0.0


def test_the_words_carry_every_figure_and_json_is_plain() -> None:
    found = over_set(a_set(), TITLES)
    text = "\n".join(in_words(found))
    for part in ("within one point", "κ 0.", "ICC(2,1)", "ICC(2,k)", "α 0.", "Cy: ", "14 interviews"):
        assert part in text
    data = json.loads(json.dumps(found.as_json()))
    assert data["competencies"][0]["id"] == "ps"
    assert data["overall"]["alpha"] == found.whole.alpha
    assert data["drift"][2]["competencies"][0]["mean"] == pytest.approx(-1)


def test_scores_come_from_the_past_live_and_replayed_alike() -> None:
    past = Past(scores=[("s1", "Al", True, "ps", 3.0), ("s1", "Bo", False, "ps", None), ("s2", "Bo", False, "ps", 2.0)])
    assert given_in(past) == [("s1", "Al", "ps", 3.0), ("s2", "Bo", "ps", 2.0)]
    assert given_in(past, {"s2"}) == [("s2", "Bo", "ps", 2.0)]


@pytest.mark.parametrize(
    ("alpha", "low", "words"), [(0.9, 0.8, "rely on"), (0.9, 0.2, "few"), (0.7, 0.6, "cautious"), (0.3, 0.1, "talk")]
)
def test_a_degree_is_said_plainly(alpha: float, low: float, words: str) -> None:
    import dataclasses

    scored = agreement(np.array([[1.0, 2.0], [3.0, 3.0], [4.0, 1.0]]))
    assert words in said(dataclasses.replace(scored, alpha=alpha, alpha_low=low))


def test_more_than_two_raters_have_the_mean_of_their_pairs_kappas() -> None:
    scores = np.array([[1, 1, 2], [2, 3, 2], [3, 3, 3], [4, 4, np.nan]], float)
    pairs = [(0, 1, 4), (0, 2, 3), (1, 2, 3)]
    expected = [weighted_kappa(scores[:n, a], scores[:n, b]) for a, b, n in pairs]
    assert light_kappa(scores) == pytest.approx(np.mean([it for it in expected if it is not None]))


def test_icc_takes_the_largest_table_without_holes() -> None:
    none = np.nan
    scores = np.array([[1, 2, none], [2, 2, none], [3, 4, 3], [4, 3, none]], float)
    assert largest_complete(scores).shape == (4, 2)
    found = agreement(scores)
    assert (found.icc_units, found.icc_raters) == (4, 2)
    assert largest_complete(np.array([[1, none], [none, 2]], float)).size == 0


def test_the_interval_is_drawn_over_interviews_where_rows_belong_together() -> None:
    given = np.array([[1, 1], [1, 1], [4, 3], [4, 3], [2, 4], [2, 4], [3, 3], [3, 3]], float)
    alone, together = alpha_interval(given), alpha_interval(given, clusters=np.array([0, 0, 1, 1, 2, 2, 3, 3]))
    assert alone is not None
    assert together is not None
    assert together[1] - together[0] > alone[1] - alone[0]
    assert together == alpha_interval(given, clusters=np.array([0, 0, 1, 1, 2, 2, 3, 3]))
