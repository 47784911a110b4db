"""The setting of a server: its URL, and its password in a line of its own that shows nothing of it."""

from __future__ import annotations

from dataclasses import Field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from interview_desk.errors import masked
from interview_desk.settings import without_password
from interview_desk.ui.pages.settings_field import SettingField
from interview_desk.ui.reading_order import follow

_PASSWORD = "Its password"
_ABOUT = "Kept in a file of its own that only you can read."


class ServerField(SettingField):
    """Wishes when a line is done with, not at each key: half of a password is nothing to keep."""

    password_typed = Signal(str)

    def __init__(self, of: Field[Any], parent: QWidget | None = None) -> None:
        self._shown = ""
        super().__init__(of, parent)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_PASSWORD)
        self.password.setAccessibleName(f"{of.metadata['title']}: {_PASSWORD.lower()}")
        self.password.setAccessibleDescription(_ABOUT)
        self.password.setToolTip(_ABOUT)
        self.password.editingFinished.connect(self._keep_password)
        self._column.insertWidget(self._column.indexOf(self.line) + 1, self.password)
        follow(self._column)

    def show_value(self, value: object) -> None:
        """Show the URL, whatever is in it without a password."""
        self._shown = masked(str(value))
        super().show_value(self._shown)

    def show_kept(self) -> None:
        """Say that a password was taken."""
        self.password.clear()
        self.password.setPlaceholderText(f"{_PASSWORD} is kept")

    def _make_line(self) -> None:
        self.line.setMaxLength(500)
        self.line.editingFinished.connect(self._wish_server)

    def _wish_server(self) -> None:
        if self.line.text() == self._shown:
            return
        url, password = without_password(self.line.text().strip())
        if url != self._shown:
            self._wish(url)
        if password:
            self.line.setText(url)
            self.password_typed.emit(password)

    def _keep_password(self) -> None:
        if self.password.text():
            self.password_typed.emit(self.password.text())
