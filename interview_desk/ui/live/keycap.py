"""A key as it is shown where it is needed: a cap with the key's name, and the deed beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from interview_desk.commands import BY_ID, keys_text
from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, tokens

_PAD = 5.0
_GAP = 6


def cap_font() -> QFont:
    return fonts.mono_font(fonts.LABEL)


def cap_width(text: str) -> float:
    return QFontMetricsF(cap_font()).horizontalAdvance(text) + 2 * _PAD


def cap_height() -> float:
    return float(fonts.px(19))


def draw_cap(painter: QPainter, left: float, middle: float, text: str) -> float:
    """Draw a cap with its left edge and its middle line there; return its width."""
    theme = tokens()
    box = QRectF(left + 0.5, middle - cap_height() / 2 + 0.5, cap_width(text) - 1, cap_height() - 1)
    painter.setPen(colour(theme.line))
    painter.setBrush(colour(theme.raised))
    painter.drawRoundedRect(box, 4, 4)
    # A key stands a little higher than the table.
    painter.drawLine(QPointF(box.left() + 3, box.bottom() - 1), QPointF(box.right() - 3, box.bottom() - 1))
    painter.setFont(cap_font())
    painter.setPen(colour(theme.muted))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return box.width() + 1


class KeyButton(QPushButton):
    """A deed with its key; a click does the same, and leaves the focus where it is."""

    def __init__(self, keys: str, words: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._words = words
        self._name = name
        self.command = ""
        self._tell_name()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str) -> None:
        """Show other words beside the key."""
        if words != self._words:
            self._words = words
            self._tell_name()
            self.updateGeometry()
            self.update()

    def show_keys(self) -> None:
        """Show the key that its command has now."""
        if self.command and (keys := keys_text(BY_ID[self.command])) != self._keys:
            self._keys = keys
            self._tell_name()
            self.updateGeometry()
            self.update()

    def _tell_name(self) -> None:
        self.setAccessibleName(self._name or f"{self._words}, {self._keys}".strip(" ,"))

    def sizeHint(self) -> QSize:
        cap = cap_width(self._keys) if self._keys else -_GAP
        words = QFontMetricsF(fonts.text_font(fonts.SMALL)).horizontalAdvance(self._words)
        return QSize(round(cap + (_GAP if self._words else 0) + words) + 1, round(cap_height()) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        left = draw_cap(painter, 0, middle, self._keys) + _GAP if self._keys else 0.0
        theme = tokens()
        painter.setFont(fonts.text_font(fonts.SMALL))
        painter.setPen(colour(theme.text if self.underMouse() and self.isEnabled() else theme.muted))
        middled = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), middled, self._words)


def command_button(id: str, words: str = "", parent: QWidget | None = None) -> KeyButton:
    """Return the button of a command, in the words that the table has for where keys are shown."""
    command = BY_ID[id]
    button = KeyButton(keys_text(command), words or command.strip or command.title, parent=parent)
    button.setToolTip(command.help)
    button.setAccessibleDescription(command.help)
    button.command = id
    return button


class KeyStrip(QWidget):
    """Keys in a row. Those that have no room are left out, or where it `wraps` go on in a row below.

    The last one stands at the right where `last_right`.
    """

    command_wanted = Signal(str)
    """The id of the command whose key was clicked."""

    def __init__(
        self,
        buttons: list[KeyButton],
        spacing: int = 20,
        last_right: bool = False,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._buttons = buttons
        self._spacing = spacing
        self._last_right = last_right
        self._wraps = wraps
        self._rows = 1
        for button in buttons:
            button.setParent(self)
            if button.command:
                button.clicked.connect(lambda _checked=False, id=button.command: self.command_wanted.emit(id))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, max((button.sizeHint().height() for button in self._buttons), default=0) * self._rows)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def show_keys(self) -> None:
        """Show the keys that the commands have now."""
        for button in self._buttons:
            button.show_keys()
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self._lay_out()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        buttons, room = list(self._buttons), self.width()
        if self._last_right and buttons:
            last = buttons.pop()
            hint = last.sizeHint()
            last.setGeometry(self.width() - hint.width(), 0, *hint.toTuple())
            room -= hint.width() + self._spacing
        left, row = 0, 0
        for button in buttons:
            hint = button.sizeHint()
            if self._wraps and left and left + hint.width() > room:
                left, row = 0, row + 1
            fits = left + hint.width() <= room
            button.setVisible(fits)
            if fits:
                button.setGeometry(left, row * hint.height(), *hint.toTuple())
            left += hint.width() + self._spacing
        if row + 1 != self._rows:
            self._rows = row + 1
            self.updateGeometry()
