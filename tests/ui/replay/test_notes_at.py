"""The notes as they were taken: nothing from later, a band behind the last."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.sessions.replay import Replay
from interview_desk.ui.replay.notes_at import NotesAt
from interview_desk.ui.theme import colour, tokens
from tests.ui.replay.minutes import at


def shown(qtbot: QtBot, replay: Replay, *times: str) -> NotesAt:
    panel = NotesAt()
    qtbot.addWidget(panel)
    panel.resize(600, 500)
    panel.show()
    for time in times:
        replay.seek(at(time))
        panel.show_stage(replay.state, replay.now_ms)
        QApplication.processEvents()
    return panel


def words(panel: NotesAt) -> list[str]:
    return [str(panel.model.index(row, 0).data()) for row in range(panel.model.rowCount())]


def test_what_came_later_is_not_there(qtbot: QtBot, replay: Replay) -> None:
    panel = shown(qtbot, replay, "57:12", "21:05")
    assert words(panel)[-1].startswith("21:05 Hint")
    assert not any("22:58" in line or "Layer 3" in line for line in words(panel))
    assert words(shown(qtbot, replay, "21:05")) == words(panel)


def test_the_last_thing_that_happened_has_a_band_behind_it(qtbot: QtBot, replay: Replay) -> None:
    panel = shown(qtbot, replay, "21:05")
    row = panel.last_row
    assert row == panel.model.rowCount() - 1
    top = panel.view.mapTo(panel, panel.view.rect().topLeft()).y() + panel.view.rowViewportPosition(row)
    picture = panel.grab().toImage()
    assert picture.pixelColor(1, top + 8) == colour(tokens().accent)
    assert picture.pixelColor(10, top + 8) == colour(tokens().raised)


def test_everything_in_a_replay_is_saved(qtbot: QtBot, replay: Replay) -> None:
    panel = shown(qtbot, replay, "21:05")
    assert panel.model.saved_seq >= replay.state.seq


def test_a_click_wishes_to_see_when_it_was_taken(qtbot: QtBot, replay: Replay) -> None:
    panel = shown(qtbot, replay, "21:05")
    clicked: list[int] = []
    panel.moment_clicked.connect(clicked.append)
    panel.view.clicked.emit(panel.model.index(2, 0))
    assert clicked == [panel.model.moment(2).seq]
