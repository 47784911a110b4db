"""Work in the background: done off the screen's thread, answered on it, and a failure told to whoever asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.errors import StorageError
from interview_desk.ui.background import Background


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> QApplication:
    return qapp


@pytest.fixture
def failures() -> list[BaseException]:
    return []


@pytest.fixture
def background(failures: list[BaseException]) -> Iterator[Background]:
    it = Background(failures.append)
    yield it
    it.close()


def test_work_is_done_elsewhere_and_answered_on_the_thread_of_the_screen(background: Background, qtbot: QtBot) -> None:
    worked: list[int] = []
    answered: list[tuple[str, int]] = []

    def work() -> str:
        worked.append(threading.get_ident())
        return "done"

    background.run(work, lambda result: answered.append((result, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == [("done", threading.get_ident())]
    assert worked != [threading.get_ident()]


def test_the_screen_goes_on_while_work_takes_its_time(background: Background, qtbot: QtBot) -> None:
    go = threading.Event()
    answered: list[bool] = []
    background.run(lambda: go.wait(10), answered.append)
    QApplication.processEvents()
    assert answered == []
    go.set()
    qtbot.waitUntil(lambda: answered == [True])


def test_a_failure_goes_to_whoever_asked_else_to_the_application(
    background: Background, qtbot: QtBot, failures: list[BaseException]
) -> None:
    mine: list[BaseException] = []

    def fail() -> None:
        raise StorageError("The report was not written", "the disk is full", "make room")

    background.run(fail, lambda _: None, mine.append)
    qtbot.waitUntil(lambda: bool(mine))
    assert failures == []
    background.run(fail, lambda _: None)
    qtbot.waitUntil(lambda: bool(failures))
    assert str(failures[0]) == "The report was not written: the disk is full; make room."


def test_an_answer_may_begin_further_work(background: Background, qtbot: QtBot) -> None:
    answered: list[int] = []
    background.run(lambda: 1, lambda one: background.run(lambda: one + 1, answered.append))
    qtbot.waitUntil(lambda: answered == [2])


def test_closing_waits_for_work_and_tells_nobody_any_more(failures: list[BaseException]) -> None:
    background = Background(failures.append)
    finished: list[bool] = []
    answered: list[bool] = []

    def work() -> bool:
        finished.append(True)
        return True

    background.run(work, answered.append)
    QApplication.processEvents()
    background.close()

    assert finished == [True]


def test_closing_what_never_worked_costs_nothing(failures: list[BaseException]) -> None:
    background = Background(failures.append)
    background.close()
    background.close()
