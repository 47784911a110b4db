"""A training set's way round two desks by the command line, and what comes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interview_desk.domain import events as e
from interview_desk.door.reviews import KeptReviews
from interview_desk.door.training import KeptTraining
from interview_desk.storage.journal import open_journal
from interview_desk.storage.reviews import Reviews
from tests.calling import Call
from tests.journeys.driver import Place
from tests.reviewing import ROWS, blind
from tests.storage.logs import log_of, note

SESSIONS = [f"20261123-session{n}" for n in range(4)]


@pytest.fixture
def trainer(place: Place) -> Place:
    """A desk at which four interviews were scored by whoever conducted them, and by two others."""
    journal = open_journal(place.database, make_folder=True)
    for n, session in enumerate(SESSIONS):
        judged = [e.Scored(row, 2 + n % 3) for row in ROWS]
        journal.extend(session, log_of(e.Started(), e.LayerReached("main", "first"), note("asked"), *judged, e.Ended()))
        for number, who in enumerate(("Bo", "Cy")):
            scores = blind(session, max(1, 1 + n % 3 + number), 2 + n % 3, reviewer=who)
            Reviews(journal.engine).keep(f"20261124-{who.lower()}{n}", scores)
    journal.close()
    return place


@pytest.mark.usefixtures("trainer")
def test_a_set_goes_out_and_its_reviews_come_back(call: Call, tmp_path: Path) -> None:
    out, back, there = tmp_path / "set.deskset", tmp_path / "back.deskreviews", tmp_path / "there"
    made = call("training", "make", "Backend 4", *SESSIONS[:3])
    assert (made.code, made.err) == (0, "“Backend 4” has 3 sessions.\n")
    assert "Backend 4: 20261123-session0" in call("training", "list").out
    assert "3 sessions without names and scores" in call("training", "hand-out", "Backend 4", "-o", out).err
    assert "Took in the training set “Backend 4”" in call("--data-dir", there, "import", out).err
    kept = KeptReviews(Place(there).database, lambda: "Trainee")
    for n, copy in enumerate(KeptTraining(kept).sets()["Backend 4"]):
        found = kept.blind(copy, "Backend 4")
        (id,) = found.reviews
        kept.keep(id, blind(copy, 1, 2 + n % 3, reviewer="Trainee")[1:])
    said = KeptTraining(kept).hand_in("Backend 4", back)
    assert said.endswith("3 reviews.")
    assert "Collected 3 reviews." in call("training", "collect", back).err
    assert "was here already" in call("import", back).err
    found = call("agreement", "--set", "backend 4", "--format", "json").data
    assert found["interviews"] == 3
    assert found["raters"] == ["Bo", "Cy", "Interviewer 7", "Trainee"]
    text = call("agreement", "--set", "Backend 4").out
    assert "Problem solving: " in text
    assert "Who drifts where" in text


def test_agreement_is_told_over_everything_over_some_and_of_nothing(trainer: Place, call: Call) -> None:
    assert trainer.file.exists()
    assert call("agreement", "--format", "json").data["interviews"] == 4
    assert call("agreement", SESSIONS[0], "--format", "json").data["interviews"] == 1
    wrong = call("agreement", "--set", "nothing")
    assert (wrong.code, wrong.out) == (2, "")
    assert "There is no training set “nothing”" in wrong.err


def test_where_nothing_was_kept_it_is_said(call: Call) -> None:
    assert call("agreement").code == 3
    assert call("training", "make", "x", "y").code == 3
    assert call("training", "list").code == 0


def test_a_set_that_is_refused_makes_no_database(call: Call, tmp_path: Path) -> None:
    there = tmp_path / "there"
    for name in ("wrong.deskset", "wrong.deskreviews"):
        (tmp_path / name).write_bytes(b"no archive")
        done = call("--data-dir", there, "import", tmp_path / name)
        assert (done.code, done.out) == (3, "")
        assert done.err.count("\n") == 1
        assert not there.exists()


def test_a_shadow_is_laid_beside_and_climbs_the_ladder(trainer: Place, call: Call) -> None:
    journal = open_journal(trainer.database)
    track = [*log_of(e.Started(), e.LayerReached("main", "first"), note("asked"), e.Ended())]
    opened = track[0].event
    assert isinstance(opened, e.Opened)
    import dataclasses

    track[0] = dataclasses.replace(track[0], event=dataclasses.replace(opened, interviewer="New N"))
    journal.extend("20261123-track00", track)
    journal.close()
    done = call("training", "shadow", SESSIONS[0], "20261123-track00")
    assert done.code == 0
    assert "New N's track beside the lead's" in done.out
    rungs = {it["interviewer"]: it for it in call("training", "ladder", "--format", "json").data}
    assert (rungs["New N"]["stage"], rungs["New N"]["shadows"]) == ("shadow", 1)
    assert rungs["Interviewer 7"]["solo"] == 4
    assert "New N: shadow (1 shadow, " in call("training", "ladder").out
    again = call("training", "shadow", SESSIONS[0], SESSIONS[1])
    assert "taken down by the same person" in again.err
    assert json.loads(call("training", "ladder", "--format", "json").out)
