"""Wrapped text: laid out once for each width that a layout tries in turn."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from interview_desk.ui import fonts
from interview_desk.ui.live.flow import Flows

WORDS = "Asks whether the limit is per user or per address before writing any code at all"


@pytest.mark.usefixtures("qapp")
def test_a_width_that_was_asked_for_of_late_is_not_laid_out_again() -> None:
    flows, font = Flows(WORDS), fonts.text_font()
    narrow, wide = flows.at(120, font), flows.at(600, font)
    assert narrow.lines > wide.lines
    assert flows.at(120, font) is narrow
    assert flows.at(600, font) is wide
    for width in range(200, 260, 10):
        flows.at(width, font)
    assert flows.at(120, font) is not narrow  # only the latest few are kept
    assert QApplication.instance() is not None
