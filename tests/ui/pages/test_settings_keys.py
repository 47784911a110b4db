"""The list of keys: a new one is pressed, one that is taken is refused by the other's name, and all can be put back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from interview_desk import commands
from interview_desk.ui.pages.settings_keys import KeysCard

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[KeysCard]:
    it = KeysCard()
    qtbot.addWidget(it)

    def use(chosen: dict[str, str]) -> None:
        commands.use_keys(chosen)
        it.show_chosen(chosen)

    it.changed.connect(use)
    it.show()
    it.search.setFocus()
    yield it
    commands.use_keys({})


def press(card: KeysCard, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(card.search, key, modifiers)


def find(card: KeysCard, title: str) -> None:
    card.search.clear()
    QTest.keyClicks(card.search, title)
    assert card.command is not None
    assert card.command.title == title


def test_a_key_is_pressed_anew(card: KeysCard) -> None:
    find(card, "Next hint")
    press(card, Qt.Key.Key_Return)
    assert "Press the new key of “Next hint”" in card.said.text()
    press(card, Qt.Key.Key_Control, CTRL)  # a modifier alone is no key yet
    press(card, Qt.Key.Key_G, CTRL)
    assert commands.keys_of(commands.BY_ID["hint.next"]) == ("Ctrl+G",)
    assert card.said.text() == "“Next hint” has Ctrl G now."
    assert card.rows.item(0).text() == "Next hint, Ctrl+G, changed"
    press(card, Qt.Key.Key_Delete)
    assert commands.keys_of(commands.BY_ID["hint.next"]) == ("Ctrl+H",)


@pytest.mark.parametrize(
    ("key", "modifiers", "said"),
    [
        (Qt.Key.Key_E, CTRL, "Ctrl E is the key of “Wrap up” already"),
        (Qt.Key.Key_V, CTRL, "Ctrl+V belongs to the text"),
        (Qt.Key.Key_G, NONE, "G belongs to the text"),
        (Qt.Key.Key_K, CTRL, "“All commands”"),
    ],
)
def test_a_key_that_cannot_be_is_refused_and_another_can_be_pressed(
    card: KeysCard, key: Qt.Key, modifiers: Qt.KeyboardModifier, said: str
) -> None:
    find(card, "Next hint")
    press(card, Qt.Key.Key_Return)
    press(card, key, modifiers)
    assert said in card.said.text()
    assert card.pressing
    press(card, Qt.Key.Key_F7)
    assert commands.keys_of(commands.BY_ID["hint.next"]) == ("F7",)


def test_escape_leaves_a_key_as_it_is_and_delete_takes_it_away(card: KeysCard) -> None:
    find(card, "Quiet focus")
    press(card, Qt.Key.Key_Return)
    press(card, Qt.Key.Key_Escape)
    assert not card.pressing
    assert commands.keys_of(commands.BY_ID["quiet.toggle"]) == ("F8",)
    press(card, Qt.Key.Key_Return)
    press(card, Qt.Key.Key_Delete)
    assert commands.keys_of(commands.BY_ID["quiet.toggle"]) == ()


def test_a_key_is_not_put_back_while_another_command_has_it(card: KeysCard) -> None:
    card.changed.emit({"hint.next": "Ctrl+G", "quiet.toggle": "Ctrl+H"})
    find(card, "Next hint")
    press(card, Qt.Key.Key_Delete)
    assert "Ctrl H is the key of “Quiet focus” now" in card.said.text()
    all_back = next(it for it in card.findChildren(QPushButton) if it.text() == "Put all back")
    all_back.click()
    assert commands.keys_of(commands.BY_ID["hint.next"]) == ("Ctrl+H",)


def test_a_return_that_is_taken_anew_takes_enter_with_it(card: KeysCard) -> None:
    find(card, "Candidate window")
    press(card, Qt.Key.Key_Return)
    press(card, Qt.Key.Key_Return, CTRL | SHIFT | Qt.KeyboardModifier.AltModifier)
    assert commands.keys_of(commands.BY_ID["window.candidate"]) == ("Ctrl+Alt+Shift+Return", "Ctrl+Alt+Shift+Enter")


def test_the_list_is_found_by_key_and_says_when_nothing_is(card: KeysCard) -> None:
    card.search.setText("ctrl+shift+h")
    assert [card.rows.item(at).text() for at in range(card.rows.count())] == ["Hint of your own, Ctrl+Shift+H"]
    card.search.setText("nothing at all")
    assert card.said.text() == "No command has that in its name."
    press(card, Qt.Key.Key_Return)
    assert not card.pressing
