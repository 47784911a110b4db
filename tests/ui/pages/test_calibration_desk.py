"""Calibration in the window: read and fitted in the background, the last wish counts, exports are whole files."""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from interview_desk.errors import StorageError
from interview_desk.insights.tables import History, empty_history
from interview_desk.insights.team import TeamPast
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.calibration_desk import CalibrationDesk, TeamRules
from tests.ui.pages.team_samples import TODAY, ordinary, ordinary_history, ordinary_past


class AtTheDesk:
    """A window with the calibration of a made-up team."""

    def __init__(self, qtbot: QtBot, reports: Path) -> None:
        self._qtbot = qtbot
        self.history: Callable[[], History] = ordinary_history
        self.assignment: Literal["chance", "unknown"] = "chance"
        self.calibrate = True
        self.groups = False
        self.failed: list[BaseException] = []
        self.half_read = threading.Event()
        self.half_read.set()
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.window.resize(1100, 700)
        self.background = Background(self.failed.append)
        self.desk = CalibrationDesk(self.window, self.background, self.read, self.rules, reports, lambda: TODAY)
        self.window.show()

    def read(self, labels: bool, tell: Callable[[int, int], None]) -> TeamPast:
        """The made-up team where nothing else is wanted, with all that stands beside its history."""
        tell(1, 2)
        self.half_read.wait(10)
        history = self.history()
        past = ordinary_past() if history is ordinary_history() else TeamPast(history)
        return replace(past, groups={id: "ab"[k % 2] for k, id in enumerate(history.names.sessions)} if labels else {})

    def rules(self) -> TeamRules:
        return TeamRules(self.assignment, self.calibrate, self.groups)

    def open(self) -> None:
        self.desk.open()
        self.until(lambda: self.desk.page.page is not None)

    def until(self, holds: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(holds, timeout=10_000)

    def shows(self) -> str:
        return "\n".join(label.text() for label in self.window.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def at(qtbot: QtBot, tmp_path: Path) -> Iterator[AtTheDesk]:
    at = AtTheDesk(qtbot, tmp_path / "reports")
    yield at
    at.background.close()
    assert at.failed == []


def test_it_says_what_it_does_until_the_figures_are_there(at: AtTheDesk) -> None:
    go = Event()

    def slowly() -> History:
        go.wait(10)
        return ordinary_history()

    at.history = slowly
    at.desk.open()
    assert "Reading past interviews…" in at.shows()
    go.set()
    at.until(lambda: at.desk.page.page is not None)
    assert at.desk.page.page == ordinary()
    assert "Reading" not in at.shows()
    assert at.desk.page.strictness.view.hasFocus()


def test_a_filter_compares_again_without_reading_again(at: AtTheDesk) -> None:
    reads: list[int] = []

    def counted() -> History:
        reads.append(1)
        return ordinary_history()

    at.history = counted
    at.open()
    level = at.desk.page.filters.pickers[0]
    level.setCurrentIndex(level.findData("senior"))
    assert "Comparing again…" in at.shows()
    at.until(lambda: at.desk.page.page is not None and at.desk.page.page.choice.level == "senior")
    assert reads == [1]


def test_of_several_wishes_the_last_is_shown(at: AtTheDesk) -> None:
    at.open()
    level = at.desk.page.filters.pickers[0]
    for index in (1, 2, 3, 0, 2):
        level.setCurrentIndex(index)
    wanted = level.itemData(2)
    at.until(lambda: at.desk.page.page is not None and at.desk.page.page.choice.level == wanted)
    at.background.close()
    assert at.desk.page.page is not None
    assert at.desk.page.page.choice.level == wanted


def test_opened_again_it_reads_again_by_the_setting_of_now(at: AtTheDesk) -> None:
    at.open()
    at.assignment = "unknown"
    at.desk.open()
    at.until(lambda: "not known to be by chance" in at.shows())


def test_an_empty_database_is_no_fault(at: AtTheDesk) -> None:
    at.history = empty_history
    at.open()
    assert "none are kept yet" in at.shows()


def test_how_far_the_reading_is_is_shown_and_it_can_be_stopped(at: AtTheDesk) -> None:
    at.half_read.clear()
    at.desk.open()
    at.until(lambda: "Reading past interviews… 50 %" in at.shows())
    at.desk.page.stop_wanted.emit()
    at.half_read.set()
    at.until(lambda: "Stopped" in at.shows())
    assert at.desk.page.page is None


def test_a_database_that_can_not_be_read_is_said_where_the_figures_would_be(at: AtTheDesk) -> None:
    def broken() -> History:
        raise StorageError("The history can't be read", "the disk is gone", "plug it in")

    at.history = broken
    at.desk.open()
    at.until(lambda: "The history can't be read" in at.shows())


def test_what_ends_after_the_desk_was_closed_is_not_shown(at: AtTheDesk) -> None:
    go = Event()

    def slowly() -> History:
        go.wait(10)
        return ordinary_history()

    at.history = slowly
    at.desk.open()
    at.desk.close()
    go.set()
    at.background.close()
    assert at.desk.page.page is None


def test_the_table_is_written_whole(at: AtTheDesk, tmp_path: Path) -> None:
    at.open()
    at.desk.page.export_wanted.emit("csv")
    path = tmp_path / "reports" / "calibration-2026-09-01.csv"
    at.until(lambda: f"Wrote {path}" in at.shows())
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [row["name"] for row in rows if row["part"] == "interviewer"]
    assert names == [row.name for row in ordinary().rows]
    assert [it.name for it in path.parent.iterdir()] == [path.name]


def test_the_picture_is_written(at: AtTheDesk, tmp_path: Path) -> None:
    at.open()
    at.desk.page.settle()
    width = at.desk.page.body.width()
    at.desk.page.export_wanted.emit("png")
    path = tmp_path / "reports" / "calibration-2026-09-01.png"
    at.until(lambda: f"Wrote {path}" in at.shows())
    assert QImage(str(path)).width() == 2 * width


def test_the_drawing_is_written_with_its_words_as_text(at: AtTheDesk, tmp_path: Path) -> None:
    at.open()
    at.desk.page.export_wanted.emit("svg")
    path = tmp_path / "reports" / "calibration-2026-09-01.svg"
    at.until(lambda: f"Wrote {path}" in at.shows())
    assert QSvgRenderer(str(path)).isValid()
    assert "Interviewer 01" in path.read_text("utf-8")


@pytest.mark.parametrize("form", ["csv", "png", "svg"])
def test_a_folder_that_can_not_be_written_is_said(at: AtTheDesk, tmp_path: Path, form: str) -> None:
    (tmp_path / "reports").write_text("a file where the folder should be")
    at.open()
    at.desk.page.export_wanted.emit(form)
    at.until(lambda: "could not be written" in at.shows())


def test_the_page_for_paper_is_written(at: AtTheDesk, tmp_path: Path) -> None:
    at.open()
    at.desk.page.export_wanted.emit("pdf")
    path = tmp_path / "reports" / "calibration-2026-09-01.pdf"
    at.until(lambda: f"Wrote {path}" in at.shows())
    assert path.read_bytes().startswith(b"%PDF")


def test_more_of_each_interviewer_comes_after_the_page(at: AtTheDesk) -> None:
    at.open()
    at.until(lambda: "Change over time" in at.shows())
    assert "By competency" in at.shows()


def test_it_says_how_far_it_is_and_can_be_stopped(at: AtTheDesk) -> None:
    at.open()
    before, go = at.desk.page.page, Event()

    def slowly() -> History:
        go.wait(10)
        return ordinary_history()

    at.history = slowly
    at.desk.open()
    link = next(it for it in at.desk.page.findChildren(QPushButton) if it.text() == "Stop")
    assert link.isVisible()
    at.desk.page.show_progress("Comparing the interviewers…", 0.4)
    assert "Comparing the interviewers… 40 %" in at.shows()
    link.click()
    go.set()
    assert not link.isVisible()
    assert ordinary().about in at.shows()
    at.background.close()
    assert at.desk.page.page is before


def test_turned_off_for_the_team_the_page_says_so_and_asks_the_other_question(at: AtTheDesk) -> None:
    at.calibrate = False
    at.open()
    assert "Calibration is turned off for the team" in at.shows()
    assert "How would recommendations have read with calibration?" in at.shows()


def test_groups_are_compared_only_where_the_team_wants_it(at: AtTheDesk) -> None:
    at.open()
    assert "Do groups reach the bar alike?" not in at.shows()
    at.groups = True
    at.desk.open()
    at.until(lambda: "Do groups reach the bar alike?" in at.shows())
    at.groups = False
    at.desk.open()
    at.until(lambda: "Do groups reach the bar alike?" not in at.shows())


def test_every_point_lists_its_interviews_and_one_of_them_can_be_replayed(at: AtTheDesk, qtbot: QtBot) -> None:
    at.open()
    page = at.desk.page
    QTest.keyClick(page.strictness.view, Qt.Key.Key_Return)
    assert page.sessions.isVisible()
    view = page.sessions.view
    assert view.visibleRegion().boundingRect() == view.rect()  # the list is in sight, not its first row alone
    row = page.strictness.row
    assert row is not None
    assert page.sessions.view.model().rowCount() >= row.interviews
    page.chance.setFocus()
    QTest.keyClick(page.chance, Qt.Key.Key_Right)
    QTest.keyClick(page.chance, Qt.Key.Key_Return)
    assert page.sessions.view.model().rowCount() == ordinary().promise.bins[0].n
    page.what_if.links[0].click()
    assert page.sessions.view.model().rowCount() == len(ordinary().what_if.moves[0].places)
    page.kpis.links[0].click()
    assert page.sessions.view.model().rowCount() == len(ordinary().breakdowns[0].parts[0].places)
    page.experience.chart.opened.emit(ordinary().experience.people[0])
    with qtbot.waitSignal(at.desk.replay_wanted) as wish:
        page.sessions.open_wanted.emit("S001")
    assert wish.args == ["S001"]
