"""Every command with its key, where a key can be pressed anew: found by name, changed by Enter, put back by Delete."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from interview_desk.commands import BY_ID, COMMANDS, Command, clash, keys_of, keys_text, spoken, wrong_keys
from interview_desk.ui import fonts
from interview_desk.ui.live.keycap import cap_width, draw_cap
from interview_desk.ui.pages.cards import Card, text_label
from interview_desk.ui.theme import colour, set_role, tokens

_ABOUT = "Enter, then the new key; Delete puts the old one back."
_PRESS = "Press the new key of “{}”. Esc leaves it as it is; Delete takes its key away."
_BARE = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_unknown)


class KeysCard(Card):
    """The list of commands. It shows the keys that there are, and emits which others are wished for."""

    changed = Signal(object)
    """Every key that is other than a command comes with, by the command's id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Keys", _ABOUT, parent)
        self._chosen: dict[str, str] = {}
        self._pressing = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find a command or a key")
        self.search.setAccessibleName("Find a command; up and down choose, Enter takes a new key")
        self.search.textChanged.connect(self._list)
        self.rows = QListWidget()
        self.rows.setAccessibleName("Commands and their keys")
        self.rows.setItemDelegate(_Row(self.rows))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.rows.setProperty("role", "bare")
        self.rows.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.rows.setMinimumHeight(240)
        self.rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.rows.itemDoubleClicked.connect(lambda _item: self._begin())
        self.rows.currentItemChanged.connect(lambda _now, _before: self._choose())
        self.said = text_label("", "small")
        self._press = self._button("New key", self._begin)
        self._back = self._button("Put back", self._put_back)
        self._all_back = self._button("Put all back", self._put_all_back)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._press, self._back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._all_back)
        self.column.addWidget(self.search)
        self.column.addWidget(self.rows, 1)
        self.column.addSpacing(6)
        self.column.addWidget(self.said)
        self.column.addSpacing(4)
        self.column.addLayout(buttons)
        for widget in (self.search, self.rows):
            widget.installEventFilter(self)
        self._list()

    def show_chosen(self, chosen: Mapping[str, str]) -> None:
        """Show the keys that the commands have now; `chosen` are those that were changed."""
        self._chosen = dict(chosen)
        self._all_back.setEnabled(bool(chosen))
        for at in range(self.rows.count()):
            item = self.rows.item(at)
            item.setText(_sentence(BY_ID[item.data(Qt.ItemDataRole.UserRole)], self._chosen))
        self.rows.viewport().update()
        self._choose()

    @property
    def command(self) -> Command | None:
        """The command that is chosen in the list."""
        row = self.rows.currentRow()
        return BY_ID[self.rows.item(row).data(Qt.ItemDataRole.UserRole)] if row >= 0 else None

    @property
    def pressing(self) -> bool:
        """Whether the next key that is pressed becomes a command's."""
        return bool(self._pressing)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.rows.doItemsLayout()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._pressing:
            self._leave()
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if self._pressing:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # so that no command takes it
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._pressed(event)
                return True
        elif event.type() == QEvent.Type.KeyPress and self._steer(event):
            return True
        return super().eventFilter(watched, event)

    def _steer(self, event: QKeyEvent) -> bool:
        """Choose in the list from the line above it."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        steps: dict[int, int] = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -8,
            Qt.Key.Key_PageDown: 8,
        }
        if event.key() in steps and plain:
            last = self.rows.count() - 1
            self.rows.setCurrentRow(max(0, min(last, self.rows.currentRow() + steps[event.key()])))
            self._announce(self.rows.currentItem().text() if last >= 0 else "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._begin()
        elif event.key() == Qt.Key.Key_Delete and plain and not self.search.selectedText() and self._at_end():
            self._put_back()
        elif event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            return False
        return True

    def _at_end(self) -> bool:
        return self.search.cursorPosition() == len(self.search.text())

    def _begin(self) -> None:
        """Wait for the new key of the command that is chosen."""
        command = self.command
        if command is None:
            return
        self.search.setFocus()
        self.search.installEventFilter(self)  # once more, to be asked first: what is pressed now is no command
        self._pressing = command.id
        self._say(_PRESS.format(command.title), "accent")
        self.rows.viewport().update()

    def _leave(self) -> None:
        self._pressing = ""
        self._choose()

    def _pressed(self, event: QKeyEvent) -> None:
        key, command = event.key(), BY_ID[self._pressing]
        if key in _BARE:
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape and plain:
            self._leave()
            return
        if plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._take(command, "")
            return
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keys = QKeySequence(modifiers.value | key).toString(QKeySequence.SequenceFormat.PortableText)
        if wrong := wrong_keys(command.id, keys):
            self._refuse(wrong)
        elif (other := clash(command, (keys,))) is not None:
            self._refuse(
                f"{spoken(keys)} is the key of “{other.title}” already: change that one first, or press another."
            )
        else:
            self._take(command, keys)

    def _take(self, command: Command, keys: str) -> None:
        self._pressing = ""
        chosen = {id: it for id, it in self._chosen.items() if id != command.id}
        if (keys,) != command.keys[:1] and (keys or command.keys):
            chosen[command.id] = keys
        self.changed.emit(chosen)
        self._say(
            f"“{command.title}” has {spoken(keys)} now." if keys else f"“{command.title}” has no key now.", "good"
        )

    def _put_back(self) -> None:
        command = self.command
        if command is None:
            return
        if command.id not in self._chosen:
            self._say(f"“{command.title}” has the key that it comes with.", "small")
        elif (other := clash(command, command.keys)) is not None:
            self._refuse(f"{spoken(command.keys[0])} is the key of “{other.title}” now: change that one first.")
        else:
            self.changed.emit({id: it for id, it in self._chosen.items() if id != command.id})
            self._say(f"“{command.title}” has its own key again: {keys_text(command) or 'none'}.", "good")

    def _put_all_back(self) -> None:
        self.changed.emit({})
        self._say("Every command has its own key again.", "good")

    def _refuse(self, sentence: str) -> None:
        self._say(f"⚠ {sentence}", "warm")

    def _say(self, sentence: str, role: str) -> None:
        self.said.setText(sentence)
        set_role(self.said, role)
        self._announce(sentence)
        self.rows.viewport().update()

    def _announce(self, sentence: str) -> None:
        if sentence and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.said, sentence))

    def _choose(self) -> None:
        """Say what the command does that is chosen."""
        if self._pressing:
            if self.command is None or self.command.id != self._pressing:
                self._pressing = ""
            else:
                return
        command = self.command
        self._press.setEnabled(command is not None)
        self._back.setEnabled(command is not None and command.id in self._chosen)
        self.said.setText(command.help if command is not None else "No command has that in its name.")
        set_role(self.said, "small")

    def _list(self) -> None:
        typed = self.search.text().lower().split()
        before = self.command
        self.rows.clear()
        for command in COMMANDS:
            keys = keys_of(command)
            everything = f"{command.title} {command.menu} {' '.join(keys)} {keys_text(command)}".lower()
            if all(word in everything for word in typed):
                item = QListWidgetItem(_sentence(command, self._chosen))
                item.setData(Qt.ItemDataRole.UserRole, command.id)
                self.rows.addItem(item)
                if before is command:
                    self.rows.setCurrentItem(item)
        if self.rows.currentItem() is None:
            self.rows.setCurrentRow(0)
        self._choose()

    def _button(self, words: str, deed: object) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(deed)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return button


class _Row(QStyledItemDelegate):
    """The command at the left, its key at the right; an accent says that the key is not the one it comes with."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        command = BY_ID[index.data(Qt.ItemDataRole.UserRole)]
        box = QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        theme = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(theme.accent_soft))
            painter.drawRoundedRect(box, 6, 6)
        inside = box.adjusted(10, 0, -10, 0)
        keys = keys_text(command)
        width = round(cap_width(keys)) if keys else 0
        if keys:
            draw_cap(painter, inside.right() - width, box.center().y() + 1, keys)
        changed = keys_of(command) != command.keys
        right = inside.adjusted(0, 0, -width - 10, 0)
        painter.setFont(fonts.text_font(fonts.LABEL))
        beside = "changed" if changed else command.menu
        painter.setPen(colour(theme.accent if changed else theme.faint))
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, beside)
        room = right.width() - painter.fontMetrics().horizontalAdvance(beside) - 10
        painter.setFont(fonts.text_font())
        painter.setPen(colour(theme.accent if chosen else theme.text))
        title = painter.fontMetrics().elidedText(command.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, fonts.px(20) + 12)


def _sentence(command: Command, chosen: Mapping[str, str]) -> str:
    """Return a row as a screen reader says it."""
    keys = " or ".join(keys_of(command)) or "no key"
    return f"{command.title}, {keys}{', changed' if command.id in chosen else ''}"
