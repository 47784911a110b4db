"""What a page is laid out with: cards, columns that fold, labels that wrap, thin rules."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.theme import set_role

MARGIN = 18


class Card(QFrame):
    """A surface with a heading, a muted line under it, and `column` for what it holds."""

    def __init__(self, title: str, about: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN, 16, MARGIN, 16)
        self.column.setSpacing(4)
        self._title = text_label(title, "strong")
        self._about = text_label(about, "small")
        self.column.addWidget(self._title)
        self.column.addWidget(self._about)
        # Only now: shown without a parent, it would be a window of its own for a moment.
        self._about.setVisible(bool(about))
        self.column.addSpacing(6)

    def set_title(self, title: str) -> None:
        """Change the heading."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_about(self, about: str) -> None:
        """Change the line under the heading; an empty one is not shown."""
        self._about.setText(about)
        self._about.setVisible(bool(about))


class Folding(QWidget):
    """Widgets side by side, or one under the other where there is less than `room` at the text size of the design."""

    def __init__(self, room: int, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(spacing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fold()

    def _fold(self) -> None:
        beside = self.width() >= fonts.px(self._room)
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self.row.direction() != wanted:
            self.row.setDirection(wanted)


class _Following(QScrollArea):
    """Brings into sight whatever takes the focus inside it; Qt does so only where Tab moved it there."""

    def __init__(self) -> None:
        super().__init__()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        inside = self.widget()
        if now is not None and inside is not None and inside.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, fonts.px(40))  # of a list, only the row that is chosen
            place = QRect(now.mapTo(inside, QPoint()), now.size())
            if place.height() <= self.viewport().height():
                self.ensureVisible(0, place.center().y(), 0, place.height() // 2 + 1)


class SizedLabel(QLabel):
    """A label in a size and weight that no role has; it follows the text size."""

    def __init__(
        self, text: str = "", size: int = fonts.TEXT, weight: QFont.Weight = QFont.Weight.Normal, mono: bool = False
    ) -> None:
        super().__init__(text)
        self._wanted = (size, weight, mono)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        size, weight, mono = self._wanted
        font = fonts.mono_font(size, weight) if mono else fonts.text_font(size, weight)
        if self.font() != font:
            self.setFont(font)


class LinkButton(QPushButton):
    """A deed written as a small link."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        set_role(self, "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        if self.font() != fonts.text_font(fonts.SMALL):
            self.setFont(fonts.text_font(fonts.SMALL))


BODY = fonts.TEXT - 1
_SIZED = {"body": (BODY, QFont.Weight.Normal), "strong": (fonts.TEXT, QFont.Weight.DemiBold)}


def text_label(text: str, role: str = "", *, selectable: bool = False) -> QLabel:
    """Return a label that wraps. What stands in it is text, whatever it looks like; `linked_label` is for links."""
    label = SizedLabel(text, *_SIZED[role]) if role in _SIZED else QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    # A long word must not make a column wider than the window.
    label.setMinimumWidth(1)
    if role and role not in _SIZED:
        set_role(label, role)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def rule() -> QFrame:
    """Return a thin line between rows."""
    line = QFrame()
    set_role(line, "rule")
    return line


def scrolled(widget: QWidget) -> QScrollArea:
    """Return a widget in a scroll area of its own, without a frame, that follows the keyboard's focus."""
    area = _Following()
    set_role(area, "bare")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    widget.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
