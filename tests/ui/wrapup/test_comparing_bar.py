"""The line that shows how far a comparison is: heard as well as seen, and always as high."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from interview_desk.ui.wrapup.comparing_bar import ComparingBar


def test_it_is_drawn_and_heard_while_there_is_something_to_wait_for(qtbot: QtBot) -> None:
    bar = ComparingBar()
    qtbot.addWidget(bar)
    bar.resize(200, bar.height())
    bar.show()
    empty, height = bar.grab().toImage(), bar.height()
    bar.show_share(0.5)
    assert bar.accessibleName() == "comparing with past interviews, 50 %"
    half = bar.grab().toImage()
    assert half != empty
    bar.show_share(None)
    assert bar.words == bar.accessibleName() == ""
    assert bar.grab().toImage() == empty
    assert bar.height() == height
