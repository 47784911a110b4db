"""Training sets out and reviews back, as files: nothing hidden in them, and everything hostile refused."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from interview_desk.domain import events as e
from interview_desk.errors import StorageError, UsageError
from interview_desk.storage import archive
from interview_desk.storage.anonymous import other_id
from interview_desk.storage.bundle import pack
from interview_desk.storage.engine import open_database
from interview_desk.storage.history import read_past
from interview_desk.storage.journal import Journal
from interview_desk.storage.review_lines import to_lines
from interview_desk.storage.reviews import Reviews
from interview_desk.storage.training import collect, hand_in, hand_out, take_in
from tests.reviewing import ROWS, blind, review_of
from tests.storage.logs import log_of, note

ONE, TWO, TITLE = "20261123-one0000", "20261123-two0000", "Backend calibration 4"
LOG = log_of(
    e.Started(), e.LayerReached("main", "first"), note("Zelda asked first"), *[e.Scored(row, 3) for row in ROWS],
    e.CallMade("not-now", "Zelda was slow"), e.Ended(), candidate="Zelda Quux",
)  # fmt: skip


@pytest.fixture
def trainer(kept: Journal) -> Journal:
    """The trainer's journal, with a set of two interviews that were scored, called and reviewed."""
    for session in (ONE, TWO):
        kept.extend(session, LOG)
    Reviews(kept.engine).keep("20261124-other00", blind(ONE, 1, 1, reviewer="Other O"))
    Reviews(kept.engine).choose(TITLE, [TWO, ONE])
    return kept


@pytest.fixture
def reviewer(tmp_path: Path) -> Iterator[Journal]:
    engine = open_database(f"sqlite:///{tmp_path / 'reviewer.db'}")
    yield Journal(engine)
    engine.dispose()


