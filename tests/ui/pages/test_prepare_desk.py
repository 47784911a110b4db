"""Preparing in the window: what is looked up is shown with its warnings, and the briefing is written behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from interview_desk.domain.script import Kit
from interview_desk.errors import UsageError
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.prepare import Prepared
from interview_desk.ui.pages.prepare_desk import PrepareDesk


@pytest.fixture
def briefed() -> list[Prepared]:
    return []


@pytest.fixture
def desk(qtbot: QtBot, kit: Kit, briefed: list[Prepared]) -> Iterator[PrepareDesk]:
    window = MainWindow()
    qtbot.addWidget(window)
    background = Background(lambda error: window.notices.say(str(error)))

    def look_up(id: str) -> tuple[Kit, list[str]]:
        if id != kit.id:
            raise UsageError(f"There is no kit {id}", "", f"did you mean {kit.id}?")
        return kit, ["Layer 4 has no hints."]

    def write(it: Prepared) -> Path:
        briefed.append(it)
        return Path("briefing.pdf")

    yield PrepareDesk(window, background, look_up, write)
    background.close()


def test_a_kit_is_shown_with_what_to_warn_of(desk: PrepareDesk, kit: Kit) -> None:
    desk.open(kit.id, "Interviewer 7")
    said = [label.text() for label in desk.page.findChildren(QLabel)]
    assert kit.title in said
    assert any("Layer 4 has no hints." in it for it in said)


def test_a_kit_that_is_not_there_is_refused_and_the_page_stays_away(desk: PrepareDesk) -> None:
    with pytest.raises(UsageError, match="did you mean"):
        desk.open("backend-senor", "Interviewer 7")
    assert not desk.page.isVisible()


def test_the_briefing_is_written_for_what_stands_on_the_page(
    desk: PrepareDesk, kit: Kit, qtbot: QtBot, briefed: list[Prepared]
) -> None:
    desk.open(kit.id, "Interviewer 7")
    window = desk.page.window()
    assert isinstance(window, MainWindow)
    window.desk.trigger("prepare.briefing")
    qtbot.waitUntil(lambda: window.notices.text == "Wrote briefing.pdf.", timeout=10_000)
    assert [(it.kit, it.interviewer) for it in briefed] == [(kit, "Interviewer 7")]
