"""Preparing in the window: what is looked up is shown with its warnings, and the briefing is written behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from interview_desk.domain.plan import Choices, Plan, PutTogether, QuestionLine
from interview_desk.domain.script import Kit
from interview_desk.errors import StorageError, UsageError
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.prepare import Prepared
from interview_desk.ui.pages.prepare_desk import PrepareDesk

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
CHOICES = Choices((QuestionLine("q", "A question", "coding", ("mid",), ("r",)),), (("r", "A rubric"),))


class Told:
    """A preparer that remembers what it was asked for."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self.briefed: list[Prepared] = []
        self.kept: list[Prepared] = []
        self.plans: list[Plan] = []

    def look_up(self, kit: str) -> tuple[Kit, list[str]]:
        if kit != self._kit.id:
            raise UsageError(f"There is no kit {kit}", "", f"did you mean {self._kit.id}?")
        return self._kit, ["Layer 4 has no hints."]

    def choices(self) -> Choices:
        return CHOICES

    def put_together(self, plan: Plan) -> PutTogether:
        self.plans.append(plan)
        return PutTogether(self._kit)

    def write_briefing(self, it: Prepared) -> Path:
        self.briefed.append(it)
        return Path("briefing.pdf")

    def keep(self, it: Prepared) -> str:
        if it.candidate == "Nobody":
            raise StorageError("It was not kept", "the disk is full", "make room")
        self.kept.append(it)
        return "20261125-kept"


@pytest.fixture
def told(kit: Kit) -> Told:
    return Told(kit)


@pytest.fixture
def desk(qtbot: QtBot, told: Told) -> Iterator[PrepareDesk]:
    window = MainWindow()
    qtbot.addWidget(window)
    background = Background(lambda error: window.notices.say(str(error)))

    yield PrepareDesk(window, background, told, lambda: NOW)
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
    desk: PrepareDesk, kit: Kit, qtbot: QtBot, told: Told
) -> None:
    desk.open(kit.id, "Interviewer 7")
    window = desk.page.window()
    assert isinstance(window, MainWindow)
    window.desk.trigger("prepare.briefing")
    qtbot.waitUntil(lambda: window.notices.text == "Wrote briefing.pdf.", timeout=10_000)
    assert [(it.kit, it.interviewer) for it in told.briefed] == [(kit, "Interviewer 7")]


def field(desk: PrepareDesk, name: str) -> QLineEdit:
    return next(it for it in desk.page.findChildren(QLineEdit) if it.accessibleName() == name)


def notices(desk: PrepareDesk) -> str:
    window = desk.page.window()
    assert isinstance(window, MainWindow)
    return window.notices.text


def test_an_interview_that_is_kept_is_left_with_word_of_when_it_is_due(
    desk: PrepareDesk, kit: Kit, qtbot: QtBot, told: Told
) -> None:
    desk.open(kit.id, "Interviewer 7")
    field(desk, "Candidate").setText("Noor Haddad")
    there = (NOW + timedelta(days=1)).astimezone()
    field(desk, "Due").setText(f"tomorrow {there:%H:%M}")
    with qtbot.waitSignal(desk.kept) as wish:
        desk.page.wish_keep()
    assert wish.args == ["20261125-kept"]
    said = f"Kept: Noor Haddad, due tomorrow, {there:%H:%M}. Enter opens it from here, Ctrl+P then starts."
    assert notices(desk) == said
    assert [(it.candidate, it.due) for it in told.kept] == [("Noor Haddad", there)]


def test_what_could_not_be_kept_is_said_and_stays_on_the_page(desk: PrepareDesk, kit: Kit, qtbot: QtBot) -> None:
    desk.open(kit.id, "Interviewer 7")
    field(desk, "Candidate").setText("Nobody")
    with qtbot.assertNotEmitted(desk.kept):
        desk.page.wish_keep()
        qtbot.waitUntil(lambda: "the disk is full" in notices(desk), timeout=10_000)
    assert field(desk, "Candidate").text() == "Nobody"


def test_a_question_that_was_chosen_elsewhere_is_put_together_with_the_rubric_that_fits(
    desk: PrepareDesk, kit: Kit, qtbot: QtBot, told: Told
) -> None:
    desk.open_own("Interviewer 7", "q")
    qtbot.waitUntil(lambda: bool(told.plans), timeout=10_000)
    assert told.plans[-1] == Plan("q", "r", "mid")
    qtbot.waitUntil(lambda: any(it.text() == kit.title for it in desk.page.findChildren(QLabel)), timeout=10_000)
    start = next(it for it in desk.page.findChildren(QPushButton) if it.accessibleName() == "Start the interview")
    with qtbot.waitSignal(desk.start_wanted) as wish:
        start.click()
    assert wish.args is not None
    assert wish.args[0].kit == kit
