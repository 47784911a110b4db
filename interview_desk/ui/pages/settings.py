"""The settings: each drawn from its field in the dataclass, and every command's key; a change counts at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from interview_desk.settings import Settings
from interview_desk.ui.pages.cards import Card, Folding, scrolled, text_label
from interview_desk.ui.pages.key_strip import KeyStrip
from interview_desk.ui.pages.settings_field import SettingField
from interview_desk.ui.pages.settings_keys import KeysCard
from interview_desk.ui.pages.settings_server import ServerField
from interview_desk.ui.theme import set_role

_WIDEST = 1180
_SIDE_BY_SIDE = 860


class SettingsPage(QWidget):
    """Shows settings and emits wishes; it keeps nothing itself."""

    changed = Signal(str, object)
    """The name of a setting, and what is wished for."""
    password_typed = Signal(str)
    """The password of the team's database."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel("Settings")
        set_role(self._title, "title")
        self._about = text_label("", "muted")
        self._trouble = text_label("", "warm")
        self._trouble.hide()
        self.server = ServerField(next(it for it in fields(Settings) if "server" in it.metadata))
        self.fields = {
            it.name: self.server if it.name == self.server.of.name else SettingField(it)
            for it in fields(Settings)
            if it.name != "keys"
        }
        self.keys = KeysCard()
        self.strip = KeyStrip((("Tab", "next setting"), ("↑ ↓", "choose a command"), ("↵", "new key"), ("Esc", "back")))
        for field in self.fields.values():
            field.changed.connect(self.changed)
        self.server.password_typed.connect(self.password_typed)
        self.keys.changed.connect(lambda chosen: self.changed.emit("keys", chosen))
        self._lay_out()
        leave = QShortcut(QKeySequence("Escape"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        self.setFocusProxy(next(iter(self.fields.values())).control)

    def show_settings(self, settings: Settings, file: str) -> None:
        """Show what is chosen, and where it is kept."""
        self._about.setText(f"Each change counts at once and is kept in {file}.")
        for name, field in self.fields.items():
            field.show_value(getattr(settings, name))
        self.keys.show_chosen(settings.keys)
        self.strip.show_keys()

    def show_trouble(self, sentences: Sequence[str]) -> None:
        """Say what could not be read or kept."""
        self._trouble.setText("\n".join(f"⚠ {sentence}" for sentence in sentences))
        self._trouble.setVisible(bool(sentences))

    def _lay_out(self) -> None:
        yours = Card("You and the screen")
        yours.column.addSpacing(4)
        for field in self.fields.values():
            yours.column.addWidget(field)
        yours.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        columns = Folding(_SIDE_BY_SIDE, 18)
        columns.row.addWidget(yours, 2, Qt.AlignmentFlag.AlignTop)
        columns.row.addWidget(self.keys, 3)
        columns.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 24, 0, 20)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self._trouble)
        column.addSpacing(14)
        column.addWidget(columns, 1)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(28, 0, 28, 0)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(content), 1)
        whole.addWidget(self.strip)
