"""Commands as actions: open in their scope and with a deed, by key and by name, ahead of what a text field would do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from interview_desk.commands import COMMANDS, MENUS
from interview_desk.ui.actions import Actions

CTRL = Qt.KeyboardModifier.ControlModifier


class Bench:
    """A window with a line to type in, and what was done."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.actions = Actions(self.window)
        self.line = QLineEdit(self.window)
        self.line.installEventFilter(self.actions)
        self.window.setCentralWidget(self.line)
        self.done: list[str] = []
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.line.setFocus()

    def bind(self, *ids: str) -> None:
        self.actions.bind({id: lambda id=id: self.done.append(id) for id in ids})  # type: ignore[misc]


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_a_command_without_a_deed_is_greyed(bench: Bench) -> None:
    bench.actions.open_for("live")
    assert not bench.actions.is_open("hint.next")
    bench.bind("hint.next")
    assert bench.actions.is_open("hint.next")


def test_a_command_is_open_only_where_it_belongs(bench: Bench) -> None:
    bench.bind("hint.next", "page.summary", "interview.undo", "help.palette")
    opened = {}
    for scopes in ((), ("live",), ("wrap-up",)):
        bench.actions.open_for(*scopes)
        opened[scopes] = [id for id in ("hint.next", "page.summary", "interview.undo") if bench.actions.is_open(id)]
        assert bench.actions.is_open("help.palette")
    assert opened == {
        (): [],
        ("live",): ["hint.next", "interview.undo"],
        ("wrap-up",): ["page.summary", "interview.undo"],
    }


def test_a_deed_for_a_command_that_is_not_in_the_table_is_an_error(bench: Bench) -> None:
    with pytest.raises(KeyError, match="hint-next"):
        bench.bind("hint-next")


def test_a_later_deed_takes_the_place_of_an_earlier_one(bench: Bench) -> None:
    bench.bind("hint.next")
    bench.actions.bind({"hint.next": lambda: bench.done.append("another")})
    bench.actions.open_for("live")
    bench.actions.trigger("hint.next")
    assert bench.done == ["another"]


def test_a_key_does_its_command_even_where_a_text_field_knows_the_key(bench: Bench) -> None:
    bench.bind("interview.undo", "interview.wrap-up")
    bench.actions.open_for("live")
    bench.line.setText("half a note")
    QTest.keyClick(bench.line, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(bench.line, Qt.Key.Key_E, CTRL)
    assert bench.done == ["interview.undo", "interview.wrap-up"]
    assert bench.line.text() == "half a note"


def test_a_key_of_a_closed_command_is_left_to_the_text_field(bench: Bench) -> None:
    bench.bind("interview.undo")
    bench.actions.open_for()
    QTest.keyClicks(bench.line, "abc")
    QTest.keyClick(bench.line, Qt.Key.Key_Z, CTRL)
    assert bench.line.text() == ""
    assert bench.done == []


def test_a_greyed_command_does_nothing(bench: Bench) -> None:
    bench.bind("hint.next")
    bench.actions.open_for("wrap-up")
    bench.actions.trigger("hint.next")
    QTest.keyClick(bench.line, Qt.Key.Key_H, CTRL)
    assert bench.done == []


def test_the_menus_hold_every_command_of_the_table(bench: Bench) -> None:
    bench.actions.fill(bench.window.menuBar())
    menus = [menu for menu in bench.window.menuBar().findChildren(QMenu) if menu.title()]
    assert [menu.title() for menu in menus] == list(MENUS)
    listed = [action.objectName() for menu in menus for action in menu.actions()]
    assert sorted(listed) == sorted(command.id for command in COMMANDS)


def test_every_action_says_what_it_does(bench: Bench) -> None:
    actions = {action.objectName(): action for action in bench.window.findChildren(QAction) if action.objectName()}
    for command in COMMANDS:
        assert (actions[command.id].text(), actions[command.id].toolTip()) == (command.title, command.help)


def test_enter_stays_with_the_note_line(bench: Bench, qtbot: QtBot) -> None:
    bench.bind("note.save")
    bench.actions.open_for("live")
    with qtbot.waitSignal(bench.line.returnPressed):
        QTest.keyClick(bench.line, Qt.Key.Key_Return)
    assert bench.done == []
