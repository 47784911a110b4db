"""Replaying in the window: every key, every click, and the clock that plays."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.domain.clock import ManualClock
from interview_desk.domain.script import Kit
from interview_desk.library.catalogue import Catalogue
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.replaying import Replaying
from interview_desk.ui.theme import apply_theme
from tests.ui.replay.minutes import at
from tests.ui.wrapup.interviews import Desk, assess, conduct

Press = Callable[..., None]


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Catalogue.standing().kit("backend-senior")


@pytest.fixture(scope="module")
def interview(kit: Kit) -> Desk:
    return assess(conduct(kit))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def replaying(qtbot: QtBot, qapp: QApplication, interview: Desk, clock: ManualClock) -> Iterator[Replaying]:
    """The sample interview in a window, at its start."""
    apply_theme(qapp, "dark")
    window = MainWindow()
    qtbot.addWidget(window)
    it = Replaying(window, interview.live.log, clock, 0)
    it.open()
    with qtbot.waitActive(window):
        window.show()
    yield it
    it.close()
    # The page is let go later; a window that goes before it would take it along twice.
    QApplication.processEvents()


@pytest.fixture
def press(replaying: Replaying) -> Press:
    def press(*keys: str) -> None:
        for key in keys:
            together = QKeySequence(key)[0]  # type: ignore[index]  # it is, though the stubs don't say so
            widget = QApplication.focusWidget() or replaying.page
            QTest.keyClick(widget, together.key(), together.keyboardModifiers())
            QApplication.processEvents()

    return press


def now(replaying: Replaying) -> int:
    return replaying.replay.now_ms


@pytest.mark.parametrize(
    ("start", "keys", "there"),
    [
        ("21:05", "L", "21:15"),
        ("21:05", "J", "20:55"),
        ("0:05", "J", "0:00"),
        ("57:10", "L", "57:12"),
        ("21:00", ".", "21:05"),
        ("21:05", ",", "20:11"),
        ("21:05", "Home", "0:00"),
        ("21:05", "End", "57:12"),
        ("21:05", "PgDown", "24:48"),
        ("21:05", "PgUp", "14:50"),
        ("21:05", "H", "33:40"),
        ("21:05", "Shift+H", "9:18"),
        ("21:05", "N", "22:58"),
        ("21:05", "Shift+N", "20:11"),
        ("21:05", "Right", "21:06"),
        ("21:05", "Left", "21:04"),
    ],
)
def test_every_key_goes_where_it_says(replaying: Replaying, press: Press, start: str, keys: str, there: str) -> None:
    replaying.show_moment(at(start))
    press(keys)
    assert now(replaying) == at(there)
    assert replaying.page.transport.time.text() == f"{there:0>5}"


def test_where_there_is_no_further_hint_that_is_said(replaying: Replaying, press: Press) -> None:
    press("End", "H")
    assert now(replaying) == at("57:12")
    window = replaying.parent()
    assert isinstance(window, MainWindow)
    assert window.notices.text == "There is no hint after this moment."
    press("Shift+H")
    assert window.notices.text == ""


def test_space_plays_and_stops_and_the_adapter_moves_on(replaying: Replaying, press: Press, clock: ManualClock) -> None:
    press("]", "]", "Space")
    assert replaying.page.transport.play.accessibleName() == "Stop"
    clock.advance(3_000)
    replaying.adapter.tick()
    assert now(replaying) == 12_000
    assert replaying.page.transport.time.text() == "00:12"
    press("Space")
    clock.advance(3_000)
    replaying.adapter.tick()
    assert now(replaying) == 12_000


def test_the_only_timer_is_the_adapters_and_it_runs_only_while_it_plays(replaying: Replaying, press: Press) -> None:
    (timer,) = replaying.adapter.findChildren(QTimer)
    assert not timer.isActive()
    press("Space")
    assert timer.isActive()
    assert timer.interval() <= 1_000
    press("Space")
    assert not timer.isActive()
    assert replaying.page.findChildren(QTimer) == []


def test_silence_is_skipped_from_a_key_on(replaying: Replaying, press: Press, clock: ManualClock) -> None:
    press("S", "Space")
    assert replaying.page.transport.skip.isChecked()
    clock.advance(4_000)
    replaying.adapter.tick()
    assert now(replaying) == at("3:58")


def test_a_speed_can_be_clicked(replaying: Replaying) -> None:
    replaying.page.transport.speeds[4].click()
    assert replaying.playing.speed == 8
    assert replaying.page.transport.speeds[4].isChecked()


def test_a_click_on_a_note_goes_to_when_it_was_taken(replaying: Replaying, press: Press) -> None:
    press("End")
    notes = replaying.page.notes
    row = next(n for n in range(notes.model.rowCount()) if "one counter" in str(notes.model.index(n, 0).data()))
    notes.view.clicked.emit(notes.model.index(row, 0))
    assert now(replaying) == at("22:58")


def test_a_click_on_a_line_of_the_script_kept_opens_its_moment(replaying: Replaying, press: Press) -> None:
    press("End")
    replaying.page.script.kept.rows[4].click()
    assert now(replaying) == at("33:40")


def test_a_click_on_the_lanes_while_it_plays_plays_on_from_there(
    replaying: Replaying, press: Press, clock: ManualClock
) -> None:
    press("Space")
    replaying.page.timeline.moment_wanted.emit(at("30:00"))
    clock.advance(2_000)
    replaying.adapter.tick()
    assert now(replaying) == at("30:02")


def test_between_two_entries_only_the_time_is_drawn_anew(replaying: Replaying) -> None:
    shown: list[object] = []
    replaying.adapter.changed.connect(shown.append)
    replaying.show_moment(at("21:06"))
    replaying.show_moment(at("21:07"))
    assert len(shown) == 1
    assert replaying.page.script.head.left.text() == "SCRIPT AT 21:07"


def test_esc_leaves(replaying: Replaying, press: Press) -> None:
    left: list[bool] = []
    replaying.left.connect(lambda: left.append(True))
    press("Esc")
    assert left == [True]


def test_keys_of_the_interview_do_nothing_here(replaying: Replaying, press: Press) -> None:
    count = len(replaying.replay.whole_log)
    press("Ctrl+H", "Ctrl+P", "Ctrl+Return", "Alt+3", "Ctrl+Z")
    assert len(replaying.replay.whole_log) == count
    assert now(replaying) == 0


def test_it_begins_at_the_moment_that_was_asked_for(
    qtbot: QtBot, interview: Desk, clock: ManualClock, qapp: QApplication
) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    it = Replaying(window, interview.live.log, clock, at("16:20"))
    it.open()
    notes = it.page.notes
    assert str(notes.model.index(notes.last_row, 0).data()).startswith("16:20 strength")
    assert window.windowTitle().startswith("Sample Candidate · replay")
    it.close()
    qapp.processEvents()
