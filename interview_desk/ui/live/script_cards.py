"""The pieces of the script panel: what to say, a signal to listen for, a rung of the hint ladder, what comes next."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from interview_desk.domain.events import Mark
from interview_desk.domain.script import Hint, Signal
from interview_desk.ui import fonts
from interview_desk.ui.live.flow import Flow, Flows
from interview_desk.ui.live.keycap import cap_width, draw_cap
from interview_desk.ui.live.prose import Prose, plain_label
from interview_desk.ui.theme import colour, tokens

_RADIUS = 8.0


class SayCard(QWidget):
    """What is read aloud, in the largest text of the panel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before = plain_label("muted", wraps=True)
        self.before.hide()
        self.asked = plain_label("faint")
        self.prose = Prose(fonts.SAY, line_height=119)
        top = QHBoxLayout()
        top.addWidget(plain_label("label-accent", "SAY"), 1)
        top.addWidget(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 14)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.before)
        column.addWidget(self.prose)

    def show_say(self, text: str, before: str = "", asked: str = "") -> None:
        """Show what to say; `before` is a kind sentence that leads there, `asked` how it was asked."""
        self.prose.show_text(text)
        self.before.setText(before)
        self.before.setVisible(bool(before))
        self.asked.setText(asked)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(colour(theme.line))
        painter.setBrush(colour(theme.surface))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        painter.setClipRect(QRectF(0, 0, 3, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(theme.accent))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)


class SignalRow(QCheckBox):
    """Something to listen for; each click asks for the next of yes, partly, no and unmarked."""

    def __init__(self, signal: Signal, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.signal_id = signal.id
        self._signal = signal
        self._number = number
        self._numbered = False
        self._mark: Mark | None = None
        self._flows = Flows(signal.text)
        self.setTristate(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        _takes_height_of_width(self)
        self.show_mark("unmarked")

    @property
    def mark(self) -> Mark:
        return self._mark or "unmarked"

    def show_mark(self, mark: Mark) -> None:
        """Show what was marked."""
        if mark == self._mark:
            return
        self._mark = mark
        states = {"yes": Qt.CheckState.Checked, "partly": Qt.CheckState.PartiallyChecked}
        self.setCheckState(states.get(mark, Qt.CheckState.Unchecked))
        flag = "Red flag: " if self._signal.flag == "red" else ""
        self.setAccessibleName(f"{flag}{self._signal.text}: {mark}")
        self.update()

    def show_number(self, shown: bool) -> None:
        """Show the number key that marks this signal, while signals are being marked."""
        if shown != self._numbered:
            self._numbered = shown
            self.update()

    def nextCheckState(self) -> None:
        """Stay as the state says: a click is a wish."""

    def hitButton(self, pos: object) -> bool:
        return True

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._flowed(width).height + 7

    def sizeHint(self) -> QSize:
        return QSize(240, fonts.px(27))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, fonts.px(27))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        flow = self._flowed(self.width())
        side = fonts.px(17)
        box = QRectF(0.5, 3.5 + (flow.line_height - side) / 2, side - 1, side - 1)
        red = self._signal.flag == "red"
        heard, soft = (theme.concern, theme.concern_soft) if red else (theme.good, theme.good_soft)
        looks = {
            "yes": (heard, soft, "✓"),
            "partly": (theme.warm, theme.warm_soft, "~"),
            "no": (theme.muted, theme.raised, "–"),
            "unmarked": (theme.line, "", ""),
        }
        ink, ground, glyph = looks[self.mark]
        painter.setPen(colour(theme.muted if self._numbered or (self.underMouse() and not glyph) else ink))
        painter.setBrush(colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(fonts.text_font(fonts.SMALL, QFont.Weight.Bold))
        painter.setPen(colour(ink if glyph else theme.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number) if self._numbered else glyph)
        if self._numbered:  # the box is taken by the number, so the mark stands at the end
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, glyph)
        painter.setPen(colour(theme.muted if self.mark == "no" else theme.text))
        flow.draw(painter, fonts.px(26), 3)
        if red:
            painter.setFont(fonts.text_font(fonts.LABEL, QFont.Weight.DemiBold))
            painter.setPen(colour(theme.concern))
            right = QRectF(0, 3, self.width() - (fonts.px(18) if self._numbered else 0), flow.line_height)
            painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "red flag")

    def _flowed(self, width: int) -> Flow:
        room = width - fonts.px(26) - (fonts.px(76) if self._signal.flag == "red" else fonts.px(18))
        return self._flows.at(room, fonts.text_font())


