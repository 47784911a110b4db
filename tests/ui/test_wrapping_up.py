"""Wrapping up: the pages' wishes become deeds, and the report becomes files, off the screen's thread."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.errors import DeskError
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


def test_a_folder_that_can_not_be_made_is_told_with_a_remedy(bench: Bench, reports: Path) -> None:
    reports.parent.write_text("a file where the folder would be")
    bench.do("report.pdf")
    bench.qtbot.waitUntil(lambda: bench.notice.startswith("The report was not written"), timeout=10_000)
    assert bench.notice.endswith(f"make {reports} writable.")
