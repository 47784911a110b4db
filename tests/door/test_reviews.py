"""What one person may see of the sessions and reviews that are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_desk.domain import events as e
from interview_desk.domain.log import Entry
from interview_desk.door.reviews import KeptReviews
from interview_desk.errors import UsageError
from interview_desk.sessions.reviewing import Reviewable
from interview_desk.storage.journal import open_journal
from interview_desk.storage.reviews import Reviews
from tests.reviewing import ROWS, blind
from tests.storage.logs import log_of

SESSION, RUNNING = "20261123-ended00", "20261123-running"
ENDED: list[Entry] = log_of(e.Started(), *[e.Scored(row, 3) for row in ROWS], e.Ended())


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with an interview that has ended, one that runs, and what somebody else scored blind."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    journal = open_journal(url)
    journal.extend(SESSION, ENDED)
    journal.extend(RUNNING, log_of(e.Started()))
    reviews = Reviews(journal.engine)
    reviews.keep("20261124-theirs0", blind(SESSION, 1, 2, reviewer="Other O"))
    reviews.choose("Set 4", [SESSION])
    journal.close()
    return url


def of(url: str, who: str = "Trainer T") -> KeptReviews:
    return KeptReviews(url, lambda: who)


def state_of(found: Reviewable) -> e.Opened:
    opened = found.entries[0].event
    assert isinstance(opened, e.Opened)
    return opened


def test_to_begin_blind_seals_the_session_until_it_is_submitted(url: str) -> None:
    kept = of(url)
    assert kept.sealed() == frozenset()
    found = kept.blind(SESSION)
    assert (found.training_set, state_of(found).candidate) == ("Set 4", "Candidate")
    assert not any(isinstance(it.event, e.Scored) for it in found.entries)
    assert len(found.reviews) == 1
    assert kept.sealed() == {SESSION}
    assert of(url, "Other O").sealed() == frozenset()
    with pytest.raises(UsageError, match="scoring this session blind"):
        kept.expect_unsealed(SESSION)
    assert kept.blind(SESSION).reviews == found.reviews  # it goes on with the same one
    assert state_of(kept.reviewable(SESSION)).candidate == "Candidate"
    (id,) = found.reviews
    kept.keep(id, blind(SESSION, 4, 4)[1:])
    whole = kept.reviewable(SESSION)
    assert state_of(whole).candidate == "Sample Candidate"
    assert len(whole.reviews) == 2
    kept.expect_unsealed(SESSION)


@pytest.mark.parametrize(
    ("session", "who", "why"),
    [
        (RUNNING, "Trainer T", "it has not ended"),
        (SESSION, "interviewer 7", "you conducted it yourself"),
        (SESSION, "Other O", "submitted your scores of it already"),
        ("nowhere", "Trainer T", "no session"),
    ],
)
def test_what_can_not_be_scored_blind_is_refused_with_a_reason(url: str, session: str, who: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        of(url, who).blind(session)


def test_where_nothing_was_kept_nothing_is_sealed(tmp_path: Path) -> None:
    assert of(f"sqlite:///{tmp_path / 'none.db'}").sealed() == frozenset()


def test_every_id_is_its_own(url: str) -> None:
    kept = of(url)
    assert kept.new_id() != kept.new_id()
