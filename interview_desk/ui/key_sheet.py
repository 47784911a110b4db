"""Every command and its key, on one sheet; any key closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from interview_desk.commands import COMMANDS, Menu, keys_text
from interview_desk.ui import fonts

COLUMNS = 3


class KeySheet(QFrame):
    """The table of commands as a sheet over the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Keys")
        self._before: QWidget | None = None
        self._filled = False
        self._body = QWidget()
        area = QScrollArea(self)
        area.setWidget(self._body)
        area.setWidgetResizable(True)
        area.setProperty("role", "bare")
        self._body.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(area)
        self.hide()

    def open(self) -> None:
        """Show the sheet over the window, or hide it where it is shown."""
        if self.isVisible():
            self.close_sheet()
            return
        if not self._filled:  # made when first wished for: it is two hundred labels
            self._fill()
        window = self.window()
        self._before = window.focusWidget()
        self.setGeometry(24, 24, window.width() - 48, window.height() - 48)
        self.show()
        self.raise_()
        self.setFocus()

    def close_sheet(self) -> None:
        """Hide, and give the focus back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta):
            self.close_sheet()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hide()
        super().focusOutEvent(event)

    def _fill(self) -> None:
        self._filled = True
        row = QHBoxLayout(self._body)
        row.setSpacing(32)
        columns = [QVBoxLayout() for _ in range(COLUMNS)]
        lengths = [0] * COLUMNS
        for menu in dict.fromkeys(command.menu for command in COMMANDS):
            shortest = lengths.index(min(lengths))
            columns[shortest].addWidget(self._part(menu))
            lengths[shortest] += 2 + sum(command.menu == menu for command in COMMANDS)
        for column in columns:
            column.addStretch(1)
            row.addLayout(column, 1)

    def _part(self, menu: Menu) -> QWidget:
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 16)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(12)
        grid.setColumnMinimumWidth(0, fonts.px(104))
        grid.setColumnStretch(1, 1)
        title = QLabel(menu.upper())
        title.setProperty("role", "section")
        grid.addWidget(title, 0, 0, 1, 2)
        for at, command in enumerate((command for command in COMMANDS if command.menu == menu), start=1):
            keys = QLabel(keys_text(command) or "–")
            keys.setProperty("role", "key" if command.keys else "faint")
            words = QLabel(command.title)
            words.setToolTip(command.help)
            words.setWordWrap(True)
            grid.addWidget(keys, at, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, at, 1)
        return part
