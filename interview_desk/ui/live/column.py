"""The head of a panel, and a column that scrolls without ever taking the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from interview_desk.ui.live.prose import plain_label

MARGIN = 20
_SLIM = 8


class Head(QWidget):
    """Two words in small capitals: what the panel is, and how far it has got."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left = plain_label("section")
        self.right = plain_label("section")
        self.right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # The right one gives way, and is cut before it pushes the panel wider.
        self.right.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.left)
        row.addWidget(self.right, 1)

    def show_words(self, left: str, right: str) -> None:
        if self.left.text() != left.upper():
            self.left.setText(left.upper())
        if self.right.text() != right.upper():
            self.right.setText(right.upper())


class Column(QScrollArea):
    """Holds one widget and scrolls it up and down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewport(QWidget())  # PySide takes 15 ms to find out what a viewport is that it did not make
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._slim = SlimBar(self)

    def turn_page(self, by: int) -> None:
        """Scroll by most of a page, down where `by` is positive."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * round(bar.pageStep() * 0.8))


class SlimBar(QScrollBar):
    """A scroll bar that lies in the margin of what it scrolls: content keeps its width whether it is there or not."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(Qt.Orientation.Vertical, area)
        self._area = area
        self._bar = area.verticalScrollBar()
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._bar.rangeChanged.connect(self._follow)
        self._bar.valueChanged.connect(self._follow)
        self.valueChanged.connect(self._bar.setValue)
        area.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _follow(self) -> None:
        """Be as the real scroll bar is. Silently: it would be told its own value, cut to a range of before."""
        bar = self._bar
        with QSignalBlocker(self):
            self.setPageStep(bar.pageStep())
            self.setSingleStep(bar.singleStep())
            self.setRange(bar.minimum(), bar.maximum())
            self.setValue(bar.value())
        scrolls = bar.maximum() > bar.minimum()
        if scrolls == self.isHidden():
            self.setVisible(scrolls)
            self._place()

    def _place(self) -> None:
        self.setGeometry(self._area.width() - _SLIM, 0, _SLIM, self._area.height())
        self.raise_()


def upright(parent: QWidget, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return a column layout set on a widget."""
    column = QVBoxLayout(parent)
    column.setContentsMargins(*margins)
    column.setSpacing(spacing)
    return column
