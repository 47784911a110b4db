"""What is looked for besides words: which sort of file, and the kind, level and topic of questions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QStyledItemDelegate, QVBoxLayout, QWidget

from interview_desk.domain.scoring import LEVELS
from interview_desk.domain.shelf import ShelfKind, ShelfLine
from interview_desk.ui import fonts
from interview_desk.ui.pages.choices import ChoiceRow
from interview_desk.ui.pages.library_rows import PLURAL
from interview_desk.ui.theme import colour, tokens

_ALL = "all"


class LibraryFilters(QWidget):
    """A row of sorts, and three lists below it; each offers only what there is."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sorts = [(_ALL, "All"), *((kind, title) for kind, title in PLURAL.items())]
        self._shelf = ChoiceRow(sorts, "Show", small=True)
        self._shelf.show_choice(_ALL)
        self._shelf.chosen.connect(self._choose_shelf)
        self._kind = Picker("Kind", "Any kind")
        self._level = Picker("Level", "Any level")
        self._topic = Picker("Topic", "Any topic")
        row = QHBoxLayout()
        row.setSpacing(8)
        for picker in (self._kind, self._level, self._topic):
            picker.currentIndexChanged.connect(self.changed)
            row.addWidget(picker, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._shelf)
        column.addLayout(row)

    @property
    def shelf(self) -> ShelfKind | None:
        """The sort of file looked for, None for all."""
        return next((kind for kind in PLURAL if kind == self._shelf.choice), None)

    @property
    def kind(self) -> str:
        """The kind of question looked for, empty for any."""
        return self._kind.picked

    @property
    def level(self) -> str:
        """The level looked for, empty for any."""
        return self._level.picked

    @property
    def topic(self) -> str:
        """The topic looked for, empty for any."""
        return self._topic.picked

    @property
    def is_open(self) -> bool:
        """Whether nothing is held back."""
        return self.shelf is None and not (self.kind or self.level or self.topic)

    def clear(self) -> None:
        """Hold nothing back."""
        self._shelf.show_choice(_ALL)
        for picker in (self._kind, self._level, self._topic):
            picker.setCurrentIndex(0)
        self.changed.emit()

    def offer(self, lines: Sequence[ShelfLine]) -> None:
        """Offer what there is to choose by; what was chosen stays where it still is there."""
        self._kind.offer(sorted({kind for line in lines for kind in line.kinds}))
        levels = {level for line in lines for level in line.levels}
        self._level.offer([level for level in LEVELS if level in levels])
        self._topic.offer(sorted({topic for line in lines for topic in line.topics}))

    def _choose_shelf(self, id: str) -> None:
        self._shelf.show_choice(id)
        self.changed.emit()


class Picker(QComboBox):
    def __init__(self, name: str, any_words: str) -> None:
        super().__init__()
        self._offered: list[str] = []
        self.setAccessibleName(name)
        self.setToolTip(f"{name}: type its first letters, or use the arrows")
        self.addItem(any_words, "")
        # Else its list is as high as the screen, and its rows have no room around them.
        self.setStyleSheet("QComboBox { combobox-popup: 0 } QAbstractItemView::item { padding: 5px 8px }")
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(14)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel over it scrolls nothing by accident

    @property
    def picked(self) -> str:
        return str(self.currentData() or "")

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(120), fonts.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(72), fonts.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colour(colours.accent_soft if self.picked else colours.surface))
        marked = self.picked or self.hasFocus() or self.underMouse()
        painter.setPen(QPen(colour(colours.accent if marked else colours.line), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)
        painter.setPen(colour(colours.accent if self.picked else colours.muted))
        painter.setFont(fonts.text_font(fonts.SMALL, QFont.Weight.DemiBold if self.picked else QFont.Weight.Normal))
        inside = self.rect().adjusted(10, 0, -10, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | middle, "▾")
        room = inside.width() - painter.fontMetrics().horizontalAdvance("▾") - 6
        words = painter.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | middle, words)

    def offer(self, words: list[str]) -> None:
        if words == self._offered:
            return
        before = self.picked
        self._offered = words
        self.blockSignals(True)
        while self.count() > 1:
            self.removeItem(1)
        for word in words:
            self.addItem(word.replace("-", " "), word)
        self.setCurrentIndex(max(0, self.findData(before)))
        self.blockSignals(False)
        if self.picked != before:
            self.currentIndexChanged.emit(self.currentIndex())
