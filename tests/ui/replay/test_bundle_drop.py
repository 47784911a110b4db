"""Bundles that are dropped: only `.desk` files are taken."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from interview_desk.ui.replay.bundle_drop import BundleDrop
from tests.ui.replay.dropping import drop


def test_only_bundles_on_this_machine_are_wished_for(qtbot: QtBot) -> None:
    target = QWidget()
    qtbot.addWidget(target)
    wished: list[Path] = []
    dropped = BundleDrop(target)
    dropped.import_wanted.connect(wished.append)
    assert drop(
        target, "file:///tmp/one.desk", "file:///tmp/notes.txt", "https://example.org/two.desk", "file:///tmp/B.DESK"
    )
    assert wished == [Path("/tmp/one.desk"), Path("/tmp/B.DESK")]
    assert target.acceptDrops()


def test_anything_else_is_left_alone(qtbot: QtBot) -> None:
    target = QWidget()
    qtbot.addWidget(target)
    wished: list[Path] = []
    BundleDrop(target).import_wanted.connect(wished.append)
    assert not drop(target, "file:///tmp/notes.txt")
    assert wished == []
