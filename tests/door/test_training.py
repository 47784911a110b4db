"""What is kept for training: warnings of questions that many have seen, and what the page is made of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interview_desk.domain import events as e
from interview_desk.domain.past import Past, SessionRow
from interview_desk.door.reviews import KeptReviews
from interview_desk.door.training import KeptTraining
from interview_desk.errors import UsageError
from interview_desk.insights.uses import MANY
from interview_desk.storage.history import add_past
from interview_desk.storage.journal import open_journal
from tests.kits import small_kit
from tests.storage.logs import log_of

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def kept(tmp_path: Path, who: str = "Trainer T") -> KeptTraining:
    return KeptTraining(
        KeptReviews(f"sqlite:///{tmp_path / 'desk.db'}", lambda: who), lambda: {"main": "Main question"}
    )


def row(n: int, at: datetime) -> SessionRow:
    return (f"s{n}", f"c{n}", "I", "main", "1", "senior", "", 40.0, None, int(at.timestamp()))


def test_a_question_that_many_have_seen_is_warned_of_before_it_is_used(tmp_path: Path) -> None:
    training = kept(tmp_path)
    assert training.often_used(small_kit(), NOW) == []
    journal = open_journal(f"sqlite:///{tmp_path / 'desk.db'}")
    add_past(journal.engine, Past(sessions=[row(n, NOW - timedelta(days=n)) for n in range(MANY - 1)]))
    assert training.often_used(small_kit(), NOW) == []
    add_past(journal.engine, Past(sessions=[row(98, NOW - timedelta(days=800)), row(99, NOW)]))
    journal.close()
    (warning,) = training.often_used(small_kit(), NOW)
    assert f"was used {MANY} times in the last 12 months" in warning
    (use,) = training.look(NOW).uses
    assert (use.title, use.times) == ("Main question", MANY)


def test_two_tracks_of_one_interview_are_offered_until_they_are_laid_beside(tmp_path: Path) -> None:
    journal = open_journal(f"sqlite:///{tmp_path / 'desk.db'}")
    lead = log_of(e.Started(), e.Ended())
    opened = lead[0].event
    assert isinstance(opened, e.Opened)
    import dataclasses

    second = [dataclasses.replace(lead[0], event=dataclasses.replace(opened, interviewer="New N")), *lead[1:]]
    journal.extend("20261123-lead000", lead)
    journal.extend("20261123-track00", second)
    journal.extend("20261123-running", log_of(e.Started()))
    journal.close()
    training = kept(tmp_path)
    (offered,) = training.look(NOW).shadows
    assert {offered.lead, offered.track} == {"20261123-lead000", "20261123-track00"}
    training.lay_beside("20261123-lead000", "20261123-track00")
    after = training.look(NOW)
    assert after.shadows == ()
    assert {it.interviewer: (it.stage, it.shadows) for it in after.rungs}["New N"] == ("shadow", 1)
    assert training.track_of("20261123-lead000") is not None
    assert training.track_of("20261123-track00") is None
    with pytest.raises(UsageError, match="has not ended"):
        training.choose("Set", ["20261123-running"])
    with pytest.raises(UsageError, match="Nothing was answered"):
        training.reflect("20261123-lead000", {})


def test_ones_looks_back_are_shown_to_nobody_else(tmp_path: Path) -> None:
    journal = open_journal(f"sqlite:///{tmp_path / 'desk.db'}")
    journal.extend("20261123-lead000", log_of(e.Started(), e.Ended()))
    journal.close()
    kept(tmp_path).reflect("20261123-lead000", {"fair": (2, "too quick a hint")})
    assert kept(tmp_path).look(NOW).trends[0].answers == (2,)
    assert kept(tmp_path, "Other O").look(NOW).trends[0].answers == ()
