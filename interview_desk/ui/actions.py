"""The commands of the table as actions of one window: what they do, when they are open, which keys they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from interview_desk.commands import BY_ID, COMMANDS, Command, Scope

Deed = Callable[[], object]
# The note line takes these itself: as shortcuts they would never reach it.
TYPED = frozenset({"note.save"})


class Actions(QObject):
    """One QAction a command. A page binds deeds to ids; a command without a deed, or out of its scope, is greyed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._deeds: dict[str, Deed] = {}
        self._scopes: frozenset[Scope] = frozenset({"always"})
        self._actions: dict[str, QAction] = {command.id: self._action(command, window) for command in COMMANDS}
        self._keys = {
            sequence.toString()
            for command in COMMANDS
            if command.id not in TYPED and command.scope != "replay"
            for sequence in map(QKeySequence, command.keys)
        }

    def bind(self, deeds: Mapping[str, Deed]) -> None:
        """Bind deeds to the ids of commands; KeyError names one that the table doesn't have."""
        for id, deed in deeds.items():
            self._deeds[BY_ID[id].id] = deed
        self._enable()

    def open_for(self, *scopes: Scope) -> None:
        """Say where the person is now; commands of other scopes are greyed."""
        self._scopes = frozenset({"always", *scopes})
        self._enable()

    def trigger(self, id: str) -> None:
        """Do a command, where it is open now."""
        self._actions[id].trigger()

    def is_open(self, id: str) -> bool:
        """Tell whether a command can be done now."""
        return self._actions[id].isEnabled()

    def fill(self, bar: QMenuBar) -> None:
        """Make the menus from the table."""
        for menu_name in dict.fromkeys(command.menu for command in COMMANDS):
            menu = bar.addMenu(menu_name)
            for command in COMMANDS:
                if command.menu == menu_name:
                    menu.addAction(self._actions[command.id])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep text fields from taking the keys of open commands (Ctrl+Z, Ctrl+K, Ctrl+E…) for their own."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination()).toString()
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
        if command.id not in TYPED:
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False, id=command.id: self._deeds[id]())
        window.addAction(action)
        return action
