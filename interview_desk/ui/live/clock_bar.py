"""The clock: elapsed time in large figures, the plan's length beside it, the pace in one plain sentence below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from interview_desk.domain import timing
from interview_desk.domain.state import State
from interview_desk.ui import fonts
from interview_desk.ui.live.prose import plain_label
from interview_desk.ui.theme import set_role

_USUAL = "on pace for layer 3 · 1 min in hand"


class ClockBar(QWidget):
    """Shows the time. Its labels have fixed sizes: a second that goes by repaints figures and lays nothing out."""

    def __init__(self, size: int = fonts.CLOCK, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._state: State | None = None
        self._warm = False
        self.is_made = False
        right = Qt.AlignmentFlag.AlignRight
        self.figures = _Label("00:00", self)
        self.figures.setAlignment(right | Qt.AlignmentFlag.AlignBottom)
        self.figures.setAccessibleDescription("Elapsed time, in minutes and seconds")
        self.plan = _Label("", self)
        self.plan.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.plan.setAccessibleDescription("Planned length")
        self.pace = plain_label("small", parent=self)
        self.pace.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)
        self.pace.setAccessibleDescription("Pace")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.figures, 0, 0, right)
        grid.addWidget(self.plan, 0, 1)
        grid.addWidget(self.pace, 1, 0, 1, 2)
        self.is_made = True
        self.restyle()

    def show_stage(self, state: State, now_ms: int) -> None:
        """Show the time of a state."""
        if self._state is None or self._state.kit is not state.kit:
            self.plan.setText(f"/ {round(state.kit.minutes)}:00")
            self.restyle()
        self._state = state
        self.show_time(now_ms)

    def show_time(self, now_ms: int) -> None:
        """Show a later second of the same state."""
        state = self._state
        if state is None:
            return
        elapsed = timing.elapsed_ms(state, now_ms)
        _say(self.figures, timing.clock_text(elapsed))
        if _say(self.pace, timing.pace(state, now_ms)):
            self._make_room()
        warm = elapsed > state.kit.minutes * timing.MINUTE
        if warm != self._warm:
            self._warm = warm
            self.restyle()

    def restyle(self) -> None:
        """Take the sizes of the present size of text."""
        large, small = fonts.mono_font(self._size, QFont.Weight.Medium), fonts.mono_font(fonts.TEXT)
        for label, font, role, widest in (
            (self.figures, large, "clock-warm" if self._warm else "clock", "000:00"),
            (self.plan, small, "clock-plan", self.plan.text()),
        ):
            label.setFont(font)
            set_role(label, role)
            metrics = QFontMetrics(font)
            label.setFixedSize(metrics.horizontalAdvance(widest), round(large.pixelSize() * 1.15))
        self.plan.setContentsMargins(0, 0, 0, QFontMetrics(large).descent() - QFontMetrics(small).descent())
        self.pace.setFixedSize(0, QFontMetrics(fonts.text_font(fonts.SMALL)).height() + 2)
        self._make_room()

    def _make_room(self) -> None:
        """Give the pace the room that its words need; it only ever grows, so that the header doesn't move about."""
        metrics = QFontMetrics(fonts.text_font(fonts.SMALL))
        needed = metrics.horizontalAdvance(max((_USUAL, self.pace.text()), key=metrics.horizontalAdvance)) + 2
        if needed > self.pace.width():
            self.pace.setFixedWidth(needed)


class _Label(QLabel):
    """A label whose font is set by the clock: after the style has given it its own, or that would stay."""

    def __init__(self, text: str, clock: ClockBar) -> None:
        super().__init__(text, clock)
        self._clock = clock

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._clock.is_made:
            self._clock.restyle()


def _say(label: QLabel, text: str) -> bool:
    if label.text() == text:
        return False
    label.setText(text)
    return True
