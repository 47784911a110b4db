"""Reviews beside their sessions: kept in order, sealed, counted as a second person's scores, gone with a session."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from interview_desk.domain import events as e
from interview_desk.domain.log import Entry
from interview_desk.domain.review import MomentCommented, ReScored, TrackLaid, fold_review
from interview_desk.errors import StorageError, UsageError
from interview_desk.storage import review_codec
from interview_desk.storage.anonymous import other_id
from interview_desk.storage.care import check, rebuild
from interview_desk.storage.engine import open_database
from interview_desk.storage.history import read_past
from interview_desk.storage.journal import Journal
from interview_desk.storage.reviews import Reviews
from tests.reviewing import ROWS, blind, review_of
from tests.storage.logs import log_of

GOLDEN = Path(__file__).parent / "golden_reviews"
SESSION, OTHER = "20261123-k3f9x2m", "20261123-second0"
MINE, YOURS = "20261124-aaaaaaa", "20261124-bbbbbbb"


def scored(candidate: str = "Sample Candidate") -> list[Entry]:
    """An interview that was scored and is over."""
    judged = [e.Scored(row, 3) for row in ROWS]
    return log_of(e.Started(), e.LayerReached("main", "first"), *judged, e.Ended(), candidate=candidate)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Any:
    """An engine on either database, with two interviews in it."""
    engine = open_database(request.getfixturevalue("url" if request.param == "sqlite" else "empty_server"))
    filled(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def reviews(engine: Engine) -> Reviews:
    filled(engine)
    return Reviews(engine)


def filled(engine: Engine) -> None:
    for session in (SESSION, OTHER):
        Journal(engine).extend(session, scored())


def second_scores(engine: Engine) -> list[tuple[Any, ...]]:
    return [row for row in read_past(engine).scores if not row[2]]


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_a_golden_file_is_read_and_written_as_it_stands(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    event = review_codec.revive(content["kind"], content["version"], content["body"])
    kind, version, body = review_codec.encode(event)
    assert {"kind": kind, "version": version, "body": json.loads(body)} == content


def test_every_event_of_a_review_has_a_golden_file() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"{kind}.1.json" for kind in review_codec.KINDS}


def test_a_review_comes_back_as_it_was_from_either_database(either: Engine) -> None:
    reviews, entries = Reviews(either), blind(SESSION, 4, "not-assessed")
    reviews.keep(MINE, entries[:2])
    for entry in entries[1:]:
        reviews.keep(MINE, [entry])
    assert reviews.read(MINE) == entries
    (row,) = reviews.listed(SESSION)
    assert (row.id, row.reviewer, row.purpose, row.submitted) == (MINE, "Trainer T", "blind", True)
    assert second_scores(either) == [
        (SESSION, "Trainer T", False, ROWS[1], None), (SESSION, "Trainer T", False, ROWS[0], 4.0),
    ]  # fmt: skip
    assert reviews.problems() == []


def test_blind_scores_count_once_submitted_and_only_a_second_persons(reviews: Reviews) -> None:
    entries = blind(SESSION, 2, 2)
    reviews.keep(MINE, entries[:-1])
    assert second_scores(reviews.engine) == []
    assert reviews.sealed("trainer t") == {SESSION}
    assert reviews.sealed("Somebody") == frozenset()
    reviews.keep(MINE, entries)
    assert [row[4] for row in second_scores(reviews.engine)] == [2.0, 2.0]
    assert reviews.sealed("Trainer T") == frozenset()
    reviews.keep(YOURS, blind(OTHER, 1, 1, reviewer="Interviewer 7"))  # who conducted it
    assert len(second_scores(reviews.engine)) == 2


def test_second_scores_outlast_a_rebuild_and_an_end_that_is_undone(reviews: Reviews) -> None:
    reviews.keep(MINE, blind(SESSION, 2, 2))
    journal, log = Journal(reviews.engine), scored()
    again: tuple[e.Event, ...] = (e.Retracted(len(log)), e.Ended())
    for seq, event in enumerate(again, len(log) + 1):
        journal.append(SESSION, Entry(seq, log[-1].offset_ms, log[-1].at, event))
    assert rebuild(reviews.engine) == (0, [])
    assert len(second_scores(reviews.engine)) == 2
    assert check(reviews.engine) == []


def test_comments_alone_count_in_no_figure_and_a_reflection_stays_here(reviews: Reviews) -> None:
    reviews.keep(MINE, review_of(SESSION, MomentCommented("Early?"), purpose="comments"))
    reviews.keep(YOURS, review_of(SESSION, purpose="reflection"))
    assert second_scores(reviews.engine) == []
    assert [id for id, _ in reviews.of(SESSION)] == [MINE]


def test_what_does_not_follow_or_says_something_else_is_refused_and_changes_nothing(reviews: Reviews) -> None:
    entries = blind(SESSION, 2, 2)
    reviews.keep(MINE, entries[:3])
    for wrong in (entries[4:], review_of(SESSION, MomentCommented("another"))[1:], blind(OTHER, 1, 1)):
        with pytest.raises(StorageError):
            reviews.keep(MINE, wrong)
    with pytest.raises(StorageError, match="begins"):
        reviews.keep(YOURS, entries[1:])
    with pytest.raises(StorageError, match="is not here"):
        reviews.keep(YOURS, blind("20261101-nowhere", 1, 1))
    with pytest.raises(StorageError, match="no name"):
        reviews.keep("../x", entries)
    assert reviews.read(MINE) == entries[:3]
    assert len(reviews.listed()) == 1
    with pytest.raises(UsageError):
        reviews.read(YOURS)


def test_a_flipped_byte_is_found(reviews: Reviews) -> None:
    reviews.keep(MINE, blind(SESSION, 2, 2))
    with reviews.engine.begin() as connection:
        connection.execute(text("UPDATE review_entry SET body = replace(body, '2', '3') WHERE seq = 3"))
    with pytest.raises(StorageError, match="its entry 3 is not what was written"):
        reviews.read(MINE)
    assert any("its entry 3" in problem for problem in check(reviews.engine))
    with reviews.engine.begin() as connection:
        connection.execute(text("DELETE FROM review_entry WHERE seq = 3"))
    with pytest.raises(StorageError, match="its entry 3 is missing"):
        reviews.read(MINE)


def test_a_review_of_the_anonymous_copy_is_one_of_the_session(reviews: Reviews) -> None:
    reviews.keep(MINE, blind(other_id(SESSION), 1, 4))
    assert [it.session for it in reviews.listed(SESSION)] == [SESSION]
    assert len(second_scores(reviews.engine)) == 2


def test_a_copy_for_training_and_a_shadows_track_count_in_no_figure(reviews: Reviews) -> None:
    journal = Journal(reviews.engine)
    journal.extend(other_id(SESSION), scored())
    assert {row[0] for row in read_past(reviews.engine).sessions} == {SESSION, OTHER}
    reviews.keep(MINE, review_of(SESSION, TrackLaid(OTHER), reviewer="Shadow", purpose="shadow"))
    assert {row[0] for row in read_past(reviews.engine).sessions} == {SESSION}
    assert rebuild(reviews.engine) == (0, [])
    reviews.keep("20261124-open000", blind(SESSION, 1, 1)[:2])
    assert reviews.sealed("Trainer T") == {SESSION, OTHER}  # the track would tell whose interview it is
    with pytest.raises(UsageError, match="its own shadow"):
        reviews.keep(YOURS, review_of(SESSION, TrackLaid(SESSION), purpose="shadow"))


def test_reviews_go_with_the_session_they_are_about(reviews: Reviews) -> None:
    reviews.keep(MINE, blind(SESSION, 2, 2))
    reviews.choose("Backend", [SESSION, OTHER])
    with reviews.engine.begin() as connection:
        connection.execute(text("DELETE FROM entry WHERE session_id = :it"), {"it": SESSION})
        connection.execute(text("DELETE FROM session WHERE id = :it"), {"it": SESSION})
        assert connection.execute(text("SELECT count(*) FROM review_entry")).scalar_one() == 0
    assert reviews.listed() == []
    assert reviews.training_sets() == {"Backend": (OTHER,)}


def test_a_training_set_keeps_its_order_and_is_replaced_whole(reviews: Reviews) -> None:
    reviews.choose("  Backend  calibration 4 ", [OTHER, SESSION, OTHER])
    assert reviews.training_sets() == {"Backend calibration 4": (OTHER, SESSION)}
    reviews.choose("Backend calibration 4", [SESSION])
    assert reviews.training_sets() == {"Backend calibration 4": (SESSION,)}
    reviews.choose("Backend calibration 4", [])
    assert reviews.training_sets() == {}
    with pytest.raises(UsageError):
        reviews.choose(" ", [SESSION])
    assert fold_review(review_of(SESSION, ReScored(ROWS[0], 1))).scores == {ROWS[0]: 1}
