"""The competencies that a half-typed `@` could mean: a short list that never takes the focus; Tab takes one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from interview_desk.domain.rubric import Competency
from interview_desk.ui import fonts

_HALF = re.compile(r"(?:^|(?<=\s))@([a-z0-9-]*)$")


class Completion(QListWidget):
    """The list. It lies over the window as a child of it, so that no window manager gives it the focus."""

    taken = Signal(str)
    """The id of the competency that was clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("completion")
        self.setAccessibleName("Competencies")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.taken.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.hide()

    @property
    def chosen(self) -> str:
        """The id of the chosen competency, empty where the list is not shown."""
        item = self.currentItem() if self.isVisible() else None
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def offer(self, rows: Sequence[Competency], corner: QPoint) -> None:
        """Show these rows with the lower left corner there; none hides the list."""
        if not rows:
            self.hide()
            return
        self.clear()
        for row in rows:
            item = QListWidgetItem(f"@{row.id}    {row.title}")
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            self.addItem(item)
        self.setCurrentRow(0)
        height = len(rows) * fonts.px(28) + 10
        width = max(self.sizeHintForColumn(0) + 24, fonts.px(220))
        left = max(0, min(corner.x(), self._over.width() - width - 8))
        self.setGeometry(left, corner.y() - height, width, height)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Choose the row above or below."""
        self.setCurrentRow((self.currentRow() + by) % max(1, self.count()))


def half_tag(text_before_cursor: str) -> str | None:
    """Return what was typed of a tag right before the cursor, or None where there is no `@`."""
    found = _HALF.search(text_before_cursor)
    return found[1] if found is not None else None


def matching(typed: str, rows: Sequence[Competency]) -> list[Competency]:
    """Return the competencies that a half-typed tag could mean, those that begin so first."""
    if any(row.id == typed for row in rows):
        return []
    begin = [row for row in rows if row.id.startswith(typed)]
    return begin + [row for row in rows if typed in row.id and row not in begin]
