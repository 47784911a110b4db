"""Wrapping up: the pages' wishes become deeds, and the report becomes files, off the screen's thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.domain.state import State
from interview_desk.errors import DeskError, StorageError
from interview_desk.insights.known import Known, know
from interview_desk.insights.past import past_of_history
from interview_desk.insights.simulate import simulate
from interview_desk.ui.background import Background
from interview_desk.ui.conducting import Conducting
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.wrapping_up import WrappingUp
from tests.conducting import Conducted

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


class Bench:
    """A session of the small kit that has just ended, in its wrap-up."""

    def __init__(self, qtbot: QtBot, reports: Path) -> None:
        self.qtbot = qtbot
        self.session = Conducted()
        self.session.solve()
        self.note = self.session.note("+ asked about the edge @problem-solving").seq
        self.session.do(rules.end(self.session.state))
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.background = Background(self._failed)
        self.conducting = Conducting(self.window, self.session.live, self.background)
        self.wrapping_up = WrappingUp(self.window, self.conducting, self.background, reports, lambda: NOW)
        self.wrapping_up.open()
        self.page = self.wrapping_up.page
        self.window.show()
        qtbot.waitExposed(self.window)

    def _failed(self, error: BaseException) -> None:
        assert isinstance(error, DeskError), error
        self.window.notices.say(str(error))

    def do(self, *commands: str) -> None:
        for id in commands:
            assert self.window.desk.is_open(id), id
            self.window.desk.trigger(id)

    @property
    def notice(self) -> str:
        return self.window.notices.text

    def close(self) -> None:
        self.wrapping_up.close()
        self.conducting.close()
        self.background.close()


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return tmp_path / "home" / "reports"


@pytest.fixture
def bench(qtbot: QtBot, reports: Path) -> Iterator[Bench]:
    it = Bench(qtbot, reports)
    yield it
    it.close()


def test_it_begins_with_the_self_assessment(bench: Bench) -> None:
    assert bench.page.page == "self-assessment"
    assert bench.window.windowTitle() == "Sample Candidate · wrap-up – Interview Desk"


def test_making_it_shows_no_other_window(bench: Bench) -> None:
    assert [it for it in QApplication.topLevelWidgets() if it.isVisible()] == [bench.window]
    assert bench.window.isActiveWindow()


def test_each_page_has_its_command(bench: Bench) -> None:
    for name in ("summary", "feedback", "report", "self-assessment"):
        bench.do(f"page.{name}")
        assert bench.page.page == name


def test_what_they_say_of_themselves_is_kept(bench: Bench) -> None:
    bench.page.self_assessed.emit("communication", 2)
    assert bench.session.state.self_assessment == {"communication": 2}


def test_scores_are_given_on_the_summary_only_to_the_row_in_sight(bench: Bench) -> None:
    bench.do("score.3")
    assert bench.session.state.scores == {}
    bench.do("page.summary", "score.3", "score.next", "score.not-assessed")
    assert bench.session.state.scores == {"problem-solving": 3, "communication": "not-assessed"}


def test_a_call_needs_every_row_scored(bench: Bench) -> None:
    bench.page.call_wanted.emit("advance", "", "")
    assert bench.notice == "Score every row first, or mark it not assessed."
    for row in ("problem-solving", "communication"):
        bench.page.score_wanted.emit(row, 3)
    bench.page.call_wanted.emit("advance", "clear case", "")
    call = bench.session.state.call
    assert call is not None
    assert (call.category, call.why) == ("advance", "clear case")


def test_evidence_is_cited(bench: Bench) -> None:
    bench.page.cite_wanted.emit("problem-solving", (bench.note,), "")
    assert bench.session.state.evidence["problem-solving"].entries == (bench.note,)


def test_sentences_are_written_reworded_and_removed(bench: Bench) -> None:
    bench.page.point_wanted.emit("went-well", "You asked about the edge.", (bench.note,))
    (point,) = bench.session.state.points
    bench.page.point_reworded.emit(point.seq, "You asked about the edges.")
    assert [it.text for it in bench.session.state.points] == ["You asked about the edges."]
    bench.page.point_removed.emit(point.seq)
    assert bench.session.state.points == ()


def test_undoing_the_end_leads_back_to_the_live_page(bench: Bench) -> None:
    bench.conducting.open()
    bench.wrapping_up.open()
    bench.do("interview.undo")
    assert bench.session.state.phase == "running"
    assert bench.window.page is bench.conducting.page


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_a_report_is_written_where_the_notice_says(bench: Bench, reports: Path, form: str) -> None:
    bench.do(f"report.{form}")
    bench.qtbot.waitUntil(lambda: bench.notice.startswith("Wrote "), timeout=10_000)
    (written,) = reports.iterdir()
    assert bench.notice == f"Wrote {written}"
    assert written.suffix == f".{form}"
    assert written.stat().st_size > 1000
    assert reports.stat().st_mode & 0o077 == 0


def test_a_second_report_replaces_the_first(bench: Bench, reports: Path) -> None:
    bench.do("report.html")
    bench.qtbot.waitUntil(lambda: bench.notice.startswith("Wrote "), timeout=10_000)
    (file,) = reports.iterdir()
    file.write_text("an earlier one")
    bench.page.export_wanted.emit("html")
    bench.qtbot.waitUntil(lambda: "<html" in file.read_text("utf-8"), timeout=10_000)
    assert list(reports.iterdir()) == [file]


def test_wording_that_goes_out_all_the_same_is_on_record_once_it_is_written(bench: Bench, reports: Path) -> None:
    bench.page.point_wanted.emit("went-well", "You are very smart.", ())
    bench.do("report.html")
    bench.qtbot.waitUntil(lambda: bench.notice.startswith("Wrote "), timeout=10_000)
    assert bench.notice.endswith("; that its wording was kept is on record")
    assert bench.session.state.overruled == {("You are very smart.", "verdict")}
    assert len(list(reports.iterdir())) == 1


def test_the_decision_notice_is_shown_by_its_command_and_exported_in_the_language_that_is_chosen(
    bench: Bench, reports: Path
) -> None:
    for row in ("problem-solving", "communication"):
        bench.page.score_wanted.emit(row, 3)
    bench.do("report.notice")
    assert (bench.page.page, bench.page.report.paper) == ("report", "decision")
    bench.do("report.html")
    bench.qtbot.waitUntil(lambda: bench.notice.startswith("There is no decision notice yet"), timeout=10_000)
    bench.page.call_wanted.emit("advance", "", "")
    bench.page.passage_wanted.emit("reason", "", "You asked about the edge before you built.")
    bench.page.report.set_language("de")
    bench.do("report.html")
    bench.qtbot.waitUntil(lambda: bench.notice.startswith("Wrote "), timeout=10_000)
    (file,) = reports.iterdir()
    assert "decision notice" in file.name
    text = file.read_text("utf-8")
    assert "Wir möchten mit Ihnen weitermachen" in text
    assert "You asked about the edge before you built." in text
    bench.do("report.notice")
    assert bench.page.report.paper == "candidate"


def test_what_is_out_of_sight_is_not_what_is_exported(bench: Bench, reports: Path) -> None:
    bench.do("report.notice", "page.summary", "report.html")
    bench.qtbot.waitUntil(lambda: bench.notice.startswith("Wrote "), timeout=10_000)
    (file,) = reports.iterdir()
    assert "interview feedback" in file.name


def test_a_folder_that_can_not_be_made_is_told_with_a_remedy(bench: Bench, reports: Path) -> None:
    reports.parent.write_text("a file where the folder would be")
    bench.do("report.pdf")
    bench.qtbot.waitUntil(lambda: bench.notice.startswith("The report was not written"), timeout=10_000)
    assert bench.notice.endswith(f"make {reports} writable.")


class Slow:
    """What is known of past interviews, once it is let go."""

    def __init__(self, error: Exception | None = None) -> None:
        self.go_on = Event()
        self.error = error

    def __call__(self, _state: State, tell: Callable[[int, int], None]) -> Known | None:
        assert self.go_on.wait(10)
        tell(1, 8)
        if self.error is not None:
            raise self.error
        return know(past_of_history(simulate(60, 3, 1)[0]), "chance")


@pytest.fixture
def waiting(bench: Bench) -> Iterator[tuple[Bench, Slow]]:
    """A wrap-up with every row scored that is still being compared with past interviews."""
    slow = Slow()
    bench.wrapping_up._learn = slow
    for row in ("problem-solving", "communication"):
        bench.page.score_wanted.emit(row, 3)
    bench.wrapping_up.open()
    bench.do("page.summary")
    yield bench, slow
    slow.go_on.set()


def said(bench: Bench) -> str:
    return " ".join(label.text() for label in bench.page.findChildren(QLabel) if label.isVisible())


def test_nothing_is_said_of_others_that_would_change_a_moment_later(waiting: tuple[Bench, Slow]) -> None:
    bench, slow = waiting
    assert "In a moment" in said(bench)
    assert "Your scores are being compared with past interviews." in said(bench)
    bench.do("report.html")
    assert bench.notice == "Still comparing with past interviews: export in a moment."
    slow.go_on.set()
    bench.qtbot.waitUntil(lambda: "In a moment" not in said(bench), timeout=10_000)
    assert "Recommendation, uncalibrated" in said(bench)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Your call:")


def test_what_takes_longer_is_shown_with_how_far_it_is(
    waiting: tuple[Bench, Slow], monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, slow = waiting
    monkeypatch.setattr("interview_desk.ui.wrapping_up._SOON_S", -1)
    seen: list[str] = []
    bench.wrapping_up._compared.connect(lambda *_: seen.append(said(bench)))
    slow.go_on.set()
    bench.qtbot.waitUntil(lambda: "In a moment" not in said(bench), timeout=10_000)
    assert "comparing with past interviews, 12 %" in seen[0]
    assert "comparing" not in said(bench)


def test_a_past_that_cannot_be_read_is_said_and_leaves_the_authors_figures(waiting: tuple[Bench, Slow]) -> None:
    bench, slow = waiting
    slow.error = StorageError("The history can't be read", "the disk is gone", "look for it")
    slow.go_on.set()
    bench.qtbot.waitUntil(lambda: "The history can't be read" in bench.notice, timeout=10_000)
    assert "Recommendation, uncalibrated" in said(bench)
