"""All commands by name: type a few letters, Enter does it, Esc goes back to where one was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from interview_desk.commands import COMMANDS, Command, keys_of, keys_text
from interview_desk.ui import fonts
from interview_desk.ui.actions import Actions
from interview_desk.ui.sheet import Sheet
from interview_desk.ui.theme import colour, tokens

WIDTH = 560


def rank(command: Command, typed: str) -> int | None:
    """Return how well a command answers what was typed, 0 best; None where a typed word stands nowhere in it."""
    title, words = command.title.lower(), typed.lower().split()
    if all(word in title for word in words):
        return 0 if title.startswith(typed.strip().lower()) else 1
    everything = f"{title} {command.menu} {command.help} {' '.join(keys_of(command))}".lower()
    return 2 if all(word in everything for word in words) else None


def ranked(typed: str) -> list[Command]:
    """Return the commands that match, those first whose title says what was typed."""
    ranks = [(found, command) for command in COMMANDS if (found := rank(command, typed)) is not None]
    return [command for _, command in sorted(ranks, key=lambda pair: pair[0])]


class _Row(QStyledItemDelegate):
    """Title at the left, its key at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        command: Command = index.data(Qt.ItemDataRole.UserRole)
        box = QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens().accent_soft))
            painter.drawRoundedRect(box, 6, 6)
        inside = box.adjusted(12, 0, -12, 0)
        painter.setFont(fonts.text_font())
        painter.setPen(colour(tokens().accent if chosen else tokens().text))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, command.title)
        painter.setFont(fonts.mono_font(fonts.SMALL))
        painter.setPen(colour(tokens().muted))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, keys_text(command))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, fonts.px(32))


class Palette(Sheet):
    """Lists what matches what is typed, and does the chosen command."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self._line = QLineEdit(self)
        self._line.setPlaceholderText("Type a command")
        self._line.setAccessibleName("Find a command")
        self._line.textChanged.connect(self._list)
        self._line.installEventFilter(self)
        self._rows = QListWidget(self)
        self._rows.setAccessibleName("Commands")
        self._rows.setItemDelegate(_Row(self._rows))
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setProperty("role", "bare")
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows.itemClicked.connect(lambda _item: self._do())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self._line)
        layout.addWidget(self._rows)

    def open(self) -> None:
        """Show every command that is open now, the cursor in the line."""
        window = self.window()
        width = min(fonts.px(WIDTH), window.width() - 40)
        self._line.clear()
        self._list("")
        height = min(fonts.px(460), window.height() - 120)
        self.show_over(QRect((window.width() - width) // 2, 60, width, height), self._line)

    def titles(self) -> list[str]:
        """The commands listed now, by title."""
        return [self._rows.item(row).data(Qt.ItemDataRole.UserRole).title for row in range(self._rows.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Escape:
                    self.close_sheet()
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._do()
                    return True
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    step = 1 if event.key() == Qt.Key.Key_Down else -1
                    rows = max(1, self._rows.count())
                    self._rows.setCurrentRow((self._rows.currentRow() + step) % rows)
                    return True
        if watched is self._line and isinstance(event, QFocusEvent) and event.lostFocus() and self.isVisible():
            self.lose_focus(event)
        return super().eventFilter(watched, event)

    def _list(self, typed: str) -> None:
        self._rows.clear()
        for command in ranked(typed):
            if self._actions.is_open(command.id) and command.id != "help.palette":
                item = QListWidgetItem(command.title)
                item.setData(Qt.ItemDataRole.UserRole, command)
                item.setToolTip(command.help)
                self._rows.addItem(item)
        self._rows.setCurrentRow(0)

    def _do(self) -> None:
        item = self._rows.currentItem()
        if item is not None:
            command: Command = item.data(Qt.ItemDataRole.UserRole)
            self.close_sheet()
            self._actions.trigger(command.id)
