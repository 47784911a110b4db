"""The replay page: every part shows the same moment, in both themes and at every width."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.sessions.replay import Replay
from interview_desk.ui.replay.replay_page import ReplayPage
from interview_desk.ui.theme import apply_theme
from tests.ui.replay.minutes import at


@pytest.fixture
def page(qtbot: QtBot, replay: Replay) -> ReplayPage:
    """The sample interview at 21:05."""
    it = ReplayPage()
    qtbot.addWidget(it)
    it.resize(1440, 860)
    it.show_session(replay.whole_log)
    replay.seek(at("21:05"))
    it.show_stage(replay.state, replay.now_ms)
    with qtbot.waitExposed(it):
        it.show()
    return it


def test_every_part_shows_the_same_moment(page: ReplayPage) -> None:
    assert page.transport.time.text() == "21:05"
    assert page.timeline.accessibleDescription() == "21:05 of 57:12"
    assert page.script.head.left.text() == "SCRIPT AT 21:05"
    assert page.notes.model.rowCount() == 11
    assert page.scores.head.right.text() == "0 OF 5 SCORED"


def test_nothing_from_later_can_be_read_anywhere(page: ReplayPage) -> None:
    told = "\n".join(_texts(page))
    assert "derived it" in told
    for later in ("one counter", "33:40", "race between", "5 OF 5", "43:00"):
        assert later not in told


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(("width", "height"), [(1440, 860), (1100, 640), (800, 600)])
def test_it_stands_in_both_themes_at_every_width(
    page: ReplayPage, qapp: QApplication, theme: str, width: int, height: int
) -> None:
    apply_theme(qapp, theme)  # type: ignore[arg-type]  # what parametrize has is a str
    page.resize(width, height)
    QApplication.processEvents()
    assert page.width() == width
    assert not page.grab().isNull()
    assert page.notes.width() >= 300
    assert page.script.height() >= 200


def test_it_stands_at_twice_the_text(page: ReplayPage, qapp: QApplication) -> None:
    apply_theme(qapp, "dark", 2.0)
    try:
        page.resize(1440, 1000)
        QApplication.processEvents()
        assert not page.grab().isNull()
    finally:
        apply_theme(qapp, "dark")


def test_wishes_of_every_part_come_out_of_the_page(page: ReplayPage) -> None:
    wishes: list[object] = []
    for signal in (page.moment_wanted, page.entry_wanted, page.command_wanted, page.speed_wanted):
        signal.connect(wishes.append)
    page.timeline.moment_wanted.emit(1)
    page.script.moment_wanted.emit(2)
    page.notes.moment_clicked.emit(3)
    page.header.command_wanted.emit("replay.play")
    page.transport.command_wanted.emit("replay.end")
    page.transport.speed_wanted.emit(8.0)
    assert wishes == [1, 2, 3, "replay.play", "replay.end", 8.0]


def _texts(page: ReplayPage) -> list[str]:
    from tests.journeys.driver import _texts as texts

    return list(texts(QAccessible.queryAccessibleInterface(page)))
