"""The order in which a screen reader and Tab come to things: of itself Qt takes that in which they were made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def in_reading_order(*widgets: QWidget) -> None:
    """Let a screen reader come to sisters in this order."""
    for widget in widgets:
        widget.raise_()


def follow(layout: QLayout) -> None:
    """Let a screen reader come to what a layout holds in the order in which it stands there."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            widget.raise_()
        elif (inner := item.layout()) is not None:
            follow(inner)


def tab_along(layout: QLayout) -> None:
    """Let Tab come to all that a layout holds, however deep, in the order in which it stands there."""
    stops = [it for it in _all_in(layout) if it.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _all_in(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget = item.widget()
        inner = widget.layout() if widget is not None else item.layout()
        if widget is not None:
            yield widget
        if inner is not None:
            yield from _all_in(inner)
