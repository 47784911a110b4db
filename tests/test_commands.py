"""The table of commands: the agreed keys, no key twice where both could be meant, and words for each."""

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtGui import QKeySequence

from interview_desk.commands import (
    BY_ID,
    COMMANDS,
    as_text,
    can_meet,
    keys_text,
)

AGREED = {
    "Return": "note.save",
    "Ctrl+H": "hint.next",
    "Ctrl+Shift+H": "hint.own",
    "Ctrl+Return": "layer.solved",
    "Ctrl+Shift+Return": "layer.move-on",
    "Ctrl+D": "candidate.dont-know",
    "Ctrl+J": "direction.change",
    "Ctrl+B": "branch.toggle",
    "Ctrl+M": "milestone.reach",
    "Ctrl+Up": "score.previous",
    "Ctrl+Down": "score.next",
    "Alt+1": "score.1",
    "Alt+4": "score.4",
    "Alt+0": "score.not-assessed",
    "Ctrl+Shift+V": "snippet.clipboard",
    "Ctrl+P": "interview.pause",
    "F8": "quiet.toggle",
    "Ctrl+Z": "interview.undo",
    "Ctrl+E": "interview.wrap-up",
    "Ctrl+Shift+E": "interview.conclude-early",
    "Ctrl+K": "help.palette",
    "F1": "help.keys",
    "F9": "window.compact",
    "F10": "window.candidate",
    "Space": "replay.play",
    "J": "replay.back",
    "L": "replay.ahead",
    ",": "replay.previous",
    ".": "replay.next",
    "[": "replay.slower",
    "]": "replay.faster",
    "Home": "replay.start",
    "End": "replay.end",
}


@pytest.mark.parametrize(("keys", "id"), AGREED.items())
def test_an_agreed_key_does_what_was_agreed(keys: str, id: str) -> None:
    assert keys in BY_ID[id].keys


def test_no_key_means_two_things_at_once() -> None:
    clashes = [
        (one.id, other.id)
        for one, other in combinations(COMMANDS, 2)
        if can_meet(one, other) and set(one.keys) & set(other.keys)
    ]
    assert clashes == []


def test_qt_understands_every_key() -> None:
    for command in COMMANDS:
        for keys in command.keys:
            assert QKeySequence(keys).toString() == keys


def test_ids_are_unique_and_every_command_explains_itself_in_a_sentence() -> None:
    assert len(BY_ID) == len(COMMANDS)
    assert all(command.help.endswith(".") and command.title for command in COMMANDS)


def test_the_printed_table_has_every_command() -> None:
    text = as_text()
    assert all(command.title in text and command.help in text for command in COMMANDS)


def test_keys_read_as_a_person_says_them() -> None:
    assert keys_text(BY_ID["layer.move-on"]) == "Ctrl ⇧ ↵"
    assert keys_text(replace(BY_ID["hint.next"], keys=())) == ""
