"""The row above the lanes: play or stop, the time, how fast, whether silence is left out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from interview_desk.commands import BY_ID, keys_text
from interview_desk.domain.timing import clock_text
from interview_desk.sessions.replay import SPEEDS, Playing
from interview_desk.ui import fonts
from interview_desk.ui.live.column import MARGIN
from interview_desk.ui.live.keycap import KeyStrip, command_button
from interview_desk.ui.theme import colour, set_role, tokens

_JUMPS = (
    "replay.next-layer",
    "replay.next-note",
    "replay.next-hint",
    "replay.next-comment",
    "replay.slower",
    "replay.faster",
)


class Transport(QWidget):
    """Shows how a replay plays. Every button is a command, or a wish for a speed."""

    command_wanted = Signal(str)
    speed_wanted = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length = ""
        self.play = PlayButton(self)
        self.play.clicked.connect(lambda: self.command_wanted.emit("replay.play"))
        self.time = QLabel(self)
        self.time.setTextFormat(Qt.TextFormat.PlainText)
        self.time.setAccessibleDescription("Time in the replay")
        self.length = QLabel(self)
        set_role(self.length, "clock-plan")
        self.length.setAccessibleDescription("Length of the interview")
        self.speeds = [SpeedButton(speed, self) for speed in SPEEDS]
        self.skip = SkipButton(self)
        self.skip.clicked.connect(lambda: self.command_wanted.emit("replay.skip-silence"))
        self.jumps = KeyStrip([command_button(id) for id in _JUMPS], 18, parent=self)
        self.jumps.command_wanted.connect(self.command_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 12, MARGIN, 8)
        row.setSpacing(2)
        row.addWidget(self.play)
        row.addSpacing(12)
        row.addWidget(self.time)
        row.addSpacing(6)
        row.addWidget(self.length)
        row.addSpacing(14)
        for button in self.speeds:
            button.clicked.connect(lambda _checked=False, speed=button.speed: self.speed_wanted.emit(speed))
            row.addWidget(button)
        row.addSpacing(6)
        row.addWidget(self.skip)
        row.addSpacing(24)
        row.addWidget(self.jumps, 1)
        self._restyle()

    def show_length(self, length_ms: int) -> None:
        """Show how long the session is."""
        self.length.setText(f"/ {clock_text(length_ms)}")
        self._restyle()

    def show_time(self, now_ms: int) -> None:
        """Show the second."""
        text = clock_text(now_ms)
        if text != self.time.text():
            self.time.setText(text)

    def show_playing(self, playing: Playing) -> None:
        """Show how it plays."""
        self.play.show_on(playing.is_on)
        for button in self.speeds:
            button.show_chosen(button.speed == playing.speed)
        self.skip.show_chosen(playing.skips_silence)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._restyle()

    def _restyle(self) -> None:
        large, small = fonts.mono_font(fonts.TITLE, QFont.Weight.Medium), fonts.mono_font(fonts.TITLE)
        for label, font, widest in ((self.time, large, "000:00"), (self.length, small, self.length.text())):
            label.setFont(font)
            label.setFixedWidth(QFontMetrics(font).horizontalAdvance(widest if label is self.length else "00:00") + 2)


class PlayButton(QPushButton):
    """A round button: a triangle while it stands, two bars while it plays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip(f"{BY_ID['replay.play'].help} {keys_text(BY_ID['replay.play'])}")
        self.show_on(False)

    def show_on(self, on: bool) -> None:
        self._on = on
        self.setAccessibleName("Stop" if on else "Play")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(34), fonts.px(34))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(min(self.width(), self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(theme.accent))
        painter.drawEllipse(QRectF(0, (self.height() - side) / 2, side, side))
        painter.setBrush(colour(theme.on_accent))
        middle, unit = QPointF(side / 2, self.height() / 2), side / 34
        if self._on:
            for x in (-5.5, 1.5):
                painter.drawRoundedRect(QRectF(middle.x() + x * unit, middle.y() - 6 * unit, 4 * unit, 12 * unit), 1, 1)
        else:
            corners = ((-4.0, -6.5), (7.0, 0.0), (-4.0, 6.5))
            painter.drawPolygon(QPolygonF([middle + QPointF(x * unit, y * unit) for x, y in corners]))


class _Choice(QPushButton):
    """Words that stand in a pill while they are chosen."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """Stay as the replay says."""

    def show_chosen(self, chosen: bool) -> None:
        if chosen != self.isChecked():
            self.setChecked(chosen)
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(fonts.text_font(fonts.SMALL, QFont.Weight.DemiBold))
        return QSize(round(metrics.horizontalAdvance(self.text())) + fonts.px(15), fonts.px(22))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(theme.accent_soft))
            painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.setFont(fonts.text_font(fonts.SMALL, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal))
        painter.setPen(colour(theme.accent if chosen else theme.text if self.underMouse() else theme.muted))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class SpeedButton(_Choice):
    """One speed."""

    def __init__(self, speed: float, parent: QWidget | None = None) -> None:
        super().__init__(f"{speed:g}×", parent)
        self.speed = speed
        self.setAccessibleName(f"Play at {speed:g} times the speed")


class SkipButton(_Choice):
    """Whether silence is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("skip silence", parent)
        command = BY_ID["replay.skip-silence"]
        self.setToolTip(f"{command.help} {keys_text(command)}")
        self.setAccessibleDescription(command.help)
