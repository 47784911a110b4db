"""The demo's database: history enough for bands, and one finished interview that fits its kit."""

from pathlib import Path

from interview_desk.domain.state import fold
from interview_desk.door.demo import INTERVIEWS, fill
from interview_desk.storage.history import read_past
from interview_desk.storage.journal import open_journal


def test_the_demo_has_history_and_one_interview_that_is_scored_and_has_its_feedback(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'demo' / 'desk.db'}"
    session = fill(url)
    journal = open_journal(url, create=False)
    try:
        state = fold(journal.read(session))
        past = read_past(journal.engine)
        due = [row for row in journal.sessions() if row.id != session]
    finally:
        journal.close()
    assert (state.phase, state.fully_scored, state.offset_ms) == ("ended", True, 57 * 60_000 + 12_000)
    assert {point.heading for point in state.points} == {"went-well", "work-on", "next"}
    assert [(row.phase, row.candidate) for row in due] == [("prepared", "Another Candidate")]
    assert due[0].due_at is not None
    assert len(past.sessions) == INTERVIEWS + 1
