"""The server of a team: its URL is wished for when it is typed to its end, its password is nowhere to be seen."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from interview_desk.settings import Settings
from interview_desk.ui.pages.settings_server import ServerField

URL = "postgresql://ada@server.example/interviews"


@pytest.fixture
def field(qtbot: QtBot) -> ServerField:
    it = ServerField(next(it for it in fields(Settings) if it.name == "team_database"))
    qtbot.addWidget(it)
    it.show_value("")
    it.show()
    return it


@pytest.fixture
def wished(field: ServerField) -> list[object]:
    heard: list[object] = []
    field.changed.connect(lambda _name, value: heard.append(value))
    return heard


@pytest.fixture
def passwords(field: ServerField) -> list[str]:
    heard: list[str] = []
    field.password_typed.connect(heard.append)
    return heard


def test_nothing_is_wished_for_before_the_line_is_done(field: ServerField, wished: list[object]) -> None:
    QTest.keyClicks(field.line, URL)
    assert wished == []
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert wished == [URL]
    field.show_value(URL)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert wished == [URL]


def test_a_password_in_the_url_is_taken_out_of_it_and_off_the_screen(
    field: ServerField, wished: list[object], passwords: list[str]
) -> None:
    QTest.keyClicks(field.line, "postgresql://ada:s3cret@server.example/interviews")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert (wished, passwords) == ([URL], ["s3cret"])
    assert field.line.text() == URL


def test_the_password_has_a_line_of_its_own_that_shows_nothing(field: ServerField, passwords: list[str]) -> None:
    assert field.password.echoMode() == QLineEdit.EchoMode.Password
    QTest.keyClicks(field.password, "s3cret")
    QTest.keyClick(field.password, Qt.Key.Key_Return)
    assert passwords == ["s3cret"]
    field.show_kept()
    assert field.password.text() == ""
    assert field.password.placeholderText() == "Its password is kept"


def test_a_url_from_a_file_is_shown_without_its_password(
    field: ServerField, wished: list[object], passwords: list[str]
) -> None:
    field.show_value("postgresql://ada:s3cret@server.example/interviews")
    assert field.line.text() == "postgresql://ada:***@server.example/interviews"
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert (wished, passwords) == ([], [])


def test_what_is_no_server_is_said_in_its_place(field: ServerField, wished: list[object]) -> None:
    QTest.keyClicks(field.line, "server.example")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert wished == []
    assert "postgresql://you@server/name" in field.control.accessibleDescription()
