"""Signals and hints with their numbers, in the little room of the compact window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from interview_desk.domain import rules
from interview_desk.ui.live.numbered import Numbered
from interview_desk.ui.live.script_cards import HintRung, SignalRow
from tests.conducting import Conducted


def shown_rows(widget: Numbered, kind: type[QWidget]) -> list[str]:
    QApplication.processEvents()
    return [it.accessibleName() for it in widget.findChildren(kind) if it.isVisible()]


def test_signals_show_what_was_marked_since(on_layer_two: Conducted, shown: Callable[..., Numbered]) -> None:
    it = shown(Numbered(), 400, 400)
    it.show_signals(on_layer_two.state)
    layer = on_layer_two.state.layer
    assert layer is not None
    assert len(shown_rows(it, SignalRow)) == len(layer.signals)
    on_layer_two.do(rules.mark_signal(on_layer_two.state, layer.signals[1].id))
    it.show_marks(on_layer_two.state)
    assert shown_rows(it, SignalRow)[1].endswith(": yes")


def test_hints_take_the_place_of_signals_and_can_be_clicked(
    on_layer_two: Conducted, shown: Callable[..., Numbered]
) -> None:
    it = shown(Numbered(), 400, 400)
    it.show_signals(on_layer_two.state)
    on_layer_two.hint()
    it.show_hints(on_layer_two.state)
    assert shown_rows(it, SignalRow) == []
    assert "given at" in shown_rows(it, HintRung)[0]
    picked: list[str] = []
    it.hint_clicked.connect(picked.append)
    QTest.mouseClick([rung for rung in it.findChildren(HintRung) if rung.isVisible()][2], Qt.MouseButton.LeftButton)
    layer = on_layer_two.state.layer
    assert layer is not None
    assert picked == [layer.hints[2].id]