def inside(data: bytes) -> str:
    """Every byte of text in an archive, and in the archives in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as it:
        parts = {name: it.read(name) for name in it.namelist()}
    return "".join(name + (inside(part) if name.endswith(".desk") else part.decode()) for name, part in parts.items())


def test_a_set_goes_out_without_names_scores_outcome_or_reviews(trainer: Journal, tmp_path: Path) -> None:
    file = tmp_path / "set.deskset"
    done = hand_out(trainer, "backend  CALIBRATION 4", file)
    assert done.sessions == (other_id(TWO), other_id(ONE))
    written = inside(file.read_bytes())
    for hidden in (
        "Zelda",
        "zelda",
        "Quux",
        "Interviewer 7",
        "Other O",
        '"scored"',
        "call-made",
        "slow",
        ONE,
    ):
        assert hidden not in written, hidden
    assert "asked first" in written
    assert hand_out(trainer, TITLE, tmp_path / "again.deskset").title == TITLE
    assert (tmp_path / "again.deskset").read_bytes() == file.read_bytes()


def test_a_set_goes_round_and_its_reviews_count_at_home(trainer: Journal, reviewer: Journal, tmp_path: Path) -> None:
    out, back = tmp_path / "set.deskset", tmp_path / "back.deskreviews"
    hand_out(trainer, TITLE, out)
    assert take_in(reviewer, out).title == TITLE
    take_in(reviewer, out)  # twice is once
    there = Reviews(reviewer.engine)
    assert there.training_sets() == {TITLE: (other_id(TWO), other_id(ONE))}
    assert read_past(reviewer.engine).sessions == []  # copies count in no figure
    with pytest.raises(UsageError, match="nothing to hand in"):
        hand_in(reviewer, TITLE, "Trainee", back)
    there.keep("20261125-first00", blind(other_id(ONE), 4, 2, reviewer="Trainee", training_set=TITLE))
    there.keep("20261125-second0", blind(other_id(TWO), 4, 2, reviewer="Trainee")[:-1])  # not submitted yet
    there.keep("20261125-secret0", review_of(other_id(ONE), reviewer="Trainee", purpose="reflection"))
    assert hand_in(reviewer, TITLE, "trainee", back) == 1
    assert collect(trainer, back) == 1
    assert collect(trainer, back) == 0
    (mine,) = [it for it in Reviews(trainer.engine).listed(ONE) if it.reviewer == "Trainee"]
    assert (mine.submitted, mine.training_set) == (True, TITLE)
    second = {row for row in read_past(trainer.engine).scores if row[1] == "Trainee"}
    assert second == {(ONE, "Trainee", False, ROWS[0], 4.0), (ONE, "Trainee", False, ROWS[1], 2.0)}


def test_a_set_that_is_not_there_is_told_with_those_that_are(trainer: Journal, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="“Backend calibration 4”"):
        hand_out(trainer, "Frontend", tmp_path / "x.deskset")


def _set(parts: dict[str, bytes] | None = None, **manifest: Any) -> bytes:
    copy = other_id(ONE)
    whole = {f"sessions/{copy}.desk": pack(copy, log_of(e.Started(), e.Ended()), hide_names=True)}
    whole = whole if parts is None else parts
    return archive.packed({"kind": "training-set", "title": TITLE, "sessions": [copy], **manifest}, whole)


def _named(session: str, **made: Any) -> dict[str, bytes]:
    return {f"sessions/{session}.desk": pack(session, log_of(e.Started()), **made)}


COPY = other_id(ONE)
_OTHER = pack(other_id(TWO), log_of(e.Started()), hide_names=True)
HOSTILE_SETS: list[tuple[str, Callable[[], bytes], str]] = [
    ("no set", lambda: _set(kind="reviews"), "no training set"),
    ("no title", lambda: _set(title=" "), "its title"),
    ("a long title", lambda: _set(title="x" * 200), "its title"),
    ("a title with a newline", lambda: _set(title="a\nb"), "its title"),
    ("no order", lambda: _set(sessions=None), "does not name the sessions"),
    ("an order of others", lambda: _set(sessions=["anonymous-zz"]), "does not name the sessions"),
    ("nothing in it", lambda: _set({}, sessions=[]), "does not name the sessions"),
    ("a session with its names", lambda: _set(_named(ONE, hide_names=True), sessions=[ONE]), "no anonymous copy"),
    ("a copy that is none", lambda: _set(_named(COPY, hide_names=False)), "no anonymous copy"),
    (
        "a copy with reviews",
        lambda: _set(_named(COPY, hide_names=True, reviews={"a": blind(COPY, 1, 2)})),
        "no anonymous copy",
    ),
    ("a copy under another name", lambda: _set({f"sessions/{COPY}.desk": _OTHER}), "no anonymous copy"),
    ("a damaged copy", lambda: _set({f"sessions/{COPY}.desk": b"PK nothing"}), "no bundle at all"),
    ("a part of another sort", lambda: _set({"run.sh": b"x"}), "no part that a bundle has"),
    ("no archive", lambda: b"nothing", "no bundle at all"),
    ("a newer schema", lambda: _set(schema=2), "newer version"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), [it[1:] for it in HOSTILE_SETS], ids=[it[0] for it in HOSTILE_SETS])
def test_a_hostile_set_is_refused_and_changes_nothing(
    reviewer: Journal, tmp_path: Path, data: Callable[[], bytes], reason: str
) -> None:
    file = tmp_path / "set.deskset"
    file.write_bytes(data())
    with pytest.raises(StorageError, match=reason):
        take_in(reviewer, file)
    assert reviewer.sessions() == []
    assert Reviews(reviewer.engine).training_sets() == {}


def test_a_copy_that_says_something_else_here_leaves_the_whole_set_out(reviewer: Journal, tmp_path: Path) -> None:
    reviewer.extend(COPY, log_of(e.Started(), note("another")))
    file = tmp_path / "set.deskset"
    file.write_bytes(_set())
    with pytest.raises(StorageError, match="says something else here"):
        take_in(reviewer, file)
    assert Reviews(reviewer.engine).training_sets() == {}


def _handed_in(review: dict[str, bytes], kind: str = "reviews") -> bytes:
    return archive.packed({"kind": kind}, review)


def _lines(*changed: dict[str, Any]) -> bytes:
    lines = [json.loads(line) for line in to_lines(blind(ONE, 3, 2)).splitlines()]
    for line in changed:
        lines[line["seq"] - 1].update(line)
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


HOSTILE_REVIEWS: list[tuple[str, bytes, str]] = [
    ("a set", _handed_in({"reviews/a.jsonl": _lines()}, "training-set"), "no reviews in it"),
    ("nothing", _handed_in({}), "no reviews in it"),
    ("of a session that is nowhere", _handed_in({"reviews/a.jsonl": to_lines(blind("nowhere", 1, 1))}), "is not here"),
    ("off the scale", _handed_in({"reviews/a.jsonl": to_lines(blind(ONE, 9, 1))}), "scores go from 1 to 4"),
    ("a private one", _handed_in({"reviews/a.jsonl": to_lines(review_of(ONE, purpose="reflection"))}), "is private"),
    ("of another kind", _handed_in({"reviews/a.jsonl": _lines({"seq": 2, "kind": "scored"})}), "is not known"),
    ("that breaks off", _handed_in({"reviews/a.jsonl": _lines()[:-9]}), "breaks off"),
    ("somewhere else", _handed_in({"events.jsonl": _lines()}), "no part that a bundle has"),
    ("one that says something else", _handed_in({"reviews/20261124-other00.jsonl": _lines()}), "somebody else has"),
]


@pytest.mark.parametrize(("data", "reason"), [it[1:] for it in HOSTILE_REVIEWS], ids=[it[0] for it in HOSTILE_REVIEWS])
def test_hostile_reviews_are_refused_and_change_nothing(
    trainer: Journal, tmp_path: Path, data: bytes, reason: str
) -> None:
    before = _rows(trainer)
    file = tmp_path / "back.deskreviews"
    file.write_bytes(data)
    with pytest.raises(StorageError, match=reason):
        collect(trainer, file)
    assert _rows(trainer) == before


def _rows(journal: Journal) -> list[tuple[Any, ...]]:
    with journal.engine.connect() as connection:
        return [
            tuple(row)
            for table in ("session", "entry", "review", "review_entry", "result_score", "training_set")
            for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2, 3"))
        ]
