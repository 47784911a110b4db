"""The compact window: on top, small, and the same interview."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from interview_desk.domain import rules
from interview_desk.ui.live.compact_window import CompactWindow
from tests.conducting import Conducted


@pytest.fixture
def window(on_layer_two: Conducted, shown: Callable[..., CompactWindow]) -> CompactWindow:
    it = shown(CompactWindow(lambda: on_layer_two.now_ms), 420, 640)
    it.show_stage(on_layer_two.state, on_layer_two.now_ms)
    QApplication.processEvents()
    return it


def test_it_stays_on_top_and_is_small(window: CompactWindow) -> None:
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert (window.width(), window.height()) == (420, 640)


def test_it_shows_clock_layer_words_to_say_and_the_next_hint(window: CompactWindow, on_layer_two: Conducted) -> None:
    assert window.clock.figures.text() == "17:00"
    assert "The rule should hold" in window.say.prose.text()
    assert window.rung is not None
    assert "What would you need to remember" in window.rung.accessibleName()
    for _ in range(3):
        on_layer_two.hint()
    window.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert window.rung is None


def test_it_follows_the_interview_into_a_section(window: CompactWindow, on_layer_two: Conducted) -> None:
    on_layer_two.do(rules.go_to(on_layer_two.state, list(on_layer_two.state.track())[-3]))
    window.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert "This part is yours" in window.say.prose.text()


def test_a_note_can_be_written_in_it(window: CompactWindow) -> None:
    written: list[tuple[str, int]] = []
    window.note_written.connect(lambda text, stamp: written.append((text, stamp)))
    window.setFocus()
    QTest.keyClicks(window.line.edit, "+ good")
    QTest.keyClick(window.line.edit, Qt.Key.Key_Return)
    assert written == [("+ good", 1_020_000)]


def test_its_hint_can_be_clicked(window: CompactWindow) -> None:
    wishes: list[bool] = []
    window.hint_wanted.connect(lambda: wishes.append(True))
    assert window.rung is not None
    QTest.mouseClick(window.rung, Qt.MouseButton.LeftButton)
    assert wishes == [True]


def test_closing_it_is_told(window: CompactWindow) -> None:
    told: list[bool] = []
    window.closed.connect(lambda: told.append(True))
    window.close()
    assert told == [True]
