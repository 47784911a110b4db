"""A sheet over the window: it takes the focus while it is open, and gives it back to whoever had it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QWidget


class Sheet(QFrame):
    """Not a dialog, so nothing waits for it; it hides when the focus goes elsewhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self._before: QWidget | None = None
        self.hide()

    def show_over(self, place: QRect, focus: QWidget) -> None:
        """Show the sheet at a place of the window, the focus on `focus`."""
        self._remember(_behind(self.window().focusWidget()))
        self.setGeometry(place)
        self.show()
        self.raise_()
        focus.setFocus()

    def close_sheet(self) -> None:
        """Hide, and give the focus back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def lose_focus(self, event: QFocusEvent) -> None:
        """Hide where the focus went elsewhere; where the whole window lost it, it is to come back to who had it."""
        match event.reason():
            case Qt.FocusReason.PopupFocusReason:
                return  # a menu of the sheet's own
            case Qt.FocusReason.ActiveWindowFocusReason:
                self.close_sheet()
            case _:
                self.hide()

    def _remember(self, widget: QWidget | None) -> None:
        if self._before is not None:
            self._before.destroyed.disconnect(self._forget)
        self._before = widget
        if widget is not None:
            widget.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._before = None


def _behind(focus: QWidget | None) -> QWidget | None:
    """Who is to have the focus back: of a sheet, this one or another, whoever had it before."""
    at = focus
    while at is not None and not isinstance(at, Sheet):
        at = at.parentWidget()
    return at._before if at is not None else focus
