"""Code in the library: long lines go on below, so that nothing is cut off."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from interview_desk.ui.pages.library_code import LongCode, wrapped

LINE = [("def ", "accent"), ("count", "text"), ("(words):", "text")]


@pytest.mark.parametrize("columns", [3, 4, 7, 17, 40])
def test_a_wrapped_line_has_every_character_once_and_no_row_is_too_long(columns: int) -> None:
    rows = wrapped(LINE, columns)
    assert "".join(text for row in rows for text, _ in row) == "def count(words):"
    assert all(len("".join(text for text, _ in row)) <= columns for row in rows)


def test_every_piece_keeps_its_colour() -> None:
    assert wrapped(LINE, 6) == [
        [("def ", "accent"), ("co", "text")],
        [("unt", "text"), ("(wo", "text")],
        [("rds):", "text")],
    ]


def test_a_narrow_box_is_higher(qtbot: QtBot) -> None:
    code = LongCode("x = 1\n" + "y" * 200, "python", "Solution")
    qtbot.addWidget(code)
    assert code.heightForWidth(200) > code.heightForWidth(2000)
    assert code.accessibleDescription().startswith("x = 1")
    code.resize(200, code.heightForWidth(200))
    code.grab()
