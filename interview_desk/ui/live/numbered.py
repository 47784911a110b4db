"""Signals or hints with their numbers: the compact window has room for them only while one is marked or picked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from interview_desk.domain.state import State
from interview_desk.domain.timing import clock_text
from interview_desk.ui.live.column import upright
from interview_desk.ui.live.prose import plain_label
from interview_desk.ui.live.script_cards import HintRung, SignalRow


class Numbered(QWidget):
    """The signals or the hints of the current layer; a click does what the number key does."""

    signal_clicked = Signal(str)
    hint_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = plain_label("heading")
        self._signals: list[SignalRow] = []
        self._rungs: list[HintRung] = []
        self._column = upright(self, 4)
        self._column.addWidget(self._title)
        self._column.addStretch(1)

    def show_signals(self, state: State) -> None:
        """Show the signals of the layer, with what was marked of each."""
        self._clear("Listen for")
        layer, place = state.layer, state.place
        if layer is None or place is None:
            return
        for number, signal in enumerate(layer.signals, 1):
            row = SignalRow(signal, number, self)
            row.show_number(True)
            row.show_mark(state.mark(place, signal.id))
            row.clicked.connect(lambda _checked=False, id=signal.id: self.signal_clicked.emit(id))
            self._signals.append(row)
            self._column.insertWidget(number, row)

    def show_hints(self, state: State) -> None:
        """Show the hints of the layer; those that are given say when."""
        self._clear("Hints")
        layer, place = state.layer, state.place
        if layer is None or place is None:
            return
        given = {hint.hint: hint.at_ms - state.started_ms for hint in state.hints_in(place)}
        for number, hint in enumerate(layer.hints, 1):
            rung = HintRung.of(hint, self)
            rung.show_given(clock_text(given[hint.id]) if hint.id in given else "", str(number))
            rung.clicked.connect(lambda _checked=False, id=hint.id: self.hint_clicked.emit(id))
            self._rungs.append(rung)
            self._column.insertWidget(number, rung)

    def show_marks(self, state: State) -> None:
        """Show what was marked since, in the same list."""
        for row in self._signals:
            if state.place is not None:
                row.show_mark(state.mark(state.place, row.signal_id))

    def _clear(self, title: str) -> None:
        self._title.setText(title)
        for widget in (*self._signals, *self._rungs):
            widget.hide()
            widget.deleteLater()
        self._signals, self._rungs = [], []
