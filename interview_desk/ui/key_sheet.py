"""Every command and its key, on one sheet; the arrows scroll it, any other key closes it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from interview_desk.commands import COMMANDS, MENUS, Menu, keys_of, keys_text
from interview_desk.ui import fonts
from interview_desk.ui.sheet import Sheet
from interview_desk.ui.theme import set_role

COLUMNS = 3
_STEPS: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class KeySheet(Sheet):
    """The table of commands; the arrows and pages scroll it, any other key closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Keys")
        self._shown: list[tuple[str, ...]] = []
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setProperty("role", "bare")
        self._area.viewport().setAutoFillBackground(False)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self._area, 1)
        foot = QLabel("↑ ↓ scroll · any other key closes")
        set_role(foot, "small")
        foot.setContentsMargins(9, 0, 0, 0)
        layout.addWidget(foot)

    def open(self) -> None:
        """Show the sheet over the window, or hide it where it is shown."""
        if self.isVisible():
            self.close_sheet()
            return
        keys = [keys_of(command) for command in COMMANDS]
        if keys != self._shown:  # made when first wished for: it is two hundred labels
            self._shown = keys
            self._fill()
        self.show_over(QRect(QPoint(), self.window().size()).adjusted(24, 24, -24, -24), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (step := _STEPS.get(event.key())) is not None:
            self._area.verticalScrollBar().triggerAction(step)
        elif event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta):
            self.close_sheet()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.lose_focus(event)
        super().focusOutEvent(event)

    def _fill(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setSpacing(32)
        columns = [QVBoxLayout() for _ in range(COLUMNS)]
        lengths = [0] * COLUMNS
        for menu in MENUS:
            shortest = lengths.index(min(lengths))
            columns[shortest].addWidget(self._part(menu))
            lengths[shortest] += 2 + sum(command.menu == menu for command in COMMANDS)
        for column in columns:
            column.addStretch(1)
            row.addLayout(column, 1)
        self._area.verticalScrollBar().setSingleStep(fonts.px(48))
        self._area.setWidget(body)  # the one before goes with that
        body.setAutoFillBackground(False)

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
            keys.setProperty("role", "key" if keys_of(command) else "faint")
            words = QLabel(command.title)
            words.setToolTip(command.help)
            words.setWordWrap(True)
            grid.addWidget(keys, at, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, at, 1)
        return part
