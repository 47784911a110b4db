"""The commands of the table as actions of one window: what they do, when they are open, which keys they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenuBar, QWidget

from interview_desk.commands import BY_ID, COMMANDS, MENUS, Command, Scope, keys_of

Deed = Callable[[], object]
# The note line takes these itself: as shortcuts they would take Enter from every other field.
TYPED = frozenset({"Return", "Enter"})
_UNDO = "Ctrl+Z"


class Actions(QObject):
    """One QAction a command. A page binds deeds to ids; a command without a deed, or out of its scope, is greyed."""

    keys_changed = Signal()
    """Some commands have other keys than before."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._deeds: dict[str, Deed] = {}
        self._scopes: frozenset[Scope] = frozenset({"always"})
        self._actions: dict[str, QAction] = {command.id: self._action(command, window) for command in COMMANDS}
        self._keys: set[str] = set()
        self.show_keys()

    def bind(self, deeds: Mapping[str, Deed]) -> None:
        """Bind deeds to the ids of commands; KeyError names one that the table doesn't have."""
        for id, deed in deeds.items():
            self._deeds[BY_ID[id].id] = deed
        self._enable()

    def open_for(self, *scopes: Scope) -> None:
        """Say where the person is now; commands of other scopes are greyed."""
        self._scopes = frozenset({"always", *scopes})
        self._enable()

    def show_keys(self) -> None:
        """Take the keys that the commands have now."""
        self._keys = set()
        for command in COMMANDS:
            sequences = [QKeySequence(keys) for keys in keys_of(command) if keys not in TYPED]
            self._actions[command.id].setShortcuts(sequences)
            if command.scope != "replay":
                self._keys.update(sequence.toString() for sequence in sequences)
        self.keys_changed.emit()

    def trigger(self, id: str) -> None:
        """Do a command, where it is open now."""
        self._actions[id].trigger()

    def is_open(self, id: str) -> bool:
        """Tell whether a command can be done now."""
        return self._actions[id].isEnabled()

    def fill(self, bar: QMenuBar) -> None:
        """Make the menus from the table."""
        for menu_name in MENUS:
            menu = bar.addMenu(menu_name)
            for command in COMMANDS:
                if command.menu == menu_name:
                    menu.addAction(self._actions[command.id])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep text fields from taking the keys of open commands (Ctrl+Z, Ctrl+K, Ctrl+E…) for their own."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination()).toString()
            if pressed == _UNDO and isinstance(watched, QLineEdit) and _holds_text(watched):
                return False  # what was typed there is taken back first
            if pressed in self._keys and self._opened_by(pressed):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _opened_by(self, pressed: str) -> bool:
        return any(
            action.isEnabled() and any(keys.toString() == pressed for keys in action.shortcuts())
            for action in self._actions.values()
        )

    def _enable(self) -> None:
        for command in COMMANDS:
            self._actions[command.id].setEnabled(self._is_in_scope(command) and command.id in self._deeds)

    def _is_in_scope(self, command: Command) -> bool:
        if command.scope == "session":
            return bool(self._scopes & {"live", "wrap-up"})
        return command.scope in self._scopes

    def _action(self, command: Command, window: QWidget) -> QAction:
        action = QAction(command.title, window)
        action.setObjectName(command.id)
        action.setToolTip(command.help)
        action.setStatusTip(command.help)
        action.setEnabled(False)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False, id=command.id: self._deeds[id]())
        window.addAction(action)
        return action


def _holds_text(line: QLineEdit) -> bool:
    return bool(line.text()) and line.isUndoAvailable()