class HintRung(QPushButton):
    """A hint of the ladder, or one of the interviewer's own that was given."""

    def __init__(self, level: str, text: str, hint_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint_id = hint_id
        self.given = ""
        self._level = level
        self._text = text
        self._cap = ""
        self._flows = Flows(text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        _takes_height_of_width(self)
        self._name()

    @classmethod
    def of(cls, hint: Hint, parent: QWidget | None = None) -> HintRung:
        return cls(hint.level, hint.say, hint.id, parent)

    def show_given(self, given: str, cap: str) -> None:
        """Show when it was given, or the key that gives it."""
        if (given, cap) != (self.given, self._cap):
            self.given, self._cap = given, cap
            self._name()
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._flowed(width).height + 20

    def sizeHint(self) -> QSize:
        return QSize(240, fonts.px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, fonts.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        hovered = self.underMouse() and not self.given
        painter.setPen(colour(theme.hint_soft if self.given else theme.hint if hovered else theme.line))
        painter.setBrush(colour(theme.hint_soft if self.given else theme.surface))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        flow = self._flowed(self.width())
        first = QRectF(12, 10, self.width() - 24, flow.line_height)
        painter.setFont(fonts.text_font(fonts.LABEL, QFont.Weight.Bold))
        painter.setPen(colour(theme.hint))
        painter.drawText(first, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._level.upper())
        painter.setPen(colour(theme.text))
        flow.draw(painter, 12 + fonts.px(66), 10)
        if self.given:
            painter.setFont(fonts.mono_font(fonts.LABEL))
            painter.setPen(colour(theme.muted))
            painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.given)
        elif self._cap:
            draw_cap(painter, first.right() - cap_width(self._cap), first.center().y(), self._cap)

    def _flowed(self, width: int) -> Flow:
        right = cap_width("Ctrl H") + 12  # the same for every rung, so that their texts end alike
        room = width - 24 - fonts.px(66) - right
        return self._flows.at(room, fonts.text_font())

    def _name(self) -> None:
        state = f"given at {self.given}" if self.given else f"next, {self._cap}" if self._cap else "not given"
        self.setAccessibleName(f"Hint, {self._level}: {self._text} ({state})")


class NextRow(QPushButton):
    """What comes later: a layer or a section, with the key that goes there or its par."""

    def __init__(self, title: str, cap: str, par: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._cap = cap
        self._par = par
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(f"Next: {title}, {cap}" if cap else f"Later: {title}, {par}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, fonts.px(18) + 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(theme.accent if self.underMouse() else theme.line), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        inner = QRectF(self.rect()).adjusted(12, 0, -12, 0)
        painter.setFont(fonts.text_font())
        painter.setPen(colour(theme.muted))
        if self._cap:
            width = cap_width(self._cap)
            draw_cap(painter, inner.right() - width, inner.center().y(), self._cap)
        else:
            width = painter.fontMetrics().horizontalAdvance(self._par)
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._par)
        painter.setFont(fonts.text_font())
        painter.setPen(colour(theme.muted))
        title = painter.fontMetrics().elidedText(
            self._title, Qt.TextElideMode.ElideRight, round(inner.width() - width - 12)
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)


def _takes_height_of_width(widget: QWidget) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
