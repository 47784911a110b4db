"""A person in a list: the name, under it how much is kept and since when, and whether it is due."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from interview_desk.domain.listing import PersonLine
from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, tokens

KEY = Qt.ItemDataRole.UserRole
LINE = Qt.ItemDataRole.UserRole + 1

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PersonRow(QStyledItemDelegate):
    """Paints the line that an item holds in `LINE`; its text is what a screen reader says."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: PersonLine = index.data(LINE)
        box = QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        theme = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(theme.accent_soft))
            painter.drawRoundedRect(box, 6, 6)
        inside = box.adjusted(10, 5, -10, -5)
        above = QRect(inside.left(), inside.top(), inside.width(), inside.height() // 2)
        below = QRect(inside.left(), above.bottom(), inside.width(), inside.height() // 2)
        room = above.width()
        if line.due:
            painter.setFont(fonts.text_font(fonts.LABEL))
            painter.setPen(colour(theme.warm))
            words = due_words(line)
            painter.drawText(above, _RIGHT, words)
            room -= painter.fontMetrics().horizontalAdvance(words) + 10
        painter.setFont(fonts.text_font())
        painter.setPen(colour(theme.accent if chosen else theme.text))
        painter.drawText(above, _LEFT, painter.fontMetrics().elidedText(line.name, Qt.TextElideMode.ElideRight, room))
        painter.setFont(fonts.text_font(fonts.SMALL))
        painter.setPen(colour(theme.muted))
        about = painter.fontMetrics().elidedText(about_words(line), Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, _LEFT, about)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, fonts.px(38) + 10)


def about_words(line: PersonLine) -> str:
    """Return how much is kept of a person and of when."""
    some = "1 interview" if line.interviews == 1 else f"{line.interviews} interviews"
    nameless = f" · {line.key}" if line.key != line.name else ""
    return f"{some}, the last on {line.last_at.astimezone():%Y-%m-%d}{nameless}"


def due_words(line: PersonLine) -> str:
    """Return how much of it is due; nothing where none is."""
    if not line.due:
        return ""
    return "⚠ due" if line.due == line.interviews else f"⚠ {line.due} due"


def spoken(line: PersonLine) -> str:
    """Return a row as a screen reader says it."""
    return ", ".join(filter(None, (line.name, about_words(line), due_words(line).removeprefix("⚠ "))))
