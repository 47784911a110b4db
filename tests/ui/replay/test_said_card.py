"""What was said: cut to two lines, whole to a screen reader."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from interview_desk.ui.replay.said_card import SaidCard, cut

LONG = "Nice. Now clients complain that a burst right at the window's edge gets **twice** the limit through. " * 3


@pytest.mark.usefixtures("qapp")
def test_a_long_prompt_is_cut_after_two_lines() -> None:
    lines = cut(LONG, 300)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert cut("Short.", 300) == ["Short."]
    assert cut("", 300) == [""]


def test_the_whole_of_it_is_told_and_shown_on_asking(qtbot: QtBot) -> None:
    card = SaidCard()
    qtbot.addWidget(card)
    card.show_said("Said at 14:50", LONG)
    assert card.text().startswith("Said at 14:50: Nice. Now clients")
    assert "**" not in card.text()
    assert card.toolTip().count("twice") == 3
    card.resize(300, card.sizeHint().height())
    assert not card.grab().isNull()
