"""A trainer's way through an interview: comments on moments, blind scores with nothing to find, and the comparison."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from interview_desk.storage.bundle import import_bundle
from interview_desk.storage.journal import open_journal
from interview_desk.storage.reviews import Reviews
from tests.calling import Call
from tests.journeys.conftest import NewDesk
from tests.journeys.driver import Driver, Place

NAMES = ("sample candidate", "interviewer 7")
ROWS = 5


@pytest.fixture
def conducted(desk: Driver) -> Driver:
    """Ten minutes with two notes and a hint, every row scored 4, an end; and the desk at home."""
    desk.wait(minutes=2)
    desk.press("Ctrl+Return")
    desk.wait(minutes=2)
    desk.note("+ asked who the limit applies to @requirements")
    desk.wait(minutes=1)
    desk.press("Ctrl+H")
    desk.wait(minutes=4)
    desk.note("- off by one")
    for _ in range(ROWS):
        desk.press("Alt+4", "Ctrl+Down")
    desk.wait(minutes=1)
    desk.press("Ctrl+E")
    desk.wait_saved()
    desk.press("Ctrl+Home")
    desk.awaits("Sample Candidate")
    return desk


def blind(desk: Driver) -> Driver:
    """Choose the session at home, and begin to score it blind."""
    desk.type("Sample")
    desk.press("Ctrl+Shift+B")
    desk.awaits("YOUR SCORES, BLIND")
    return desk


def replay_ms(desk: Driver) -> int:
    assert desk.app is not None
    assert desk.app.replaying is not None
    return desk.app.replaying.replay.now_ms


def told(widgets: list[QWidget]) -> Iterator[str]:
    """Every word that these windows, and all that is in them, hold: shown, hidden, for the mouse or a screen reader."""
    for top in widgets:
        for it in (top, *top.findChildren(QObject)):
            for name in ("windowTitle", "text", "toolTip", "statusTip", "accessibleName", "accessibleDescription",
                         "placeholderText", "plainText", "title", "whatsThis"):  # fmt: skip
                if isinstance(words := it.property(name), str) and words:
                    yield words


def replay_windows(desk: Driver) -> list[QWidget]:
    """Everything on the screen, but for the home page behind: the session was chosen there by its name."""
    assert desk.app is not None
    page = desk.app.window.page
    assert page is not None
    others = [it for it in QApplication.topLevelWidgets() if it is not desk.app.window and it.isVisible()]
    return [page, desk.app.window.menuBar(), desk.app.window.notices, *others]


def test_a_comment_is_typed_at_its_moment_and_stands_in_lane_and_panel(conducted: Driver) -> None:
    desk = conducted
    desk.type("Sample")
    desk.press("Ctrl+Shift+R")
    desk.awaits("Script kept?".upper())
    desk.press("H", "T")
    desk.type("Early? Wait for silence, then nudge.")
    desk.press("Return")
    assert desk.sees("05:00 You: Early? Wait for silence, then nudge.")
    desk.press("Home")
    assert not desk.sees("Early?")  # nothing is known of it there
    desk.press("C")
    assert replay_ms(desk) == 300_000
    assert desk.sees("05:00 You: Early?")
    desk.press("Shift+T")
    desk.type(" JL")
    desk.press("Return")
    assert desk.sees("then nudge. JL")
    desk.press("Shift+T")
    assert desk.app is not None
    assert desk.app.replaying is not None
    desk.app.replaying.page.line.clear()
    desk.press("Return")
    assert not desk.sees("then nudge")
    desk.press("C")
    assert "There is no comment after" in desk.notice
    desk.press("T", "Esc")
    assert desk.sees("Script kept?".upper())
    desk.press("Esc")
    desk.awaits("Sessions and kits")


def test_a_blind_reviewer_finds_neither_name_nor_score_in_any_word_of_the_screen(conducted: Driver) -> None:
    desk = blind(conducted)
    desk.press("End")
    for _ in range(3):
        desk.press("Down")
    assert desk.app is not None
    assert desk.app.window.windowTitle() == "Blind review – Interview Desk"
    for words in told(replay_windows(desk)):
        assert not any(name in words.casefold() for name in NAMES), words
    assert desk.sees("names and scores are hidden", f"0 OF {ROWS} SCORED")
    page = desk.app.replaying.page if desk.app.replaying is not None else None
    assert page is not None
    assert page.scores.isHidden()
    assert page.scores.rows == []  # nobody ever told it any
    assert not any(button.isChecked() for row in page.blind.rows for button in row._buttons)
    desk.press("Ctrl+Return")
    assert "Still to be scored" in desk.notice
    assert not any(name in desk.notice.casefold() for name in NAMES)


def test_scores_are_given_by_keys_submitted_and_then_compared(conducted: Driver, place: Place) -> None:
    desk = blind(conducted)
    desk.press("N", "3", "Down", "2", "Down", "0", "Down", "4", "Down", "Alt+3")
    assert desk.sees(f"{ROWS} OF {ROWS} SCORED")
    desk.press("T")
    desk.type("off by one is a nudge, no more")
    desk.press("Return", "Ctrl+Return")
    desk.awaits("YOUR SCORES", "SUBMITTED", "Sample Candidate")
    assert desk.sees("Requirements: you 3, original 4", "Trade-offs: you 4, original 4")
    assert desk.sees("You and the original agree on 1 of 4 rows, and on 3 within one point.")
    assert desk.sees("Problem solving: you 2, original 4, more than a point apart")
    desk.press("Down")
    assert desk.sees("EVIDENCE FOR PROBLEM SOLVING", "04:00 You scored it here")
    journal = open_journal(place.database, create=False)
    (listed,) = Reviews(journal.engine).listed(purpose="blind")
    assert listed.submitted
    with journal.engine.connect() as connection:
        from sqlalchemy import text

        rows = connection.execute(text("SELECT competency, score FROM result_score WHERE NOT live")).all()
    journal.close()
    assert {tuple(row) for row in rows} >= {("requirements", 3.0), ("correctness", None)}
    desk.press("Esc")
    desk.awaits("Sessions and kits")
    desk.press("Ctrl+Shift+B")
    desk.wait_until(lambda: "submitted your scores of it already" in desk.notice)


def test_until_then_home_and_every_call_keep_what_is_hidden(
    conducted: Driver, new_desk: NewDesk, call: Call, tmp_path: Path
) -> None:
    blind(conducted).close()
    desk = new_desk().open()
    desk.awaits("Candidate, scored blind")
    assert not desk.sees("Sample Candidate")
    desk.type("blind")
    desk.press("Return")
    desk.awaits("YOUR SCORES, BLIND")
    desk.close()
    listed = call("sessions")
    assert "Candidate, scored blind" in listed.out
    assert "Sample" not in listed.out
    assert "Sample" not in call("sessions", "--search", "sample").out
    file = tmp_path / "one.desk"
    for words in (
        ("show", "latest", "--format", "json"), ("report", "latest", "--format", "json", "-o", tmp_path / "x.json"),
        ("export", "latest", "-o", file), ("export", "latest", "--anonymous", "--with-scores", "-o", file),
    ):  # fmt: skip
        done = call(*words)
        assert (done.code, done.out) == (2, "")
        assert "You are scoring this session blind" in done.err
        assert not any(name in done.err.casefold() for name in NAMES)
    assert call("calibrate", "--format", "json").data["sessions"] == []
    call("history", "export", tmp_path / "tables")
    assert "Sample" not in (tmp_path / "tables" / "sessions.csv").read_text(encoding="utf-8")
    assert call("export", "latest", "--anonymous", "-o", file).code == 0
    with zipfile.ZipFile(file) as it:
        inside = b"".join(it.read(name) for name in it.namelist()).decode().casefold()
    assert not any(name in inside for name in NAMES)
    assert '"kind":"scored"' not in inside


def test_a_trainers_whole_way_by_keyboard(conducted: Driver) -> None:
    desk = conducted
    assert desk.app is not None
    desk.press("Ctrl+Y")
    desk.awaits("None yet: make one below")
    page = desk.app._pages.training.page
    page.new.title_line.setFocus()
    desk.type("Backend 4")
    page.new.boxes[0].setFocus()
    desk.press("Space")
    page.new.title_line.setFocus()
    desk.press("Return")
    desk.awaits("Sessions of “Backend 4”", "to score · 0 submitted")
    assert not desk.sees("Sample Candidate")  # whoever is to score it sees it without a name from here on
    score = next(it for it in page.findChildren(QPushButton) if it.isVisible() and it.text() == "Score it blind")
    score.setFocus()
    desk.press("Space")
    desk.awaits("YOUR SCORES, BLIND", "training set “Backend 4”")
    for key in ("4", "4", "3", "4", "4"):
        desk.press(key, "Down")
    desk.press("Ctrl+Return")
    desk.awaits("SUBMITTED", "Krippendorff's α over this set")
    desk.press("Esc")
    desk.awaits("scored by you · 1 submitted", "All rows")
    desk.press("Esc")
    desk.awaits("Sessions and kits")


def test_one_looks_back_in_private_after_an_interview(desk: Driver, place: Place, call: Call, tmp_path: Path) -> None:
    desk.wait(minutes=5)
    desk.press("Ctrl+E")
    desk.wait_saved()
    desk.press("Ctrl+5")
    assert desk.sees("Looking back", "Did they get a fair chance to show what they can do?")
    desk.press("4", "Return")
    desk.wait_until(lambda: "Kept, for you alone" in desk.notice)
    desk.press("Ctrl+Y")
    desk.awaits("4.0 over 1")
    desk.close()
    file = tmp_path / "one.desk"
    assert call("export", "latest", "-o", file).code == 0
    assert b"reflection" not in file.read_bytes()
    with zipfile.ZipFile(file) as it:
        assert sorted(it.namelist()) == ["events.jsonl", "manifest.json"]
    journal = open_journal(place.database, create=False)
    assert len(Reviews(journal.engine).listed(purpose="reflection")) == 1
    journal.close()


def test_what_was_said_travels_with_the_session(conducted: Driver, call: Call, tmp_path: Path) -> None:
    desk = conducted
    desk.type("Sample")
    desk.press("Ctrl+Shift+R")
    desk.awaits("Script kept?".upper())
    desk.press("H", "T")
    desk.type("Early?")
    desk.press("Return")
    desk.close()
    file = tmp_path / "one.desk"
    assert call("export", "latest", "-o", file).code == 0
    journal = open_journal(f"sqlite:///{tmp_path / 'other.db'}")
    assert import_bundle(journal, file).reviewed == 1
    ((_, entries),) = Reviews(journal.engine).of(journal.find("latest"))
    assert entries[1].offset_ms == 300_000
    journal.close()
