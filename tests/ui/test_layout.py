"""The window stands where it was left, wholly in sight, and a file that says nonsense changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from interview_desk.ui.layout import Layout, inside, name_of

ROOM = QRect(0, 0, 1366, 768)


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        (QRect(10, 20, 1100, 700), QRect(10, 20, 1100, 700)),
        (QRect(-500, -20, 1100, 700), QRect(0, 0, 1100, 700)),
        (QRect(3000, 900, 1100, 700), QRect(266, 68, 1100, 700)),
        (QRect(0, 0, 4000, 3000), QRect(0, 0, 1366, 768)),
        (QRect(0, 0, 10, 10), QRect(0, 0, 640, 480)),
    ],
)
def test_a_window_is_put_wholly_in_sight(wanted: QRect, place: QRect) -> None:
    assert inside(wanted, ROOM) == place


def test_a_window_and_its_columns_are_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "layout.json"
    window, again = QWidget(), QWidget()
    for widget in (window, again):
        qtbot.addWidget(widget)
    window.setGeometry(20, 30, 700, 500)
    layout = Layout(file)
    layout.columns = {"wide": [[300, 400], [200, 200]]}
    layout.keep(window)
    after = Layout(file)
    after.restore(again)
    assert (again.width(), again.height()) == (700, 500)
    assert after.columns == layout.columns


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "[" * 5_000,
        '{"schema": 2}',
        '{"schema": 1, "last": "x", "screens": {"NAME": {"window": [1, 2]}}}',
        '{"schema": 1, "last": "NAME", "screens": {"NAME": {"window": [0, 0, 1e9, "5"], "columns": {}}}}',
    ],
)
def test_a_file_that_says_nonsense_changes_nothing(qtbot: QtBot, tmp_path: Path, content: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    file = tmp_path / "layout.json"
    file.write_text(content.replace("NAME", name_of(window.screen())), "utf-8")
    layout = Layout(file)
    layout.restore(window)
    assert (window.width(), window.height(), layout.columns) == (700, 500, {})
    layout.keep(window)
    assert json.loads(file.read_text("utf-8"))["schema"] == 1


def test_no_folder_is_made_for_it(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    Layout(tmp_path / "nowhere" / "layout.json").keep(window)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_no_reason_to_stay_open(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / "layout.new").mkdir()
    Layout(tmp_path / "layout.json").keep(window)


def test_a_window_that_was_never_left_anywhere_is_no_larger_than_the_screen(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(9_000, 9_000)
    Layout(tmp_path / "none.json").restore(window)
    assert window.size() == window.screen().availableGeometry().size()
