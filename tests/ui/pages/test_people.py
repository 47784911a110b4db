"""The page of people: who is due stands first, what is kept is shown, and nothing is erased by one press of a key."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from interview_desk.domain.listing import PersonLine
from interview_desk.ui.pages.people import PeoplePage

DAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PEOPLE = (
    PersonLine("Ada Example", "Ada Example", 2, DAY, 1),
    PersonLine("20261123-k3f9x2m", "Candidate", 1, DAY),
    PersonLine("Zoë Quux", "Zoë Quux", 1, DAY),
)


@pytest.fixture
def page(qtbot: QtBot) -> PeoplePage:
    it = PeoplePage()
    qtbot.addWidget(it)
    it.resize(1100, 700)
    it.show()
    it.activateWindow()
    it.setFocus()
    it.show_people(PEOPLE, 12)
    return it


def heard(page: PeoplePage) -> list[tuple[str, object]]:
    said: list[tuple[str, object]] = []
    page.chosen.connect(lambda key: said.append(("chosen", key)))
    page.pack_wanted.connect(lambda key: said.append(("pack", key)))
    page.erase_wanted.connect(lambda key, anonymous: said.append(("erase", (key, anonymous))))
    page.left.connect(lambda: said.append(("left", None)))
    return said


def rows(page: PeoplePage) -> list[str]:
    return [page.rows.item(at).text() for at in range(page.rows.count())]


def test_everybody_stands_there_and_who_is_due_is_said(page: PeoplePage) -> None:
    assert rows(page) == [
        "Ada Example, 2 interviews, the last on 2026-11-23, 1 due",
        "Candidate, 1 interview, the last on 2026-11-23 · 20261123-k3f9x2m",
        "Zoë Quux, 1 interview, the last on 2026-11-23",
    ]
    assert page._due.text() == "⚠ 1 interview has been kept for more than 12 months, as long as they were to be."
    page.show_people(PEOPLE[1:], 12)
    assert not page._due.isVisible()


def test_whoever_is_chosen_is_looked_up_and_shown(page: PeoplePage) -> None:
    said = heard(page)
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    QTest.keyClicks(page.search, "zoe")
    assert page.person.accessibleName() == "Nobody"
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    QTest.keyClicks(page.search, "quux")
    assert said == [
        ("chosen", "20261123-k3f9x2m"),
        ("chosen", "Zoë Quux"),
        ("chosen", "Ada Example"),
        ("chosen", "Zoë Quux"),
    ]
    assert not page._pack.isEnabled()
    page.show_kept("Ada Example", ["of somebody else"])
    page.show_kept("Zoë Quux", ["1 interview: 20261123-zoe", "a report: /x.pdf"])
    assert page._kept.text() == "•  1 interview: 20261123-zoe\n•  a report: /x.pdf"
    page._pack.click()
    assert said[-1] == ("pack", "Zoë Quux")


def test_erasing_takes_a_second_deed_and_the_first_key_keeps_it_all(page: PeoplePage, qtbot: QtBot) -> None:
    said = heard(page)
    page.show_kept("Ada Example", ["2 interviews"])
    page._erase.click()
    assert page._really.text() == "Erase Ada Example"
    qtbot.waitUntil(page._not.hasFocus)
    QTest.keyClick(page._not, Qt.Key.Key_Space)
    assert (said, page._asking.isVisible()) == ([], False)
    page._erase.click()
    QTest.keyClick(page._not, Qt.Key.Key_Escape)
    assert (said, page._asking.isVisible()) == ([], False)
    page._erase.click()
    page._anonymous.click()
    page._really.click()
    assert said == [("erase", ("Ada Example", False))]
    assert not page._erase.isEnabled()


def test_choosing_somebody_else_takes_the_question_back(page: PeoplePage) -> None:
    page.show_kept("Ada Example", ["2 interviews"])
    page._erase.click()
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert not page._asking.isVisible()


def test_where_nothing_is_kept_that_is_said_and_escape_goes_back(page: PeoplePage) -> None:
    said = heard(page)
    page.show_people((), 0)
    assert page.person.accessibleName().startswith("No interview is kept here")
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert said == [("left", None)]
