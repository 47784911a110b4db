"""A list to pick one thing from, drawn as the rest of a page is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyledItemDelegate

from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, tokens


class Picker(QComboBox):
    """One of a list; the first entry stands for none of them. Its first letters choose, so do the arrows.

    A `plain` one is a field of a form; any other is marked while something is picked, because that holds things back.
    """

    def __init__(self, name: str, any_words: str, *, plain: bool = False) -> None:
        super().__init__()
        self._plain = plain
        self._offered: list[tuple[str, str]] = []
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
        """What is chosen, empty for none."""
        return str(self.currentData() or "")

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(120), fonts.px(18) + 14)

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(72), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        holds_back = bool(self.picked) and not self._plain
        painter.setBrush(colour(colours.accent_soft if holds_back else colours.surface))
        marked = holds_back or self.hasFocus() or self.underMouse()
        painter.setPen(QPen(colour(colours.accent if marked else colours.line), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)
        ink = colours.text if self.picked and self._plain else colours.accent if self.picked else colours.muted
        painter.setPen(colour(ink))
        weight = QFont.Weight.DemiBold if holds_back else QFont.Weight.Normal
        painter.setFont(fonts.text_font(fonts.TEXT if self._plain else fonts.SMALL, weight))
        inside = self.rect().adjusted(10, 0, -10, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | middle, "▾")
        room = inside.width() - painter.fontMetrics().horizontalAdvance("▾") - 6
        words = painter.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | middle, words)

    def offer(self, words: Sequence[str]) -> None:
        """Offer words that are their own names; what was chosen stays where it still is there."""
        self.offer_named([(word, word.replace("-", " ")) for word in words])

    def offer_named(self, named: Sequence[tuple[str, str]]) -> None:
        """Offer things by their ids and titles; what was chosen stays where it still is there."""
        if list(named) == self._offered:
            return
        before = self.picked
        self._offered = list(named)
        self.blockSignals(True)
        while self.count() > 1:
            self.removeItem(1)
        for id, title in named:
            self.addItem(title, id)
        self.pick(before)
        self.blockSignals(False)
        if self.picked != before:
            self.currentIndexChanged.emit(self.currentIndex())

    def pick(self, id: str) -> None:
        """Choose something, or nothing where it isn't there."""
        self.setCurrentIndex(max(0, self.findData(id)))
