"""From the library and back: by one key, out of anything, and nothing that is under way is lost by it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from interview_desk.ui.pages.library import LibraryPage
from interview_desk.ui.pages.prepare import PreparePage
from tests.journeys.conftest import NewDesk
from tests.journeys.driver import Driver, Place

LONG_KIT = """\
schema: 1
id: too-long
title: Far too long
role: Backend engineer
level: senior
rubric: coding-generalist
minutes: 75
sections:
  - {kind: question, question: rate-limiter, minutes: 60}
  - {kind: their-questions, minutes: 15}
"""


def library(driver: Driver) -> LibraryPage:
    assert driver.app is not None
    page = driver.app.window.page
    assert isinstance(page, LibraryPage)
    return page


def test_a_kit_is_found_in_the_library_and_prepared_by_keyboard(new_desk: NewDesk, place: Place) -> None:
    driver = new_desk().open()
    driver.press("Ctrl+L")
    driver.wait_until(lambda: library(driver).line is not None)
    driver.type("kit senior rate")
    driver.awaits("1 · One process: minute 5 on, par 12 min, 1 hint")
    driver.press("Return")
    assert driver.app is not None
    assert isinstance(driver.app.window.page, PreparePage)
    driver.type("Ada Example")
    driver.press("Ctrl+B")
    driver.wait_until(lambda: "Ada Example, interview briefing, 20" in driver.notice)
    assert [file.name[:32] for file in place.reports.iterdir()] == ["Ada Example, interview briefing,"]
    driver.press("Ctrl+Return")
    assert driver.state.opened.candidate == "Ada Example"


def test_an_interview_goes_on_behind_the_library(desk: Driver) -> None:
    desk.type("half a note")
    desk.press("Ctrl+L")
    desk.wait_until(lambda: library(desk).line is not None)
    desk.type("kit")
    desk.press("Return")
    assert desk.notice == "An interview is under way: Esc goes back to it."
    desk.wait(minutes=2)
    desk.press("Escape", "Escape")
    assert desk.state.phase == "running"
    assert desk.half_typed == "half a note"
    desk.press("Return")
    assert [note.text for note in desk.state.notes()] == ["half a note"]


def test_without_an_interview_escape_goes_home(new_desk: NewDesk) -> None:
    driver = new_desk().open()
    driver.press("Ctrl+L")
    driver.wait_until(lambda: library(driver).line is not None)
    driver.press("Escape")
    driver.awaits("Search; up and down choose, Enter opens")
    assert driver.app is not None
    assert not isinstance(driver.app.window.page, LibraryPage)


def test_a_plan_over_an_hour_that_does_not_say_why_is_refused_with_its_surplus(new_desk: NewDesk, place: Place) -> None:
    file = place.data / "question_banks" / "mine" / "kits" / "too-long.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(LONG_KIT, "utf-8")
    driver = new_desk().open()
    driver.press("Ctrl+L")
    driver.wait_until(lambda: library(driver).line is not None)
    driver.type("too-long")
    surplus = "the kit is 15 minutes over 60 and doesn't say why"
    driver.awaits(surplus)
    driver.press("Return")
    assert isinstance(driver.app.window.page if driver.app else None, LibraryPage)
    assert "too-long" in driver.notice


@pytest.mark.parametrize("key", ["Ctrl+N", "Ctrl+O", "F10"])
def test_the_keys_of_the_library_are_closed_elsewhere(
    new_desk: NewDesk, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    driver = new_desk().open()
    driver.press(key)
    QTest.qWait(20)
    assert opened == []
    assert not isinstance(driver.app.window.page if driver.app else None, LibraryPage)
