"""The door: what is refused before a window opens, what home does, and that nothing is lost or left when one goes."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.app import Conduct, Desk, Options, run
from interview_desk.domain import events as e
from interview_desk.domain.clock import ManualClock
from interview_desk.domain.log import Entry
from interview_desk.door.kept import kept_aside, rescue
from interview_desk.door.reviews import user_name
from interview_desk.errors import DeskError, StorageError, UsageError
from interview_desk.library.catalogue import Catalogue
from interview_desk.settings import Settings
from interview_desk.storage.bundle import import_bundle
from interview_desk.storage.journal import open_journal
from tests.conducting import Conducted
from tests.storage.logs import log_of

KIT = "backend-senior"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.standing()


def options(home: Path, asked: Conduct | None = None) -> Options:
    return Options(home, f"sqlite:///{home / 'desk.db'}", asked)


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> QApplication:
    return qapp


@pytest.fixture
def desk(desk_home: Path, catalogue: Catalogue) -> Iterator[Desk]:
    """The application, with nothing opened yet."""
    made = Desk(options(desk_home), Settings(), catalogue, ManualClock())
    yield made
    made.window.close()
    made.close()
    made.window.deleteLater()


def kept(home: Path) -> list[tuple[str, str, str]]:
    """Return candidate, level and phase of every session that is kept."""
    if not (home / "desk.db").exists():
        return []
    journal = open_journal(f"sqlite:///{home / 'desk.db'}")
    try:
        return [(row.candidate, row.level, row.phase) for row in journal.sessions()]
    finally:
        journal.close()


def test_a_wrong_kit_is_refused_before_any_window(desk_home: Path) -> None:
    with pytest.raises(UsageError, match="did you mean"):
        run(options(desk_home, Conduct("backend-senor")))
    assert not desk_home.exists()


def test_a_wrong_database_is_refused_before_any_window(desk_home: Path) -> None:
    desk_home.mkdir()
    (desk_home / "desk.db").write_text("no database at all, and longer than any header would be" * 3)
    for asked in (Conduct(KIT), None):
        with pytest.raises(StorageError, match="it is not a database"):
            run(options(desk_home, asked))
    assert [path.name for path in desk_home.iterdir()] == ["desk.db"]


def test_without_a_display_nothing_is_opened(desk_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(DeskError, match="there is no display"):
        run(options(desk_home, Conduct(KIT)))


def test_names_and_level_come_from_the_call_then_the_settings_then_the_kit(
    desk_home: Path, catalogue: Catalogue
) -> None:
    opened = []
    for asked, chosen in (
        (Conduct(KIT, "Sample Candidate", "Interviewer 7", "mid"), Settings(interviewer="Interviewer 3")),
        (Conduct(KIT), Settings(interviewer="Interviewer 3")),
        (Conduct(KIT), Settings()),
    ):
        desk = Desk(options(desk_home, asked), chosen, catalogue, ManualClock())
        desk.conduct(catalogue.kit(KIT), asked)
        assert desk.conducting is not None
        fact = desk.conducting.live.state.opened
        opened.append((fact.candidate, fact.interviewer, fact.level))
        desk.close()
    assert opened == [
        ("Sample Candidate", "Interviewer 7", "mid"),
        ("Candidate", "Interviewer 3", "senior"),
        ("Candidate", user_name(), "senior"),
    ]


def test_a_session_is_kept_though_the_window_goes_before_it_was_painted(desk: Desk, desk_home: Path) -> None:
    desk.conduct(Catalogue.standing().kit(KIT), Conduct(KIT, "Sample Candidate", start=True))
    desk.close()
    assert kept(desk_home) == [("Sample Candidate", "senior", "running")]


def test_going_home_keeps_the_session_and_lets_it_go(desk: Desk, desk_home: Path, catalogue: Catalogue) -> None:
    desk.conduct(catalogue.kit(KIT), Conduct(KIT, "Sample Candidate"))
    desk.home()
    assert desk.conducting is None
    assert desk.unsaved == 0
    assert kept(desk_home) == [("Sample Candidate", "senior", "prepared")]


def test_a_session_that_was_only_prepared_can_be_started_later(desk: Desk, catalogue: Catalogue) -> None:
    desk.conduct(catalogue.kit(KIT), Conduct(KIT, "Sample Candidate"))
    desk.home()
    desk.resume("latest")
    assert desk.conducting is not None
    before = desk.conducting.live.state
    desk.window.desk.trigger("interview.pause")
    assert (before.phase, before.gaps, desk.conducting.live.state.phase) == ("prepared", (), "running")


def test_a_session_that_is_not_there_is_told_and_nothing_is_opened(desk: Desk, catalogue: Catalogue) -> None:
    desk.conduct(catalogue.kit(KIT), Conduct(KIT))
    desk.home()
    desk.resume("19991231")
    assert "19991231" in desk.window.notices.text
    assert desk.conducting is None


def test_resuming_with_nothing_interrupted_says_so(desk: Desk, desk_home: Path) -> None:
    desk.window.desk.trigger("interview.resume")
    assert desk.window.notices.text == "No interview was interrupted."
    with pytest.raises(StorageError, match="leave --resume out"):
        run(options(desk_home, Conduct(KIT, resume=True)))
    assert not desk_home.exists()


def test_practice_makes_no_database(desk: Desk, desk_home: Path, catalogue: Catalogue) -> None:
    desk.conduct(catalogue.kit(KIT), Conduct(KIT, practice=True))
    assert desk.window.notices.text == "Practice: nothing of this is kept."
    desk.home()
    assert desk.window.notices.text == ""
    assert not desk_home.exists()


def test_garbage_is_collected_again_once_the_window_stands(desk: Desk, qtbot: QtBot) -> None:
    gc.disable()
    try:
        desk.home()
        desk.window.show()
        qtbot.waitUntil(gc.isenabled)
    finally:
        gc.enable()
        gc.unfreeze()


def test_the_name_of_a_user_without_an_account_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert user_name() == "Interviewer"


def test_an_interview_that_could_not_be_saved_is_put_aside_and_comes_back_whole(tmp_path: Path) -> None:
    desk = Conducted()
    desk.note("+ said while the disk was full")
    kept = rescue(tmp_path / "data", "20261123-abcdefg", desk.live.log)
    assert kept is not None
    journal = open_journal(f"sqlite:///{tmp_path / 'desk.db'}")
    try:
        import_bundle(journal, kept)
        assert journal.read("20261123-abcdefg") == list(desk.live.log)
    finally:
        journal.close()
    assert str(kept) in str(kept_aside(kept, 1))


def test_where_the_data_folder_takes_nothing_it_is_put_among_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    elsewhere = tmp_path / "elsewhere"
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    kept = rescue(tmp_path / "file", "20261123-abcdefg", Conducted().live.log)
    assert kept == elsewhere / "20261123-abcdefg.desk"


def test_a_backup_is_made_when_the_window_closes_and_not_while_an_interview_goes_on(
    desk: Desk, desk_home: Path
) -> None:
    desk.conduct(desk._catalogue.kit(KIT), Conduct(KIT, candidate="Ada", start=True))
    assert desk._writer is not None
    desk._writer.start()
    desk.close()
    assert len(list((desk_home / "backups").glob("desk-*.db"))) == 1


def test_a_backup_that_fails_is_said_at_home(desk: Desk, desk_home: Path, qtbot: QtBot) -> None:
    open_journal(f"sqlite:///{desk_home / 'desk.db'}", make_folder=True).close()
    (desk_home / "backups").write_text("in the way")
    desk.home()
    qtbot.waitUntil(lambda: "No backup was made" in desk.window.notices.text)


def test_home_says_what_is_due_and_where_to_see_it(desk_home: Path, catalogue: Catalogue, qtbot: QtBot) -> None:
    journal = open_journal(f"sqlite:///{desk_home / 'desk.db'}", make_folder=True)
    journal.extend("20200101-old", interview_at(datetime(2020, 1, 1, tzinfo=UTC)))
    journal.close()
    desk = Desk(options(desk_home), Settings(retention_months=12), catalogue, ManualClock())
    desk.home()
    said = "1 interview has been kept for as long as they were to be: Ctrl+Alt+P shows whose."
    qtbot.waitUntil(lambda: desk.window.notices.text == said)
    desk.window.close()
    desk.close()
    desk.window.deleteLater()


def interview_at(at: datetime) -> list[Entry]:
    return log_of(e.Started(), e.Ended(), at=at)
