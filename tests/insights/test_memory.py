"""What is known is read once while the history stands, and never holds anybody against their own interview."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
import pytest

from interview_desk.domain.past import Past
from interview_desk.insights import known as known_module
from interview_desk.insights.known import Known, know, leave_out
from interview_desk.insights.memory import Memory
from interview_desk.insights.past import past_of_history
from interview_desk.insights.simulate import simulate


@pytest.fixture(scope="module")
def past() -> Past:
    return past_of_history(simulate(300, 6, 3)[0])


class Reader:
    """Hands out a past and counts how often."""

    def __init__(self, past: Past) -> None:
        self.past = past
        self.asked: list[frozenset[str]] = []

    def __call__(self, questions: Collection[str], tell: Callable[[int, int], None]) -> Past:
        self.asked.append(frozenset(questions))
        tell(4, 4)
        return self.past


def fair_of(known: Known) -> dict[str, float]:
    return dict(zip(known.history.names.sessions, known.fair.tolist(), strict=True))


def test_it_reads_again_only_where_something_has_changed(past: Past) -> None:
    memory, read = Memory(), Reader(past)
    first = memory.known(1, {"rate-limiter"}, "chance", read)
    assert memory.known(1, {"rate-limiter"}, "chance", read) is first
    assert len(read.asked) == 1
    memory.known(2, {"rate-limiter"}, "chance", read)
    memory.known(2, {"log-search"}, "chance", read)
    memory.known(2, {"log-search"}, "unknown", read)
    assert read.asked[1:] == [{"rate-limiter"}, {"log-search"}, {"log-search"}]


def test_it_tells_how_far_it_is_up_to_the_end(past: Past) -> None:
    told: list[tuple[int, int]] = []
    Memory().known(1, {"rate-limiter"}, "chance", Reader(past), on_progress=lambda *it: told.append(it))
    assert told == sorted(told)
    assert told[-1] == (8, 8)
    assert len(told) >= 3


def test_where_there_are_no_other_interviews_nothing_is_known(past: Past) -> None:
    one = Past(past.sessions[:1], past.layers[:3], past.scores[:1])
    assert Memory().known(1, {"rate-limiter"}, "chance", Reader(one), without=one.sessions[0][0]) is None
    assert Memory().known(1, (), "chance", Reader(Past())) is None


def test_one_session_left_out_is_as_if_it_had_never_been(past: Past) -> None:
    id = past.sessions[40][0]
    others = Past(
        [row for row in past.sessions if row[0] != id], [row for row in past.layers if row[0] != id],
        [row for row in past.scores if row[0] != id], past.outcomes,
    )  # fmt: skip
    expected, found = know(others, "chance"), leave_out(know(past, "chance"), id)
    assert fair_of(found) == pytest.approx(fair_of(expected), nan_ok=True)
    strict = dict(zip(found.calibration.history.names.people, found.calibration.severity, strict=True))
    other = dict(zip(expected.calibration.history.names.people, expected.calibration.severity, strict=True))
    assert strict == pytest.approx(other)


def test_its_further_questions_go_with_it(past: Past) -> None:
    id = past.sessions[40][0]
    row = past.sessions[40]
    both = Past([*past.sessions, (f"{id}/other", row[1], row[2], "other", *row[4:])], past.layers, past.scores)
    found = leave_out(know(both, "chance"), id)
    assert not [name for name in found.history.names.sessions if name.startswith(id)]
    assert len(found.fair) == len(found.history) == 299


def test_a_session_that_is_not_among_them_leaves_all_as_it_is(past: Past) -> None:
    known = know(past, "chance")
    assert leave_out(known, "nowhere") is known


def test_a_large_history_keeps_its_variances(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    known = know(past, "chance")
    anew = leave_out(known, past.sessions[0][0])
    monkeypatch.setattr(known_module, "_REFIT_UP_TO", 10)
    kept = leave_out(known, past.sessions[0][0])
    assert kept.calibration.variances == known.calibration.variances != anew.calibration.variances
    assert np.nanmax(np.abs(kept.fair - anew.fair)) < 0.02


def test_a_team_that_has_turned_calibration_off_gets_none_without_one_session_either(past: Past) -> None:
    found = leave_out(know(past, "chance", applied=False), past.sessions[0][0])
    assert not found.calibration.applied
    assert found.fair == pytest.approx(found.calibration.raw, nan_ok=True)
