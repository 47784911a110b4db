"""Made-up history: lawful, repeatable, and like what it is made to be like."""

import numpy as np
import pytest

from interview_desk.insights.simulate import World, simulate
from interview_desk.insights.tables import DONE


def test_the_same_seed_makes_the_same_history_and_another_seed_another() -> None:
    one, two, other = simulate(100, 5, 1)[0], simulate(100, 5, 1)[0], simulate(100, 5, 2)[0]
    assert np.array_equal(one.ratings.scores, two.ratings.scores)
    assert not np.array_equal(one.ratings.scores, other.ratings.scores)


@pytest.mark.parametrize(("interviews", "interviewers"), [(1, 1), (2, 1), (3, 7), (50, 1)])
def test_small_teams_can_be_made_up_too(interviews: int, interviewers: int) -> None:
    history, truth = simulate(interviews, interviewers, 1)
    assert len(history) == interviews
    assert len(truth.strictness) == interviewers


def test_fewer_than_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        simulate(0, 3, 1)


def test_nobody_meets_the_same_interviewer_twice_and_nobody_scores_their_own_replay() -> None:
    history, _ = simulate(2000, 6, 3)
    pairs = history.sessions.candidate * 10 + history.sessions.interviewer
    assert len(np.unique(pairs)) == len(pairs)
    replay = ~history.ratings.live
    assert (history.ratings.rater[replay] != history.sessions.interviewer[history.ratings.session[replay]]).all()


def test_layers_are_serial_within_the_limit_and_on_the_scale() -> None:
    history, truth = simulate(500, 6, 3)
    layers = history.layers
    assert (layers.end <= history.sessions.limit[layers.session]).all()
    done = layers.status == DONE
    expected = truth.done_by[layers.session[done], layers.layer[done] - 1]
    assert layers.end[done] == pytest.approx(expected, abs=0.006)
    assert set(np.unique(history.ratings.scores)) <= {1, 2, 3, 4}


def test_strict_interviewers_score_lower_and_able_candidates_pass_more() -> None:
    history, truth = simulate(5000, 20, 1)
    raw = history.raw_scores()
    by_person = np.bincount(history.sessions.interviewer, raw) / np.bincount(history.sessions.interviewer)
    assert np.corrcoef(by_person, truth.strictness_points)[0, 1] < -0.9
    passed = history.outcomes.passed
    ability = truth.ability[history.outcomes.candidate]
    assert ability[passed].mean() > ability[~passed].mean() + 0.5


def test_pools_make_interviewers_meet_different_candidates() -> None:
    history, truth = simulate(4000, 10, 1, World(pool=0.8, returning=0))
    met = np.bincount(history.sessions.interviewer, truth.ability[history.sessions.candidate])
    mean = met / np.bincount(history.sessions.interviewer)
    assert np.corrcoef(mean, truth.pool)[0, 1] > 0.95
